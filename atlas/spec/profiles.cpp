#include "atlas/spec/profiles.hpp"

#include "atlas/spec/merge.hpp"
#include "atlas/utils/text.hpp"
#include "atlas/utils/yaml/reader.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace atlas::spec {
namespace {

namespace fs = std::filesystem;
using yaml::Value;

ATLAS_DIAGNOSTIC(k_unknown_profile, "ATLAS-E1201", error, "a profile does not exist",
                 "Profiles are files <name>.yaml in the folder `profiles` beside the spec, in folders given on the "
                 "command line, or shipped with ATLAS. `atlas profiles list` shows all.");
ATLAS_DIAGNOSTIC(k_cycle, "ATLAS-E1202", error, "profiles extend each other in a circle",
                 "A profile starts from those it extends, so none of them may start from it. Remove one `extends` of "
                 "the circle that the message shows.");
ATLAS_DIAGNOSTIC(
    k_wrong_kind, "ATLAS-E1203", error, "a profile is of the wrong kind or says both or nothing",
    "A profile has either `spec` (settings of one machine, used with `profile:`) or `stack` (several kinds of "
    "machine, used with `stack:` at the top of a fleet), and its name is its file's name.");

std::string text_of(const Value& document, const char* key) {
  const Value* value = document.find(key);
  return value != nullptr ? value->text() : std::string();
}

std::vector<const Value*> parents_of(const Value& document) {
  const Value* extends = document.find("extends");
  std::vector<const Value*> result;
  if (extends != nullptr && extends->is_sequence()) {
    for (const Value& item : extends->items()) {
      result.push_back(&item);
    }
  } else if (extends != nullptr) {
    result.push_back(extends);
  }
  return result;
}

}  // namespace

ProfileStore::ProfileStore(fs::path config, std::vector<fs::path> folders)
    : config_(std::move(config)), folders_(std::move(folders)) {}

std::optional<fs::path> ProfileStore::file_of(const std::string& name) const {
  for (const fs::path& folder : folders_) {
    std::error_code error;
    const fs::path file = folder / (name + ".yaml");
    if (fs::exists(file, error)) {
      return file;
    }
  }
  return std::nullopt;
}

std::vector<std::string> ProfileStore::names() const {
  std::set<std::string> names;
  for (const fs::path& folder : folders_) {
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
      if (it->path().extension() == ".yaml") {
        names.insert(it->path().stem().string());
      }
    }
  }
  return {names.begin(), names.end()};
}

bool ProfileStore::open_schema(Diagnostics& diagnostics) {
  if (!schema_) {
    schema_ = SchemaDocument::load(config_, "profile.v1", diagnostics);
  }
  return schema_ != nullptr;
}

const Profile* ProfileStore::find(const std::string& name, const std::optional<SourceLocation>& where,
                                  Diagnostics& diagnostics) {
  if (const auto it = std::find(path_.begin(), path_.end(), name); it != path_.end()) {
    const std::vector<std::string> circle(it, path_.end());
    diagnostics.add(k_cycle(fmt::format("profiles extend each other: {} → {}", text::join(circle, " → "), name))
                        .at(where)
                        .on("profiles/" + name)
                        .fix("remove one `extends` of the circle"));
    return nullptr;
  }
  if (const auto it = loaded_.find(name); it != loaded_.end()) {
    return it->second ? &*it->second : nullptr;
  }
  const auto file = file_of(name);
  if (!file) {
    const auto near = nearest(name, names());
    diagnostics.add(
        k_unknown_profile(fmt::format("there is no profile '{}'", name))
            .at(where)
            .on("profiles/" + name)
            .fix(near ? fmt::format("did you mean '{}'?", *near) : "profiles: " + text::join(names(), ", ")));
    return nullptr;
  }
  path_.push_back(name);
  const Profile* result = load(name, *file, diagnostics);
  path_.pop_back();
  return result;
}

const Profile* ProfileStore::load(const std::string& name, const fs::path& file, Diagnostics& diagnostics) {
  loaded_[name] = std::nullopt;
  auto document = yaml::read_file(file.string(), diagnostics);
  if (!document || !open_schema(diagnostics) || !schema_->check(*document, diagnostics)) {
    return nullptr;
  }
  Profile profile{name, text_of(*document, "title"), text_of(*document, "description"), {}, file, {}, {}};
  const Value* spec = document->find("spec");
  const Value* stack = document->find("stack");
  if ((spec == nullptr) == (stack == nullptr) || text_of(*document, "name") != name) {
    diagnostics.add(
        k_wrong_kind(fmt::format("the profile '{}' must have its file's name and either 'spec' or 'stack'", name))
            .at(document->location())
            .fix("keep one of the two, and name the profile like its file"));
    return nullptr;
  }
  profile.spec = spec != nullptr ? Value::mapping(spec->mark()) : Value();
  profile.stack = stack != nullptr ? Value::mapping(stack->mark()) : Value();
  if (!extend(profile, *document, diagnostics)) {
    return nullptr;
  }
  if (spec != nullptr) {
    merge(profile.spec, *spec, schema_->root().property("spec"));
  } else {
    merge(profile.stack, *stack, schema_->root().property("stack"));
  }
  return &loaded_[name].emplace(std::move(profile));
}

bool ProfileStore::extend(Profile& profile, const Value& document, Diagnostics& diagnostics) {
  for (const Value* parent : parents_of(document)) {
    const Profile* base = find(parent->text(), parent->location(), diagnostics);
    if (base == nullptr) {
      return false;
    }
    if (base->is_stack() != profile.is_stack()) {
      diagnostics.add(k_wrong_kind(fmt::format("'{}' cannot extend '{}': one is a stack, the other is not",
                                               profile.name, base->name))
                          .at(parent->location())
                          .fix("extend a profile of the same kind"));
      return false;
    }
    profile.extends.push_back(base->name);
    if (profile.is_stack()) {
      merge(profile.stack, base->stack, schema_->root().property("stack"));
    } else {
      merge(profile.spec, base->spec, schema_->root().property("spec"));
    }
  }
  return true;
}

std::vector<fs::path> profile_folders(const std::string& spec_path, const fs::path& config,
                                      const std::vector<fs::path>& more) {
  std::vector<fs::path> folders{fs::path(spec_path).parent_path() / "profiles"};
  folders.insert(folders.end(), more.begin(), more.end());
  folders.push_back(config / "profiles");
  return folders;
}

}  // namespace atlas::spec
