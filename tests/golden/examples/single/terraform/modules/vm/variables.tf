variable "name" {
  description = "Hostname: the machine's name in Proxmox and, by cloud-init, in the guest."
  type        = string
}

variable "machine" {
  description = "The machine; see variable machines of the root module for the checks."
  type = object({
    vm_id       = number
    node_name   = string
    description = string
    tags        = list(string)
    pool_id     = optional(string)
    bios        = string
    protection  = bool
    clone = object({
      vm_id        = number
      node_name    = string
      full         = bool
      datastore_id = optional(string)
    })
    cpu = object({
      cores   = number
      sockets = number
      type    = string
    })
    memory = object({
      dedicated_mib = number
      floating_mib  = number
    })
    agent = object({
      enabled     = bool
      wait_for_ip = bool
    })
    disks = list(object({
      interface    = string
      datastore_id = string
      size_gib     = number
      serial       = string
      ssd          = bool
      discard      = bool
      iothread     = bool
      backup       = bool
    }))
    nics = list(object({
      bridge      = string
      vlan_id     = optional(number)
      mtu         = optional(number)
      mac_address = string
      model       = string
      firewall    = bool
      ipv4        = optional(object({ address = string, gateway = optional(string) }))
      ipv6        = optional(object({ address = string, gateway = optional(string) }))
    }))
    dns = object({
      domain  = optional(string)
      servers = list(string)
    })
    user = optional(object({
      name     = string
      ssh_keys = list(string)
    }))
    startup = object({
      on_boot    = bool
      order      = optional(number)
      up_delay   = optional(number)
      down_delay = optional(number)
    })
    firewall = object({
      enabled    = bool
      policy_in  = string
      policy_out = string
      dhcp       = bool
      ndp        = bool
      rules = list(object({
        type    = string
        action  = string
        proto   = optional(string)
        dport   = optional(string)
        source  = optional(string)
        comment = string
      }))
    })
  })
}

variable "policy" {
  description = "What may cost an outage or data in this environment."
  type = object({
    stop_on_destroy           = bool
    reboot_after_update       = bool
    delete_unreferenced_disks = bool
  })
}
