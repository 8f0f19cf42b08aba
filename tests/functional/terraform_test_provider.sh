#!/usr/bin/env bash
# The stand-in for bpg/proxmox: OpenTofu reads the very schema back from it that it was given, and a plan that needs a
# cluster is refused in words.
. "$ATLAS_ROOT/tests/schema_provider/tools.sh"

use_schema_provider
mkdir root
cp -- "$ATLAS_ROOT/config/templates/terraform/versions.tf" root/
tofu -chdir=root init >init.log 2>&1 || { cat init.log >&2; fail "init"; }

# Descriptions are not in the stored schema; OpenTofu adds empty ones.
normal() {
  jq -S '.provider_schemas["registry.opentofu.org/bpg/proxmox"] | {provider, resource_schemas, data_source_schemas}
    | walk(if type == "object" then del(.description_kind) else . end)' "$1"
}
tofu -chdir=root providers schema -json >served.json
normal served.json >served
normal "$ATLAS_PROVIDER_SCHEMA" >stored
cmp -s served stored || { diff stored served | head -n 40 >&2; fail "the served schema differs from the stored one"; }
echo "ok: $(jq '.resource_schemas | length' served) resources and $(jq '.data_source_schemas | length' served) data sources are served as stored"

printf 'resource "proxmox_virtual_environment_pool" "this" {\n  pool_id = "x"\n}\n' >root/main.tf
if tofu -chdir=root plan -no-color >plan.log 2>&1; then fail "a plan without a cluster succeeded"; fi
grep -q "schema-only test provider" plan.log || { cat plan.log >&2; fail "the refusal does not say what it is"; }
echo "ok: a plan is refused by name"
