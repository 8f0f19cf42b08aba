# What the cluster restarts elsewhere when a node fails.
resource "proxmox_haresource" "this" {
  for_each = { for name, machine in var.machines : name => machine if machine.ha.enabled }

  resource_id  = "vm:${local.vms[each.key].vm_id}"
  state        = "started"
  max_restart  = each.value.ha.max_restart
  max_relocate = each.value.ha.max_relocate
  comment      = each.key

}

# Preferred nodes, and machines to be kept together or apart: the form of Proxmox VE 9.
resource "proxmox_harule" "this" {
  for_each = var.ha_rules

  rule      = each.key
  type      = each.value.type
  affinity  = each.value.affinity
  strict    = each.value.type == "node-affinity" ? each.value.strict : null
  nodes     = each.value.type == "node-affinity" ? each.value.nodes : null
  resources = [for name in each.value.machines : proxmox_haresource.this[name].resource_id]
  comment   = "Fleet ${var.fleet.name} (${var.fleet.environment})"
}
