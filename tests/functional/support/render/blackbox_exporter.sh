#!/usr/bin/env bash
if there prometheus-blackbox-exporter; then
  prometheus-blackbox-exporter --config.check --config.file="$r/blackbox_exporter/blackbox.yml" >answer 2>&1 ||
    { cat answer; fail "$system: the blackbox exporter refuses its file"; }
fi
