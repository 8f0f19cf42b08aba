#!/usr/bin/env bash
# Every example generates exactly what is accepted: the whole tree under tests/golden/examples/NAME where there is one (shop and
# single: there a change is read line by line), else the sums of all files in tests/golden/examples/NAME.sha256.
# ATLAS_ACCEPT=1 rewrites them. A tree is the same from any working directory, on a second run, and does not depend on the
# locale or the time zone. The example `everything` holds every component and every profile of one machine.
set -Eeuo pipefail
golden="$ATLAS_ROOT/tests/golden/examples"
status=0
complain() { echo "FAIL: $*"; status=1; }

# sums_of TREE: `sha256  path`, sorted by path
sums_of() { (cd "$1" && find . -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0 sha256sum --); }

# compare_tree NAME, compare_sums NAME: what was generated against what is accepted
compare_tree() {
  if [ "${ATLAS_ACCEPT:-}" = 1 ]; then rm -rf "${golden:?}/$1"; cp -r "$1" "$golden/$1"; fi
  diff -r "$golden/$1" "$1" || complain "$1 differs from its golden tree; read the diff, then accept it with ATLAS_ACCEPT=1"
}
compare_sums() {
  sums_of "$1" >"$1.sha256"
  if [ "${ATLAS_ACCEPT:-}" = 1 ]; then cp "$1.sha256" "$golden/$1.sha256"; fi
  [ -f "$golden/$1.sha256" ] || { complain "$1 has no accepted sums; look at its tree, then accept it with ATLAS_ACCEPT=1"; return; }
  diff "$golden/$1.sha256" "$1.sha256" || complain "$1: other bytes in the files above; generate it before and after your change, read the diff, then accept it with ATLAS_ACCEPT=1"
}

mkdir -p "$golden"
for spec in "$ATLAS_ROOT"/examples/*/fleet.yaml; do
  name="$(basename -- "$(dirname -- "$spec")")"
  "$ATLAS" --quiet generate "$spec" -o "$name" --lock "$name.lock.yaml"
  cp "$name.lock.yaml" "$name/.atlas/fleet.lock.yaml"
  if [ -d "$golden/$name" ]; then compare_tree "$name"; else compare_sums "$name"; fi
  rm "$name/.atlas/fleet.lock.yaml"

  (mkdir -p "elsewhere/$name" && cd "elsewhere/$name" \
    && LC_ALL=C TZ=Asia/Tokyo "$ATLAS" --quiet generate "$spec" -o out --lock lock.yaml)
  diff -r "$name" "elsewhere/$name/out" || complain "$name depends on the place, locale or zone"

  find "$name" -printf '%p %T@ %i\n' | sort >before
  "$ATLAS" --quiet generate "$spec" -o "$name" --lock "$name.lock.yaml"
  find "$name" -printf '%p %T@ %i\n' | sort >after
  diff before after || complain "the second run of $name wrote something"

  [ -f "$(dirname -- "$spec")/README.md" ] || complain "$name has no README.md"
done

# Accepted sums of an example that is gone would lie there for ever.
for file in "$golden"/*.sha256; do
  [ ! -f "$file" ] || [ -d "$ATLAS_ROOT/examples/$(basename -- "$file" .sha256)" ] || complain "$(basename -- "$file") belongs to no example"
done

everything="$ATLAS_ROOT/examples/everything/fleet.yaml"
"$ATLAS" debug blueprint "$everything" --lock everything.lock.yaml | jq -r '.components[].name' | sort >used
"$ATLAS" --json component list | jq -r '.data[].name' | sort >known
[ "$(wc -l <known)" -ge 20 ] || complain "the catalogue cannot be listed"
missing="$(comm -13 used known | xargs)"
[ -z "$missing" ] || complain "examples/everything lacks the components: $missing"
for profile in $("$ATLAS" --json profiles list | jq -r '.data[] | select(.kind == "machine") | .name'); do
  grep -Eq "profiles?: .*\\b$profile\\b" "$everything" || complain "examples/everything lacks the profile $profile"
done
exit "$status"
