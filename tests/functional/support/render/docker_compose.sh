#!/usr/bin/env bash
script "$r/docker_compose/compose.sh"
grep -q "key" "$r/docker_compose/env" && fail "$system: a secret that is a file is in .env"
"$python" - "$r/docker_compose" <<'PYTHON' || fail "$system: the Compose file is not what the project says"
import pathlib, sys, yaml
folder = pathlib.Path(sys.argv[1])
services = yaml.safe_load((folder / "compose.yaml").read_text())["services"]
assert services["cache"]["restart"] == "no" and services["app"]["restart"] == "always", "restart"
assert "labels" not in services["cache"], "a service that reads no file would be made anew with one"
assert services["app"]["labels"][0] == "team=shop" and services["app"]["labels"][1].startswith("atlas.files="), "labels"
assert services["app"]["environment"]["PRICE"] == "5 $$", "Compose's own $$"
PYTHON
# The loader is Compose's own.
if there compose-loader; then
  rm -rf compose && mkdir -p compose/{conf,secrets}
  printf 'one = 1\n' >compose/conf/app.conf && printf 'key' >compose/secrets/key
  cp "$r/docker_compose/env" compose/.env && cp "$r/docker_compose/compose.yaml" compose/compose.yaml
  compose-loader compose >compose.json 2>compose.answer ||
    { cat compose.answer; fail "$system: Compose refuses its file"; }
  "$python" - <<'PYTHON' || fail "$system: Compose reads other values than the spec has"
import json
app = json.load(open("compose.json"))["services"]["app"]
got = {name: app["environment"][name] for name in ("GREETING", "TOKEN", "PRICE")}
assert got == {"GREETING": "it is $HOME 100% \\ # no comment", "TOKEN": 'a {{ "token" $x', "PRICE": "5 $"}, got
assert app["volumes"][0]["source"].endswith("/conf/app.conf") and app["secrets"][0]["source"] == "key", app
PYTHON
  printf 'services: {app: {imag: x}}\n' >compose/compose.yaml
  if compose-loader compose >/dev/null 2>&1; then fail "Compose takes anything"; fi
fi
