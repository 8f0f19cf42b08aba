#include "atlas/spec/expand.hpp"

#include "atlas/spec/merge.hpp"
#include "atlas/spec/names.hpp"
#include "atlas/spec/patterns.hpp"
#include "atlas/spec/successor.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace atlas::spec {
namespace {

using yaml::Value;

ATLAS_DIAGNOSTIC(
    k_pattern, "ATLAS-E1204", error, "a name pattern is wrong",
    "`web-{01..03}` stands for web-01, web-02 and web-03: two dots, the first number not above the second. "
    "`count: 3` numbers a plain name instead; the two do not go together.");
ATLAS_DIAGNOSTIC(k_stack_as_profile, "ATLAS-E1209", error, "a stack is used as a machine's profile",
                 "A stack brings several kinds of machine and is named once, with `stack:` at the top of the fleet. A "
                 "machine's `profile` needs a profile with `spec`.");
ATLAS_DIAGNOSTIC(k_too_many, "ATLAS-E1205", error, "the fleet has too many machines",
                 "A limit guards against a slip such as {1..1000}. When the fleet is meant to be that large, raise the "
                 "limit with --max-machines.");
ATLAS_DIAGNOSTIC(k_means_none, "ATLAS-E1206", error, "an exception or overlay means no machine",
                 "The name, pattern or glob matches no machine of the entry (exceptions) or of the fleet (overlay), so "
                 "its settings would be silently lost. Usually a typo, or the machine was renamed.");
ATLAS_DIAGNOSTIC(k_twice, "ATLAS-E1207", error, "two machines have the same name",
                 "Host names are unique in a fleet: they are the keys of everything that is generated.");
ATLAS_DIAGNOSTIC(k_run_out, "ATLAS-E1208", error, "an entry's addresses or ids run out",
                 "In an entry for several machines, one address, MAC address or vmid is the first one's and the next "
                 "machines get the following ones. Here the number space ends before the last machine.");
ATLAS_DIAGNOSTIC(k_affinity, "ATLAS-E1211", error, "an affinity rule names no machine",
                 "A rule's machines are names, patterns or globs of the fleet's machines. This one matches none.");
ATLAS_DIAGNOSTIC(k_not_host_name, "ATLAS-E1214", error, "a machine's name is not a host name",
                 "Names are RFC 1123 labels: 1 to 63 of a-z, 0-9 and '-', no '-' at the ends, not only digits (Proxmox "
                 "would take it for a VM id).");

struct Entry {
  const Value* value;
  std::vector<std::string> names;
  bool numbered;
};

class Expander {
 public:
  Expander(const ExpandInput& input, Diagnostics& diagnostics)
      : input_(input), diagnostics_(diagnostics), settings_(input.schema->definition("/$defs/settings")) {
    base_ = Value::mapping({});
    fill_defaults(base_, settings_);
    if (const Value* users = input.fleet->find("users")) {
      base_.set("users", *users);
    }
    add_only_choices();
  }

  Value run() {
    const Value* machines = input_.fleet->find("machines");
    Value result = Value::sequence(machines != nullptr ? machines->mark() : input_.fleet->mark());
    if (machines == nullptr) {
      return result;
    }
    for (const Value& entry : machines->items()) {
      const auto named = names_of(entry);
      complete_ = named && add_machines(*named, result) && complete_;
    }
    check_overlay();
    return result;
  }

 private:
  static const Value::Member* only_member(const Value* mapping) {
    return mapping != nullptr && mapping->members().size() == 1 ? &mapping->members().front() : nullptr;
  }

  // With one network or one template there is nothing to choose.
  void add_only_choices() {
    if (const Value::Member* network = only_member(input_.fleet->find("networks"))) {
      Value nic = Value::mapping(network->key_mark);
      nic.set("network", Value::string(network->key, network->key_mark));
      Value nics = Value::sequence(network->key_mark);
      nics.items().push_back(std::move(nic));
      base_.set("nics", std::move(nics));
    }
    if (const Value::Member* os_template = only_member(input_.fleet->find("templates"))) {
      base_.set("template", Value::string(os_template->key, os_template->key_mark));
    }
  }

  std::optional<Entry> names_of(const Value& entry) {
    const Value& name = *entry.find("name");
    const Value* count = entry.find("count");
    const auto pattern = NamePattern::parse(name.text());
    if (!pattern || (pattern->expands() && count != nullptr)) {
      const std::string why = pattern ? "has a pattern and a count; keep one" : pattern.error();
      report(k_pattern, name, name.text(), fmt::format("the name '{}' {}", name.text(), why),
             "write web-{01..03}, or a plain name with count: 3");
      return std::nullopt;
    }
    const std::uint64_t size = count != nullptr ? static_cast<std::uint64_t>(count->integer()) : pattern->size();
    if (total_ + size > input_.max_machines) {
      if (!refused_) {
        report(k_too_many, name, name.text(), fmt::format("the fleet has more than {} machines", input_.max_machines),
               "remove machines, or raise the limit with --max-machines");
      }
      refused_ = true;
      return std::nullopt;
    }
    total_ += size;
    return Entry{&entry, count != nullptr ? counted(name.text(), size) : pattern->names(),
                 count != nullptr || pattern->expands()};
  }

  static std::vector<std::string> counted(const std::string& name, std::uint64_t count) {
    const std::size_t width = std::max<std::size_t>(2, std::to_string(count).size());
    std::vector<std::string> names;
    for (std::uint64_t i = 1; i <= count; ++i) {
      names.push_back(fmt::format("{}-{:0{}}", name, i, width));
    }
    return names;
  }

  bool add_machines(const Entry& entry, Value& result) {
    Value common = base_;
    if (!add_profiles(*entry.value, common)) {
      return false;
    }
    if (const Value* defaults = input_.fleet->find("defaults")) {
      merge(common, *defaults, settings_);
    }
    Value own = *entry.value;
    own.erase("count");
    own.erase("exceptions");
    merge(common, own, settings_);
    common.set_mark(entry.value->mark());
    check_exceptions(entry);
    for (std::size_t i = 0; i < entry.names.size(); ++i) {
      result.items().push_back(machine(entry, common, i));
    }
    return true;
  }

  // Profiles named by the entry; when it names none, those of the defaults.
  bool add_profiles(const Value& entry, Value& machine) {
    const Value* defaults = input_.fleet->find("defaults");
    const Value* names = entry.find("profiles");
    if (names == nullptr && defaults != nullptr) {
      names = defaults->find("profiles");
    }
    bool complete = true;
    for (std::size_t i = 0; names != nullptr && i < names->items().size(); ++i) {
      const Value& name = names->items()[i];
      const std::size_t before = diagnostics_.size();
      const Profile* profile = input_.profiles->find(name.text(), name.location(), diagnostics_);
      if (profile != nullptr && profile->is_stack()) {
        report(k_stack_as_profile, name, name.text(),
               fmt::format("'{}' is a stack, not a machine's profile", name.text()),
               fmt::format("write `stack: {}` at the top of the fleet", name.text()));
        profile = nullptr;
      } else if (profile == nullptr && diagnostics_.size() == before) {
        complete = false;  // reported with an earlier entry
      }
      complete = complete && profile != nullptr;
      if (profile != nullptr) {
        merge(machine, profile->spec, settings_);
      }
    }
    return complete;
  }

  Value machine(const Entry& entry, const Value& common, std::size_t index) {
    Value result = common;
    const std::string& name = entry.names[index];
    const yaml::Mark mark = entry.value->find("name")->mark();
    if (const Value* ended = advance(result, index)) {
      report(k_run_out, *ended, name, fmt::format("no address or id after '{}' is left for '{}'", ended->text(), name),
             "start lower, or use fewer machines");
    }
    result.set("name", Value::string(name, mark));
    for (const Value* layer : {entry.value->find("exceptions"), overlay_machines()}) {
      for (std::size_t i = 0; layer != nullptr && i < layer->members().size(); ++i) {
        const Value::Member& member = layer->members()[i];
        if (selects(member.key, name)) {
          merge(result, member.value, settings_);
        }
      }
    }
    result.set_mark(entry.value->mark());
    fill_defaults(result, settings_);
    check_name(name, result);
    return result;
  }

  void check_name(const std::string& name, const Value& machine) {
    const Value& where = *machine.find("name");
    if (!is_machine_name(name)) {
      const std::string shown = name.size() > 80 ? name.substr(0, 80) + "…" : name;
      report(k_not_host_name, where, shown, fmt::format("'{}' is not a host name", shown),
             "use up to 63 of a-z, 0-9 and '-'");
    }
    const auto [it, first] = seen_.emplace(name, where.mark().line);
    if (!first) {
      diagnostics_.add(k_twice(fmt::format("two machines have the name '{}'", name))
                           .at(where.location())
                           .on("machines/" + name)
                           .because(fmt::format("the other one is in line {}", it->second))
                           .fix("rename one of them"));
    }
  }

  void check_exceptions(const Entry& entry) {
    const Value* exceptions = entry.value->find("exceptions");
    for (std::size_t i = 0; exceptions != nullptr && i < exceptions->members().size(); ++i) {
      check_selector(exceptions->members()[i], entry.names, "exceptions");
    }
  }

  void check_overlay() {
    const Value* overlay = overlay_machines();
    std::vector<std::string> names;
    for (const auto& [name, line] : seen_) {
      names.push_back(name);
    }
    for (std::size_t i = 0; overlay != nullptr && complete_ && i < overlay->members().size(); ++i) {
      check_selector(overlay->members()[i], names, "the overlay's machines");
    }
  }

  void check_selector(const Value::Member& member, const std::vector<std::string>& names, std::string_view where) {
    if (std::any_of(names.begin(), names.end(), [&](const std::string& name) { return selects(member.key, name); })) {
      return;
    }
    const auto near = nearest(member.key, names);
    diagnostics_.add(k_means_none(fmt::format("'{}' in {} means no machine", member.key, where))
                         .at(member.key_mark.location())
                         .on("machines/" + member.key)
                         .fix(near ? fmt::format("did you mean '{}'?", *near) : "name one of the machines"));
  }

  const Value* overlay_machines() const {
    return input_.overlay != nullptr ? input_.overlay->find("machines") : nullptr;
  }

  void report(const DiagnosticKind& kind, const Value& where, const std::string& name, std::string summary,
              std::string fix) {
    diagnostics_.add(kind(std::move(summary)).at(where.location()).on("machines/" + name).fix(std::move(fix)));
  }

  const ExpandInput& input_;
  Diagnostics& diagnostics_;
  SchemaNode settings_;
  Value base_;
  std::uint64_t total_ = 0;
  bool refused_ = false;
  bool complete_ = true;  // every entry gave its machines
  std::map<std::string, int> seen_;
};

}  // namespace

Value expand_machines(const ExpandInput& input, Diagnostics& diagnostics) { return Expander(input, diagnostics).run(); }

void expand_affinity(Value& fleet, const std::vector<std::string>& machines, const std::vector<std::string>& disabled,
                     Diagnostics& diagnostics) {
  Value* rules = fleet.find("affinity");
  for (std::size_t r = 0; rules != nullptr && r < rules->items().size(); ++r) {
    Value& list = *rules->items()[r].find("machines");
    Value expanded = Value::sequence(list.mark());
    for (const Value& selector : list.items()) {
      bool any = std::any_of(disabled.begin(), disabled.end(),
                             [&](const std::string& name) { return selects(selector.text(), name); });
      for (const std::string& name : machines) {
        const bool wanted = selects(selector.text(), name);
        any = any || wanted;
        const bool present = std::any_of(expanded.items().begin(), expanded.items().end(),
                                         [&](const Value& v) { return v.text() == name; });
        if (wanted && !present) {
          expanded.items().push_back(Value::string(name, selector.mark()));
        }
      }
      if (!any) {
        const auto near = nearest(selector.text(), machines);
        diagnostics.add(k_affinity(fmt::format("'{}' means no machine of the fleet", selector.text()))
                            .at(selector.location())
                            .on("affinity/" + rules->items()[r].find("name")->text())
                            .fix(near ? fmt::format("did you mean '{}'?", *near) : "name machines of the fleet"));
      }
    }
    list = std::move(expanded);
  }
}

}  // namespace atlas::spec
