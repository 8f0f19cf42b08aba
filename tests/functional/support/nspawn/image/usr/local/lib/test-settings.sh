# shellcheck shell=sh
# Run at boot by test-settings.service.
set -eu
cd /proc/sys
for setting in fs/protected_fifos fs/protected_hardlinks fs/protected_regular fs/protected_symlinks fs/file-max \
  fs/inotify/max_user_instances fs/inotify/max_user_watches kernel/dmesg_restrict kernel/kptr_restrict kernel/panic \
  kernel/panic_on_oops kernel/pid_max vm/dirty_background_ratio vm/dirty_ratio vm/max_map_count vm/overcommit_memory vm/swappiness; do
  [ -e "$setting" ] || continue
  mkdir -p "/run/settings/${setting%/*}"
  cat "$setting" >"/run/settings/$setting"
  mount --bind "/run/settings/$setting" "$setting"
done

# Container engines make cgroups; those of this machine lie below one of its own.
for hierarchy in /sys/fs/cgroup/*/; do
  [ -e "$hierarchy/cgroup.procs" ] || continue
  mount -o remount,bind,rw "$hierarchy" || echo "$hierarchy stays read-only: container engines will not run"
done
