#!/usr/bin/env bash
# Shared by the tests of the Ansible tree. Sourced.
set -Eeuo pipefail
export LC_ALL=C.UTF-8 ANSIBLE_NOCOLOR=1 ANSIBLE_LOCALHOST_WARNING=False ANSIBLE_INVENTORY_UNPARSED_FAILED=True
export ANSIBLE_HOME="$PWD/.ansible-home"
fail() { echo "FAIL: $*" >&2; exit 1; }
need() {
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null || { echo "SKIP: $tool is not installed (make test installs it)"; exit 77; }
  done
}
# generate SPEC OUTPUT [OPTION...]
generate() { "$ATLAS" --quiet generate "$1" -o "$2" --lock "$2.lock.yaml" "${@:3}"; }
examples() { printf '%s\n' "$ATLAS_ROOT"/examples/*/fleet.yaml; }
name_of() { basename -- "$(dirname -- "$1")"; }
