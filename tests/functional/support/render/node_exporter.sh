#!/usr/bin/env bash
script "$r/node_exporter/node-metrics.sh"
