#!/usr/bin/env bash
grep -q "it''s \\\\ a {{ secret" "$r/postgresql/password.sql" || fail "$system: the password is not written as it is"
script "$r/postgresql/dump.sh"
calendar "$r/postgresql/dump.timer"
grep -qF '*:*:*:replicator:a\:b\\c' "$r/postgresql/replication.pgpass" || fail "$system: the password file does not escape"
grep -qE '^host(ssl)? replication,postgres replicator 2001:db8::9/128 scram-sha-256$' "$r/postgresql/pg_hba.conf" ||
  fail "$system: the replica is not let in"
