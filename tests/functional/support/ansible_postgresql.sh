#!/usr/bin/env bash
# ansible_postgresql.sh BIN FILES: a throw-away server takes the rendered settings, access rules, roles and databases.
set -Eeuo pipefail
bin="$1" files="$2"
work="$(mktemp -d)"
chmod 0755 "$work"
cd "$work"
run() { if [ "$(id -u)" -eq 0 ]; then setpriv --reuid=nobody --regid=nogroup --clear-groups env HOME="$work" "$@"; else "$@"; fi; }
stop() { run "$bin/pg_ctl" -D "$work/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf -- "$work"; }
trap stop EXIT
cp "$files"/* "$work/"
[ "$(id -u)" -ne 0 ] || chown -R nobody:nogroup "$work"
run "$bin/initdb" -D "$work/data" --auth=trust --username=postgres >/dev/null
mkdir -p "$work/data/conf.d"
# TLS needs a certificate and the port must be nobody else's; all else stays as it was rendered.
sed -e "s/^listen_addresses.*/listen_addresses = ''/; s/^ssl = on/ssl = off/; /^ssl_/d; s/^shared_buffers.*/shared_buffers = 16MB/" \
  "$work/atlas.conf" >"$work/data/conf.d/00-atlas.conf"
cp "$work/replica.conf" "$work/data/conf.d/10-atlas-replica.conf"
printf "include_dir = 'conf.d'\nunix_socket_directories = '%s'\n" "$work" >>"$work/data/postgresql.conf"
# Access by socket needs the rule of an administrator who has another name here.
sed -e 's/ peer$/ trust/' "$work/pg_hba.conf" >"$work/data/pg_hba.conf"
[ "$(id -u)" -ne 0 ] || chown -R nobody:nogroup "$work"
run "$bin/pg_ctl" -D "$work/data" -l "$work/log" -w start >/dev/null || { cat "$work/log"; exit 1; }
sql() { run "$bin/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h "$work" -U postgres "$@"; }
expect() { [ "$2" = "$3" ] || { echo "FAIL: $1: expected '$2', got '$3'"; exit 1; }; }
expect "access rules that are not understood" "" \
  "$(sql -c "SELECT error FROM pg_hba_file_rules WHERE error IS NOT NULL AND error NOT LIKE 'hostssl%'")"
expect "settings that are not understood" "" "$(sql -c "SELECT name, error FROM pg_file_settings WHERE error IS NOT NULL AND name NOT LIKE 'ssl%'")"
expect "first run makes the role" changed "$(sql -f "$work/role.sql")"
expect "second run changes nothing" "" "$(sql -f "$work/role.sql")"
sql -f "$work/password.sql"
expect "the password logs in" 1 "$(PGPASSWORD="it's \\ a {{ secret" run "$bin/psql" -X -A -t -w -h "$work" -U shop -d postgres -c 'SELECT 1')"
sed -i "s#127.0.0.1 [0-9]*\$#$work 5432#" "$work/login.sql"
expect "the role finds that it logs in" 1 "$(sql -w -f "$work/login.sql")"
sed "/^.setenv/s/'.*'/'wrong'/" "$work/login.sql" >"$work/wrong.sql"
if sql -w -f "$work/wrong.sql" >/dev/null 2>&1; then echo "FAIL: the role takes a wrong password for right"; exit 1; fi
if PGPASSWORD=wrong run "$bin/psql" -X -w -h "$work" -U shop -d postgres -c 'SELECT 1' >/dev/null 2>&1; then
  echo "FAIL: a wrong password logs in"; exit 1
fi
if grep -q "it''s" "$work/log"; then echo "FAIL: the password is in the server's log"; exit 1; fi
expect "first run makes the database" changed "$(sql -f "$work/database.sql")"
expect "second run changes nothing" "" "$(sql -f "$work/database.sql")"
expect "its owner" shop "$(sql -c "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'shop'")"
