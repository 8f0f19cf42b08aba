# shellcheck shell=bash
# Sourced by every proof. A proof runs as the controller, in the network of the fleet, after the fleet has converged, in a
# folder of its own; OUTPUT is the generated tree. It fails by a non-zero exit, and says what it saw.
set -Eeuo pipefail
: "${OUTPUT:?the generated tree}" "${WORK:?the folder of the run}"

fail() { echo "  $*" >&2; exit 1; }
# skip REASON: exit code 77 with the reason, for what cannot be shown here
skip() { echo "  $*"; exit 77; }

# address_of MACHINE
address_of() { jq -er --arg name "$1" '.machines[$name].inventory.address' "$OUTPUT/terraform/fleet.auto.tfvars.json"; }

# booted PREFIX: the machines of this run whose names begin so, one a line
booted() { tr ' ' '\n' <<<"$MACHINES" | grep "^$1"; }

# on MACHINE COMMAND: runs it there as root, with this shell's standard input
on() { ssh -F "$WORK/ssh_config" "$1" sudo bash -c "$(printf '%q' "$2")"; }

# secret NAME: a value of the fleet's vault
secret() { ansible-vault view "$OUTPUT/inventory/group_vars/all/vault.yml" | sed -n "s/^$1: '\(.*\)'$/\1/p"; }

# playbook NAME [OPTION...]: of the generated tree
playbook() { (cd "$OUTPUT/ansible" && ansible-playbook "playbooks/$1.yml" "${@:2}" </dev/null >"$WORK/playbook-$1.log" 2>&1) \
  || { tail -n 25 "$WORK/playbook-$1.log" >&2; fail "playbooks/$1.yml failed"; }; }
