#!/usr/bin/env bash
# Roles really run: machines of systemd-nspawn, configured by the generated tree, and asked for their service.
# support/nspawn/README.md says how; FLEETS="web shop" runs only these.
# shellcheck source=tests/functional/support/nspawn/run.sh
. "$ATLAS_ROOT/tests/functional/support/nspawn/run.sh"
run_fleets ci
