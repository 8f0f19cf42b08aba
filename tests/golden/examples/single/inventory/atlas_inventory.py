#!/usr/bin/env python3
"""Dynamic inventory of the fleet: what `tofu output` says when there is a state, else what ATLAS planned.

  atlas_inventory.py --list | --host NAME     what Ansible asks
  atlas_inventory.py --compare                where plan and state differ; exit code 2 when they do
  atlas_inventory.py --source                 which of the two answers, and why

ATLAS_INVENTORY_SOURCE=auto|tofu|blueprint chooses; ATLAS_TOFU names another program (terraform).
Needs Python 3.7 and nothing else. A missing tool or state is no error: the plan answers.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
TERRAFORM = HERE.parent / "terraform"
TIMEOUT_SECONDS = 60


class Unavailable(Exception):
    """The state cannot answer; the text says why."""


def from_blueprint():
    with open(HERE / "blueprint.json", encoding="utf-8") as source:
        return json.load(source)


def program():
    names = [os.environ["ATLAS_TOFU"]] if os.environ.get("ATLAS_TOFU") else ["tofu", "terraform"]
    for name in names:
        found = shutil.which(name)
        if found:
            return found
    raise Unavailable("no program " + " or ".join(names))


def from_tofu():
    if not TERRAFORM.is_dir():
        raise Unavailable("no folder " + str(TERRAFORM))
    command = [program(), "output", "-no-color", "-json", "ansible_inventory"]
    try:
        done = subprocess.run(command, cwd=str(TERRAFORM), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=TIMEOUT_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unavailable(str(error)) from error
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise Unavailable(lines[0] if lines else "tofu output failed")
    try:
        answer = json.loads(done.stdout.decode("utf-8"))
    except ValueError as error:
        raise Unavailable("tofu output is no JSON") from error
    if not isinstance(answer, dict) or not answer.get("all", {}).get("hosts"):
        raise Unavailable("the state has no machines yet")
    return answer


def chosen():
    """The inventory, its source and the reason."""
    wish = os.environ.get("ATLAS_INVENTORY_SOURCE", "auto")
    if wish == "blueprint":
        return from_blueprint(), "blueprint", "ATLAS_INVENTORY_SOURCE says so"
    try:
        return from_tofu(), "tofu", "the state has machines"
    except Unavailable as reason:
        if wish == "tofu":
            sys.exit("atlas_inventory: " + str(reason))
        return from_blueprint(), "blueprint", str(reason)


def host_variables(inventory):
    """Host name -> variables, without those that are null."""
    hosts = inventory["all"].get("hosts") or {}
    return {name: {key: value for key, value in (hosts[name] or {}).items() if value is not None} for name in sorted(hosts)}


def group_members(inventory):
    """Group name -> sorted host names."""
    groups = inventory["all"].get("children") or {}
    return {name: sorted((groups[name] or {}).get("hosts") or {}) for name in sorted(groups)}


def ansible_list(inventory):
    groups = group_members(inventory)
    answer = {name: {"hosts": members} for name, members in groups.items()}
    grouped = {host for members in groups.values() for host in members}
    variables = host_variables(inventory)
    answer["all"] = {"children": sorted(groups) + ["ungrouped"]}
    answer["ungrouped"] = {"hosts": [host for host in variables if host not in grouped]}
    answer["_meta"] = {"hostvars": variables}
    return answer


def differences(plan, state):
    planned, actual = host_variables(plan), host_variables(state)
    for name in sorted(set(planned) | set(actual)):
        if name not in actual:
            yield name + ": planned, not in the state"
        elif name not in planned:
            yield name + ": in the state, not planned"
        else:
            for key in sorted(set(planned[name]) | set(actual[name])):
                want, have = planned[name].get(key), actual[name].get(key)
                if want != have:
                    yield "{}: {} is {} in the plan, {} in the state".format(name, key, want, have)
    planned, actual = group_members(plan), group_members(state)
    for name in sorted(set(planned) | set(actual)):
        if planned.get(name) != actual.get(name):
            yield "group {}: {} in the plan, {} in the state".format(
                name, ", ".join(planned.get(name, [])) or "absent", ", ".join(actual.get(name, [])) or "absent")


def compare():
    try:
        state = from_tofu()
    except Unavailable as reason:
        print("no state to compare with: " + str(reason))
        return 0
    found = list(differences(from_blueprint(), state))
    print("\n".join(found) if found else "plan and state agree")
    return 2 if found else 0


def show(value):
    json.dump(value, sys.stdout, indent=2, sort_keys=True)
    print()


def main():
    parser = argparse.ArgumentParser(description="Dynamic Ansible inventory of the fleet.")
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--list", action="store_true", help="all groups and hosts")
    action.add_argument("--host", metavar="NAME", help="the variables of one host")
    action.add_argument("--compare", action="store_true", help="where plan and state differ")
    action.add_argument("--source", action="store_true", help="which source answers, and why")
    arguments = parser.parse_args()
    if arguments.compare:
        return compare()
    inventory, source, reason = chosen()
    if arguments.source:
        print("{} ({})".format(source, reason))
    elif arguments.list:
        show(ansible_list(inventory))
    else:
        show(host_variables(inventory).get(arguments.host, {}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
