"""Brings what the local mirror lacks from a real one: upstream.py SOCKET URL. Runs outside of the test's network and listens
on a socket in the file system, which is all that the two sides share."""
import http.server
import os
import socketserver
import sys
import urllib.error
import urllib.request


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    base = ""

    def address_string(self):
        return "mirror"

    def log_message(self, *_):
        pass

    def do_GET(self):
        self._answer(True)

    def do_HEAD(self):
        self._answer(False)

    def _answer(self, with_body):
        try:
            with urllib.request.urlopen(self.base + self.path, timeout=60) as answer:
                status, body = answer.status, answer.read()
        except urllib.error.HTTPError as error:
            status, body = error.code, b""
        except OSError:
            status, body = 502, b""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)


class Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


def main():
    path, Handler.base = sys.argv[1], sys.argv[2].rstrip("/")
    if os.path.exists(path):
        os.unlink(path)
    Server(path, Handler).serve_forever()


if __name__ == "__main__":
    main()
