#!/usr/bin/env bash
# Every tests/golden/cli/<verb>[-<case>]/ holds `cmd` (run by bash in an empty folder that has a copy of `input/`) and
# what it must give: stdout, stderr, exit. ATLAS_ACCEPT=1 rewrites them. A verb without a folder fails the suite.
set -Eeuo pipefail
golden="$ATLAS_ROOT/tests/golden/cli"
bin="$PWD/bin"
mkdir -p "$bin"
ln -s "$ATLAS" "$bin/atlas"
version="$("$ATLAS" version | cut -d' ' -f2)"
failures=0

# What may differ between two right runs: durations, places, the version.
normalise() {
  sed -E -e 's/ +[0-9]+\.[0-9]+ (ms|s)\b/ TIME/g' -e 's/"duration_us": [0-9]+/"duration_us": 0/g' \
    -e "s|$ATLAS_CONFIG_DIR|CONFIG|g" -e "s|$1|DIR|g" -e "s#schema=[^ ]*/schemas/#schema=SCHEMAS/#" -e "s/\\b${version//./\\.}\\b/VERSION/g"
}

run_case() {
  local folder="$1" work status=0
  work="$(mktemp -d "$PWD/case.XXXXXX")"
  [ -d "$folder/input" ] && cp -R -- "$folder/input/." "$work/"
  (cd "$work" && env -i PATH="$bin:$PATH" HOME="$work" LC_ALL=C.UTF-8 ATLAS_ROOT="$ATLAS_ROOT" \
    ATLAS_CONFIG_DIR="$ATLAS_CONFIG_DIR" bash "$folder/cmd") >"$work.out" 2>"$work.err" || status=$?
  mkdir -p "$work.got"
  normalise "$work" <"$work.out" >"$work.got/stdout"
  normalise "$work" <"$work.err" >"$work.got/stderr"
  echo "$status" >"$work.got/exit"
  for part in stdout stderr exit; do
    if [ "${ATLAS_ACCEPT:-}" = 1 ]; then
      cp -- "$work.got/$part" "$folder/$part"
    elif ! diff -u --label "golden/$(basename -- "$folder")/$part" --label now "$folder/$part" "$work.got/$part"; then
      failures=$((failures + 1))
    fi
  done
}

cases=0
for folder in "$golden"/*/; do
  run_case "${folder%/}"
  cases=$((cases + 1))
done

while read -r verb; do
  name="${verb// /_}"
  if ! compgen -G "$golden/$name" >/dev/null && ! compgen -G "$golden/$name-*" >/dev/null; then
    echo "the verb '$verb' has no golden test: make tests/golden/cli/$name/cmd and run with ATLAS_ACCEPT=1"
    failures=$((failures + 1))
  fi
done < <("$ATLAS" debug registry --json | jq -r '.data[] | select(.registry == "verb") | .name')

echo "cli goldens: $cases cases, $failures differences"
[ "$failures" -eq 0 ]
