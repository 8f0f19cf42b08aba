"""Draws fleet specs that must be valid: `Maker(catalogue, seed).fleet(n)` is always the same one for the same seed and number.
Every part of the schema has its chance: patterns and counts, profiles and stacks, all components with what they need, both
families of operating systems, IPv4, IPv6, DHCP, SLAAC, VLANs and vnets, disks, HA, backup, firewall, users, overlays, closed
sites. On its own it prints one: ATLAS=… ATLAS_CONFIG_DIR=… python3 fleet_maker.py SEED NUMBER."""
import ipaddress
import random
import sys

import yaml
from fleet_catalogue import Catalogue, draw_value

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB9Yd6TPMrIh0iDZkJ1Ee5jO1Hq3xQ0n8mR0tPq7xZ3u"
TEXTS = ["plain words", "it's \"quoted\" ${HOME} {{ x }} %{ y }", "über 100 % – ok", "two\nlines", "# no comment: true", "a|b \\ c",
         "`x` <b>y</b> *z* _w_", "@enduml", "null", "1.10", "- item", "end", "line ends with a backslash \\"]
WORDS = ["web", "db", "app", "edge", "end", "no", "graph", "x1", "cache", "files", "queue", "node-a", "default", "all", "true",
         "class", "style", "test", "a", "lb", "build", "very-long-name-of-a-machine-in-the-north-hall"]
ZONES = ["UTC", "Europe/Rome", "America/Argentina/Buenos_Aires", "Asia/Kolkata"]
SCHEDULES = ["02:00", "mon..fri 22:30", "sat 01:15", "*-*-01 03:00", "daily"]


def text_of(fleet):
    return yaml.safe_dump(fleet, sort_keys=False, allow_unicode=True, width=10000)


class Network:
    """A declared network and the addresses that are left in it."""

    def __init__(self, rng, name, number, taken):
        self.name, self.spec = name, {}
        if rng.random() < 0.8:
            self.spec["bridge"] = rng.choice(["vmbr0", "vmbr0", "vmbr1", "ovs_br-2"])
            if rng.random() < 0.6:
                self.spec["vlan"] = rng.choice([1, 4094, rng.randint(2, 4093)])
        else:
            self.spec["vnet"] = f"v{number}{rng.choice(['lan', 'net', 'X'])}"
        if rng.random() < 0.2:
            self.spec["mtu"] = rng.choice([1280, 1500, 9000])
        kind = rng.choice(["4", "4", "4", "46", "46", "6"])
        self.free = {}
        if "4" in kind:
            self.v4 = self._family(rng, "ipv4", self._subnet4(rng, number, taken), rng.random() < 0.75)
        if "6" in kind:
            self.v6 = self._family(rng, "ipv6", ipaddress.ip_network(f"2001:db8:{number:x}{rng.randint(0, 255):02x}::/{rng.choice([64, 64, 120])}"),
                                   rng.random() < 0.6)
        servers = [str(self.free[family].pop()) for family in self.free if rng.random() < 0.8]
        self.spec["dns"] = {"servers": servers} | ({"domain": rng.choice(["lab.example.org", "x.example.com"])} if rng.random() < 0.7 else {})

    @staticmethod
    def _subnet4(rng, number, taken):
        while True:
            network = ipaddress.ip_network(rng.choice([f"10.{rng.randint(1, 254)}.{number}.0/24", f"172.{rng.randint(16, 31)}.{number * 4}.0/22",
                                                       f"192.168.{100 + number}.0/24", f"192.168.{200 + number}.128/25"]))
            if not any(other.version == 4 and network.overlaps(other) for other in taken):
                taken.append(network)
                return network

    def _family(self, rng, family, network, ranged):
        first = int(network.network_address)
        self.spec[family] = {"subnet": str(network)}
        if rng.random() < 0.85:
            self.spec[family]["gateway"] = str(network[1])
        # 10 … 49 are for fixed addresses, 60 … 99 for automatic ones.
        self.free[family] = [ipaddress.ip_address(first + i) for i in range(49, 9, -1)]
        if ranged:
            self.spec[family]["range"] = f"{network[60]}-{network[99]}"
        return network

    def has(self, family):
        return family in self.spec

    def fixed(self, family, count):
        """The first of `count` addresses in a row, or None when they are used up."""
        if len(self.free[family]) < count:
            return None
        row = [self.free[family].pop() for _ in range(count)]
        return str(row[0])


class Maker:
    def __init__(self, catalogue: Catalogue, seed):
        self.catalogue, self.seed = catalogue, seed

    def fleet(self, number):
        return Draw(self.catalogue, random.Random(f"{self.seed}/{number}")).fleet()


class Draw:
    def __init__(self, catalogue, rng):
        self.catalogue, self.rng = catalogue, rng
        self.names, self.machines, self.parameters, self.templates = set(), [], {}, {}
        self.stacked = set()  # components of the fleet's stack
        self.size = rng.choice([1, 2, 3, 5, 8, 12, 20, 30])

    def chance(self, part):
        return self.rng.random() < part

    # -- the cluster ------------------------------------------------------------------------------------------------------
    def cluster(self):
        rng = self.rng
        self.nodes = [f"pve{i + 1}" for i in range(rng.choice([1, 1, 2, 3, 3, 5]))]
        sized = self.chance(0.6)
        self.shared = self.chance(0.6)
        self.storage = [{"id": "ceph" if self.shared else "local-zfs", "classes": ["shared" if self.shared else "local", "ssd"], "default": True}]
        if self.chance(0.4):
            self.storage.append({"id": "nas-1", "classes": ["shared", "hdd"]})
        self.backup_storage = "pbs.main" if self.chance(0.6) else None
        if self.backup_storage:
            self.storage.append({"id": self.backup_storage, "classes": ["backup"]})
        first = rng.choice([100, 1000, 999000])
        self.vmids = iter(range(first + 600, first + 900))
        cluster = {"endpoint": rng.choice(["env:PROXMOX_VE_ENDPOINT", "https://pve.example.org:8006", "https://[2001:db8::8]:8006"]),
                   "api_token": rng.choice(["env:PROXMOX_VE_API_TOKEN", "file:/etc/atlas/token", "vault:kv/pve#token"]),
                   "nodes": [{"name": name, "cores": 96, "memory": "1T"} if sized else name for name in self.nodes],
                   "storage": self.storage, "vmids": f"{first}-{first + 999}"}
        self.pve = rng.choice(["9.2", "9.2", "9.1", "8.4"])
        if self.pve != "9.2":
            cluster["pve_version"] = self.pve
        if self.chance(0.3):
            cluster["clones_per_wave"] = rng.choice([1, 2, 3, 8, 32])
        return cluster

    def template_for(self, names):
        """Name of a template whose operating system takes all the components; made when there is none."""
        systems = self.catalogue.systems_for([*names, *self.catalogue.everywhere()])
        fitting = [name for name, one in self.templates.items() if one["os"] in systems]
        if fitting and (self.chance(0.8) or len(self.templates) > 3):
            return self.rng.choice(fitting)
        system = self.rng.choice(systems)
        name = system if system not in self.templates else f"{system}-b"
        if name in self.templates:
            return name
        self.templates[name] = {"os": system, "vmid": 90000 + len(self.templates), "node": self.nodes[0], "storage": self.storage[0]["id"],
                                "disk": self.rng.choice(["10G", 10, "12G", "8G"])}
        if self.chance(0.2):
            self.templates[name] |= {"bios": "ovmf", "agent": self.chance(0.7)}
        return name

    # -- machines ---------------------------------------------------------------------------------------------------------
    def name(self):
        while True:
            name = self.rng.choice(WORDS) + self.rng.choice(["", "", "-b", "-07", "z"])
            if not any(name.startswith(other) or other.startswith(name) for other in self.names) and name not in ("all", "default"):
                self.names.add(name)
                return name

    def software(self):
        """Names of components that can be on one machine."""
        names = []
        for _ in range(self.rng.choice([0, 1, 1, 1, 2, 3])):
            drawn = self.rng.choice([name for name, one in self.catalogue.components.items() if not one.members])
            more = self.catalogue.closure([*names, drawn]) if drawn not in names else names
            if not self.catalogue.clash(more):
                names = more
        self.rng.shuffle(names)
        return names

    def drawn_parameters(self, name):
        """What the fleet says of a component, everywhere the same: members of one thing must agree."""
        if name not in self.parameters:
            component, chosen = self.catalogue.components[name], {}
            if self.chance(0.5):
                chosen = dict(component.example)
            ports = {port.get("parameter") for port in component.ports}
            for key, spec in component.parameters.items():
                if key in component.fixed() or key in ports or key in chosen or key.endswith("port") or not self.chance(0.15):
                    continue
                value = draw_value(self.rng, spec)
                if value is not None:
                    chosen[key] = value
            self.parameters[name] = chosen
        return self.parameters[name]

    def entry_of(self, name, system):
        component, entry = self.catalogue.components[name], {"name": name}
        versions = [one for one in component.versions if system in one.get("os", component.os)]
        if versions and self.chance(0.15):
            entry["version"] = self.rng.choice(versions)["version"]
        if self.drawn_parameters(name):
            entry["parameters"] = self.drawn_parameters(name)
        return entry if len(entry) > 1 or self.chance(0.3) else name

    def nic(self, network, count):
        nic = {"network": network.name}
        for family in ("ipv4", "ipv6"):
            ways = ["none"]
            if network.has(family):
                address = network.fixed(family, count)
                ways = ["dhcp"] + ([address] * 3 if address else []) + (["auto"] * 3 if "range" in network.spec[family] else [])
                ways += ["slaac"] if family == "ipv6" else []
            nic[family] = self.rng.choice(ways)
        if not network.has("ipv6") and self.chance(0.8):
            del nic["ipv6"]
        if self.chance(0.1):
            nic["model"] = self.rng.choice(["virtio", "e1000", "vmxnet3"])
        if self.chance(0.1):
            nic["firewall"] = False
        return nic

    def disks(self, least, ha):
        rng = self.rng
        disks = [{"name": "root", "size": rng.choice([max(20, least), f"{max(20, least)}G", "100G"])}]
        classes = [None, "shared" if self.shared else "local"] if ha or not self.chance(0.5) else [None, None, "ssd"]
        for i in range(rng.choice([0, 0, 1, 2])):
            disk = {"name": f"data-{i}", "size": rng.choice([10, "50G", "1T", "500 GB"]), "mount": f"/srv/d{i}"}
            if rng.choice(classes):
                disk["class"] = classes[-1]
            if self.chance(0.4):
                disk["filesystem"] = rng.choice(["ext4", "xfs"])
            if self.chance(0.2):
                disk |= {"bus": rng.choice(["virtio", "sata"]), "backup": False, "ssd": False}
            disks.append(disk)
        return disks

    def machine(self, names, count, profile=None):
        rng, catalogue = self.rng, self.catalogue
        every = {*names, *catalogue.everywhere(), *(catalogue.software_of(profile) if profile else [])}
        template = self.template_for([*every])
        memory = sum(catalogue.components[one].needs["memory_mib"] for one in every)
        disk = sum(catalogue.components[one].needs["disk_gib"] for one in every)
        flags = {flag for one in every for flag in catalogue.components[one].needs.get("cpu_flags", [])}
        ha = self.shared and len(self.nodes) >= 3 and self.chance(0.4)
        name = self.name()
        entry = {"name": name}
        if count > 1 and self.chance(0.5):
            entry["count"] = count
        elif count > 1:
            entry["name"] = f"{name}-{{{1:02}..{count:02}}}"
        self.machines.append((entry, count))
        if self.chance(0.2):
            entry["description"] = rng.choice(TEXTS)
        if profile:
            entry["profile"] = profile
        entry |= {"template": template, "memory": max(2048, -(-memory // 512) * 512) * rng.choice([1, 1, 2]), "disks": self.disks(disk, ha)}
        if flags or self.chance(0.5):
            entry["cpu"] = {"cores": rng.choice([2, 2, 4, 8])} | ({"type": rng.choice(["x86-64-v3", "host"])} if flags or self.chance(0.3) else {})
        if names:
            entry["software"] = [self.entry_of(one, self.templates[template]["os"]) for one in names]
        entry["nics"] = [self.nic(network, count) for network in self.rng.sample(self.networks, rng.choice([1, 1, min(2, len(self.networks))]))]
        if all(entry["nics"][0].get(family, "none") == "none" for family in ("ipv4", "ipv6")):
            entry["nics"][0]["ipv4" if self.network(entry).has("ipv4") else "ipv6"] = "dhcp"
        self.extras(entry, ha, count)
        return entry

    def network(self, entry):
        return next(one for one in self.networks if one.name == entry["nics"][0]["network"])

    def extras(self, entry, ha, count):
        rng = self.rng
        if ha:
            entry["ha"] = {"enabled": True} | ({"priority": rng.randint(1, 1000), "nodes": [self.nodes[-1]]} if self.chance(0.3) else {})
        elif self.chance(0.15) and count == 1:
            entry["node"] = rng.choice(self.nodes)
        if self.backup_storage and self.chance(0.4):
            entry["backup"] = {"enabled": True, "schedule": rng.choice(SCHEDULES), "mode": rng.choice(["snapshot", "suspend", "stop"])}
            if self.chance(0.3):
                entry["backup"]["retention"] = {"keep_last": rng.randint(1, 9), "keep_weekly": rng.randint(0, 9)}
            entry |= {"protection": True} if self.chance(0.4) else {}
        if self.chance(0.25):
            entry["firewall"] = {"enabled": self.chance(0.8), "rules": [self.rule() for _ in range(rng.choice([0, 1, 3]))]}
        if self.chance(0.2):
            entry["startup"] = {"on_boot": True, "order": rng.randint(0, 100), "up_delay": rng.choice([0, 30])}
        if self.chance(0.15):
            entry["tags"] = [rng.choice(["blue", "tier_1", "a+b", "x.y"])]
        if self.chance(0.1):
            entry["users"] = [{"name": "guest-1", "ssh_keys": [f"{KEY} guest@example.org"], "groups": ["video"]}]
        if self.chance(0.1):
            entry["vmid"] = [next(self.vmids) for _ in range(count)][0]
        if self.chance(0.1):
            entry["balloon"] = 1024
        if count > 1 and self.chance(0.3):
            member = f"{entry['name']}-01" if "count" in entry else entry["name"].split("{")[0] + "01"
            entry["exceptions"] = {member: {"memory": entry["memory"] * 2, "description": rng.choice(TEXTS)}}

    def rule(self):
        rng = self.rng
        rule = {"direction": rng.choice(["in", "in", "out"]), "action": "accept", "protocol": rng.choice(["tcp", "udp", "icmp", "vrrp"])}
        if rule["protocol"] in ("tcp", "udp"):
            rule["port"] = rng.choice([8080, "80,443", "8000:8100"])
        source = rng.choice([None, "198.51.100.0/24", "2001:db8:ffff::/48", self.networks[0].name, "203.0.113.7"])
        if source:
            rule["source"] = source
        if self.chance(0.5):
            rule["comment"] = rng.choice([text for text in TEXTS if "\n" not in text])
        return rule

    # -- things that take several machines --------------------------------------------------------------------------------
    def whole(self, component):
        """The machines of a component that says what they must be together: one or three of the leading kind, and followers."""
        rule = component.members[0]
        (key, value), = rule["where"].items()
        leaders = self.rng.choice([1, 1, 3])
        others = [other for other in component.parameters[key]["enum"] if other != value]
        for kind, count in [(value, leaders), *[(other, self.rng.choice([1, 2])) for other in others if self.chance(0.7)]]:
            extra = rule.get("several_need", []) if kind == value and count > 1 else []
            entry = self.machine([component.name, *extra], count)
            entry["cpu"] = {**entry.get("cpu", {}), "cores": max(rule.get("cores", 2), entry.get("cpu", {}).get("cores", 2))}
            given = {**self.drawn_parameters(component.name), key: value if kind == value else kind}
            entry["software"] = [{"name": component.name, "parameters": given}, *extra]

    def replica(self):
        first, second = (self.machine(["postgresql"], 1) for _ in range(2))
        password = {"replication_password_variable": "vault_postgresql_replication"}
        for entry in (first, second):
            entry["template"] = first["template"]
        first["software"] = [{"name": "postgresql", "parameters": {"databases": [{"name": "shop"}]}}]
        second["software"] = [{"name": "postgresql", "parameters": {"replica_of": first["name"], **password}}]

    def stack(self, fleet):
        """Names a stack in the fleet and answers the defaults that its machines need."""
        fleet["stack"] = self.rng.choice(sorted(self.catalogue.stacks))
        machines = self.catalogue.stacks[fleet["stack"]]["stack"]["machines"]
        for one in machines:
            self.names.add(one["name"])
            for entry in one.get("software", []):
                self.stacked.add(entry if isinstance(entry, str) else entry["name"])
            self.stacked |= set(self.catalogue.software_of(one["profile"]) if "profile" in one else [])
        nic = {"network": self.networks[0].name, "ipv4": "dhcp" if self.networks[0].has("ipv4") else "none"}
        nic |= {} if self.networks[0].has("ipv4") else {"ipv6": "dhcp"}
        return {"nics": [nic], "template": self.template_for(sorted(self.stacked))}

    # -- the fleet --------------------------------------------------------------------------------------------------------
    def fleet(self):
        rng = self.rng
        fleet = {"apiVersion": "atlas/v1", "kind": "Fleet",
                 "metadata": {"name": rng.choice(["shop", "lab-7", "x", "end", "a" * 31]), "owner": "ops@example.org"}}
        if self.chance(0.4):
            fleet["metadata"] |= {"description": rng.choice(TEXTS), "timezone": rng.choice(ZONES)}
        fleet["environment"] = rng.choice(["dev", "test", "prod"])
        fleet["cluster"] = self.cluster()
        taken = list(self.catalogue.taken)
        self.networks = [Network(rng, name, i + 1, taken) for i, name in enumerate(rng.sample(["lan", "front", "back", "end", "net-2"], rng.choice([1, 1, 2, 3])))]
        defaults = {"pool": rng.choice(["lab", "Pool.x_1"])} if self.chance(0.3) else {}
        if self.chance(0.15):
            defaults |= self.stack(fleet)
        self.draw_machines()
        fleet["templates"], fleet["networks"] = self.templates, {one.name: one.spec for one in self.networks}
        fleet["users"] = [{"name": "ops", "sudo": True, "ssh_keys": [f"{KEY} ops@example.org"]}]
        if self.chance(0.2):
            fleet["users"].append({"name": "audit_1", "ssh_keys": [f"{KEY} audit@example.org"], "groups": ["adm"]})
        if defaults:
            fleet["defaults"] = defaults
        fleet["machines"] = [entry for entry, _ in self.machines]
        self.rest(fleet)
        return fleet

    def draw_machines(self):
        total = 0
        wholes = [one for name, one in self.catalogue.components.items() if one.members and name not in self.stacked]
        if wholes and self.chance(0.15):
            self.whole(self.rng.choice(wholes))
        if self.chance(0.1):
            self.replica()
        while total < self.size and len(self.names) < 18:
            count = self.rng.choice([1, 1, 1, 2, 3, min(9, self.size)])
            count = min(count, self.size - total)
            profile = self.profile() if self.chance(0.3) else None
            self.machine([] if profile else self.software(), count, profile)
            total += count

    def profile(self):
        """A profile whose components are no part of something larger."""
        fitting = [name for name in sorted(self.catalogue.profiles)
                   if not any(self.catalogue.components[one].members for one in self.catalogue.software_of(name))]
        return self.rng.choice(fitting)

    def names_of(self, entry, count):
        if count == 1:
            return [entry["name"].replace("{01..01}", "01")]
        base = f"{entry['name']}-" if "count" in entry else entry["name"].split("{")[0]
        return [f"{base}{i + 1:02}" for i in range(count)]

    def rest(self, fleet):
        rng = self.rng
        apart = [(entry, count) for entry, count in self.machines if 1 < count <= len(self.nodes)]
        if apart and self.chance(0.5):
            entry, count = rng.choice(apart)
            fleet["affinity"] = [{"name": "apart-1", "type": "apart", "machines": self.names_of(entry, count), "strict": self.chance(0.5)}]
        if self.chance(0.2):
            entry, count = rng.choice(self.machines)
            name = self.names_of(entry, count)[0]
            fleet["environments"] = {rng.choice(["dev", "test", "prod"]): {"machines": {name: {"memory": "64G"}}, "metadata": {"description": "other"}}}
        if self.chance(0.2):
            fleet["mirror"] = self.mirror()
        if self.chance(0.6):
            fleet["monitoring"] = self.monitoring()

    def mirror(self):
        base = "https://mirror.example.org"
        full = {"air_gapped": True, "apt": f"{base}/apt", "yum": f"{base}/yum", "container_registry": "registry.example.org:5000/x",
                "provider_mirror": self.rng.choice([f"{base}/providers/", "/srv/providers"]), "image_base": f"{base}/images",
                "ansible_galaxy": f"{base}/galaxy", "python_index": f"{base}/pypi/simple", "ntp_servers": ["ntp.example.org", "192.0.2.123"]}
        if self.chance(0.5):
            return full
        return {key: full[key] for key in full if key != "air_gapped" and self.chance(0.4)} or {"apt": f"{base}/apt"}

    def monitoring(self):
        watching = [name for entry, count in self.machines for name in self.names_of(entry, count)
                    if any((one if isinstance(one, str) else one["name"]) == "prometheus" for one in entry.get("software", []))
                    or entry.get("profile") == "monitoring"]
        monitoring = {"server": self.rng.choice(watching)} if watching and self.chance(0.8) else {"enabled": self.chance(0.7)}
        if self.chance(0.5):
            monitoring["alert_email"] = "oncall@example.org"
        if self.chance(0.3):
            monitoring["retention_days"] = self.rng.choice([1, 45, 3650])
        if self.chance(0.2):
            monitoring["log_server"] = self.rng.choice(["logs.example.org:6514", "192.0.2.9:514"])
        return monitoring


if __name__ == "__main__":
    print(text_of(Maker(Catalogue(), sys.argv[1]).fleet(int(sys.argv[2]))), end="")
