"""component_page.py COMPONENT_FOLDER TREE: the component's page in the docs holds what its doc.md.j2 says, in the form that
docs/components.md asks for, the README of its role has every variable, and its example uses it and nothing else."""
import json
import pathlib
import re
import sys

import yaml

WANTED = ["What runs where", "Check it", "Restart and reload", "Change a setting", "Upgrade", "Back up and restore",
          "When something breaks"]
folder, tree = map(pathlib.Path, sys.argv[1:3])
component = yaml.safe_load((folder / "component.yaml").read_text(encoding="utf-8"))
name = component["name"]
problems = []


def headings(text, level):
    text = re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)
    return re.findall(rf"^{'#' * level} (.+)$", text, re.M)


def check_headings(page):
    tasks = {path.name for path in (folder / "role/tasks").glob("*.yml")}
    must_restore = bool(tasks & {"backup_now.yml", "restore.yml"})
    wanted = [h for h in WANTED if h != "Back up and restore" or must_restore]
    found = [h for h in headings(page, 2) if h in wanted]
    if found != wanted:
        problems.append(f"the page has the sections {found}, not {wanted} in this order")
    failures = headings(page.partition("\n## When something breaks\n")[2].partition("\n## ")[0], 3)
    if len(failures) < 3:
        problems.append(f"only {len(failures)} failures are described, each needs a heading ###")


def check_words(page):
    """Lines without Jinja that stand under no condition must be on the page as they are."""
    depth, missing = 0, []
    for line in (folder / "doc.md.j2").read_text(encoding="utf-8").splitlines():
        opened = len(re.findall(r"{%-?\s*(?:if|for|macro)\b|{% set \w+ %}", line))
        closed = len(re.findall(r"{%-?\s*end(?:if|for|macro|set)\b", line))
        if depth == 0 and opened == closed == 0 and "{" + "{" not in line and "{%" not in line and "{#" not in line:
            if line.strip() and line not in page.splitlines():
                missing.append(line)
        depth += opened - closed
    if missing:
        problems.append(f"the page lacks words of doc.md.j2: {missing[:3]}")


def check_example():
    text = (folder / "example/fleet.yaml").read_text(encoding="utf-8")
    spec = yaml.safe_load(text)
    if not text.startswith("# yaml-language-server: $schema=../../../../schemas/fleet.v1.schema.json\n# "):
        problems.append("example/fleet.yaml does not start with the schema's line and a comment that says what it shows")
    if spec["metadata"]["name"] != name.replace("_", "-") + "-example":
        problems.append(f"the example's metadata.name is {spec['metadata']['name']}")
    allowed = {name, *component.get("needs", {}).get("components", [])}
    entries = list(spec.get("defaults", {}).get("software", []))
    for machine in spec["machines"]:
        entries += machine.get("software", [])
        if "profile" in machine:
            problems.append(f"the machine {machine['name']} has a profile")
    names = {entry if isinstance(entry, str) else entry["name"] for entry in entries}
    if name not in names:
        problems.append(f"the example does not name {name}")
    if names - allowed:
        problems.append(f"the example also uses {sorted(names - allowed)}")
    if any(isinstance(entry, dict) and "version" in entry for entry in entries):
        problems.append("the example names a version")


def check_inventory():
    hosts = json.loads((tree / "inventory.json").read_text(encoding="utf-8"))
    if not hosts.get(name, {}).get("hosts"):
        problems.append("no machine of the inventory is in the component's group")


def variables(options, prefix=""):
    for option, schema in options.items():
        yield prefix + option
        inside = "[]." if schema.get("type") == "list" else "."
        yield from variables(schema.get("options", {}), prefix + option + inside)


def check_readme():
    text = (tree / f"ansible/roles/{component['role']}/README.md").read_text(encoding="utf-8")
    specs = yaml.safe_load((folder / "role/meta/argument_specs.yml").read_text(encoding="utf-8"))["argument_specs"]
    wanted = [name for point in specs.values() for name in variables(point.get("options", {}))]
    missing = [name for name in wanted if text.count(f"\n| `{name}` |") != 1]
    if missing or not wanted:
        problems.append(f"the role's README does not have each variable once: {missing}")
    words = (folder / "role/README.md").read_text(encoding="utf-8").strip()
    if not text.startswith(words):
        problems.append("the role's README lacks the words of role/README.md")


page = (tree / f"docs/components/{name}.md").read_text(encoding="utf-8")
check_headings(page)
check_words(page)
check_example()
check_inventory()
check_readme()
for problem in problems:
    print(f"{name}: {problem}")
sys.exit(1 if problems else 0)
