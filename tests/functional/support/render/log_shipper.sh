#!/usr/bin/env bash
# As on the machine: the role's main file, the role's list of files, and the file that the fleet's output has.
if there rsyslogd; then
  rm -rf shipper && mkdir -p shipper/rsyslog.d shipper/spool
  cp "$r/log_shipper/local.conf" shipper/rsyslog.d/05-atlas-local.conf
  cp parts/monitoring/logging/rsyslog-atlas.conf shipper/rsyslog.d/10-atlas.conf
  sed -e "s#/etc/rsyslog.d/atlas-ca.pem#$PWD/certificate.pem#; s#/etc/rsyslog.d#$PWD/shipper/rsyslog.d#" \
    -e "s#/var/\(spool\|lib\)/rsyslog#$PWD/shipper/spool#" "$r/log_shipper/rsyslog.conf" >shipper/rsyslog.conf
  grep -q 'streamDriverPermittedPeers="c-log-receiver.lab.example.org"' shipper/rsyslog.d/10-atlas.conf || fail "$system: the receiver's name is not asked for"
  rsyslog_reads shipper/rsyslog.conf
fi
