"""What a fleet can be made of, asked from the program itself (`component list`, `profiles list`), so that a new component, profile
or operating system enters the random fleets without a change here."""
import ipaddress
import json
import os
import pathlib
import random
import re
import subprocess

import yaml

CONFIG = pathlib.Path(os.environ["ATLAS_CONFIG_DIR"])
SOFTWARE = CONFIG / "templates/software"


def asked(*words):
    run = subprocess.run([os.environ["ATLAS"], "--json", *words], check=True, capture_output=True, text=True)
    return json.loads(run.stdout)["data"]


def load(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


class Component:
    def __init__(self, name):
        data = load(SOFTWARE / name / "component.yaml")
        self.name = name
        self.os, self.always = data["os"], data.get("always", False)
        self.with_monitoring = data.get("with_monitoring", False)
        self.versions, self.parameters = data.get("versions", []), data.get("parameters", {})
        self.conflicts, self.ports, self.needs = data.get("conflicts", []), data.get("ports", []), data["needs"]
        self.members = data.get("members", [])
        self.example = self._from_example()

    def _from_example(self):
        """Parameters that the component's own example sets, apart from those that name one of its machines."""
        path = SOFTWARE / self.name / "example/fleet.yaml"
        fleet = load(path) if path.exists() else {}  # that it is there is component_examples.sh's business
        names = [re.split(r"[{]", machine["name"])[0].rstrip("-") for machine in fleet.get("machines", [])]
        found = {}
        for machine in fleet.get("machines", []):
            for one in machine.get("software", []):
                if isinstance(one, dict) and one["name"] == self.name:
                    for key, value in one.get("parameters", {}).items():
                        text = json.dumps(value)
                        if not any(re.search(rf'"{re.escape(name)}(-[0-9]+)?"', text) for name in names):
                            found.setdefault(key, value)
        # Two parameters that only make sense together come together.
        return {} if len(found) < len(self.parameters) and "replica_of" in found else found

    def own_networks(self):
        for spec in self.parameters.values():
            if spec.get("x-own-network"):
                value = spec["default"]
                yield from map(ipaddress.ip_network, [value] if isinstance(value, str) else value)

    def fixed(self):
        """Parameters that say what a machine is among others: never drawn on their own."""
        named = {key for rule in self.members for key in [*rule.get("where", {}), *rule.get("same", []), rule.get("unless", "")]}
        return named | {key for key, spec in self.parameters.items() if spec.get("x-own-network")} | {"replica_of"}


class Catalogue:
    def __init__(self):
        self.components = {one["name"]: Component(one["name"]) for one in asked("component", "list")}
        self.systems = sorted(load(CONFIG / "os.yaml"))
        self.families = {name: one["family"] for name, one in load(CONFIG / "os.yaml").items()}
        kinds = asked("profiles", "list")
        self.profiles = {one["name"]: load(CONFIG / f"profiles/{one['name']}.yaml") for one in kinds if one["kind"] == "machine"}
        self.stacks = {one["name"]: load(CONFIG / f"profiles/{one['name']}.yaml") for one in kinds if one["kind"] == "stack"}
        self.taken = [network for one in self.components.values() for network in one.own_networks()]

    def software_of(self, profile):
        """Names of the components that a profile brings, those that it extends included."""
        data, names = self.profiles[profile], []
        above = data.get("extends", [])
        for parent in [above] if isinstance(above, str) else above:
            names += self.software_of(parent)
        return names + [one if isinstance(one, str) else one["name"] for one in data["spec"].get("software", [])]

    def closure(self, names):
        found = list(names)
        for name in found:
            found += [needed for needed in self.components[name].needs.get("components", []) if needed not in found]
        return found

    def systems_for(self, names):
        return [one for one in self.systems if all(one in self.components[name].os for name in names)]

    def everywhere(self):
        return [name for name, one in self.components.items() if one.always or one.with_monitoring]

    def clash(self, names):
        """Whether the components cannot be on one machine: a conflict, or one port twice with the defaults."""
        ports = [(port["protocol"], port["port"]) for name in {*names, *self.everywhere()} for port in self.components[name].ports]
        against = {other for name in names for other in self.components[name].conflicts}
        return bool(against & set(names)) or len(ports) != len(set(ports)) or not self.systems_for(names)


def draw_value(rng: random.Random, spec):
    """A value that a parameter's schema takes, or None where only a person knows one."""
    if "enum" in spec:
        return rng.choice(spec["enum"])
    if spec.get("type") == "boolean":
        return rng.random() < 0.5
    if spec.get("type") == "integer" and "minimum" in spec and "maximum" in spec:
        low, high = spec["minimum"], spec["maximum"]
        return rng.choice([low, high, rng.randint(low, high), rng.randint(low, min(high, low + 100))])
    return None
