#!/usr/bin/env bash
# What a state makes of changed files: with real OpenTofu plans and applies on a real state, and the test provider in
# its echo mode, which keeps what is configured and replaces a machine for the same changes as the real one.
. "$ATLAS_ROOT/tests/schema_provider/tools.sh"

use_schema_provider
export ATLAS_PROVIDER_ECHO=1
echo "provider: SCHEMA ONLY in echo mode (state and addresses are OpenTofu's own; there is no cluster)"
cp -- "$ATLAS_ROOT/examples/shop/fleet.yaml" fleet.yaml
tree="$PWD/output/terraform"
variables="$tree/fleet.auto.tfvars.json"

atlas_generate() { "$ATLAS" generate fleet.yaml -o output >generate.log 2>&1 || { cat generate.log >&2; fail "atlas generate"; }; }
init() { tofu -chdir="$tree" init >init.log 2>&1 || { cat init.log >&2; fail "init"; }; }
apply() { steady apply.log tofu -chdir="$tree" apply -auto-approve -no-color || { cat apply.log >&2; fail "apply"; }; }
set_variable() { jq "$1" "$variables" >changed.json && cp -- changed.json "$variables"; }
restore() { cp -- kept.json "$variables"; }

# planned STATUS [OPTION...]: 0 no change, 2 changes, 1 refused; the plan's text is in plan.log.
planned() {
  local want="$1" status=0
  shift
  steady plan.log tofu -chdir="$tree" plan -detailed-exitcode -no-color "$@" || status=$?
  [ "$status" -eq "$want" ] || { cat plan.log >&2; fail "plan ended with $status instead of $want"; }
}
says() { grep -qE -- "$1" plan.log || { cat plan.log >&2; fail "the plan does not say: $1"; }; }
never_says() { ! grep -E -- "$1" plan.log >&2 || fail "the plan says: $1"; }
nothing_lost() { never_says "must be replaced|will be destroyed|will be created"; }

# The order of the waves under a plain apply with OpenTofu's own parallelism of 10.
creation_order() {
  local lines
  lines="$(grep -oE 'module\.wave_[0-9]+\["[^"]+"\]\.proxmox_virtual_environment_vm\.this: Creation complete' apply.log \
    | sed 's/module\.wave_\([0-9]*\).*/\1/')"
  [ "$(wc -l <<<"$lines")" -eq 10 ] || fail "ten machines should have been created"
  [ "$lines" = "$(sort -n <<<"$lines")" ] || fail "waves overlap: $(tr '\n' ' ' <<<"$lines")"
  [ "$(sort -u <<<"$lines" | wc -l)" -ge 2 ] || fail "one wave proves nothing"
}

atlas_generate
init
apply
creation_order
echo "ok: waves were created one after the other"
planned 0
echo "ok: the next plan is empty"
! grep -qs "web-01" "$tree"/*.tfstate || fail "the state is readable"
grep -q "encrypted_data" "$tree"/*.tfstate || fail "the state is not encrypted"
echo "ok: the state is encrypted"
cp -- "$variables" kept.json

set_variable '.machines[].clone.vm_id = 9001'
planned 0
restore
echo "ok: a new template replaces nothing"

set_variable '.machines["web-01"].node_name = "pve9"'
planned 0
restore
echo "ok: a machine on another node is not replaced"

set_variable '.machines["web-01"].vm_id = 2099'
planned 2
says 'web-01"\].proxmox_virtual_environment_vm.this must be replaced'
restore
echo "ok: this test sees a replacement where there is one"

set_variable '.machines["db-01"].vm_id = 2099'
planned 1
says "Instance cannot be destroyed"
restore
planned 1 -destroy
says "Instance cannot be destroyed"
planned 1 -replace="$(tofu -chdir="$tree" state list | grep -F '"db-02"].proxmox_virtual_environment_vm.this')"
says "Instance cannot be destroyed"
set_variable 'del(.machines["db-01"]) | .ha_rules = {} | .backup_jobs |= map_values(.machines -= ["db-01"])'
planned 1
says "Instance cannot be destroyed"
restore
echo "ok: a protected machine is neither replaced nor destroyed, also when it left the fleet"

set_variable '.machines["web-01"].protection = true'
planned 2
never_says "must be replaced|will be destroyed"
restore
set_variable '.machines["db-01"].protection = false'
planned 1
tofu -chdir="$tree" state rm 'terraform_data.protected_machine["db-01"]' >/dev/null
planned 2
nothing_lost
restore
apply
echo "ok: protection goes on and off without a replacement"

# Fewer clones at once: the lock file keeps what fits and moves the rest.
sed -i 's/^  vmids: .*/&\n  clones_per_wave: 2/' fleet.yaml
atlas_generate
[ -f "$tree/moved.tf" ] || fail "no moved.tf after machines changed their wave"
init
planned 2
says 'module\.wave_[0-9]+\["[^"]+"\]\.proxmox_virtual_environment_vm\.this has moved to'
says "Plan: 0 to add, 0 to change, 0 to destroy"
nothing_lost
mv -- "$tree/moved.tf" moved.tf
tofu -chdir="$tree" plan -no-color >plan.log 2>&1 || true
says "Instance cannot be destroyed|will be destroyed"
mv -- moved.tf "$tree/moved.tf"
apply
planned 0
echo "ok: $(grep -c '^moved' "$tree/moved.tf") machines changed their wave; only their addresses moved"

# A state from before all moves still finds its way after the waves changed again.
sed -i 's/^  clones_per_wave: 2/  clones_per_wave: 3/' fleet.yaml
atlas_generate
init
planned 0
echo "ok: moves stay in the files without doing anything twice"
