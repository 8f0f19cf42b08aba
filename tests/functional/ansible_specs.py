"""Every shipped role agrees with its component.yaml: argument_specs and defaults hold each parameter with the same type,
default and choices, every variable of a template or task is declared, and files that Ansible needs are there."""
import os
import pathlib
import re
import sys

import yaml

SOFTWARE = pathlib.Path(os.environ["ATLAS_ROOT"], "config/templates/software")
TYPES = {"string": "str", "integer": "int", "boolean": "bool", "array": "list", "object": "dict"}
FAMILIES = {"debian": "Debian", "ubuntu": "Debian", "rocky": "RedHat", "alma": "RedHat"}
NEEDED = ["defaults/main.yml", "handlers/main.yml", "meta/main.yml", "meta/argument_specs.yml", "README.md"] + [
    f"tasks/{name}.yml" for name in ("main", "assert", "install", "config", "service", "verify")]
FOREIGN = {"haproxy_connect_any", "samba_export_all_rw",  # switches of SELinux; the others are metrics
           "alertmanager_config_last_reload_successful", "prometheus_config_last_reload_successful"}
problems = []


def complain(component, text):
    problems.append(f"{component}: {text}")


class Loader(yaml.SafeLoader):
    """Reads Ansible's own tags as plain text."""


Loader.add_constructor("!unsafe", lambda loader, node: loader.construct_scalar(node))


def load(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)


def expected_type(schema):
    return TYPES[schema["type"]] if isinstance(schema["type"], str) else "raw"


def compare_parameter(name, parameter, schema, options, defaults):
    variable = f"{name}_{parameter}"
    option = options.get(variable)
    if option is None:
        complain(name, f"argument_specs lacks {variable}")
        return
    if option["type"] != expected_type(schema):
        complain(name, f"{variable} is {option['type']} in argument_specs, {schema['type']} in component.yaml")
    if option.get("default") != schema["default"]:
        complain(name, f"{variable} has another default in argument_specs")
    if option.get("choices") != schema.get("enum"):
        complain(name, f"{variable} has other choices in argument_specs")
    if variable not in defaults or defaults[variable] != schema["default"]:
        complain(name, f"{variable} has another default in defaults/main.yml")
    properties = schema.get("items", {}).get("properties", {})
    if sorted(option.get("options", {})) != sorted(properties):
        complain(name, f"{variable} has other members in argument_specs")


def used_variables(role, name):
    """Variables with the role's prefix in its templates and tasks, without those that tasks make themselves."""
    for path in sorted(role.rglob("*")):
        if path.suffix in (".j2", ".yml") and path.parent.name in ("templates", "tasks", "handlers", "vars"):
            text = path.read_text(encoding="utf-8")
            for word in re.findall(r"(?<![\w.'\"/-])_{0,2}" + name + r"_[a-z0-9_]+\b(?!\()", text):
                yield path.relative_to(role), word


def made_variables(role):
    text = "\n".join(path.read_text(encoding="utf-8") for path in role.rglob("*.yml"))
    made = set(re.findall(r"(?:register|loop_var|index_var): (\w+)", text))
    return made | set(re.findall(r"^\s*(__\w+):", text, re.MULTILINE))


def check(folder):
    component = load(folder / "component.yaml")
    name, role = component["name"], folder / "role"
    names_of_systems = {f"vars/{FAMILIES[system.split('-')[0]]}.yml" for system in component["os"]}
    for path in NEEDED + sorted(names_of_systems):
        if not (role / path).is_file():
            complain(name, f"role/{path} is missing")
    options = load(role / "meta/argument_specs.yml")["argument_specs"]["main"]["options"]
    defaults = load(role / "defaults/main.yml")
    for parameter, schema in component["parameters"].items():
        compare_parameter(name, parameter, schema, options, defaults)
    if sorted(options) != sorted(defaults):
        complain(name, f"only in one of argument_specs and defaults: {sorted(set(options) ^ set(defaults))}")
    made = made_variables(role)
    for path, word in used_variables(role, name):
        # Entry points of their own may ask for more: their README says so.
        if word not in options and word not in made | FOREIGN and "restore_" not in word:
            complain(name, f"{path} uses {word}, which nothing declares")
    for path in (role / "tasks").glob("*.yml"):
        for word in re.findall(r"^\s+([a-z_]+\.[a-z_]+\.[a-z_]+):", path.read_text(encoding="utf-8"), re.MULTILINE):
            if not word.startswith("ansible.builtin."):
                complain(name, f"{path.name} needs the collection of {word}")


folders = sorted(path.parent for path in SOFTWARE.glob("*/component.yaml"))
for one in folders:
    check(one)
print("\n".join(problems) or f"ok: {len(folders)} roles agree with their components")
sys.exit(1 if problems else 0)
