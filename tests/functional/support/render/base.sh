#!/usr/bin/env bash
if [ "$(id -u)" -eq 0 ] && there sshd; then
  [ -f host_key ] || ssh-keygen -q -t ed25519 -N '' -f host_key
  # sshd wants the folder of its daemon; it gets one that only this check sees.
  unshare --mount bash -c 'mount -t tmpfs none /run && mkdir -m 0755 /run/sshd && printf "sshd:x:65000:65000::/run/sshd:/usr/sbin/nologin\n" |
    cat /etc/passwd - >/run/passwd && mount --bind /run/passwd /etc/passwd && exec "$@"' _ \
    "$(command -v sshd)" -t -h "$PWD/host_key" -f "$r/base/sshd.conf" || fail "$system: sshd refuses its file"
fi
if there visudo; then
  visudo -c -q -f "$r/base/sudoers" || fail "$system: visudo refuses its file"
fi
if there chronyd; then
  chronyd -p -f "$r/base/chrony.conf" >/dev/null || fail "$system: chronyd refuses its file"
fi
if there nft && unshare --net true 2>/dev/null; then
  unshare --net nft -c -f "$r/base/nftables.conf" || fail "$system: nft refuses its file"
  # Twice in force, and packets are counted as they should be: 80 only from where the rule says.
  # A small system has no /etc/protocols.
  unshare --net --mount bash -c 'mount --bind /dev/null /etc/protocols; nft -f "$1" && nft -f "$1" && nft list ruleset' _ "$r/base/nftables.conf" >ruleset || fail "$system: nft does not load its file twice"
  [ "$(grep -c 'ip saddr 10.0.0.0/8 tcp dport { 80, 443 } accept' ruleset)" = 1 ] || fail "$system: the rule of the spec is not there once"
fi
if [ "$family" = Debian ]; then
  apt-config -c "$r/base/apt-updates" dump >apt.dump || fail "$system: apt refuses its file"
  grep -q 'Unattended-Upgrade::Automatic-Reboot "false"' apt.dump || fail "$system: updates would reboot"
  grep -q -F 'Unattended-Upgrade::Package-Blacklist:: "^linux-image-.*$"' apt.dump || fail "$system: packages are not left alone"
fi
calendar "$r/base/update-timer.conf"
