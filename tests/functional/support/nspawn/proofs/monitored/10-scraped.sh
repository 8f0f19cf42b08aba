#!/usr/bin/env bash
# Prometheus scrapes every machine and every exporter of the fleet, and the probes see the web servers as a client does.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
all_up() {
  [ "$(prometheus 'count(up == 1)')" = 9 ] && [ -z "$(prometheus 'up == 0')" ] && [ "$(prometheus 'count(probe_success == 1)')" = 2 ]
}
on web-01 'mkdir -p /srv/shop && echo shop >/srv/shop/index.html'
within 90 all_up || fail "up: $(prometheus 'count by (job) (up)' | paste -sd' '), down: $(prometheus 'count by (job, instance) (up == 0)' | paste -sd' ')"
[ "$(prometheus 'apache_up')" = 1 ] || fail "Apache is not measured"
[ "$(prometheus 'nginx_up')" = 1 ] || fail "nginx is not measured"
[ "$(prometheus 'count(node_uname_info)')" = 3 ] || fail "not every machine is measured"
echo "  9 targets on 3 machines are up, 2 probes succeed"
