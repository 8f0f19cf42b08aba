#!/usr/bin/env bash
# The server itself reads its settings, and a throw-away one takes the statements.
if there mariadbd; then
  sed -e "s#^slow_query_log_file.*#slow_query_log_file = $PWD/slow.log#; /^ssl_/d" "$r/mariadb/atlas.cnf" >mariadb.cnf
  grep -q '^require_secure_transport = ON' mariadb.cnf || fail "$system: not the values of prod"
  mariadbd --defaults-file="$PWD/mariadb.cnf" --user=nobody --lc-messages-dir="$services/usr/share/mysql" --datadir="$PWD" \
    --verbose --help >mariadb.help 2>mariadb.answer || { tail -3 mariadb.answer; fail "$system: MariaDB refuses its settings"; }
  grep -q '^innodb-buffer-pool-size *11166285824' mariadb.help || fail "$system: MariaDB does not take the size of its buffers"
  if [ "$system" = debian-12 ]; then
    bash "$support/ansible_mariadb.sh" "$services" "$r/mariadb" || fail "$system: MariaDB refuses the statements"
  fi
fi
