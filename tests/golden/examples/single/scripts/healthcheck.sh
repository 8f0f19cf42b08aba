#!/usr/bin/env bash
# Looks at every machine from outside: power state, SSH, and the ports that are open to everyone.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

usage() {
  cat <<'TEXT'
Usage: healthcheck.sh [OPTIONS]

Checks each machine: running on the cluster (when the API credentials are set),
SSH reachable, services reachable where the firewall lets everyone in. Changes nothing.

  --machine HOST   only this machine (repeatable)
  --deep           also ask the machines themselves, through Ansible
  --json           the results as one JSON list
  --dry-run        show what would be checked
  -h, --help       this text

Environment:
  PROXMOX_VE_ENDPOINT, PROXMOX_VE_API_TOKEN, SSL_CERT_FILE   as for deploy.sh
  ATLAS_PROBE_SECONDS   how long one connection may take (default 5)

Exit codes: 0 all well, 1 could not check, 2 wrong usage, 10 something is not well.
TEXT
}

WANTED=()
AS_JSON=false
DEEP=false
RESULTS=()
BAD=0
PROBE="${ATLAS_PROBE_SECONDS:-5}"

parse_arguments() {
  while [ "$#" -gt 0 ]; do
    case "$1" in
      --machine) need_value "$@"; machine_index "$2" >/dev/null || exit; WANTED+=("$2"); shift ;;
      --deep) DEEP=true ;;
      --json) AS_JSON=true ;;
      --dry-run) DRY_RUN=true ;;
      -h | --help) usage; exit 0 ;;
      *) bad_usage "unknown option '$1'" ;;
    esac
    shift
  done
  [[ "$PROBE" =~ ^[1-9][0-9]?$ ]] || bad_usage "ATLAS_PROBE_SECONDS must be a number from 1 to 99"
  [ "${#WANTED[@]}" -gt 0 ] || WANTED=("${ATLAS_HOSTS[@]}")
}

# result HOST CHECK ok|bad|skip DETAIL
result() {
  RESULTS+=("$1"$'\t'"$2"$'\t'"$3"$'\t'"$4")
  if [ "$3" = bad ]; then BAD=$((BAD + 1)); fi
}

check_power() {
  local index="$1" host="${ATLAS_HOSTS[$1]}" vmid="${ATLAS_VMIDS[$1]}"
  if [ "$HAVE_API" = false ]; then
    result "$host" power skip "no API credentials"
  elif [ "${GUEST_NAME[$vmid]:-}" != "$host" ]; then
    result "$host" power bad "VM $vmid is ${GUEST_NAME[$vmid]:-not on the cluster}"
  elif [ "${GUEST_STATUS[$vmid]}" != running ]; then
    result "$host" power bad "VM $vmid is ${GUEST_STATUS[$vmid]} on ${GUEST_NODE[$vmid]}"
  else
    result "$host" power ok "VM $vmid runs on ${GUEST_NODE[$vmid]}"
  fi
}

# check_service HOST ADDRESS NAME PORT...: well when one of its ports answers.
check_service() {
  local host="$1" address="$2" name="${3//[$'\t\n']/ }" port
  shift 3
  for port in "$@"; do
    if port_open "$address" "$port" "$PROBE"; then
      result "$host" "$name" ok "$address port $port"
      return
    fi
  done
  result "$host" "$name" bad "$address: no answer on port $*"
}

check_machine() {
  local index="$1" host="${ATLAS_HOSTS[$1]}" address="${ATLAS_ADDRESSES[$1]}" entry service ports=()
  check_power "$index"
  check_service "$host" "$address" SSH 22
  # The entries of one service stand together.
  service=""
  for entry in "${!ATLAS_PORT_HOSTS[@]}"; do
    [ "${ATLAS_PORT_HOSTS[entry]}" = "$host" ] || continue
    if [ "${ATLAS_PORT_SERVICES[entry]}" != "$service" ] && [ "${#ports[@]}" -gt 0 ]; then
      check_service "$host" "$address" "$service" "${ports[@]}"
      ports=()
    fi
    service="${ATLAS_PORT_SERVICES[entry]}"
    ports+=("${ATLAS_PORT_NUMBERS[entry]}")
  done
  [ "${#ports[@]}" -eq 0 ] || check_service "$host" "$address" "$service" "${ports[@]}"
}

# The playbook looks at failed units, full file systems and each component; its own output says what is wrong.
check_inside() {
  local host verdict=ok detail="units, file systems and components"
  need_tools ansible-playbook
  if ! play playbooks/healthcheck.yml --limit "$(IFS=,; printf '%s' "${WANTED[*]}")" >&2; then
    verdict=bad detail="the playbook's output above names the machine"
  fi
  for host in "${WANTED[@]}"; do result "$host" inside "$verdict" "$detail"; done
}

show() {
  if [ "$AS_JSON" = true ]; then
    printf '%s\n' "${RESULTS[@]}" | jq -Rn '[inputs | split("\t") | {machine: .[0], check: .[1], result: .[2], detail: .[3]}]'
  else
    { printf 'MACHINE\tCHECK\tRESULT\tDETAIL\n'; printf '%s\n' "${RESULTS[@]}"; } | column -t -s $'\t'
  fi
}

HAVE_API=false

main() {
  local host index
  parse_arguments "$@"
  need_tools timeout jq column
  if [ "$DRY_RUN" = true ]; then
    info "would check: ${WANTED[*]}"
    return
  fi
  if pve_has_credentials; then
    pve_open
    pve_read_cluster
    HAVE_API=true
  fi
  for host in "${WANTED[@]}"; do
    index="$(machine_index "$host")"
    check_machine "$index"
  done
  [ "$DEEP" = false ] || check_inside
  show
  [ "$BAD" -eq 0 ] || fail "$EXIT_DEGRADED" "$BAD of ${#RESULTS[@]} checks are not well"
  info "${#RESULTS[@]} checks, all well"
}

main "$@"
