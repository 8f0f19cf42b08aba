#!/usr/bin/env bash
# The role, user and API token for this fleet, with the privileges it needs and no other.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

usage() {
  cat <<'TEXT'
Usage: proxmox-permissions.sh [OPTIONS]

Prints the pveum commands that give this fleet its own user, API token and roles with
exactly the privileges it needs. Nothing is changed without --apply.

  --apply          run them; on a Proxmox VE node, as root
  --revoke         the commands (with --apply: the deed) that take everything away again
  --user USER      user to create (default: atlas-FLEET@pve)
  --token NAME     name of the API token (default: deploy)
  --dry-run        only print, also with --apply
  -h, --help       this text

The token's secret is shown once, by pveum itself, when the token is made. Keep it in a
password store; no file of this tree may hold it.

Exit codes: 0 done, 1 failed, 2 wrong usage.
TEXT
}

APPLY=false
REVOKE=false
USER_ID="atlas-$ATLAS_FLEET@pve"
TOKEN=deploy

parse_arguments() {
  while [ "$#" -gt 0 ]; do
    case "$1" in
      --apply) APPLY=true ;;
      --revoke) REVOKE=true ;;
      --user) need_value "$@"; USER_ID="$2"; shift ;;
      --token) need_value "$@"; TOKEN="$2"; shift ;;
      --dry-run) DRY_RUN=true ;;
      -h | --help) usage; exit 0 ;;
      *) bad_usage "unknown option '$1'" ;;
    esac
    shift
  done
  [[ "$USER_ID" =~ ^[A-Za-z0-9._-]+@[a-z0-9-]+$ ]] || bad_usage "'$USER_ID' is no user@realm"
  [[ "$TOKEN" =~ ^[A-Za-z][A-Za-z0-9._-]*$ ]] || bad_usage "'$TOKEN' is no token name"
  [ "$DRY_RUN" = false ] || APPLY=false
  [ "$APPLY" = false ] || need_tools pveum
}

step() {
  local word
  if [ "$APPLY" = true ]; then
    "$@"
    return
  fi
  for word in "$@"; do
    if [[ "$word" =~ ^[A-Za-z0-9@./_-]+$ ]]; then printf '%s ' "$word"; else printf "'%s' " "${word//\'/\'\\\'\'}"; fi
  done
  printf '\n'
}

note() { if [ "$APPLY" = true ]; then info "$*"; else printf '\n# %s\n' "${*//$'\n'/ }"; fi }

# Roles are named by what they hold, so a path whose privileges change gets another role and no other path does.
role_of() { printf 'atlas-%s-%s\n' "$ATLAS_FLEET" "$(printf '%s' "$1" | sha256sum | cut -c1-8)"; }

# pveum answers JSON; --apply has to work a second time as well.
exists() { "$@" --output-format json | jq -e --arg key "$KEY" --arg value "$VALUE" 'any(.[]; .[$key] == $value)' >/dev/null; }
has_role() { KEY=roleid VALUE="$1" exists pveum role list; }
has_user() { KEY=userid VALUE="$USER_ID" exists pveum user list; }
has_token() { KEY=tokenid VALUE="$TOKEN" exists pveum user token list "$USER_ID"; }

make_token() {
  if [ "$APPLY" = true ] && has_token; then
    info "token $USER_ID!$TOKEN is there already; its secret cannot be shown again"
    return
  fi
  step pveum user token add "$USER_ID" "$TOKEN" --privsep 1
}

grant() {
  local index role
  declare -A made=()
  [ "$APPLY" = false ] || need_tools jq
  note "the user and its token; the token has no privilege but those given to it below"
  if [ "$APPLY" = false ] || ! has_user; then
    step pveum user add "$USER_ID" --comment "ATLAS fleet $ATLAS_FLEET ($ATLAS_ENVIRONMENT)"
  fi
  make_token
  for index in "${!ATLAS_PRIVILEGE_PATHS[@]}"; do
    role="$(role_of "${ATLAS_PRIVILEGE_SETS[index]}")"
    note "${ATLAS_PRIVILEGE_PATHS[index]}: ${ATLAS_PRIVILEGE_NOTES[index]}"
    if [ -z "${made[$role]:-}" ]; then
      made[$role]=yes
      if [ "$APPLY" = true ] && has_role "$role"; then
        step pveum role modify "$role" --privs "${ATLAS_PRIVILEGE_SETS[index]}"
      else
        step pveum role add "$role" --privs "${ATLAS_PRIVILEGE_SETS[index]}"
      fi
    fi
    # A token with privilege separation has what both the user and the token have.
    step pveum acl modify "${ATLAS_PRIVILEGE_PATHS[index]}" --users "$USER_ID" --roles "$role"
    step pveum acl modify "${ATLAS_PRIVILEGE_PATHS[index]}" --tokens "$USER_ID!$TOKEN" --roles "$role"
  done
}

revoke() {
  local index role
  declare -A gone=()
  note "taking everything away again"
  step pveum user token delete "$USER_ID" "$TOKEN"
  step pveum user delete "$USER_ID"
  for index in "${!ATLAS_PRIVILEGE_SETS[@]}"; do
    role="$(role_of "${ATLAS_PRIVILEGE_SETS[index]}")"
    [ -z "${gone[$role]:-}" ] || continue
    gone[$role]=yes
    step pveum role delete "$role"
  done
}

main() {
  parse_arguments "$@"
  need_tools sha256sum
  if [ "$REVOKE" = true ]; then
    revoke
    return
  fi
  grant
}

main "$@"
