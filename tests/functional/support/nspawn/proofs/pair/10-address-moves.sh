#!/usr/bin/env bash
# The address answers from one balancer; when that one loses its work or its keepalived ends, the other has it within seconds.
. "$(dirname -- "${BASH_SOURCE[0]}")/../proof.sh"
url=http://192.0.2.200/

holder() {
  for machine in lb-01 lb-02; do
    [ -z "$(on "$machine" 'ip -o address show to 192.0.2.200')" ] || echo "$machine"
  done
}

# moves FROM: waits until exactly one machine has the address, and it is not FROM
moves() {
  local now
  for _ in {1..20}; do
    now="$(holder)"
    if [ "$(wc -w <<<"$now")" -eq 1 ] && [ "$now" != "$1" ] && curl -fsS --max-time 2 -o /dev/null "$url"; then echo "$now"; return; fi
    sleep 1
  done
  fail "the address did not leave $1: $(holder | paste -sd' ')"
}

first="$(moves nobody)"
echo "  $first has the address and answers"
on "$first" 'systemctl stop haproxy'
second="$(moves "$first")"
echo "  haproxy stopped on $first: $second has it and answers"
on "$first" 'systemctl start haproxy'
sleep 8
[ "$(holder)" = "$second" ] || fail "the address went back, though the fleet does not want that"
echo "  haproxy back on $first: it stays where it is"
on "$second" 'systemctl stop keepalived'
third="$(moves "$second")"
echo "  keepalived stopped on $second: $third has it and answers"
on "$second" 'systemctl start keepalived'
