#include "atlas/planner/steps.hpp"
#include "atlas/spec/ip.hpp"

#include <algorithm>
#include <set>
#include <unordered_set>

namespace atlas::planner {
namespace {

ATLAS_DIAGNOSTIC(
    k_no_address, "ATLAS-E4011", error, "no address is free in a network",
    "A NIC with an automatic address needs one from the network's range, or from its subnet when no range is "
    "given. Gateway, DNS servers and addresses that other machines have are not given out. Widen the "
    "range, or write addresses into the spec.");

using spec::IpAddress;
using spec::IpNetwork;

/// Gives out the addresses of one network and IP version, lowest first.
class AddressPool {
 public:
  AddressPool() = default;

  AddressPool(const spec::Ipv4Network& network, const std::vector<std::string>& dns) {
    subnet_ = IpNetwork::parse_interface(network.subnet);
    if (!subnet_) {
      return;
    }
    const auto from = IpAddress::parse(network.from);
    const auto to = IpAddress::parse(network.to);
    next_ = from ? *from : subnet_->first_usable();
    last_ = to ? *to : subnet_->last_usable();
    range_ = (from && to) ? next_->text() + "-" + last_.text() : "subnet " + subnet_->text();
    reserve(network.gateway);
    for (const auto& server : dns) {
      reserve(server);
    }
  }

  bool usable(const IpAddress& address) const {
    return subnet_ && subnet_->contains(address) && address >= subnet_->first_usable() &&
           address <= subnet_->last_usable();
  }
  int prefix() const { return subnet_ ? subnet_->prefix() : 0; }
  const std::string& range() const { return range_; }

  /// False when it is taken already.
  bool take(const IpAddress& address) { return taken_.insert(address).second; }
  void reserve(const std::string& text) {
    if (const auto address = IpAddress::parse(text)) {
      taken_.insert(*address);
    }
  }

  std::optional<IpAddress> next() {
    while (next_ && *next_ <= last_) {
      const auto address = *next_;
      next_ = address.plus(1);
      if (take(address)) {
        return address;
      }
    }
    return std::nullopt;
  }

 private:
  std::optional<IpNetwork> subnet_;
  std::optional<IpAddress> next_;
  IpAddress last_;
  std::set<IpAddress> taken_;
  std::string range_;
};

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

std::string mac_text(std::uint32_t low) {
  static constexpr char k_digits[] = "0123456789ABCDEF";
  std::string text = "BC:24:11";  // Proxmox Server Solutions' own prefix
  for (int shift = 16; shift >= 0; shift -= 8) {
    const auto byte = (low >> static_cast<unsigned>(shift)) & 0xFFU;
    text += ':';
    text += k_digits[byte >> 4U];
    text += k_digits[byte & 0xFU];
  }
  return text;
}

const LockedNic* kept_nic(const DraftMachine& machine, std::size_t index) {
  if (machine.kept == nullptr || index >= machine.kept->nics.size()) {
    return nullptr;
  }
  return &machine.kept->nics[index];
}

bool is_keyword(const std::string& text) {
  return text == "auto" || text == "dhcp" || text == "none" || text == "slaac" || text.empty();
}

/// What differs between IPv4 and IPv6 of one NIC.
struct Family {
  const char* name;  // ipv4, ipv6
  std::string spec::NicSpec::* wanted;
  std::string LockedNic::* kept;
  std::string spec::NicPlan::* mode;
  std::string spec::NicPlan::* address;
  std::string spec::NicPlan::* cidr;
  std::string spec::NicPlan::* gateway;
  std::optional<spec::Ipv4Network> spec::NetworkSpec::* network;
};

const Family k_families[] = {
    {"ipv4", &spec::NicSpec::ipv4, &LockedNic::ipv4, &spec::NicPlan::ipv4_mode, &spec::NicPlan::ipv4,
     &spec::NicPlan::ipv4_cidr, &spec::NicPlan::ipv4_gateway, &spec::NetworkSpec::ipv4},
    {"ipv6", &spec::NicSpec::ipv6, &LockedNic::ipv6, &spec::NicPlan::ipv6_mode, &spec::NicPlan::ipv6,
     &spec::NicPlan::ipv6_cidr, &spec::NicPlan::ipv6_gateway, &spec::NetworkSpec::ipv6}};

class AddressPlanner {
 public:
  explicit AddressPlanner(Draft& draft) : draft_(draft) {}

  void run() {
    for (auto& machine : draft_.machines) {
      start_nics(machine);
    }
    assign_macs();
    for (const auto& family : k_families) {
      assign(family);
    }
    for (auto& machine : draft_.machines) {
      set_gateways(machine);
      set_address(machine);
    }
  }

 private:
  void start_nics(DraftMachine& machine) {
    for (const auto& nic : machine.spec->nics) {
      spec::NicPlan plan;
      plan.network = nic.network;
      plan.model = nic.model;
      plan.firewall = nic.firewall;
      if (const auto* network = draft_.network(nic.network)) {
        plan.bridge = network->bridge.empty() ? network->vnet : network->bridge;
        plan.vlan = network->vlan;
        plan.mtu = network->mtu;
      }
      machine.plan.nics.push_back(std::move(plan));
    }
  }

  void assign_macs() {
    for (auto& machine : draft_.machines) {
      for (std::size_t i = 0; i < machine.plan.nics.size(); ++i) {
        take_given_mac(machine, i);
      }
    }
    for (auto& machine : draft_.machines) {
      for (std::size_t i = 0; i < machine.plan.nics.size(); ++i) {
        if (machine.plan.nics[i].mac.empty()) {
          derive_mac(machine, i);
        }
      }
    }
  }

  void take_given_mac(DraftMachine& machine, std::size_t index) {
    const auto& wanted = machine.spec->nics[index].mac;
    const auto* kept = kept_nic(machine, index);
    if (wanted) {
      set_mac(machine, index, upper(*wanted), "named by the spec");
    } else if (kept != nullptr && macs_.count(upper(kept->mac)) == 0) {
      set_mac(machine, index, upper(kept->mac), std::string(k_kept_reason));
    }
  }

  // 32 NICs a machine: ids below 524288 give each NIC its own number. Larger ones may meet, then the next is taken.
  void derive_mac(DraftMachine& machine, std::size_t index) {
    auto low = static_cast<std::uint32_t>((static_cast<std::uint64_t>(machine.plan.vmid) * 32U + index) & 0xFFFFFFU);
    while (macs_.count(mac_text(low)) > 0) {
      low = (low + 1U) & 0xFFFFFFU;
    }
    set_mac(machine, index, mac_text(low), "derived from VMID and NIC index");
  }

  void set_mac(DraftMachine& machine, std::size_t index, std::string mac, std::string reason) {
    macs_.insert(mac);
    machine.decide("nics/" + std::to_string(index) + "/mac", mac, std::move(reason));
    machine.plan.nics[index].mac = std::move(mac);
  }

  void assign(const Family& family) {
    pools_.clear();
    for (const auto& network : draft_.fleet.networks) {
      if (const auto& part = network.*family.network) {
        pools_.emplace(network.name, AddressPool(*part, network.dns.servers));
      }
    }
    each_nic([&](auto& machine, auto index) { take_named(machine, index, family); });
    each_nic([&](auto& machine, auto index) { take_kept(machine, index, family); });
    each_nic([&](auto& machine, auto index) { take_next(machine, index, family); });
  }

  template <class Visit>
  void each_nic(Visit visit) {
    for (auto& machine : draft_.machines) {
      for (std::size_t i = 0; i < machine.plan.nics.size(); ++i) {
        visit(machine, i);
      }
    }
  }

  void take_named(DraftMachine& machine, std::size_t index, const Family& family) {
    auto& plan = machine.plan.nics[index];
    const auto& wanted = machine.spec->nics[index].*family.wanted;
    plan.*family.mode = wanted.empty() ? "none" : (wanted == "auto" ? "static" : wanted);
    if (is_keyword(wanted)) {
      return;
    }
    const auto address = IpAddress::parse(wanted);
    const auto pool = pools_.find(plan.network);
    plan.*family.mode = "static";
    if (!address || pool == pools_.end()) {
      report(machine, index, family, wanted + " fits no subnet of network '" + plan.network + "'");
      return;
    }
    pool->second.take(*address);
    set(machine, index, family, *address, "named by the spec");
  }

  bool is_open(const DraftMachine& machine, std::size_t index, const Family& family) const {
    return machine.spec->nics[index].*family.wanted == "auto" && (machine.plan.nics[index].*family.address).empty();
  }

  void take_kept(DraftMachine& machine, std::size_t index, const Family& family) {
    const auto* kept = kept_nic(machine, index);
    if (!is_open(machine, index, family) || kept == nullptr || (kept->*family.kept).empty()) {
      return;
    }
    const auto& network = machine.plan.nics[index].network;
    const auto address = IpAddress::parse(kept->*family.kept);
    const auto pool = pools_.find(network);
    std::string why;
    if (kept->network != network) {
      why = "the NIC is now in network '" + network + "'";
    } else if (!address || pool == pools_.end() || !pool->second.usable(*address)) {
      why = "it is not an address for machines of network '" + network + "'";
    } else if (!pool->second.take(*address)) {
      why = "the gateway, a DNS server or another machine has it";
    } else {
      set(machine, index, family, *address, std::string(k_kept_reason));
      return;
    }
    draft_.not_kept(machine, family.name, kept->*family.kept, why, "/nics/" + std::to_string(index));
  }

  void take_next(DraftMachine& machine, std::size_t index, const Family& family) {
    if (!is_open(machine, index, family)) {
      return;
    }
    const auto pool = pools_.find(machine.plan.nics[index].network);
    const auto address = pool == pools_.end() ? std::nullopt : pool->second.next();
    if (address) {
      set(machine, index, family, *address, "next free of " + pool->second.range());
    } else {
      report(
          machine, index, family,
          std::string("no ") + family.name + " address is free in network '" + machine.plan.nics[index].network + "'");
    }
  }

  void set(DraftMachine& machine, std::size_t index, const Family& family, const IpAddress& address,
           std::string reason) {
    auto& plan = machine.plan.nics[index];
    plan.*family.address = address.text();
    plan.*family.cidr = address.text() + "/" + std::to_string(pools_.at(plan.network).prefix());
    machine.decide("nics/" + std::to_string(index) + "/" + family.name, address.text(), std::move(reason));
  }

  void report(DraftMachine& machine, std::size_t index, const Family& family, const std::string& what) {
    const auto below = "/nics/" + std::to_string(index);
    draft_.diagnostics.add(k_no_address(machine.plan.name + ": " + what)
                               .at(draft_.where(machine, below + "/" + family.name))
                               .on("machines/" + machine.plan.name + below + "/" + family.name)
                               .fix("widen the network's range, or write a free address into the spec"));
  }

  // Two default routes are worse than none: only the first NIC that has a gateway gets it.
  void set_gateways(DraftMachine& machine) {
    for (const auto& family : k_families) {
      for (auto& nic : machine.plan.nics) {
        const auto* network = draft_.network(nic.network);
        if (network == nullptr || !(network->*family.network) || nic.*family.mode != "static" ||
            (network->*family.network)->gateway.empty()) {
          continue;
        }
        nic.*family.gateway = (network->*family.network)->gateway;
        break;
      }
    }
  }

  static void set_address(DraftMachine& machine) {
    auto& plan = machine.plan;
    plan.address = plan.name;
    for (const auto& family : k_families) {
      for (const auto& nic : plan.nics) {
        if (!(nic.*family.address).empty()) {
          plan.address = nic.*family.address;
          return;
        }
      }
    }
  }

  Draft& draft_;
  std::unordered_set<std::string> macs_;
  std::unordered_map<std::string, AddressPool> pools_;
};

}  // namespace

void assign_addresses(Draft& draft) { AddressPlanner(draft).run(); }

}  // namespace atlas::planner
