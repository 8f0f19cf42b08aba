"""Boots the machines of a fleet, configures them with what ATLAS generated, and proves that they do their work.
roles.py FLEET...: names of fleets/*.yaml. Runs in namespaces of its own (roles_run.sh makes them), so that the end of this
process is the end of every machine, mount, bridge and address."""
import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import sys
import time

import play
from cgroups import Cgroups
from fleet import Fleet, HERE
from machine import Machine
from network import MIRROR_ADDRESS, Network

DISTRIBUTION = "".join(f"deb http://{MIRROR_ADDRESS}/{place} main\n" for place in (
    "debian bookworm", "debian bookworm-updates", "debian-security bookworm-security"))
CACHE = pathlib.Path(os.environ["ATLAS_TOOLS"]) / "nspawn"


class Run:
    def __init__(self, fleet, folder):
        self.fleet, self.folder = fleet, folder
        self.begun = time.monotonic()
        self.cgroups = Cgroups()
        self.machines, self.processes = [], []

    def say(self, text):
        spent = os.times().children_user + os.times().children_system
        print(f"[{self.fleet.name} {time.monotonic() - self.begun:4.0f} s, {spent:.0f}+{self.cgroups.seconds():.0f} s of CPU] {text}",
              flush=True)

    def ssh(self, machine, command):
        return subprocess.run(["ssh", "-F", self.folder / "ssh_config", machine, command], text=True, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def prepare(self):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", self.folder / "key"], check=True)
        self.fleet.generate(self.folder / "site", (self.folder / "key.pub").read_text().strip())
        planned = self.fleet.machines()
        self.plan = {name: planned[name] for name in self.fleet.only or planned}
        lines = []
        for name, machine in self.plan.items():
            lines += [f"Host {name}", f"  HostName {machine['inventory']['address']}", f"  User {machine['user']['name']}"]
        (self.folder / "ssh_config").write_text("\n".join(lines + [
            "Host *", f"  IdentityFile {self.folder}/key", "  IdentitiesOnly yes", "  StrictHostKeyChecking accept-new",
            f"  UserKnownHostsFile {self.fleet.output}/inventory/known_hosts", "  ConnectTimeout 5", "  BatchMode yes",
            "  LogLevel ERROR", "  ControlMaster auto", f"  ControlPath {self.folder}/c-%n", "  ControlPersist 120", ""]))
        # Not the user's own folders: another run's machines may have the same addresses, and its connections stay open.
        os.environ.update(ANSIBLE_PRIVATE_KEY_FILE=str(self.folder / "key"), ANSIBLE_HOME=str(self.folder / "ansible-home"),
                          ANSIBLE_SSH_CONTROL_PATH_DIR=str(self.folder / "cp"))

    def boot(self):
        network = Network(self.plan, self.folder)
        network.start()
        self.processes.append(network.resolver)
        upstream = [os.environ["ATLAS_UPSTREAM"]] if os.environ.get("ATLAS_UPSTREAM") else []
        self.processes.append(subprocess.Popen([sys.executable, HERE / "mirror.py", MIRROR_ADDRESS, "80", CACHE / "mirror",
                                                self.folder / "mirror.log", *upstream]))
        for name, plan in self.plan.items():
            machine = Machine(name, plan, CACHE / "base", self.folder / "machines" / name, self.cgroups)
            self.machines.append(machine)
            machine.make(DISTRIBUTION if self.fleet.checks else "")
            machine.start()
        with concurrent.futures.ThreadPoolExecutor(len(self.machines)) as pool:
            list(pool.map(lambda machine: machine.wait(self.ssh), self.machines))
        self.say(f"{len(self.machines)} machines are up: {' '.join(self.plan)}")

    def play(self, record, *options):
        if self.fleet.only:
            options = [*options, "--limit", ",".join(self.plan)]
        return play.run(self.fleet.output / "ansible", "site.yml", self.folder / f"{record}.jsonl", *options)

    def changes_nothing(self, tasks, run):
        again = [f"  {task['host']}: {task['task']} ({task['path']})" for task in play.changed(tasks)]
        if again:
            raise play.Failed(f"the {run} changed something:\n" + "\n".join(again))
        self.say(f"{run}: {len(tasks)} tasks, changed=0 on every machine")

    def converge(self):
        if self.fleet.checks:
            bare = self.play("bare", "--check")
            self.say(f"check mode on bare machines: {len(bare)} tasks, {len(play.changed(bare))} would change something")
        first = self.play("first")
        self.say(f"site.yml: {len(first)} tasks, {len(play.changed(first))} changed something")
        if play.hosts(first) != set(self.plan):
            raise play.Failed(f"site.yml reached only {sorted(play.hosts(first))}")
        self.changes_nothing(self.play("second"), "second run")
        if self.fleet.checks:
            self.changes_nothing(self.play("check", "--check"), "check mode afterwards")
        if "/pool/" not in (self.folder / "mirror.log").read_text():
            raise play.Failed("no package came from the mirror of the site")

    def prove(self):
        failed = False
        for proof in self.fleet.proofs():
            environment = dict(os.environ, OUTPUT=str(self.fleet.output), WORK=str(self.folder),
                               MACHINES=" ".join(self.plan))
            done = subprocess.run(["bash", proof], env=environment, stdin=subprocess.DEVNULL, cwd=self.folder)
            word = {0: "ok", 77: "SKIP"}.get(done.returncode, "FAIL")
            self.say(f"{word}: proof {proof.stem}")
            failed |= word == "FAIL"
        if failed:
            raise play.Failed("a proof failed")

    def end(self):
        for machine in self.machines:
            if machine.process and machine.process.poll() is None:
                machine.process.terminate()
        for machine in self.machines:
            machine.stop()
        for process in self.processes:
            process.terminate()
        self.cgroups.remove()


def run_fleet(name):
    fleet = Fleet(HERE / "fleets" / f"{name}.yaml")
    folder = pathlib.Path.cwd() / name
    folder.mkdir()
    run = Run(fleet, folder)
    if fleet.lacks:
        run.say(f"SKIP: {fleet.lacks}; runs when ATLAS_TEST_MIRROR is given")
        return None
    for component, reason in fleet.without.items():
        run.say(f"SKIP: {component}: {reason}")
    try:
        run.prepare()
        run.boot()
        run.converge()
        run.prove()
        return True
    except (play.Failed, RuntimeError, subprocess.CalledProcessError) as problem:
        run.say(f"FAIL: {problem}")
        if os.environ.get("ATLAS_STAY"):
            run.say(f"the machines stay until this shell ends; ssh -F {folder}/ssh_config MACHINE")
            subprocess.run(["bash", "-i"])
        return False
    finally:
        run.end()
        if os.environ.get("FLEETS_KEEP"):
            shutil.copytree(folder, pathlib.Path(os.environ["FLEETS_KEEP"]) / name, dirs_exist_ok=True,
                            ignore=shutil.ignore_patterns("machines", "c-*", "ansible-home"))


def main():
    results = {name: run_fleet(name) for name in sys.argv[1:]}
    if False in results.values():
        return 1
    return 0 if True in results.values() else 77


if __name__ == "__main__":
    sys.exit(main())
