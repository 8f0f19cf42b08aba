#!/usr/bin/env bash
script "$r/log_receiver/log-retention.sh"
calendar "$r/log_receiver/atlas-log-retention.timer"
unit "$r/log_receiver/atlas-log-receiver.service"
python3 -m json.tool "$r/log_receiver/machines.json" >/dev/null || fail "$system: machines.json is no JSON"
if there rsyslogd; then
  [ -f certificate.pem ] || openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 2 -subj /CN=log-01 \
    -keyout key.pem -out certificate.pem 2>/dev/null
  sed -e "s#/etc/rsyslog.d/atlas-receiver/\(certificate\|key\).pem#$PWD/\1.pem#" -e "s#/etc/rsyslog.d/atlas-receiver/machines.json#$r/log_receiver/machines.json#" "$r/log_receiver/receiver.conf" >receiver.conf
  rsyslog_reads receiver.conf
fi
grep -q "gnutlsPriorityString=\"NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2\"" "$r/log_receiver/receiver.conf" || fail "$system: the receiver takes old TLS"
