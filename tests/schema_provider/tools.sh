# What the terraform_*.sh tests share; sourced. Needs ATLAS, ATLAS_ROOT, ATLAS_TOOLS and an empty current folder.
# shellcheck shell=bash
set -Eeuo pipefail

export TF_IN_AUTOMATION=1 TF_INPUT=0 CHECKPOINT_DISABLE=1
export TF_VAR_state_passphrase="only-for-tests-and-no-secret"
# A configured file that is not there makes every command warn.
if [ -n "${TF_CLI_CONFIG_FILE:-}" ] && [ ! -f "$TF_CLI_CONFIG_FILE" ]; then unset TF_CLI_CONFIG_FILE; fi

skip() { echo "$*"; exit 77; }
fail() { echo "FAILED: $*" >&2; exit 1; }

command -v tofu >/dev/null || skip "no tofu on PATH: tools/setup/tests.sh builds it"
command -v jq >/dev/null || skip "no jq on PATH: tools/setup/tests.sh installs it"

# generate FLEET OUTPUT [OPTION...]: never beside the example, where a lock file would be left.
generate() {
  local fleet="$1" output="$2" spec
  shift 2
  spec="$(mktemp -d -p "$PWD")/fleet.yaml"
  cp -- "$fleet" "$spec"
  "$ATLAS" generate "$spec" -o "$output" "$@" >"$output.log" 2>&1 || { cat -- "$output.log" >&2; fail "atlas generate $fleet"; }
}

# use_schema_provider: an own CLI configuration whose only source of providers is the test provider.
use_schema_provider() {
  local schema="${ATLAS_PROVIDER_SCHEMA:-$ATLAS_ROOT/../shared/reference/bpg-provider-schema-tofu.json}"
  local binary="$ATLAS_TOOLS/bin/atlas-schema-provider" folder
  [ -x "$binary" ] || skip "no $binary: tools/setup/tests.sh builds it"
  [ -f "$schema" ] || skip "no schema of bpg/proxmox: set ATLAS_PROVIDER_SCHEMA to the output of 'tofu providers schema -json' with the real provider"
  ATLAS_PROVIDER_SCHEMA="$(realpath -- "$schema")"
  folder="$PWD/mirror/registry.opentofu.org/bpg/proxmox/0.111.1/$(go_platform)"
  mkdir -p "$folder"
  cp -- "$binary" "$folder/terraform-provider-proxmox_v0.111.1"
  TF_CLI_CONFIG_FILE="$PWD/test.tfrc"
  printf 'disable_checkpoint = true\nprovider_installation {\n  filesystem_mirror {\n    path = "%s/mirror"\n  }\n}\n' \
    "$PWD" >"$TF_CLI_CONFIG_FILE"
  export ATLAS_PROVIDER_SCHEMA TF_CLI_CONFIG_FILE
}

go_platform() { tofu version -json | jq -r .platform; }

# use_best_provider: the real one where the user's own configuration, a local mirror or the registry has it.
use_best_provider() {
  local probe="$PWD/probe" version
  mkdir -p "$probe" "$ATLAS_TOOLS/provider-cache"
  cp -- "$ATLAS_ROOT/config/templates/terraform/versions.tf" "$probe/"
  if TF_PLUGIN_CACHE_DIR="$ATLAS_TOOLS/provider-cache" TF_REGISTRY_DISCOVERY_RETRY=0 TF_REGISTRY_CLIENT_TIMEOUT=10 \
    timeout 120 tofu -chdir="$probe" init -backend=false >"$probe/log" 2>&1; then
    export TF_PLUGIN_CACHE_DIR="$ATLAS_TOOLS/provider-cache"
    version="$(tofu -chdir="$probe" version -json | jq -r '.provider_selections | to_entries[0].value')"
    echo "provider: real bpg/proxmox $version"
    return
  fi
  use_schema_provider
  echo "provider: SCHEMA ONLY (the real bpg/proxmox is not to be had here: names, types and blocks are checked, values are not)"
}

# steady LOG COMMAND...: the command's status; once more when a loaded machine did not start the provider within OpenTofu's minute.
steady() {
  local log="$1" status=0
  shift
  "$@" >"$log" 2>&1 || status=$?
  [ "$status" -ne 0 ] || return 0
  grep -q "timeout while waiting for plugin to start" "$log" || return "$status"
  echo "the provider did not start within a minute: once more" >&2
  "$@" >"$log" 2>&1
}

# problems FOLDER: what `validate` says, one line each; empty when there is nothing, not even a warning.
problems() {
  { tofu -chdir="$1" validate -json || true; } | jq -r '.diagnostics[]
    | "\(.severity): \(.summary): \(.detail | gsub("\n"; " ") | .[0:100]) (\(.range.filename // "-"):\(.range.start.line // 0))"'
}
