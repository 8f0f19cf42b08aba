#!/usr/bin/env bash
# Day-2 work on the running fleet: power in order, patching, drift, snapshots, cleaning.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

usage() {
  cat <<'TEXT'
Usage: maintenance.sh TASK [OPTIONS]

Tasks:
  status        what the cluster says about each machine
  drift         compare cluster and configuration; exit code 10 when they differ
  start         start the machines, lowest startup order first
  stop          shut the machines down, highest startup order first
  snapshot      take a snapshot of the disks of each machine (no RAM)
  patch         install updates machine by machine, reboot where needed, verify
  reboot        reboot machine by machine and wait for each
  clean         remove old package files, unneeded packages and old journal entries

Options:
  --machine HOST   only this machine (repeatable); without it: all
  --confirm FLEET  answer the question without a terminal
  --dry-run        show what would be done
  -h, --help       this text

Environment: as for deploy.sh.
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 another run holds the lock,
10 drift, or some machine failed.
TEXT
}

TASK=""
WANTED=()
BAD=()

parse_arguments() {
  while [ "$#" -gt 0 ]; do
    case "$1" in
      --machine) need_value "$@"; machine_index "$2" >/dev/null || exit; WANTED+=("$2"); shift ;;
      --confirm) need_value "$@"; CONFIRMED_NAME="$2"; shift ;;
      --dry-run) DRY_RUN=true ;;
      -h | --help) usage; exit 0 ;;
      status | drift | start | stop | snapshot | patch | reboot | clean)
        [ -z "$TASK" ] || bad_usage "two tasks: $TASK and $1"
        TASK="$1"
        ;;
      *) bad_usage "unknown argument '$1'" ;;
    esac
    shift
  done
  [ -n "$TASK" ] || bad_usage "which task?"
  [ "${#WANTED[@]}" -gt 0 ] || WANTED=("${ATLAS_HOSTS[@]}")
}

open_cluster() {
  need_tools jq curl
  pve_open
  pve_read_cluster
}

# in_order [-r]: the indices of the wanted machines by startup order. Order 0 means "none", which comes last.
in_order() {
  local host index order
  for host in "${WANTED[@]}"; do
    index="$(machine_index "$host")"
    order="${ATLAS_START_ORDERS[index]}"
    printf '%d %d\n' "$([ "$order" -gt 0 ] && echo "$order" || echo 1000000)" "$index"
  done | sort -n -k1,1 -k2,2 "$@" | cut -d' ' -f2
}

status() {
  local host index vmid
  open_cluster
  {
    printf 'MACHINE\tVMID\tNODE\tSTATUS\n'
    for host in "${WANTED[@]}"; do
      index="$(machine_index "$host")"
      vmid="${ATLAS_VMIDS[index]}"
      if [ "${GUEST_NAME[$vmid]:-}" = "$host" ]; then
        printf '%s\t%s\t%s\t%s\n' "$host" "$vmid" "${GUEST_NODE[$vmid]}" "${GUEST_STATUS[$vmid]}"
      else
        printf '%s\t%s\t-\tmissing\n' "$host" "$vmid"
      fi
    done
  } | column -t -s $'\t'
}

drift() {
  local result=0
  open_cluster
  find_tofu
  run in_terraform init -input=false >&2
  run in_own_session "$TOFU" -chdir="$ATLAS_TERRAFORM_DIR" plan -input=false -lock-timeout=5m -detailed-exitcode || result=$?
  case "$result" in
    0) info "no drift" ;;
    2) fail "$EXIT_DEGRADED" "the cluster differs from the configuration: see the plan above" ;;
    *) die "planning failed" ;;
  esac
}

# act HOST SECONDS METHOD PATH [KEY=VALUE...]: one API task on one machine; failures are collected.
act() {
  local host="$1" seconds="$2" index vmid node method="$3" path="$4"
  shift 4
  index="$(machine_index "$host")"
  vmid="${ATLAS_VMIDS[index]}"
  own_guest "$index" || { warn "$host: VM $vmid is not on the cluster"; BAD+=("$host"); return 0; }
  node="${GUEST_NODE[$vmid]}"
  if [ "$DRY_RUN" = true ]; then
    info "would call $method $path on $host ($vmid on $node) $*"
    return 0
  fi
  if pve "$method" "/nodes/$node/qemu/$vmid/$path" "$@"; then
    if pve_wait_task "$node" "$(jq -r .data <<<"$PVE_BODY")" "$seconds"; then
      info "$host: $path done"
      return 0
    fi
    warn "$host: $path ended with: $PVE_TASK_RESULT"
  else
    warn "$host: $path: $(pve_problem)"
  fi
  BAD+=("$host")
}

power() {
  local wanted_status="$1" index host vmid order=("${@:2}") indices
  open_cluster
  [ "$wanted_status" = running ] || confirm "Shut down: ${WANTED[*]}?"
  mapfile -t indices < <(in_order "${order[@]}")
  for index in "${indices[@]}"; do
    host="${ATLAS_HOSTS[index]}" vmid="${ATLAS_VMIDS[index]}"
    if [ "${GUEST_STATUS[$vmid]:-}" = "$wanted_status" ]; then
      info "$host is $wanted_status already"
    elif [ "$wanted_status" = running ]; then
      act "$host" 180 POST status/start
    else
      act "$host" 400 POST status/shutdown timeout=300
    fi
  done
}

snapshot() {
  local host name
  name="atlas-$(date -u +%Y%m%d-%H%M%S)"
  open_cluster
  for host in "${WANTED[@]}"; do
    act "$host" 1800 POST snapshot "snapname=$name" vmstate=0 "description=by maintenance.sh"
  done
}

limit() { (IFS=,; printf '%s' "${WANTED[*]}"); }

with_ansible() {
  local playbook="$1"
  need_tools ansible-playbook
  confirm "Run $playbook on: ${WANTED[*]}?"
  play "$playbook" --limit "$(limit)" >&2 || die "$playbook failed: the machines after the failing one were not touched"
}

main() {
  parse_arguments "$@"
  need_tools flock sort column
  case "$TASK" in
    status) status; return ;;
    *) [ "$DRY_RUN" = true ] || take_lock ;;
  esac
  case "$TASK" in
    drift) drift ;;
    start) power running ;;
    stop) power stopped -r ;;
    snapshot) snapshot ;;
    patch | reboot | clean) with_ansible "playbooks/$TASK.yml" ;;
  esac
  [ "${#BAD[@]}" -eq 0 ] || fail "$EXIT_DEGRADED" "not done on: ${BAD[*]}"
}

main "$@"
