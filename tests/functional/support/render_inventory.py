"""render_inventory.py HOSTS.yml VARIABLES.yml: writes the three made-up machines on which roles are rendered, in every group of the
generated fleet, and the variables that the parts in support/render/ give (loop variables, vault values). A role is rendered when
support/render/ROLE.yml is there, if only with {}."""
import os
import pathlib
import sys

import yaml

ROOT = pathlib.Path(os.environ["ATLAS_ROOT"])
PARTS = ROOT / "tests/functional/support/render"
SYSTEMS = {
    "debian-12": {"fact_family": "Debian", "fact_distribution": "Debian", "fact_release": "bookworm", "fact_major": "12"},
    "ubuntu-24.04": {"fact_family": "Debian", "fact_distribution": "Ubuntu", "fact_release": "noble", "fact_major": "24"},
    "rocky-9": {"fact_family": "RedHat", "fact_distribution": "Rocky", "fact_release": "Blue Onyx", "fact_major": "9"},
}

roles, groups = {}, ["env_prod"]
for path in sorted(ROOT.glob("config/templates/software/*/component.yaml")):
    component = yaml.safe_load(path.read_text(encoding="utf-8"))
    groups.append(component["name"])
    if not (PARTS / f"{component['role']}.yml").is_file():
        print(f"SKIP part: the role {component['role']} has no support/render/{component['role']}.yml, it is not rendered")
        continue
    for system in SYSTEMS:
        if system in component["os"]:
            roles.setdefault(system, []).append(component["role"])

hosts = {system: facts | {"rendered_roles": roles[system]} for system, facts in SYSTEMS.items()}
children = {"rendered": {"hosts": hosts}} | {group: {"hosts": dict.fromkeys(SYSTEMS, {})} for group in groups}
pathlib.Path(sys.argv[1]).write_text(yaml.safe_dump({"all": {"children": children}}), encoding="utf-8")

variables = {}
for path in sorted(PARTS.glob("*.yml")):
    variables |= yaml.safe_load(path.read_text(encoding="utf-8")) or {}
pathlib.Path(sys.argv[2]).write_text(yaml.safe_dump(variables), encoding="utf-8")
