#!/usr/bin/env bash
# An HTTP client that asks the balancer gets answers of both web servers, and of the other one when one is stopped.
. "$(dirname -- "${BASH_SOURCE[0]}")/../proof.sh"
url="http://$(address_of lb-01)/"
for machine in web-01 web-02; do
  # shellcheck disable=SC2016 # the machine says its own name
  on "$machine" 'mkdir -p /srv/shop && hostname >/srv/shop/index.html'
done

# answers COUNT: which machines answered so many requests
answers() { for ((i = 0; i < $1; i++)); do curl -sS --max-time 5 "$url"; done | sort -u | paste -sd' '; }

for _ in {1..15}; do
  seen="$(answers 4)"
  [ "$seen" = "web-01 web-02" ] && break
  sleep 1
done
[ "$seen" = "web-01 web-02" ] || fail "the balancer answered with: $seen"
echo "  answers of: $seen"

on web-01 'systemctl stop nginx'
sleep 5
seen="$(answers 6)"
[ "$seen" = web-02 ] || fail "with nginx stopped on web-01 the balancer answered with: $seen"
on web-01 'systemctl start nginx'
for _ in {1..15}; do
  seen="$(answers 4)"
  [ "$seen" = "web-01 web-02" ] && break
  sleep 1
done
[ "$seen" = "web-01 web-02" ] || fail "web-01 is not used again: $seen"
echo "  one stopped: answers of web-02 only; started again: both"

backend="$(on lb-01 "echo 'show servers state' | socat stdio /run/haproxy/admin.sock" | awk '$4 == "web-01" {print $2; exit}')"
on lb-01 "echo 'set server ${backend:?haproxy names no backend of web-01}/web-01 state maint' | socat stdio /run/haproxy/admin.sock"
seen="$(answers 6)"
[ "$seen" = web-02 ] || fail "with web-01 taken out by hand the balancer answered with: $seen"
on lb-01 "echo 'set server $backend/web-01 state ready' | socat stdio /run/haproxy/admin.sock"
echo "  taken out through the runtime socket: answers of web-02 only"
