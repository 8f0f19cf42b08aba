# One module call per clone wave. Proxmox locks a template while it is cloned and does not queue: too many clones at
# once fail with "can't lock file". A wave holds as many machines as the cluster clones at once, and starts when the
# wave before it has ended, whatever -parallelism is.
#
# The wave belongs to the machine's address in the state. Changing it by hand would destroy and create the machine
# again; ATLAS keeps it in the lock file and writes moved.tf when it has to change.

module "wave_1" {
  source   = "./modules/vm"
  for_each = { for name, machine in var.machines : name => machine if machine.wave == 1 }

  name    = each.key
  machine = each.value
  policy  = local.policy

  depends_on = [proxmox_virtual_environment_pool.this]
}
