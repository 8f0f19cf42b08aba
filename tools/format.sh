#!/usr/bin/env bash
# format.sh [--check]: clang-format over the C++ of the repository.
. "$(dirname -- "${BASH_SOURCE[0]}")/setup/common.sh"
cd "$ATLAS_ROOT"
mode=(-i)
[ "${1:-}" = --check ] && mode=(--dry-run -Werror)
git ls-files '*.cpp' '*.hpp' '*.cc' | xargs -r -P "$(nproc)" -n 20 clang-format-19 "${mode[@]}"
