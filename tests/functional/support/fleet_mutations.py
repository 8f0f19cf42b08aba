"""Ways to spoil a valid fleet. Each entry of the table says the id that ATLAS must give, and has a function that spoils a fleet (a
mapping as fleet_maker draws them) and answers where: a path such as ("machines", 2, "memory"), or several, whose lines in the
written file the message must point into. A function answers None when the fleet has nothing of the kind.
Functions under TEXT spoil the written lines and answer the first and last line that they touched."""
import re

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB9Yd6TPMrIh0iDZkJ1Ee5jO1Hq3xQ0n8mR0tPq7xZ3u"
TABLE, TEXT = [], []


def spoils(identifier, name=None):
    def register(function):
        TABLE.append((name or function.__name__, identifier, function))
        return function
    return register


def spoils_text(identifier):
    def register(function):
        TEXT.append((function.__name__, identifier, function))
        return function
    return register


# -- helpers ----------------------------------------------------------------------------------------------------------------
def machines(fleet, wanted=lambda entry: True):
    return [(i, entry) for i, entry in enumerate(fleet["machines"]) if wanted(entry)]


def some(rng, found):
    return rng.choice(found) if found else (None, None)


def put(fleet, path, value):
    """Sets a value, making mappings on the way, and answers its path."""
    at = fleet
    for key in path[:-1]:
        at = at.setdefault(key, {}) if isinstance(at, dict) else at[key]
    at[path[-1]] = value
    return path


def any_machine(rng, fleet, below, value, wanted=lambda entry: True):
    i, entry = some(rng, machines(fleet, wanted))
    return None if entry is None else put(fleet, ("machines", i, *below), value)


def value_case(identifier, name, below, *values, wanted=lambda entry: True, of_machine=True):
    """One value of a machine (or of the fleet) becomes one of those given."""
    def spoil(rng, fleet):
        value = rng.choice(values)
        return any_machine(rng, fleet, below, value, wanted) if of_machine else put(fleet, below, value)
    TABLE.append((name, identifier, spoil))


def first_name(entry):
    if "count" in entry:
        return f"{entry['name']}-01"
    found = re.fullmatch(r"(.*)\{([0-9]+)\.\.[0-9]+\}", entry["name"])
    return found[1] + found[2] if found else entry["name"]


def is_single(entry):
    return "count" not in entry and "{" not in entry["name"]


def used(entry):
    return [one if isinstance(one, str) else one["name"] for one in entry.get("software", [])]


def static_nics(fleet, family="ipv4", single=True):
    return [(i, n, nic) for i, entry in machines(fleet, is_single if single else lambda entry: True) for n, nic in enumerate(entry["nics"])
            if re.match(r"[0-9a-f.:]+$", nic.get(family, "auto")) and nic.get(family) not in ("auto", "dhcp", "none")]


def with_software(entry, *names):
    entry["software"] = [one for one in entry.get("software", []) if (one if isinstance(one, str) else one["name"]) not in names]
    entry["software"] += [{"name": name} for name in names]
    return len(entry["software"])


def network4(rng, fleet, wanted=lambda spec: True):
    found = [(name, spec) for name, spec in fleet["networks"].items() if "ipv4" in spec and wanted(spec["ipv4"])]
    return some(rng, found)


# -- the text is no YAML that ATLAS reads ---------------------------------------------------------------------------------------
@spoils_text("ATLAS-E1004")
def key_twice(rng, lines):
    at = rng.choice([i for i, line in enumerate(lines) if re.match(r"(  )?[a-z]+[A-Za-z_]*: \S", line)])
    lines.insert(at + 1, lines[at])
    return at + 1, at + 2


@spoils_text("ATLAS-E1005")
def tab(rng, lines):
    at = rng.choice([i for i, line in enumerate(lines) if re.match(r"  [a-z]", line)])
    lines[at] = "\t" + lines[at].lstrip()
    return at + 1, at + 1


@spoils_text("ATLAS-E1006")
def bracket_left_open(rng, lines):
    at = lines.index("kind: Fleet")
    lines[at] = "kind: [Fleet"
    return at + 1, at + 3


@spoils_text("ATLAS-E1006")
def colon_in_plain_text(rng, lines):
    at = next(i for i, line in enumerate(lines) if line.startswith("  owner: "))
    lines[at] = "  owner: team: platform"
    return at + 1, at + 1


@spoils_text("ATLAS-E1008")
def second_document(rng, lines):
    at = rng.choice([i for i, line in enumerate(lines) if re.match(r"[a-z]", line) and i > 3])
    lines.insert(at, "---")
    return at + 1, at + 2


@spoils_text("ATLAS-E1009")
def number_as_key(rng, lines):
    at = lines.index("networks:")
    lines.insert(at + 1, rng.choice(["  10: {bridge: vmbr0}", "  true: {bridge: vmbr0}", "  null: {bridge: vmbr0}"]))
    return at + 2, at + 2


@spoils_text("ATLAS-E1010")
def yaml_tag(rng, lines):
    at = next(i for i, line in enumerate(lines) if line.startswith("  owner: "))
    lines[at] = f"  owner: {rng.choice(['!vault', '!!binary', '!!python/object:os.system'])} aGVsbG8="
    return at + 1, at + 1


@spoils_text("ATLAS-E1010")
def merge_key(rng, lines):
    at = lines.index("metadata:")
    lines.insert(at + 1, "  <<: {description: x}")
    return at + 2, at + 2


@spoils_text("ATLAS-E1003")
def invisible_character(rng, lines):
    at = next(i for i, line in enumerate(lines) if line.startswith("  owner: "))
    lines[at] += rng.choice(["\u200b", "\u202e", "\x07"])
    return at + 1, at + 1


# -- the value does not follow the schema ---------------------------------------------------------------------------------------
def keyed_places(value, path=()):
    """Mappings whose keys ATLAS knows (not those whose keys a person chooses, nor a component's parameters)."""
    free = path and path[-1] in ("templates", "networks", "exceptions", "machines", "environments", "parameters")
    if isinstance(value, dict):
        if not free:
            yield from ((path, key) for key in value)
        for key, inner in value.items():
            if key != "parameters" and key != "environments":
                yield from keyed_places(inner, (*path, key))
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from keyed_places(inner, (*path, i))


@spoils("ATLAS-E1101")
def typo_of_a_key(rng, fleet):
    required = {"apiVersion", "kind", "metadata", "cluster", "templates", "networks", "name", "nodes", "storage", "id", "classes", "os", "vmid",
                "node", "subnet", "network", "type", "machines"}
    path, key = rng.choice([(path, key) for path, key in keyed_places(fleet) if key not in required and len(key) > 3])
    at = fleet
    for step in path:
        at = at[step]
    i = rng.randrange(1, len(key) - 1)
    wrong = rng.choice([key[:i] + key[i + 1:], key[:i] + "x" + key[i:], key[:i] + key[i + 1] + key[i] + key[i + 2:]])
    if wrong in ("", key) or wrong in at:
        wrong = key + "x"
    items = [(wrong if one == key else one, value) for one, value in at.items()]
    at.clear()
    at.update(items)
    return (*path, wrong)


@spoils("ATLAS-E1102")
def required_key_missing(rng, fleet):
    network, spec = network4(rng, fleet)
    template = rng.choice(list(fleet["templates"]))
    places = [(("metadata",), "name"), (("cluster",), "storage"), (("templates", template), "vmid"), (("cluster", "storage", 0), "id"),
              (("users", 0), "name"), (("machines", 0, "nics", 0), "network")]
    places += [(("networks", network, "ipv4"), "subnet")] if network and len(spec["ipv4"]) > 1 else []
    path, key = rng.choice(places)
    at = fleet
    for step in path:
        at = at[step]
    del at[key]
    return path


@spoils("ATLAS-E1102")
def part_missing(rng, fleet):
    del fleet[rng.choice(["cluster", "templates", "networks"])]
    return ()


value_case("ATLAS-E1103", "list for a number", ("memory",), [4], ["4G"])
value_case("ATLAS-E1103", "text for a mapping", ("cpu",), "four", 4)
value_case("ATLAS-E1103", "text for a list", ("nics",), "lan", 7)
value_case("ATLAS-E1103", "text for true or false", ("protection",), "yes", "on", 1)
value_case("ATLAS-E1103", "number for text", ("description",), 5, True)
value_case("ATLAS-E1103", "mapping for a list", ("cluster", "storage"), {"id": "ceph"}, of_machine=False)
value_case("ATLAS-E1104", "too little memory", ("memory",), 511, "256M", 0)
value_case("ATLAS-E1104", "too many cores", ("cpu",), {"cores": 65}, {"cores": 0}, {"cores": 4, "sockets": 5})
value_case("ATLAS-E1104", "priority of HA", ("ha",), {"enabled": False, "priority": 1001}, {"enabled": False, "max_restart": 11})
value_case("ATLAS-E1104", "retention", ("backup",), {"enabled": False, "retention": {"keep_last": 1001}})
value_case("ATLAS-E1104", "id of a machine", ("vmid",), 99, 1000000000)
value_case("ATLAS-E1104", "clones in a wave", ("cluster", "clones_per_wave"), 0, 33, of_machine=False)
value_case("ATLAS-E1104", "retention of metrics", ("monitoring",), {"retention_days": 3651}, {"retention_days": -1}, of_machine=False)
value_case("ATLAS-E1105", "environment", ("environment",), "production", "Prod", "", of_machine=False)
value_case("ATLAS-E1105", "policy of the firewall", ("firewall",), {"policy_in": "allow"}, {"policy_out": "deny"})
value_case("ATLAS-E1105", "mode of the backup", ("backup",), {"mode": "live"})
value_case("ATLAS-E1106", "unit of memory", ("memory",), "4X", "four", "4 potatoes", "1..5G", "-4G")
value_case("ATLAS-E1106", "name of the fleet", ("metadata", "name"), "Shop", "my shop", "-x", "1shop", of_machine=False)
value_case("ATLAS-E1106", "range of ids", ("cluster", "vmids"), "1000", "1000 to 1999", "a-b", of_machine=False)
value_case("ATLAS-E1112", "form of the file", ("apiVersion",), "atlas/v0", "v1", of_machine=False)
value_case("ATLAS-E1113", "form of the future", ("apiVersion",), "atlas/v2", "atlas/v10", of_machine=False)
value_case("ATLAS-E1114", "another kind", ("kind",), "Profile", "fleet", of_machine=False)


@spoils("ATLAS-E1111")
def no_version(rng, fleet):
    del fleet["apiVersion"]
    return ()


@spoils("ATLAS-E1104")
def vlan_5000(rng, fleet):
    name, spec = some(rng, [(name, spec) for name, spec in fleet["networks"].items() if "bridge" in spec])
    return put(fleet, ("networks", name, "vlan"), rng.choice([0, 4095, 5000, -1])) if name else None


@spoils("ATLAS-E1104")
def mtu(rng, fleet):
    return put(fleet, ("networks", rng.choice(list(fleet["networks"])), "mtu"), rng.choice([575, 65521]))


@spoils("ATLAS-E1104")
def size_of_a_disk(rng, fleet):
    i, _ = some(rng, machines(fleet))
    return put(fleet, ("machines", i, "disks", 0, "size"), rng.choice([9, "5G", "11T", 0]))


@spoils("ATLAS-E1105")
def bus_of_a_disk(rng, fleet):
    i, _ = some(rng, machines(fleet))
    return put(fleet, ("machines", i, "disks", 0, rng.choice(["bus", "filesystem"])), rng.choice(["ide", "btrfs", "SCSI"]))


@spoils("ATLAS-E1105")
def model_of_a_card(rng, fleet):
    i, _ = some(rng, machines(fleet))
    return put(fleet, ("machines", i, "nics", 0, "model"), "virtio-net")


@spoils("ATLAS-E1106")
def bad_cidr(rng, fleet):
    name, _ = network4(rng, fleet)
    return put(fleet, ("networks", name, "ipv4", "subnet"), rng.choice(["10.0.0.0", "10.0.0.0/33", "10.0.0/24", "300.1.1.0/24", "2001:db8::/64"])) if name else None


@spoils("ATLAS-E1106")
def no_address(rng, fleet):
    found = static_nics(fleet)
    if not found:
        return None
    i, n, _ = rng.choice(found)
    return put(fleet, ("machines", i, "nics", n, "ipv4"), rng.choice(["10.0.0.256", "10.0.0", "static", "10.0.0.5/24"]))


@spoils("ATLAS-E1106")
def upper_case_name(rng, fleet):
    i, entry = some(rng, machines(fleet, is_single))
    return put(fleet, ("machines", i, "name"), rng.choice(["Web-01", "web_01", "wéb", "web.example.org"])) if entry else None


@spoils("ATLAS-E1109")
def name_twice_in_a_list(rng, fleet):
    i, entry = some(rng, machines(fleet))
    kind = rng.choice(["disks", "users"])
    if kind == "disks":
        entry["disks"] += [{"name": "twice", "size": 20}, {"name": "twice", "size": 30}]
        return ("machines", i, "disks", len(entry["disks"]) - 1)
    fleet["users"].append(dict(fleet["users"][0]))
    return ("users", len(fleet["users"]) - 1)


# -- profiles, names, layers -----------------------------------------------------------------------------------------------------
value_case("ATLAS-E1201", "unknown profile", ("profile",), "web-servr", "no-such-profile")
value_case("ATLAS-E1201", "unknown stack", ("stack",), "no-such-stack", of_machine=False)
value_case("ATLAS-E1209", "stack as a profile", ("profile",), "load-balanced-web")
value_case("ATLAS-E1217", "profile as a stack", ("stack",), "web-server", of_machine=False)
value_case("ATLAS-E1204", "pattern upside down", ("name",), "zq-{03..01}", wanted=is_single)
value_case("ATLAS-E1206", "exception for nobody", ("exceptions",), {"no-such-*": {"memory": "4G"}}, {"zq-99": {"memory": "4G"}})
value_case("ATLAS-E1214", "name of digits", ("name",), "2001", wanted=is_single)
value_case("ATLAS-E1215", "ids upside down", ("cluster", "vmids"), "1999-1000", of_machine=False)


@spoils("ATLAS-E1204")
def count_and_pattern(rng, fleet):
    i, entry = some(rng, machines(fleet, lambda one: "{" in one["name"]))
    return entry and [put(fleet, ("machines", i, "count"), 2), ("machines", i, "name")]


@spoils("ATLAS-E1205")
def too_many_machines(rng, fleet):
    i, entry = some(rng, machines(fleet, lambda one: "count" in one))
    return entry and put(fleet, ("machines", i, "count"), rng.choice([201, 99999])) and ("machines", i)


@spoils("ATLAS-E1206")
def overlay_for_nobody(rng, fleet):
    fleet["environments"] = {fleet["environment"]: {"machines": {"zq-*": {"memory": "4G"}}}}
    return ("environments",)


@spoils("ATLAS-E1207")
def machine_twice(rng, fleet):
    if len(fleet["machines"]) < 2:
        return None
    other = first_name(fleet["machines"][0])
    i, entry = some(rng, [(i, one) for i, one in machines(fleet, is_single) if i > 0 and first_name(one) != other and fleet["machines"][0]["name"] != other])
    return entry and put(fleet, ("machines", i, "name"), other)


@spoils("ATLAS-E1208")
def ids_run_out(rng, fleet):
    i, entry = some(rng, machines(fleet, lambda one: not is_single(one) and one["name"] != first_name(one) and "{01..01}" not in one["name"]))
    return entry and put(fleet, ("machines", i, "vmid"), 999999999)


@spoils("ATLAS-E1211")
def rule_for_nobody(rng, fleet):
    fleet["affinity"] = [{"name": "nobody", "type": "apart", "machines": ["zq-*"]}]
    return ("affinity", 0)


@spoils("ATLAS-E1213")
def bridge_and_vnet(rng, fleet):
    name = rng.choice(list(fleet["networks"]))
    spec = fleet["networks"][name]
    if rng.random() < 0.5:
        spec |= {"bridge": "vmbr0", "vnet": "vnet1"}
    else:
        spec.pop("bridge", None)
        spec.pop("vnet", None)
    return ("networks", name)


@spoils("ATLAS-E1216")
def no_machine(rng, fleet):
    if "stack" in fleet:
        return None
    fleet["machines"] = []
    for key in ("affinity", "environments", "monitoring"):
        fleet.pop(key, None)
    return ()


# -- the parts of a fleet do not fit together ---------------------------------------------------------------------------------------
value_case("ATLAS-E2003", "reserved name", ("name",), "localhost", "pve1", wanted=is_single)
value_case("ATLAS-E2005", "unknown template", ("template",), "debian-99")
value_case("ATLAS-E2015", "unknown storage of backups", ("backup",), {"enabled": True, "storage": "zq-store"})
value_case("ATLAS-E2040", "unknown node", ("node",), "pve99")
value_case("ATLAS-E2044", "id outside the range", ("vmid",), 5000000, wanted=is_single)
value_case("ATLAS-E2045", "old Proxmox", ("cluster", "pve_version"), "7.4", "6.0", of_machine=False)
value_case("ATLAS-E1106", "endpoint without TLS", ("cluster", "endpoint"), "http://pve.example.org:8006", "pve.example.org", of_machine=False)
value_case("ATLAS-E2048", "endpoint with a path", ("cluster", "endpoint"), "https://pve.example.org:8006/api2/json", of_machine=False)
value_case("ATLAS-E2055", "balloon above the memory", ("balloon",), "1T")
value_case("ATLAS-E2061", "user of the system", ("users",), [{"name": "root"}], [{"name": "www-data"}], wanted=lambda entry: "users" not in entry)
value_case("ATLAS-E2062", "broken SSH key", ("users",), [{"name": "bob", "ssh_keys": ["ssh-ed25519 AAAA bob"]}],
           [{"name": "bob", "ssh_keys": [KEY.replace("ssh-ed25519", "ssh-rsa")]}])
value_case("ATLAS-E2081", "schedule", ("backup",), {"enabled": True, "schedule": "25:00"}, {"enabled": True, "schedule": "every night"})
value_case("ATLAS-E2085", "start order of a machine that does not start", ("startup",), {"on_boot": False, "order": 3})
value_case("ATLAS-E2101", "unknown component", ("software",), ["ngnix"], [{"name": "no_such"}])
value_case("ATLAS-E2121", "mirror with a password", ("mirror",), {"apt": "https://user:word@mirror.example.org/apt"}, of_machine=False)
value_case("ATLAS-E2130", "a secret in the text", ("description",), "the password is in -----BEGIN OPENSSH PRIVATE KEY-----",
           "PVEAPIToken=root@pam!atlas=7c2d4e58-6b1f-4f0a-9f3e-2b6c8d9e0f11")
value_case("ATLAS-E2132", "time zone", ("metadata", "timezone"), "CEST", "GMT+2", of_machine=False)
value_case("ATLAS-E2140", "unknown monitoring server", ("monitoring",), {"server": "zq-01"}, of_machine=False)
value_case("ATLAS-E1106", "address of the log server", ("monitoring",), {"log_server": "logs.example.org"}, {"alert_email": "nobody"}, of_machine=False)
value_case("ATLAS-E2141", "port of the log server", ("monitoring",), {"log_server": "logs.example.org:70000"}, of_machine=False)


@spoils("ATLAS-E2006")
def unknown_system(rng, fleet):
    return put(fleet, ("templates", fleet["machines"][0]["template"], "os"), rng.choice(["debian-7", "windows-11"]))


@spoils("ATLAS-E2007")
def templates_with_one_id(rng, fleet):
    if len(fleet["templates"]) < 2:
        return None
    first, second = list(fleet["templates"])[:2]
    return [put(fleet, ("templates", second, "vmid"), fleet["templates"][first]["vmid"]), ("templates", first, "vmid")]


@spoils("ATLAS-E2009")
def processor_of_yesterday(rng, fleet):
    i, entry = some(rng, machines(fleet, lambda one: fleet["templates"][one["template"]]["os"] in ("rocky-9", "alma-9")))
    return entry and put(fleet, ("machines", i, "cpu"), {"type": rng.choice(["kvm64", "qemu64"])})


@spoils("ATLAS-E2011")
def disk_below_the_template(rng, fleet):
    i, entry = some(rng, machines(fleet))
    fleet["templates"][entry["template"]]["disk"] = "3T"
    return [("machines", n, "disks", 0, "size") for n, one in machines(fleet) if one["template"] == entry["template"]]


@spoils("ATLAS-E2013")
def mount_over_the_system(rng, fleet):
    i, entry = some(rng, machines(fleet))
    entry["disks"].append({"name": "extra", "size": 20, "mount": rng.choice(["/usr", "/", "/etc"])})
    return ("machines", i, "disks", len(entry["disks"]) - 1)


@spoils("ATLAS-E2014")
def bus_is_full(rng, fleet):
    i, entry = some(rng, machines(fleet))
    entry["disks"] += [{"name": f"full-{n}", "size": 10, "bus": "sata"} for n in range(7)]
    return ("machines", i, "disks")


@spoils("ATLAS-E2015")
def unknown_storage(rng, fleet):
    i, _ = some(rng, machines(fleet))
    return put(fleet, ("machines", i, "disks", 0, "storage"), "zq-store")


@spoils("ATLAS-E2016")
def class_of_no_storage(rng, fleet):
    i, _ = some(rng, machines(fleet))
    put(fleet, ("machines", i, "disks", 0, "classes"), ["local", "shared"])
    return ("machines", i, "disks", 0)


@spoils("ATLAS-E2017")
def disk_on_a_backup_storage(rng, fleet):
    fleet["cluster"]["storage"].append({"id": "pbs-zq", "classes": ["backup"]})
    i, _ = some(rng, machines(fleet))
    return put(fleet, ("machines", i, "disks", 0, "storage"), "pbs-zq")


@spoils("ATLAS-E2018")
def two_default_storages(rng, fleet):
    storage = fleet["cluster"]["storage"]
    storage.append(rng.choice([{"id": "second", "classes": ["local", "hdd"], "default": True}, dict(storage[0], default=False)]))
    return ("cluster", "storage", len(storage) - 1)


@spoils("ATLAS-E2019")
def ha_on_a_local_disk(rng, fleet):
    if len(fleet["cluster"]["nodes"]) < 3 or any("shared" in one["classes"] for one in fleet["cluster"]["storage"]):
        return None
    i, entry = some(rng, machines(fleet))
    entry["ha"] = {"enabled": True}
    return ("machines", i)


@spoils("ATLAS-E2020")
def unknown_network(rng, fleet):
    i, _ = some(rng, machines(fleet))
    return put(fleet, ("machines", i, "nics", 0, "network"), "zq-net")


@spoils("ATLAS-E1106")
def subnet_with_host_bits(rng, fleet):
    name, spec = network4(rng, fleet)
    return name and put(fleet, ("networks", name, "ipv4", "subnet"), spec["ipv4"]["subnet"].replace(".0/", ".9/").replace(".128/", ".129/"))


@spoils("ATLAS-E2026")
def subnet_without_room(rng, fleet):
    name, spec = network4(rng, fleet)
    return name and put(fleet, ("networks", name, "ipv4", "subnet"), f"{spec['ipv4']['subnet'].split('/')[0]}/{rng.choice([31, 32])}")


@spoils("ATLAS-E2027")
def gateway_elsewhere(rng, fleet):
    name, spec = network4(rng, fleet)
    return name and put(fleet, ("networks", name, "ipv4", "gateway"), rng.choice(["203.0.113.1", spec["ipv4"]["subnet"].split("/")[0]]))


@spoils("ATLAS-E2028")
def range_elsewhere(rng, fleet):
    name, spec = network4(rng, fleet, lambda ipv4: "range" in ipv4)
    return name and put(fleet, ("networks", name, "ipv4", "range"), "203.0.113.10-203.0.113.20")


@spoils("ATLAS-E1106")
def range_upside_down(rng, fleet):
    name, spec = network4(rng, fleet, lambda ipv4: "range" in ipv4)
    return name and put(fleet, ("networks", name, "ipv4", "range"), "-".join(reversed(spec["ipv4"]["range"].split("-"))))


@spoils("ATLAS-E2030")
def address_outside_the_subnet(rng, fleet):
    i, n, nic = rng.choice(static_nics(fleet) or [(None, None, None)])
    if nic is None:
        return None
    gateway = fleet["networks"][nic["network"]]["ipv4"].get("gateway", "203.0.113.9")
    return put(fleet, ("machines", i, "nics", n, "ipv4"), rng.choice(["203.0.113.9", gateway]))


@spoils("ATLAS-E2031")
def address_twice(rng, fleet):
    found = static_nics(fleet)
    for i, n, nic in found[1:]:
        if nic["network"] == found[0][2]["network"]:
            return put(fleet, ("machines", i, "nics", n, "ipv4"), found[0][2]["ipv4"])
    return None


@spoils("ATLAS-E2032")
def automatic_without_a_network(rng, fleet):
    i, entry = some(rng, [(i, one) for i, one in machines(fleet) if "ipv6" not in fleet["networks"][one["nics"][0]["network"]]])
    return entry and put(fleet, ("machines", i, "nics", 0, "ipv6"), "auto")


@spoils("ATLAS-E2033")
def no_dns_server(rng, fleet):
    return put(fleet, ("networks", rng.choice(list(fleet["networks"])), "dns", "servers"), [rng.choice(["127.0.0.1", "0.0.0.0", "224.0.0.1"])])


@spoils("ATLAS-E1106")
def multicast_mac(rng, fleet):
    i, _ = some(rng, machines(fleet))
    return put(fleet, ("machines", i, "nics", 0, "mac"), "BD:24:11:00:00:01")


@spoils("ATLAS-E2036")
def mac_twice(rng, fleet):
    found = [i for i, _ in machines(fleet, is_single)]
    if len(found) < 2:
        return None
    put(fleet, ("machines", found[0], "nics", 0, "mac"), "BC:24:11:00:00:01")
    return [put(fleet, ("machines", found[1], "nics", 0, "mac"), "BC:24:11:00:00:01"), ("machines", found[0], "nics", 0, "mac")]


@spoils("ATLAS-E2037")
def no_address_at_all(rng, fleet):
    i, entry = some(rng, machines(fleet))
    entry["nics"] = [{"network": entry["nics"][0]["network"], "ipv4": "none"}]
    return ("machines", i)


@spoils("ATLAS-E2041")
def node_twice(rng, fleet):
    nodes = fleet["cluster"]["nodes"]
    nodes.append(nodes[0])
    return ("cluster", "nodes", len(nodes) - 1)


@spoils("ATLAS-E2042")
def too_few_ids(rng, fleet):
    if len(fleet["machines"]) < 3 or any("vmid" in one for one in fleet["machines"]):
        return None
    return put(fleet, ("cluster", "vmids"), "2000-2001")


@spoils("ATLAS-E2043")
def id_twice(rng, fleet):
    found = [i for i, _ in machines(fleet, is_single)]
    if len(found) < 2:
        return None
    value = int(fleet["cluster"]["vmids"].split("-")[0]) + 990
    return [put(fleet, ("machines", i, "vmid"), value) for i in found[:2]]


@spoils("ATLAS-E2050")
def more_cores_than_the_node(rng, fleet):
    fleet["cluster"]["nodes"] = [{"name": one if isinstance(one, str) else one["name"], "cores": 8, "memory": "2T"} for one in fleet["cluster"]["nodes"]]
    i, _ = some(rng, machines(fleet))
    return put(fleet, ("machines", i, "cpu", "cores"), 16)


@spoils("ATLAS-E2052")
def more_memory_than_the_node(rng, fleet):
    fleet["cluster"]["nodes"] = [{"name": one if isinstance(one, str) else one["name"], "memory": "128G"} for one in fleet["cluster"]["nodes"]]
    return any_machine(rng, fleet, ("memory",), "256G", lambda one: "exceptions" not in one)


@spoils("ATLAS-E2063")
def nobody_is_admin(rng, fleet):
    fleet["users"] = [{"name": "ops", "ssh_keys": [f"{KEY} ops@example.org"]}]
    return [("users",), ("machines",)]


@spoils("ATLAS-E2072")
def ha_on_one_node(rng, fleet):
    if len(fleet["cluster"]["nodes"]) != 1:
        return None
    i, entry = some(rng, machines(fleet))
    entry["ha"] = {"enabled": True}
    return ("machines", i)


@spoils("ATLAS-E2074")
def rule_for_one(rng, fleet):
    i, entry = some(rng, machines(fleet))
    fleet["affinity"] = [{"name": "one", "type": "together", "machines": [first_name(entry)]}]
    return ("affinity", 0)


@spoils("ATLAS-E2075")
def together_and_apart(rng, fleet):
    if len(fleet["machines"]) < 2 or len(fleet["cluster"]["nodes"]) < 2:
        return None
    both = [first_name(one) for one in fleet["machines"][:2]]
    fleet["affinity"] = [{"name": "a", "type": "together", "machines": both}, {"name": "b", "type": "apart", "machines": both}]
    return ("affinity",)


@spoils("ATLAS-E2076")
def more_apart_than_nodes(rng, fleet):
    names = [first_name(one) for one in fleet["machines"]]
    if len(names) <= len(fleet["cluster"]["nodes"]):
        return None
    fleet["affinity"] = [{"name": "a", "type": "apart", "machines": names}]
    return ("affinity", 0)


@spoils("ATLAS-E2077")
def pins_against_a_rule(rng, fleet):
    found = [(i, one) for i, one in machines(fleet, is_single) if "ha" not in one]
    if len(found) < 2 or len(fleet["cluster"]["nodes"]) < 2:
        return None
    node = fleet["cluster"]["nodes"][0]
    for _, entry in found[:2]:
        entry["node"] = node if isinstance(node, str) else node["name"]
    fleet["affinity"] = [{"name": "a", "type": "apart", "machines": [first_name(one) for _, one in found[:2]]}]
    return [("affinity", 0), *[("machines", i) for i, _ in found[:2]]]


@spoils("ATLAS-E2080")
def backup_to_nowhere(rng, fleet):
    if any("backup" in one["classes"] for one in fleet["cluster"]["storage"]):
        return None
    return any_machine(rng, fleet, ("backup",), {"enabled": True})


def rule_case(identifier, name, *rules):
    def spoil(rng, fleet):
        return any_machine(rng, fleet, ("firewall",), {"enabled": True, "rules": [dict(rng.choice(rules))]})
    TABLE.append((name, identifier, spoil))


rule_case("ATLAS-E2090", "port of a firewall rule", {"protocol": "tcp", "port": "80,70000"}, {"protocol": "tcp", "port": "90:80"}, {"protocol": "icmp", "port": 80})
rule_case("ATLAS-E1105", "protocol of a firewall rule", {"protocol": "http"}, {"action": "allow"}, {"direction": "both"})
rule_case("ATLAS-E2092", "source of a firewall rule", {"source": "nowhere"}, {"source": "10.0.0.0/40"})


# -- software -----------------------------------------------------------------------------------------------------------------------
@spoils("ATLAS-E2102")
def component_on_another_system(rng, fleet):
    fleet["templates"]["zq-rocky"] = {"os": "rocky-9", "vmid": 99999, "node": "pve1", "storage": fleet["cluster"]["storage"][0]["id"], "disk": 10}
    i, entry = some(rng, machines(fleet, lambda one: "profile" not in one and "cpu" not in one))
    if entry is None:
        return None
    entry |= {"template": "zq-rocky", "software": ["prometheus"], "memory": "8G"}
    return ("machines", i)


@spoils("ATLAS-E2103")
def version_nobody_offers(rng, fleet):
    i, entry = some(rng, machines(fleet))
    last = with_software(entry, "nginx")
    entry["software"][last - 1]["version"] = rng.choice(["99", "0.1"])
    return ("machines", i, "software", last - 1)


@spoils("ATLAS-E1109")
def component_twice(rng, fleet):
    i, entry = some(rng, machines(fleet))
    last = with_software(entry, "podman")
    entry["software"].append({"name": "podman"})
    return ("machines", i, "software", last)


@spoils("ATLAS-E2106")
def unknown_parameter(rng, fleet):
    i, entry = some(rng, machines(fleet))
    last = with_software(entry, "podman")
    entry["software"][last - 1]["parameters"] = rng.choice([{"prune": "sometimes"}, {"pids_limt": 5}, {"pids_limit": "many"}, {"subnet": "here"}, {"containers": [{"name": "x"}]}])
    return ("machines", i, "software", last - 1, "parameters")


@spoils("ATLAS-E2107")
def too_little_memory_for_its_software(rng, fleet):
    i, entry = some(rng, machines(fleet, lambda one: "exceptions" not in one))
    if entry is None:
        return None
    entry |= {"software": ["postgresql", "mariadb"], "memory": rng.choice(["512M", "1G"])}
    entry.pop("balloon", None)
    return ("machines", i, "memory")


@spoils("ATLAS-E2108")
def component_alone(rng, fleet):
    i, entry = some(rng, machines(fleet, lambda one: "profile" not in one and "prometheus" not in used(one)))
    if entry is None:
        return None
    entry |= {"software": [rng.choice(["docker_compose", "nginx_exporter", "apache_exporter"])]}
    return ("machines", i, "software")


@spoils("ATLAS-E2109")
def processor_without_avx(rng, fleet):
    i, entry = some(rng, machines(fleet, lambda one: "profile" not in one and fleet["templates"][one["template"]]["os"] != "debian-13"))
    if entry is None:
        return None
    entry |= {"software": ["mongodb"], "memory": "8G", "cpu": {"type": "x86-64-v2-AES"}}
    return [("machines", i, "cpu"), ("machines", i, "software")]


@spoils("ATLAS-E2110")
def components_in_conflict(rng, fleet):
    i, entry = some(rng, machines(fleet, lambda one: "profile" not in one))
    if entry is None:
        return None
    entry |= {"software": rng.choice([["nginx", "apache"], ["mariadb", "mysql"]]), "memory": "8G"}
    return ("machines", i, "software")


@spoils("ATLAS-E2111")
def two_services_on_one_port(rng, fleet):
    i, entry = some(rng, machines(fleet, lambda one: "profile" not in one))
    if entry is None:
        return None
    entry |= {"software": rng.choice([["nginx", "haproxy"], ["postgresql", {"name": "mariadb", "parameters": {"port": 5432}}]]), "memory": "8G"}
    return ("machines", i, "software")


@spoils("ATLAS-E2120")
def closed_site_without_a_mirror(rng, fleet):
    fleet["mirror"] = {"air_gapped": True, "image_base": "https://mirror.example.org/images"}
    return ("mirror",)
