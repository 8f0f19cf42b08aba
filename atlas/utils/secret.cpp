#include "atlas/utils/secret.hpp"

#include "atlas/utils/file_system.hpp"
#include "atlas/utils/platform.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <sodium.h>

namespace atlas {
namespace {

ATLAS_DIAGNOSTIC(k_not_a_reference, "ATLAS-E1092", error, "not a reference to a secret",
                 "A secret is never written into a spec: a reference says where it is. Accepted are `env:NAME` (an "
                 "environment variable), `file:PATH` (a file, mode 0600), `vault:MOUNT/PATH#FIELD` and `age:FILE#KEY`. "
                 "The message does not repeat the text, since it may be the secret itself; if it was, change it now.");
ATLAS_DIAGNOSTIC(
    k_missing, "ATLAS-E1093", error, "a secret is not there",
    "The reference is well-formed, but the environment variable is not set, or the file cannot be read, or "
    "it is empty. Set it in the shell that runs ATLAS, or write the file with mode 0600.");
ATLAS_DIAGNOSTIC(k_exposed, "ATLAS-E1094", error, "a secret file can be read by others",
                 "The file's mode lets the group or everyone read the secret. ATLAS refuses to use it, because it must "
                 "be taken as known. `chmod 600 FILE`, and change the secret if others have accounts on the machine.");
ATLAS_DIAGNOSTIC(k_later, "ATLAS-E1095", error, "a source of secrets that this version cannot read",
                 "`vault:` and `age:` references are accepted in specs, so that files need not change later, but this "
                 "version reads secrets only from `env:` and `file:`. Use one of them for now.");

struct Scheme {
  std::string_view prefix;
  SecretReference::Source source;
  bool has_field;
};
constexpr std::array<Scheme, 4> k_schemes{{{"env:", SecretReference::Source::environment, false},
                                           {"file:", SecretReference::Source::file, false},
                                           {"vault:", SecretReference::Source::vault, true},
                                           {"age:", SecretReference::Source::age, true}}};

bool is_variable_name(std::string_view name) {
  const auto word = [](char c) { return c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  return !name.empty() && word(name.front()) &&
         std::all_of(name.begin(), name.end(), [&](char c) { return word(c) || (c >= '0' && c <= '9'); });
}

bool well_formed(const SecretReference& reference, bool has_field) {
  const auto printable = [](const std::string& part) {
    return !part.empty() &&
           std::none_of(part.begin(), part.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  };
  if (reference.source == SecretReference::Source::environment) {
    return is_variable_name(reference.place);
  }
  return printable(reference.place) && (!has_field || printable(reference.field));
}

// The whole capacity: a short text lies in the string object itself, also after it was moved from.
void wipe(std::string& text) {
  text.resize(text.capacity());
  sodium_memzero(text.data(), text.size());
  text.clear();
}

Diagnostic missing(const std::string& what, std::string reason) {
  return k_missing(fmt::format("the secret in {} is not there", what)).because(std::move(reason));
}

Result<Secret> from_environment(const std::string& name) {
  std::string value = platform::environment(name);
  if (value.empty()) {
    return failure(missing("the environment variable " + name, "the variable is not set, or empty"));
  }
  return Secret(std::move(value));
}

Result<Secret> from_file(const std::string& path, FileSystem& files) {
  const auto info = files.info(path);
  if (!info || !*info) {
    return failure(missing("the file " + path, info ? "no such file" : info.error().message()));
  }
  if ((*info)->kind == FileKind::file && ((*info)->mode & 0077) != 0) {
    return failure(k_exposed(fmt::format("the secret file {} has mode {:04o}", path, (*info)->mode))
                       .fix(fmt::format("chmod 600 {}", path)));
  }
  auto content = files.read(path);
  if (!content) {
    return failure(missing("the file " + path, content.error().message()));
  }
  if (!content->empty() && content->back() == '\n') {
    content->pop_back();
  }
  if (content->empty()) {
    return failure(missing("the file " + path, "the file is empty"));
  }
  return Secret(std::move(*content));
}

}  // namespace

Secret::Secret(std::string&& text) : text_(text) { wipe(text); }

Secret::~Secret() { wipe(text_); }

Secret::Secret(Secret&& other) noexcept : text_(std::move(other.text_)) { wipe(other.text_); }

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    wipe(text_);
    text_ = std::move(other.text_);
    wipe(other.text_);
  }
  return *this;
}

Result<SecretReference> parse_secret_reference(std::string_view text) {
  for (const Scheme& scheme : k_schemes) {
    if (!text.starts_with(scheme.prefix)) {
      continue;
    }
    SecretReference reference{scheme.source, std::string(text.substr(scheme.prefix.size())), ""};
    if (const std::size_t hash = reference.place.rfind('#'); scheme.has_field && hash != std::string::npos) {
      reference.field = reference.place.substr(hash + 1);
      reference.place.resize(hash);
    }
    if (well_formed(reference, scheme.has_field)) {
      return reference;
    }
  }
  return failure(k_not_a_reference("the value is not a reference to a secret")
                     .fix("write env:NAME, file:PATH, vault:MOUNT/PATH#FIELD or age:FILE#KEY"));
}

Result<Secret> resolve_secret(const SecretReference& reference, FileSystem& files) {
  switch (reference.source) {
    case SecretReference::Source::environment:
      return from_environment(reference.place);
    case SecretReference::Source::file:
      return from_file(reference.place, files);
    case SecretReference::Source::vault:
    case SecretReference::Source::age:
      break;
  }
  return failure(
      k_later("secrets from vault: and age: cannot be read by this version").fix("use env:NAME or file:PATH"));
}

}  // namespace atlas
