#!/usr/bin/env bash
# Debian has no server of MySQL to ask; what MariaDB's test proves of the statements that both have, holds here.
grep -q '^require_secure_transport = ON$' "$r/mysql/atlas.cnf" || fail "$system: not the values of prod"
grep -q '^innodb_buffer_pool_size = 10649M$' "$r/mysql/atlas.cnf" || fail "$system: the size of the buffers is another one"
grep -qF "'shop'@'198.51.100.0/255.255.252.0' IDENTIFIED WITH caching_sha2_password BY 'it''s \\\\ a \`{{ secret';" "$r/mysql/account.sql" ||
  fail "$system: the password is not written as it is"
grep -qF 'ON `shop\_main`.* TO' "$r/mysql/grants.sql" || fail "$system: an underscore is a wild card"
grep -q "mysql-8.4" "$r/mysql/mysql.sources" "$r/mysql/mysql.repo" || fail "$system: the repository is of another version"
if there my_print_defaults; then
  my_print_defaults --defaults-file="$r/mysql/login.cnf" client | grep -qxF -- "--password=it's \\ a \`{{ secret" ||
    fail "$system: the password that the client reads is another one"
fi
