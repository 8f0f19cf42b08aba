#include "atlas/cli/flags.hpp"

#include "atlas/utils/text.hpp"

#include <utility>

namespace atlas::cli {

std::vector<std::string> FlagSpec::name_list() const { return text::split(names, ','); }

Flags::Added& Flags::Added::choices(std::vector<std::string> words) {
  spec_.choices = std::move(words);
  return *this;
}
Flags::Added& Flags::Added::optional() {
  spec_.required = false;
  return *this;
}
Flags::Added& Flags::Added::file() {
  spec_.is_file = true;
  return *this;
}
Flags::Added& Flags::Added::shown_default(std::string words) {
  spec_.default_value = std::move(words);
  return *this;
}

Flags::Added Flags::add(FlagSpec spec) {
  specs_.push_back(std::move(spec));
  return Added(specs_.back());
}

Flags::Added Flags::argument(std::string name, std::string doc, std::string& target) {
  FlagSpec spec;
  spec.names = std::move(name);
  spec.doc = std::move(doc);
  spec.required = true;
  spec.accept = [&target](const std::string& value) {
    target = value;
    return !value.empty();
  };
  return add(std::move(spec));
}

Flags::Added Flags::on(std::string names, std::string doc, bool& target) {
  FlagSpec spec;
  spec.names = std::move(names);
  spec.doc = std::move(doc);
  spec.accept = [&target](const std::string&) { return target = true; };
  return add(std::move(spec));
}

Flags::Added Flags::text(std::string names, std::string metavar, std::string doc, std::string& target) {
  FlagSpec spec;
  spec.names = std::move(names);
  spec.metavar = std::move(metavar);
  spec.doc = std::move(doc);
  spec.default_value = target;
  spec.accept = [&target](const std::string& value) {
    target = value;
    return !value.empty();
  };
  return add(std::move(spec));
}

Flags::Added Flags::text(std::string names, std::string metavar, std::string doc, std::optional<std::string>& target) {
  FlagSpec spec;
  spec.names = std::move(names);
  spec.metavar = std::move(metavar);
  spec.doc = std::move(doc);
  spec.accept = [&target](const std::string& value) {
    target = value;
    return !value.empty();
  };
  return add(std::move(spec));
}

Flags::Added Flags::list(std::string names, std::string metavar, std::string doc, std::vector<std::string>& target) {
  FlagSpec spec;
  spec.names = std::move(names);
  spec.metavar = std::move(metavar);
  spec.doc = std::move(doc);
  spec.repeated = true;
  spec.accept = [&target](const std::string& value) {
    target.push_back(value);
    return !value.empty();
  };
  return add(std::move(spec));
}

Flags::Added Flags::setting(const Setting& setting, std::string metavar) {
  FlagSpec spec;
  spec.names = "--" + std::string(setting.name());
  spec.metavar = std::move(metavar);
  spec.doc = setting.doc();
  spec.choices = setting.choices();
  spec.default_value = setting.default_value();
  spec.variable = setting.variable();
  spec.accept = [&setting](const std::string& value) {
    setting.set(value);
    return !value.empty();
  };
  return add(std::move(spec));
}

}  // namespace atlas::cli
