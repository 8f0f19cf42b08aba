#!/usr/bin/env bash
# A service is stopped: its alert fires, reaches Alertmanager and from there the receiver; the service is back: it resolves.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
on mon-01 'cat >/run/receiver.py' <<'PYTHON'
import http.server
import json


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with open("/run/received", "a") as file:
            for alert in body["alerts"]:
                print(self.path, alert["labels"]["alertname"], alert["labels"].get("instance", "-"), alert["status"], file=file)
        self.send_response(200)
        self.end_headers()


http.server.HTTPServer(("127.0.0.1", 9999), Receiver).serve_forever()
PYTHON
on mon-01 'rm -f /run/received; systemd-run --quiet --unit=receiver python3 /run/receiver.py'

firing() { [ "$(prometheus 'ALERTS{alertname="ApacheDown", instance="web-01", alertstate="firing"}')" = 1 ]; }
not_firing() { [ -z "$(prometheus 'ALERTS{alertname="ApacheDown"}')" ]; }
received() { on mon-01 "grep -qxF '$1' /run/received"; }
active() { on mon-01 'amtool --alertmanager.url=http://127.0.0.1:9093 alert query -o simple alertname=ApacheDown' | grep -q ApacheDown; }
not_active() { ! active; }

not_firing || fail "ApacheDown fires although Apache runs"
on web-01 'systemctl stop apache2'
stopped=$SECONDS
within 210 firing || fail "ApacheDown does not fire"
echo "  Apache stopped: ApacheDown fires after $((SECONDS - stopped)) s"
within 30 active || fail "Alertmanager does not know of it"
within 90 received '/alerts ApacheDown web-01 firing' || fail "the receiver got: $(on mon-01 'cat /run/received' | paste -sd';')"
received '/watchdog Watchdog - firing' || fail "the dead man's switch got nothing"

on web-01 'systemctl start apache2'
started=$SECONDS
within 120 not_firing || fail "ApacheDown still fires"
within 120 not_active || fail "Alertmanager still has it"
echo "  Apache started: resolved after $((SECONDS - started)) s"
