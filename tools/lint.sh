#!/usr/bin/env bash
# lint.sh: everything that judges the sources without running them. Prints one line per check.
. "$(dirname -- "${BASH_SOURCE[0]}")/setup/common.sh"
cd "$ATLAS_ROOT"
failed=0
check() { # check NAME COMMAND...
  local name="$1" log; shift
  log="$(mktemp)"
  if "$@" >"$log" 2>&1; then printf 'lint: ok    %s\n' "$name"; else printf 'lint: FAIL  %s\n' "$name"; cat "$log"; failed=1; fi
  rm -f "$log"
}
check 'clang-format' tools/format.sh --check
mapfile -t scripts < <(git ls-files '*.sh' .ci/run | grep -v '^config/templates/')
check 'shellcheck' shellcheck -x -S style "${scripts[@]}"
check 'layers' tests/arch/layers.py
check 'sizes' tests/arch/sizes.py
[ "${ATLAS_TIDY:-1}" = 0 ] || check 'clang-tidy' tools/tidy.sh
exit "$failed"
