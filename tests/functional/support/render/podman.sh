#!/usr/bin/env bash
python3 - "$r/podman" <<'PYTHON' || fail "$system: a file of Podman is not what it says"
import base64, json, pathlib, shlex, sys, tomllib
folder = pathlib.Path(sys.argv[1])
assert json.loads((folder / "policy.json").read_text())["transports"]["docker"]["registry.example.org"], "policy"
auth = json.loads((folder / "auth.json").read_text())["auths"]["registry.example.org"]["auth"]
assert base64.b64decode(auth) == b"puller:pass word", "auth.json"
registries = tomllib.loads((folder / "registries.conf").read_text())["registry"]
assert {r["prefix"]: r.get("blocked", False) for r in registries}["blocked.example.org"], "registries.conf"
assert tomllib.loads((folder / "storage.conf").read_text())["storage"]["driver"] == "overlay", "storage.conf"
assert tomllib.loads((folder / "containers.conf").read_text())["containers"]["pids_limit"] == 2048, "containers.conf"
environment = dict(line.split("=", 1) for line in (folder / "container.env").read_text().splitlines())
assert environment == {"GREETING": "it's $HOME 100%", "TOKEN": "a {{ token"}, environment
unit = (folder / "container.service").read_text()
assert "token" not in unit and "pass word" not in unit, "a secret is in the unit"
PYTHON
if there systemd-analyze; then
  # systemd's own reading of the command: what Podman gets as its last argument. Podman itself need not be here.
  mkdir -p units
  sed "s#/usr/bin/podman#/bin/true#" "$r/podman/container.service" >units/atlas-container-app.service
  systemd-analyze verify --man=no --recursive-errors=no "$PWD/units/atlas-container-app.service" >answer 2>&1 || { cat answer; fail "$system: systemd refuses the unit of a container"; }
  grep -v -e 'Failed to' -e '^$' answer | grep -q . && { cat answer; fail "$system: systemd complains about the unit of a container"; }
  grep -qF "\"it's \\\\ a \\\"quoted\\\" \$\$HOME 100%%\"" units/atlas-container-app.service || fail "$system: an argument is not escaped"
fi
calendar "$r/podman/prune.timer"
