output "vms" {
  description = "What exists, by hostname: id, node, addresses, wave, groups, operating system."
  value = {
    for name, machine in var.machines : name => {
      vm_id       = local.vms[name].vm_id
      node_name   = local.vms[name].node_name
      mac_address = local.vms[name].mac_address
      ipv4        = local.vms[name].ipv4
      ipv6        = local.vms[name].ipv6
      wave        = machine.wave
      groups      = machine.inventory.groups
      os          = machine.inventory.os
    }
  }
}

output "ansible_inventory" {
  description = "An Ansible inventory: `tofu output -json ansible_inventory`."
  value = {
    all = {
      hosts = {
        for name, machine in var.machines : name => {
          ansible_host = local.address[name]
          ansible_user = machine.user == null ? null : machine.user.name
          atlas_node   = local.vms[name].node_name
          atlas_vmid   = local.vms[name].vm_id
        }
      }
      children = {
        for group in distinct(flatten([for machine in var.machines : machine.inventory.groups])) : group => {
          hosts = { for name, machine in var.machines : name => {} if contains(machine.inventory.groups, group) }
        }
      }
    }
  }
}

output "ssh_config" {
  description = "Host entries for ~/.ssh/config: `tofu output -raw ssh_config`."
  value = join("\n", [
    for name, machine in var.machines : join("\n", concat(
      ["Host ${name}", "  HostName ${local.address[name]}"],
      machine.user == null ? [] : ["  User ${machine.user.name}"],
      [""],
    ))
  ])
}

locals {
  # The address of the spec; where a machine has none, what its agent reports, else its name.
  address = {
    for name, machine in var.machines : name => (
      machine.inventory.address != name ? machine.inventory.address : try(coalesce(local.vms[name].ipv4, local.vms[name].ipv6), name)
    )
  }
}
