#!/usr/bin/env bash
# The check above is worth something only if it sees faults: each of these, put into the generated files, must show.
. "$ATLAS_ROOT/tests/schema_provider/tools.sh"

use_best_provider
generate "$ATLAS_ROOT/examples/shop/fleet.yaml" "$PWD/shop"
tofu -chdir=shop/terraform init -backend=false >init.log 2>&1 || { cat init.log >&2; fail "init"; }
[ -z "$(problems shop/terraform)" ] || fail "not clean before any mutation"

# mutate NAME EXPECTED FILE SED: the changed tree must give a problem that matches EXPECTED.
mutate() {
  local name="$1" expected="$2" file="shop/terraform/$3" change="$4" found
  cp -- "$file" kept
  sed -i -- "$change" "$file"
  ! cmp -s -- "$file" kept || fail "$name: the mutation changed nothing in $3"
  found="$(problems shop/terraform)"
  mv -- kept "$file"
  grep -qE -- "$expected" <<<"$found" || fail "$name was not found; validate said: ${found:-nothing}"
  echo "found: $name -> $(head -n1 <<<"$found")"
}

vm=modules/vm/main.tf
mutate "an unknown argument" "Unsupported argument" "$vm" 's/^    cores  /    coers  /'
mutate "an unknown block" "Unsupported block type" "$vm" 's/^  serial_device {}/  serial_port {}/'
mutate "a wrong type" "Incorrect attribute value type|Inappropriate value" "$vm" 's/^  on_boot .*/  on_boot = "perhaps"/'
mutate "a missing required argument" "Missing required argument" "$vm" '/^    vm_id .*clone/d'
mutate "a second block of a kind that is single" "Too many memory blocks" "$vm" 's/^  serial_device {}/  memory {}/'
mutate "a deprecated argument" "[Dd]eprecated" "$vm" 's/^  purge_on_destroy .*/  timeout_move_disk = 10/'
mutate "a deprecated resource name" "[Dd]eprecated" ha.tf 's/proxmox_haresource/proxmox_virtual_environment_haresource/'
mutate "an unknown resource" "Invalid resource type" backup.tf 's/"proxmox_backup_job"/"proxmox_backup_task"/'
mutate "a missing required argument of a plain resource" "Missing required argument" ha.tf '/^  resource_id /d'
mutate "an unknown argument of a data source" "Unsupported argument" preflight.tf 's/^  count = var.check_cluster ? 1 : 0/&\n  node = "pve1"/'
