# shellcheck shell=bash
# Shared by the tests that boot machines. Sourced. Everything runs in namespaces of its own (network, mounts, processes),
# which the kernel takes away when the test ends, however it ends; the host's network is never touched.
set -Eeuo pipefail
export LC_ALL=C.UTF-8
nspawn="$ATLAS_ROOT/tests/functional/support/nspawn"

skip_all() { echo "SKIP: $*"; echo "not shown: that the generated roles converge, change nothing twice and serve real clients"; exit 77; }

own_namespaces() { unshare --net --mount --pid --ipc --fork --kill-child --mount-proc --propagation private "$@"; }

probe() {
  local reason tool
  [ "$(id -u)" -eq 0 ] || skip_all "booting machines needs root, this is $(id -un)"
  reason="$(own_namespaces true 2>&1)" || skip_all "the kernel refuses namespaces: $reason"
  # shellcheck disable=SC2016 # APT's own words
  { apt-get indextargets --format '$(RELEASE)' 'Created-By: Packages' 2>/dev/null || true; } | grep -qx bookworm \
    || skip_all "the machines are Debian 12, of which this system's APT sources know nothing"
  "$nspawn/prepare.sh" tools || skip_all "the programs that boot machines cannot be installed"
  for tool in systemd-nspawn mmdebstrap dnsmasq ip losetup ansible-playbook jq curl; do
    command -v "$tool" >/dev/null || skip_all "$tool is not installed (make test installs it)"
  done
  mkdir probe
  reason="$(cd probe && own_namespaces bash "$nspawn/probe.sh" 2>&1)" || skip_all "a machine needs what cannot be had here: $reason"
}

# What the own mirror lacks comes from a real one, through a socket in the file system: the fleet has no way out.
start_upstream() {
  [ -n "${ATLAS_TEST_MIRROR:-}" ] || return 0
  export ATLAS_UPSTREAM="$PWD/upstream.sock"
  "$ATLAS_TOOLS/ansible/bin/python" "$nspawn/upstream.py" "$ATLAS_UPSTREAM" "$ATLAS_TEST_MIRROR" &
  upstream=$!
  trap 'kill "$upstream"' EXIT
}

run_fleets() { # run_fleets ci|slow
  local fleets=()
  probe
  "$nspawn/prepare.sh" || { echo "FAIL: prepare.sh could make no template and no mirror"; exit 1; }
  start_upstream
  read -ra fleets <<<"${FLEETS:-$("$ATLAS_TOOLS/ansible/bin/python" "$nspawn/fleet.py" "$1")}"
  # shellcheck disable=SC2016 # the inner shell's own words
  own_namespaces bash -c 'for own in /run/netns /run/systemd/nspawn; do
    mkdir -p "$own" && mount -t tmpfs tmpfs "$own"; done; exec "$@"' machines \
    "$ATLAS_TOOLS/ansible/bin/python" "$nspawn/roles.py" "${fleets[@]}"
}
