# The variables refuse what the provider would accept at plan and the cluster fail on, minutes later.

mock_provider "proxmox" {}

variables {
  state_passphrase = "only-for-tests-and-no-secret"
  check_cluster    = false
  backup_jobs      = {}
  ha_rules         = {}
  templates        = {}
}

run "accepts_a_machine" {
  command = plan

  variables {
    machines = {
      web-01 = {
        wave      = 1
        vm_id     = 900
        node_name = "pve1"
        tags      = ["a", "b"]
        cpu       = { cores = 2 }
        memory    = { dedicated_mib = 2048 }
        clone     = { vm_id = 9000, node_name = "pve1", disk_gib = 10 }
        agent     = { enabled = true }
        disks     = [{ interface = "scsi0", datastore_id = "local-lvm", size_gib = 20 }]
        nics      = [{ bridge = "vmbr0", mac_address = "BC:24:11:00:00:01", ipv4 = { address = "192.0.2.10/24", gateway = "192.0.2.1" } }]
        inventory = { address = "192.0.2.10", fqdn = "web-01.example.org", groups = [], os = "debian-12" }
      }
    }
  }

  assert {
    condition     = output.vms["web-01"].ipv4 == "192.0.2.10"
    error_message = "the fixed address is the one to connect to"
  }
}

run "refuses_a_wave_without_module_call" {
  command = plan

  variables {
    machines = {
      web-01 = {
        wave      = 99
        vm_id     = 900
        node_name = "pve1"
        tags      = ["a", "b"]
        cpu       = { cores = 2 }
        memory    = { dedicated_mib = 2048 }
        clone     = { vm_id = 9000, node_name = "pve1", disk_gib = 10 }
        agent     = { enabled = true }
        disks     = [{ interface = "scsi0", datastore_id = "local-lvm", size_gib = 20 }]
        nics      = [{ bridge = "vmbr0", vlan_id = 20, mac_address = "BC:24:11:00:00:01", ipv4 = { address = "192.0.2.10/24", gateway = "192.0.2.1" } }]
        inventory = { address = "192.0.2.10", fqdn = "web-01.example.org", groups = [], os = "debian-12" }
      }
    }
  }

  expect_failures = [var.machines]
}

run "refuses_an_id_below_100" {
  command = plan

  variables {
    machines = {
      web-01 = {
        wave      = 1
        vm_id     = 99
        node_name = "pve1"
        tags      = ["a", "b"]
        cpu       = { cores = 2 }
        memory    = { dedicated_mib = 2048 }
        clone     = { vm_id = 9000, node_name = "pve1", disk_gib = 10 }
        agent     = { enabled = true }
        disks     = [{ interface = "scsi0", datastore_id = "local-lvm", size_gib = 20 }]
        nics      = [{ bridge = "vmbr0", vlan_id = 20, mac_address = "BC:24:11:00:00:01", ipv4 = { address = "192.0.2.10/24", gateway = "192.0.2.1" } }]
        inventory = { address = "192.0.2.10", fqdn = "web-01.example.org", groups = [], os = "debian-12" }
      }
    }
  }

  expect_failures = [var.machines]
}

run "refuses_a_capital_in_a_hostname" {
  command = plan

  variables {
    machines = {
      "Web-01" = {
        wave      = 1
        vm_id     = 900
        node_name = "pve1"
        tags      = ["a", "b"]
        cpu       = { cores = 2 }
        memory    = { dedicated_mib = 2048 }
        clone     = { vm_id = 9000, node_name = "pve1", disk_gib = 10 }
        agent     = { enabled = true }
        disks     = [{ interface = "scsi0", datastore_id = "local-lvm", size_gib = 20 }]
        nics      = [{ bridge = "vmbr0", vlan_id = 20, mac_address = "BC:24:11:00:00:01", ipv4 = { address = "192.0.2.10/24", gateway = "192.0.2.1" } }]
        inventory = { address = "192.0.2.10", fqdn = "web-01.example.org", groups = [], os = "debian-12" }
      }
    }
  }

  expect_failures = [var.machines]
}

run "refuses_unsorted_tags" {
  command = plan

  variables {
    machines = {
      web-01 = {
        wave      = 1
        vm_id     = 900
        node_name = "pve1"
        tags      = ["b", "a"]
        cpu       = { cores = 2 }
        memory    = { dedicated_mib = 2048 }
        clone     = { vm_id = 9000, node_name = "pve1", disk_gib = 10 }
        agent     = { enabled = true }
        disks     = [{ interface = "scsi0", datastore_id = "local-lvm", size_gib = 20 }]
        nics      = [{ bridge = "vmbr0", vlan_id = 20, mac_address = "BC:24:11:00:00:01", ipv4 = { address = "192.0.2.10/24", gateway = "192.0.2.1" } }]
        inventory = { address = "192.0.2.10", fqdn = "web-01.example.org", groups = [], os = "debian-12" }
      }
    }
  }

  expect_failures = [var.machines]
}

run "refuses_a_boot_disk_smaller_than_the_template" {
  command = plan

  variables {
    machines = {
      web-01 = {
        wave      = 1
        vm_id     = 900
        node_name = "pve1"
        tags      = ["a", "b"]
        cpu       = { cores = 2 }
        memory    = { dedicated_mib = 2048 }
        clone     = { vm_id = 9000, node_name = "pve1", disk_gib = 10 }
        agent     = { enabled = true }
        disks     = [{ interface = "scsi0", datastore_id = "local-lvm", size_gib = 9 }]
        nics      = [{ bridge = "vmbr0", vlan_id = 20, mac_address = "BC:24:11:00:00:01", ipv4 = { address = "192.0.2.10/24", gateway = "192.0.2.1" } }]
        inventory = { address = "192.0.2.10", fqdn = "web-01.example.org", groups = [], os = "debian-12" }
      }
    }
  }

  expect_failures = [var.machines]
}

run "refuses_an_unknown_disk_interface" {
  command = plan

  variables {
    machines = {
      web-01 = {
        wave      = 1
        vm_id     = 900
        node_name = "pve1"
        tags      = ["a", "b"]
        cpu       = { cores = 2 }
        memory    = { dedicated_mib = 2048 }
        clone     = { vm_id = 9000, node_name = "pve1", disk_gib = 10 }
        agent     = { enabled = true }
        disks     = [{ interface = "scsi99", datastore_id = "local-lvm", size_gib = 20 }]
        nics      = [{ bridge = "vmbr0", vlan_id = 20, mac_address = "BC:24:11:00:00:01", ipv4 = { address = "192.0.2.10/24", gateway = "192.0.2.1" } }]
        inventory = { address = "192.0.2.10", fqdn = "web-01.example.org", groups = [], os = "debian-12" }
      }
    }
  }

  expect_failures = [var.machines]
}

run "refuses_a_multicast_mac_address" {
  command = plan

  variables {
    machines = {
      web-01 = {
        wave      = 1
        vm_id     = 900
        node_name = "pve1"
        tags      = ["a", "b"]
        cpu       = { cores = 2 }
        memory    = { dedicated_mib = 2048 }
        clone     = { vm_id = 9000, node_name = "pve1", disk_gib = 10 }
        agent     = { enabled = true }
        disks     = [{ interface = "scsi0", datastore_id = "local-lvm", size_gib = 20 }]
        nics      = [{ bridge = "vmbr0", vlan_id = 20, mac_address = "01:00:5E:00:00:01", ipv4 = { address = "192.0.2.10/24", gateway = "192.0.2.1" } }]
        inventory = { address = "192.0.2.10", fqdn = "web-01.example.org", groups = [], os = "debian-12" }
      }
    }
  }

  expect_failures = [var.machines]
}

run "refuses_an_address_without_prefix" {
  command = plan

  variables {
    machines = {
      web-01 = {
        wave      = 1
        vm_id     = 900
        node_name = "pve1"
        tags      = ["a", "b"]
        cpu       = { cores = 2 }
        memory    = { dedicated_mib = 2048 }
        clone     = { vm_id = 9000, node_name = "pve1", disk_gib = 10 }
        agent     = { enabled = true }
        disks     = [{ interface = "scsi0", datastore_id = "local-lvm", size_gib = 20 }]
        nics      = [{ bridge = "vmbr0", vlan_id = 20, mac_address = "BC:24:11:00:00:01", ipv4 = { address = "192.0.2.10", gateway = "192.0.2.1" } }]
        inventory = { address = "192.0.2.10", fqdn = "web-01.example.org", groups = [], os = "debian-12" }
      }
    }
  }

  expect_failures = [var.machines]
}

run "refuses_a_gateway_outside_the_subnet" {
  command = plan

  variables {
    machines = {
      web-01 = {
        wave      = 1
        vm_id     = 900
        node_name = "pve1"
        tags      = ["a", "b"]
        cpu       = { cores = 2 }
        memory    = { dedicated_mib = 2048 }
        clone     = { vm_id = 9000, node_name = "pve1", disk_gib = 10 }
        agent     = { enabled = true }
        disks     = [{ interface = "scsi0", datastore_id = "local-lvm", size_gib = 20 }]
        nics      = [{ bridge = "vmbr0", vlan_id = 20, mac_address = "BC:24:11:00:00:01", ipv4 = { address = "192.0.2.10/24", gateway = "198.51.100.1" } }]
        inventory = { address = "192.0.2.10", fqdn = "web-01.example.org", groups = [], os = "debian-12" }
      }
    }
  }

  expect_failures = [var.machines]
}

run "refuses_a_vlan_above_4094" {
  command = plan

  variables {
    machines = {
      web-01 = {
        wave      = 1
        vm_id     = 900
        node_name = "pve1"
        tags      = ["a", "b"]
        cpu       = { cores = 2 }
        memory    = { dedicated_mib = 2048 }
        clone     = { vm_id = 9000, node_name = "pve1", disk_gib = 10 }
        agent     = { enabled = true }
        disks     = [{ interface = "scsi0", datastore_id = "local-lvm", size_gib = 20 }]
        nics      = [{ bridge = "vmbr0", vlan_id = 5000, mac_address = "BC:24:11:00:00:01", ipv4 = { address = "192.0.2.10/24", gateway = "192.0.2.1" } }]
        inventory = { address = "192.0.2.10", fqdn = "web-01.example.org", groups = [], os = "debian-12" }
      }
    }
  }

  expect_failures = [var.machines]
}

run "refuses_an_empty_bridge" {
  command = plan

  variables {
    machines = {
      web-01 = {
        wave      = 1
        vm_id     = 900
        node_name = "pve1"
        tags      = ["a", "b"]
        cpu       = { cores = 2 }
        memory    = { dedicated_mib = 2048 }
        clone     = { vm_id = 9000, node_name = "pve1", disk_gib = 10 }
        agent     = { enabled = true }
        disks     = [{ interface = "scsi0", datastore_id = "local-lvm", size_gib = 20 }]
        nics      = [{ bridge = "", vlan_id = 20, mac_address = "BC:24:11:00:00:01", ipv4 = { address = "192.0.2.10/24", gateway = "192.0.2.1" } }]
        inventory = { address = "192.0.2.10", fqdn = "web-01.example.org", groups = [], os = "debian-12" }
      }
    }
  }

  expect_failures = [var.machines]
}

run "refuses_an_unknown_environment" {
  command = plan

  variables {
    fleet    = { name = "shop", environment = "production" }
    machines = {}
  }

  expect_failures = [var.fleet]
}

run "refuses_an_endpoint_without_tls" {
  command = plan

  variables {
    cluster  = { endpoint = "http://pve.example.org:8006", pve_version = "9.2", vmid_from = 900, vmid_to = 999 }
    machines = {}
  }

  expect_failures = [var.cluster]
}
