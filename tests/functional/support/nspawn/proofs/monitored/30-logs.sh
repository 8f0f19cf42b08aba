#!/usr/bin/env bash
# What a machine writes to its journal arrives in its folder on the receiver, also what it wrote while the receiver was away; what
# it claims to be does not matter.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
arrived() { on mon-01 "grep -qF '$2' /var/log/fleet/$1/*.log"; }

on web-01 'logger -t proof "the first line"'
within 30 arrived web-01 'the first line' || fail "a line of web-01 does not arrive"
on web-02 "curl -sS http://127.0.0.1/a-page-of-the-proof >/dev/null"
within 30 arrived web-02 'a-page-of-the-proof' || fail "a line of nginx's file does not arrive"

on mon-01 'systemctl stop atlas-log-receiver'
# shellcheck disable=SC2016 # the machine counts
on web-01 'for i in $(seq 200); do logger -t proof "kept line $i"; done'
sleep 5
on mon-01 'systemctl start atlas-log-receiver'
within 120 arrived web-01 'kept line 200' || fail "what was written while the receiver was away did not arrive"
kept="$(on mon-01 'grep -hoE "kept line [0-9]+$" /var/log/fleet/web-01/*.log | sort -u | wc -l')"
[ "$kept" = 200 ] || fail "of 200 lines $kept arrived"

on web-02 "printf '<14>1 2026-01-01T00:00:00Z web-01 forged - - - a forged line\n' |
  timeout 10 openssl s_client -quiet -connect $(address_of mon-01):6514 2>/dev/null || true"
within 30 arrived web-02 'a forged line' || fail "a line that claims to be of web-01 is not in the folder of web-02"
if arrived web-01 'a forged line'; then fail "web-02 wrote into the folder of web-01"; fi
if on web-02 "echo x | timeout 5 openssl s_client -connect $(address_of mon-01):6514 -no_tls1_2 -no_tls1_3 2>/dev/null | grep -q BEGIN"; then
  fail "the receiver speaks an old TLS"
fi

# shellcheck disable=SC2016 # the machine's own days
on mon-01 'd=/var/log/fleet/web-01; echo old >$d/2020-01-01.log; echo yesterday >$d/$(date -d yesterday +%F).log
  touch -d "3 hours ago" $d/$(date -d yesterday +%F).log; atlas-log-retention
  [ ! -e $d/2020-01-01.log ] && [ -e $d/$(date -d yesterday +%F).log.gz ] && [ -e $d/$(date +%F).log ]' || fail "old logs do not end as they should"
lines="$(on mon-01 'grep -c "^atlas_log_last_received_timestamp_seconds{machine=\"web-0[12]\"}" /var/lib/node_exporter/textfile_collector/atlas_logs.prom')"
[ "$lines" = 2 ] || fail "the metrics of the logs name $lines web servers"
echo "  journal and file arrive, 200 of 200 lines after an absence, a forged name does not help, old days end"
