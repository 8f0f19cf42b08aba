#!/usr/bin/env bash
# A backup is taken by the generated playbook, the database is dropped, and the generated playbook brings the row back.
. "$(dirname -- "${BASH_SOURCE[0]}")/../proof.sh"
sql() { on db-01 "cd / && sudo -u postgres psql -X -A -t -q -v ON_ERROR_STOP=1 -d $1 -c \"$2\""; }

playbook backup --limit db-01
dump="$(on db-01 'ls -d /var/backups/postgresql/20*Z | tail -n 1')"
[ -n "$dump" ] || fail "no dump was made"
sql postgres 'DROP DATABASE shop'
[ -z "$(sql postgres "SELECT 1 FROM pg_database WHERE datname = 'shop'")" ] || fail "the database is still there"
playbook restore --limit db-01 -e postgresql_restore_database=shop
sql postgres 'ALTER DATABASE shop_restored RENAME TO shop'
row="$(sql shop 'SELECT what FROM orders WHERE id = 1')"
[ "$row" = 'a book' ] || fail "after the restore the row is '$row'"
owner="$(sql shop "SELECT tableowner FROM pg_tables WHERE tablename = 'orders'")"
[ "$owner" = shop ] || fail "after the restore the table belongs to '$owner'"
on db-01 "cd '$dump' && printf x >>SHA256SUMS"
if (playbook restore --limit db-01 -e postgresql_restore_database=shop) 2>refused.txt; then fail "a broken dump was restored"; fi
echo "  dumped to ${dump##*/}, dropped, restored with its owner; a dump that is not whole is refused"
