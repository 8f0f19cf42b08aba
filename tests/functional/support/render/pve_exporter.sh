#!/usr/bin/env bash
"$python" - "$r/pve_exporter/pve.yml" <<'PYTHON' || fail "$system: the token is not written as it is"
import sys
import yaml
assert yaml.safe_load(open(sys.argv[1]))["default"]["token_value"] == '0f5a: "x" {{ y'
PYTHON
unit "$r/pve_exporter/pve-exporter.service"
