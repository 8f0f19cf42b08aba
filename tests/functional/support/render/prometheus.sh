#!/usr/bin/env bash
grep -q -- '--storage.tsdb.retention.time=90d --storage.tsdb.retention.size=16000MB ' "$r/prometheus/settings" || fail "$system: not the retention of prod"
