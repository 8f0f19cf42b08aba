#include "atlas/agents/validation/rules/support.hpp"

#include "atlas/utils/text.hpp"

#include <algorithm>
#include <charconv>
#include <map>

namespace atlas::agents::validation::rules {

void Report::at(const std::string& pointer, std::string summary, std::string fix, std::string because) const {
  diagnostics_.add(kind_(std::move(summary))
                       .at(fleet_.where(pointer))
                       .on(pointer.empty() ? pointer : pointer.substr(1))
                       .fix(std::move(fix))
                       .because(std::move(because)));
}

void Report::on(const spec::MachineSpec& machine, const std::string& below, const std::string& summary, std::string fix,
                std::string because) const {
  diagnostics_.add(kind_(machine.name.str() + ": " + summary)
                       .at(fleet_.where(machine.origin + below))
                       .on("machines/" + machine.name.str() + below)
                       .fix(std::move(fix))
                       .because(std::move(because)));
}

std::string item(const std::string& list, std::size_t index) { return list + "/" + std::to_string(index); }

std::string member(const std::string& mapping, const std::string& key) {
  return mapping + "/" + yaml::pointer_token(key);
}

std::string nearest_fix(std::string_view word, const std::vector<std::string>& candidates,
                        const std::string& otherwise) {
  if (const auto name = nearest(word, candidates)) {
    return "did you mean '" + *name + "'?";
  }
  if (candidates.empty() || candidates.size() > 20) {
    return otherwise;
  }
  return "use one of: " + text::join(candidates, ", ");
}

namespace {

template <class List, class Test>
auto find_in(const List& list, Test test) -> decltype(&*list.begin()) {
  const auto it = std::find_if(list.begin(), list.end(), test);
  return it == list.end() ? nullptr : &*it;
}

}  // namespace

const spec::NetworkSpec* find_network(const spec::Fleet& fleet, std::string_view name) {
  return find_in(fleet.networks, [&](const auto& network) { return network.name == name; });
}

const spec::TemplateSpec* find_template(const spec::Fleet& fleet, std::string_view name) {
  return find_in(fleet.templates, [&](const auto& image) { return image.name == name; });
}

const spec::StorageSpec* find_storage(const spec::Fleet& fleet, const spec::StorageId& id) {
  return find_in(fleet.cluster.storage, [&](const auto& storage) { return storage.id == id; });
}

const spec::NodeSpec* find_node(const spec::Fleet& fleet, const spec::NodeName& name) {
  return find_in(fleet.cluster.nodes, [&](const auto& node) { return node.name == name; });
}

const spec::MachineSpec* find_machine(const spec::Fleet& fleet, std::string_view name) {
  return find_in(fleet.machines, [&](const auto& machine) { return machine.name.str() == name; });
}

std::vector<std::string> node_names(const spec::Fleet& fleet) {
  std::vector<std::string> names;
  for (const auto& node : fleet.cluster.nodes) {
    names.push_back(node.name.str());
  }
  return names;
}

std::vector<std::string> storage_ids(const spec::Fleet& fleet) {
  std::vector<std::string> ids;
  for (const auto& storage : fleet.cluster.storage) {
    ids.push_back(storage.id.str());
  }
  return ids;
}

bool has_class(const spec::StorageSpec& storage, std::string_view name) {
  return std::find(storage.classes.begin(), storage.classes.end(), name) != storage.classes.end();
}

const spec::OsEntry* system_of(const spec::Fleet& fleet, const RuleContext& context, const spec::MachineSpec& machine) {
  const auto* image = find_template(fleet, machine.template_name);
  return image == nullptr ? nullptr : context.systems.find(image->os);
}

std::string environment_of(const spec::Fleet& fleet) { return Json(fleet.environment).get<std::string>(); }

std::vector<UsedComponent> components_of(const spec::Fleet& fleet, const RuleContext& context,
                                         const spec::MachineSpec& machine) {
  std::map<std::string_view, UsedComponent> used;
  for (const auto& [name, component] : context.catalogue.all()) {
    if (component.always || (component.with_monitoring && fleet.monitoring.enabled)) {
      used[name] = {&component, nullptr, std::nullopt};
    }
  }
  for (std::size_t i = 0; i < machine.software.size(); ++i) {
    if (const auto* component = context.catalogue.find(machine.software[i].name)) {
      used[component->name] = {component, &machine.software[i], i};
    }
  }
  std::vector<UsedComponent> result;
  for (const auto& [name, entry] : used) {
    result.push_back(entry);
  }
  return result;
}

Json parameter_value(const UsedComponent& used, std::string_view parameter, const std::string& environment) {
  if (used.given != nullptr && used.given->parameters.is_object()) {
    if (const auto it = used.given->parameters.find(parameter); it != used.given->parameters.end()) {
      return *it;
    }
  }
  const auto* known = used.component->parameter(parameter);
  return known != nullptr ? known->for_environment(environment) : Json();
}

std::int64_t effective_port(const spec::ComponentPort& port, const UsedComponent& used,
                            const std::string& environment) {
  const auto value = port.parameter.empty() ? Json() : parameter_value(used, port.parameter, environment);
  return value.is_number_integer() ? value.get<std::int64_t>() : port.port;
}

bool consists_of(std::string_view text, std::string_view characters) {
  return !text.empty() && text.find_first_not_of(characters) == std::string_view::npos;
}

std::optional<std::int64_t> number_in(std::string_view text, std::int64_t least, std::int64_t most) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (!consists_of(text, k_digits) || error != std::errc() || end != text.data() + text.size() || value < least ||
      value > most) {
    return std::nullopt;
  }
  return value;
}

bool is_secret_reference(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || text.find_first_of(" \t\n") != std::string_view::npos) {
    return false;
  }
  const auto kind = text.substr(0, colon);
  const auto rest = text.substr(colon + 1);
  const auto hash = rest.find('#');
  const bool has_field = hash != std::string_view::npos && hash > 0 && hash + 1 < rest.size();
  if (kind == "env") {
    return consists_of(rest, std::string(k_alphanumeric) + "_") && k_digits.find(rest[0]) == std::string_view::npos;
  }
  if (kind == "file") {
    return !rest.empty();
  }
  if (kind == "vault") {
    return has_field && rest.substr(0, hash).find('/') != std::string_view::npos;
  }
  return kind == "age" && has_field;
}

bool is_url(std::string_view text) {
  const auto scheme = text.find("://");
  if (scheme == std::string_view::npos || (text.substr(0, scheme) != "https" && text.substr(0, scheme) != "http")) {
    return false;
  }
  const auto rest = text.substr(scheme + 3);
  const auto host = rest.substr(0, rest.find('/'));
  return !host.empty() && host.find('@') == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f' && c != '"' && c != '\''; });
}

void visit_texts(const yaml::Value& value, const std::string& pointer,
                 const std::function<void(const std::string&, const std::string&)>& visit) {
  if (value.is_string()) {
    visit(pointer, value.text());
  }
  for (std::size_t i = 0; i < value.items().size(); ++i) {
    visit_texts(value.items()[i], item(pointer, i), visit);
  }
  for (const auto& entry : value.members()) {
    visit(member(pointer, entry.key), entry.key);
    visit_texts(entry.value, member(pointer, entry.key), visit);
  }
}

}  // namespace atlas::agents::validation::rules
