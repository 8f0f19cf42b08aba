#!/usr/bin/env bash
# The exporter itself reads its options; it says its version only when it knows them all.
if there prometheus-postgres-exporter; then
  (
    # shellcheck source=/dev/null
    . "$r/postgres_exporter/settings"
    # shellcheck disable=SC2086 # as systemd splits it
    prometheus-postgres-exporter $ARGS --version >exporter.answer 2>&1 || { cat exporter.answer; fail "$system: the exporter refuses its options"; }
    [[ "$DATA_SOURCE_NAME" == "user=prometheus host=/run/postgresql port=5432 "* ]] || fail "$system: the exporter asks elsewhere: $DATA_SOURCE_NAME"
  )
  if prometheus-postgres-exporter --no-such-option --version >/dev/null 2>&1; then fail "the exporter takes any option"; fi
fi
