#!/usr/bin/env bash
# The generated monitoring of every example passes Prometheus's and Alertmanager's own checkers.
set -Eeuo pipefail
for tool in promtool amtool yamllint; do
  command -v "$tool" >/dev/null || { echo "SKIP: $tool is not installed (make test installs it)"; exit 77; }
done
fail() { echo "FAIL: $*" >&2; exit 1; }

for spec in "$ATLAS_ROOT"/examples/*/fleet.yaml; do
  name="$(basename -- "$(dirname -- "$spec")")"
  "$ATLAS" --quiet generate "$spec" -o "$name" --lock "$name.lock.yaml"
  m="$name/monitoring"
  # A fleet may say that it is not monitored; then there is only a page that says so.
  if grep -q '^monitoring: {enabled: false}$' "$spec"; then
    for part in prometheus alertmanager grafana; do [ ! -e "$m/$part" ] || fail "$name is not monitored, and yet has $m/$part"; done
    continue
  fi
  promtool check config "$m/prometheus/prometheus.yml"
  # Exit code 0 hides duplicate rules unless lint is fatal.
  promtool check rules --lint-fatal "$m"/prometheus/rules/*.yml
  (cd "$m/prometheus/tests" && promtool test rules ./*.yml)
  amtool check-config "$m/alertmanager/alertmanager.yml"
  am="--config.file=$m/alertmanager/alertmanager.yml"
  [ "$(amtool config routes test "$am" alertname=Watchdog)" = watchdog ] || fail "the watchdog goes astray"
  [ "$(amtool config routes test "$am" severity=critical alertname=X)" = team ] || fail "critical alerts go astray"
  yamllint -s -d '{extends: default, rules: {line-length: disable, document-start: disable}}' "$m"
  python3 "$ATLAS_ROOT/tests/functional/support/monitoring_check.py" "$m"
  echo "ok: $name"
done

# A wrong rule must make the check fail, or it proves nothing.
sed -i 's/expr: up == 0/expr: up === 0/' shop/monitoring/prometheus/rules/fleet.yml
if promtool check rules --lint-fatal shop/monitoring/prometheus/rules/fleet.yml >/dev/null 2>&1; then fail "a broken rule passed"; fi
