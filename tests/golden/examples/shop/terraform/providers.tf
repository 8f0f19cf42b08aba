# Credentials come from the environment alone and never stand in a file here:
#   PROXMOX_VE_API_TOKEN   user@realm!tokenid=secret   (letters, digits and - only in the secret)
#   PROXMOX_VE_ENDPOINT    https://host:8006            (when the fleet names none)
#   SSL_CERT_FILE          the CA of the cluster, if it is not in the system's store
provider "proxmox" {
  endpoint = var.cluster.endpoint
  insecure = var.insecure
  min_tls  = var.min_tls
}
