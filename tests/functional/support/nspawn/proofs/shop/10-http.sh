#!/usr/bin/env bash
# A customer asks each balancer and gets answers of every web server that runs; of the others when one stops.
. "$(dirname -- "${BASH_SOURCE[0]}")/../proof.sh"
for machine in $(booted web-); do
  # shellcheck disable=SC2016 # the machine says its own name
  on "$machine" 'hostname >/var/www/html/index.html'
done
all="$(booted web- | paste -sd' ')"

# answers BALANCER COUNT: which machines answered so many requests
answers() { for ((i = 0; i < $2; i++)); do curl -sS --max-time 5 "http://$(address_of "$1")/"; done | sort -u | paste -sd' '; }
# settles BALANCER WANTED: until exactly these answer, which in this fleet takes half a minute: a server comes back slowly
settles() {
  for _ in {1..40}; do
    seen="$(answers "$1" 12)"
    [ "$seen" != "$2" ] || return 0
    sleep 1
  done
  fail "$1 answers with '$seen' instead of '$2'"
}
for balancer in $(booted lb-); do
  settles "$balancer" "$all"
  echo "  $balancer: answers of $seen"
done
on web-01 'systemctl stop nginx'
settles lb-01 "${all#web-01 }"
echo "  nginx stopped on web-01: answers of $seen"
on web-01 'systemctl start nginx'
settles lb-01 "$all"
headers="$(curl -sSI --max-time 5 "http://$(address_of lb-01)/")"
grep -qi '^x-content-type-options: nosniff' <<<"$headers" || fail "the header of the web servers does not arrive: $headers"
if grep -qi '^server: nginx/[0-9]' <<<"$headers"; then fail "the version of the web server is told: $headers"; fi
