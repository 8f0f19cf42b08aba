#!/usr/bin/env bash
# Creates or changes the fleet: checks, plans, asks, applies exactly that plan, configures, verifies.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

usage() {
  cat <<'TEXT'
Usage: deploy.sh [OPTIONS]

Creates or changes the machines of this fleet and configures them.

  --stage STAGE     all (default), preflight, plan, apply, configure or verify;
                    each but "all" does that one step (for pipelines)
  --plan-file FILE  where the plan is saved, and the plan that "apply" applies
  --plan-sha256 SUM "apply" refuses a plan file with another checksum
  --allow-destroy HOST   let the plan replace or remove this machine (repeatable)
  --confirm FLEET   answer the question without a terminal
  --limit HOSTS     configure only these (an Ansible host pattern)
  --check           configure: show what Ansible would change, change nothing
  --dry-run         check, then show every step without doing it
  -h, --help        this text

Environment:
  PROXMOX_VE_ENDPOINT        https://NODE:8006 (when the fleet spec does not name it)
  PROXMOX_VE_API_TOKEN       user@realm!name=secret
  SSL_CERT_FILE              the CA that signed the API's certificate
  TF_VAR_...                 what terraform/variables.tf asks for
  ANSIBLE_VAULT_PASSWORD_FILE  file or program that gives the vault's password
  ATLAS_TF_PARALLELISM       machines worked on at once (default 3)
  ATLAS_STATE_DIR            lock and saved plan

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 another run holds the lock,
10 done but a health check failed, 130 interrupted.
TEXT
}

STAGE=all
PLAN_FILE="$ATLAS_STATE_DIR/fleet.tfplan"
PLAN_SHA256=""
LIMIT=""
CHECK=false
ALLOWED=()

parse_arguments() {
  while [ "$#" -gt 0 ]; do
    case "$1" in
      --stage) need_value "$@"; STAGE="$2"; shift ;;
      --plan-file) need_value "$@"; PLAN_FILE="$(realpath -m -- "$2")"; shift ;;
      --plan-sha256) need_value "$@"; PLAN_SHA256="$2"; shift ;;
      --allow-destroy) need_value "$@"; ALLOWED+=("$2"); shift ;;
      --confirm) need_value "$@"; CONFIRMED_NAME="$2"; shift ;;
      --limit) need_value "$@"; LIMIT="$2"; shift ;;
      --check) CHECK=true ;;
      --dry-run) DRY_RUN=true ;;
      -h | --help) usage; exit 0 ;;
      *) bad_usage "unknown option '$1'" ;;
    esac
    shift
  done
  case "$STAGE" in
    all | preflight | plan | apply | configure | verify) ;;
    *) bad_usage "unknown stage '$STAGE'" ;;
  esac
  [[ "${ATLAS_TF_PARALLELISM:=3}" =~ ^[1-9][0-9]?$ ]] || bad_usage "ATLAS_TF_PARALLELISM must be a number from 1 to 99"
}

# ---------------------------------------------------------------- preflight

check_nodes() {
  local node
  for node in "${ATLAS_PVE_NODES[@]}"; do
    [ "${NODE_STATUS[$node]:-missing}" = online ] || die "node $node is ${NODE_STATUS[$node]:-missing}, must be online"
  done
}

check_templates() {
  local index vmid
  for index in "${!ATLAS_TEMPLATE_VMIDS[@]}"; do
    vmid="${ATLAS_TEMPLATE_VMIDS[index]}"
    [ -n "${GUEST_NAME[$vmid]:-}" ] || die "template ${ATLAS_TEMPLATE_NAMES[index]}: no VM $vmid on the cluster, or the token may not see it"
    [ "${GUEST_IS_TEMPLATE[$vmid]}" = 1 ] || die "template ${ATLAS_TEMPLATE_NAMES[index]}: VM $vmid is no template"
    [ "${GUEST_NODE[$vmid]}" = "${ATLAS_TEMPLATE_NODES[index]}" ] \
      || die "template ${ATLAS_TEMPLATE_NAMES[index]}: VM $vmid is on ${GUEST_NODE[$vmid]}, the plan expects ${ATLAS_TEMPLATE_NODES[index]}"
  done
}

preflight() {
  need_tools flock setsid jq curl sha256sum
  find_tofu
  refuse_lost_state
  if [ -f "$ATLAS_TERRAFORM_DIR/encryption.tofu" ] && [[ "$(basename -- "$TOFU")" == tofu* ]]; then
    [ -n "${TF_VAR_state_passphrase:-}" ] || [ -f "$ATLAS_TERRAFORM_DIR/secrets.auto.tfvars" ] \
      || die "TF_VAR_state_passphrase is not set: it encrypts state and plan (docs/README.md, section Credentials)"
  fi
  pve_open
  pve_must GET /version
  info "Proxmox VE $(jq -r .data.version <<<"$PVE_BODY") answers at $PROXMOX_VE_ENDPOINT"
  pve_read_cluster
  check_nodes
  check_templates
  info "preflight passed: ${#ATLAS_PVE_NODES[@]} nodes online, ${#ATLAS_TEMPLATE_VMIDS[@]} templates in place"
}

# ---------------------------------------------------------------- plan

initialise() {
  local options=(-input=false)
  [ ! -f "$ATLAS_TERRAFORM_DIR/.terraform.lock.hcl" ] || options+=(-lockfile=readonly)
  run in_terraform init "${options[@]}" >&2
}

# A pipeline's checkout goes away, and a state in it: the next run would create every machine again.
refuse_lost_state() {
  [ "${CI:-false}" = true ] || return 0
  [ ! -f "$ATLAS_TERRAFORM_DIR/backend_override.tf" ] || return 0
  ! grep -qs '^ *backend "local"' "$ATLAS_TERRAFORM_DIR/backend.tf" \
    || die "the state is a local file, which a pipeline loses: put a shared backend into terraform/backend_override.tf"
}

make_plan() {
  local status=0
  run mkdir -p -- "$(dirname -- "$PLAN_FILE")"
  initialise
  [ "$DRY_RUN" = true ] || refuse_standing_guards
  run in_own_session "$TOFU" -chdir="$ATLAS_TERRAFORM_DIR" plan -input=false -lock-timeout=5m \
    -parallelism="$ATLAS_TF_PARALLELISM" -detailed-exitcode -out="$PLAN_FILE" >&2 || status=$?
  [ "$DRY_RUN" = false ] || return 0
  case "$status" in
    0) info "no change: the cluster is as the plan wants it" ;;
    2) info "plan saved: $PLAN_FILE (sha256 $(plan_sum)); it can hold secrets, keep it private" ;;
    *) die "planning failed" ;;
  esac
  PLAN_HAS_CHANGES=$([ "$status" -eq 2 ] && echo true || echo false)
}

plan_sum() { sha256sum -- "$PLAN_FILE" | cut -d' ' -f1; }

# plan_machines FILTER: name, VMID, address of the machines whose planned actions match. The JSON form of a plan
# holds secrets in clear: it goes through a pipe and never to disk.
plan_machines() {
  in_terraform show -json "$PLAN_FILE" | jq -r '.resource_changes[]?
    | select(.mode == "managed" and .type == "proxmox_virtual_environment_vm")
    | select(.change.actions | '"$1"')
    | [(.change.after // .change.before).name // "?", (.change.after // .change.before).vm_id // "?", .address] | @tsv'
}

# The provider takes over a machine that already has the wanted VMID, and destroys it later. So every id that the
# plan creates must be free at this moment.
refuse_taken_vmids() {
  local name vmid address machines taken=0
  machines="$(plan_machines 'index("create")')" || die "cannot read the plan $PLAN_FILE"
  while IFS=$'\t' read -r name vmid address; do
    [ -n "$name" ] || continue
    [[ "$vmid" =~ ^[0-9]+$ ]] || die "$address has no fixed VMID: refusing to let the provider choose one"
    is_replaced "$address" && continue
    vmid_is_free "$vmid" && continue
    taken=$((taken + 1))
    log error "VMID $vmid, planned for $name, is taken by '${GUEST_NAME[$vmid]:-a guest that this token may not see}'"
    if [ "${GUEST_NAME[$vmid]:-}" = "$name" ]; then
      warn "it has the right name: if it is left over from an interrupted run, adopt it with: tofu import '$address' ${GUEST_NODE[$vmid]}/$vmid"
    fi
  done <<<"$machines"
  [ "$taken" -eq 0 ] || die "$taken VMID(s) taken: nothing was changed"
}

# A replaced machine holds its id until it has been destroyed.
is_replaced() { grep -qxF -- "$1" <<<"$REPLACED_ADDRESSES"; }
REPLACED_ADDRESSES=""

# The state may name a machine that is not ours any more, and Proxmox stops a protected one before it refuses.
check_destruction() {
  local name="$1" vmid="$2" address="$3"
  [ -n "${GUEST_NAME[$vmid]:-}" ] || return 0
  [ "${GUEST_NAME[$vmid]}" = "$name" ] \
    || die "the plan destroys $name, but VM $vmid is '${GUEST_NAME[$vmid]}': take $address out of the state first"
  pve_must GET "/nodes/${GUEST_NODE[$vmid]}/qemu/$vmid/config"
  [ "$(jq -r '.data.protection // 0' <<<"$PVE_BODY")" = 0 ] || die "the plan destroys $name, which is protected"
}

refuse_unasked_destruction() {
  local name vmid address refused=0 machines
  machines="$(plan_machines 'index("delete")')" || die "cannot read the plan $PLAN_FILE"
  REPLACED_ADDRESSES="$(cut -f3 <<<"$machines")"
  while IFS=$'\t' read -r name vmid address; do
    [ -n "$name" ] || continue
    if [[ " ${ALLOWED[*]} " == *" $name "* ]]; then
      check_destruction "$name" "$vmid" "$address"
      warn "$name ($vmid) will be destroyed, as --allow-destroy says: $address"
      continue
    fi
    refused=$((refused + 1))
    log error "the plan destroys $name ($vmid): $address"
  done <<<"$machines"
  [ "$refused" -eq 0 ] || die "$refused machine(s) would be destroyed and no --allow-destroy names them: nothing was changed"
}

guard_plan() {
  [ "$DRY_RUN" = false ] || return 0
  pve_read_cluster
  refuse_unasked_destruction
  refuse_taken_vmids
}

# ---------------------------------------------------------------- apply

apply_plan() {
  local sum
  initialise
  [ "$DRY_RUN" = true ] || [ -f "$PLAN_FILE" ] || die "no saved plan at $PLAN_FILE: run the plan stage first"
  if [ "$DRY_RUN" = false ]; then
    sum="$(plan_sum)"
    [ -z "$PLAN_SHA256" ] || [ "$PLAN_SHA256" = "$sum" ] || die "the plan file is not the approved one (sha256 $sum)"
  fi
  guard_plan
  confirm "Apply this plan to $ATLAS_FLEET ($ATLAS_ENVIRONMENT)?"
  if [ "$DRY_RUN" = false ]; then
    # Somebody may have taken an id, or changed the file, while the question stood there.
    [ "$(plan_sum)" = "$sum" ] || die "the plan file changed while waiting for the answer"
    guard_plan
  fi
  run in_own_session "$TOFU" -chdir="$ATLAS_TERRAFORM_DIR" apply -input=false -lock-timeout=5m \
    -parallelism="$ATLAS_TF_PARALLELISM" "$PLAN_FILE" >&2 \
    || die "applying failed: docs/troubleshooting.md; after a mended cause run deploy.sh again, it plans anew"
  [ "$DRY_RUN" = true ] || rm -f -- "$PLAN_FILE"
}

show_plan() {
  [ "$DRY_RUN" = true ] || in_terraform show -no-color "$PLAN_FILE"
}

# ---------------------------------------------------------------- configure and verify

wait_for_ssh() {
  local index deadline=$((SECONDS + ${ATLAS_READY_SECONDS:-600})) waiting=()
  [ "$DRY_RUN" = false ] || return 0
  for index in "${!ATLAS_HOSTS[@]}"; do
    until port_open "${ATLAS_ADDRESSES[index]}" 22 3; do
      if [ "$SECONDS" -ge "$deadline" ]; then
        waiting+=("${ATLAS_HOSTS[index]}")
        break
      fi
      sleep "$POLL_SECONDS"
    done
  done
  [ "${#waiting[@]}" -eq 0 ] || die "no SSH after ${ATLAS_READY_SECONDS:-600} s: ${waiting[*]}"
}

configure() {
  local options=()
  need_tools ansible-playbook timeout
  [ -z "$LIMIT" ] || options+=(--limit "$LIMIT")
  [ "$CHECK" = false ] || options+=(--check --diff)
  wait_for_ssh
  play site.yml "${options[@]}" >&2 || die "configuring failed: mend the cause, then deploy.sh --stage configure"
}

verify() { run "$ATLAS_SCRIPTS/healthcheck.sh"; }

PLAN_HAS_CHANGES=true

main() {
  parse_arguments "$@"
  [ "$DRY_RUN" = true ] || take_lock
  case "$STAGE" in
    preflight) preflight ;;
    plan)
      preflight
      make_plan
      if [ "$PLAN_HAS_CHANGES" = true ]; then
        show_plan
        guard_plan
      fi
      ;;
    apply)
      preflight
      apply_plan
      ;;
    configure) configure ;;
    verify) verify ;;
    all)
      preflight
      make_plan
      if [ "$PLAN_HAS_CHANGES" = true ]; then
        show_plan
        apply_plan
      fi
      configure
      verify
      ;;
  esac
}

main "$@"
