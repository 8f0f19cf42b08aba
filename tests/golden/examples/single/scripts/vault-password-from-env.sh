#!/usr/bin/env bash
# Gives ansible-vault the password that a pipeline keeps in VAULT_PASSWORD: no file, and no argument, holds it.
set -Eeuo pipefail

case "${1:-}" in
  -h | --help)
    cat <<'TEXT'
Usage: vault-password-from-env.sh

Prints the vault's password from the environment variable VAULT_PASSWORD.
For pipelines: ANSIBLE_VAULT_PASSWORD_FILE=scripts/vault-password-from-env.sh

Exit codes: 0 done, 1 VAULT_PASSWORD is not set.
TEXT
    exit 0
    ;;
esac

if [ -z "${VAULT_PASSWORD:-}" ]; then
  printf 'VAULT_PASSWORD is not set\n' >&2
  exit 1
fi
printf '%s\n' "$VAULT_PASSWORD"
