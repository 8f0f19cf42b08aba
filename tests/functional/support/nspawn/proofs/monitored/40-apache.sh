#!/usr/bin/env bash
# Apache serves its site; its state is shown on the machine only; a broken configuration is not taken.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
url="http://$(address_of web-01)"
[ "$(curl -sS --max-time 5 "$url/")" = shop ] || fail "the site does not answer"
[ "$(curl -sS --max-time 5 -o /dev/null -w '%{http_code}' "$url/server-status")" = 403 ] || fail "the state is shown to others"
curl -sSI --max-time 5 "$url/" | grep -qi '^server: apache.\?$' || fail "Apache tells its version"
on web-01 'curl -sS --fail http://127.0.0.1:8081/server-status?auto' | grep -q '^BusyWorkers' || fail "the state is not shown on the machine"
echo "  the site answers, the state stays on the machine"
