locals {
  is_production = var.fleet.environment == "prod"

  # What may cost an outage or data, by environment.
  policy = {
    # A guest of dev or test is switched off; one of prod is shut down.
    stop_on_destroy = !local.is_production
    # Changed cores or memory restart every machine of a plan at the same time. In prod the change waits for a restart
    # that an operator makes, one machine after the other.
    reboot_after_update = !local.is_production
    # Disks that somebody attached by hand outlive the machine in prod.
    delete_unreferenced_disks = !local.is_production
  }

  wave_numbers = [1]

  vms = merge(
    module.wave_1,
  )
}
