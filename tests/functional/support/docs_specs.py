"""Prints a fleet spec that the examples do not cover: docs_specs.py large|ten|fifty|names|hostile|plain|closed (JSON is YAML)."""
import json
import sys

HOSTILE = ('Zq "quote" \'single\' ${HOME} $(touch pwned) `touch pwned` %{x} {{ 7*7 }} {% raw %} | pipe \\ back <script>alert(1)'
           '</script> [link](http://evil.example) ![i](http://evil.example) <!-- --> # hash; @enduml\n# Pwned\n```\n!include x\n'
           '</details> *a* _b_ ~~c~~ :end')


def spec(name, machines, **more):
    return {
        "apiVersion": "atlas/v1", "kind": "Fleet", "metadata": {"name": name, "owner": "admin@example.org"}, "environment": "dev",
        "cluster": {"endpoint": "env:PROXMOX_VE_ENDPOINT", "api_token": "env:PROXMOX_VE_API_TOKEN", "nodes": ["pve1", "pve2"],
                    "storage": [{"id": "ceph", "classes": ["shared", "ssd"], "default": True}], "vmids": "5000-5999"},
        "templates": {"debian-12": {"os": "debian-12", "vmid": 9000, "node": "pve1", "storage": "ceph", "disk": "10G"}},
        "networks": {"lan": {"bridge": "vmbr0", "ipv4": {"subnet": "10.9.0.0/16", "gateway": "10.9.0.1",
                                                        "range": "10.9.1.1-10.9.9.250"},
                             "dns": {"servers": ["10.9.0.2"], "domain": "lab.example.org"}}},
        "users": [{"name": "ops", "sudo": True, "ssh_keys": [
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB9Yd6TPMrIh0iDZkJ1Ee5jO1Hq3xQ0n8mR0tPq7xZ3u ops@example.org"]}],
        "machines": machines, **more}


def large():
    return spec("large", [{"name": "node-{001..240}", "nics": [{"network": "lan", "ipv4": "auto"}]}])


def in_two_networks(web, long, data):
    """Machines on two networks: some in both, some with names that need two lines."""
    both = [{"network": "front", "ipv4": "auto"}, {"network": "data", "ipv4": "auto"}]
    text = spec("sized", [{"name": f"web-{{01..{web:02}}}", "nics": both}, {"name": f"long-name-of-a-machine-in-the-north-hall-{{01..{long:02}}}", "nics": both},
                          {"name": f"db-{{01..{data:02}}}", "nics": both[1:]}, {"name": "watch-01", "nics": both[:1]}])
    text["networks"] = {"front": {"bridge": "vmbr0", "vlan": 20, "ipv4": {"subnet": "10.20.0.0/24", "gateway": "10.20.0.1", "range": "10.20.0.50-10.20.0.199"},
                                  "ipv6": {"subnet": "2001:db8:20::/64", "gateway": "2001:db8:20::1"}},
                        "data": {"bridge": "vmbr0", "vlan": 30, "ipv4": {"subnet": "10.30.0.0/24", "range": "10.30.0.50-10.30.0.199"}}}
    return text


def ten():
    return in_two_networks(4, 2, 3)


def fifty():
    return in_two_networks(20, 14, 15)


def names():
    words = ["end", "group", "network", "nwdiag", "a-b", "a_b", "address", "no"]
    text = spec("names", [{"name": f"m-{i}", "nics": [{"network": word, "ipv4": "auto"}]} for i, word in enumerate(words)])
    text["networks"] = {word: {"bridge": "vmbr0", "vlan": 10 + i, "ipv4": {"subnet": f"10.{i}.0.0/24", "range": f"10.{i}.0.9-10.{i}.0.99"}}
                        for i, word in enumerate(words)}
    return text


def hostile():
    text = spec("hostile", [{"name": "web-01", "description": HOSTILE, "software": ["nginx"],
                             "nics": [{"network": "lan", "ipv4": "auto"}],
                             "firewall": {"enabled": True, "rules": [
                                 {"direction": "in", "action": "accept", "protocol": "tcp", "port": "8080", "comment": HOSTILE[:190]}]}}])
    text["metadata"] |= {"description": HOSTILE, "owner": HOSTILE}
    return text


def plain():
    """IPv6, DHCP and an SDN vnet; no HA, no pool, no backup, no monitoring, one machine."""
    text = spec("plain", [{"name": "solo", "nics": [{"network": "v6", "ipv4": "none", "ipv6": "2001:db8::10"},
                                                   {"network": "sdn", "ipv4": "dhcp"}]}],
                monitoring={"enabled": False})
    text["networks"] = {"v6": {"bridge": "vmbr1", "ipv6": {"subnet": "2001:db8::/64", "gateway": "2001:db8::1"}},
                        "sdn": {"vnet": "vnet7", "ipv4": {"subnet": "10.7.0.0/24"}}}
    return text


def closed():
    mirror = "https://mirror.example.org"
    return spec("closed", [{"name": "web-01", "software": ["nginx", "docker"], "nics": [{"network": "lan", "ipv4": "auto"}]}],
                mirror={"air_gapped": True, "apt": f"{mirror}/apt", "yum": f"{mirror}/yum",
                        "container_registry": "registry.example.org:5000", "provider_mirror": f"{mirror}/providers/",
                        "image_base": f"{mirror}/images", "ansible_galaxy": f"{mirror}/galaxy",
                        "python_index": f"{mirror}/pypi/simple", "ntp_servers": ["10.9.0.3"]})


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](), indent=1))
