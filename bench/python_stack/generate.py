"""The usual Python way to the same output: PyYAML reads the spec, pydantic checks the plan, Jinja2 renders the same
templates, PyYAML and json write the data files. Planning is given: BLUEPRINT is what `atlas debug blueprint` printed.

    generate.py FLEET.yaml BLUEPRINT.json CONFIG_DIR OUTPUT_DIR
"""
import json
import os
import sys
from typing import Any, Optional

import pydantic
import yaml

import render


class Nic(pydantic.BaseModel):
    network: str
    bridge: str
    vlan: Optional[int] = pydantic.Field(default=None, ge=1, le=4094)
    mac: str
    ipv4: str
    ipv4_cidr: str


class Disk(pydantic.BaseModel):
    name: str
    interface: str
    size_gib: int = pydantic.Field(ge=1, le=10240)
    storage: str


class Machine(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="allow")
    name: str = pydantic.Field(pattern=r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", max_length=63)
    vmid: int = pydantic.Field(ge=100, le=999999999)
    cores: int = pydantic.Field(ge=1, le=64)
    memory_mib: int = pydantic.Field(ge=512, le=1048576)
    disks: list[Disk]
    nics: list[Nic]


class Blueprint(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="allow")
    machines: list[Machine]
    networks: list[dict[str, Any]]


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)


def main(fleet_path, blueprint_path, config, out):
    with open(fleet_path, encoding="utf-8") as source:
        yaml.safe_load(source)
    with open(blueprint_path, encoding="utf-8") as source:
        context = json.load(source)
    Blueprint.model_validate(context)
    root = os.path.join(config, "templates")
    env = render.environment(root)
    for target in ("terraform", "ansible", "inventory", "docs", "scripts", "monitoring", "ci"):
        render.render_target(env, root, target, context, out)
    sheet = env.get_template("docs/_machine.md.j2")
    for machine in context["machines"]:
        write(f"{out}/docs/machines/{machine['name']}.md", sheet.render(context, machine=machine))
        write(f"{out}/ansible/host_vars/{machine['name']}/main.yml", yaml.safe_dump(machine))
    write(f"{out}/terraform/fleet.auto.tfvars.json", json.dumps(context["machines"], indent=2))


if __name__ == "__main__":
    main(*sys.argv[1:5])
