#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/utils/text.hpp"

#include <functional>
#include <set>
#include <utility>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(ssh_key, "ATLAS-E2062", error, "an SSH key is malformed",
           "A key is one line: type, base64 text, comment. Accepted types are ed25519, rsa, ecdsa and the two of "
           "security keys; the text has to decode and to name the same type inside. Copy the whole line of the .pub "
           "file, never the private key.",
           check);

// Fleet-wide users stand in every machine: each entry of the text is reported once.
void each_user(const spec::Fleet& fleet, const std::function<void(const spec::MachineSpec&, std::size_t)>& visit) {
  std::set<std::pair<std::string, std::string>> seen;
  for (const auto& machine : fleet.machines) {
    for (std::size_t i = 0; i < machine.users.size(); ++i) {
      const auto place = fleet.where(item(machine.origin + "/users", i));
      const auto line = place ? std::to_string(place->line) + ":" + std::to_string(place->column) : machine.origin;
      if (seen.emplace(line, machine.users[i].name).second) {
        visit(machine, i);
      }
    }
  }
}

std::optional<std::string> decode_base64(std::string_view text) {
  static constexpr std::string_view k_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  while (!text.empty() && text.back() == '=') {
    text.remove_suffix(1);
  }
  std::string bytes;
  unsigned bits = 0;
  unsigned buffer = 0;
  for (const char c : text) {
    const auto value = k_alphabet.find(c);
    if (value == std::string_view::npos) {
      return std::nullopt;
    }
    buffer = (buffer << 6U | static_cast<unsigned>(value)) & 0xFFFFU;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes += static_cast<char>(buffer >> bits & 0xFFU);
    }
  }
  return text.size() % 4 == 1 ? std::nullopt : std::optional(bytes);
}

// The blob is fields behind their lengths (4 bytes, big-endian): the type's name first, then the key's own.
bool is_key_of(std::string_view blob, std::string_view type) {
  std::size_t fields = 0;
  while (blob.size() >= 4) {
    std::size_t length = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      length = length << 8U | static_cast<unsigned char>(blob[i]);
    }
    if (length > blob.size() - 4 || (fields == 0 && blob.substr(4, length) != type)) {
      return false;
    }
    blob.remove_prefix(4 + length);
    ++fields;
  }
  return blob.empty() && fields >= 2;
}

std::string defect(const std::string& key) {
  static const std::set<std::string_view> k_types = {"ssh-ed25519",
                                                     "ssh-rsa",
                                                     "ecdsa-sha2-nistp256",
                                                     "ecdsa-sha2-nistp384",
                                                     "ecdsa-sha2-nistp521",
                                                     "sk-ssh-ed25519@openssh.com",
                                                     "sk-ecdsa-sha2-nistp256@openssh.com"};
  if (key.find_first_of("\r\n\t") != std::string::npos) {
    return "is not one line";
  }
  const auto words = text::split(key, ' ');
  if (k_types.count(words[0]) == 0) {
    return "does not start with a known type";
  }
  const auto blob = words.size() < 2 ? std::nullopt : decode_base64(words[1]);
  return blob && is_key_of(*blob, words[0]) ? "" : "is damaged or cut";
}

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  each_user(fleet, [&](const auto& machine, std::size_t index) {
    const auto& keys = machine.users[index].ssh_keys;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const auto why = defect(keys[i]);
      if (!why.empty()) {
        report.on(machine, item(item("/users", index) + "/ssh_keys", i),
                  "an SSH key of user '" + machine.users[index].name + "' " + why,
                  "copy the whole line of the .pub file");
      }
    }
  });
}

}  // namespace
}  // namespace atlas::agents::validation::rules
