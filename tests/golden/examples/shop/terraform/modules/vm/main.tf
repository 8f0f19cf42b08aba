resource "proxmox_virtual_environment_vm" "this" {
  name        = var.name
  description = var.machine.description
  node_name   = var.machine.node_name
  # Always given: ids that the cluster chooses race when machines are created at the same time.
  vm_id   = var.machine.vm_id
  pool_id = var.machine.pool_id
  tags    = var.machine.tags

  bios = var.machine.bios
  # The chipset (machine) and the EFI disk are the template's; naming them here could only differ from it.
  boot_order    = [var.machine.disks[0].interface]
  scsi_hardware = "virtio-scsi-single"

  started                              = true
  on_boot                              = var.machine.startup.on_boot
  protection                           = var.machine.protection
  stop_on_destroy                      = var.policy.stop_on_destroy
  reboot_after_update                  = var.policy.reboot_after_update
  purge_on_destroy                     = true
  delete_unreferenced_disks_on_destroy = var.policy.delete_unreferenced_disks

  # retries stays out, at its default of 1: with more, a clone whose id is taken by somebody else counts as done, and
  # the foreign machine is taken over, changed and one day destroyed.
  clone {
    vm_id        = var.machine.clone.vm_id
    node_name    = var.machine.clone.node_name
    full         = var.machine.clone.full
    datastore_id = var.machine.clone.datastore_id
  }

  # Enabled only where the template brings the agent: the provider and a shutdown would wait for it in vain. The timeout
  # is a constant because changing it restarts the machine; with a fixed address nobody waits at all.
  agent {
    enabled = var.machine.agent.enabled
    timeout = "60s"
    trim    = true

    wait_for_ip {
      disabled = !var.machine.agent.wait_for_ip
    }
  }

  cpu {
    cores   = var.machine.cpu.cores
    sockets = var.machine.cpu.sockets
    type    = var.machine.cpu.type
  }

  memory {
    dedicated = var.machine.memory.dedicated_mib
    floating  = var.machine.memory.floating_mib
  }

  # Cloud images log to the first serial port and some do not boot without one.
  serial_device {}

  operating_system {
    type = "l26"
  }

  # All disks, the template's boot disk first, with every attribute: what is left out falls back to the provider's
  # default and not to the template's value, and a disk that is not declared is deleted by the next change of the list.
  dynamic "disk" {
    for_each = var.machine.disks

    content {
      interface    = disk.value.interface
      datastore_id = disk.value.datastore_id
      size         = disk.value.size_gib
      serial       = disk.value.serial
      aio          = "io_uring"
      cache        = "none"
      discard      = disk.value.discard ? "on" : "ignore"
      iothread     = disk.value.iothread
      ssd          = disk.value.ssd
      backup       = disk.value.backup
      replicate    = true
    }
  }

  dynamic "network_device" {
    for_each = var.machine.nics

    content {
      bridge      = network_device.value.bridge
      vlan_id     = network_device.value.vlan_id
      mtu         = network_device.value.mtu
      mac_address = network_device.value.mac_address
      model       = network_device.value.model
      firewall    = network_device.value.firewall
    }
  }

  # Cloud-init by the API alone: no snippets, so no SSH to the nodes. Keys only; a password would stand in the state.
  initialization {
    datastore_id = var.machine.disks[0].datastore_id

    dns {
      domain  = var.machine.dns.domain
      servers = var.machine.dns.servers
    }

    # The n-th block is the n-th network card; a card without addresses in between has an empty block.
    dynamic "ip_config" {
      for_each = slice(var.machine.nics, 0, local.addressed_nics)

      content {
        dynamic "ipv4" {
          for_each = ip_config.value.ipv4[*]

          content {
            address = ipv4.value.address
            gateway = ipv4.value.gateway
          }
        }

        dynamic "ipv6" {
          for_each = ip_config.value.ipv6[*]

          content {
            address = ipv6.value.address
            gateway = ipv6.value.gateway
          }
        }
      }
    }

    dynamic "user_account" {
      for_each = var.machine.user[*]

      content {
        username = user_account.value.name
        keys     = user_account.value.ssh_keys
      }
    }
  }

  dynamic "startup" {
    for_each = local.has_startup ? [var.machine.startup] : []

    content {
      order      = startup.value.order
      up_delay   = startup.value.up_delay
      down_delay = startup.value.down_delay
    }
  }

  lifecycle {
    ignore_changes = [
      # A new template is for new machines: every change of this block would replace the existing ones.
      clone,
      # High availability and people migrate machines: without this the next plan replaces what has moved.
      node_name,
      # Cloud-init sets up users at first boot only; Ansible rotates the keys. A change here would restart the machine
      # for nothing.
      initialization[0].user_account,
    ]
  }
}

locals {
  # Up to the last card that has an address: the provider reads no empty blocks back behind it.
  addressed_nics = max(0, [for index, nic in var.machine.nics : index + 1 if nic.ipv4 != null || nic.ipv6 != null]...)

  has_startup = anytrue([for value in [var.machine.startup.order, var.machine.startup.up_delay, var.machine.startup.down_delay] : value != null])
}
