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
scripts() { git ls-files '*.sh' .ci/run | grep -v '^config/templates/' | xargs shellcheck -x -S style; }
tidy() {
  [ -f build/ci/compile_commands.json ] || cmake --preset ci >/dev/null
  tools/tidy.sh
}
check 'clang-format' tools/format.sh --check
check 'shellcheck' scripts
check 'layers' tests/arch/layers.py
check 'sizes' tests/arch/sizes.py
check 'clang-tidy' tidy
exit "$failed"
