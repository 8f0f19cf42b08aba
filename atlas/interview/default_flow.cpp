#include "atlas/interview/derived.hpp"
#include "atlas/interview/walk.hpp"
#include "atlas/spec/ip.hpp"
#include "atlas/utils/text.hpp"

#include <algorithm>

/// The short interview: seven questions about what only the person can know, everything else derived from them.
namespace atlas::interview {
namespace {

using spec::HumanChoice;
using spec::HumanInputKind;
using spec::IpNetwork;

class DefaultFlow {
 public:
  explicit DefaultFlow(Walk& walk) : walk_(walk), know_(walk.knowledge()), words_(walk.words()) {}

  void run() {
    walk_.section(words_("section.purpose"));
    const auto purpose = ask_purpose();
    const spec::Profile* profile = purpose ? know_.profile(*purpose) : nullptr;
    const auto count = profile != nullptr && !profile->is_stack() ? ask_count() : std::optional<std::string>("1");
    walk_.section(words_("section.cluster"));
    const auto nodes = ask_nodes();
    const auto storage = ask_storage();
    const auto os = ask_template();
    walk_.section(words_("section.network"));
    const auto subnet = ask_subnet();
    walk_.section(words_("section.access"));
    const auto key = ask_key();
    walk_.section(words_("section.review"));
    const Rest rest = derive(purpose.value_or(""), subnet.value_or(""), profile);
    if (!walk_.stopped()) {
      build(*profile, *count, *nodes, *storage, *os, *subnet, *key, rest);
    }
  }

 private:
  using Text = std::optional<std::string>;
  struct Rest {
    Text name, environment, machine, user, bridge, vlan, gateway, range, dns, timezone, endpoint, token, email;
  };

  Ask question(const std::string& id, HumanInputKind kind = HumanInputKind::text) const {
    Ask ask;
    ask.id = id;
    ask.kind = kind;
    ask.prompt = words_("ask." + id);
    ask.label = words_("label." + id);
    ask.help = words_("help." + id);
    return ask;
  }

  /// Checked by the schema's own validator at `pointer`, in a document that has nothing else.
  std::function<std::string(const std::string&)> by_schema(const std::string& pointer) const {
    return [this, pointer](const std::string& answer) { return check(pointer, answer); };
  }
  std::string check(const std::string& pointer, const std::string& answer) const {
    const std::optional<Json> value = parse_value(words_, node_at(pointer), answer);
    return value ? refuse_value(words_, *know_.schema, yaml::Value::mapping({}), pointer, *value)
                 : words_("refused.kind");
  }

  Text ask_purpose() {
    Ask ask = question("purpose", HumanInputKind::choice);
    for (const bool stacks : {false, true}) {
      for (const spec::Profile& profile : know_.profiles) {
        if (profile.is_stack() == stacks) {
          ask.choices.push_back({profile.name, profile.title});
        }
      }
    }
    ask.default_value = know_.profile("web-server") != nullptr ? "web-server" : ask.choices.front().value;
    return walk_.ask(std::move(ask));
  }

  Text ask_count() {
    Ask ask = question("count");
    ask.default_value = "3";
    ask.refuse = by_schema("/machines/0/count");
    return walk_.ask(std::move(ask));
  }

  Text ask_nodes() {
    Ask ask = question("nodes");
    std::vector<std::string> names;
    if (know_.around.facts) {
      for (const Facts::Node& node : know_.around.facts->nodes) {
        ask.choices.push_back({node.name, words_("facts.node", {{"cores", std::to_string(node.cores)},
                                                                {"memory", std::to_string(node.memory_mib / 1024)}})});
        names.push_back(node.name);
      }
    }
    ask.default_value = names.empty() ? "pve" : text::join(names, ", ");
    ask.refuse = [this](const std::string& answer) {
      const std::vector<std::string> entries = split_list(answer);
      for (const std::string& entry : entries) {
        if (std::string refusal = check("/cluster/nodes/0/name", entry); !refusal.empty()) {
          return refusal;
        }
      }
      return entries.empty() ? words_("refused.empty") : std::string();
    };
    return walk_.ask(std::move(ask));
  }

  Text ask_storage() {
    Ask ask = question("storage");
    ask.default_value = "local-lvm";
    if (know_.around.facts) {
      const Facts::Storage* best = nullptr;
      for (const Facts::Storage& storage : know_.around.facts->storages) {
        if (storage.for_disks) {
          ask.choices.push_back({storage.id, words_("facts.storage", {{"classes", text::join(storage.classes, ", ")},
                                                                      {"free", std::to_string(storage.free_gib)}})});
          best = best == nullptr || storage.free_gib > best->free_gib ? &storage : best;
        }
      }
      ask.default_value = best != nullptr ? best->id : *ask.default_value;
    }
    ask.refuse = by_schema("/cluster/storage/0/id");
    return walk_.ask(std::move(ask));
  }

  Text ask_template() {
    Ask ask = question("template");
    ask.default_value = "9000 debian-12";
    if (know_.around.facts && !know_.around.facts->templates.empty()) {
      for (const Facts::Template& known : know_.around.facts->templates) {
        ask.choices.push_back({std::to_string(known.vmid) + " " + guess_system(known.name), known.name});
      }
      ask.default_value = ask.choices.front().value;
    }
    ask.refuse = [this](const std::string& answer) {
      std::vector<std::string> names;
      for (const auto& [id, entry] : know_.systems.all()) {
        names.push_back(id);
      }
      return parse_template(answer, know_.systems) ? ""
                                                   : words_("refused.template", {{"systems", text::join(names, ", ")}});
    };
    return walk_.ask(std::move(ask));
  }

  // "tmpl-ubuntu-2404" names ubuntu-24.04.
  std::string guess_system(const std::string& name) const {
    const auto bare = [](std::string_view words) {
      std::string kept;
      std::copy_if(words.begin(), words.end(), std::back_inserter(kept),
                   [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
      return kept;
    };
    for (const auto& [id, entry] : know_.systems.all()) {
      if (bare(text::lower(name)).find(bare(id)) != std::string::npos) {
        return id;
      }
    }
    return "debian-12";
  }

  Text ask_subnet() {
    Ask ask = question("subnet");
    if (know_.around.facts) {
      for (const Facts::Bridge& bridge : know_.around.facts->bridges) {
        if (const auto network = IpNetwork::parse_interface(bridge.cidr); network && network->is_v4()) {
          ask.choices.push_back({network->text(), bridge.name});
        }
      }
    }
    if (!ask.choices.empty()) {
      ask.default_value = ask.choices.front().value;
    }
    ask.refuse = [this](const std::string& answer) { return plan_lan(answer) ? "" : words_("refused.subnet"); };
    return walk_.ask(std::move(ask));
  }

  Text ask_key() {
    Ask ask = question("ssh_key");
    for (const std::string& key : know_.around.ssh_keys) {
      ask.choices.push_back({key, ""});
    }
    if (!ask.choices.empty()) {
      ask.default_value = ask.choices.front().value;
    }
    ask.refuse = by_schema("/users/0/ssh_keys");
    return walk_.ask(std::move(ask));
  }

  Text derived(const std::string& id, std::string value, const std::string& pointer, bool optional = false) {
    Ask ask = question(id);
    ask.derived = true;
    ask.default_value = std::move(value);
    ask.optional = optional;
    ask.note = words_("why." + id);
    if (const Json* allowed = node_at(pointer).keyword("enum")) {
      ask.kind = HumanInputKind::choice;
      for (const Json& value_allowed : *allowed) {
        ask.choices.push_back({value_allowed.get<std::string>(), ""});
      }
    }
    ask.refuse = by_schema(pointer);
    return walk_.ask(std::move(ask));
  }

  // The schema's words for a place: what stands around it decides which.
  spec::SchemaNode node_at(const std::string& pointer) const {
    yaml::Value document = yaml::Value::mapping({});
    put(document, pointer, nullptr);
    return know_.schema->root().at(document, pointer);
  }

  Rest derive(const std::string& purpose, const std::string& subnet, const spec::Profile* profile) {
    const Lan lan = plan_lan(subnet).value_or(Lan{});
    std::string bridge = "vmbr0";
    std::string gateway = lan.gateway;
    if (know_.around.facts) {
      for (const Facts::Bridge& known : know_.around.facts->bridges) {
        const auto network = IpNetwork::parse_interface(known.cidr);
        if (network && network->text() == lan.subnet) {
          bridge = known.name;
          gateway = known.gateway.empty() ? gateway : known.gateway;
        }
      }
    }
    Rest rest;
    rest.name = derived("name", fleet_name(know_.around.folder), "/metadata/name");
    rest.environment = derived("environment", "dev", "/environment");
    rest.machine = profile != nullptr && !profile->is_stack()
                       ? derived("machine", short_name(purpose), "/machines/0/name")
                       : Text("");
    rest.bridge = derived("bridge", bridge, "/networks/lan/bridge");
    rest.vlan = derived("vlan", "", "/networks/lan/vlan", true);
    rest.gateway = derived("gateway", gateway, "/networks/lan/ipv4/gateway");
    rest.range = derived("range", lan.range, "/networks/lan/ipv4/range");
    rest.dns = derived("dns", gateway, "/networks/lan/dns/servers", true);
    rest.user = derived("user", "ops", "/users/0/name");
    rest.timezone =
        derived("timezone", know_.around.timezone.empty() ? "UTC" : know_.around.timezone, "/metadata/timezone");
    rest.email = derived("email", "", "/monitoring/alert_email", true);
    rest.endpoint = derived("endpoint", "env:PROXMOX_VE_ENDPOINT", "/cluster/endpoint");
    rest.token = derived("token", "env:PROXMOX_VE_API_TOKEN", "/cluster/api_token");
    return rest;
  }

  void set(const std::string& pointer, const Json& value) { put(walk_.document, pointer, value); }
  void set_text(const std::string& pointer, const std::string& answer) {
    if (!answer.empty()) {
      set(pointer, *parse_value(words_, node_at(pointer), answer));
    }
  }

  void build(const spec::Profile& profile, const std::string& count, const std::string& nodes,
             const std::string& storage, const std::string& os, const std::string& subnet, const std::string& key,
             const Rest& rest) {
    set("/apiVersion", "atlas/v1");
    set("/kind", "Fleet");
    set("/metadata/name", *rest.name);
    set_text("/metadata/timezone", *rest.timezone);
    set("/environment", *rest.environment);
    if (profile.is_stack()) {
      set("/stack", profile.name);
    }
    build_cluster(nodes, storage, rest);
    const OsTemplate from = *parse_template(os, know_.systems);
    const std::string entry = "/templates/" + from.os;
    set(entry + "/os", from.os);
    set(entry + "/vmid", from.vmid);
    set(entry + "/node", template_node(from.vmid, split_list(nodes).front()));
    set(entry + "/storage", storage);
    set_text("/networks/lan/bridge", *rest.bridge);
    set_text("/networks/lan/vlan", *rest.vlan);
    set("/networks/lan/ipv4/subnet", plan_lan(subnet)->subnet);
    set_text("/networks/lan/ipv4/gateway", *rest.gateway);
    set_text("/networks/lan/ipv4/range", *rest.range);
    set_text("/networks/lan/dns/servers", *rest.dns);
    set("/users/0/name", *rest.user);
    set("/users/0/sudo", true);
    set_text("/users/0/ssh_keys", key);
    if (!profile.is_stack()) {
      set("/machines/0/name", *rest.machine);
      set_text("/machines/0/count", count);
      set("/machines/0/profile", profile.name);
    }
    set_text("/monitoring/alert_email", *rest.email);
  }

  void build_cluster(const std::string& nodes, const std::string& storage, const Rest& rest) {
    set_text("/cluster/endpoint", *rest.endpoint);
    set_text("/cluster/api_token", *rest.token);
    const std::vector<std::string> names = split_list(nodes);
    for (std::size_t i = 0; i < names.size(); ++i) {
      build_node("/cluster/nodes/" + std::to_string(i), names[i]);
    }
    set("/cluster/storage/0/id", storage);
    set("/cluster/storage/0/classes", classes_of(storage));
    set("/cluster/storage/0/default", true);
  }

  void build_node(const std::string& pointer, const std::string& name) {
    set(pointer + "/name", name);
    if (know_.around.facts) {
      for (const Facts::Node& node : know_.around.facts->nodes) {
        if (node.name == name && node.cores > 0 && node.memory_mib >= 1024) {
          set(pointer + "/cores", node.cores);
          set(pointer + "/memory", node.memory_mib);
        }
      }
    }
  }

  Json classes_of(const std::string& storage) const {
    if (know_.around.facts) {
      for (const Facts::Storage& known : know_.around.facts->storages) {
        if (known.id == storage) {
          return known.classes;
        }
      }
    }
    return Json::array(
        {storage.find("ceph") != std::string::npos || storage.find("nfs") != std::string::npos ? "shared" : "local"});
  }

  std::string template_node(std::int64_t vmid, const std::string& otherwise) const {
    if (know_.around.facts) {
      for (const Facts::Template& known : know_.around.facts->templates) {
        if (known.vmid == vmid && !known.node.empty()) {
          return known.node;
        }
      }
    }
    return otherwise;
  }

  Walk& walk_;
  const Knowledge& know_;
  const Words& words_;
};

}  // namespace

void default_flow(Walk& walk) {
  const auto flow = std::make_shared<DefaultFlow>(walk);
  walk.hold(flow);
  flow->run();
}

}  // namespace atlas::interview
