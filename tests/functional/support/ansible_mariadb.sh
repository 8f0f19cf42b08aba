#!/usr/bin/env bash
# ansible_mariadb.sh ROOT FILES: a throw-away server takes the rendered statements; a second time they change nothing.
set -Eeuo pipefail
root="$1" files="$2"
work="$(mktemp -d)"
cd "$work"
pid=""
stop() { [ -z "$pid" ] || { kill -KILL "$pid"; wait "$pid" 2>/dev/null || true; }; rm -rf -- "$work"; }
trap stop EXIT
share="$root/usr/share/mysql"
[ -d "$share" ] || share=/usr/share/mysql
server=(mariadbd --no-defaults --user="$(id -un)" --datadir="$work/data" --lc-messages-dir="$share" --character-sets-dir="$share/charsets" --plugin-dir="$work"
  --skip-networking --socket="$work/socket" --pid-file="$work/pid" --innodb-buffer-pool-size=16M --innodb-log-file-size=8M --skip-log-bin)
mkdir data
# What mariadb-install-db does, without its scripts: the tables of the system, and its rights.
{
  printf 'CREATE DATABASE mysql;\nCREATE DATABASE test;\nUSE mysql;\nSET @auth_root_socket = NULL, @current_hostname = "localhost";\n'
  cat "$share"/mysql_{system_tables,performance_tables,system_tables_data,test_db}.sql
} >boot.sql
"${server[@]}" --bootstrap --skip-grant-tables <boot.sql >boot.log 2>&1 || { tail -5 boot.log; exit 1; }
"${server[@]}" >log 2>&1 &
pid=$!
sql() { mariadb --no-defaults --socket="$work/socket" --user=root --default-character-set=utf8mb4 --batch --skip-column-names "$@"; }
for _ in $(seq 60); do ! sql -e 'SELECT 1' >/dev/null 2>&1 || break; sleep 0.5; done
expect() { [ "$2" = "$3" ] || { echo "FAIL: $1: expected '$2', got '$3'"; tail -3 log; exit 1; }; }
expect "the database of everybody goes" changed "$(sql <"$files/test.sql" | sort -u)"
expect "the second time nothing goes" "" "$(sql <"$files/test.sql")"
expect "first run makes the database" changed "$(sql <"$files/database.sql")"
expect "second run changes nothing" "" "$(sql <"$files/database.sql")"
expect "its collation" utf8mb4_unicode_ci "$(sql -e "SELECT default_collation_name FROM information_schema.schemata WHERE schema_name = 'shop_main'")"
expect "no account is there" 4 "$(sql <"$files/compare.sql" | grep -c differs)"
sql <"$files/account.sql"
expect "the accounts are as they should be" "" "$(sql <"$files/compare.sql")"
expect "a network is written with its mask" 198.51.100.0/255.255.252.0 "$(sql -e "SELECT host FROM mysql.user WHERE user = 'shop' AND host LIKE '198%'")"
MYSQL_PWD="it's \\ a \`{{ secret" mariadb --no-defaults --socket="$work/socket" --user=shop -e 'SELECT 1' >/dev/null || { echo "FAIL: the password does not log in"; exit 1; }
sql -e "ALTER USER shop@'%' IDENTIFIED BY 'other'"
expect "another password is seen" differs "$(sql <"$files/compare.sql")"
# Rights before and after stand on both sides of one word.
granted() { sql <"$files/grants.sql" | awk 'BEGIN {n = 0} /^granted$/ {n = 1; next} {a[n] = a[n] $0} END {print a[0] == a[1] ? "same" : "different"}'; }
expect "first run grants" different "$(granted)"
expect "second run grants nothing" same "$(granted)"
expect "an underscore is no wild card" 0 "$(sql -e "SHOW GRANTS FOR shop@localhost" | grep -c 'shop_main' || true)"
if grep -q "it's" log; then echo "FAIL: the password is in the server's log"; exit 1; fi
