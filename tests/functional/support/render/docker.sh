#!/usr/bin/env bash
python3 -m json.tool "$r/docker/daemon.json" >/dev/null || fail "$system: daemon.json is no JSON"
grep -q '"live-restore": true' "$r/docker/daemon.json" || fail "$system: not the values of prod"
calendar "$r/docker/prune.timer"
