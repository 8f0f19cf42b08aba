# A protected machine cannot be destroyed or replaced by a plan: its guard would go with it, and prevent_destroy stops
# the whole plan before anything is touched. Proxmox' own protection flag is set too, but comes too late alone: the
# provider stops a machine before it finds out that it may not delete it.
#
# The guard stands here and not on the machine because prevent_destroy takes no variable, and a second block for
# protected machines would replace a machine whenever protection is switched.
#
# To let a machine go: protection: false in the fleet spec, generate, then
#   tofu state rm 'terraform_data.protected_machine["NAME"]'
resource "terraform_data" "protected_machine" {
  for_each = { for name, machine in var.machines : name => machine if machine.protection }

  input            = each.key
  triggers_replace = local.vms[each.key].id

  lifecycle {
    prevent_destroy = true
  }
}
