# Set by ATLAS in fleet.auto.tfvars.json, where text is plain data: nothing in it is ever evaluated.

variable "fleet" {
  description = "What the fleet is called, and which environment it is."
  type = object({
    name        = string
    environment = string
    description = optional(string, "")
    owner       = optional(string, "")
  })

  validation {
    condition     = contains(["dev", "test", "prod"], var.fleet.environment)
    error_message = "fleet.environment is \"${var.fleet.environment}\": it is one of dev, test, prod."
  }
}

variable "cluster" {
  description = "The cluster's API endpoint (null: PROXMOX_VE_ENDPOINT), its version and the ids this fleet may use."
  type = object({
    endpoint    = optional(string)
    pve_version = string
    vmid_from   = number
    vmid_to     = number
  })

  validation {
    condition     = var.cluster.endpoint == null || can(regex("^https://[^/ ]+", coalesce(var.cluster.endpoint, "-")))
    error_message = "cluster.endpoint must be an https:// URL: the provider speaks nothing else."
  }
}

variable "templates" {
  description = "The templates that machines are cloned from, by name."
  type = map(object({
    vm_id     = number
    node_name = string
  }))
  default = {}
}

variable "pools" {
  description = "Resource pools that the machines are members of."
  type        = set(string)
  default     = []
}

variable "backup_jobs" {
  description = "Backup jobs by id; prune_backups as Proxmox names it (keep-daily = \"7\")."
  type = map(object({
    schedule      = string
    storage       = string
    mode          = string
    machines      = list(string)
    prune_backups = map(string)
  }))
  default = {}

  validation {
    condition     = alltrue([for job in var.backup_jobs : contains(["snapshot", "suspend", "stop"], job.mode)])
    error_message = "A backup job's mode is one of snapshot, suspend, stop."
  }

  validation {
    condition     = alltrue(flatten([for job in var.backup_jobs : [for name in job.machines : contains(keys(var.machines), name)]]))
    error_message = "Backup jobs name machines that are not in the fleet: ${join(", ", distinct(flatten([for job in var.backup_jobs : [for name in job.machines : name if !contains(keys(var.machines), name)]])))}."
  }
}

variable "ha_rules" {
  description = "High-availability rules by name: node-affinity (nodes with priorities) or resource-affinity (positive: together, negative: apart)."
  type = map(object({
    type     = string
    affinity = optional(string)
    strict   = optional(bool, false)
    machines = list(string)
    nodes    = optional(map(number))
  }))
  default = {}

  validation {
    condition     = alltrue([for rule in var.ha_rules : contains(["node-affinity", "resource-affinity"], rule.type)])
    error_message = "A rule's type is node-affinity or resource-affinity."
  }

  validation {
    condition     = alltrue(flatten([for rule in var.ha_rules : [for name in rule.machines : try(var.machines[name].ha.enabled, false)]]))
    error_message = "High-availability rules name machines without HA: ${join(", ", distinct(flatten([for rule in var.ha_rules : [for name in rule.machines : name if !try(var.machines[name].ha.enabled, false)]])))}. Set ha.enabled for them."
  }
}

variable "machines" {
  description = "The machines by hostname. Every id, address and disk is fixed here: nothing is left to be chosen at apply."
  type = map(object({
    wave        = number
    vm_id       = number
    node_name   = string
    description = optional(string, "")
    tags        = optional(list(string), [])
    pool_id     = optional(string)
    bios        = optional(string, "seabios")
    protection  = optional(bool, false)
    clone = object({
      vm_id        = number
      node_name    = string
      full         = optional(bool, true)
      datastore_id = optional(string)
      disk_gib     = optional(number, 1)
    })
    cpu = object({
      cores   = number
      sockets = optional(number, 1)
      type    = optional(string, "x86-64-v2-AES")
    })
    memory = object({
      dedicated_mib = number
      floating_mib  = optional(number, 0)
    })
    agent = object({
      enabled     = bool
      wait_for_ip = optional(bool, false)
    })
    disks = list(object({
      interface    = string
      datastore_id = string
      size_gib     = number
      serial       = optional(string, "")
      ssd          = optional(bool, false)
      discard      = optional(bool, true)
      iothread     = optional(bool, false)
      backup       = optional(bool, true)
    }))
    nics = list(object({
      bridge      = string
      vlan_id     = optional(number)
      mtu         = optional(number)
      mac_address = string
      model       = optional(string, "virtio")
      firewall    = optional(bool, true)
      ipv4        = optional(object({ address = string, gateway = optional(string) }))
      ipv6        = optional(object({ address = string, gateway = optional(string) }))
    }))
    dns = optional(object({
      domain  = optional(string)
      servers = optional(list(string), [])
    }), {})
    user = optional(object({
      name     = string
      ssh_keys = list(string)
    }))
    startup = optional(object({
      on_boot    = optional(bool, true)
      order      = optional(number)
      up_delay   = optional(number)
      down_delay = optional(number)
    }), {})
    ha = optional(object({
      enabled      = optional(bool, false)
      max_restart  = optional(number, 1)
      max_relocate = optional(number, 1)
    }), {})
    firewall = optional(object({
      enabled    = optional(bool, false)
      policy_in  = optional(string, "DROP")
      policy_out = optional(string, "ACCEPT")
      dhcp       = optional(bool, false)
      ndp        = optional(bool, false)
      rules = optional(list(object({
        type    = string
        action  = string
        proto   = optional(string)
        dport   = optional(string)
        source  = optional(string)
        comment = optional(string, "")
      })), [])
    }), {})
    inventory = object({
      address = string
      fqdn    = string
      groups  = list(string)
      os      = string
    })
  }))

  # What the provider accepts at plan and the cluster refuses minutes later, or worse, does not refuse.

  validation {
    condition     = alltrue([for name, _ in var.machines : can(regex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", name))])
    error_message = "Not valid as hostnames: ${join(", ", [for name, _ in var.machines : name if !can(regex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", name))])}. Use a-z, 0-9 and -, 63 characters at most."
  }

  validation {
    condition     = alltrue([for machine in var.machines : contains(local.wave_numbers, machine.wave)])
    error_message = "No module call in main.tf for the wave of: ${join(", ", [for name, machine in var.machines : name if !contains(local.wave_numbers, machine.wave)])}. Generate the files again instead of editing the wave."
  }

  validation {
    condition     = alltrue([for machine in var.machines : machine.vm_id >= 100 && machine.vm_id <= 999999999 && machine.vm_id == floor(machine.vm_id)])
    error_message = "Ids must be whole numbers from 100 to 999999999: ${join(", ", [for name, machine in var.machines : "${name} has ${machine.vm_id}" if machine.vm_id < 100 || machine.vm_id > 999999999 || machine.vm_id != floor(machine.vm_id)])}."
  }

  validation {
    condition     = length(distinct([for machine in var.machines : machine.vm_id])) == length(var.machines)
    error_message = "Two machines have the same vm_id: ${join(", ", [for name, machine in var.machines : "${name} has ${machine.vm_id}"])}."
  }

  validation {
    condition     = alltrue([for machine in var.machines : machine.cpu.cores >= 1 && machine.cpu.sockets >= 1 && machine.cpu.cores * machine.cpu.sockets <= 1024])
    error_message = "cpu.cores and cpu.sockets are at least 1, and 1024 at most when multiplied."
  }

  validation {
    condition     = alltrue([for machine in var.machines : machine.memory.dedicated_mib >= 64 && machine.memory.floating_mib >= 0 && machine.memory.floating_mib <= machine.memory.dedicated_mib])
    error_message = "memory.dedicated_mib is at least 64, and memory.floating_mib lies between 0 (no ballooning) and dedicated_mib."
  }

  validation {
    condition     = alltrue([for machine in var.machines : length(machine.disks) > 0])
    error_message = "Every machine needs its disks declared, the template's boot disk first: a disk that is not declared is invisible to plans and deleted by the next change of the list."
  }

  validation {
    condition     = alltrue(flatten([for machine in var.machines : [for disk in machine.disks : can(regex("^(scsi([0-9]|[12][0-9]|30)|virtio([0-9]|1[0-5])|sata[0-5])$", disk.interface))]]))
    error_message = "A disk's interface is scsi0..30, virtio0..15 or sata0..5: ${join(", ", flatten([for name, machine in var.machines : [for disk in machine.disks : "${name}: ${disk.interface}" if !can(regex("^(scsi([0-9]|[12][0-9]|30)|virtio([0-9]|1[0-5])|sata[0-5])$", disk.interface))]]))}."
  }

  validation {
    condition     = alltrue([for machine in var.machines : length(distinct([for disk in machine.disks : disk.interface])) == length(machine.disks)])
    error_message = "Two disks on one interface: ${join(", ", [for name, machine in var.machines : name if length(distinct([for disk in machine.disks : disk.interface])) != length(machine.disks)])}. One of them would be lost."
  }

  validation {
    condition     = alltrue([for machine in var.machines : try(machine.disks[0].size_gib >= machine.clone.disk_gib, true)])
    error_message = "The boot disk is smaller than the template's: ${join(", ", [for name, machine in var.machines : "${name} ${machine.disks[0].size_gib} < ${machine.clone.disk_gib} GiB" if try(machine.disks[0].size_gib < machine.clone.disk_gib, false)])}. A clone cannot shrink."
  }

  validation {
    condition     = alltrue(flatten([for machine in var.machines : [for disk in machine.disks : disk.datastore_id != "" && disk.size_gib >= 1]]))
    error_message = "Every disk needs a datastore_id and a size_gib of at least 1."
  }

  validation {
    condition     = alltrue(flatten([for machine in var.machines : [for nic in machine.nics : can(regex("^[A-Za-z][A-Za-z0-9_.-]{0,14}$", nic.bridge))]]))
    error_message = "Not valid as bridge or vnet: ${join(", ", flatten([for name, machine in var.machines : [for nic in machine.nics : "${name}: \"${nic.bridge}\"" if !can(regex("^[A-Za-z][A-Za-z0-9_.-]{0,14}$", nic.bridge))]]))}."
  }

  validation {
    condition     = alltrue(flatten([for machine in var.machines : [for nic in machine.nics : nic.vlan_id == null ? true : nic.vlan_id >= 1 && nic.vlan_id <= 4094]]))
    error_message = "A VLAN lies between 1 and 4094: ${join(", ", flatten([for name, machine in var.machines : [for nic in machine.nics : "${name}: ${nic.vlan_id}" if nic.vlan_id == null ? false : nic.vlan_id < 1 || nic.vlan_id > 4094]]))}."
  }

  validation {
    # The second digit: even, so that it is an address of one card and not of a group.
    condition     = alltrue(flatten([for machine in var.machines : [for nic in machine.nics : can(regex("^[0-9A-F][02468ACE](:[0-9A-F]{2}){5}$", nic.mac_address))]]))
    error_message = "A MAC address is six upper-case bytes and not multicast: ${join(", ", flatten([for name, machine in var.machines : [for nic in machine.nics : "${name}: ${nic.mac_address}" if !can(regex("^[0-9A-F][02468ACE](:[0-9A-F]{2}){5}$", nic.mac_address))]]))}."
  }

  validation {
    condition     = length(distinct(flatten([for machine in var.machines : [for nic in machine.nics : nic.mac_address]]))) == length(flatten([for machine in var.machines : machine.nics]))
    error_message = "Two network cards have the same MAC address."
  }

  validation {
    condition     = alltrue(flatten([for machine in var.machines : [for nic in machine.nics : nic.ipv4 == null ? true : nic.ipv4.address == "dhcp" || can(cidrhost(nic.ipv4.address, 0))]]))
    error_message = "An IPv4 address is \"dhcp\" or has a prefix length (192.0.2.10/24): ${join(", ", flatten([for name, machine in var.machines : [for nic in machine.nics : "${name}: ${nic.ipv4.address}" if nic.ipv4 == null ? false : nic.ipv4.address != "dhcp" && !can(cidrhost(nic.ipv4.address, 0))]]))}."
  }

  validation {
    condition     = alltrue(flatten([for machine in var.machines : [for nic in machine.nics : nic.ipv6 == null ? true : contains(["dhcp", "auto"], nic.ipv6.address) || can(cidrhost(nic.ipv6.address, 0))]]))
    error_message = "An IPv6 address is \"dhcp\", \"auto\" or has a prefix length (2001:db8::10/64): ${join(", ", flatten([for name, machine in var.machines : [for nic in machine.nics : "${name}: ${nic.ipv6.address}" if nic.ipv6 == null ? false : !contains(["dhcp", "auto"], nic.ipv6.address) && !can(cidrhost(nic.ipv6.address, 0))]]))}."
  }

  validation {
    condition = alltrue(flatten([for machine in var.machines : [for nic in machine.nics : (
      try(nic.ipv4.gateway, null) == null ? true : try(cidrhost("${nic.ipv4.gateway}/${split("/", nic.ipv4.address)[1]}", 0) == cidrhost(nic.ipv4.address, 0), false)
    )]]))
    error_message = "The gateway is not in the subnet of its address: ${join(", ", flatten([for name, machine in var.machines : [for nic in machine.nics : "${name}: ${nic.ipv4.gateway} and ${nic.ipv4.address}" if try(nic.ipv4.gateway, null) == null ? false : !try(cidrhost("${nic.ipv4.gateway}/${split("/", nic.ipv4.address)[1]}", 0) == cidrhost(nic.ipv4.address, 0), false)]]))}."
  }

  validation {
    condition = length(distinct(flatten([for machine in var.machines : [for nic in machine.nics : nic.ipv4.address if try(nic.ipv4.address, "dhcp") != "dhcp"]]))) == length(
      flatten([for machine in var.machines : [for nic in machine.nics : nic.ipv4.address if try(nic.ipv4.address, "dhcp") != "dhcp"]])
    )
    error_message = "Two network cards have the same IPv4 address."
  }

  validation {
    condition     = alltrue([for machine in var.machines : machine.tags == distinct(sort(machine.tags)) && alltrue([for tag in machine.tags : can(regex("^[a-z0-9_][a-z0-9_+.-]*$", tag))])])
    error_message = "Tags must be lower-case, sorted and unique, as Proxmox stores them: ${join(", ", [for name, machine in var.machines : name if machine.tags != distinct(sort(machine.tags)) || !alltrue([for tag in machine.tags : can(regex("^[a-z0-9_][a-z0-9_+.-]*$", tag))])])}. Anything else is a difference in every plan."
  }
}

# For the operator: terraform.tfvars, -var, or TF_VAR_<name>.

variable "insecure" {
  description = "Accept any TLS certificate. Only for a lab: give the cluster's CA by SSL_CERT_FILE instead."
  type        = bool
  default     = false
}

variable "min_tls" {
  description = "Lowest TLS version to speak with the cluster."
  type        = string
  default     = "1.3"

  validation {
    condition     = contains(["1.2", "1.3"], var.min_tls)
    error_message = "min_tls is 1.2 or 1.3."
  }
}

variable "check_cluster" {
  description = "Read the cluster's guests in every plan and stop when an id of the fleet is somebody else's (preflight.tf)."
  type        = bool
  default     = true
}

variable "manage_pools" {
  description = "Create the fleet's resource pools. False where an administrator has made them."
  type        = bool
  default     = true
}
