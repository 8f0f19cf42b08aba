# Offline: the provider is mocked and nothing is created. `tofu test` holds the plan against what ATLAS decided.

mock_provider "proxmox" {
  mock_data "proxmox_virtual_environment_vms" {
    defaults = {
      vms = [
        { name = "debian-12", node_name = "pve1", status = "stopped", tags = [], template = true, vm_id = 9000 },
      ]
    }
  }
}

variables {
  state_passphrase = "only-for-tests-and-no-secret"
}

run "plans_the_blueprint" {
  command = plan

  # Hostname, id, node, wave: each machine is in the module call of its wave.
  assert {
    condition = [for name, vm in output.vms : [name, vm.vm_id, vm.node_name, vm.wave]] == [
      ["web-01", 1000, "pve1", 1],
    ]
    error_message = "hostnames, ids, nodes or waves differ from the blueprint"
  }

  assert {
    condition     = [for name, vm in module.wave_1 : name] == ["web-01"]
    error_message = "other machines in wave 1 than in the blueprint"
  }

  # Hostname, template, boot disk first: interface, storage, size in GiB.
  assert {
    condition = [for name, machine in var.machines : [name, machine.clone.vm_id, [for disk in machine.disks : [disk.interface, disk.datastore_id, disk.size_gib]]]] == [
      ["web-01", 9000, [["scsi0", "local-lvm", 20]]],
    ]
    error_message = "templates or disks differ from the blueprint"
  }

  # Hostname, and per network card: MAC address, bridge, fixed IPv4 address.
  assert {
    condition = [for name, machine in var.machines : [name, [for nic in machine.nics : [nic.mac_address, nic.bridge, try(replace(nic.ipv4.address, "dhcp", ""), "")]]]] == [
      ["web-01", [["BC:24:11:00:7D:00", "vmbr0", "192.0.2.10/24"]]],
    ]
    error_message = "network cards or addresses differ from the blueprint"
  }

  assert {
    condition     = [for name, guard in terraform_data.protected_machine : name] == []
    error_message = "other machines are protected than in the blueprint"
  }

  assert {
    condition     = keys(output.ansible_inventory.all.hosts) == keys(var.machines)
    error_message = "the inventory output lacks machines"
  }
}

# Somebody else's machine has an id of this fleet: the plan stops.
run "refuses_a_taken_id" {
  command = plan

  override_data {
    target = data.proxmox_virtual_environment_vms.cluster
    values = {
      vms = [
        { name = "debian-12", node_name = "pve1", status = "stopped", tags = [], template = true, vm_id = 9000 },
        { name = "somebody-else", node_name = "pve1", status = "running", tags = [], template = false, vm_id = 1000 },
      ]
    }
  }

  expect_failures = [data.proxmox_virtual_environment_vms.cluster]
}

# A template that is not there: a warning, because machines that exist do not need it.
run "warns_of_a_missing_template" {
  command = plan

  override_data {
    target = data.proxmox_virtual_environment_vms.cluster
    values = { vms = [] }
  }

  expect_failures = [check.templates]
}
