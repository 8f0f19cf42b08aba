#include "atlas/cli/errors.hpp"
#include "atlas/cli/verb.hpp"
#include "atlas/cli/views/explain_view.hpp"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

namespace atlas::cli {
namespace {

// `e1012`, `E1012` and `ATLAS-E1012` are the same id.
std::string full_id(std::string id) {
  std::transform(id.begin(), id.end(), id.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return id.starts_with("ATLAS-") ? id : "ATLAS-" + id;
}

class Explain final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.argument("ID", "the id that a message shows, such as ATLAS-E1011 or just e1011", id_).optional();
    flags.on("--list", "list all ids with their titles", list_);
  }

  Answer run() override {
    if (list_) {
      return Answer::of(std::make_unique<DiagnosticListView>());
    }
    if (id_.empty()) {
      return Answer::failed(
          k_missing_argument("the argument ID is missing").fix("give an id, or list all with --list"));
    }
    const auto& kinds = DiagnosticKind::all();
    const auto it = kinds.find(full_id(id_));
    return it == kinds.end() ? Answer::failed(unknown()) : Answer::of(std::make_unique<ExplainView>(*it->second));
  }

 private:
  Diagnostic unknown() const {
    const std::string wanted = full_id(id_);
    const std::string number = wanted.substr(
        wanted.find_first_of("0123456789", 6) == std::string::npos ? 0 : wanted.find_first_of("0123456789", 6));
    std::vector<std::string> ids;
    std::optional<std::string> near;
    for (const auto& [id, kind] : DiagnosticKind::all()) {
      ids.emplace_back(id);
      if (id.substr(7) == number) {
        near = std::string(id);  // the letter is wrong: E for W
      }
    }
    near = near ? near : nearest(wanted, ids);
    return k_unknown_name(fmt::format("there is no diagnostic '{}'", id_))
        .fix(near ? fmt::format("did you mean {}?", *near) : "list all with `atlas explain --list`");
  }

  std::string id_;
  bool list_ = false;
};

ATLAS_VERB("explain", Explain, "say what a message means and how to mend its cause",
           "Works offline and knows every id that ATLAS can print.", "atlas explain ATLAS-E1011\natlas explain --list");

}  // namespace
}  // namespace atlas::cli
