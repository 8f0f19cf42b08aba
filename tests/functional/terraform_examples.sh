#!/usr/bin/env bash
# Every example, and fleets with what the examples do not use: the generated tree passes OpenTofu's formatter,
# validation (without a warning) and its own tests.
. "$ATLAS_ROOT/tests/schema_provider/tools.sh"

check_tree() {
  local name="$1" folder="$2/terraform" found
  tofu -chdir="$folder" fmt -check -recursive -diff || fail "$name: not formatted"
  tofu -chdir="$folder" init -backend=false >init.log 2>&1 || { cat init.log >&2; fail "$name: init"; }
  found="$(problems "$folder")"
  [ -z "$found" ] || fail "$name: validate: $found"
  steady test.log tofu -chdir="$folder" test -no-color || { cat test.log >&2; fail "$name: test"; }
  echo "ok: $name: $(tail -n1 test.log)"
}

use_best_provider
count=0
for fleet in "$ATLAS_ROOT"/examples/*/fleet.yaml "$ATLAS_ROOT"/tests/schema_provider/fleets/*.yaml; do
  for environment in dev prod; do
    name="$(basename -- "$(dirname -- "$fleet")")-$(basename -- "$fleet" .yaml)-$environment"
    generate "$fleet" "$PWD/$name" --env "$environment"
    check_tree "$name" "$PWD/$name"
    count=$((count + 1))
  done
done
[ "$count" -gt 0 ] || fail "no example found"
