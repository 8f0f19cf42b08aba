"""`atlas init` as a person has it: on a terminal (a pseudo-terminal of 80 or 40 columns), by its keys. Ends with a newcomer's
run from nothing to a generated output/, counted in questions, keystrokes and seconds."""
import errno
import fcntl
import os
import pathlib
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time

ATLAS = os.environ["ATLAS"]
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB9Yd6TPMrIh0iDZkJ1Ee5jO1Hq3xQ0n8mR0tPq7xZ3u ops@example.org"
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()][A-Z0-9]|\x1b[=>]")
TIME_LIMIT = 120
problems = []


def check(condition, text):
    if not condition:
        problems.append(text)


class Terminal:
    """A program on a terminal of its own."""

    def __init__(self, folder, *arguments, columns=80, **environment):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(exist_ok=True)
        ssh = self.folder / ".ssh"
        ssh.mkdir(exist_ok=True)
        (ssh / "id_ed25519.pub").write_text(KEY + "\n", encoding="utf-8")
        self.raw = ""
        self.at = 0
        self.keys = 0
        self.questions = 0
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            own = {"HOME": os.getcwd(), "TERM": "xterm", "LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"],
                   "ATLAS_CONFIG_DIR": os.environ["ATLAS_CONFIG_DIR"], **environment}
            os.execve(ATLAS, ["atlas", "init", *arguments], own)
        self.resize(columns)

    def resize(self, columns):
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        os.kill(self.pid, signal.SIGWINCH)

    def read(self, seconds):
        ready, _, _ = select.select([self.fd], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self.fd, 65536)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            return False
        self.raw += data.decode("utf-8", "replace")
        return bool(data)

    def text(self):
        return ESCAPE.sub("", self.raw).replace("\r", "")

    def expect(self, words):
        end = time.monotonic() + TIME_LIMIT
        while time.monotonic() < end:
            found = self.text().find(words, self.at)
            if found >= 0:
                self.at = found + len(words)
                return True
            if not self.read(min(1.0, end - time.monotonic())) and os.waitpid(self.pid, os.WNOHANG)[0]:
                break
        problems.append(f"{self.folder}: never saw {words!r}; the end was {self.text()[-300:]!r}")
        report()

    def send(self, keys):
        self.keys += len(keys)
        os.write(self.fd, keys.encode())

    def answer(self, question, keys=""):
        """Waits for the question and its prompt, then types."""
        self.expect(question)
        self.expect("> ")
        self.questions += 1
        self.send(keys + "\r")

    def end(self):
        while self.read(TIME_LIMIT):
            pass
        _, status = os.waitpid(self.pid, 0)
        os.close(self.fd)
        return os.waitstatus_to_exitcode(status)


def report():
    print("\n".join(problems) or "interview: every key works")
    sys.exit(1 if problems else 0)


def newcomer():
    start = time.monotonic()
    run = Terminal("newcomer")
    run.answer("Default or Advanced?")
    run.answer("What shall the machines do?", "web-server")
    run.answer("How many machines?")
    run.answer("Names of the Proxmox nodes?", "pve1")
    run.answer("Storage for the disks?")
    run.answer("VM id of the OS template")
    run.answer("IPv4 subnet", "10.20.0.0/24")
    run.answer("Public SSH key")
    run.answer("Write fleet.yaml?")
    run.expect("The same without questions: atlas init fleet.yaml --answers .fleet.interview.yaml --no-input")
    check(run.end() == 0, "the newcomer's interview failed")
    made = subprocess.run([ATLAS, "generate", "fleet.yaml"], cwd="newcomer", capture_output=True, text=True, check=False)
    check(made.returncode == 0, f"the newcomer's fleet cannot be generated: {made.stderr}")
    check(pathlib.Path("newcomer/output/docs/README.md").is_file(), "the newcomer has no output/docs/README.md")
    check(made.stdout.count("web-0") >= 3, f"not three machines: {made.stdout}")
    check(run.questions <= 9, f"{run.questions} questions")
    print(f"newcomer: {run.questions} questions, {run.keys} keystrokes, {time.monotonic() - start:.1f} s to output/, 3 machines")


def replay():
    first = pathlib.Path("newcomer/fleet.yaml").read_bytes()
    pathlib.Path("elsewhere").mkdir()
    subprocess.run([ATLAS, "init", "fleet.yaml", "--answers", "../newcomer/.fleet.interview.yaml", "--no-input"], cwd="elsewhere",
                   check=True, capture_output=True)
    check(pathlib.Path("elsewhere/fleet.yaml").read_bytes() == first, "the replay gives other bytes")


def keys():
    run = Terminal("keys")
    run.answer("Default or Advanced?")
    run.expect("What shall the machines do?")
    run.expect("> ")
    run.send("web-s\t\r")
    run.answer("How many machines?", "?")
    run.expect("NAME-01")
    run.expect("> ")
    run.send("<\r")
    run.expect("What shall the machines do?")
    run.expect("[web-server] > ")
    run.send("\r")
    run.answer("How many machines?", "13\x1b[D\x1b[D\x1b[3~\x1b[C")  # 13, left twice, delete: 3
    run.answer("Names of the Proxmox nodes?", "pve9")
    run.answer("Storage for the disks?", "<")
    run.answer("Names of the Proxmox nodes?", "\x1b[A\x1b[A")  # the line before the last: pve9 again
    run.answer("Storage for the disks?", "<")
    run.expect("[pve9] > ")
    run.send("pve1\r")
    run.answer("Storage for the disks?", "no such!")
    run.answer("Storage for the disks?", "tank")
    run.answer("VM id of the OS template", "9000")
    run.expect("IPv4 subnet")
    run.expect("> ")
    run.send("10.7.0.0/24\r\r\r")  # a paste of three lines answers three questions
    run.expect("fleet.yaml is written")
    check(run.end() == 0, "the interview by keys failed")
    text = pathlib.Path("keys/fleet.yaml").read_text(encoding="utf-8")
    for part in ("count: 3\n", "name: pve1\n", "id: tank\n", "subnet: 10.7.0.0/24\n", "profile: web-server\n"):
        check(part in text, f"keys: {part!r} is not in the file:\n{text}")


def leave_and_resume():
    for keys_to_leave in ("\x03", "\x04"):
        folder = f"leave{ord(keys_to_leave)}"
        run = Terminal(folder)
        run.answer("Default or Advanced?")
        run.answer("What shall the machines do?", "database-server")
        run.expect("How many machines?")
        run.expect("> ")
        run.send(keys_to_leave)
        run.expect("Nothing is lost")
        check(run.end() == 130, f"{folder}: the exit code is not 130")
        check(not pathlib.Path(folder, "fleet.yaml").exists(), f"{folder}: a half spec is there")
        check(os.stat(f"{folder}/.fleet.interview.yaml").st_mode & 0o777 == 0o600, f"{folder}: the answers are not private")
        run = Terminal(folder, "--resume")
        run.answer("How many machines?", "1")
        run.answer("Names of the Proxmox nodes?")
        check("What shall the machines do?" not in run.text(), f"{folder}: a question came twice")
        run.expect("Storage for the disks?")
        run.send("\x03")
        run.end()


def forty_columns_in_italian():
    run = Terminal("narrow", "--lang", "it", columns=40)
    run.expect("Predefinita o avanzata?")
    run.expect("> ")
    run.send("\r")
    run.expect("A cosa servono le macchine?")
    run.expect("> ")
    run.resize(60)
    run.resize(40)
    run.send("\r")
    run.answer("Quante macchine?", "molte")
    run.expect("giusto")
    run.answer("Quante macchine?", "3")
    run.answer("Proxmox?")
    run.answer("Storage per i dischi?")
    run.answer("Debian 12?")
    run.answer("10.20.0.0/24)?", "10.20.0.0/24")
    run.answer("dell'amministratore?")
    run.answer("Scrivere fleet.yaml?")
    run.expect("risposte")
    check(run.end() == 0, "the narrow interview failed")
    long = [line for line in run.text().split("\n") if len(line) > 40 and not line.startswith("[ssh-") and "> " not in line]
    long = [line for line in long if "is valid" not in line and "fleet.yaml" not in line]
    check(not long, f"longer than 40 columns: {long}")


def plain():
    for name, arguments, environment in (("plain", [], {"ATLAS_PLAIN": "1"}), ("dumb", [], {"TERM": "dumb"}),
                                         ("flag", ["--plain", "1"], {})):
        run = Terminal(name, *arguments, **environment)
        run.answer("Default or Advanced?")
        run.answer("What shall the machines do?", "web-server")
        run.expect("How many machines?")
        run.expect("> ")
        run.send("\x03")
        run.expect("Nothing is lost")
        check(run.end() == 130, f"{name}: the exit code is not 130")
        shown = [piece for piece in run.raw.split("error[")[0].split("\x1b")[1:]]
        check(not shown, f"{name}: escape sequences for a screen reader: {shown[:3]}")
    run = Terminal("colourless", NO_COLOR="1")
    run.expect("Default or Advanced?")
    check("\x1b[1m" not in run.raw, "NO_COLOR has colours")
    run.send("\x03")
    run.end()


def pipe():
    lines = "\n\n3\npve1\n\n\n10.20.0.0/24\n" + KEY + "\n\n"
    pathlib.Path("pipe").mkdir()
    done = subprocess.run([ATLAS, "init"], cwd="pipe", input=lines, capture_output=True, text=True, check=False)
    check(done.returncode == 0, f"through a pipe: {done.stderr}")
    check("\x1b" not in done.stderr, "through a pipe: escape sequences")


newcomer()
replay()
keys()
leave_and_resume()
forty_columns_in_italian()
plain()
pipe()
report()
