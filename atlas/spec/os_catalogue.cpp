#include "atlas/spec/os_catalogue.hpp"

#include "atlas/utils/yaml/reader.hpp"

#include <fmt/format.h>

namespace atlas::spec {
namespace {

using yaml::Value;

ATLAS_DIAGNOSTIC(
    k_bad_os, "ATLAS-E5105", error, "the catalogue of operating systems is wrong",
    "Each entry of os.yaml is `id: {family: debian|redhat, title: …, codename: …, eol: \"YYYY-MM-DD\"}`. The "
    "file is shipped with ATLAS; a broken one means a damaged installation or an edit that went wrong.");

std::optional<OsEntry> entry(const std::string& id, const Value& value) {
  OsEntry result;
  result.id = id;
  const std::pair<const char*, std::string*> k_members[] = {
      {"family", &result.family}, {"title", &result.title}, {"codename", &result.codename}, {"eol", &result.eol}};
  for (const auto& [key, member] : k_members) {
    const Value* found = value.find(key);
    if (found == nullptr || !found->is_string()) {
      return std::nullopt;
    }
    *member = found->text();
  }
  return result.family == "debian" || result.family == "redhat" ? std::optional(result) : std::nullopt;
}

}  // namespace

OsCatalogue OsCatalogue::load(const std::filesystem::path& config, Diagnostics& diagnostics) {
  OsCatalogue catalogue;
  const auto document = yaml::read_file((config / "os.yaml").string(), diagnostics);
  if (!document) {
    return catalogue;
  }
  for (const Value::Member& member : document->members()) {
    if (auto read = entry(member.key, member.value)) {
      catalogue.entries_.emplace(member.key, std::move(*read));
    } else {
      diagnostics.add(
          k_bad_os(fmt::format("the operating system '{}' needs family, title, codename and eol", member.key))
              .at(member.key_mark.location())
              .on("os/" + member.key)
              .fix("write all four; the family is debian or redhat"));
    }
  }
  return catalogue;
}

const OsEntry* OsCatalogue::find(std::string_view id) const {
  const auto it = entries_.find(id);
  return it == entries_.end() ? nullptr : &it->second;
}

}  // namespace atlas::spec
