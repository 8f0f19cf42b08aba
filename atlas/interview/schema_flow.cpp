#include "atlas/interview/walk.hpp"
#include "atlas/utils/text.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

/// The long interview: walks the fleet's schema, so a new field is asked without a line of code.
namespace atlas::interview {
namespace {

using spec::HumanChoice;
using spec::HumanInputKind;
using spec::SchemaNode;

struct Field {
  std::string name;
  SchemaNode node;
  std::string title;
  double order = 1e9;
  bool required = false;
  bool advanced = false;
};

// What stands beside a `$ref` wins over what it refers to.
Json beside_reference(SchemaNode parent, const std::string& name, const char* keyword) {
  const Json* properties = parent.keyword("properties");
  const Json* own = properties != nullptr && properties->contains(name) ? &properties->at(name) : nullptr;
  return own != nullptr && own->contains(keyword) ? own->at(keyword) : Json();
}

std::vector<Field> fields_of(SchemaNode node) {
  const Json* required = node.keyword("required");
  std::vector<Field> fields;
  for (const std::string& name : node.property_names()) {
    Field field;
    field.name = name;
    field.node = node.property(name);
    const Json title = beside_reference(node, name, "title");
    field.title = title.is_string() ? title.get<std::string>() : field.node.text("title");
    Json order = beside_reference(node, name, "x-order");
    if (!order.is_number() && field.node.keyword("x-order") != nullptr) {
      order = *field.node.keyword("x-order");
    }
    field.order = order.is_number() ? order.get<double>() : 1e9;
    field.required = required != nullptr && std::find(required->begin(), required->end(), name) != required->end();
    field.advanced = !field.required && (beside_reference(node, name, "x-advanced") == true ||
                                         field.node.keyword("x-advanced") != nullptr);
    fields.push_back(std::move(field));
  }
  std::stable_sort(fields.begin(), fields.end(), [](const Field& a, const Field& b) {
    return std::pair(a.name != "name" && a.name != "count", a.order) <
           std::pair(b.name != "name" && b.name != "count", b.order);
  });
  return fields;
}

bool is_scalar(SchemaNode node) {
  return !node.has_type("object") && (!node.has_type("array") || !node.items() || !node.items().has_type("object"));
}

class SchemaFlow {
 public:
  explicit SchemaFlow(Walk& walk) : walk_(walk), know_(walk.knowledge()), words_(walk.words()) {}

  void run() {
    put(walk_.document, "/apiVersion", "atlas/v1");
    put(walk_.document, "/kind", "Fleet");
    for (const Field& field : fields_of(know_.schema->root())) {
      walk_.section(field.title);
      member("", field);
    }
    walk_.section(words_("section.review"));
  }

 private:
  void members(const std::string& pointer, SchemaNode node, const std::string& title) {
    const std::vector<Field> fields = fields_of(node);
    const auto advanced = [](const Field& field) { return field.advanced; };
    for (const Field& field : fields) {
      if (!field.advanced && !walk_.stopped()) {
        member(pointer, field);
      }
    }
    if (std::any_of(fields.begin(), fields.end(), advanced) && wanted(pointer + "/?", "ask.more", title, false)) {
      for (const Field& field : fields) {
        if (field.advanced && !walk_.stopped()) {
          member(pointer, field);
        }
      }
    }
  }

  void member(const std::string& parent, const Field& field) {
    const std::string pointer = parent + "/" + yaml::pointer_token(field.name);
    if (walk_.stopped() || field.node.keyword("const") != nullptr || shadowed(parent, field)) {
      return;
    }
    const bool open_map = field.node.keyword("properties") == nullptr && field.node.property("x");
    if (is_scalar(field.node) ||
        (field.node.has_type("object") && field.node.keyword("properties") == nullptr && !open_map)) {
      scalar(pointer, field);
    } else if (field.node.has_type("array")) {
      list(pointer, field);
    } else if (open_map) {
      map(pointer, field);
    } else if (field.required || wanted(pointer + "?", "ask.gate", titled(parent, field.title),
                                        !field.advanced && field.node.keyword("required") != nullptr)) {
      members(pointer, field.node, titled(parent, field.title));
    }
  }

  // `profile` is short for `profiles`: whoever gave the one is not asked for the other.
  bool shadowed(const std::string& parent, const Field& field) const {
    const yaml::Value* holder = walk_.document.at_pointer(parent);
    for (const char* alias : {"profile", "class"}) {
      if (holder != nullptr && field.name == std::string(alias) + (alias[0] == 'p' ? "s" : "es")) {
        return holder->find(alias) != nullptr;
      }
    }
    return false;
  }

  std::string titled(const std::string& parent, const std::string& title) const {
    const std::string address = spec::address_of(walk_.document, parent);
    return address.empty() ? title : title + " (" + address + ")";
  }

  bool wanted(const std::string& id, const char* words, const std::string& title, bool usually) {
    Ask ask;
    ask.id = id;
    ask.kind = HumanInputKind::confirm;
    ask.prompt = words_(words, {{"title", title}});
    ask.help = std::string_view(words) == "ask.more" ? words_("help.more") : "";
    ask.default_value = usually ? "yes" : "no";
    return walk_.ask(std::move(ask)) == "yes";
  }

  void scalar(const std::string& pointer, const Field& field) {
    Ask ask;
    ask.id = pointer;
    const std::string address = spec::address_of(walk_.document, pointer);
    ask.label = address;
    ask.prompt = know_.question(field.node, field.title);
    if (std::count(pointer.begin(), pointer.end(), '/') > 2) {
      ask.prompt += " (" + address + ")";
    }
    ask.help = help_of(field);
    ask.optional = !field.required;
    ask.choices = choices(pointer, field);
    const bool closed = field.node.keyword("enum") != nullptr || field.node.has_type("boolean");
    ask.kind = field.node.has_type("boolean") ? HumanInputKind::text
               : closed                       ? HumanInputKind::choice
                                              : HumanInputKind::text;
    ask.default_value = default_of(pointer, field, ask.choices);
    ask.refuse = [this, pointer, node = field.node](const std::string& answer) {
      const std::optional<Json> value = parse_value(words_, node, answer);
      return value ? refuse_value(words_, *know_.schema, walk_.document, pointer, *value) : words_("refused.kind");
    };
    const std::optional<std::string> answer = walk_.ask(std::move(ask));
    if (!answer || answer->empty()) {
      return;
    }
    const Json value = parse_value(words_, field.node, *answer).value_or(Json());
    const Json* usual = field.node.keyword("default");
    if (field.required || usual == nullptr || *usual != value) {
      put(walk_.document, pointer, value);
    }
  }

  std::string help_of(const Field& field) const {
    std::string help = field.node.text("description");
    if (const Json* examples = field.node.keyword("examples")) {
      std::vector<std::string> shown;
      for (const Json& example : *examples) {
        shown.push_back(show_value(words_, example));
      }
      help += " " + words_("refused.example", {{"examples", text::join(shown, ", ")}});
    }
    return help;
  }

  std::optional<std::string> default_of(const std::string& pointer, const Field& field,
                                        const std::vector<HumanChoice>& choices) const {
    const Json* usual = field.node.keyword("default");
    if (usual != nullptr && !usual->is_object() && show_value(words_, *usual) != "") {
      return show_value(words_, *usual);
    }
    if (pointer == "/metadata/timezone" && !know_.around.timezone.empty()) {
      return know_.around.timezone;
    }
    return field.required && !choices.empty() ? std::optional(choices.front().value) : std::nullopt;
  }

  void add_names(std::vector<HumanChoice>& choices, const char* pointer) const {
    const yaml::Value* place = walk_.document.at_pointer(pointer);
    for (std::size_t i = 0; place != nullptr && i < place->members().size(); ++i) {
      choices.push_back({place->members()[i].key, ""});
    }
    for (std::size_t i = 0; place != nullptr && i < place->items().size(); ++i) {
      for (const char* key : {"name", "id"}) {
        if (const yaml::Value* name = place->items()[i].find(key)) {
          choices.push_back({name->text(), ""});
        }
      }
    }
  }

  // From the schema, the profiles, the catalogue, the facts, and what was said before.
  std::vector<HumanChoice> choices(const std::string& pointer, const Field& field) const {
    std::vector<HumanChoice> choices;
    const Json* allowed = field.node.keyword("enum");
    for (std::size_t i = 0; allowed != nullptr && i < allowed->size(); ++i) {
      if (const std::string value = show_value(words_, allowed->at(i)); !value.empty()) {
        choices.push_back({value, ""});
      }
    }
    const bool top = pointer.starts_with("/cluster/");
    if (field.name == "stack" || field.name == "profile" || field.name == "profiles") {
      for (const spec::Profile& profile : know_.profiles) {
        if (profile.is_stack() == (field.name == "stack")) {
          choices.push_back({profile.name, profile.title});
        }
      }
    } else if (field.name == "os") {
      for (const auto& [id, system] : know_.systems.all()) {
        choices.push_back({id, system.title});
      }
    } else if (pointer.find("/software/") != std::string::npos && field.name == "name") {
      for (const auto& [name, component] : know_.components.all()) {
        choices.push_back({name, component.title});
      }
    } else if (field.name == "template") {
      add_names(choices, "/templates");
    } else if (field.name == "network") {
      add_names(choices, "/networks");
    } else if ((field.name == "node" || field.name == "nodes") && !top) {
      add_names(choices, "/cluster/nodes");
    } else if (field.name == "storage" && !top) {
      add_names(choices, "/cluster/storage");
    } else if (know_.around.facts) {
      add_facts(choices, pointer, field);
    }
    return choices;
  }

  void add_facts(std::vector<HumanChoice>& choices, const std::string& pointer, const Field& field) const {
    const Facts& facts = *know_.around.facts;
    if (pointer.starts_with("/cluster/nodes/") && field.name == "name") {
      for (const Facts::Node& node : facts.nodes) {
        choices.push_back({node.name, ""});
      }
    } else if (pointer.starts_with("/cluster/storage/") && field.name == "id") {
      for (const Facts::Storage& storage : facts.storages) {
        choices.push_back({storage.id, text::join(storage.classes, ", ")});
      }
    } else if (pointer.starts_with("/templates/") && field.name == "vmid") {
      for (const Facts::Template& known : facts.templates) {
        choices.push_back({std::to_string(known.vmid), known.name});
      }
    } else if (field.name == "bridge") {
      for (const Facts::Bridge& bridge : facts.bridges) {
        choices.push_back({bridge.name, bridge.cidr});
      }
    }
  }

  void list(const std::string& pointer, const Field& field) {
    const SchemaNode items = field.node.items();
    const std::string title = titled(pointer.substr(0, pointer.rfind('/')), field.title);
    const Json* least = field.node.keyword("minItems");
    Ask ask;
    ask.id = pointer + "#";
    ask.prompt = words_("ask.list", {{"title", title}});
    ask.help = field.node.text("description");
    walk_.ask_list(
        std::move(ask), least == nullptr ? 0 : least->get<std::size_t>(),
        [&](std::size_t i) {
          const std::string entry = pointer + "/" + std::to_string(i);
          members(entry, items,
                  words_("list.entry", {{"title", items.text("title")}, {"number", std::to_string(i + 1)}}));
        },
        [&](std::size_t i) { return shown(pointer + "/" + std::to_string(i)); });
  }

  std::string shown(const std::string& pointer) const {
    const std::string address = spec::address_of(walk_.document, pointer);
    return address.substr(address.rfind('/') + 1);
  }

  void map(const std::string& pointer, const Field& field) {
    const SchemaNode values = field.node.property("x");
    const std::string title = titled(pointer.substr(0, pointer.rfind('/')), field.title);
    std::vector<std::string> keys;
    Ask ask;
    ask.id = pointer + "#";
    ask.prompt = words_("ask.list", {{"title", title}});
    ask.help = field.node.text("description");
    walk_.ask_list(
        std::move(ask), field.required ? 1 : 0,
        [&](std::size_t i) {
          if (const std::optional<std::string> key = ask_key(pointer, i, field, keys)) {
            keys.push_back(*key);
            members(pointer + "/" + yaml::pointer_token(*key), values, *key);
          }
        },
        [&](std::size_t i) { return i < keys.size() ? keys[i] : ""; });
  }

  std::optional<std::string> ask_key(const std::string& pointer, std::size_t index, const Field& field,
                                     const std::vector<std::string>& taken) {
    Ask ask;
    ask.id = pointer + "/" + std::to_string(index) + "=";
    ask.prompt = words_("ask.key", {{"title", field.title}});
    ask.help = field.node.text("description");
    ask.label = spec::address_of(walk_.document, pointer) + " " + std::to_string(index + 1);
    if (pointer == "/templates") {
      ask.default_value = "debian-12";
    } else if (pointer == "/networks") {
      ask.default_value = "lan";
    }
    if (ask.default_value && std::find(taken.begin(), taken.end(), *ask.default_value) != taken.end()) {
      ask.default_value.reset();
    }
    const Json* least = field.node.keyword("propertyNames");
    ask.refuse = [this, pointer, title = field.title, names = least == nullptr ? Json::object() : *least,
                  taken](const std::string& answer) {
      const Result<JsonSchema> schema = JsonSchema::compile(names);
      const bool fits =
          schema && schema->validate(answer).empty() && std::find(taken.begin(), taken.end(), answer) == taken.end();
      return fits ? std::string()
                  : words_("refused.form", {{"title", title}, {"description", names.value("pattern", "")}});
    };
    return walk_.ask(std::move(ask));
  }

  Walk& walk_;
  const Knowledge& know_;
  const Words& words_;
};

}  // namespace

void schema_flow(Walk& walk) {
  const auto flow = std::make_shared<SchemaFlow>(walk);
  walk.hold(flow);
  flow->run();
}

}  // namespace atlas::interview
