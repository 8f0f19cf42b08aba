#!/usr/bin/env bash
# fuzz.sh SECONDS: libFuzzer with ASan+UBSan on the spec loader, from the examples and the bad specs as corpus.
. "$(dirname -- "${BASH_SOURCE[0]}")/setup/common.sh"
cd "$ATLAS_ROOT"
seconds="${1:-60}"
[ -f build/fuzz/build.ninja ] || cmake -S . -B build/fuzz -G Ninja -DCMAKE_BUILD_TYPE=Release -DATLAS_PCH=OFF -DATLAS_FUZZ=ON \
  -DCMAKE_C_COMPILER=clang-19 -DCMAKE_CXX_COMPILER=clang++-19 >/dev/null
ninja -C build/fuzz --quiet atlas_fuzz_spec_loader
mkdir -p build/fuzz/corpus
index=0
while IFS= read -r file; do cp -- "$file" "build/fuzz/corpus/seed-$((index += 1)).yaml"; done \
  < <(find examples tests/golden/rules tests/unit/spec/data -name '*.yaml' 2>/dev/null | sort)
build/fuzz/tests/fuzz/atlas_fuzz_spec_loader -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 \
  -artifact_prefix=build/fuzz/ -print_final_stats=1 build/fuzz/corpus
