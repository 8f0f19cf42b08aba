#!/usr/bin/env bash
# The exporters reach their servers, primary and replica, with accounts that see statistics and no data; a password of the vault that
# changes is changed in the server by the next run.
. "$(dirname -- "${BASH_SOURCE[0]}")/../proof.sh"
# value MACHINE PORT REGEX: of the one line that matches
value() { on "$1" "curl -fsS http://127.0.0.1:$2/metrics" | sed -nE "s/^$3 ([0-9.e+]+)$/\1/p"; }

for machine in db-01 db-02; do
  [ "$(value "$machine" 9187 pg_up)" = 1 ] || fail "$machine: pg_up is '$(value "$machine" 9187 pg_up)'"
done
[ "$(value db-02 9187 'pg_replication_slots_active\{.*slot_name="db_01"\}')" = 1 ] || fail "the replica is not seen on its primary"
[ -n "$(value db-02 9187 'pg_database_size_bytes\{datname="shop".*\}')" ] || fail "the size of the database is not measured"
sql() { on db-02 "cd / && sudo -u prometheus psql -X -A -t -h /run/postgresql -d $1 -c \"$2\""; }
[ "$(sql postgres "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication FROM pg_roles WHERE rolname = current_user")" = f ] ||
  fail "the role of the exporter is more than it must be"
if sql shop 'SELECT * FROM orders' >/dev/null 2>refused.txt; then fail "the exporter reads data"; fi
grep -q 'permission denied' refused.txt || fail "PostgreSQL refuses with: $(cat refused.txt)"

[ "$(value db-03 9104 mysql_up)" = 1 ] || fail "mysql_up is '$(value db-03 9104 mysql_up)'"
[ -n "$(value db-03 9104 mysql_global_status_threads_connected)" ] || fail "connections are not measured"
login=/etc/prometheus/mysqld-exporter.cnf
if on db-03 "mariadb --defaults-file=$login -e 'SELECT * FROM shop.orders'" >/dev/null 2>refused.txt; then fail "the exporter reads data"; fi
grep -qi 'denied' refused.txt || fail "MariaDB refuses with: $(cat refused.txt)"
[ "$(on db-03 "stat -c '%U %G %a' $login")" = 'root prometheus 640' ] || fail "others read the login"
on db-03 "mariadb -e \"ALTER USER 'prometheus'@'localhost' IDENTIFIED BY 'another-password'\""
(cd "$OUTPUT/ansible" && ansible-playbook site.yml --limit db-03 --tags mysqld_exporter </dev/null >"$WORK/password.log" 2>&1) ||
  { tail -n 25 "$WORK/password.log"; fail "the run does not mend the password"; }
[ "$(value db-03 9104 mysql_up)" = 1 ] || fail "after the run mysql_up is '$(value db-03 9104 mysql_up)'"
echo "  pg_up 1 on primary and replica, mysql_up 1; both accounts are refused data; a changed password is mended"
