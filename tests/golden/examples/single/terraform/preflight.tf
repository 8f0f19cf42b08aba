# A plan of nothing but new machines asks the cluster nothing at all: no login, no ids, no template. These reads make
# every plan look first.
#
# An id of this fleet that is in use under another name stops the plan, before anything has happened.
# What this cannot see: guests that the token may not audit, a foreign guest with the same name, and an id taken between
# plan and apply. In these cases the clone itself fails ("already exists") and touches nothing, because clone.retries
# stays at 1: with more retries, or without a clone block, the provider would take over the foreign guest and later
# destroy it. scripts/deploy.sh looks once more right before it applies.
data "proxmox_virtual_environment_vms" "cluster" {
  count = var.check_cluster ? 1 : 0

  lifecycle {
    postcondition {
      condition     = length([for vm in self.vms : vm if lookup(local.name_of_id, tostring(vm.vm_id), vm.name) != vm.name]) == 0
      error_message = <<-EOT
        Ids of this fleet are in use by other machines: ${join(", ", [for vm in self.vms : "${vm.vm_id} is ${vm.name} on ${vm.node_name}, wanted for ${local.name_of_id[vm.vm_id]}" if lookup(local.name_of_id, tostring(vm.vm_id), vm.name) != vm.name])}.
        Choose a free range (cluster.vmids) or ids in the fleet spec, and generate again.
      EOT
    }
  }
}

data "proxmox_virtual_environment_containers" "cluster" {
  count = var.check_cluster ? 1 : 0

  lifecycle {
    postcondition {
      condition     = length([for ct in self.containers : ct if contains(keys(local.name_of_id), tostring(ct.vm_id))]) == 0
      error_message = <<-EOT
        Ids of this fleet are in use by containers: ${join(", ", [for ct in self.containers : "${ct.vm_id} is ${ct.name} on ${ct.node_name}" if contains(keys(local.name_of_id), tostring(ct.vm_id))])}.
        Choose a free range (cluster.vmids) or ids in the fleet spec, and generate again.
      EOT
    }
  }
}

# Only a warning: machines that exist do not need their template any more. A missing one fails the clone.
check "templates" {
  assert {
    condition     = length(local.missing_templates) == 0
    error_message = "Not found as templates on this cluster: ${join(", ", local.missing_templates)}. Make them before new machines are cloned."
  }
}

locals {
  name_of_id = { for name, machine in var.machines : tostring(machine.vm_id) => name }

  template_ids = flatten([for cluster in data.proxmox_virtual_environment_vms.cluster : [for vm in cluster.vms : vm.vm_id if vm.template]])

  missing_templates = [
    for name, template in var.templates : "${name} (${template.vm_id} on ${template.node_name})"
    if var.check_cluster && !contains(local.template_ids, template.vm_id)
  ]
}
