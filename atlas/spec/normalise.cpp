#include "atlas/spec/normalise.hpp"

#include "atlas/spec/formats.hpp"
#include "atlas/spec/schema_problems.hpp"
#include "atlas/spec/sizes.hpp"

#include <cmath>
#include <fmt/format.h>
#include <map>

namespace atlas::spec {
namespace {

using yaml::Kind;
using yaml::Value;

ATLAS_DIAGNOSTIC(
    k_name_twice, "ATLAS-E1109", error, "a name stands twice in a list",
    "Entries of this list are told apart by their name, also when profiles, defaults and overlays are merged, so "
    "two of one name in the same list would become one.");

constexpr double k_integer_limit = 9.0e18;

// The document is borrowed for addresses and places only; `value` is a part of it.
class Normaliser {
 public:
  Normaliser(const Value& document, const std::set<std::string>& reported, Diagnostics& diagnostics)
      : document_(document), reported_(reported), diagnostics_(diagnostics) {}

  void run(Value& value, SchemaNode schema, const std::string& pointer) {
    if (!schema || reported_.contains(pointer)) {
      return;
    }
    shorthand(value, schema);
    if (value.is_mapping()) {
      mapping(value, schema, pointer);
    } else if (value.is_sequence()) {
      for (std::size_t i = 0; i < value.items().size(); ++i) {
        run(value.items()[i], schema.items(), pointer + "/" + std::to_string(i));
      }
      if (schema.text("x-merge") == "name") {
        unique_names(value, pointer);
      }
    } else {
      scalar(value, schema, pointer);
    }
  }

 private:
  void unique_names(const Value& list, const std::string& pointer) {
    std::map<std::string, int> lines;
    for (std::size_t i = 0; i < list.items().size(); ++i) {
      const Value* name = list.items()[i].find("name");
      if (name == nullptr) {
        continue;
      }
      const auto [it, first] = lines.emplace(name->text(), name->mark().line);
      if (!first) {
        diagnostics_.add(k_name_twice(fmt::format("'{}' stands twice in '{}'", name->text().substr(0, 80),
                                                  address_of(document_, pointer)))
                             .at(name->location())
                             .on(address_of(document_, pointer))
                             .because(fmt::format("the first one is in line {}", it->second))
                             .fix("rename or remove one of them"));
      }
    }
  }

  void shorthand(Value& value, SchemaNode schema) {
    const std::string key = schema.text("x-shorthand");
    if (!key.empty() && value.is_string()) {
      Value whole = Value::mapping(value.mark());
      whole.set(key, value);
      value = std::move(whole);
    }
  }

  void mapping(Value& value, SchemaNode schema, const std::string& pointer) {
    for (Value::Member& member : value.members()) {
      run(member.value, schema.property(member.key), pointer + "/" + yaml::pointer_token(member.key));
    }
    for (std::size_t i = 0; i < value.members().size(); ++i) {
      const std::string target = schema.property(value.members()[i].key).text("x-alias-of");
      if (!target.empty()) {
        alias(value, i, target, pointer);
      }
    }
  }

  void alias(Value& value, std::size_t index, const std::string& target, const std::string& pointer) {
    Value::Member& member = value.members()[index];
    if (value.find(target) != nullptr) {
      diagnostics_.add(
          wrong_form(document_, pointer + "/" + member.key, fmt::format("cannot stand beside '{}'", target))
              .fix(fmt::format("write it into '{}'", target)));
      return;
    }
    Value list = Value::sequence(member.value.mark());
    list.items().push_back(std::move(member.value));
    member.key = target;
    member.value = std::move(list);
  }

  void scalar(Value& value, SchemaNode schema, const std::string& pointer) {
    const std::string unit = schema.text("x-unit");
    if (!unit.empty() && (value.is_string() || value.kind() == Kind::integer || value.kind() == Kind::number)) {
      size(value, schema, unit == "GiB" ? SizeUnit::gib : SizeUnit::mib, pointer);
      return;
    }
    const bool whole = value.kind() == Kind::number && schema.has_type("integer") && !schema.has_type("number");
    if (whole && std::abs(value.number()) < k_integer_limit) {
      value = Value::plain(std::to_string(static_cast<std::int64_t>(value.number())), value.mark());
    }
    const std::string format = schema.text("format");
    if (!format.empty() && value.is_string()) {
      checked(value, format, pointer);
    }
  }

  void size(Value& value, SchemaNode schema, SizeUnit unit, const std::string& pointer) {
    const auto number = parse_size(value.text(), unit);
    const char* name = unit == SizeUnit::gib ? "GiB" : "MiB";
    if (!number) {
      diagnostics_.add(wrong_form(document_, pointer,
                                  fmt::format("is no whole number of {}: '{}'", name, value.text().substr(0, 40)))
                           .fix("use a size such as 4G or 20GiB"));
      return;
    }
    limits(*number, value, schema, unit, pointer);
    value = Value::plain(std::to_string(*number), value.mark());
  }

  void limits(std::int64_t number, const Value& value, SchemaNode schema, SizeUnit unit, const std::string& pointer) {
    if (!value.is_string()) {
      return;  // the schema check has compared plain numbers
    }
    const Json* least = schema.keyword("minimum");
    const Json* most = schema.keyword("maximum");
    if (least != nullptr && number < least->get<std::int64_t>()) {
      diagnostics_.add(
          out_of_range(document_, pointer,
                       fmt::format("is {}, but the minimum is {}", size_text(number, unit), size_text(*least, unit)))
              .fix("choose a larger size"));
    } else if (most != nullptr && number > most->get<std::int64_t>()) {
      diagnostics_.add(
          out_of_range(document_, pointer,
                       fmt::format("is {}, but the maximum is {}", size_text(number, unit), size_text(*most, unit)))
              .fix("choose a smaller size"));
    }
  }

  void checked(Value& value, const std::string& format, const std::string& pointer) {
    const auto result = check_format(format, value.text());
    if (!result) {
      return;
    }
    if (result->has_value()) {
      value = Value::string(result->value(), value.mark());
    } else {
      diagnostics_.add(
          wrong_form(document_, pointer, fmt::format("{}: '{}'", result->error(), value.text().substr(0, 64)))
              .fix("correct the value"));
    }
  }

  const Value& document_;
  const std::set<std::string>& reported_;
  Diagnostics& diagnostics_;
};

}  // namespace

void normalise(Value& document, SchemaNode schema, const std::set<std::string>& reported, Diagnostics& diagnostics) {
  const Value original = document;
  Normaliser(original, reported, diagnostics).run(document, schema, "");
}

}  // namespace atlas::spec
