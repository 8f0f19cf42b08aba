#!/usr/bin/env bash
# No registry of the tests has the program; systemd reads its unit, and the login is what a shell and systemd read alike.
unit "$r/mongodb_exporter/exporter.service"
(
  # shellcheck source=/dev/null
  . "$r/mongodb_exporter/environment"
  [ "$MONGODB_USER $MONGODB_PASSWORD" = 'exporter ex"por$t`er\ {{ "x' ] || fail "$system: the login has another password"
  [[ "$MONGODB_URI" == "mongodb://127.0.0.1:27017/?authSource=admin&tls=true"* ]] || fail "$system: the exporter asks elsewhere: $MONGODB_URI"
)
# What MongoDB's own role makes of it: the least that the exporter needs, with the same password.
"$python" - "$r/mongodb/accounts.json" <<'PYTHON' || fail "$system: MongoDB gets another account for the exporter"
import json, sys
account = [one for one in json.load(open(sys.argv[1])) if one["name"] == "exporter"]
assert account == [{"name": "exporter", "database": "admin", "roles": ["clusterMonitor", "read@local"], "password": 'ex"por$t`er\\ {{ "x'}], account
PYTHON
