# State on the machine that runs OpenTofu: one file per fleet and environment, so that a run for one environment can
# never take another's state for its own. A team keeps it elsewhere: put another backend into backend_override.tf
# (README.md shows http, s3 and pg) and run `tofu init -migrate-state`.
terraform {
  backend "local" {
    path = "single-dev.tfstate"
  }
}
