#!/usr/bin/env bash
# The same for MariaDB: rows, a trigger and a view come back, from a dump that the generated playbook took.
. "$(dirname -- "${BASH_SOURCE[0]}")/../proof.sh"
sql() { on db-03 "mariadb --batch --skip-column-names $1" <<<"$2"; }

sql shop "CREATE TABLE orders (id int PRIMARY KEY, what varchar(40) CHARACTER SET utf8mb4);
  INSERT INTO orders SELECT seq, CONCAT('Bücher 𝄞 ', seq) FROM seq_1_to_1000;
  CREATE TRIGGER upper_case BEFORE INSERT ON orders FOR EACH ROW SET NEW.what = UPPER(NEW.what);
  CREATE VIEW first_order AS SELECT what FROM orders WHERE id = 1"
sum="$(sql shop "SELECT COUNT(*), MD5(GROUP_CONCAT(HEX(what) ORDER BY id)) FROM orders")"
playbook backup --limit db-03
sql '' 'DROP DATABASE shop'
playbook restore --limit db-03 -e database_backup_restore_database=shop -e database_backup_restore_into=shop
[ "$(sql shop "SELECT COUNT(*), MD5(GROUP_CONCAT(HEX(what) ORDER BY id)) FROM orders")" = "$sum" ] || fail "the rows differ"
[ "$(sql shop 'SELECT what FROM first_order')" = 'Bücher 𝄞 1' ] || fail "the view reads '$(sql shop 'SELECT what FROM first_order')'"
sql shop "INSERT INTO orders VALUES (2000, 'a book')"
[ "$(sql shop 'SELECT what FROM orders WHERE id = 2000')" = 'A BOOK' ] || fail "the trigger did not come back"
# The account of the spec still gets in, with its own password and over TLS.
rows="$(secret vault_shop_password | on db-03 "read -r MYSQL_PWD; export MYSQL_PWD
  mariadb --no-defaults --ssl --host=$(address_of db-03) --user=shop --batch --skip-column-names shop -e 'SELECT COUNT(*) FROM orders'")"
[ "$rows" = 1001 ] || fail "the account shop sees '$rows' rows"
echo "  dumped, dropped, restored with trigger and view ($sum)"
