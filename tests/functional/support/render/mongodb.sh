#!/usr/bin/env bash
# No distribution has MongoDB to ask. Its files are read as what they are; what talks to a replica set talks to one made up here.
"$python" - "$r/mongodb" "$family" <<'PYTHON' || fail "$system: mongod.conf is not what it should be"
import json, pathlib, sys
import yaml
folder, family = pathlib.Path(sys.argv[1]), sys.argv[2]
settings = yaml.safe_load((folder / "mongod.conf").read_text())
assert settings["security"] == {"authorization": "enabled", "keyFile": "/etc/mongod.keyfile"}, settings
assert settings["net"]["tls"]["mode"] == "requireTLS" and settings["net"]["tls"]["allowInvalidCertificates"] is True, settings
assert settings["net"]["bindIp"] == "*" and settings["net"]["ipv6"] is True, settings
assert settings["storage"]["wiredTiger"]["engineConfig"]["cacheSizeGB"] == 1.5, settings
assert settings["storage"]["dbPath"] == {"Debian": "/var/lib/mongodb", "RedHat": "/var/lib/mongo"}[family], settings
accounts = json.loads((folder / "accounts.json").read_text())
assert [one["name"] for one in accounts][:2] == ["shop", "backup"], accounts
assert accounts[0]["password"] == 'sh:op@/?#"\\', accounts
PYTHON
if [ "$system" = debian-12 ] && there node; then
  node "$support/ansible_mongodb.mjs" "$ATLAS_CONFIG_DIR/templates/software/mongodb/role/files" || fail "the scripts of MongoDB do not do what they say"
fi
