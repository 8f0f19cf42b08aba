"""The usual Python way to the same output: PyYAML reads the spec, pydantic checks the plan, Jinja2 renders the same
templates, PyYAML and json write the data files. Planning is given: BLUEPRINT is what `atlas debug blueprint` printed.

    generate.py FLEET.yaml BLUEPRINT.json CONFIG_DIR OUTPUT_DIR
"""
import json
import os
import pathlib
import shutil
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


def alerts_of(rules):
    for path in rules:
        with open(path, encoding="utf-8") as source:
            for group in yaml.safe_load(source)["groups"]:
                for rule in group["rules"]:
                    if "alert" in rule:
                        yield {"name": rule["alert"], "severity": rule["labels"].get("severity", ""),
                               "summary": rule["annotations"].get("summary", ""),
                               "anchor": rule["annotations"].get("runbook_url", "").partition("#")[2]}


def fill(env, name, context, **more):
    return env.get_template(name).render(context, **more)


def write_component(env, root, component, context, out):
    folder = f"software/{component['name']}"
    here = pathlib.Path(root, folder)
    families = sorted({m["os_family"] for m in context["machines"] if m["name"] in component["machines"]})
    words = fill(env, f"{folder}/doc.md.j2", context, component=component, families=families) if (here / "doc.md.j2").exists() else ""
    write(f"{out}/docs/components/{component['name']}.md",
          fill(env, "docs/components/_component.md.j2", context, component=component, own_words=words))
    shutil.copytree(here / "role", f"{out}/ansible/roles/{component['name']}", dirs_exist_ok=True)
    values = {f"{component['name']}_{name}": row["effective"] for name, row in component["parameters"].items()}
    write(f"{out}/inventory/group_vars/{component['group']}/main.yml", yaml.safe_dump(values))
    if (here / "group_vars.yml.j2").exists():
        write(f"{out}/inventory/group_vars/{component['group']}/topology.yml",
              fill(env, f"{folder}/group_vars.yml.j2", context, component=component))
    if (here / "host_vars.yml.j2").exists():
        for machine in context["machines"]:
            if machine["name"] in component["machines"]:
                write(f"{out}/inventory/host_vars/{machine['name']}/{component['name']}.yml",
                      fill(env, f"{folder}/host_vars.yml.j2", context, machine=machine, component=component))


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
    for component in context["components"]:
        write_component(env, root, component, context, out)
    for machine in context["machines"]:
        write(f"{out}/docs/machines/{machine['name']}.md", fill(env, "docs/machines/_machine.md.j2", context, machine=machine))
        write(f"{out}/inventory/host_vars/{machine['name']}/main.yml", yaml.safe_dump(machine))
    rules = sorted(pathlib.Path(root).glob("monitoring/prometheus/rules/*.yml"))
    write(f"{out}/docs/README.md", fill(env, "docs/_README.md.j2", context, alerts=list(alerts_of(rules)), large=len(context["machines"]) > 20))
    write(f"{out}/terraform/fleet.auto.tfvars.json", json.dumps(context["machines"], indent=2))


if __name__ == "__main__":
    main(*sys.argv[1:5])
