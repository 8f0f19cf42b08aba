# Beside the machine and not in a module of its own, so that the rules are there as soon as the machine is, and not
# after the last wave. They take effect where the cluster's firewall is on and the network card has firewall = true.
resource "proxmox_virtual_environment_firewall_options" "this" {
  count = var.machine.firewall.enabled ? 1 : 0

  node_name     = proxmox_virtual_environment_vm.this.node_name
  vm_id         = proxmox_virtual_environment_vm.this.vm_id
  enabled       = true
  input_policy  = var.machine.firewall.policy_in
  output_policy = var.machine.firewall.policy_out
  dhcp          = var.machine.firewall.dhcp
  ndp           = var.machine.firewall.ndp
  radv          = false
  macfilter     = true
  log_level_in  = "nolog"
  log_level_out = "nolog"

  # Rules before policy: with drop first, the machine would be cut off in between.
  depends_on = [proxmox_virtual_environment_firewall_rules.this]

  lifecycle {
    # A machine that is made anew under the same id starts without a firewall.
    replace_triggered_by = [proxmox_virtual_environment_vm.this.id]
  }
}

resource "proxmox_virtual_environment_firewall_rules" "this" {
  count = var.machine.firewall.enabled && length(var.machine.firewall.rules) > 0 ? 1 : 0

  node_name = proxmox_virtual_environment_vm.this.node_name
  vm_id     = proxmox_virtual_environment_vm.this.vm_id

  dynamic "rule" {
    for_each = var.machine.firewall.rules

    content {
      type    = rule.value.type
      action  = rule.value.action
      proto   = rule.value.proto
      dport   = rule.value.dport
      source  = rule.value.source
      comment = rule.value.comment
      enabled = true
    }
  }

  lifecycle {
    replace_triggered_by = [proxmox_virtual_environment_vm.this.id]
  }
}
