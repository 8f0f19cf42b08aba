#!/usr/bin/env bash
# enter.sh BASE HOST PYTHON [ARGUMENT...]: runs Python as if on that machine: /etc is the machine's own, programs are stand-ins.
set -Eeuo pipefail
export FAKE_BASE="$1" FAKE_HOST="$2"
mount --bind "$1/$2/etc" /etc
export PATH="$1/bin:$PATH"
exec "${@:3}"
