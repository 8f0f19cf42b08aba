#!/usr/bin/env bash
# Every example generates exactly the tree under tests/golden/examples/<name>; ATLAS_ACCEPT=1 rewrites it. The tree is
# the same from any working directory, on a second run, and does not depend on the locale or the time zone.
set -Eeuo pipefail
golden="$ATLAS_ROOT/tests/golden/examples"
status=0
for spec in "$ATLAS_ROOT"/examples/*/fleet.yaml; do
  name="$(basename -- "$(dirname -- "$spec")")"
  "$ATLAS" --quiet generate "$spec" -o "$name" --lock "$name.lock.yaml"
  cp "$name.lock.yaml" "$name/.atlas/fleet.lock.yaml"
  if [ "${ATLAS_ACCEPT:-}" = 1 ]; then
    rm -rf "${golden:?}/$name"; mkdir -p "$golden"; cp -r "$name" "$golden/$name"
  fi
  if ! diff -r "$golden/$name" "$name"; then
    echo "FAIL: $name differs from its golden tree; read the diff, then accept it with ATLAS_ACCEPT=1"
    status=1
  fi
  rm "$name/.atlas/fleet.lock.yaml"

  (mkdir -p "elsewhere/$name" && cd "elsewhere/$name" \
    && LC_ALL=C TZ=Asia/Tokyo "$ATLAS" --quiet generate "$spec" -o out --lock lock.yaml)
  diff -r "$name" "elsewhere/$name/out" || { echo "FAIL: $name depends on the place, locale or zone"; status=1; }

  find "$name" -printf '%p %T@ %i\n' | sort >before
  "$ATLAS" --quiet generate "$spec" -o "$name" --lock "$name.lock.yaml"
  find "$name" -printf '%p %T@ %i\n' | sort >after
  diff before after || { echo "FAIL: the second run of $name wrote something"; status=1; }
done
exit "$status"
