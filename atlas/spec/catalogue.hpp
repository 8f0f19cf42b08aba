#pragma once

#include "atlas/spec/fleet.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace atlas::spec {

struct ComponentVersion {
  std::string version;
  std::vector<std::string> os;  ///< empty = every OS of the component
  std::string source = "distro";
  bool is_default = false;
  std::string eol;  ///< YYYY-MM-DD or empty
};

struct ComponentParameter {
  std::string name;
  std::string description;
  Json schema;                               ///< JSON Schema of one value
  Json default_value = nullptr;              ///< null when there is none
  std::map<std::string, Json> environments;  ///< dev, test, prod where they differ

  /// What holds when the spec says nothing.
  const Json& for_environment(std::string_view environment) const;
};

struct ComponentPort {
  int port = 0;
  std::string protocol = "tcp";
  std::string purpose;
  std::string parameter;  ///< the port follows this parameter; may be empty
};

struct ComponentScrape {
  std::string job;
  int port = 0;
  std::string path = "/metrics";
};

struct ComponentSecret {
  std::string name;
  std::string description;
};

struct ComponentNeeds {
  std::int64_t memory_mib = 0;
  std::int64_t disk_gib = 0;
  std::vector<std::string> cpu_flags;
  std::vector<std::string> components;
};

/// What the machines with a component must be together.
struct ComponentMembers {
  Json where = Json::object();            ///< values of parameters; only machines that have them count
  std::vector<std::string> same;          ///< parameters; machines with equal values are counted for themselves
  std::int64_t least = 0;                 ///< so many of them at least
  bool odd = false;                       ///< an odd number of them
  std::int64_t cores = 0;                 ///< CPU cores of each of them at least
  std::vector<std::string> several_need;  ///< components of each of them, when there is more than one …
  std::string unless;                     ///< … and this parameter has no value; may be empty
};

/// One folder of docs/components.md.
struct Component {
  std::string name;
  std::string title;
  std::string description;
  std::string role;
  std::string tier;
  bool always = false;           ///< every machine has it
  bool with_monitoring = false;  ///< every machine of a monitored fleet has it
  std::vector<std::string> os;
  std::vector<ComponentVersion> versions;
  std::vector<ComponentParameter> parameters;  ///< in the order of the text
  ComponentNeeds needs;
  std::vector<ComponentMembers> members;
  std::vector<std::string> conflicts;
  std::vector<ComponentPort> ports;
  std::optional<ComponentScrape> scrape;
  std::vector<ComponentSecret> secrets;
  std::map<std::string, std::string> services;  ///< OS family → service name
  std::filesystem::path folder;                 ///< holds component.yaml, role/, …

  bool supports(std::string_view os_id) const;
  /// The version to install on that OS: the wanted one, or the default (the entry marked so, else the first) when
  /// `wanted` is empty. nullptr when there is none; a component without any version is "whatever the OS has".
  const ComponentVersion* version_for(std::string_view os_id, const std::optional<std::string>& wanted) const;
  std::vector<std::string> versions_for(std::string_view os_id) const;
  const ComponentParameter* parameter(std::string_view parameter_name) const;
  /// JSON Schema of the whole `parameters` object; unknown names are refused.
  Json parameter_schema() const;
  /// Position in tier_order().
  int tier_rank() const;
};

/// All components, shipped and added. Immutable once loaded.
class Catalogue {
 public:
  /// Loads every `<folder>/<name>/component.yaml` with the schema of config_folder(). A name in a later folder replaces
  /// nothing: it is ATLAS-E5103. Problems have their position: E10xx and E11xx not valid by the schema, E5102 name is
  /// not the folder's, E5104 needs a component that is not there, E5106 folder cannot be read, E5107 two default
  /// versions for one OS. What could be read is returned.
  static Catalogue load(const std::vector<std::filesystem::path>& folders, Diagnostics& diagnostics);
  /// The shipped folder (config/templates/software), then `extra`, then ATLAS_COMPONENT_PATH (colon-separated).
  static Catalogue load_shipped(const std::filesystem::path& config, const std::vector<std::string>& extra,
                                Diagnostics& diagnostics);

  const Component* find(std::string_view name) const;
  const std::map<std::string, Component, std::less<>>& all() const { return components_; }
  std::vector<std::string> names() const;

  /// base, monitoring_agent, storage, database, runtime, cluster, web, balancer.
  static const std::vector<std::string>& tier_order();

 private:
  static Catalogue load_with(const std::filesystem::path& config, const std::vector<std::filesystem::path>& folders,
                             Diagnostics& diagnostics);

  std::map<std::string, Component, std::less<>> components_;
};

}  // namespace atlas::spec
