"""One machine: the template's files under an overlay of its own, given what a hypervisor and cloud-init give (name, user,
keys, name servers, disks), booted by systemd-nspawn in its network namespace."""
import os
import pathlib
import shutil
import signal
import subprocess
import time

SECONDS_TO_BOOT = 120
DISK_BYTES = 4 << 30


class Machine:
    def __init__(self, name, plan, template, folder, cgroups):
        self.name, self.plan, self.template = name, plan, pathlib.Path(template).resolve()
        self.folder = pathlib.Path(folder)
        self.root = self.folder / "root"
        self.cgroups = cgroups
        self.process = None
        self.disks = []

    def make(self, sources=""):
        """sources: what APT asks before the site's mirror is known; without them check mode knows no package"""
        upper, inner = self.folder / "upper", self.folder / "inner"
        for path in (upper, inner, self.root):
            path.mkdir(parents=True)
        subprocess.run(["mount", "-t", "overlay", "overlay", "-o",
                        f"lowerdir={self.template},upperdir={upper},workdir={inner}", self.root], check=True)
        self._write("etc/hostname", self.name + "\n")
        self._write("etc/hosts", "127.0.0.1 localhost\n::1 localhost ip6-localhost\n")
        dns = self.plan.get("dns") or {}
        self._write("etc/resolv.conf", "".join([f"search {dns['domain']}\n" if dns.get("domain") else ""]
                                               + [f"nameserver {server}\n" for server in dns.get("servers", [])]))
        if sources:
            self._write("etc/apt/sources.list", sources)
        self._make_user()
        self._make_disks()

    def _write(self, path, text, mode=0o644):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        file.chmod(mode)

    def _make_user(self):
        user = self.plan["user"]
        subprocess.run(["chroot", self.root, "useradd", "--create-home", "--shell", "/bin/bash", user["name"]], check=True)
        home = f"home/{user['name']}/.ssh"
        (self.root / home).mkdir(mode=0o700)
        self._write(f"{home}/authorized_keys", "\n".join(user["ssh_keys"]) + "\n", 0o600)
        subprocess.run(["chroot", self.root, "chown", "-R", f"{user['name']}:", f"/{home}"], check=True)
        self._write("etc/sudoers.d/90-cloud-init-users", f"{user['name']} ALL=(ALL) NOPASSWD:ALL\n", 0o440)

    def _make_disks(self):
        """Sparse files as loop devices, found inside by the serial number as on a virtual machine."""
        lines = []
        for disk in self.plan["disks"][1:]:
            file = self.folder / f"{disk['serial']}.disk"
            with open(file, "wb") as image:
                image.truncate(min(disk["size_gib"] << 30, DISK_BYTES))
            device = subprocess.run(["losetup", "--find", "--show", file], check=True, text=True,
                                    stdout=subprocess.PIPE).stdout.strip()
            held = open(device, "rb")
            # Detaching a device in use detaches it when the last user goes, also when this test is killed.
            subprocess.run(["losetup", "--detach", device], check=True)
            self.disks.append((device, held))
            lines.append(f"L /dev/disk/by-id/virtio-{disk['serial']} - - - - {device}\n")
        self._write("etc/tmpfiles.d/disks.conf", "d /dev/disk/by-id 0755 root root -\n" + "".join(lines))

    def start(self):
        log = open(self.folder / "console.log", "wb")
        # What a virtual machine has and a container engine inside needs: its own network's rules, key rings, device rules.
        command = ["env", "SYSTEMD_NSPAWN_API_VFS_WRITABLE=network", "systemd-nspawn", "--quiet", "--boot", "--console=pipe",
                   f"--directory={self.root}", f"--machine={self.name}", "--register=no", "--keep-unit",
                   f"--network-namespace-path=/run/netns/{self.name}", "--resolv-conf=off", "--timezone=off", "--link-journal=no",
                   "--capability=CAP_NET_ADMIN", "--system-call-filter=@keyring bpf",
                   *[f"--bind={device}" for device, _ in self.disks]]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                        preexec_fn=lambda: self.cgroups.enter(self.name))

    def wait(self, ssh):
        """ssh: runs a command on the machine by its name and returns a CompletedProcess"""
        deadline = time.monotonic() + SECONDS_TO_BOOT
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.name} did not boot: {self.console()}")
            state = ssh(self.name, "systemctl is-system-running --wait").stdout.strip()
            if state == "running":
                return
            if state == "degraded":
                failed = ssh(self.name, "systemctl --failed --plain --no-legend").stdout
                raise RuntimeError(f"{self.name} booted with failed units:\n{failed}")
            time.sleep(1)
        raise RuntimeError(f"{self.name} is not up after {SECONDS_TO_BOOT} s: {self.console()}")

    def console(self):
        return (self.folder / "console.log").read_text(errors="replace")[-2000:].strip()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        for _, held in self.disks:
            held.close()
        if os.path.ismount(self.root):
            subprocess.run(["umount", "--lazy", self.root], check=False)
        for name in ("upper", "inner"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
