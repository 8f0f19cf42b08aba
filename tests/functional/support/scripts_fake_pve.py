"""The far side of the wire for the script tests: as much of the Proxmox VE API as the scripts use, over real HTTPS.

It answers as the measured daemons do: errors are 500 with a message, nextid is a string, tasks end after a poll or two.
"""
import http.server
import json
import re
import ssl
import subprocess
import threading
import time
import urllib.parse

TOKEN = "atlas-shop@pve!deploy=0f5a1c3e-secret-0001"


class FakePve:
    def __init__(self, folder):
        self.cert, self.key = f"{folder}/ca.pem", f"{folder}/key.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
             "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", self.key, "-out", self.cert],
            check=True, capture_output=True)
        self.nodes = {n: "online" for n in ("pve1", "pve2", "pve3")}
        self.guests = {}      # vmid → {name, node, status, template, config}
        self.hidden = set()   # VMIDs that exist but that the token may not see
        self.backups = []     # {volid, vmid, ctime, size}
        self.tasks = {}       # upid → [polls left, exit status]
        self.task_result = {}  # kind → exit status other than OK
        self.calls = []
        self.on_nextid = None
        self.busy = 0         # how many of the next GETs answer 596
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.cert, self.key)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.endpoint = f"https://localhost:{self.server.server_port}"

    def add(self, vmid, name, node="pve1", status="running", template=0, **config):
        self.guests[vmid] = {"name": name, "node": node, "status": status, "template": template,
                             "config": {"name": name, "net0": "virtio=BC:24:11:00:00:01,bridge=vmbr0", **config}}

    def writes(self):
        return [(m, p) for m, p, _ in self.calls if m != "GET"]

    def task(self, node, kind, vmid):
        upid = f"UPID:{node}:0000A1B2:00C3D4E5:{len(self.tasks) + 0x66000000:08X}:{kind}:{vmid}:atlas-shop@pve!deploy:"
        self.tasks[upid] = [1, self.task_result.get(kind, "OK")]
        return upid

    # ------------------------------------------------------------ the API

    def route(self, method, path, query):
        self.calls.append((method, path, query))
        if self.busy and method == "GET":
            self.busy -= 1
            return 596, None
        if path == "/version":
            return 200, {"version": "9.2.11", "release": "9.2"}
        if path == "/cluster/resources":
            rows = [{"type": "node", "node": n, "status": s, "id": f"node/{n}"} for n, s in self.nodes.items()]
            rows += [{"type": "qemu", "vmid": i, "name": g["name"], "node": g["node"], "status": g["status"],
                      "template": g["template"], "id": f"qemu/{i}"}
                     for i, g in self.guests.items() if i not in self.hidden]
            return 200, rows
        if path == "/cluster/nextid":
            return self.next_id(query)
        m = re.fullmatch(r"/nodes/(\w+)(/.*)", path)
        return self.node_route(method, m[1], m[2], query) if m else (501, "not implemented")

    def next_id(self, query):
        if self.on_nextid:
            self.on_nextid()
        if "vmid" not in query:
            return 200, str(next(i for i in range(100, 10**6) if i not in self.guests))
        if int(query["vmid"]) in self.guests:
            return 400, f"VM {query['vmid']} already exists"
        return 200, query["vmid"]

    def node_route(self, method, node, path, query):
        m = re.fullmatch(r"/tasks/([^/]+)/status", path)
        if m:
            return self.task_status(urllib.parse.unquote(m[1]))
        m = re.fullmatch(r"/storage/([\w-]+)/(status|content)", path)
        if m and m[2] == "status":
            return 200, {"active": 1, "avail": 10**12, "content": "backup,images"}
        if m:
            return 200, [b for b in self.backups if str(b["vmid"]) == query["vmid"]]
        if path == "/vzdump":
            vmid = int(query["vmid"])
            if self.task_result.get("vzdump", "OK") == "OK":
                self.backups.append({"volid": f"{query['storage']}:backup/vm/{vmid}/{len(self.backups)}", "vmid": vmid,
                                     "ctime": int(time.time()), "size": 5 * 10**9})
            return 200, self.task(node, "vzdump", vmid)
        if path == "/qemu" and method == "POST":
            return self.restore(node, query)
        m = re.fullmatch(r"/qemu/(\d+)(/.*)?", path)
        return self.guest_route(method, node, int(m[1]), m[2] or "", query) if m else (501, "not implemented")

    def task_status(self, upid):
        if upid not in self.tasks:
            return 400, "no such task"
        self.tasks[upid][0] -= 1
        if self.tasks[upid][0] >= 0:
            return 200, {"status": "running", "upid": upid}
        return 200, {"status": "stopped", "exitstatus": self.tasks[upid][1], "upid": upid}

    def restore(self, node, query):
        vmid = int(query["vmid"])
        if vmid in self.guests and query.get("force") != "1":
            return 500, f"unable to create VM {vmid} - VM {vmid} already exists on node '{node}'"
        self.add(vmid, "restored" if vmid not in self.guests else self.guests[vmid]["name"], node, "stopped")
        return 200, self.task(node, "qmrestore", vmid)

    def guest_route(self, method, node, vmid, what, query):
        guest = self.guests.get(vmid)
        if guest is None or guest["node"] != node:
            return 500, f"Configuration file 'nodes/{node}/qemu-server/{vmid}.conf' does not exist"
        if what == "" and method == "DELETE":
            if guest["status"] == "running":
                return 500, f"VM {vmid} is running - destroy failed"
            del self.guests[vmid]
            return 200, self.task(node, "qmdestroy", vmid)
        if what == "/config" and method == "GET":
            return 200, guest["config"]
        if what == "/config":
            guest["config"].update(query)
            guest["name"] = guest["config"]["name"]
            return 200, None
        if what == "/status/current":
            return 200, {"status": guest["status"], "vmid": vmid}
        if what == "/agent/ping":
            return (200, {"result": {}}) if guest["status"] == "running" else (500, f"VM {vmid} is not running")
        if what == "/snapshot":
            return 200, self.task(node, "qmsnapshot", vmid)
        m = re.fullmatch(r"/status/(start|stop|shutdown)", what)
        if not m:
            return 501, "not implemented"
        guest["status"] = "running" if m[1] == "start" else "stopped"
        return 200, self.task(node, f"qm{m[1]}", vmid)

    def handler(self):
        fake = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                length = int(self.headers.get("Content-Length") or 0)
                address = urllib.parse.urlsplit(self.path)
                text = self.rfile.read(length).decode() or address.query
                query = dict(urllib.parse.parse_qsl(text, keep_blank_values=True))
                if self.headers.get("Authorization") != f"PVEAPIToken={TOKEN}":
                    status, data = 401, None
                else:
                    status, data = fake.route(self.command, address.path.removeprefix("/api2/json"), query)
                body = {"data": data} if status == 200 else {"data": None, "message": f"{data}\n"}
                raw = b"" if status in (401, 596) else json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            do_GET = do_POST = do_PUT = do_DELETE = answer

            def log_message(self, *_):
                pass

        return Handler
