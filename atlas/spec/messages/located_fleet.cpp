#include "atlas/spec/messages/located_fleet.hpp"

#include <map>
#include <string>

namespace atlas::spec {
namespace {

using SourcePointer = std::shared_ptr<const yaml::Source>;

class Writer {
 public:
  Json write(const yaml::Value& document) {
    add("", document, yaml::Mark());
    return {{"sources", sources_}, {"values", values_}};
  }

 private:
  void add(const std::string& pointer, const yaml::Value& value, const yaml::Mark& key) {
    const yaml::Mark& mark = value.mark();
    values_.push_back({pointer, number(mark), mark.line, mark.column, number(key), key.line, key.column});
    for (const yaml::Value::Member& member : value.members()) {
      add(pointer + "/" + yaml::pointer_token(member.key), member.value, member.key_mark);
    }
    for (std::size_t i = 0; i < value.items().size(); ++i) {
      add(pointer + "/" + std::to_string(i), value.items()[i], yaml::Mark());
    }
  }

  int number(const yaml::Mark& mark) {
    if (mark.source == nullptr) {
      return -1;
    }
    const auto [it, is_new] = numbers_.try_emplace(mark.source, static_cast<int>(sources_.size()));
    if (is_new) {
      sources_.push_back({{"file", mark.source->file}, {"text", mark.source->text}});
    }
    return it->second;
  }

  std::map<SourcePointer, int> numbers_;
  Json sources_ = Json::array();
  Json values_ = Json::array();
};

class Reader {
 public:
  explicit Reader(const Json& sources) {
    for (const Json& source : sources) {
      sources_.push_back(yaml::Source::index(source.at("file"), source.at("text")));
    }
  }

  yaml::Value read(const Json& document, const Json& values) {
    for (const Json& entry : values) {
      order_.emplace(entry.at(0).get<std::string>(), order_.size());
      entries_.push_back(&entry);
    }
    return build("", document);
  }

 private:
  yaml::Mark mark(const std::string& pointer, std::size_t first) const {
    const auto it = order_.find(pointer);
    if (it == order_.end()) {
      return {};
    }
    const Json& entry = *entries_[it->second];
    const auto source = entry.at(first).get<std::int64_t>();
    if (source < 0 || source >= static_cast<std::int64_t>(sources_.size())) {
      return {};
    }
    return {sources_[static_cast<std::size_t>(source)], entry.at(first + 1), entry.at(first + 2)};
  }

  yaml::Value build(const std::string& pointer, const Json& json) const {
    if (json.is_object()) {
      return build_mapping(pointer, json);
    }
    if (!json.is_array()) {
      return yaml::Value::from_json(json, mark(pointer, 1));
    }
    yaml::Value list = yaml::Value::sequence(mark(pointer, 1));
    for (std::size_t i = 0; i < json.size(); ++i) {
      list.items().push_back(build(pointer + "/" + std::to_string(i), json[i]));
    }
    return list;
  }

  yaml::Value build_mapping(const std::string& pointer, const Json& json) const {
    std::multimap<std::size_t, yaml::Value::Member> ordered;
    for (const auto& [key, value] : json.items()) {
      const std::string child = pointer + "/" + yaml::pointer_token(key);
      const auto place = order_.find(child);
      ordered.emplace(place == order_.end() ? order_.size() : place->second,
                      yaml::Value::Member{key, mark(child, 4), build(child, value)});
    }
    yaml::Value map = yaml::Value::mapping(mark(pointer, 1));
    for (auto& [place, member] : ordered) {
      map.members().push_back(std::move(member));
    }
    return map;
  }

  std::vector<SourcePointer> sources_;
  std::vector<const Json*> entries_;
  std::map<std::string, std::size_t, std::less<>> order_;
};

}  // namespace

Json positions_of(const yaml::Value& document) { return Writer().write(document); }

yaml::Value with_positions(const Json& document, const Json& positions) {
  return Reader(positions.at("sources")).read(document, positions.at("values"));
}

void to_json(Json& json, const LocatedFleet& fleet) {
  if (!fleet) {
    json = nullptr;
    return;
  }
  json = {{"fleet", *fleet}, {"document", fleet->document.to_json()}, {"positions", positions_of(fleet->document)}};
}

void from_json(const Json& json, LocatedFleet& fleet) {
  if (json.is_null()) {
    fleet.value.reset();
    return;
  }
  auto value = std::make_shared<Fleet>(json.at("fleet").get<Fleet>());
  if (json.contains("positions")) {
    value->document = with_positions(json.at("document"), json.at("positions"));
  }
  fleet.value = std::move(value);
}

}  // namespace atlas::spec
