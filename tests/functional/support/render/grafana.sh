#!/usr/bin/env bash
# No package of Grafana is at hand; its file is an INI file with an extension: ${} and $__file{} are read.
"$python" - "$r/grafana/grafana.ini" <<'PYTHON' || fail "$system: grafana.ini is not what it should be"
import configparser
import sys
settings = configparser.ConfigParser(interpolation=None)
settings.read(sys.argv[1])
assert settings["security"]["admin_password"] == "$__file{/etc/grafana/atlas-admin-password}"
assert settings["auth.anonymous"]["enabled"] == "false"
assert settings["server"]["http_addr"] == "127.0.0.1"
PYTHON
repository "$r/grafana/grafana.sources" https://apt.grafana.com/dists/stable/
