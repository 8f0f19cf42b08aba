#!/usr/bin/env bash
# The unit that the timer starts takes a backup, the database is dropped, and the rows are back: beside it by the generated playbook,
# in its place by the script, which does nothing before it is told yes.
. "$(dirname -- "${BASH_SOURCE[0]}")/../proof.sh"
sql() { on db-02 "cd / && sudo -u postgres psql -X -A -t -q -v ON_ERROR_STOP=1 -d $1 -c \"$2\""; }
newest() { on db-02 'atlas-database-backup --check'; }

on db-02 'systemctl is-enabled --quiet atlas-database-backup.timer && systemctl is-active --quiet atlas-database-backup.timer' ||
  fail "no timer waits"
before="$(newest)"
sleep 1
on db-02 'systemctl start atlas-database-backup.service'
dump="$(newest)"
if [ -z "$dump" ] || [ "$dump" = "$before" ]; then fail "the unit made no dump: $dump"; fi
sum="$(sql shop "SELECT count(*) || ' ' || md5(string_agg(what, ',' ORDER BY id)) FROM orders")"

sql postgres 'DROP DATABASE shop WITH (FORCE)'
[ -z "$(sql postgres "SELECT 1 FROM pg_database WHERE datname = 'shop'")" ] || fail "the database is still there"
if on db-02 'atlas-database-restore --database shop --into shop' 2>refused.txt; then fail "restored without being told yes"; fi
grep -q 'say --yes to do it' refused.txt || fail "the script refuses with: $(cat refused.txt)"
[ -z "$(sql postgres "SELECT 1 FROM pg_database WHERE datname = 'shop'")" ] || fail "a refused restore did something"
playbook restore --limit db-02 -e database_backup_restore_database=shop -e database_backup_restore_into=shop
[ "$(sql shop "SELECT count(*) || ' ' || md5(string_agg(what, ',' ORDER BY id)) FROM orders")" = "$sum" ] || fail "the rows differ"
[ "$(sql shop "SELECT tableowner FROM pg_tables WHERE tablename = 'orders'")" = shop ] || fail "the table has another owner"

sql shop 'DELETE FROM orders'
if on db-02 'atlas-database-restore --database shop --into shop --yes' 2>refused.txt; then fail "wrote over a database that is there"; fi
grep -q 'is there already' refused.txt || fail "the script refuses with: $(cat refused.txt)"
on db-02 'atlas-database-restore --database shop --into shop --replace --yes' 2>restored.txt || fail "$(cat restored.txt)"
[ "$(sql shop "SELECT count(*) || ' ' || md5(string_agg(what, ',' ORDER BY id)) FROM orders")" = "$sum" ] || fail "the rows differ"

on db-02 "printf x >>'$dump/postgresql/shop.dump.zst'"
if on db-02 'atlas-database-restore --database shop --yes' 2>refused.txt; then fail "a damaged dump was restored"; fi
grep -q 'is damaged' refused.txt || fail "the script refuses with: $(cat refused.txt)"
on db-02 "rm -r '$dump'"
echo "  dropped and restored by the playbook, replaced by the script ($sum); refused: no --yes, one that is there, a damaged dump"
