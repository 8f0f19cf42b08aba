#include "atlas/spec/migration.hpp"

#include "atlas/spec/api_version.hpp"
#include "atlas/spec/schema_document.hpp"
#include "atlas/spec/yaml_text.hpp"
#include "atlas/utils/yaml/reader.hpp"

#include <fmt/format.h>

namespace atlas::spec {
namespace {

using yaml::Mark;
using yaml::Value;

ATLAS_DIAGNOSTIC(k_migrated, "ATLAS-N1250", note, "an older spec was migrated",
                 "The file is written in an older form. It was read as if it were atlas/v1 and nothing was changed on "
                 "disk. `atlas migrate FILE` rewrites it.");

constexpr const char* k_network = "lan";
constexpr std::int64_t k_vmids = 1000;

void copy(const Value& from, const char* key, Value& to, const char* new_key) {
  if (const Value* value = from.find(key)) {
    to.set(new_key, *value);
  }
}

Value text(const std::string& words, const Mark& mark) { return Value::string(words, mark); }

Value list_of(Value item) {
  Value list = Value::sequence(item.mark());
  list.items().push_back(std::move(item));
  return list;
}

Value storage(const Value& id, const char* storage_class, bool standard) {
  Value out = Value::mapping(id.mark());
  out.set("id", id);
  out.set("classes", list_of(text(storage_class, id.mark())));
  if (standard) {
    out.set("default", Value::plain("true", id.mark()));
  }
  return out;
}

Value cluster(const Value& old) {
  Value out = Value::mapping(old.mark());
  copy(old, "url", out, "endpoint");
  copy(old, "token", out, "api_token");
  copy(old, "nodes", out, "nodes");
  Value storages = list_of(storage(*old.find("storage"), "shared", true));
  if (const Value* backups = old.find("backup_storage")) {
    storages.items().push_back(storage(*backups, "backup", false));
  }
  out.set("storage", std::move(storages));
  if (const Value* first = old.find("first_vmid")) {
    out.set("vmids", text(fmt::format("{}-{}", first->integer(), first->integer() + k_vmids - 1), first->mark()));
  }
  return out;
}

Value networks(const Value& document) {
  const Value& proxmox = *document.find("proxmox");
  const Value& old = *document.find("network");
  Value ipv4 = Value::mapping(old.mark());
  copy(old, "cidr", ipv4, "subnet");
  copy(old, "gateway", ipv4, "gateway");
  Value dns = Value::mapping(old.mark());
  copy(old, "dns", dns, "servers");
  copy(old, "domain", dns, "domain");
  Value network = Value::mapping(old.mark());
  copy(proxmox, "bridge", network, "bridge");
  copy(proxmox, "vlan", network, "vlan");
  network.set("ipv4", std::move(ipv4));
  if (!dns.members().empty()) {
    network.set("dns", std::move(dns));
  }
  Value out = Value::mapping(old.mark());
  out.set(k_network, std::move(network));
  return out;
}

Value templates(const Value& document) {
  const Value& old = *document.find("templates");
  const Value& proxmox = *document.find("proxmox");
  Value out = Value::mapping(old.mark());
  for (const Value::Member& member : old.members()) {
    Value entry = Value::mapping(member.key_mark);
    entry.set("os", text(member.key, member.key_mark));
    entry.set("vmid", member.value);
    entry.set("node", proxmox.find("nodes")->items().front());
    entry.set("storage", *proxmox.find("storage"));
    out.set(member.key, std::move(entry));
  }
  return out;
}

std::optional<Value> user(const Value& document) {
  const Value* name = document.find("ssh_user");
  const Value* keys = document.find("ssh_keys");
  if (name == nullptr && keys == nullptr) {
    return std::nullopt;
  }
  const Mark mark = name != nullptr ? name->mark() : keys->mark();
  Value out = Value::mapping(mark);
  out.set("name", name != nullptr ? *name : text("atlas", mark));
  out.set("sudo", Value::plain("true", mark));
  copy(document, "ssh_keys", out, "ssh_keys");
  return out;
}

Value nic(const Value& vm) {
  const Value* ip = vm.find("ip");
  const Mark mark = ip != nullptr ? ip->mark() : vm.mark();
  Value out = Value::mapping(mark);
  out.set("network", text(k_network, mark));
  const std::string address = ip != nullptr ? ip->text() : "dhcp";
  out.set("ipv4", text(address.substr(0, address.find('/')), mark));
  return list_of(std::move(out));
}

Value machine(const Value& vm) {
  Value out = Value::mapping(vm.mark());
  for (const char* key : {"name", "count", "vmid", "node", "template", "tags", "software"}) {
    copy(vm, key, out, key);
  }
  copy(vm, "role", out, "profile");
  copy(vm, "ram", out, "memory");
  if (const Value* cores = vm.find("cores")) {
    Value cpu = Value::mapping(cores->mark());
    cpu.set("cores", *cores);
    out.set("cpu", std::move(cpu));
  }
  if (const Value* size = vm.find("disk")) {
    Value disk = Value::mapping(size->mark());
    disk.set("name", text("root", size->mark()));
    disk.set("size", *size);
    out.set("disks", list_of(std::move(disk)));
  }
  if (const Value* wanted = vm.find("backup")) {
    Value backup = Value::mapping(wanted->mark());
    backup.set("enabled", *wanted);
    out.set("backup", std::move(backup));
  }
  out.set("nics", nic(vm));
  return out;
}

Value to_v1(const Value& old) {
  Value out = Value::mapping(old.mark());
  out.set("apiVersion", text("atlas/v1", old.find("apiVersion")->mark()));
  out.set("kind", text("Fleet", old.mark()));
  Value metadata = Value::mapping(old.find("name")->mark());
  copy(old, "name", metadata, "name");
  copy(old, "owner", metadata, "owner");
  out.set("metadata", std::move(metadata));
  copy(old, "environment", out, "environment");
  out.set("cluster", cluster(*old.find("proxmox")));
  out.set("templates", templates(old));
  out.set("networks", networks(old));
  if (auto admin = user(old)) {
    out.set("users", list_of(std::move(*admin)));
  }
  Value machines = Value::sequence(old.find("vms")->mark());
  for (const Value& vm : old.find("vms")->items()) {
    machines.items().push_back(machine(vm));
  }
  out.set("machines", std::move(machines));
  return out;
}

bool convert(Value& document, const std::filesystem::path& config, Diagnostics& diagnostics) {
  const auto schema = SchemaDocument::load(config, "fleet.v1alpha1", diagnostics);
  if (!schema || !schema->check(document, diagnostics)) {
    return false;
  }
  document = to_v1(document);
  return true;
}

}  // namespace

bool migrate(Value& document, const std::filesystem::path& config, Diagnostics& diagnostics) {
  const auto where = document.location_at("/apiVersion");
  if (!convert(document, config, diagnostics)) {
    return false;
  }
  diagnostics.add(k_migrated("the spec is in the older form atlas/v1alpha1 and was migrated to atlas/v1 in memory")
                      .at(where)
                      .on("apiVersion")
                      .fix("run `atlas migrate` to rewrite the file"));
  return true;
}

std::optional<std::string> migrate_text(const std::string& file, const std::string& text_in,
                                        const std::filesystem::path& config, Diagnostics& diagnostics) {
  auto document = yaml::read(file, text_in, diagnostics);
  const auto version = document ? detect_version(*document, diagnostics) : std::nullopt;
  if (!version) {
    return std::nullopt;
  }
  if (*version == ApiVersion::v1) {
    return text_in;
  }
  if (!convert(*document, config, diagnostics)) {
    return std::nullopt;
  }
  return "# Migrated from atlas/v1alpha1.\n" + yaml_text(*document);
}

}  // namespace atlas::spec
