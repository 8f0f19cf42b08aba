#include "atlas/spec/loader.hpp"

#include "atlas/spec/api_version.hpp"
#include "atlas/spec/coherence.hpp"
#include "atlas/spec/config_folder.hpp"
#include "atlas/spec/expand.hpp"
#include "atlas/spec/fleet_reader.hpp"
#include "atlas/spec/merge.hpp"
#include "atlas/spec/migration.hpp"
#include "atlas/spec/spec_hash.hpp"
#include "atlas/utils/yaml/reader.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace atlas::spec {
namespace {

using yaml::Value;

ATLAS_DIAGNOSTIC(k_environment, "ATLAS-E1210", error, "the environment is not known",
                 "A fleet is for dev, test or prod. The environment chooses defaults and the overlay under "
                 "`environments`.");
ATLAS_DIAGNOSTIC(k_not_a_stack, "ATLAS-E1217", error, "the profile is not a stack",
                 "`stack:` needs a profile that brings machines. A profile with settings of one machine goes to "
                 "`profile:` of a machine.");

class Loader {
 public:
  Loader(const LoadOptions& options, Diagnostics& diagnostics)
      : options_(options),
        diagnostics_(diagnostics),
        config_(options.config.empty() ? config_folder() : options.config),
        profiles_(config_, profile_folders(options.spec_path, config_, options.profile_folders)) {}

  std::optional<Fleet> load(std::optional<Value> read) {
    if (!read || !checked(*read) || !merged(*read)) {
      return std::nullopt;
    }
    Value& document = *read;
    expand(document);
    if (diagnostics_.has_errors()) {
      return std::nullopt;
    }
    check_coherence(document, diagnostics_);
    if (diagnostics_.has_errors()) {
      return std::nullopt;
    }
    Fleet fleet = read_fleet(document);
    fleet.spec_file = options_.spec_path;
    fleet.spec_hash = hash_of(fleet);
    fleet.document = std::move(document);
    return fleet;
  }

 private:
  bool checked(Value& document) {
    const auto version = detect_version(document, diagnostics_);
    if (!version || (*version == ApiVersion::v1alpha1 && !migrate(document, config_, diagnostics_))) {
      return false;
    }
    schema_ = SchemaDocument::load(config_, "fleet.v1", diagnostics_);
    if (schema_ == nullptr) {
      return false;
    }
    const bool valid = schema_->check(document, diagnostics_);
    if (!valid) {
      look_up_profiles(document);
    }
    return valid;
  }

  // A document that breaks the schema goes no further, but a person wants to read of a mistyped profile now.
  void look_up_profiles(const Value& document) {
    look_up_profile(document.find("stack"));
    if (const Value* defaults = document.find("defaults")) {
      look_up_profiles_of(*defaults);
    }
    if (const Value* machines = document.find("machines")) {
      for (const Value& machine : machines->items()) {
        look_up_profiles_of(machine);
      }
    }
  }

  void look_up_profiles_of(const Value& settings) {
    look_up_profile(settings.find("profile"));
    if (const Value* names = settings.find("profiles")) {
      for (const Value& name : names->items()) {
        look_up_profile(&name);
      }
    }
  }

  void look_up_profile(const Value* name) {
    if (name != nullptr && name->is_string()) {
      profiles_.find(name->text(), name->location(), diagnostics_);
    }
  }

  // Stack below, overlay above; then the whole must be valid again.
  bool merged(Value& document) {
    choose_environment(document);
    const bool with_stack = document.find("stack") != nullptr;
    if (with_stack && !add_stack(document)) {
      return false;
    }
    const Value* overlays = document.find("environments");
    const Value* chosen = overlays != nullptr ? overlays->find(document.find("environment")->text()) : nullptr;
    if (chosen != nullptr) {
      overlay_ = *chosen;
      Value parts = overlay_;
      parts.erase("machines");
      const yaml::Mark mark = document.mark();
      merge(document, parts, schema_->root());
      document.set_mark(mark);
    }
    document.erase("environments");
    return !diagnostics_.has_errors() && ((chosen == nullptr && !with_stack) || schema_->check(document, diagnostics_));
  }

  void choose_environment(Value& document) {
    if (options_.environment) {
      const std::vector<std::string> known{"dev", "test", "prod"};
      if (std::find(known.begin(), known.end(), *options_.environment) == known.end()) {
        const auto near = nearest(*options_.environment, known);
        diagnostics_.add(k_environment(fmt::format("there is no environment '{}'", *options_.environment))
                             .on("environment")
                             .fix(near ? fmt::format("did you mean '{}'?", *near) : "use dev, test or prod"));
      }
      document.set("environment", Value::string(*options_.environment, document.mark()));
    } else if (document.find("environment") == nullptr) {
      document.set("environment",
                   Value::string(schema_->root().property("environment").text("default"), document.mark()));
    }
  }

  bool add_stack(Value& document) {
    const Value name = *document.find("stack");
    const Profile* stack = profiles_.find(name.text(), name.location(), diagnostics_);
    if (stack == nullptr) {
      return false;
    }
    if (!stack->is_stack()) {
      diagnostics_.add(k_not_a_stack(fmt::format("the profile '{}' is not a stack", name.text()))
                           .at(name.location())
                           .on("stack")
                           .fix(fmt::format("write 'profile: {}' at a machine", name.text())));
      return false;
    }
    Value base = stack->stack;
    merge(base, document, schema_->root());
    document = std::move(base);
    return true;
  }

  void expand(Value& document) {
    const ExpandInput input{&document, overlay_.is_mapping() ? &overlay_ : nullptr, schema_.get(), &profiles_,
                            static_cast<std::size_t>(std::max(options_.max_machines, 0))};
    Value machines = expand_machines(input, diagnostics_);
    std::vector<std::string> names;
    std::vector<std::string> disabled;
    for (const Value& machine : machines.items()) {
      (machine.find("enabled")->boolean() ? names : disabled).push_back(machine.find("name")->text());
    }
    std::erase_if(machines.items(), [](const Value& machine) { return !machine.find("enabled")->boolean(); });
    if (!diagnostics_.has_errors()) {
      expand_affinity(document, names, disabled, diagnostics_);
    }
    document.erase("defaults");
    document.erase("users");
    document.erase("machines");
    fill_defaults(document, schema_->root());
    document.set("machines", std::move(machines));
  }

  const LoadOptions& options_;
  Diagnostics& diagnostics_;
  std::filesystem::path config_;
  ProfileStore profiles_;
  std::shared_ptr<const SchemaDocument> schema_;
  Value overlay_;
};

}  // namespace

std::optional<Fleet> load_fleet(const LoadOptions& options, Diagnostics& diagnostics) {
  Diagnostics found;
  auto fleet = Loader(options, found).load(yaml::read_file(options.spec_path, found));
  diagnostics.add(found);
  return fleet;
}

std::optional<Fleet> load_fleet_text(const std::string& text, const LoadOptions& options, Diagnostics& diagnostics) {
  Diagnostics found;
  auto fleet = Loader(options, found).load(yaml::read(options.spec_path, text, found));
  diagnostics.add(found);
  return fleet;
}

}  // namespace atlas::spec
