#!/usr/bin/env bash
# Restores one machine from a backup: beside the original, over it, or as a test that cleans up after itself.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

usage() {
  cat <<'TEXT'
Usage: restore.sh --machine HOST [MODE] [OPTIONS]

Modes:
  --list            show the backups of the machine (default)
  --to-vmid VMID    restore beside the original, as a new machine that stays stopped
                    and has new MAC addresses
  --test            restore to a spare VMID with its network cables unplugged, start
                    it, wait for it, and destroy it again
  --in-place        stop the machine and restore over it: everything since the backup is lost

Options:
  --backup VOLUME   a volume that --list shows; without it: the newest
  --storage STORAGE where the backups are, instead of the storage of the fleet spec
  --confirm FLEET   answer the question of --in-place without a terminal
  --dry-run         check, then show what would be done
  -h, --help        this text

Environment:
  PROXMOX_VE_ENDPOINT, PROXMOX_VE_API_TOKEN, SSL_CERT_FILE   as for deploy.sh
  ATLAS_RESTORE_TIMEOUT  seconds the restore may take (default 14400)
  ATLAS_BOOT_SECONDS     seconds --test waits for the machine (default 180)
  ATLAS_TEXTFILE_DIR     where node_exporter reads metrics (none by default)

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 another run holds the lock.
TEXT
}

MODE=list
MACHINE=""
VOLUME=""
STORAGE=""
TARGET_VMID=""
SCRATCH_VMID=""
INDEX="" NODE="" VMID=""

parse_arguments() {
  while [ "$#" -gt 0 ]; do
    case "$1" in
      --machine) need_value "$@"; MACHINE="$2"; shift ;;
      --list) MODE=list ;;
      --to-vmid) need_value "$@"; MODE=beside; TARGET_VMID="$2"; shift ;;
      --test) MODE="test" ;;
      --in-place) MODE=in-place ;;
      --backup) need_value "$@"; VOLUME="$2"; shift ;;
      --storage) need_value "$@"; STORAGE="$2"; shift ;;
      --confirm) need_value "$@"; CONFIRMED_NAME="$2"; shift ;;
      --dry-run) DRY_RUN=true ;;
      -h | --help) usage; exit 0 ;;
      *) bad_usage "unknown option '$1'" ;;
    esac
    shift
  done
  [ -n "$MACHINE" ] || bad_usage "--machine is missing"
  INDEX="$(machine_index "$MACHINE")" || exit
  [ -z "$TARGET_VMID" ] || [[ "$TARGET_VMID" =~ ^[1-9][0-9]{2,8}$ ]] || bad_usage "'$TARGET_VMID' is no VMID"
  STORAGE="${STORAGE:-${ATLAS_BACKUP_STORAGES[INDEX]}}"
  [[ "$STORAGE" =~ ^[A-Za-z0-9._-]+$ ]] || bad_usage "the fleet spec names no backup storage; give --storage"
}

find_machine() {
  VMID="${ATLAS_VMIDS[INDEX]}"
  NODE="${ATLAS_NODES[INDEX]}"
  # A machine that is gone is restored on the node of the plan.
  if own_guest "$INDEX"; then NODE="${GUEST_NODE[$VMID]}"; fi
}

list_backups() {
  pve_must GET "/nodes/$NODE/storage/$STORAGE/content" content=backup "vmid=$VMID"
  jq -r '.data | sort_by(-.ctime)[] | [.volid, (.ctime | todate), .size, (.verification.state // "not verified"), (.notes // "")]
    | @tsv' <<<"$PVE_BODY"
}

choose_backup() {
  local volumes
  volumes="$(list_backups | cut -f1)"
  [ -n "$volumes" ] || die "no backup of $MACHINE on $STORAGE"
  if [ -z "$VOLUME" ]; then
    VOLUME="${volumes%%$'\n'*}"
  else
    grep -qxF -- "$VOLUME" <<<"$volumes" || die "'$VOLUME' is no backup of $MACHINE on $STORAGE (see --list)"
  fi
  info "backup: $VOLUME"
}

# restore_to VMID [KEY=VALUE...]
restore_to() {
  local vmid="$1" upid
  shift
  pve_must POST "/nodes/$NODE/qemu" "vmid=$vmid" "archive=$VOLUME" start=0 "$@"
  upid="$(jq -r .data <<<"$PVE_BODY")"
  pve_wait_task "$NODE" "$upid" "${ATLAS_RESTORE_TIMEOUT:-14400}" || die "restoring ended with: $PVE_TASK_RESULT"
}

restore_beside() {
  vmid_is_free "$TARGET_VMID" || die "VMID $TARGET_VMID is taken"
  if [ "$DRY_RUN" = true ]; then
    info "would restore $VOLUME to $TARGET_VMID on $NODE"
    return 0
  fi
  restore_to "$TARGET_VMID" unique=1
  info "$MACHINE is restored as VM $TARGET_VMID on $NODE, stopped; it has the address of the original: start only one of them"
}

# power ACTION VMID SECONDS [KEY=VALUE...]: start, stop or shutdown, and the end of the task.
power() {
  local action="$1" vmid="$2" seconds="$3"
  shift 3
  pve_must POST "/nodes/$NODE/qemu/$vmid/status/$action" "$@"
  pve_wait_task "$NODE" "$(jq -r .data <<<"$PVE_BODY")" "$seconds"
}

restore_in_place() {
  if own_guest "$INDEX"; then
    pve_must GET "/nodes/$NODE/qemu/$VMID/config"
    [ "$(jq -r '.data.protection // 0' <<<"$PVE_BODY")" = 0 ] || die "$MACHINE is protected: take the protection off first"
  fi
  confirm "Restore $MACHINE ($VMID) from $VOLUME? Everything written since is lost."
  if [ "$DRY_RUN" = true ]; then
    info "would stop $MACHINE and restore $VOLUME over VM $VMID on $NODE"
    return 0
  fi
  if [ "${GUEST_STATUS[$VMID]:-}" = running ]; then
    power shutdown "$VMID" 400 forceStop=1 timeout=300 || die "stopping $MACHINE ended with: $PVE_TASK_RESULT"
  fi
  restore_to "$VMID" force=1
  power start "$VMID" 120 || die "starting $MACHINE ended with: $PVE_TASK_RESULT"
  info "$MACHINE is restored and starts; verify with: healthcheck.sh, then deploy.sh --stage plan must show no change"
}

remove_scratch() {
  [ -n "$SCRATCH_VMID" ] || return 0
  info "removing the test machine $SCRATCH_VMID"
  power stop "$SCRATCH_VMID" 120 || true
  pve DELETE "/nodes/$NODE/qemu/$SCRATCH_VMID" purge=1 destroy-unreferenced-disks=1 || { warn "VM $SCRATCH_VMID stays behind: $(pve_problem)"; return 1; }
  pve_wait_task "$NODE" "$(jq -r .data <<<"$PVE_BODY")" 300 || { warn "VM $SCRATCH_VMID stays behind: $PVE_TASK_RESULT"; return 1; }
  SCRATCH_VMID=""
}

# The copy has the original's addresses: it must not reach the network.
unplug() {
  local key value
  pve_must GET "/nodes/$NODE/qemu/$SCRATCH_VMID/config"
  while IFS=$'\t' read -r key value; do
    pve_must PUT "/nodes/$NODE/qemu/$SCRATCH_VMID/config" "$key=$value,link_down=1"
  done < <(jq -r '.data | to_entries[] | select(.key | test("^net[0-9]+$"))
    | [.key, (.value | gsub(",link_down=[01]"; ""))] | @tsv' <<<"$PVE_BODY")
}

wait_until_up() {
  local deadline=$((SECONDS + ${ATLAS_BOOT_SECONDS:-180}))
  while [ "$SECONDS" -lt "$deadline" ]; do
    if [ "${ATLAS_AGENTS[INDEX]}" = true ]; then
      pve POST "/nodes/$NODE/qemu/$SCRATCH_VMID/agent/ping" && return 0
    else
      pve GET "/nodes/$NODE/qemu/$SCRATCH_VMID/status/current" \
        && [ "$(jq -r .data.status <<<"$PVE_BODY")" = running ] && return 0
    fi
    sleep "$POLL_SECONDS"
  done
  return 1
}

restore_test() {
  local started=$SECONDS vmid
  if [ "$DRY_RUN" = true ]; then
    info "would restore $VOLUME to a spare VMID on $NODE, start it without network, and remove it"
    return 0
  fi
  pve_must GET /cluster/nextid
  vmid="$(jq -r .data <<<"$PVE_BODY")"
  restore_to "$vmid" unique=1
  # Only from here on the id is surely ours: a failed restore may mean that somebody else took it.
  SCRATCH_VMID="$vmid"
  on_exit remove_scratch
  pve_must PUT "/nodes/$NODE/qemu/$SCRATCH_VMID/config" "name=restore-test-$SCRATCH_VMID" protection=0 onboot=0
  unplug
  power start "$SCRATCH_VMID" 120 || die "the restored machine does not start: $PVE_TASK_RESULT"
  wait_until_up || die "the restored machine is not up after ${ATLAS_BOOT_SECONDS:-180} s"
  metric atlas_restore_test_last_success_timestamp_seconds "When a restore was last proved." "$MACHINE" "$(date +%s)" \
    | publish_metrics "atlas_restore_test_$MACHINE"
  info "restore test of $MACHINE passed in $((SECONDS - started)) s"
}

main() {
  parse_arguments "$@"
  need_tools flock jq curl
  [ "$DRY_RUN" = true ] || [ "$MODE" = list ] || take_lock
  pve_open
  pve_read_cluster
  find_machine
  if [ "$MODE" = list ]; then
    list_backups
    return
  fi
  choose_backup
  case "$MODE" in
    beside) restore_beside ;;
    in-place) restore_in_place ;;
    test) restore_test ;;
  esac
}

main "$@"
