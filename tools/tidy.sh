#!/usr/bin/env bash
# tidy.sh [FILE...]: clang-tidy over product code. A file is checked again only when it, a header or the
# configuration changed since its last clean run (stamps in the tool cache).
. "$(dirname -- "${BASH_SOURCE[0]}")/setup/common.sh"
cd "$ATLAS_ROOT"
stamps="$ATLAS_TOOLS/stamps/tidy"
mkdir -p build/tidy "$stamps"
[ -f build/ci/compile_commands.json ] || cmake --preset ci >/dev/null
headers="$(git ls-files 'atlas/*.hpp' .clang-tidy | xargs cat | sha256sum | cut -c1-16)"
export headers stamps
one() {
  local file="$1" key stamp
  key="$(sha256sum <"$file" | cut -c1-16)-$headers"
  stamp="$stamps/$(tr '/' '_' <<<"$file")"
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$key" ] && return 0
  clang-tidy-19 --quiet -p build/tidy "$file" 2>/dev/null && printf '%s' "$key" >"$stamp"
}
export -f one
# GCC's precompiled header and its own warnings mean nothing to clang: the database is rewritten without them.
sed -e 's/-include [^ ]*cmake_pch.hxx//g' -e 's/-fpch-preprocess//g' -e 's/-Winvalid-pch//g' \
  -e 's/-Wno-\(maybe-uninitialized\|restrict\|stringop-overflow\)//g' \
  build/ci/compile_commands.json >build/tidy/compile_commands.json
if [ "$#" -gt 0 ]; then printf '%s\n' "$@"; else git ls-files 'atlas/*.cpp'; fi |
  xargs -r -P "${ATLAS_TIDY_JOBS:-$(nproc)}" -I{} bash -c 'one {}'
