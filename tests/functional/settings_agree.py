"""What dev, test and prod mean is said once. config/settings.yaml and the profiles name no component parameter that does not
exist, settings.yaml tells what the program does, and the docs hold every value that differs between the environments."""
import json
import os
import pathlib
import re
import subprocess
import sys

import yaml

CONFIG = pathlib.Path(os.environ["ATLAS_CONFIG_DIR"])
EXAMPLES = pathlib.Path(os.environ["ATLAS_ROOT"], "examples")
KEYS = {"name", "title", "feature", "dev", "test", "prod"}
ENVIRONMENTS = ("dev", "test", "prod")
problems = []


def load(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


COMPONENTS = {one["name"]: one for one in map(load, sorted(CONFIG.glob("templates/software/*/component.yaml")))}
SETTINGS = load(CONFIG / "settings.yaml")["settings"]


def software_in(value):
    """Every entry of every list `software`, wherever it stands."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "software":
                yield from ({"name": one} if isinstance(one, str) else one for one in inner)
            else:
                yield from software_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from software_in(inner)


def check_names(where, entries):
    for entry in entries:
        component = COMPONENTS.get(entry["name"])
        if component is None:
            problems.append(f"{where} names the component {entry['name']}, which does not exist")
            continue
        for parameter in sorted(set(entry.get("parameters", {})) - set(component.get("parameters", {}))):
            problems.append(f"{where} names {entry['name']}/{parameter}, which its component.yaml does not have")


def check_settings():
    for setting in SETTINGS:
        if set(setting) - KEYS:
            problems.append(f"settings.yaml: {setting['name']} has the keys {sorted(set(setting) - KEYS)}")
        for name in COMPONENTS:
            if re.match(rf"(atlas_)?{name}_", setting["name"]):
                problems.append(f"settings.yaml: {setting['name']} belongs into the component.yaml of {name}")


def generated(environment):
    out = pathlib.Path(environment)
    common = ["--env", environment, "--lock", f"{environment}.lock.yaml"]
    spec = str(EXAMPLES / "shop/fleet.yaml")
    subprocess.run([os.environ["ATLAS"], "--quiet", "generate", spec, "-o", str(out), *common], check=True, stdout=subprocess.DEVNULL)
    plan = subprocess.run([os.environ["ATLAS"], "debug", "blueprint", spec, *common], check=True, capture_output=True, text=True)
    return out, json.loads(plan.stdout)


def retention_of(plan):
    keep = next(m["backup"]["retention"] for m in plan["machines"] if m["backup"]["enabled"])
    parts = [f"{keep['keep_' + kind]} {kind}" for kind in ("daily", "weekly", "monthly", "yearly") if keep["keep_" + kind]]
    return ", ".join([f"last {keep['keep_last']}", *parts])


def check_truth(environment, out, plan):
    """Each setting, against the place where it takes effect. A new one needs its line here."""
    prometheus = load(out / "monitoring/prometheus/prometheus.yml")["global"]
    real = {"backup_retention": retention_of(plan), "metrics_retention_days": plan["monitoring"]["retention_days"],
            "scrape_interval": prometheus["scrape_interval"]}
    for setting in SETTINGS:
        said, done = setting[environment], real.get(setting["name"])
        if said != done:
            problems.append(f"settings.yaml: {setting['name']} says {said!r} for {environment}, but it is {done!r}")


def check_journal(environment, out):
    wanted = {key: COMPONENTS["base"]["parameters"][key]["x-environments"][environment]
              for key in ("journal_max_use", "journal_keep_days")}
    text = (out / "monitoring/logging/journald-atlas.conf").read_text(encoding="utf-8")
    role = (out / "ansible/roles/base/templates/journald.conf.j2").read_text(encoding="utf-8")
    for key, value in wanted.items():
        role = role.replace("{{ base_%s }}" % key, str(value))
    settings = [sorted(re.findall(r"^\w+=.*$", one, re.M)) for one in (text, role)]
    if settings[0] != settings[1]:
        problems.append(f"{environment}: monitoring/logging says {settings[0]} of the journal, the base role writes {settings[1]}")


def check_table(environment, out, plan):
    table = (out / "docs/environments.md").read_text(encoding="utf-8")
    for component in plan["components"]:
        for name, row in component["parameters"].items():
            differs = any(row[one] != row["prod"] for one in ENVIRONMENTS)
            line = next((one for one in table.splitlines() if f"| `{component['name']}_{name}`:" in one), None)
            if differs != (line is not None):
                problems.append(f"{environment}: docs/environments.md and {component['name']}_{name} do not agree")
            if line and f"**`{json.dumps(row[environment])}`**" not in line.replace("\\|", "|"):
                problems.append(f"{environment}: {component['name']}_{name} is not marked in docs/environments.md: {line}")
    for setting in SETTINGS:
        if f"| {setting['title']} |" not in table:
            problems.append(f"{environment}: docs/environments.md lacks {setting['name']}")


for profile in sorted(CONFIG.glob("profiles/*.yaml")):
    check_names(profile.name, software_in(load(profile)))
for example in sorted(EXAMPLES.glob("*/fleet.yaml")):
    check_names(example.parent.name, software_in(load(example)))
check_settings()
for one in ENVIRONMENTS:
    folder, blueprint = generated(one)
    check_truth(one, folder, blueprint)
    check_journal(one, folder)
    check_table(one, folder, blueprint)
check_names("a wrong one", [{"name": "nginx", "parameters": {"no_such": 1}}, {"name": "no_such"}])
if len([p for p in problems if p.startswith("a wrong one")]) != 2:
    problems.append("a parameter that does not exist is not found")
problems = [p for p in problems if not p.startswith("a wrong one")]
print("\n".join(problems) or f"ok: {len(SETTINGS)} settings, {len(COMPONENTS)} components")
sys.exit(1 if problems else 0)
