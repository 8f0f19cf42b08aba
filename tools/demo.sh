#!/usr/bin/env bash
# demo.sh ATLAS: the main job on a real example, then what came out of it.
. "$(dirname -- "${BASH_SOURCE[0]}")/setup/common.sh"
cd "$ATLAS_ROOT"
atlas="$(realpath -- "$1")"
"$atlas" generate examples/shop/fleet.yaml -o output/
printf '\nThe tree:\n'
find output -mindepth 1 -maxdepth 2 -not -path '*/.atlas*' | sort | sed 's|^|  |'
printf '\nRun it again: nothing changes.\n'
"$atlas" generate examples/shop/fleet.yaml -o output/ 2>/dev/null | tail -n 1
printf '\nStart reading at output/docs/README.md\n'
