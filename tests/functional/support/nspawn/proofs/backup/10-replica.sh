#!/usr/bin/env bash
# A row that is written to the primary is read from its replica, which refuses writes; the replica's name comes first in the alphabet.
. "$(dirname -- "${BASH_SOURCE[0]}")/../proof.sh"
sql() { on "$1" "cd / && sudo -u postgres psql -X -A -t -q -v ON_ERROR_STOP=1 -d $2 -c \"$3\""; }

sql db-02 shop "SET ROLE shop; CREATE TABLE orders (id int PRIMARY KEY, what text); INSERT INTO orders SELECT i, 'book ' || i FROM generate_series(1, 1000) AS i"
for _ in $(seq 20); do
  rows="$(sql db-01 shop 'SELECT count(*) FROM orders' 2>/dev/null || true)"
  [ "$rows" != 1000 ] || break
  sleep 1
done
[ "$rows" = 1000 ] || fail "the replica has '$rows' rows of 1000"
if sql db-01 shop "DELETE FROM orders" 2>refused.txt; then fail "the replica takes writes"; fi
grep -q 'read-only transaction' refused.txt || fail "the replica refuses with: $(cat refused.txt)"
echo "  1000 rows written to db-02 are on its replica db-01, which takes no writes"
