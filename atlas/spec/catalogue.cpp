#include "atlas/spec/catalogue.hpp"

#include "atlas/spec/config_folder.hpp"
#include "atlas/spec/merge.hpp"
#include "atlas/spec/schema_document.hpp"
#include "atlas/utils/text.hpp"
#include "atlas/utils/yaml/reader.hpp"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <iterator>

namespace atlas::spec {
namespace {

namespace fs = std::filesystem;
using yaml::Value;

ATLAS_DIAGNOSTIC(k_wrong_name, "ATLAS-E5102", error, "a component's name is not its folder's",
                 "The folder's name is how specs, groups and variables name the component, so `name` in component.yaml "
                 "must be the same.");
ATLAS_DIAGNOSTIC(k_twice, "ATLAS-E5103", error, "two components have the same name",
                 "Component names are unique over all component folders. Rename the one that was added.");
ATLAS_DIAGNOSTIC(k_missing, "ATLAS-E5104", error, "a component needs one that does not exist",
                 "`needs: {components: [...]}` names components that machines must also have. The one named is in no "
                 "component folder.");
ATLAS_DIAGNOSTIC(k_folder, "ATLAS-E5106", error, "a component folder cannot be read",
                 "A folder given with --components or ATLAS_COMPONENT_PATH does not exist or cannot be listed.");
ATLAS_DIAGNOSTIC(k_default, "ATLAS-E5107", error, "a component has two default versions for one OS",
                 "At most one version per OS can be the default; otherwise the order of lines would decide.");

std::string text_of(const Value& value, const char* key) {
  const Value* found = value.find(key);
  return found != nullptr ? found->text() : std::string();
}

std::int64_t number_of(const Value& value, const char* key) {
  const Value* found = value.find(key);
  return found != nullptr ? found->integer() : 0;
}

std::vector<std::string> texts_of(const Value& value, const char* key) {
  std::vector<std::string> result;
  if (const Value* list = value.find(key)) {
    std::transform(list->items().begin(), list->items().end(), std::back_inserter(result),
                   [](const Value& v) { return v.text(); });
  }
  return result;
}

const Value::Sequence& items_of(const Value& value, const char* key) {
  static const Value::Sequence k_none;
  const Value* found = value.find(key);
  return found != nullptr ? found->items() : k_none;
}

const Value::Mapping& members_of(const Value& value, const char* key) {
  static const Value::Mapping k_none;
  const Value* found = value.find(key);
  return found != nullptr ? found->members() : k_none;
}

bool flag_of(const Value& value, const char* key) {
  const Value* found = value.find(key);
  return found != nullptr && found->boolean();
}

ComponentVersion version_of(const Value& value) {
  return {text_of(value, "version"), texts_of(value, "os"), text_of(value, "source"), flag_of(value, "default"),
          text_of(value, "eol")};
}

ComponentNeeds needs_of(const Value& document) {
  const Value* needs = document.find("needs");
  return needs == nullptr ? ComponentNeeds{}
                          : ComponentNeeds{number_of(*needs, "memory_mib"), number_of(*needs, "disk_gib"),
                                           texts_of(*needs, "cpu_flags"), texts_of(*needs, "components")};
}

ComponentParameter parameter_of(const Value::Member& member) {
  ComponentParameter result;
  result.name = member.key;
  result.schema = member.value.to_json();
  result.description = text_of(member.value, "description");
  if (const Value* standard = member.value.find("default")) {
    result.default_value = standard->to_json();
  }
  if (const Value* environments = member.value.find("x-environments")) {
    for (const Value::Member& one : environments->members()) {
      result.environments[one.key] = one.value.to_json();
    }
  }
  return result;
}

ComponentMembers members_entry_of(const Value& value) {
  ComponentMembers result;
  if (const Value* where = value.find("where")) {
    result.where = where->to_json();
  }
  result.same = texts_of(value, "same");
  result.least = number_of(value, "least");
  result.odd = flag_of(value, "odd");
  result.cores = number_of(value, "cores");
  result.several_need = texts_of(value, "several_need");
  result.unless = text_of(value, "unless");
  return result;
}

void read_lists(const Value& document, Component& out) {
  for (const Value& item : items_of(document, "versions")) {
    out.versions.push_back(version_of(item));
  }
  for (const Value::Member& member : members_of(document, "parameters")) {
    out.parameters.push_back(parameter_of(member));
  }
  for (const Value& item : items_of(document, "members")) {
    out.members.push_back(members_entry_of(item));
  }
  for (const Value& item : items_of(document, "ports")) {
    out.ports.push_back({static_cast<int>(number_of(item, "port")), text_of(item, "protocol"), text_of(item, "purpose"),
                         text_of(item, "parameter")});
  }
  for (const Value& item : items_of(document, "secrets")) {
    out.secrets.push_back({text_of(item, "name"), text_of(item, "description")});
  }
  for (const Value::Member& member : members_of(document, "services")) {
    out.services[member.key] = member.value.text();
  }
}

Component read_component(const Value& document, const fs::path& folder) {
  Component out;
  out.name = text_of(document, "name");
  out.title = text_of(document, "title");
  out.description = text_of(document, "description");
  out.role = text_of(document, "role");
  out.tier = text_of(document, "tier");
  out.always = flag_of(document, "always");
  out.with_monitoring = flag_of(document, "with_monitoring");
  out.os = texts_of(document, "os");
  out.conflicts = texts_of(document, "conflicts");
  out.needs = needs_of(document);
  if (const Value* scrape = document.find("scrape")) {
    out.scrape = ComponentScrape{text_of(*scrape, "job"), static_cast<int>(number_of(*scrape, "port")),
                                 text_of(*scrape, "path")};
  }
  out.folder = folder;
  read_lists(document, out);
  return out;
}

void check_defaults(const Component& component, const Value& document, Diagnostics& diagnostics) {
  for (const std::string& os : component.os) {
    const auto count =
        std::count_if(component.versions.begin(), component.versions.end(), [&](const ComponentVersion& v) {
          return v.is_default && (v.os.empty() || std::find(v.os.begin(), v.os.end(), os) != v.os.end());
        });
    if (count > 1) {
      diagnostics.add(
          k_default(fmt::format("the component '{}' has {} default versions for {}", component.name, count, os))
              .at(document.key_location_at("/versions"))
              .on("components/" + component.name)
              .fix("keep `default: true` at one of them"));
    }
  }
}

std::vector<fs::path> subfolders(const fs::path& folder, Diagnostics& diagnostics) {
  std::vector<fs::path> result;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    std::error_code ignored;
    if (fs::exists(it->path() / "component.yaml", ignored)) {
      result.push_back(it->path());
    }
  }
  if (error) {
    diagnostics.add(
        k_folder(fmt::format("the component folder '{}' cannot be read: {}", folder.string(), error.message()))
            .fix("check --components and ATLAS_COMPONENT_PATH"));
  }
  std::sort(result.begin(), result.end());
  return result;
}

std::optional<Component> load_one(const fs::path& folder, const SchemaDocument& schema, Diagnostics& diagnostics) {
  auto document = yaml::read_file((folder / "component.yaml").string(), diagnostics);
  if (!document || !schema.check(*document, diagnostics)) {
    return std::nullopt;
  }
  fill_defaults(*document, schema.root());
  Component component = read_component(*document, folder);
  if (component.name != folder.filename().string()) {
    diagnostics.add(k_wrong_name(fmt::format("the component '{}' lies in the folder '{}'", component.name,
                                             folder.filename().string()))
                        .at(document->location_at("/name"))
                        .on("components/" + component.name)
                        .fix("give both the same name"));
  }
  check_defaults(component, *document, diagnostics);
  return component;
}

void check_needs(const Catalogue& catalogue, Diagnostics& diagnostics) {
  for (const auto& [name, component] : catalogue.all()) {
    for (const std::string& needed : component.needs.components) {
      if (catalogue.find(needed) == nullptr) {
        const auto near = nearest(needed, catalogue.names());
        diagnostics.add(k_missing(fmt::format("the component '{}' needs '{}', which does not exist", name, needed))
                            .at(SourceLocation{(component.folder / "component.yaml").string(), 0, 0, {}})
                            .on("components/" + name)
                            .fix(near ? fmt::format("did you mean '{}'?", *near) : "add its folder with --components"));
      }
    }
  }
}

}  // namespace

Catalogue Catalogue::load(const std::vector<fs::path>& folders, Diagnostics& diagnostics) {
  return load_with(config_folder(), folders, diagnostics);
}

Catalogue Catalogue::load_with(const fs::path& config, const std::vector<fs::path>& folders, Diagnostics& diagnostics) {
  Catalogue catalogue;
  const auto schema = SchemaDocument::load(config, "component.v1", diagnostics);
  for (std::size_t i = 0; schema && i < folders.size(); ++i) {
    for (const fs::path& folder : subfolders(folders[i], diagnostics)) {
      auto component = load_one(folder, *schema, diagnostics);
      if (!component) {
        continue;
      }
      const std::string name = component->name;
      const auto [it, inserted] = catalogue.components_.emplace(name, std::move(*component));
      if (!inserted) {
        diagnostics.add(k_twice(fmt::format("the component '{}' is in {} and in {}", name, it->second.folder.string(),
                                            folder.string()))
                            .at(SourceLocation{(folder / "component.yaml").string(), 0, 0, {}})
                            .on("components/" + name)
                            .fix("rename the one that was added"));
      }
    }
  }
  check_needs(catalogue, diagnostics);
  return catalogue;
}

Catalogue Catalogue::load_shipped(const fs::path& config, const std::vector<std::string>& extra,
                                  Diagnostics& diagnostics) {
  std::vector<fs::path> folders{config / "templates" / "software"};
  folders.insert(folders.end(), extra.begin(), extra.end());
  const char* more = std::getenv("ATLAS_COMPONENT_PATH");
  for (const std::string& folder : text::split(more != nullptr ? more : "", ':')) {
    if (!folder.empty()) {
      folders.emplace_back(folder);
    }
  }
  return load_with(config, folders, diagnostics);
}

const Component* Catalogue::find(std::string_view name) const {
  const auto it = components_.find(name);
  return it == components_.end() ? nullptr : &it->second;
}

std::vector<std::string> Catalogue::names() const {
  std::vector<std::string> result;
  std::transform(components_.begin(), components_.end(), std::back_inserter(result),
                 [](const auto& entry) { return entry.first; });
  return result;
}

const std::vector<std::string>& Catalogue::tier_order() {
  static const std::vector<std::string> k_order{"base",    "monitoring_agent", "storage", "database",
                                                "runtime", "cluster",          "web",     "balancer"};
  return k_order;
}

}  // namespace atlas::spec
