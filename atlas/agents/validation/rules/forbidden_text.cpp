#include "atlas/agents/validation/rules/support.hpp"
#include "atlas/utils/text.hpp"

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(forbidden_text, "ATLAS-E2131", error, "a text holds forbidden characters",
           "Control characters, and characters that change the direction of writing or have no width, can hide or "
           "forge what a file or a terminal shows. They do not belong in a spec. Type the text again.",
           check);

std::string hexadecimal(char32_t code_point) {
  constexpr std::string_view k_hex = "0123456789ABCDEF";
  std::string text;
  for (auto value = static_cast<std::uint32_t>(code_point); value > 0 || text.size() < 4; value >>= 4U) {
    text.insert(text.begin(), k_hex[value & 0xFU]);
  }
  return text;
}

std::optional<char32_t> first_forbidden(const std::string& text) {
  for (std::size_t offset = 0; offset < text.size();) {
    const auto code_point = text::next_code_point(text, offset);
    if (code_point && text::is_forbidden(*code_point)) {
      return code_point;
    }
  }
  return std::nullopt;
}

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  const auto check_text = [&](const std::string& pointer, const std::string& text) {
    if (!text::is_utf8(text)) {
      report.at(pointer, "this text is not UTF-8", "save the file as UTF-8");
    } else if (const auto code_point = first_forbidden(text)) {
      report.at(pointer, "this text holds the character U+" + hexadecimal(*code_point), "type the text again");
    }
  };
  visit_texts(fleet.document, "", check_text);
  // A fleet that an agent made need not have passed the reader.
  check_text("/metadata/description", fleet.metadata.description);
  check_text("/metadata/owner", fleet.metadata.owner);
  for (const auto& machine : fleet.machines) {
    check_text(machine.origin + "/description", machine.description);
    for (std::size_t i = 0; i < machine.firewall.rules.size(); ++i) {
      check_text(item(machine.origin + "/firewall/rules", i) + "/comment", machine.firewall.rules[i].comment);
    }
  }
}

}  // namespace
}  // namespace atlas::agents::validation::rules
