#!/usr/bin/env bash
# Destroys every machine of this fleet, and nothing else.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

usage() {
  cat <<'TEXT'
Usage: destroy.sh [OPTIONS]

Destroys every machine of this fleet with its disks. Refuses when a machine is
protected, or when a VMID of the fleet belongs to a machine of another name.

  --backup-first   back up every machine and go on only when all backups are good
  --confirm FLEET  answer the question without a terminal
  --dry-run        check, then show every step without doing it
  -h, --help       this text

Environment: as for deploy.sh.
Exit codes: 0 done, 1 failed or refused, 2 wrong usage, 3 another run holds the lock,
130 interrupted.
TEXT
}

BACKUP_FIRST=false
PLAN_FILE="$ATLAS_STATE_DIR/destroy.tfplan"

parse_arguments() {
  while [ "$#" -gt 0 ]; do
    case "$1" in
      --backup-first) BACKUP_FIRST=true ;;
      --confirm) need_value "$@"; CONFIRMED_NAME="$2"; shift ;;
      --dry-run) DRY_RUN=true ;;
      -h | --help) usage; exit 0 ;;
      *) bad_usage "unknown option '$1'" ;;
    esac
    shift
  done
}

# Protection in the spec, and protection that somebody set on the cluster itself. Proxmox would stop a protected
# machine before it refuses to remove it, so the refusal has to come first.
refuse_protected() {
  local index protected=()
  for index in "${!ATLAS_HOSTS[@]}"; do
    if [ "${ATLAS_PROTECTED[index]}" = true ]; then
      protected+=("${ATLAS_HOSTS[index]}")
    elif own_guest "$index"; then
      pve_must GET "/nodes/${GUEST_NODE[${ATLAS_VMIDS[index]}]}/qemu/${ATLAS_VMIDS[index]}/config"
      [ "$(jq -r '.data.protection // 0' <<<"$PVE_BODY")" = 0 ] || protected+=("${ATLAS_HOSTS[index]}")
    fi
  done
  [ "${#protected[@]}" -eq 0 ] \
    || die "protected: ${protected[*]}; set protection to false in the fleet spec, generate, take the guards out of the state (terraform/protection.tf says how), deploy, then destroy"
}

refuse_foreign() {
  local index
  for index in "${!ATLAS_HOSTS[@]}"; do own_guest "$index" || true; done
}

main() {
  parse_arguments "$@"
  need_tools flock setsid jq curl
  [ "$DRY_RUN" = true ] || take_lock
  find_tofu
  pve_open
  pve_read_cluster
  refuse_foreign
  refuse_protected
  run in_terraform init -input=false >&2
  [ "$DRY_RUN" = true ] || refuse_standing_guards
  run in_own_session "$TOFU" -chdir="$ATLAS_TERRAFORM_DIR" plan -destroy -input=false -lock-timeout=5m -out="$PLAN_FILE" >&2
  [ "$DRY_RUN" = true ] || in_terraform show -no-color "$PLAN_FILE"
  confirm "Destroy all ${#ATLAS_HOSTS[@]} machines of $ATLAS_FLEET ($ATLAS_ENVIRONMENT) with their disks?"
  [ "$BACKUP_FIRST" = false ] || ATLAS_LOCK_HELD=true run "$ATLAS_SCRIPTS/backup.sh"
  run in_own_session "$TOFU" -chdir="$ATLAS_TERRAFORM_DIR" apply -input=false -lock-timeout=5m \
    -parallelism="${ATLAS_TF_PARALLELISM:-3}" "$PLAN_FILE" >&2
  [ "$DRY_RUN" = true ] || rm -f -- "$PLAN_FILE"
  info "the machines of $ATLAS_FLEET are gone; backups on the storage stay until their retention ends"
}

main "$@"
