#!/usr/bin/env bash
# Shared by the scripts of this folder: sourced, never run.
# Exit codes of every script: 0 done, 1 failed, 2 wrong usage, 3 another run holds the lock, 10 done but degraded,
# 130 interrupted. Results go to stdout; the log goes to stderr and, where there is one, to the journal.

set -Eeuo pipefail
umask 077
export LC_ALL=C.UTF-8

ATLAS_SCRIPTS="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)"
ATLAS_OUTPUT="$(dirname -- "$ATLAS_SCRIPTS")"
# shellcheck source-path=SCRIPTDIR source=fleet.env
. "$ATLAS_SCRIPTS/fleet.env"

ATLAS_TERRAFORM_DIR="$ATLAS_OUTPUT/terraform"
ATLAS_ANSIBLE_DIR="$ATLAS_OUTPUT/ansible"
ATLAS_INVENTORY="$ATLAS_OUTPUT/inventory/hosts.yml"
ATLAS_VAULT_FILE="$ATLAS_OUTPUT/inventory/group_vars/all/vault.yml"
# Lock, saved plan and reports live outside the generated tree: a plan file holds secrets, and generating again
# must not touch a run that is under way.
ATLAS_STATE_DIR="${ATLAS_STATE_DIR:-${XDG_STATE_HOME:-$HOME/.local/state}/atlas/$ATLAS_FLEET-$ATLAS_ENVIRONMENT}"
ATLAS_PROGRAM="$(basename -- "$0")"
export ATLAS_TERRAFORM_DIR ATLAS_ANSIBLE_DIR ATLAS_INVENTORY ATLAS_VAULT_FILE

readonly EXIT_FAILED=1 EXIT_USAGE=2 EXIT_LOCKED=3 EXIT_DEGRADED=10 EXIT_INTERRUPTED=130
export EXIT_FAILED EXIT_USAGE EXIT_LOCKED EXIT_DEGRADED EXIT_INTERRUPTED

DRY_RUN=false
CONFIRMED_NAME=""
CLEANUPS=()

# ---------------------------------------------------------------- log

log() {
  local level="$1"
  shift
  printf '%s %-5s %s: %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$level" "$ATLAS_PROGRAM" "$*" >&2
  if [ -S /run/systemd/journal/socket ] && command -v logger >/dev/null; then
    logger -t "atlas-${ATLAS_PROGRAM%.sh}" -- "$ATLAS_FLEET $level: $*" || true
  fi
}
info() { log info "$@"; }
warn() { log warn "$@"; }

# fail CODE TEXT...: logs and ends the script.
fail() {
  local code="$1"
  shift
  log error "$@"
  exit "$code"
}
die() { fail "$EXIT_FAILED" "$@"; }
bad_usage() { fail "$EXIT_USAGE" "$* (see $ATLAS_PROGRAM --help)"; }

run_cleanups() {
  local status=$? index
  trap - EXIT
  for ((index = ${#CLEANUPS[@]} - 1; index >= 0; index--)); do
    "${CLEANUPS[index]}" || warn "cleaning up failed: ${CLEANUPS[index]}"
  done
  exit "$status"
}
# on_exit FUNCTION: runs it when the script ends, however it ends; the last added runs first.
on_exit() { CLEANUPS+=("$1"); }

trap run_cleanups EXIT
trap 'log error "stopped at ${BASH_SOURCE[0]##*/}:$LINENO (exit code $?)"' ERR
trap 'exit "$EXIT_INTERRUPTED"' INT TERM HUP

# ---------------------------------------------------------------- small tools

# run COMMAND...: runs it, or with --dry-run only shows it.
run() {
  if [ "$DRY_RUN" = true ]; then
    info "would run: $(printf '%q ' "$@")"
    return 0
  fi
  "$@"
}

need_value() {
  if [ "$#" -lt 2 ] || [ -z "$2" ]; then bad_usage "$1 needs a value"; fi
}

# need_tools NAME...: ends the script when one is missing, naming all of them.
need_tools() {
  local tool missing=()
  for tool in "$@"; do
    command -v "$tool" >/dev/null || missing+=("$tool")
  done
  [ "${#missing[@]}" -eq 0 ] || die "not found on PATH: ${missing[*]}; docs/README.md, section Prerequisites, says which versions"
}

# version_at_least HAVE WANT
version_at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

need_version() {
  version_at_least "$2" "$3" || die "$1 $2 is too old: $3 or newer is needed"
}

take_lock() {
  mkdir -p -- "$ATLAS_STATE_DIR"
  exec 9>"$ATLAS_STATE_DIR/lock"
  flock -n 9 || fail "$EXIT_LOCKED" "another run works on $ATLAS_FLEET ($ATLAS_STATE_DIR/lock)"
}

# confirm WHAT: the fleet's name typed back, or given by --confirm where nobody can type.
confirm() {
  local answer="$CONFIRMED_NAME"
  [ "$DRY_RUN" = true ] && return 0
  if [ -z "$answer" ] && [ -t 0 ]; then
    printf '%s\nType the name of the fleet (%s) to go on: ' "$1" "$ATLAS_FLEET" >&2
    IFS= read -r answer || true
  fi
  [ -n "$answer" ] || bad_usage "nobody can answer here: give --confirm $ATLAS_FLEET"
  [ "$answer" = "$ATLAS_FLEET" ] || die "'$answer' is not the name of this fleet: nothing was changed"
}

# machine_index NAME: prints its place in the ATLAS_HOSTS lists.
machine_index() {
  local index
  for index in "${!ATLAS_HOSTS[@]}"; do
    if [ "${ATLAS_HOSTS[index]}" = "$1" ]; then
      printf '%s\n' "$index"
      return 0
    fi
  done
  bad_usage "no machine '$1' in this fleet: ${ATLAS_HOSTS[*]}"
}

# port_open HOST PORT SECONDS: true when a TCP connection is accepted.
port_open() {
  # shellcheck disable=SC2016 # host and port are arguments of the inner shell, not part of its program
  timeout "$3" bash -c 'exec 3<>"/dev/tcp/$1/$2"' probe "$1" "$2" 2>/dev/null
}

# metric NAME HELP MACHINE VALUE: one gauge as node_exporter's textfile collector reads it.
metric() {
  printf '# HELP %s %s\n# TYPE %s gauge\n%s{instance="%s",fleet="%s"} %s\n' "$1" "$2" "$1" "$1" "$3" "$ATLAS_FLEET" "$4"
}

# publish_metrics NAME: writes its standard input for node_exporter, when ATLAS_TEXTFILE_DIR says where.
# The old file stays until the new one is whole, and stays when a run fails, so that its age can raise an alert.
publish_metrics() {
  local file
  if [ -z "${ATLAS_TEXTFILE_DIR:-}" ]; then
    cat >/dev/null
    return
  fi
  file="$(mktemp -- "$ATLAS_TEXTFILE_DIR/.$1.XXXXXX")"
  cat >"$file"
  chmod 0644 -- "$file"
  mv -- "$file" "$ATLAS_TEXTFILE_DIR/$1.prom"
}

# ---------------------------------------------------------------- Proxmox VE API

PVE_STATUS=""
PVE_BODY=""
PVE_CURL=()
TOFU_ENVIRONMENT=()
POLL_SECONDS="${ATLAS_POLL_SECONDS:-2}"

pve_has_credentials() { [ -n "${PROXMOX_VE_API_TOKEN:-}" ] && [ -n "${PROXMOX_VE_ENDPOINT:-$ATLAS_PVE_ENDPOINT}" ]; }

# Checks the credentials' form and prepares curl. The token never becomes an argument of a process.
pve_open() {
  local ca="${SSL_CERT_FILE:-$ATLAS_PVE_CA_FILE}"
  need_tools curl jq
  export PROXMOX_VE_ENDPOINT="${PROXMOX_VE_ENDPOINT:-$ATLAS_PVE_ENDPOINT}"
  [ -n "$PROXMOX_VE_ENDPOINT" ] || die "PROXMOX_VE_ENDPOINT is not set (https://NODE:8006)"
  [ -n "${PROXMOX_VE_API_TOKEN:-}" ] || die "PROXMOX_VE_API_TOKEN is not set (user@realm!name=secret); docs/privileges.md says how to make one"
  [[ "$PROXMOX_VE_ENDPOINT" =~ ^https://[^[:space:]/]+/?$ ]] || die "PROXMOX_VE_ENDPOINT must look like https://NODE:8006"
  [[ "$PROXMOX_VE_API_TOKEN" =~ ^[^[:space:]\"\\=!@]+@[A-Za-z0-9._-]+![A-Za-z0-9._-]+=[A-Za-z0-9-]+$ ]] \
    || die "PROXMOX_VE_API_TOKEN must look like user@realm!name=secret"
  PVE_CURL=(--silent --show-error --proto '=https' --connect-timeout 10 --max-time 60)
  [ -z "$ca" ] || PVE_CURL+=(--cacert "$ca")
  # Only for plan and apply: it replaces the system's list of CAs, which `init` needs to reach a registry.
  [ -z "$ATLAS_PVE_CA_FILE" ] || TOFU_ENVIRONMENT=("SSL_CERT_FILE=$ca")
  if [ "${PROXMOX_VE_INSECURE:-false}" = true ]; then
    warn "PROXMOX_VE_INSECURE=true: the certificate of the API is not checked"
    PVE_CURL+=(--insecure)
  fi
}

# pve METHOD PATH [KEY=VALUE...]: fills PVE_STATUS and PVE_BODY; true on 2xx. A GET is tried three times when the API
# was too busy or not to be reached; a write never is, as it may have been done all the same.
pve() {
  local tries=1
  if [ "$1" = GET ]; then tries=3; fi
  while ! pve_once "$@"; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || return 1
    case "$PVE_STATUS" in
      000 | 502 | 503 | 504 | 595 | 596 | 599) sleep "$POLL_SECONDS" ;;
      *) return 1 ;;
    esac
  done
}

pve_once() {
  local method="$1" path="$2" options=() item answer
  shift 2
  for item in "$@"; do options+=(--data-urlencode "$item"); done
  case "$method" in
    GET | DELETE) options+=(--get) ;;
  esac
  PVE_STATUS=000 PVE_BODY=""
  # printf is part of the shell, and curl reads the header from its standard input: no argument holds the token.
  answer="$(printf 'header = "Authorization: PVEAPIToken=%s"\n' "$PROXMOX_VE_API_TOKEN" \
    | curl --config - "${PVE_CURL[@]}" --request "$method" "${options[@]}" --write-out '\n%{http_code}' \
      -- "${PROXMOX_VE_ENDPOINT%/}/api2/json$path")" || return 1
  PVE_STATUS="${answer##*$'\n'}"
  PVE_BODY="${answer%$'\n'*}"
  [[ "$PVE_STATUS" == 2* ]]
}

# pve_problem: the last answer in words.
pve_problem() {
  local text
  text="$(jq -r '[(.message // empty), (.errors // {} | to_entries[] | "\(.key): \(.value)")] | join("; ") | gsub("\n"; " ")' \
    <<<"$PVE_BODY" 2>/dev/null || true)"
  case "$PVE_STATUS" in
    000) printf 'no answer from %s\n' "$PROXMOX_VE_ENDPOINT" ;;
    401) printf 'the API token was refused (401)\n' ;;
    *) printf 'HTTP %s %s\n' "$PVE_STATUS" "$text" ;;
  esac
}

pve_must() { pve "$@" || die "$1 $2: $(pve_problem)"; }

# pve_wait_task NODE UPID SECONDS: true when the task ended well; its text is in PVE_TASK_RESULT.
PVE_TASK_RESULT=""
pve_wait_task() {
  local node="$1" upid deadline=$((SECONDS + $3))
  upid="$(jq -rn --arg upid "$2" '$upid | @uri')"
  while [ "$SECONDS" -lt "$deadline" ]; do
    if pve GET "/nodes/$node/tasks/$upid/status" && [ "$(jq -r .data.status <<<"$PVE_BODY")" = stopped ]; then
      PVE_TASK_RESULT="$(jq -r '.data.exitstatus // "unknown"' <<<"$PVE_BODY")"
      [[ "$PVE_TASK_RESULT" == OK || "$PVE_TASK_RESULT" == WARNINGS* ]]
      return
    fi
    sleep "$POLL_SECONDS"
  done
  PVE_TASK_RESULT="not ended after $3 s"
  return 1
}

# The cluster at one moment, by VMID. Guests that the token may not see are missing here.
declare -A GUEST_NAME=() GUEST_NODE=() GUEST_STATUS=() GUEST_IS_TEMPLATE=() NODE_STATUS=()
# shellcheck disable=SC2034 # the scripts that source this file read them
pve_read_cluster() {
  local type id name node status template
  GUEST_NAME=() GUEST_NODE=() GUEST_STATUS=() GUEST_IS_TEMPLATE=() NODE_STATUS=()
  pve_must GET /cluster/resources
  while IFS=$'\t' read -r type id name node status template; do
    if [ "$type" = node ]; then
      NODE_STATUS[$node]="$status"
    else
      GUEST_NAME[$id]="$name" GUEST_NODE[$id]="$node" GUEST_STATUS[$id]="$status" GUEST_IS_TEMPLATE[$id]="$template"
    fi
  done < <(jq -r '.data[] | select(.type == "node" or .type == "qemu" or .type == "lxc")
    | [.type, (.vmid // "-"), (.name // "?"), .node, (.status // "unknown"), (.template // 0)] | @tsv' <<<"$PVE_BODY")
}

# own_guest INDEX: true when the guest with that machine's VMID exists and has its name. Never touch another one.
own_guest() {
  local vmid="${ATLAS_VMIDS[$1]}" host="${ATLAS_HOSTS[$1]}"
  [ -n "${GUEST_NAME[$vmid]:-}" ] || return 1
  [ "${GUEST_NAME[$vmid]}" = "$host" ] && return 0
  die "VM $vmid on the cluster is '${GUEST_NAME[$vmid]}', not '$host': that is somebody else's machine"
}

# vmid_is_free VMID: asks the cluster itself, which also knows guests that the token may not see.
vmid_is_free() {
  [ -z "${GUEST_NAME[$1]:-}" ] || return 1
  pve GET /cluster/nextid "vmid=$1" && return 0
  [ "$PVE_STATUS" = 400 ] && return 1
  die "cannot ask whether VMID $1 is free: $(pve_problem)"
}

# ---------------------------------------------------------------- OpenTofu and Ansible

TOFU="${ATLAS_TOFU:-}"
# A closed site installs the provider from its own mirror.
if [ -f "$ATLAS_TERRAFORM_DIR/tofu.tfrc" ]; then
  export TF_CLI_CONFIG_FILE="${TF_CLI_CONFIG_FILE:-$ATLAS_TERRAFORM_DIR/tofu.tfrc}"
fi
find_tofu() {
  local version
  if [ -z "$TOFU" ]; then
    TOFU="$(type -P tofu || type -P terraform || true)"
  fi
  [ -n "$TOFU" ] || die "neither tofu nor terraform is on PATH: OpenTofu 1.10 or newer is needed"
  version="$("$TOFU" version -json | jq -r .terraform_version)"
  need_version "$(basename -- "$TOFU")" "${version%%-*}" 1.10.0
}

in_terraform() { "$TOFU" -chdir="$ATLAS_TERRAFORM_DIR" "$@"; }

# terraform/protection.tf keeps a guard in the state, and no plan may remove it: lifting protection takes the spec and
# a person's hand on the state. Better told here than by the plan's "Instance cannot be destroyed".
refuse_standing_guards() {
  local index address guards found=()
  guards="$(in_terraform state list 2>/dev/null || true)"
  for index in "${!ATLAS_HOSTS[@]}"; do
    address="terraform_data.protected_machine[\"${ATLAS_HOSTS[index]}\"]"
    if [ "${ATLAS_PROTECTED[index]}" = false ] && grep -qxF -- "$address" <<<"$guards"; then found+=("'$address'"); fi
  done
  [ "${#found[@]}" -eq 0 ] \
    || die "the spec lifts the protection of machines whose guard still stands; to let them go: $(basename -- "$TOFU") -chdir='$ATLAS_TERRAFORM_DIR' state rm ${found[*]}"
}

CHILD=""
INTERRUPTED=false
pass_interrupt() {
  if [ "$INTERRUPTED" = true ]; then
    warn "still waiting for process $CHILD to end its running steps and save the state"
    return
  fi
  INTERRUPTED=true
  warn "interrupt: no new step begins; waiting until the running steps have ended and the state is saved"
  kill -INT "$CHILD" 2>/dev/null || true
}

# in_own_session COMMAND...: Ctrl-C must reach tofu's own process and not its plugins: a plugin that dies in the
# middle of a clone leaves a machine that the state does not know.
in_own_session() {
  local status=0
  # A background job ignores SIGINT by default, hence --default-signal.
  env --default-signal=INT,TERM,HUP "${TOFU_ENVIRONMENT[@]}" setsid "$@" </dev/null 9>&- &
  CHILD=$!
  trap pass_interrupt INT TERM HUP
  wait "$CHILD" || status=$?
  while kill -0 "$CHILD" 2>/dev/null; do
    status=0
    wait "$CHILD" || status=$?
  done
  trap 'exit "$EXIT_INTERRUPTED"' INT TERM HUP
  [ "$INTERRUPTED" = false ] || fail "$EXIT_INTERRUPTED" "interrupted: run $ATLAS_PROGRAM again to go on from here"
  return "$status"
}

vault_options() {
  if [ -n "${ANSIBLE_VAULT_PASSWORD_FILE:-}" ]; then return 0; fi
  [ -t 0 ] && printf '%s\n' --ask-vault-pass
  return 0
}

# play PLAYBOOK [OPTION...]: runs it from the ansible folder with the fleet's inventory.
play() {
  local options
  mapfile -t options < <(vault_options)
  (cd -- "$ATLAS_ANSIBLE_DIR" && run ansible-playbook -i "$ATLAS_INVENTORY" "${options[@]}" "$@" 9>&-)
}
