#!/usr/bin/env bash
# What each machine lets in from a neighbour: its components' ports; nothing that nobody declared; metrics for ops-01 alone. Production's
# own settings are in force.
. "$(dirname -- "${BASH_SOURCE[0]}")/../proof.sh"
reaches() { on "$1" "timeout 3 bash -c '</dev/tcp/$(address_of "$2")/$3'" 2>/dev/null; }

for pair in 'lb-01 web-01 80' 'web-01 db-01 5432' 'web-01 lb-01 80' 'web-01 web-02 22'; do
  read -r from to port <<<"$pair"
  reaches "$from" "$to" "$port" || fail "$from does not reach port $port of $to"
done
# The first three are listened on: by the exporter, by nginx for itself, by haproxy.
for pair in 'web-01 web-02 9100' 'web-01 lb-01 8405' 'lb-01 db-01 9100' 'lb-01 web-01 8081' 'lb-01 web-01 9999'; do
  read -r from to port <<<"$pair"
  if reaches "$from" "$to" "$port"; then fail "$from reaches port $port of $to"; fi
done
if booted ops- >/dev/null; then
  for machine in $MACHINES; do
    [ "$machine" = ops-01 ] || reaches ops-01 "$machine" 9100 || fail "ops-01 does not reach the metrics of $machine"
  done
  reaches ops-01 lb-01 8405 || fail "ops-01 does not reach the metrics of haproxy"
  echo "  ops-01 reaches the metrics of every machine"
fi
for machine in $MACHINES; do
  settings="$(on "$machine" 'sshd -T')"
  for wanted in 'permitrootlogin no' 'passwordauthentication no' 'allowgroups atlas-ssh' 'loglevel VERBOSE'; do
    grep -qxF "$wanted" <<<"$settings" || fail "$machine: sshd does not have '$wanted'"
  done
  on "$machine" 'nft list chain inet atlas input' | grep -q 'policy drop' || fail "$machine has no host firewall"
done
echo "  declared ports are open to neighbours, five others are closed; firewall and SSH of production on each machine"
