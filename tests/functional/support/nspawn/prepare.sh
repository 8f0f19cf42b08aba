#!/usr/bin/env bash
# Makes, once, what the machines of roles_run.sh need, from the APT sources of this machine; a second run takes a second.
#   prepare.sh tools            only installs the programs
#   $ATLAS_TOOLS/nspawn/mirror   a partial mirror of Debian with its own signed indices (build_mirror.py)
#   $ATLAS_TOOLS/nspawn/base     the template that every machine starts from, made of the mirror's packages (a link)
# shellcheck source-path=SCRIPTDIR source=../../../../tools/setup/common.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/../../../../tools/setup/common.sh"
here="$ATLAS_ROOT/tests/functional/support/nspawn"
cache="$ATLAS_TOOLS/nspawn"
suite=bookworm

apt_install mmdebstrap systemd-container iproute2 dnsmasq-base openssh-client openssl jq curl
[ "${1:-}" != tools ] || exit 0

mirror() {
  as_root apt-get update -qq
  /usr/bin/python3 "$here/build_mirror.py" "$suite" "$cache/mirror"
}

source_lines() {
  local key=/usr/share/keyrings/debian-archive-keyring.gpg
  printf 'deb [signed-by=%s] copy://%s %s main\n' \
    "$key" "$cache/mirror/debian" "$suite" \
    "$key" "$cache/mirror/debian" "$suite-updates" \
    "$key" "$cache/mirror/debian-security" "$suite-security"
}

base_key() {
  find "$here/image" "$here/packages/image" "$here/prepare.sh" -type f -print0 | sort -z | xargs -0 cat | sha256sum | cut -c1-16
}

# A folder of its own for each version: machines of another run may still stand on the old one.
base() {
  local folder="$cache/base-$1" packages
  packages="$(sed 's/#.*//; /^\s*$/d' "$here/packages/image" | paste -sd,)"
  rm -rf "$folder"
  source_lines | mmdebstrap --quiet --mode=root --variant=minbase --format=directory --include="$packages" \
    --aptopt='Acquire::Languages "none"' --dpkgopt=force-unsafe-io "$suite" "$folder" -
  cp -r "$here/image/." "$folder/"
  rm -f "$folder/etc/ssh/"ssh_host_* "$folder/etc/apt/apt.conf.d/99mmdebstrap" "$folder/etc/resolv.conf"
  : >"$folder/etc/machine-id"
  ln -s /dev/null "$folder/etc/systemd/system/console-getty.service"
  find "$cache" -maxdepth 1 -name 'base-*' ! -name "base-$1" -mmin +1440 -exec rm -rf {} +
  ln -sfn "base-$1" "$cache/base"
}

mkdir -p "$cache"
exec 8>"$cache/lock"
flock 8
stamped nspawn-mirror "$(file_key "$here/build_mirror.py" "$here"/packages/*)" mirror
key="$(base_key)"
stamped nspawn-base "$key" base "$key"
