#!/usr/bin/env bash
# Makes the secrets that the components need, straight into an encrypted Ansible vault.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

usage() {
  cat <<'TEXT'
Usage: init-secrets.sh [OPTIONS]

Makes a random secret for every variable that the components of this fleet need and
writes them, encrypted, to the vault file. No secret is printed or written in clear.
An existing vault file is never overwritten.

  --list           show which secrets there are, and end
  --add-missing    add to an existing vault what it lacks; keep all that it has
  --ask NAME       type this one instead of making it (repeatable)
  --vault FILE     the vault file (default: the fleet's own)
  --dry-run        show what would be made
  -h, --help       this text

Environment:
  ANSIBLE_VAULT_PASSWORD_FILE   file or program that gives the vault's password;
                                without it the password is asked for

Exit codes: 0 done, 1 failed or refused, 2 wrong usage, 3 another run holds the lock.
TEXT
}

VAULT_FILE="$ATLAS_VAULT_FILE"
ADD_MISSING=false
LIST=false
ASK=()
NEW_FILE=""

parse_arguments() {
  while [ "$#" -gt 0 ]; do
    case "$1" in
      --list) LIST=true ;;
      --add-missing) ADD_MISSING=true ;;
      --ask) need_value "$@"; ASK+=("$2"); shift ;;
      --vault) need_value "$@"; VAULT_FILE="$2"; shift ;;
      --dry-run) DRY_RUN=true ;;
      -h | --help) usage; exit 0 ;;
      *) bad_usage "unknown option '$1'" ;;
    esac
    shift
  done
}

list_secrets() {
  local index
  for index in "${!ATLAS_SECRET_NAMES[@]}"; do
    printf '%s\t%s\n' "${ATLAS_SECRET_NAMES[index]}" "${ATLAS_SECRET_NOTES[index]//[$'\t\n']/ }"
  done
}

# 40 characters that every configuration grammar takes as they are: about 238 bits.
random_secret() {
  local text=""
  while [ "${#text}" -lt 40 ]; do
    text+="$(head -c 64 /dev/urandom | base64 -w 0 | tr -dc 'A-Za-z0-9')"
  done
  printf '%s' "${text:0:40}"
}

typed_secret() {
  local value
  [ -t 0 ] || bad_usage "--ask needs a terminal"
  printf '%s: ' "$1" >&2
  IFS= read -rs value
  printf '\n' >&2
  [ -n "$value" ] || die "an empty secret for $1"
  printf '%s' "$value"
}

# yaml_line NAME VALUE: a single-quoted scalar, which only doubles its quotes.
yaml_line() { printf "%s: '%s'\n" "$1" "${2//\'/\'\'}"; }

# missing_lines HAVE: a line for every secret that the text HAVE lacks.
missing_lines() {
  local name value
  for name in "${ATLAS_SECRET_NAMES[@]}"; do
    grep -qE "^$name:" <<<"$1" && continue
    if [[ " ${ASK[*]} " == *" $name "* ]]; then value="$(typed_secret "$name")"; else value="$(random_secret)"; fi
    yaml_line "$name" "$value"
  done
}

remove_new_file() { [ -z "$NEW_FILE" ] || rm -f -- "$NEW_FILE"; }

# write_vault TEXT: encrypted before it reaches the disk, and moved into place in one step.
write_vault() {
  mkdir -p -- "$(dirname -- "$VAULT_FILE")"
  NEW_FILE="$(mktemp -- "$VAULT_FILE.XXXXXX")"
  on_exit remove_new_file
  printf '%s\n' "$1" | ansible-vault encrypt "${VAULT_OPTIONS[@]}" --output - - >"$NEW_FILE"
  head -c 14 -- "$NEW_FILE" | grep -q '^.ANSIBLE_VAULT' || die "ansible-vault wrote no vault"
  mv -- "$NEW_FILE" "$VAULT_FILE"
  NEW_FILE=""
}

main() {
  local have="" lines
  parse_arguments "$@"
  if [ "$LIST" = true ]; then
    list_secrets
    return
  fi
  if [ "${#ATLAS_SECRET_NAMES[@]}" -eq 0 ]; then
    info "no component of this fleet needs a secret"
    return
  fi
  if [ -e "$VAULT_FILE" ] && [ "$ADD_MISSING" = false ]; then
    die "$VAULT_FILE exists and is never overwritten; --add-missing adds what it lacks"
  fi
  if [ "$DRY_RUN" = true ]; then
    info "would make ${ATLAS_SECRET_NAMES[*]} in $VAULT_FILE"
    return
  fi
  need_tools flock ansible-vault base64
  take_lock
  mapfile -t VAULT_OPTIONS < <(vault_options)
  if [ -e "$VAULT_FILE" ]; then
    have="$(ansible-vault view "${VAULT_OPTIONS[@]}" "$VAULT_FILE")" || die "cannot open $VAULT_FILE"
  fi
  lines="$(missing_lines "$have")"
  if [ -z "$lines" ]; then
    info "$VAULT_FILE has every secret already"
    return
  fi
  write_vault "${have:----}"$'\n'"$lines"
  info "$(wc -l <<<"$lines") secret(s) written to $VAULT_FILE; back up the vault's password apart from it"
}

VAULT_OPTIONS=()
main "$@"
