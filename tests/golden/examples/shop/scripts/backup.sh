#!/usr/bin/env bash
# Backs up machines now, beside the scheduled jobs, and proves that each backup is there.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

usage() {
  cat <<'TEXT'
Usage: backup.sh [OPTIONS]

Backs up machines now (vzdump, snapshot mode). Older backups are not pruned.
The scheduled backups are jobs of the cluster and do not need this script.

  --machine HOST     only this machine (repeatable); without it: all
  --storage STORAGE  instead of the storage of the fleet spec
  --dry-run          check, then show what would be done
  -h, --help         this text

Environment:
  PROXMOX_VE_ENDPOINT, PROXMOX_VE_API_TOKEN, SSL_CERT_FILE   as for deploy.sh
  ATLAS_BACKUP_TIMEOUT   seconds one backup may take (default 14400)
  ATLAS_TEXTFILE_DIR     where node_exporter reads metrics (none by default)

Exit codes: 0 done, 1 failed before the first backup, 2 wrong usage,
3 another run holds the lock, 10 some machine has no new backup.
TEXT
}

WANTED=()
STORAGE=""
MIN_BYTES=1048576
FAILED=()

parse_arguments() {
  while [ "$#" -gt 0 ]; do
    case "$1" in
      --machine) need_value "$@"; machine_index "$2" >/dev/null || exit; WANTED+=("$2"); shift ;;
      --storage) need_value "$@"; STORAGE="$2"; shift ;;
      --dry-run) DRY_RUN=true ;;
      -h | --help) usage; exit 0 ;;
      *) bad_usage "unknown option '$1'" ;;
    esac
    shift
  done
  [[ "$STORAGE" =~ ^[A-Za-z0-9._-]*$ ]] || bad_usage "'$STORAGE' is no storage name"
  [ "${#WANTED[@]}" -gt 0 ] || WANTED=("${ATLAS_HOSTS[@]}")
}

# check_storage NODE STORAGE: the storage must be usable on that node and have room left.
check_storage() {
  pve GET "/nodes/$1/storage/$2/status" || { warn "storage $2 on $1: $(pve_problem)"; return 1; }
  jq -e '.data | (.active // 0) == 1 and ((.content // "") | split(",") | index("backup")) and (.avail // 0) > 0' \
    <<<"$PVE_BODY" >/dev/null || { warn "storage $2 on $1 is not active, is full, or takes no backups"; return 1; }
}

# newest_backup NODE STORAGE VMID SINCE: prints volume and size of the newest backup made at or after SINCE.
newest_backup() {
  pve GET "/nodes/$1/storage/$2/content" content=backup "vmid=$3" || return 1
  jq -r --argjson since "$4" '[.data[] | select(.ctime >= $since)] | sort_by(.ctime) | last // empty
    | "\(.volid)\t\(.size)"' <<<"$PVE_BODY"
}

backup_machine() {
  local index="$1" host="${ATLAS_HOSTS[$1]}" vmid="${ATLAS_VMIDS[$1]}" storage node upid since volume size
  storage="${STORAGE:-${ATLAS_BACKUP_STORAGES[index]}}"
  [ -n "$storage" ] || { warn "$host: the fleet spec names no backup storage; give --storage"; return 1; }
  own_guest "$index" || { warn "$host: VM $vmid is not on the cluster"; return 1; }
  node="${GUEST_NODE[$vmid]}"
  check_storage "$node" "$storage" || return 1
  if [ "$DRY_RUN" = true ]; then
    info "would back up $host ($vmid on $node) to $storage"
    return 0
  fi
  # A minute of tolerance: the cluster's clock and this one need not agree to the second.
  since=$(($(date +%s) - 60))
  pve POST "/nodes/$node/vzdump" "vmid=$vmid" "storage=$storage" mode=snapshot compress=zstd remove=0 \
    "notes-template={{guestname}} by hand" || { warn "$host: $(pve_problem)"; return 1; }
  upid="$(jq -r .data <<<"$PVE_BODY")"
  pve_wait_task "$node" "$upid" "${ATLAS_BACKUP_TIMEOUT:-14400}" || { warn "$host: backup ended with: $PVE_TASK_RESULT"; return 1; }
  IFS=$'\t' read -r volume size < <(newest_backup "$node" "$storage" "$vmid" "$since") \
    || { warn "$host: the task ended well, but no new backup is on $storage"; return 1; }
  [ "$size" -ge "$MIN_BYTES" ] || { warn "$host: $volume has only $size bytes"; return 1; }
  info "$host: $volume, $((size / 1048576)) MiB"
  {
    metric atlas_backup_last_success_timestamp_seconds "When the last good backup ended." "$host" "$(date +%s)"
    metric atlas_backup_size_bytes "Size of the last good backup." "$host" "$size"
  } | publish_metrics "atlas_backup_$host"
  printf '%s\t%s\t%s\n' "$host" "$volume" "$size"
}

main() {
  local host index
  parse_arguments "$@"
  need_tools flock jq curl
  # destroy.sh holds the lock already when it starts this script.
  [ "$DRY_RUN" = true ] || [ "${ATLAS_LOCK_HELD:-false}" = true ] || take_lock
  pve_open
  pve_read_cluster
  for host in "${WANTED[@]}"; do
    index="$(machine_index "$host")"
    backup_machine "$index" || FAILED+=("$host")
  done
  [ "${#FAILED[@]}" -eq 0 ] || fail "$EXIT_DEGRADED" "no new backup of: ${FAILED[*]}"
  info "${#WANTED[@]} machine(s) backed up"
}

main "$@"
