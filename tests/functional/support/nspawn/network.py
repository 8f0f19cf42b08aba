"""The networks of a fleet inside the network namespace of the test: a bridge for each bridge and VLAN of the plan, a
namespace for each machine. The controller has the gateways' addresses, so machines reach it and each other, and nothing
else; a name server answers where the plan says that name servers are."""
import ipaddress
import pathlib
import subprocess

MIRROR_ADDRESS = "198.51.100.10"


def ip(*arguments, namespace=None):
    where = ["-n", namespace] if namespace else []
    subprocess.run(["ip", *where, *map(str, arguments)], check=True)


def bridge_of(nic):
    return f"{nic['bridge']}v{nic.get('vlan_id') or 0}"[:15]


def addresses_of(nic):
    return [nic[family] for family in ("ipv4", "ipv6") if (nic.get(family) or {}).get("address", "dhcp") != "dhcp"]


class Network:
    def __init__(self, machines, folder):
        self.machines = machines
        self.folder = pathlib.Path(folder)
        self.resolver = None

    def start(self):
        pathlib.Path("/proc/sys/net/ipv4/ip_forward").write_text("1")
        pathlib.Path("/proc/sys/net/ipv6/conf/all/forwarding").write_text("1")
        ip("link", "set", "lo", "up")
        ip("address", "add", f"{MIRROR_ADDRESS}/32", "dev", "lo")
        made = set()
        for machine in self.machines.values():
            for nic in machine["nics"]:
                self._bridge(nic, machine, made)
        for name, machine in self.machines.items():
            self._attach(name, machine)
        self._serve_names()

    def _bridge(self, nic, machine, made):
        bridge = bridge_of(nic)
        if bridge not in made:
            ip("link", "add", bridge, "type", "bridge", "forward_delay", 0)
            ip("link", "set", bridge, "up")
            made.add(bridge)
        for address in addresses_of(nic):
            subnet = ipaddress.ip_interface(address["address"]).network
            hosts = [address.get("gateway")] + [server for server in (machine.get("dns") or {}).get("servers", [])
                                                if ipaddress.ip_address(server) in subnet]
            for host in filter(None, hosts):
                if host not in made:
                    ip("address", "add", f"{host}/{subnet.prefixlen}", "dev", bridge, *self._at_once(host))
                    made.add(host)

    @staticmethod
    def _at_once(address):
        return ["nodad"] if ":" in address else []

    def _attach(self, name, machine):
        ip("netns", "add", name)
        ip("link", "set", "lo", "up", namespace=name)
        number = sorted(self.machines).index(name)
        for index, nic in enumerate(machine["nics"]):
            peer = f"m{number}n{index}"
            ip("link", "add", peer, "type", "veth", "peer", "name", f"eth{index}", "address", nic["mac_address"], "netns", name)
            ip("link", "set", peer, "master", bridge_of(nic), "up")
            ip("link", "set", f"eth{index}", "up", namespace=name)
            for address in addresses_of(nic):
                ip("address", "add", address["address"], "dev", f"eth{index}", *self._at_once(address["address"]), namespace=name)
                if address.get("gateway") and index == 0:
                    ip("route", "add", "default", "via", address["gateway"], namespace=name)

    def _serve_names(self):
        lines = []
        for name, machine in self.machines.items():
            address = machine["inventory"]["address"]
            names = [machine["inventory"].get("fqdn") or name, name]
            lines.append(" ".join([address, *dict.fromkeys(names)]))
        hosts = self.folder / "hosts"
        hosts.write_text("\n".join(lines) + "\n")
        self.resolver = subprocess.Popen(
            ["dnsmasq", "--keep-in-foreground", "--no-resolv", "--no-hosts", f"--addn-hosts={hosts}", "--user=root",
             "--conf-file=/dev/null", f"--pid-file={self.folder}/dnsmasq.pid", "--log-facility=/dev/null"])
