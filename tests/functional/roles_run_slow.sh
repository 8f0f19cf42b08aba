#!/usr/bin/env bash
# The fleets of support/nspawn/fleets that `make test` has no time for; see roles_run.sh.
# shellcheck source=tests/functional/support/nspawn/run.sh
. "$ATLAS_ROOT/tests/functional/support/nspawn/run.sh"
run_fleets slow
