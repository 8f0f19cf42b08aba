#!/usr/bin/env bash
# A client on another machine writes a row and reads it back, over TLS; without TLS, or with a wrong password, it is refused.
. "$(dirname -- "${BASH_SOURCE[0]}")/../proof.sh"
server="$(address_of db-01)"

# sql OPTIONS PASSWORD STATEMENT: the password goes through standard input, never through an argument
sql() { printf '%s\n' "$2" | on app-01 "read -r PGPASSWORD; export PGPASSWORD; psql -X -A -t -q -v ON_ERROR_STOP=1 'host=$server user=shop dbname=shop $1' -c \"$3\""; }

password="$(secret vault_shop_password)"
[ "${#password}" -ge 32 ] || fail "the vault has no password for the role"
sql sslmode=require "$password" "CREATE TABLE orders (id int PRIMARY KEY, what text); INSERT INTO orders VALUES (1, 'a book')"
row="$(sql sslmode=require "$password" "SELECT what FROM orders WHERE id = 1")"
[ "$row" = 'a book' ] || fail "read '$row'"
tls="$(sql sslmode=require "$password" "SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()")"
[[ "$tls" == TLSv1.[23] ]] || fail "the connection has no TLS: '$tls'"
if sql sslmode=disable "$password" 'SELECT 1' 2>refused.txt; then fail "a connection without TLS was let in"; fi
if sql sslmode=require wrong 'SELECT 1' 2>refused.txt; then fail "a wrong password was let in"; fi
on db-01 'findmnt --noheadings --output FSTYPE --mountpoint /var/lib/postgresql' | grep -qx xfs || fail "the data is not on its disk"
echo "  wrote and read a row over $tls; refused: no TLS, wrong password"
