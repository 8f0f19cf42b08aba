#!/usr/bin/env bash
# The programs with the settings beside them, as they lie on a machine.
mkdir -p dumps
cp "$ATLAS_CONFIG_DIR"/templates/software/database_backup/role/files/*.sh "$r/database_backup/settings.sh" dumps/
(cd dumps && script backup.sh restore.sh common.sh settings.sh)
calendar "$r/database_backup/backup.timer"
grep -q '^engines=(postgresql mariadb mysql mongodb)$' dumps/settings.sh || fail "$system: a server is forgotten"
for program in backup restore; do
  sed "s#^folder=.*#folder=$PWD/dumps#" "dumps/$program.sh" >"dumps/$program"
  bash "dumps/$program" --help >dumps/help || fail "$system: $program has no help"
  grep -q '^Usage: ' dumps/help || fail "$system: $program does not say how it is used"
  status=0
  bash "dumps/$program" --unknown >/dev/null 2>&1 || status=$?
  [ "$status" -eq 2 ] || fail "$system: $program takes an unknown option"
done
"$python" - "$r/database_backup/mongodb.yml" <<'PYTHON' || fail "$system: the tools of MongoDB cannot read how to log in"
import sys
import yaml
settings = yaml.safe_load(open(sys.argv[1]))
assert settings["password"] == "backup" and settings["uri"].startswith("mongodb://backup@127.0.0.1:27017/?"), settings
PYTHON
