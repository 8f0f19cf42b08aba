"""Prints a fleet spec (JSON is YAML) with one machine for each shipped component and what it needs: a fleet in which every role
occurs, also those that exclude each other on one machine."""
import json
import os
import pathlib

import yaml

SOFTWARE = pathlib.Path(os.environ["ATLAS_ROOT"], "config/templates/software")


def load(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def closure(name, components):
    names = [name]
    for one in names:
        names += [needed for needed in components[one].get("needs", {}).get("components", []) if needed not in names]
    return sorted(names)


def machine(number, name, components):
    # Components that other machines must have, too (a cluster's members), get one machine like any other.
    return {"name": f"c-{name.replace('_', '-')}", "template": components[name]["os"][0], "memory": "16G", "cpu": {"cores": 4, "type": "x86-64-v3"},
            "disks": [{"name": "root", "size": "100G"}], "nics": [{"network": "lan", "ipv4": f"10.9.1.{number}"}],
            "software": [{"name": one} for one in closure(name, components) if not components[one].get("always")]}


def fleet(environment):
    components = {part["name"]: part for part in map(load, sorted(SOFTWARE.glob("*/component.yaml")))}
    systems = sorted({part["os"][0] for part in components.values()})
    return {
        "apiVersion": "atlas/v1", "kind": "Fleet", "metadata": {"name": "parts", "owner": "ops@example.org"}, "environment": environment,
        "cluster": {"endpoint": "https://pve.example.org:8006", "api_token": "env:PROXMOX_VE_API_TOKEN", "nodes": ["pve1", "pve2", "pve3"],
                    "storage": [{"id": "ceph", "classes": ["shared", "ssd"], "default": True}], "vmids": "5000-5999"},
        "templates": {system: {"os": system, "vmid": 9000 + i, "node": "pve1", "storage": "ceph", "disk": "10G"}
                      for i, system in enumerate(systems)},
        "networks": {"lan": {"bridge": "vmbr0", "ipv4": {"subnet": "10.9.0.0/16", "gateway": "10.9.0.1"},
                             "dns": {"servers": ["10.9.0.2"], "domain": "lab.example.org"}}},
        "users": [{"name": "ops", "sudo": True, "ssh_keys": [
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB9Yd6TPMrIh0iDZkJ1Ee5jO1Hq3xQ0n8mR0tPq7xZ3u ops@example.org"]}],
        "machines": [machine(10 + i, name, components) for i, name in enumerate(sorted(components))],
    }


if __name__ == "__main__":
    print(json.dumps(fleet("prod"), indent=1))
