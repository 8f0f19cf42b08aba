#!/usr/bin/env bash
# The fleets of support/nspawn/fleets that `make test` has no time for; see roles_run.sh. Components that no fleet runs are told.
# shellcheck source=tests/functional/support/nspawn/run.sh
. "$ATLAS_ROOT/tests/functional/support/nspawn/run.sh"
"$ATLAS_TOOLS/ansible/bin/python" "$nspawn/left_out.py"
run_fleets slow
