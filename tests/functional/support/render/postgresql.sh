#!/usr/bin/env bash
grep -q "it''s \\\\ a {{ secret" "$r/postgresql/password.sql" || fail "$system: the password is not written as it is"
script "$r/postgresql/dump.sh"
calendar "$r/postgresql/dump.timer"
