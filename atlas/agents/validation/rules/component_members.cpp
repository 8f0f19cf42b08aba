#include "atlas/agents/validation/rules/support.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace atlas::agents::validation::rules {
namespace {

ATLAS_RULE(
    component_members, "ATLAS-E2112", error, "the machines with a component do not make a whole",
    "Some software is one thing on several machines: a cluster needs a control plane, an odd number of them, and "
    "cores enough on each. The component says so under `members`. Add or remove machines, or change the "
    "parameters that say which machine is what.",
    check);

struct Member {
  const spec::MachineSpec* machine;
  UsedComponent used;
};

// Machines that belong together, by what makes them so: "cluster main".
using Groups = std::map<std::string, std::vector<Member>>;

std::string text_of(const Json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

std::string pairs_of(const std::vector<std::pair<std::string, Json>>& pairs) {
  std::string result;
  for (const auto& [name, value] : pairs) {
    result += (result.empty() ? "" : ", ") + name + " " + text_of(value);
  }
  return result;
}

class Checker {
 public:
  Checker(const spec::Fleet& fleet, const RuleContext& context, Diagnostics& diagnostics)
      : report_(fleet, k_kind, diagnostics), environment_(environment_of(fleet)) {
    for (const auto& machine : fleet.machines) {
      for (const auto& used : components_of(fleet, context, machine)) {
        if (!used.component->members.empty()) {
          all_[used.component->name].push_back({&machine, used});
        }
      }
    }
  }

  void run() const {
    for (const auto& [component, machines] : all_) {
      for (const auto& wish : machines.front().used.component->members) {
        for (const auto& [name, group] : groups_of(wish, machines)) {
          look_at(wish, name, group);
        }
      }
    }
  }

 private:
  Groups groups_of(const spec::ComponentMembers& wish, const std::vector<Member>& machines) const {
    Groups result;
    for (const auto& member : machines) {
      std::vector<std::pair<std::string, Json>> values;
      for (const auto& parameter : wish.same) {
        values.emplace_back(parameter, parameter_value(member.used, parameter, environment_));
      }
      result[pairs_of(values)].push_back(member);
    }
    return result;
  }

  bool counts(const spec::ComponentMembers& wish, const Member& member) const {
    return std::all_of(wish.where.items().begin(), wish.where.items().end(), [&](const auto& wanted) {
      return parameter_value(member.used, wanted.key(), environment_) == wanted.value();
    });
  }

  void look_at(const spec::ComponentMembers& wish, const std::string& name, const std::vector<Member>& group) const {
    std::vector<Member> counted;
    std::copy_if(group.begin(), group.end(), std::back_inserter(counted),
                 [&](const auto& member) { return counts(wish, member); });
    const auto number = static_cast<std::int64_t>(counted.size());
    const auto what = what_of(*group.front().used.component, wish, name);
    if (number < wish.least) {
      on(group.front(),
         what + ": there are " + std::to_string(number) + ", at least " + std::to_string(wish.least) + " must be",
         "add a machine, or set the parameters of one so");
    }
    if (wish.odd && number > 0 && number % 2 == 0) {
      on(counted.back(), what + ": there are " + std::to_string(number) + ", an odd number must be",
         "add one, or take one away: an even number survives no more failures than one fewer");
    }
    for (const auto& member : counted) {
      look_at_one(wish, member, number, what);
    }
  }

  void look_at_one(const spec::ComponentMembers& wish, const Member& member, std::int64_t number,
                   const std::string& what) const {
    const auto cores = std::int64_t{member.machine->cpu.cores} * member.machine->cpu.sockets;
    if (cores < wish.cores) {
      report_.on(*member.machine, "/cpu/cores",
                 what + ": it needs " + std::to_string(wish.cores) + " CPU cores and has " + std::to_string(cores),
                 "set cpu.cores to at least that");
    }
    for (const auto& needed : number > 1 && !stands_in(wish, member) ? wish.several_need : std::vector<std::string>{}) {
      const auto& software = member.machine->software;
      if (std::none_of(software.begin(), software.end(), [&](const auto& one) { return one.name == needed; })) {
        on(member, what + ": there are several, so each needs the component '" + needed + "'",
           "add it to its software" + (wish.unless.empty() ? "" : ", or set the parameter " + wish.unless));
      }
    }
  }

  bool stands_in(const spec::ComponentMembers& wish, const Member& member) const {
    const auto value = wish.unless.empty() ? Json() : parameter_value(member.used, wish.unless, environment_);
    return !value.is_null() && value != Json("") && value != Json::array();
  }

  void on(const Member& member, const std::string& summary, std::string fix) const {
    report_.on(*member.machine, member.used.below(), summary, std::move(fix));
  }

  static std::string what_of(const spec::Component& component, const spec::ComponentMembers& wish,
                             const std::string& name) {
    std::vector<std::pair<std::string, Json>> wanted;
    for (const auto& one : wish.where.items()) {
      wanted.emplace_back(one.key(), one.value());
    }
    const auto inside = pairs_of(wanted) + (wanted.empty() || name.empty() ? "" : ", ") + name;
    return "'" + component.name + "'" + (inside.empty() ? "" : " (" + inside + ")");
  }

  Report report_;
  std::string environment_;
  std::map<std::string, std::vector<Member>> all_;  // by component
};

void check(const spec::Fleet& fleet, const RuleContext& context, Diagnostics& diagnostics) {
  Checker(fleet, context, diagnostics).run();
}

}  // namespace
}  // namespace atlas::agents::validation::rules
