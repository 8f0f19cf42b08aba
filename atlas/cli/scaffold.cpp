#include "atlas/cli/scaffold.hpp"

#include "atlas/cli/errors.hpp"
#include "atlas/spec/config_folder.hpp"
#include "atlas/utils/template_engine.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <fmt/format.h>
#include <regex>

namespace atlas::cli {
namespace {

ATLAS_DIAGNOSTIC(k_no_scaffold, "ATLAS-E8020", error, "there is nothing to start from",
                 "`component new` and `profiles new` copy a folder of ATLAS's own data, templates/scaffold, and it is "
                 "not there or cannot be read. Reinstall ATLAS, or see where ATLAS_CONFIG_DIR leads.");
ATLAS_DIAGNOSTIC(
    k_taken, "ATLAS-E8021", error, "the name is taken",
    "A component or profile of this name is there already, shipped or in a folder that is searched. Two of "
    "one name cannot be used together. Exit code 64.");

using Word = std::pair<std::string, std::string>;

std::string with(std::string text, char from, char to) {
  std::replace(text.begin(), text.end(), from, to);
  return text;
}

std::string title_of(const std::string& name) {
  std::string title = with(with(name, '_', ' '), '-', ' ');
  title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(title[0])));
  return title;
}

std::string replaced(std::string text, const std::vector<Word>& words) {
  for (const auto& [from, to] : words) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
      text.replace(at, from.size(), to);
    }
  }
  return text;
}

std::string with_schema(const std::string& text, const std::filesystem::path& folder) {
  static const std::regex place(R"(^(# yaml-language-server: \$schema=)(?:\.\./)+schemas/)");
  std::smatch found;
  if (!std::regex_search(text, found, place)) {
    return text;
  }
  return found[1].str() + spec::schemas_from(folder) + "/" + found.suffix().str();
}

// What YAML reads as something else than a text, and groups and prefixes that Ansible and ATLAS have themselves.
bool is_reserved(const std::string& name) {
  static constexpr std::array<std::string_view, 14> k_words{"null", "true",    "false", "yes",   "no",    "on", "off",
                                                            "all",  "ansible", "atlas", "hosts", "vault", "y",  "n"};
  return std::find(k_words.begin(), k_words.end(), name) != k_words.end() || name == "ungrouped";
}

}  // namespace

spec::FileTree scaffold(std::string_view kind, const std::string& name, const std::filesystem::path& folder,
                        Diagnostics& diagnostics) {
  const std::vector<Word> words = {{"scaffold_name", with(name, '-', '_')},
                                   {"scaffold-name", with(name, '_', '-')},
                                   {"Scaffold title", title_of(name)}};
  const std::string prefix = fmt::format("scaffold/{}/", kind);
  const TemplateEngine templates({spec::config_folder() / "templates"});
  spec::FileTree tree;
  for (const std::string& file : templates.list(prefix)) {
    const Result<std::string> text = templates.read(file);
    if (!text) {
      diagnostics.add(k_no_scaffold(fmt::format("{} cannot be read", file)).fix("reinstall ATLAS"));
      continue;
    }
    const std::string path = replaced(file.substr(prefix.size()), words);
    tree.add(path, {replaced(with_schema(*text, (folder / path).parent_path()), words), 0644, "scaffold"}, diagnostics);
  }
  if (tree.size() == 0 && !diagnostics.has_errors()) {
    diagnostics.add(k_no_scaffold(fmt::format("templates/{} has no file", prefix)).fix("reinstall ATLAS"));
  }
  return tree;
}

bool is_new_name(const std::string& kind, const std::string& name, const std::string& pattern, const std::string& form,
                 const std::vector<std::string>& taken, Diagnostics& diagnostics) {
  if (!std::regex_match(name, std::regex(pattern))) {
    diagnostics.add(k_bad_argument(fmt::format("'{}' cannot be the name of a {}", name, kind)).fix(form));
  } else if (is_reserved(name)) {
    diagnostics.add(k_bad_argument(fmt::format("'{}' means something else to YAML or Ansible", name))
                        .fix("put a word before or after it"));
  } else if (std::find(taken.begin(), taken.end(), name) != taken.end()) {
    diagnostics.add(k_taken(fmt::format("there is already a {} '{}'", kind, name)).fix("choose another name"));
  } else {
    return true;
  }
  return false;
}

}  // namespace atlas::cli
