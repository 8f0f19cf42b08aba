#!/usr/bin/env bash
# build.sh PRESET [TARGET...]: configures once, then builds.
. "$(dirname -- "${BASH_SOURCE[0]}")/setup/common.sh"
cd "$ATLAS_ROOT"
preset="$1"; shift
[ -f "build/$preset/build.ninja" ] || cmake --preset "$preset" >"/tmp/atlas-configure.$$" || { cat "/tmp/atlas-configure.$$"; exit 1; }
rm -f "/tmp/atlas-configure.$$"
ninja -C "build/$preset" --quiet "$@"
say "built build/$preset"
