#!/usr/bin/env bash
script "$r/keepalived/check.sh" "$r/keepalived/config-test.sh" "$r/keepalived/metrics.sh"
grep -q 'auth_pass abcdefgh$' "$r/keepalived/keepalived.conf" || fail "$system: VRRP takes eight characters of the word"
grep -q '192.0.2.13' "$r/keepalived/keepalived.conf" && fail "$system: a machine of another group is a peer"
if there keepalived; then
  # The check looks at the machine's interfaces and users, and at the script.
  interface="$(ip -o link | awk -F'[:@ ]+' '$2 != "lo" {print $2; exit}')"
  sed -e "s/interface ens18/interface ${interface:-lo}/; s/script_user .*/script_user nobody/" \
    -e "s#\"/usr/libexec/keepalived/atlas-check\"#\"/bin/true\"#" "$r/keepalived/keepalived.conf" >keepalived.conf
  if [ -n "$interface" ]; then
    bash "$r/keepalived/config-test.sh" "$PWD/keepalived.conf" >answer 2>&1 || { cat answer; fail "$system: keepalived refuses its file"; }
    sed 's/unicast_peer/unicast_friend/' keepalived.conf >wrong.conf
    if bash "$r/keepalived/config-test.sh" "$PWD/wrong.conf" >/dev/null 2>&1; then fail "$system: keepalived takes anything"; fi
  fi
fi
