#!/usr/bin/env bash
# sanitize.sh: unit and property tests with ASan+UBSan; the runtime's and the agents' tests with TSan.
. "$(dirname -- "${BASH_SOURCE[0]}")/setup/common.sh"
cd "$ATLAS_ROOT"
tools/build.sh asan
ATLAS_PROPERTY_CASES="${ATLAS_PROPERTY_CASES:-200}" ctest --test-dir build/asan -L 'unit|property' --output-on-failure -j "$(nproc)"
tools/build.sh tsan atlas_unit_runtime atlas_unit_agents
TSAN_OPTIONS="suppressions=$ATLAS_ROOT/tests/support/tsan.supp" ctest --test-dir build/tsan \
  -R 'unit.atlas_unit_(runtime|agents)' --repeat until-fail:"${ATLAS_TSAN_REPEATS:-5}" --output-on-failure
