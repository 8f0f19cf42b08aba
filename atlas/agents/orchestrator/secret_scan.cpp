#include "atlas/agents/orchestrator/secret_scan.hpp"

#include "atlas/utils/secret.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <sodium.h>

namespace atlas::agents {
namespace {

ATLAS_DIAGNOSTIC(k_secret_in_output, "ATLAS-E7120", error, "output would hold a secret",
                 "A file that was about to be written holds the value of a secret that the fleet spec refers to. "
                 "Nothing was written. The usual cause is a secret that was also written in plain text into another "
                 "value of the spec, or into a template. Refer to it with env: or file: there too, or use another "
                 "value.");

ATLAS_DIAGNOSTIC(k_secret_too_short, "ATLAS-W7121", warning, "secret is too short to be looked for",
                 "Before writing, ATLAS looks for every known secret value in every file. A value of fewer than 6 "
                 "characters occurs by chance, so it was not looked for. It is also too short to be a good secret.");

constexpr std::size_t k_least_length = 6;

bool is_reference(const std::string& text) {
  static constexpr std::array<std::string_view, 2> k_resolvable{"env:", "file:"};
  const auto begins = [&text](std::string_view prefix) { return text.starts_with(prefix); };
  return std::any_of(k_resolvable.begin(), k_resolvable.end(), begins) && parse_secret_reference(text).has_value();
}

void gather(const Json& value, std::set<std::string>& found) {
  if (value.is_string() && is_reference(value.get_ref<const std::string&>())) {
    found.insert(value.get<std::string>());
  } else if (value.is_structured()) {
    for (const Json& child : value) {
      gather(child, found);
    }
  }
}

std::string base64(std::string_view bytes) {
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
  text.resize(text.find('\0'));
  return text;
}

std::string as_in_json(std::string_view bytes) {
  const std::string quoted = Json(bytes).dump(-1, ' ', false, Json::error_handler_t::replace);
  return quoted.substr(1, quoted.size() - 2);
}

/// The forms of one secret; zeroed when they go.
class Needles {
 public:
  explicit Needles(const Secret& secret)
      : texts_{Secret(std::string(secret.reveal())), Secret(as_in_json(secret.reveal())),
               Secret(base64(secret.reveal()))} {}

  bool occur_in(std::string_view content) const {
    return std::any_of(texts_.begin(), texts_.end(),
                       [content](const Secret& text) { return content.find(text.reveal()) != std::string_view::npos; });
  }

 private:
  std::array<Secret, 3> texts_;
};

void scan(const std::string& reference, const Needles& needles, const spec::FileTree& tree, Diagnostics& diagnostics) {
  for (const auto& [path, file] : tree.files()) {
    if (needles.occur_in(file.content)) {
      diagnostics.add(k_secret_in_output("'" + path + "' would hold the value of " + reference)
                          .on(path)
                          .fix("use the reference " + reference + " wherever the value is needed"));
    }
  }
}

}  // namespace

std::vector<std::string> secret_references(const Json& document) {
  std::set<std::string> found;
  Json searched = document;
  const Json::json_pointer endpoint("/cluster/endpoint");
  if (searched.is_object() && searched.contains(endpoint)) {
    searched[endpoint] = nullptr;
  }
  gather(searched, found);
  return {found.begin(), found.end()};
}

void scan_for_secrets(const std::vector<std::string>& references, const spec::FileTree& tree, FileSystem& files,
                      Diagnostics& diagnostics) {
  for (const std::string& reference : references) {
    const Result<SecretReference> parsed = parse_secret_reference(reference);
    const Result<Secret> secret = parsed ? resolve_secret(*parsed, files) : failure(parsed.error());
    if (!secret) {
      continue;
    }
    if (secret->reveal().size() < k_least_length) {
      diagnostics.add(k_secret_too_short("the value of " + reference + " is too short to be looked for in the output")
                          .fix("use a longer secret"));
      continue;
    }
    scan(reference, Needles(*secret), tree, diagnostics);
  }
}

}  // namespace atlas::agents
