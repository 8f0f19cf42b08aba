#!/usr/bin/env bash
# bench.sh [ROUNDS]: the release binary against cp -r and a Python stack, in one run.
. "$(dirname -- "${BASH_SOURCE[0]}")/setup/common.sh"
cd "$ATLAS_ROOT"
tools/build.sh release
"$ATLAS_TOOLS/ansible/bin/python" bench/run.py build/release/atlas "${1:-7}"
