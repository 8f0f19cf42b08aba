terraform {
  required_version = ">= 1.10.0"

  required_providers {
    proxmox = {
      source = "bpg/proxmox"
      # 0.x: every minor release may break, so only patch releases are taken.
      version = "~> 0.111.1"
    }
  }
}
