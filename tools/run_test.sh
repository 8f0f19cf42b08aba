#!/usr/bin/env bash
# Runs one script test: run_test.sh SCRIPT ATLAS_BINARY. The script sees ATLAS, ATLAS_ROOT and the tools on PATH,
# starts in an empty temporary folder, and may exit 77 to SKIP with a reason on its last line.
set -Eeuo pipefail
. "$(dirname -- "${BASH_SOURCE[0]}")/setup/common.sh"
script="$(realpath -- "$1")"
ATLAS="$(realpath -- "$2")"
export ATLAS ATLAS_ROOT ATLAS_TOOLS
export ATLAS_CONFIG_DIR="$ATLAS_ROOT/config"
work="$(mktemp -d)"
trap 'rm -rf -- "$work"' EXIT
cd "$work"
status=0
case "$script" in
  *.py) "$ATLAS_TOOLS/ansible/bin/python" "$script" || status=$? ;;
  *) bash "$script" || status=$? ;;
esac
[ "$status" -eq 77 ] && echo "SKIP: $(basename -- "$script") (reason above)"
exit "$status"
