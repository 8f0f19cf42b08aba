#!/usr/bin/env bash
# A client in another network writes a row to each database over TLS and reads it back; not without TLS, not with a wrong password.
. "$(dirname -- "${BASH_SOURCE[0]}")/../proof.sh"
on web-01 'apt-get install -qq -y --no-install-recommends postgresql-client >/dev/null 2>&1'
# sql SERVER OPTIONS PASSWORD STATEMENT: from a web server; the password goes through standard input, never through an argument
sql() {
  printf '%s\n' "$3" | on web-01 "read -r PGPASSWORD; export PGPASSWORD; psql -X -A -t -q -v ON_ERROR_STOP=1 'host=$(address_of "$1") user=shop dbname=shop $2' -c \"$4\""
}
password="$(openssl rand -hex 20)"
for server in $(booted db-); do
  on "$server" "cd / && sudo -u postgres psql -X -q -v ON_ERROR_STOP=1 -f -" <<<"CREATE ROLE shop LOGIN PASSWORD '$password'; CREATE DATABASE shop OWNER shop;"
  sql "$server" sslmode=require "$password" "CREATE TABLE orders (id int PRIMARY KEY, what text); INSERT INTO orders VALUES (1, 'a book')"
  row="$(sql "$server" sslmode=require "$password" "SELECT what FROM orders WHERE id = 1")"
  [ "$row" = 'a book' ] || fail "read '$row' from $server"
  tls="$(sql "$server" sslmode=require "$password" "SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()")"
  [[ "$tls" == TLSv1.[23] ]] || fail "the connection to $server has no TLS: '$tls'"
  if sql "$server" sslmode=disable "$password" 'SELECT 1' 2>refused.txt; then fail "$server let in a connection without TLS"; fi
  if sql "$server" sslmode=require wrong 'SELECT 1' 2>refused.txt; then fail "$server let in a wrong password"; fi
  on "$server" 'findmnt --noheadings --output FSTYPE --mountpoint /var/lib/postgresql' | grep -qx xfs || fail "the data of $server is not on its disk"
  echo "  $server: wrote and read a row over $tls; refused: no TLS, wrong password"
done
