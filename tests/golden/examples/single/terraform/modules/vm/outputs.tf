output "id" {
  description = "The provider's id of the machine; unknown in a plan that creates or replaces it."
  value       = proxmox_virtual_environment_vm.this.id
}

output "vm_id" {
  description = "The machine's number in the cluster."
  value       = proxmox_virtual_environment_vm.this.vm_id
}

output "node_name" {
  description = "The node that the machine is on now."
  value       = proxmox_virtual_environment_vm.this.node_name
}

output "mac_address" {
  description = "MAC address of the first network card; null when there is none."
  value       = try(var.machine.nics[0].mac_address, null)
}

output "ipv4" {
  description = "First fixed IPv4 address, else what the guest's agent reports, else null."
  value       = try(local.static_ipv4[0], local.reported_ipv4[0], null)
}

output "ipv6" {
  description = "First fixed IPv6 address, else what the guest's agent reports, else null."
  value       = try(local.static_ipv6[0], local.reported_ipv6[0], null)
}

locals {
  static_ipv4 = [for nic in var.machine.nics : split("/", nic.ipv4.address)[0] if try(nic.ipv4.address, "dhcp") != "dhcp"]
  static_ipv6 = [for nic in var.machine.nics : split("/", nic.ipv6.address)[0] if !contains(["dhcp", "auto"], try(nic.ipv6.address, "auto"))]

  reported_ipv4 = [
    for address in flatten(coalesce(proxmox_virtual_environment_vm.this.ipv4_addresses, [])) : address
    if !startswith(address, "127.") && !startswith(address, "169.254.")
  ]
  reported_ipv6 = [
    for address in flatten(coalesce(proxmox_virtual_environment_vm.this.ipv6_addresses, [])) : address
    if address != "::1" && !startswith(address, "fe80:")
  ]
}
