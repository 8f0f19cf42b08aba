#include "atlas/generators/inventory/parts.hpp"

namespace atlas::generators::inventory {
namespace {

Json host(const spec::MachinePlan& machine) {
  Json variables = {{"ansible_host", machine.address}, {"atlas_node", machine.node}, {"atlas_vmid", machine.vmid}};
  if (!machine.admin_user.empty()) {
    variables["ansible_user"] = machine.admin_user;
  }
  return variables;
}

Json members(const std::vector<std::string>& machines) {
  Json result = Json::object();
  for (const std::string& name : machines) {
    result[name] = Json::object();
  }
  return {{"hosts", result}};
}

}  // namespace

Json hosts(const spec::Blueprint& blueprint) {
  Json all = {{"hosts", Json::object()}, {"children", Json::object()}};
  for (const spec::MachinePlan& machine : blueprint.machines) {
    all["hosts"][machine.name] = host(machine);
  }
  for (const spec::GroupPlan& group : blueprint.groups) {
    all["children"][group.name] = members(group.machines);
  }
  return {{"all", all}};
}

}  // namespace atlas::generators::inventory
