# A pool that exists already: `tofu import 'proxmox_virtual_environment_pool.this["NAME"]' NAME`, or leave it to whoever
# made it with manage_pools = false.
resource "proxmox_virtual_environment_pool" "this" {
  for_each = var.manage_pools ? var.pools : []

  pool_id = each.key
  comment = "Machines of fleet ${var.fleet.name} (${var.fleet.environment})"
}
