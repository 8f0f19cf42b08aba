#!/usr/bin/env bash
# What machines lean on, tried in the namespaces that they would get, in an empty folder: each line says what is missing.
set -Eeuo pipefail
needs() { local what="$1"; shift; "$@" >said 2>&1 || { echo "$what ($(tail -n 1 said))"; exit 1; }; }
mkdir lower upper inner root
needs "overlay file systems" mount -t overlay overlay -o lowerdir=lower,upperdir=upper,workdir=inner root
needs "bridges" ip link add probe0 type bridge
needs "pairs of virtual Ethernet devices" ip link add probe1 type veth peer name probe2
truncate --size 1M disk
needs "loop devices" losetup --find --show disk
needs "loop devices that can be given back" losetup --detach "$(cat said)"
group="$(find /sys/fs/cgroup -maxdepth 2 -name cgroup.procs -printf '%h' -quit)/atlas-probe-$$"
needs "a writable tree of control groups" mkdir "$group"
rmdir "$group"
