#include "atlas/utils/emit/emit.hpp"

#include "atlas/utils/emit/kinds.hpp"
#include "atlas/utils/emit/writers.hpp"

#include <array>
#include <fmt/format.h>
#include <stdexcept>

namespace atlas::emit {

ATLAS_DIAGNOSTIC(k_unwritable, "ATLAS-E5006", error, "a value does not fit into the file's format",
                 "Each output file has one writer that turns a value into a complete literal of the format, so that no "
                 "text of the spec can become code. This value has no literal there: for example an INI setting "
                 "cannot hold a newline, a shell word cannot be a map, and no format takes control characters. The "
                 "message says which rule; change the value in the spec, or the template if it put the value in a "
                 "place that cannot hold it. docs/templates.md lists what each format takes.");
ATLAS_DIAGNOSTIC(k_no_writer, "ATLAS-E5007", error, "no writer for this kind of file",
                 "A template's file name decides how `{{ value }}` is written. This name has an ending that no writer "
                 "knows, or `as` and `block` were given a format that does not exist or has no such style. Rename the "
                 "template, or write the value with `as(\"FORMAT\")` or `ident`.");

namespace {

struct Entry {
  std::string_view name;
  TextWriter text;
  Refusal (*value)(const Json&, std::string&);
};

constexpr std::array<Entry, 11> k_formats = {{{"none", nullptr, nullptr},
                                              {"hcl", hcl_text, hcl_value},
                                              {"yaml", yaml_text, yaml_value},
                                              {"ansible", ansible_text, ansible_value},
                                              {"json", json_text, json_value},
                                              {"shell", shell_text, shell_value},
                                              {"ini", ini_text, ini_value},
                                              {"systemd", systemd_text, systemd_value},
                                              {"markdown", markdown_text, markdown_value},
                                              {"mermaid", mermaid_text, mermaid_value},
                                              {"plantuml", plantuml_text, plantuml_value}}};

struct Ending {
  std::string_view text;
  Format format;
};

constexpr std::array<Ending, 20> k_endings = {
    {{"tf", Format::hcl},          {"yml", Format::yaml},         {"md", Format::markdown},
     {"sh", Format::shell},        {"json", Format::json},        {"yaml", Format::yaml},
     {"tofu", Format::hcl},        {"hcl", Format::hcl},          {"tfvars", Format::hcl},
     {"cfg", Format::ini},         {"ini", Format::ini},          {"conf", Format::ini},
     {"service", Format::systemd}, {"timer", Format::systemd},    {"mmd", Format::mermaid},
     {"puml", Format::plantuml},   {"bash", Format::shell},       {"env", Format::shell},
     {"yamllint", Format::yaml},   {"ansible-lint", Format::yaml}}};

const Entry& entry(Format format) { return k_formats.at(static_cast<std::size_t>(format)); }

bool below_ansible(std::string_view name) {
  // A component that a user added lies in a folder of any name; its variables are Ansible's all the same.
  return name.starts_with("ansible/") || name.starts_with("inventory/") || name.starts_with("software/") ||
         name.ends_with("/group_vars.yml") || name.ends_with("/host_vars.yml");
}

Diagnostic unwritable(Format format, Refusal refusal) {
  return k_unwritable(fmt::format("a value cannot be written as {}: {}", name_of(format), refusal));
}

Diagnostic no_writer() {
  return k_no_writer("a value cannot be written into this kind of file: its name has no known ending")
      .fix("use `as(\"FORMAT\")` or `ident`, or rename the template");
}

void must(Refusal refusal) {
  if (refusal != nullptr) {
    throw std::logic_error(refusal);  // the reader lets no such text in
  }
}

}  // namespace

Format format_of(std::string_view name) {
  if (name.ends_with(".j2")) {
    name.remove_suffix(3);
  }
  const std::size_t dot = name.find_last_of("./");
  if (dot == std::string_view::npos || name[dot] == '/') {
    return Format::none;
  }
  const std::string_view ending = name.substr(dot + 1);
  for (const Ending& known : k_endings) {
    if (known.text == ending) {
      return known.format == Format::yaml && below_ansible(name) ? Format::ansible : known.format;
    }
  }
  return Format::none;
}

std::string_view name_of(Format format) { return entry(format).name; }

std::optional<Format> format_named(std::string_view name) {
  for (std::size_t i = 1; i < k_formats.size(); ++i) {
    if (k_formats[i].name == name) {
      return static_cast<Format>(i);
    }
  }
  return std::nullopt;
}

Result<std::string> literal(Format format, const Json& value) {
  if (format == Format::none) {
    return failure(no_writer());
  }
  std::string out;
  if (const Refusal refusal = entry(format).value(value, out); refusal != nullptr) {
    return failure(unwritable(format, refusal));
  }
  return out;
}

Result<void> append_text(Format format, std::string_view text, std::string& out) {
  if (format == Format::none) {
    return failure(no_writer());
  }
  const std::size_t before = out.size();
  if (const Refusal refusal = checked(entry(format).text, text, out); refusal != nullptr) {
    out.resize(before);
    return failure(unwritable(format, refusal));
  }
  return {};
}

Result<std::string> block(Format format, const Json& value, std::size_t indent) {
  if (format != Format::yaml && format != Format::ansible && format != Format::json) {
    return failure(k_no_writer("`block` writes YAML and JSON only"));
  }
  std::string out;
  const Refusal refusal = format == Format::json ? json_block(value, indent, out)
                                                 : yaml_block(value, indent, format == Format::ansible, out);
  if (refusal != nullptr) {
    return failure(unwritable(format, refusal));
  }
  return out;
}

std::string yaml_document(const Json& value, bool ansible) {
  std::string out = "---\n";
  must(yaml_block(value, 0, ansible, out));
  return out + "\n";
}

std::string json_document(const Json& value) {
  std::string out;
  must(json_block(value, 0, out));
  return out + "\n";
}

}  // namespace atlas::emit
