#!/usr/bin/env bash
# ATLAS and Jinja2 (bench/python_stack/render.py) must render ATLAS's own templates to the same bytes, for the
# blueprint of each example.
set -Eeuo pipefail
program="$(dirname -- "$ATLAS")/tests/atlas_property_emit_equivalence"
[ -x "$program" ] || { echo "SKIP: $program is not built"; exit 77; }
compared=0
for spec in "$ATLAS_ROOT"/examples/*/fleet.yaml; do
  "$ATLAS" debug blueprint "$spec" >context.json
  echo "comparing the templates for $spec"
  ATLAS_EQUIVALENCE_CONTEXT="$PWD/context.json" "$program" --gtest_filter='*TemplatesOfAtlas'
  compared=$((compared + 1))
done
[ "$compared" -gt 0 ]
