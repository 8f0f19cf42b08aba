#!/usr/bin/env bash
# test.sh BUILD_DIR [CTEST ARGUMENTS...]: runs the tests; the summary and every SKIP stand at the end.
. "$(dirname -- "${BASH_SOURCE[0]}")/setup/common.sh"
cd "$ATLAS_ROOT"
build="$1"; shift
status=0
ctest --test-dir "$build" --output-on-failure --timeout 1800 -j "$(nproc)" "$@" || status=$?
exit "$status"
