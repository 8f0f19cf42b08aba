#include "atlas/spec/merge.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace atlas::spec {
namespace {

using yaml::Value;

const std::string* name_of(const Value& item) {
  const Value* name = item.find("name");
  return name != nullptr ? &name->text() : nullptr;
}

void merge_named(Value& base, const Value& over, SchemaNode items) {
  for (const Value& item : over.items()) {
    const std::string* name = name_of(item);
    const auto same = std::find_if(base.items().begin(), base.items().end(), [&](const Value& present) {
      const std::string* other = name_of(present);
      return name != nullptr && other != nullptr && *other == *name;
    });
    if (same == base.items().end()) {
      base.items().push_back(item);
    } else {
      merge(*same, item, items);
    }
  }
}

void merge_union(Value& base, const Value& over) {
  for (const Value& item : over.items()) {
    const bool present =
        std::any_of(base.items().begin(), base.items().end(), [&](const Value& v) { return v.same_as(item); });
    if (!present) {
      base.items().push_back(item);
    }
  }
}

// Where the keys of a mapping are. A linear search is faster for the sizes that people write.
class KeyIndex {
 public:
  KeyIndex(const Value& mapping, std::size_t searches) : mapping_(mapping), indexed_(searches > k_many) {
    for (std::size_t i = 0; indexed_ && i < mapping.members().size(); ++i) {
      keys_.emplace(mapping.members()[i].key, i);
    }
  }

  std::optional<std::size_t> find(const std::string& key) const {
    const Value::Mapping& members = mapping_.members();
    if (indexed_) {
      const auto it = keys_.find(key);
      return it == keys_.end() ? std::nullopt : std::optional(it->second);
    }
    const auto it = std::find_if(members.begin(), members.end(), [&](const Value::Member& m) { return m.key == key; });
    return it == members.end() ? std::nullopt : std::optional(static_cast<std::size_t>(it - members.begin()));
  }

 private:
  static constexpr std::size_t k_many = 64;
  const Value& mapping_;
  bool indexed_;
  std::unordered_map<std::string, std::size_t> keys_;
};

void merge_members(Value& base, const Value& over, SchemaNode schema) {
  base.set_mark(over.mark());
  const KeyIndex index(base, over.members().size());
  // Keys of one mapping are unique, so what is added here is not looked for again.
  for (const Value::Member& member : over.members()) {
    const auto at = index.find(member.key);
    if (!at) {
      base.members().push_back(member);
    } else {
      base.members()[*at].key_mark = member.key_mark;
      merge(base.members()[*at].value, member.value, schema ? schema.property(member.key) : SchemaNode());
    }
  }
}

}  // namespace

void merge(Value& base, const Value& over, SchemaNode schema) {
  if (base.is_mapping() && over.is_mapping()) {
    merge_members(base, over, schema);
    return;
  }
  const std::string how = base.is_sequence() && over.is_sequence() && schema ? schema.text("x-merge") : "";
  if (how == "name") {
    merge_named(base, over, schema.items());
    base.set_mark(over.mark());
  } else if (how == "union") {
    merge_union(base, over);
    base.set_mark(over.mark());
  } else {
    base = over;
  }
}

void fill_defaults(Value& value, SchemaNode schema) {
  if (!schema) {
    return;
  }
  if (value.is_sequence()) {
    for (Value& item : value.items()) {
      if (item.mark().source == nullptr) {
        item.set_mark(value.mark());
      }
      fill_defaults(item, schema.items());
    }
    return;
  }
  if (!value.is_mapping()) {
    return;
  }
  for (Value::Member& member : value.members()) {
    if (member.value.mark().source == nullptr) {
      member.value.set_mark(value.mark());
      member.key_mark = value.mark();
    }
    fill_defaults(member.value, schema.property(member.key));
  }
  const Json* properties = schema.keyword("properties");
  if (properties == nullptr) {
    return;
  }
  for (const auto& [name, ignored] : properties->items()) {
    const SchemaNode property = schema.property(name);
    const Json* standard = property.keyword("default");
    if (standard != nullptr && value.find(name) == nullptr) {
      Value added = Value::from_json(*standard, value.mark());
      fill_defaults(added, property);
      value.set(name, std::move(added));
    }
  }
}

}  // namespace atlas::spec
