"""The package mirror of the site, as machines see it: mirror.py ADDRESS PORT FOLDER LOG [UPSTREAM_SOCKET]. Files of the
folder; what it lacks is asked from a process outside of the test's network when there is one (ATLAS_TEST_MIRROR)."""
import functools
import http.client
import http.server
import socket
import sys


class UpstreamConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("upstream", timeout=60)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self.path)


class Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    log = None
    upstream = ""

    def log_message(self, form, *arguments):
        self.log.write(f"{self.client_address[0]} {form % arguments}\n")

    def send_error(self, code, message=None, explain=None):
        if code == 404 and self.upstream and self.command in ("GET", "HEAD"):
            return self._relay()
        return super().send_error(code, message, explain)

    def _relay(self):
        connection = UpstreamConnection(self.upstream)
        connection.request(self.command, self.path)
        answer = connection.getresponse()
        body = answer.read()
        self.send_response(answer.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64


def main():
    address, port, folder, log = sys.argv[1:5]
    Handler.log = open(log, "a", buffering=1)
    Handler.upstream = sys.argv[5] if len(sys.argv) > 5 else ""
    Server((address, int(port)), functools.partial(Handler, directory=folder)).serve_forever()


if __name__ == "__main__":
    main()
