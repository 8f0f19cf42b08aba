resource "proxmox_backup_job" "this" {
  for_each = var.backup_jobs

  id             = each.key
  enabled        = true
  schedule       = each.value.schedule
  storage        = each.value.storage
  mode           = each.value.mode
  compress       = "zstd"
  repeat_missed  = true
  notes_template = "{{guestname}} on {{node}}"
  prune_backups  = each.value.prune_backups

  # Through the modules, so that the job follows when the machines exist.
  vmid = [for name in each.value.machines : tostring(local.vms[name].vm_id)]
}
