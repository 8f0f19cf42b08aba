#include "atlas/state/manifest.hpp"

#include "atlas/state/errors.hpp"

#include <array>
#include <fmt/format.h>
#include <sodium.h>

namespace atlas::state {
namespace {

constexpr int k_format = 1;

Json to_json(const ManifestEntry& entry) {
  Json json = {{"mode", fmt::format("{:04o}", entry.mode)}, {"section", entry.section}, {"sha256", entry.sha256}};
  if (entry.overridden) {
    json["overridden"] = true;
  }
  return json;
}

ManifestEntry entry_from(const Json& json) {
  return {json.at("sha256").get<std::string>(), std::stoi(json.at("mode").get<std::string>(), nullptr, 8),
          json.at("section").get<std::string>(), json.value("overridden", false)};
}

}  // namespace

const ManifestEntry* Manifest::find(std::string_view path) const {
  const auto it = files.find(path);
  return it == files.end() ? nullptr : &it->second;
}

std::string to_text(const Manifest& manifest) {
  Json files = Json::object();
  for (const auto& [path, entry] : manifest.files) {
    files[path] = to_json(entry);
  }
  const Json json = {{"format", k_format},
                     {"atlas_version", manifest.atlas_version},
                     {"spec_hash", manifest.spec_hash},
                     {"files", std::move(files)}};
  return json.dump(1) + "\n";
}

Result<Manifest> parse_manifest(const std::string& text, const std::string& path) {
  const auto broken = [&](const std::string& reason) {
    return failure(k_broken_manifest(fmt::format("{} cannot be read", path))
                       .because(reason)
                       .fix("restore it from version control, or run with --force to write all files anew"));
  };
  try {
    const Json json = Json::parse(text);
    if (json.at("format").get<int>() != k_format) {
      return broken(fmt::format("its format is {}, this version knows {}", json.at("format").get<int>(), k_format));
    }
    Manifest manifest{json.at("spec_hash").get<std::string>(), json.at("atlas_version").get<std::string>(), {}};
    for (const auto& [name, entry] : json.at("files").items()) {
      manifest.files.emplace(name, entry_from(entry));
    }
    return manifest;
  } catch (const std::exception& error) {  // the JSON library and stoi throw on input
    return broken(error.what());
  }
}

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  std::array<char, 2 * crypto_hash_sha256_BYTES + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return hex.data();
}

}  // namespace atlas::state
