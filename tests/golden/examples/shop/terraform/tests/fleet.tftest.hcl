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
      ["app-01", 2000, "pve3", 1],
      ["db-01", 2001, "pve1", 1],
      ["db-02", 2002, "pve2", 1],
      ["lb-01", 2003, "pve2", 1],
      ["lb-02", 2004, "pve3", 2],
      ["ops-01", 2005, "pve1", 2],
      ["web-01", 2006, "pve1", 2],
      ["web-02", 2007, "pve2", 2],
      ["web-03", 2008, "pve3", 3],
      ["web-04", 2009, "pve3", 3],
    ]
    error_message = "hostnames, ids, nodes or waves differ from the blueprint"
  }

  assert {
    condition     = [for name, vm in module.wave_1 : name] == ["app-01", "db-01", "db-02", "lb-01"]
    error_message = "other machines in wave 1 than in the blueprint"
  }

  assert {
    condition     = [for name, vm in module.wave_2 : name] == ["lb-02", "ops-01", "web-01", "web-02"]
    error_message = "other machines in wave 2 than in the blueprint"
  }

  assert {
    condition     = [for name, vm in module.wave_3 : name] == ["web-03", "web-04"]
    error_message = "other machines in wave 3 than in the blueprint"
  }

  # Hostname, template, boot disk first: interface, storage, size in GiB.
  assert {
    condition = [for name, machine in var.machines : [name, machine.clone.vm_id, [for disk in machine.disks : [disk.interface, disk.datastore_id, disk.size_gib]]]] == [
      ["app-01", 9000, [["scsi0", "ceph-ssd", 20], ["scsi1", "ceph-hdd", 100]]],
      ["db-01", 9000, [["scsi0", "ceph-ssd", 20], ["scsi1", "ceph-ssd", 200]]],
      ["db-02", 9000, [["scsi0", "ceph-ssd", 20], ["scsi1", "ceph-ssd", 200]]],
      ["lb-01", 9000, [["scsi0", "ceph-ssd", 20]]],
      ["lb-02", 9000, [["scsi0", "ceph-ssd", 20]]],
      ["ops-01", 9000, [["scsi0", "ceph-ssd", 60]]],
      ["web-01", 9000, [["scsi0", "ceph-ssd", 20]]],
      ["web-02", 9000, [["scsi0", "ceph-ssd", 20]]],
      ["web-03", 9000, [["scsi0", "ceph-ssd", 20]]],
      ["web-04", 9000, [["scsi0", "ceph-ssd", 20]]],
    ]
    error_message = "templates or disks differ from the blueprint"
  }

  # Hostname, and per network card: MAC address, bridge, fixed IPv4 address.
  assert {
    condition = [for name, machine in var.machines : [name, [for nic in machine.nics : [nic.mac_address, nic.bridge, try(replace(nic.ipv4.address, "dhcp", ""), "")]]]] == [
      ["app-01", [["BC:24:11:00:FA:00", "vmbr0", "10.20.0.50/24"]]],
      ["db-01", [["BC:24:11:00:FA:20", "vmbr0", "10.30.0.31/24"]]],
      ["db-02", [["BC:24:11:00:FA:40", "vmbr0", "10.30.0.32/24"]]],
      ["lb-01", [["BC:24:11:00:FA:60", "vmbr0", "10.20.0.11/24"]]],
      ["lb-02", [["BC:24:11:00:FA:80", "vmbr0", "10.20.0.12/24"]]],
      ["ops-01", [["BC:24:11:00:FA:A0", "vmbr0", "10.20.0.51/24"]]],
      ["web-01", [["BC:24:11:00:FA:C0", "vmbr0", "10.20.0.21/24"]]],
      ["web-02", [["BC:24:11:00:FA:E0", "vmbr0", "10.20.0.22/24"]]],
      ["web-03", [["BC:24:11:00:FB:00", "vmbr0", "10.20.0.23/24"]]],
      ["web-04", [["BC:24:11:00:FB:20", "vmbr0", "10.20.0.24/24"]]],
    ]
    error_message = "network cards or addresses differ from the blueprint"
  }

  assert {
    condition     = [for name, guard in terraform_data.protected_machine : name] == ["db-01", "db-02"]
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
        { name = "somebody-else", node_name = "pve3", status = "running", tags = [], template = false, vm_id = 2000 },
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
