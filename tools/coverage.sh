#!/usr/bin/env bash
# coverage.sh: runs the quick tests with gcov counters; prints the table, fails below 90 % of product lines.
. "$(dirname -- "${BASH_SOURCE[0]}")/setup/common.sh"
cd "$ATLAS_ROOT"
tools/build.sh coverage
find build/coverage -name '*.gcda' -delete
status=0
ctest --test-dir build/coverage -LE slow -j "$(nproc)" --output-on-failure || status=1
"$ATLAS_TOOLS/ansible/bin/gcovr" --root . --filter 'atlas/' --exclude-throw-branches --gcov-ignore-parse-errors=suspicious_hits.warn \
  --gcov-ignore-parse-errors=negative_hits.warn --object-directory build/coverage --print-summary --fail-under-line 90 --sort uncovered-number \
  --html-details build/coverage/report.html
exit "$status"
