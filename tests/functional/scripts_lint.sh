#!/usr/bin/env bash
# The generated scripts pass shellcheck in its strictest setting, explain themselves, and hold to their contract.
set -Eeuo pipefail
command -v shellcheck >/dev/null || { echo "SKIP: shellcheck is not installed (make test installs it)"; exit 77; }
fail() { echo "FAIL: $*" >&2; exit 1; }

for spec in "$ATLAS_ROOT"/examples/*/fleet.yaml; do
  name="$(basename -- "$(dirname -- "$spec")")"
  "$ATLAS" --quiet generate "$spec" -o "$name" --lock "$name.lock.yaml"
  (cd "$name/scripts" && shellcheck --severity=style --external-sources -- *.sh)
  # Exceptions stand at one line with their reason; none may cover a file (fleet.env is data, read by others).
  if grep -n 'shellcheck disable=' "$name"/scripts/*.sh | grep -v '# shellcheck disable=SC[0-9]* # '; then
    fail "a shellcheck exception without a reason"
  fi
  for script in "$name"/scripts/*.sh; do
    bash -n "$script"
    [ -x "$script" ] || fail "$script is not executable"
    [ "$(basename -- "$script")" = lib.sh ] && continue
    "$script" --help >help 2>errors </dev/null || fail "$script --help: exit code $?"
    grep -q "^Usage: $(basename -- "$script")" help || fail "$script --help prints no usage"
    grep -q 'Exit codes: 0' help || fail "$script --help does not tell its exit codes"
    [ -s errors ] && fail "$script --help writes to stderr"
    awk 'length > 95 { exit 1 }' help || fail "$script --help has lines that do not fit a terminal"
    grep -q 'eval ' "$script" && fail "$script uses eval"
  done
  for script in deploy destroy healthcheck backup restore maintenance init-secrets proxmox-permissions check; do
    [ -f "$name/scripts/$script.sh" ] || fail "$name lacks $script.sh"
  done
  # The tree's own check finds nothing to complain about in the scripts and data files.
  "$name/scripts/check.sh" shell json || fail "check.sh finds faults in $name"
  echo "ok: $name"
done

# What cannot be run has to be said, and counts as a failure where the caller wants all of it.
mkdir empty
for tool in bash env cat date dirname basename find grep head sed sort xargs mktemp rm flock chmod mv cut tr; do
  ln -s "$(command -v "$tool")" "empty/$tool"
done
PATH="$PWD/empty" shop/scripts/check.sh shell >out 2>&1 || fail "a missing tool failed the check"
grep -q '^SKIP  shell: shellcheck is not on PATH' out || fail "a missing tool was passed over in silence"
if PATH="$PWD/empty" shop/scripts/check.sh --strict shell >/dev/null 2>&1; then fail "--strict let a SKIP pass"; fi
# shellcheck disable=SC2016 # the fault is the point
printf '#!/bin/bash\nrm $1\n' >shop/scripts/broken.sh
if shop/scripts/check.sh shell >/dev/null 2>&1; then fail "a faulty script passed"; fi
echo "ok: check.sh"
