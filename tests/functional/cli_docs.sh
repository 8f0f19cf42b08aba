#!/usr/bin/env bash
# docs/cli.md and docs/diagnostics.md are what the program says about itself. ATLAS_ACCEPT=1 rewrites them.
set -Eeuo pipefail
status=0
check() {
  local page="$ATLAS_ROOT/docs/$1"; shift
  "$ATLAS" debug reference "$@" >now.md
  if [ "${ATLAS_ACCEPT:-}" = 1 ]; then
    cp -- now.md "$page"
  elif ! diff -u "$page" now.md; then
    echo "$page is out of date: run this test with ATLAS_ACCEPT=1"
    status=1
  fi
}
check cli.md
check diagnostics.md --diagnostics

# Every id has its explanation, of more than a few words.
"$ATLAS" explain --list --json | jq -e '.data | length > 40' >/dev/null || { echo "too few diagnostics"; status=1; }
"$ATLAS" explain --list --json | jq -r '.data[] | select((.explanation | length) < 60) | .id' >short.txt
if [ -s short.txt ]; then
  echo "explained too briefly: $(tr '\n' ' ' <short.txt)"
  status=1
fi
exit "$status"
