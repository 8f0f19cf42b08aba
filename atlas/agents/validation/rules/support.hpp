#pragma once

#include "atlas/agents/validation/rules/rule.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace atlas::agents::validation::rules {

/// Adds one rule's problems with their place in the spec.
class Report {
 public:
  Report(const spec::Fleet& fleet, const DiagnosticKind& kind, Diagnostics& diagnostics)
      : fleet_(fleet), kind_(kind), diagnostics_(diagnostics) {}

  /// A problem at a JSON pointer of the document.
  void at(const std::string& pointer, std::string summary, std::string fix, std::string because = "") const;
  /// A problem of a machine; `below` is the rest of the pointer, such as `/nics/0`. The summary gets the name in front.
  void on(const spec::MachineSpec& machine, const std::string& below, const std::string& summary, std::string fix,
          std::string because = "") const;

 private:
  const spec::Fleet& fleet_;
  const DiagnosticKind& kind_;
  Diagnostics& diagnostics_;
};

/// `/list/index`.
std::string item(const std::string& list, std::size_t index);
/// `/networks/<name>`, `/templates/<name>`: lists that the spec writes as mappings.
std::string member(const std::string& mapping, const std::string& key);

/// "did you mean 'x'?" for the nearest candidate, or "one of: …", or `otherwise` when there is none.
std::string nearest_fix(std::string_view word, const std::vector<std::string>& candidates,
                        const std::string& otherwise);

const spec::NetworkSpec* find_network(const spec::Fleet& fleet, std::string_view name);
const spec::TemplateSpec* find_template(const spec::Fleet& fleet, std::string_view name);
const spec::StorageSpec* find_storage(const spec::Fleet& fleet, const spec::StorageId& id);
const spec::NodeSpec* find_node(const spec::Fleet& fleet, const spec::NodeName& name);
const spec::MachineSpec* find_machine(const spec::Fleet& fleet, std::string_view name);
std::vector<std::string> node_names(const spec::Fleet& fleet);
std::vector<std::string> storage_ids(const spec::Fleet& fleet);
bool has_class(const spec::StorageSpec& storage, std::string_view name);
/// The catalogue's entry of the machine's template, or nullptr.
const spec::OsEntry* system_of(const spec::Fleet& fleet, const RuleContext& context, const spec::MachineSpec& machine);
std::string environment_of(const spec::Fleet& fleet);

/// A component of a machine; `index` is its place in MachineSpec::software, or nothing for one that every machine has.
struct UsedComponent {
  const spec::Component* component = nullptr;
  const spec::SoftwareSpec* given = nullptr;
  std::optional<std::size_t> index;

  /// Pointer below the machine's entry.
  std::string below() const { return index ? "/software/" + std::to_string(*index) : "/software"; }
};

/// Known components of the machine, those that every machine has included, each once.
std::vector<UsedComponent> components_of(const spec::Fleet& fleet, const RuleContext& context,
                                         const spec::MachineSpec& machine);
/// The value that the spec, or else the environment, gives the parameter; null when there is none.
Json parameter_value(const UsedComponent& used, std::string_view parameter, const std::string& environment);
/// The port with the value that the spec, or else the environment, gives its parameter.
std::int64_t effective_port(const spec::ComponentPort& port, const UsedComponent& used, const std::string& environment);

/// Only these characters, at least one.
bool consists_of(std::string_view text, std::string_view characters);
constexpr std::string_view k_lower = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view k_upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view k_digits = "0123456789";
constexpr std::string_view k_alphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/// A decimal number without sign within the bounds.
std::optional<std::int64_t> number_in(std::string_view text, std::int64_t least, std::int64_t most);
/// env:NAME, file:PATH, vault:mount/path#field, age:FILE#key.
bool is_secret_reference(std::string_view text);
/// An http or https URL with a host and without user, password or spaces.
bool is_url(std::string_view text);
/// Visits every text of the document with its JSON pointer; mapping keys too.
void visit_texts(const yaml::Value& value, const std::string& pointer,
                 const std::function<void(const std::string& pointer, const std::string& text)>& visit);

}  // namespace atlas::agents::validation::rules
