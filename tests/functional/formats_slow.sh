#!/usr/bin/env bash
# Every writer against the format's real parser, with many more hostile values than `make test` takes:
# ATLAS_PROPERTY_CASES a format (default 100000), ATLAS_PROPERTY_SEED for other ones. Missing parsers are a SKIP (77).
set -Eeuo pipefail
program="$(dirname -- "$ATLAS")/tests/atlas_property_emit_formats"
[ -x "$program" ] || { echo "SKIP: $program is not built"; exit 77; }
export ATLAS_PROPERTY_CASES="${ATLAS_PROPERTY_CASES:-100000}"
"$program"
