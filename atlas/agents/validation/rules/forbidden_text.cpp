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

void check(const spec::Fleet& fleet, const RuleContext& /*context*/, Diagnostics& diagnostics) {
  const Report report(fleet, k_kind, diagnostics);
  visit_texts(fleet.document, "", [&](const std::string& pointer, const std::string& text) {
    if (!text::is_utf8(text)) {
      report.at(pointer, "this text is not UTF-8", "save the file as UTF-8");
      return;
    }
    for (std::size_t offset = 0; offset < text.size();) {
      const auto code_point = text::next_code_point(text, offset);
      if (code_point && text::is_forbidden(*code_point)) {
        report.at(pointer, "this text holds the character U+" + hexadecimal(*code_point), "type the text again");
        return;
      }
    }
  });
}

}  // namespace
}  // namespace atlas::agents::validation::rules
