#!/usr/bin/env bash
# The exporter itself reads its options; it says its version only when it knows them all.
if there prometheus-mysqld-exporter; then
  (
    # shellcheck source=/dev/null
    . "$r/mysqld_exporter/settings"
    # shellcheck disable=SC2086 # as systemd splits it
    prometheus-mysqld-exporter $ARGS --version >exporter.answer 2>&1 || { cat exporter.answer; fail "$system: the exporter refuses its options"; }
  )
fi
grep -qxF 'password=a-Password_of.32+characters=here!' "$r/mysqld_exporter/login.cnf" || fail "$system: the login has another password"
if grep -rqF 'a-Password_of' "$r/mysqld_exporter/settings" "$r/mysqld_exporter/grants.sql"; then fail "$system: the password stands where everybody reads"; fi
grep -q '^GRANT PROCESS, REPLICATION CLIENT, SLAVE MONITOR ON ' "$r/mysqld_exporter/grants.sql" || fail "$system: other privileges than the least"
if grep -qE 'ALL PRIVILEGES|SELECT ON \*' "$r/mysqld_exporter/grants.sql"; then fail "$system: the exporter may read data"; fi
