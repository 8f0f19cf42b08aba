#!/usr/bin/env bash
# Shared by every setup script: where tools live, how to install once and never twice.
# Sourced, not run. Contract: every function is idempotent and prints one line when it did work.
set -Eeuo pipefail
export LC_ALL=C.UTF-8
export DEBIAN_FRONTEND=noninteractive

ATLAS_ROOT="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)"
ATLAS_TOOLS="${ATLAS_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/atlas/tools}"
mkdir -p "$ATLAS_TOOLS/bin" "$ATLAS_TOOLS/stamps"
export ATLAS_ROOT ATLAS_TOOLS
export PATH="$ATLAS_TOOLS/bin:$ATLAS_TOOLS/ansible/bin:$HOME/.cargo/bin:/usr/local/go/bin:$PATH"

say() { printf 'setup: %s\n' "$*" >&2; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -- env DEBIAN_FRONTEND=noninteractive "$@"; fi
}

# apt_install PACKAGE...: installs only what dpkg does not report as installed.
apt_install() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$package")
  done
  [ "${#missing[@]}" -eq 0 ] && return 0
  command -v apt-get >/dev/null || { say "not a Debian system: install these yourself: ${missing[*]}"; return 1; }
  say "apt-get install ${missing[*]}"
  as_root apt-get update -qq
  as_root apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# version_at_least HAVE WANT
version_at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n1)" = "$2" ]; }

# stamped NAME KEY COMMAND...: runs COMMAND when NAME was not yet done for this exact KEY.
stamped() {
  local name="$1" key="$2" stamp; shift 2
  stamp="$ATLAS_TOOLS/stamps/$name"
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$key" ] && return 0
  say "installing $name"
  "$@"
  printf '%s' "$key" >"$stamp"
}

file_key() { cat -- "$@" | sha256sum | cut -d' ' -f1; }
