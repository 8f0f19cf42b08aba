#!/usr/bin/env bash
# The host firewall lets in what the components declare, metrics for the monitoring machine alone, and nothing else; a reload
# takes nothing away from others who manage nftables.
. "$(dirname -- "${BASH_SOURCE[0]}")/../proof.sh"
web="$(address_of web-01)"

# reaches FROM PORT: whether a connection from there to web-01 is taken
reaches() { on "$1" "timeout 3 bash -c '</dev/tcp/$web/$2'" 2>/dev/null; }

on web-01 'systemd-run --quiet --unit=listener python3 -m http.server 9999'
for _ in {1..10}; do on web-01 'timeout 3 bash -c "</dev/tcp/127.0.0.1/9999"' 2>/dev/null && listens=yes && break; sleep 1; done
[ "${listens:-}" = yes ] || fail "nothing listens on port 9999, so nothing would be shown"
if reaches lb-01 9999; then fail "port 9999, which nobody declared, was let in from lb-01"; fi
code=0
curl -sS --max-time 3 -o /dev/null "http://$web:9999/" 2>/dev/null || code=$?
[ "$code" = 28 ] || fail "port 9999 was not dropped for the controller: curl ended with $code, not 28 (timeout)"
on web-01 'nft delete table inet atlas'
reaches lb-01 9999 || fail "without the table port 9999 is closed as well, so the firewall shows nothing"

on web-01 'nft add table inet other && systemctl reload nftables && systemctl reload nftables'
if reaches lb-01 9999; then fail "a reload did not bring the allow list back"; fi
[ "$(on web-01 'nft list tables' | sort | paste -sd,)" = 'table inet atlas,table inet other' ] \
  || fail "after a reload the tables are: $(on web-01 'nft list tables' | paste -sd,)"
[ "$(on web-01 'nft list chain inet atlas input' | grep -c 'tcp dport.* 80 ')" = 1 ] || fail "two reloads, and port 80 is not there once"
on web-01 'nft delete table inet other; systemctl stop listener'

reaches lb-01 80 || fail "port 80, which nginx declares, is closed"
reaches lb-01 9100 || fail "the monitoring machine does not reach the metrics"
if reaches web-02 9100; then fail "a machine that does not monitor reaches the metrics"; fi
reaches web-02 22 || fail "SSH is closed"
on web-02 "ping -c 1 -W 2 $web" >/dev/null || fail "ping is not answered"
echo "  9999 dropped, 80 and 22 open, metrics for lb-01 alone; a reload leaves other tables"
