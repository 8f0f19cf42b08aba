"""Runs the generated scripts for real against the far side of the wire: an HTTPS server that answers like Proxmox VE,
and tofu and ansible programs that record how they were called."""
import json
import os
import pathlib
import pty
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.environ["ATLAS_ROOT"] + "/tests/functional/support")
from scripts_fake_pve import TOKEN, FakePve  # noqa: E402

PASSPHRASE = "correct-horse-battery-staple"
HERE = pathlib.Path.cwd()
SHIM = r'''#!/usr/bin/env python3
import hashlib, json, os, pathlib, signal, sys, time
log = pathlib.Path(os.environ["SHIM_LOG"])
name = os.path.basename(sys.argv[0])
arguments = [a for a in sys.argv[1:] if not a.startswith("-chdir=")]
def record(**more):
    with log.open("a") as f:
        f.write(json.dumps({"program": name, "arguments": arguments, **more}) + "\n")
record(cmdline=pathlib.Path("/proc/self/cmdline").read_bytes().decode(), leader=os.getsid(0) == os.getpid(),
       has_secret="TF_VAR_state_passphrase" in os.environ)
if name == "ansible-playbook":
    sys.exit(int(os.environ.get("SHIM_PLAY_RC", "0")))
if arguments[0] == "version":
    print('{"terraform_version": "1.10.6"}')
elif arguments[:2] == ["state", "list"]:
    print(os.environ.get("SHIM_STATE", ""))
elif arguments[0] == "plan":
    out = [a[5:] for a in arguments if a.startswith("-out=")]
    if out:
        pathlib.Path(out[0]).write_text(os.environ["SHIM_PLAN"])
    sys.exit(int(os.environ.get("SHIM_PLAN_RC", "2")) if "-detailed-exitcode" in arguments else 0)
elif arguments[0] == "show":
    print(pathlib.Path(arguments[-1]).read_text() if "-json" in arguments else "Plan: the plan as text")
elif arguments[0] == "apply":
    text = pathlib.Path(arguments[-1]).read_text()
    record(applied=hashlib.sha256(text.encode()).hexdigest())
    if os.environ.get("SHIM_SLOW"):
        hits = []
        signal.signal(signal.SIGINT, lambda *_: hits.append(1))
        record(waiting=os.getpid())
        for _ in range(100):
            time.sleep(0.1)
            if hits:
                break
        time.sleep(0.5)   # the running steps end, the state is saved
        record(saved=True, interrupts=len(hits))
        sys.exit(1)
'''


class Bed:
    """One generated tree, one fake cluster, the recording programs."""

    def __init__(self):
        spec = os.environ["ATLAS_ROOT"] + "/examples/shop/fleet.yaml"
        subprocess.run([os.environ["ATLAS"], "--quiet", "generate", spec, "-o", "out", "--lock", "lock.yaml"], check=True)
        self.out = HERE / "out"
        self.facts = self.read_facts()
        self.bin = HERE / "bin"
        self.bin.mkdir()
        for name in ("tofu", "ansible-playbook"):
            (self.bin / name).write_text(SHIM)
            (self.bin / name).chmod(0o755)
        self.log = HERE / "shim.log"
        self.use_loopback()
        self.number = 0

    def read_facts(self):
        text = subprocess.run(
            ["bash", "-c", '. "$1"; for i in "${!ATLAS_HOSTS[@]}"; do echo "${ATLAS_HOSTS[i]} ${ATLAS_VMIDS[i]} '
             '${ATLAS_NODES[i]} ${ATLAS_PROTECTED[i]}"; done; echo "template ${ATLAS_TEMPLATE_VMIDS[0]} '
             '${ATLAS_TEMPLATE_NODES[0]} false"', "facts", str(self.out / "scripts/fleet.env")],
            check=True, capture_output=True, text=True).stdout
        return {n: (int(i), node, p == "true") for n, i, node, p in map(str.split, text.splitlines())}

    # The machines' addresses become loopback addresses, so that a listener can stand in for their ports.
    def use_loopback(self):
        path = self.out / "scripts/fleet.env"
        count = len(self.facts) - 1
        self.addresses = [f"127.0.77.{i + 1}" for i in range(count)]
        text, found = re.subn(r"^ATLAS_ADDRESSES=\(.*?\)$", f"ATLAS_ADDRESSES=({' '.join(self.addresses)})",
                              path.read_text(), flags=re.M | re.S)
        assert found == 1
        path.write_text(text)

    def fresh(self, created=True):
        self.number += 1
        self.state = HERE / f"state{self.number}"
        self.log.unlink(missing_ok=True)
        self.pve = FakePve(self.new_folder())
        vmid, node, _ = self.facts["template"]
        self.pve.add(vmid, "debian-12", node, "stopped", template=1)
        if created:
            for name, (vmid, node, protected) in self.facts.items():
                if name != "template":
                    self.pve.add(vmid, name, node, protection=1 if protected else 0)
        return self.pve

    def new_folder(self):
        folder = HERE / f"tls{self.number}"
        folder.mkdir()
        return folder

    def environment(self, **more):
        keep = {k: v for k, v in os.environ.items() if k in ("HOME", "LANG")}
        return {**keep, "PATH": f"{self.bin}:/usr/bin:/bin", "SHIM_LOG": str(self.log), "ATLAS_STATE_DIR": str(self.state),
                "PROXMOX_VE_ENDPOINT": self.pve.endpoint, "PROXMOX_VE_API_TOKEN": TOKEN, "SSL_CERT_FILE": self.pve.cert,
                "TF_VAR_state_passphrase": PASSPHRASE, "ATLAS_POLL_SECONDS": "0.1", "ATLAS_PROBE_SECONDS": "1",
                "ATLAS_READY_SECONDS": "5", "SHIM_PLAN": "{}", **more}

    def run(self, script, *arguments, **more):
        result = subprocess.run([str(self.out / "scripts" / script), *arguments], env=self.environment(**more),
                                stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
        for secret in (TOKEN, TOKEN.split("=")[1], PASSPHRASE):
            assert secret not in result.stdout + result.stderr, "a secret was printed"
            assert secret not in self.shim_text(), "a secret was an argument"
        return result

    def shim_text(self):
        return self.log.read_text() if self.log.exists() else ""

    def calls(self, program="tofu"):
        return [c for c in map(json.loads, self.shim_text().splitlines()) if c["program"] == program]

    def verbs(self):
        return [c["arguments"][0] for c in self.calls() if "cmdline" in c]

    def plan(self, create=(), delete=(), replace=()):
        def change(name, actions):
            vmid, node, _ = self.facts.get(name, (7777, "pve1", False))
            value = {"name": name, "vm_id": vmid, "node_name": node}
            return {"mode": "managed", "type": "proxmox_virtual_environment_vm",
                    "address": f'module.wave_1["{name}"].proxmox_virtual_environment_vm.this',
                    "change": {"actions": actions, "before": value if "delete" in actions else None,
                               "after": value if "create" in actions else None}}
        changes = [change(n, ["create"]) for n in create] + [change(n, ["delete"]) for n in delete]
        return json.dumps({"resource_changes": changes + [change(n, ["delete", "create"]) for n in replace]})


def expect(result, code, *texts):
    everything = result.stdout + result.stderr
    assert result.returncode == code, f"exit code {result.returncode}, not {code}:\n{everything}"
    for text in texts:
        assert text in everything, f"'{text}' is not in:\n{everything}"
    return everything


class Listeners:
    """Accepts connections on the machines' ports."""

    def __init__(self, addresses, ports):
        self.sockets = []
        for address in addresses:
            for port in ports:
                s = socket.socket()
                s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                s.bind((address, port))
                s.listen(16)
                threading.Thread(target=self.accept, args=(s,), daemon=True).start()
                self.sockets.append(s)

    def accept(self, listener):
        while True:
            try:
                listener.accept()[0].close()
            except OSError:
                return

    def close(self):
        for s in self.sockets:
            s.shutdown(socket.SHUT_RDWR)
            s.close()


# ------------------------------------------------------------------ deploy

def test_deploy_applies_only_the_saved_plan(bed):
    bed.fresh(created=False)
    plan = bed.plan(create=["web-01", "web-02"])
    expect(bed.run("deploy.sh", "--stage", "plan", SHIM_PLAN=plan), 0, "Plan: the plan as text", "plan saved")
    assert "apply" not in bed.verbs()
    saved = bed.state / "fleet.tfplan"
    assert saved.stat().st_mode & 0o077 == 0, "others can read the plan"
    expect(bed.run("deploy.sh", "--stage", "apply", "--confirm", "shop"), 0)
    import hashlib
    applied = [c["applied"] for c in bed.calls() if "applied" in c]
    assert applied == [hashlib.sha256(plan.encode()).hexdigest()]
    call = next(c for c in bed.calls() if c["arguments"][0] == "apply" and "cmdline" in c)
    assert call["leader"], "tofu must lead its own session"
    assert {"-input=false", "-lock-timeout=5m", "-parallelism=3"} <= set(call["arguments"])
    assert not saved.exists(), "a used plan stays behind"
    assert not bed.pve.writes(), "the preflight wrote to the cluster"


def test_deploy_refuses_a_plan_that_was_not_approved(bed):
    bed.fresh(created=False)
    plan = bed.plan(create=["web-01"])
    expect(bed.run("deploy.sh", "--stage", "plan", SHIM_PLAN=plan), 0)
    expect(bed.run("deploy.sh", "--stage", "apply", "--confirm", "shop", "--plan-sha256", "0" * 64), 1, "not the approved one")
    assert "apply" not in bed.verbs()


def test_deploy_stops_at_a_taken_vmid(bed):
    pve = bed.fresh(created=False)
    vmid = bed.facts["web-01"][0]
    pve.add(vmid, "payroll")
    expect(bed.run("deploy.sh", "--confirm", "shop", SHIM_PLAN=bed.plan(create=["web-01"])), 1,
           f"VMID {vmid}", "taken by 'payroll'", "nothing was changed")
    assert "apply" not in bed.verbs()


def test_deploy_stops_at_a_vmid_that_the_token_cannot_see(bed):
    pve = bed.fresh(created=False)
    vmid = bed.facts["web-01"][0]
    pve.add(vmid, "secret-machine")
    pve.hidden.add(vmid)
    expect(bed.run("deploy.sh", "--confirm", "shop", SHIM_PLAN=bed.plan(create=["web-01"])), 1, "may not see")
    assert "apply" not in bed.verbs()


def test_deploy_offers_to_adopt_its_own_left_over(bed):
    pve = bed.fresh(created=False)
    vmid, node, _ = bed.facts["web-01"]
    pve.add(vmid, "web-01", node)
    expect(bed.run("deploy.sh", "--confirm", "shop", SHIM_PLAN=bed.plan(create=["web-01"])), 1,
           f"tofu import 'module.wave_1[\"web-01\"].proxmox_virtual_environment_vm.this' {node}/{vmid}")


def test_deploy_looks_again_right_before_it_applies(bed):
    pve = bed.fresh(created=False)
    vmid = bed.facts["web-01"][0]
    seen = []

    def somebody_is_quicker():   # after the first guard, while the question stands there
        seen.append(1)
        if len(seen) == 2:
            pve.guests[vmid] = {"name": "quick", "node": "pve1", "status": "running", "template": 0, "config": {}}
    pve.on_nextid = somebody_is_quicker
    expect(bed.run("deploy.sh", "--confirm", "shop", SHIM_PLAN=bed.plan(create=["web-01"])), 1, "is taken")
    assert len(seen) >= 2 and "apply" not in bed.verbs()


def test_deploy_refuses_destruction_that_nobody_named(bed):
    bed.fresh()
    plan = bed.plan(replace=["web-01"])
    expect(bed.run("deploy.sh", "--confirm", "shop", SHIM_PLAN=plan), 1, "the plan destroys web-01", "--allow-destroy")
    expect(bed.run("deploy.sh", "--confirm", "shop", "--allow-destroy", "web-02", SHIM_PLAN=plan), 1, "the plan destroys web-01")
    assert "apply" not in bed.verbs()
    expect(bed.run("deploy.sh", "--stage", "plan", "--allow-destroy", "web-01", SHIM_PLAN=plan), 0, "will be destroyed")


def test_deploy_never_destroys_a_foreign_or_protected_machine(bed):
    pve = bed.fresh()
    vmid = bed.facts["web-01"][0]
    pve.guests[vmid]["name"] = "payroll"
    allowed = ("--confirm", "shop", "--allow-destroy", "web-01", "--allow-destroy", "db-01")
    expect(bed.run("deploy.sh", *allowed, SHIM_PLAN=bed.plan(delete=["web-01"])), 1, "VM %d is 'payroll'" % vmid)
    expect(bed.run("deploy.sh", *allowed, SHIM_PLAN=bed.plan(delete=["db-01"])), 1, "db-01, which is protected")
    assert "apply" not in bed.verbs()


def test_deploy_checks_nodes_templates_and_credentials_first(bed):
    pve = bed.fresh(created=False)
    pve.nodes["pve2"] = "offline"
    expect(bed.run("deploy.sh", "--stage", "preflight"), 1, "node pve2 is offline")
    pve.nodes["pve2"] = "online"
    pve.guests[bed.facts["template"][0]]["template"] = 0
    expect(bed.run("deploy.sh", "--stage", "preflight"), 1, "is no template")
    del pve.guests[bed.facts["template"][0]]
    expect(bed.run("deploy.sh", "--stage", "preflight"), 1, "no VM")
    expect(bed.run("deploy.sh", "--stage", "preflight", PROXMOX_VE_API_TOKEN=""), 1, "PROXMOX_VE_API_TOKEN is not set")
    expect(bed.run("deploy.sh", "--stage", "preflight", PROXMOX_VE_API_TOKEN="a@pve!b=wrong-0"), 1, "refused (401)")
    expect(bed.run("deploy.sh", "--stage", "preflight", TF_VAR_state_passphrase=""), 1, "TF_VAR_state_passphrase")
    expect(bed.run("deploy.sh", "--stage", "preflight", SSL_CERT_FILE=""), 1, "no answer")
    expect(bed.run("deploy.sh", "--stage", "preflight", CI="true"), 1, "shared backend")
    expect(bed.run("deploy.sh", "--stage", "preflight", PATH="/nonexistent:/usr/bin:/bin"), 1, "neither tofu nor terraform")


def test_deploy_survives_a_busy_api(bed):
    bed.fresh(created=False).busy = 2
    expect(bed.run("deploy.sh", "--stage", "preflight"), 0, "preflight passed")


def test_dry_run_changes_nothing(bed):
    for script, arguments in (("deploy.sh", []), ("destroy.sh", []), ("backup.sh", []), ("maintenance.sh", ["stop"]),
                              ("maintenance.sh", ["snapshot"]), ("restore.sh", ["--machine", "web-01", "--test"]),
                              ("restore.sh", ["--machine", "web-01", "--in-place"]), ("maintenance.sh", ["patch"])):
        pve = bed.fresh()
        for guest in pve.guests.values():
            guest["config"]["protection"] = 0
        pve.backups.append({"volid": "pbs-main:1", "vmid": bed.facts["web-01"][0], "ctime": 1, "size": 10**9})
        before = snapshot_of(bed.out)
        result = bed.run(script, *arguments, "--dry-run")
        if script == "destroy.sh":
            expect(result, 1, "protected")
        else:
            expect(result, 0, "would")
        assert not pve.writes(), f"{script} {arguments} wrote: {pve.writes()}"
        assert set(bed.verbs()) <= {"version"}, f"{script} ran tofu {bed.verbs()}"
        assert not bed.calls("ansible-playbook")
        assert not bed.state.exists(), f"{script} {arguments} left {list(bed.state.iterdir())}"
        assert snapshot_of(bed.out) == before, f"{script} {arguments} changed the tree"


def snapshot_of(folder):
    return {p: (p.stat().st_size, p.stat().st_mtime_ns) for p in folder.rglob("*")}


def test_nobody_to_answer_is_wrong_usage(bed):
    bed.fresh(created=False)
    expect(bed.run("deploy.sh", SHIM_PLAN=bed.plan(create=["web-01"])), 2, "--confirm shop")
    expect(bed.run("deploy.sh", "--confirm", "shopp", SHIM_PLAN=bed.plan(create=["web-01"])), 1, "not the name of this fleet")
    assert "apply" not in bed.verbs()


def test_typing_the_name_on_a_terminal(bed):
    for typed, applied in (("shop\n", True), ("yes\n", False)):
        bed.fresh(created=False)
        expect(bed.run("deploy.sh", "--stage", "plan", SHIM_PLAN=bed.plan(create=["web-01"])), 0)
        parent, child = pty.openpty()
        process = subprocess.Popen([bed.out / "scripts/deploy.sh", "--stage", "apply"], env=bed.environment(), stdin=child,
                                   stdout=child, stderr=child, start_new_session=True)
        os.close(child)
        os.write(parent, typed.encode())
        drain(parent)
        assert (process.wait(60) == 0) == applied
        assert ("apply" in bed.verbs()) == applied


def drain(fd):
    try:
        while os.read(fd, 4096):
            pass
    except OSError:
        pass


def test_held_lock_is_exit_code_3(bed):
    bed.fresh()
    bed.state.mkdir()
    with open(bed.state / "lock", "w") as lock:
        import fcntl
        fcntl.flock(lock, fcntl.LOCK_EX)
        for script, arguments in (("deploy.sh", []), ("destroy.sh", []), ("backup.sh", []), ("maintenance.sh", ["stop"]),
                                  ("restore.sh", ["--machine", "web-01", "--test"])):
            expect(bed.run(script, *arguments), 3, "another run works on shop")
    assert not bed.pve.calls


def test_ctrl_c_lets_tofu_end_its_steps(bed):
    bed.fresh(created=False)
    expect(bed.run("deploy.sh", "--stage", "plan", SHIM_PLAN=bed.plan(create=["web-01"])), 0)
    # Ctrl-C goes to the whole foreground process group: a group of our own stands for the terminal's.
    process = subprocess.Popen([bed.out / "scripts/deploy.sh", "--stage", "apply", "--confirm", "shop"],
                               env=bed.environment(SHIM_SLOW="1"), stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                               start_new_session=True)
    deadline = time.time() + 30
    while not any("waiting" in c for c in bed.calls()):
        assert time.time() < deadline and process.poll() is None
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGINT)
    time.sleep(0.2)
    os.killpg(process.pid, signal.SIGINT)
    text = process.communicate(timeout=60)[1]
    assert process.returncode == 130, (process.returncode, text)
    assert "interrupt: no new step begins" in text and "still waiting" in text
    last = bed.calls()[-1]
    assert last.get("saved") and last["interrupts"] == 1, last
    expect(bed.run("deploy.sh", "--stage", "preflight"), 0)   # the lock is free again


def test_ctrl_c_with_the_real_tofu(bed):
    tofu = shutil.which("tofu", path=os.environ["ATLAS_TOOLS"] + "/bin")
    if not tofu:
        print("     (tofu is not installed: tried with the recording program only)")
        return
    bed.fresh(created=False)
    tree = HERE / "real"
    shutil.copytree(bed.out, tree)
    shutil.rmtree(tree / "terraform")
    (tree / "terraform").mkdir()
    (tree / "terraform/main.tf").write_text(
        'resource "terraform_data" "first" {\n  provisioner "local-exec" {\n    command = "touch begun; exec sleep 20"\n  }\n}\n'
        'resource "terraform_data" "second" {\n  depends_on = [terraform_data.first]\n}\n')
    environment = bed.environment(PATH=f"{os.path.dirname(tofu)}:/usr/bin:/bin")
    deploy = tree / "scripts/deploy.sh"
    expect(subprocess.run([deploy, "--stage", "plan"], env=environment, capture_output=True, text=True), 0, "plan saved")
    process = subprocess.Popen([deploy, "--stage", "apply", "--confirm", "shop"], env=environment, stdin=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, text=True, start_new_session=True)
    deadline = time.time() + 30
    while not (tree / "terraform/begun").exists():
        assert time.time() < deadline and process.poll() is None
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGINT)
    os.killpg(process.pid, signal.SIGINT)
    text = process.communicate(timeout=60)[1]
    assert process.returncode == 130, (process.returncode, text)
    assert "Gracefully shutting down" in text and "Two interrupts received" not in text and "Plugin did not respond" not in text
    listed = subprocess.run([tofu, f"-chdir={tree}/terraform", "state", "list"], capture_output=True, text=True, env=environment)
    assert listed.stdout.split() == ["terraform_data.first"], "what had begun is not in the state, or the next step began"


def test_deploy_from_plan_to_health(bed):
    bed.fresh()
    listeners = Listeners(bed.addresses, [22, 80])
    try:
        expect(bed.run("deploy.sh", "--confirm", "shop", SHIM_PLAN=bed.plan(create=[])), 0, "all well")
    finally:
        listeners.close()
    assert bed.verbs().count("apply") == 1
    play = bed.calls("ansible-playbook")[0]["arguments"]
    assert play[-1] == "site.yml" and str(bed.out / "inventory/hosts.yml") in play
    bed.fresh()
    expect(bed.run("deploy.sh", "--stage", "configure", ATLAS_READY_SECONDS="0"), 1, "no SSH after")
    assert not bed.calls("ansible-playbook")


def test_no_change_applies_nothing(bed):
    bed.fresh()
    expect(bed.run("deploy.sh", "--stage", "plan", SHIM_PLAN_RC="0"), 0, "no change")
    expect(bed.run("maintenance.sh", "drift", SHIM_PLAN_RC="0"), 0, "no drift")
    expect(bed.run("maintenance.sh", "drift", SHIM_PLAN_RC="2"), 10, "differs")
    expect(bed.run("maintenance.sh", "drift", SHIM_PLAN_RC="1"), 1, "planning failed")


# ------------------------------------------------------------------ destroy

def unprotected(bed):
    path = bed.out / "scripts/fleet.env"
    old = path.read_text()
    path.write_text(re.sub(r"^ATLAS_PROTECTED=\(.*?\)$", f"ATLAS_PROTECTED=({'false ' * (len(bed.facts) - 1)})", old, flags=re.M | re.S))
    return lambda: path.write_text(old)


def test_destroy_refuses_protected_and_foreign(bed):
    pve = bed.fresh()
    expect(bed.run("destroy.sh", "--confirm", "shop"), 1, "protected: db-01 db-02")
    put_back = unprotected(bed)
    try:
        expect(bed.run("destroy.sh", "--confirm", "shop"), 1, "protected: db-01 db-02")   # live, on the cluster
        for guest in pve.guests.values():
            guest["config"]["protection"] = 0
        pve.guests[bed.facts["web-02"][0]]["name"] = "payroll"
        expect(bed.run("destroy.sh", "--confirm", "shop"), 1, "somebody else's machine")
    finally:
        put_back()
    assert not bed.verbs() or set(bed.verbs()) == {"version"}


def test_a_guard_that_still_stands_is_named_before_any_plan(bed):
    pve = bed.fresh()
    guard = """terraform_data.protected_machine["db-01"]"""
    put_back = unprotected(bed)
    try:
        for guest in pve.guests.values():
            guest["config"]["protection"] = 0
        for script, *rest in (("destroy.sh",), ("deploy.sh", "--stage", "plan")):
            result = bed.run(script, "--confirm", "shop", *rest, SHIM_STATE=guard, SHIM_PLAN=bed.plan(create=[]))
            expect(result, 1, f"state rm '{guard}'")
        assert "plan" not in bed.verbs()
    finally:
        put_back()
    # A protected machine keeps its guard: nothing to say.
    expect(bed.run("deploy.sh", "--stage", "plan", SHIM_STATE=guard, SHIM_PLAN=bed.plan(create=[])), 0)


def test_destroy_backs_up_first_and_stops_when_that_fails(bed):
    put_back = unprotected(bed)
    try:
        for result, code in (("OK", 0), ("job errors", 10)):
            pve = bed.fresh()
            for guest in pve.guests.values():
                guest["config"]["protection"] = 0
            pve.task_result["vzdump"] = result
            expect(bed.run("destroy.sh", "--confirm", "shop", "--backup-first"), code)
            assert ("apply" in bed.verbs()) == (code == 0)
            plan = next(c for c in bed.calls() if c["arguments"][0] == "plan")["arguments"]
            assert "-destroy" in plan
    finally:
        put_back()


# ------------------------------------------------------------------ backup, restore, maintenance, health

def test_backup_proves_each_backup(bed):
    pve = bed.fresh()
    metrics = HERE / f"metrics{bed.number}"
    metrics.mkdir()
    text = expect(bed.run("backup.sh", "--machine", "web-01", "--machine", "db-01", ATLAS_TEXTFILE_DIR=str(metrics)), 0)
    assert "2 machine(s) backed up" in text
    call = next(q for m, p, q in pve.calls if p.endswith("/vzdump"))
    assert call["mode"] == "snapshot" and call["remove"] == "0" and call["storage"] == "pbs-main"
    files = sorted(p.name for p in metrics.iterdir())
    assert files == ["atlas_backup_db-01.prom", "atlas_backup_web-01.prom"]
    assert 'atlas_backup_size_bytes{instance="db-01",fleet="shop"} 5000000000' in (metrics / files[0]).read_text()


def test_backup_names_what_failed(bed):
    pve = bed.fresh()
    pve.task_result["vzdump"] = "job errors"
    expect(bed.run("backup.sh", "--machine", "web-01"), 10, "job errors", "no new backup of: web-01")
    pve = bed.fresh()
    del pve.guests[bed.facts["web-01"][0]]
    expect(bed.run("backup.sh", "--machine", "web-01"), 10, "is not on the cluster")


def test_restore(bed):
    vmid, node, _ = bed.facts["web-01"]

    def with_backups():
        pve = bed.fresh()
        pve.backups += [{"volid": f"pbs-main:{i}", "vmid": vmid, "ctime": i, "size": 10**9} for i in (1, 3, 2)]
        return pve
    with_backups()
    listed = bed.run("restore.sh", "--machine", "web-01", "--list")
    assert [line.split("\t")[0] for line in listed.stdout.splitlines()] == ["pbs-main:3", "pbs-main:2", "pbs-main:1"]

    pve = with_backups()
    expect(bed.run("restore.sh", "--machine", "web-01", "--to-vmid", str(vmid)), 1, "is taken")
    expect(bed.run("restore.sh", "--machine", "web-01", "--to-vmid", "4000", "--backup", "pbs-main:1"), 0, "VM 4000")
    assert next(q for m, p, q in pve.calls if (m, p) == ("POST", f"/nodes/{node}/qemu"))["archive"] == "pbs-main:1"
    assert pve.guests[4000]["status"] == "stopped"

    pve = with_backups()
    before = set(pve.guests)
    expect(bed.run("restore.sh", "--machine", "web-01", "--test"), 0, "passed", "removing the test machine")
    assert set(pve.guests) == before, "the test machine stays behind"
    assert any("link_down=1" in q.get("net0", "") for m, p, q in pve.calls if m == "PUT"), "its cable was not pulled"

    pve = with_backups()
    pve.task_result["qmstart"] = "start failed"
    expect(bed.run("restore.sh", "--machine", "web-01", "--test"), 1, "does not start")
    assert set(pve.guests) == before, "the test machine stays behind after a failure"

    with_backups()
    expect(bed.run("restore.sh", "--machine", "web-01", "--in-place"), 2, "--confirm")
    expect(bed.run("restore.sh", "--machine", "db-01", "--in-place", "--confirm", "shop"), 1, "no backup of db-01")
    pve = with_backups()
    expect(bed.run("restore.sh", "--machine", "web-01", "--in-place", "--confirm", "shop"), 0, "is restored and starts")
    order = [p.rsplit("/", 1)[1] for m, p in pve.writes()]
    assert order == ["shutdown", "qemu", "start"], order


def test_power_goes_in_order(bed):
    pve = bed.fresh()
    expect(bed.run("maintenance.sh", "stop", "--confirm", "shop"), 0)
    stopped = [int(re.search(r"/qemu/(\d+)/", p)[1]) for _, p in pve.writes()]
    names = {i: n for n, (i, _, _) in bed.facts.items()}
    order = [names[i] for i in stopped]
    assert order.index("lb-01") < order.index("web-01") < order.index("db-01"), order
    pve.calls.clear()
    expect(bed.run("maintenance.sh", "start"), 0)
    order = [names[int(re.search(r"/qemu/(\d+)/", p)[1])] for _, p in pve.writes()]
    assert order.index("db-01") < order.index("web-01") < order.index("lb-01"), order
    expect(bed.run("maintenance.sh", "status"), 0, "running")
    expect(bed.run("maintenance.sh", "snapshot", "--machine", "web-01"), 0, "snapshot done")


def test_healthcheck(bed):
    pve = bed.fresh()
    pve.guests[bed.facts["web-02"][0]]["status"] = "stopped"
    result = bed.run("healthcheck.sh", "--json", "--machine", "web-02")
    rows = {(r["machine"], r["check"]): r["result"] for r in json.loads(result.stdout)}
    assert result.returncode == 10 and rows[("web-02", "power")] == "bad" and rows[("web-02", "SSH")] == "bad"
    result = bed.run("healthcheck.sh", "--json", "--deep", "--machine", "web-01", SHIM_PLAY_RC="2")
    assert {r["check"]: r["result"] for r in json.loads(result.stdout)}["inside"] == "bad"
    assert bed.calls("ansible-playbook")[0]["arguments"][-3:] == ["playbooks/healthcheck.yml", "--limit", "web-01"]
    result = bed.run("healthcheck.sh", "--json", "--machine", "web-02", PROXMOX_VE_API_TOKEN="")
    assert {r["check"]: r["result"] for r in json.loads(result.stdout)}["power"] == "skip"


def test_wrong_usage_is_exit_code_2(bed):
    bed.fresh()
    for call in (["deploy.sh", "--nonsense"], ["deploy.sh", "--stage", "fly"], ["backup.sh", "--machine", "nobody"],
                 ["restore.sh"], ["maintenance.sh"], ["maintenance.sh", "stop", "start"], ["destroy.sh", "x"],
                 ["check.sh", "nosuch"], ["healthcheck.sh", "--machine"], ["init-secrets.sh", "-x"],
                 ["proxmox-permissions.sh", "--user", "no realm"]):
        expect(bed.run(*call), 2)
    assert not bed.pve.calls


# ------------------------------------------------------------------ secrets and permissions

def test_init_secrets_writes_only_an_encrypted_vault(bed):
    bed.fresh()
    if not shutil.which("ansible-vault"):
        print("     (ansible-vault is not installed: the vault was not tried)")
        return
    names = [line.split("\t")[0] for line in bed.run("init-secrets.sh", "--list").stdout.splitlines()]
    assert names, "the shop needs at least one secret"
    (HERE / "password").write_text("vault-password\n")
    vault = HERE / f"vault{bed.number}.yml"
    tools = f"{pathlib.Path(shutil.which('ansible-vault')).parent}:/usr/bin:/bin"
    environment = {"ANSIBLE_VAULT_PASSWORD_FILE": str(HERE / "password"), "PATH": tools}
    text = expect(bed.run("init-secrets.sh", "--vault", str(vault), **environment), 0, "secret(s) written")
    raw = vault.read_text()
    assert raw.startswith("$ANSIBLE_VAULT;") and vault.stat().st_mode & 0o077 == 0

    def opened():
        return subprocess.run([shutil.which("ansible-vault"), "view", str(vault)], check=True, capture_output=True, text=True,
                              env={**bed.environment(), **environment}).stdout
    clear = opened()
    values = dict(re.findall(r"^(\w+): '(.*)'$", clear, re.M))
    assert set(values) == set(names) and all(re.fullmatch("[A-Za-z0-9]{40}", v) for v in values.values())
    assert not any(v in text for v in values.values())
    expect(bed.run("init-secrets.sh", "--vault", str(vault), **environment), 1, "never overwritten")
    assert vault.read_text() == raw
    expect(bed.run("init-secrets.sh", "--vault", str(vault), "--add-missing", **environment), 0, "has every secret already")
    # One is taken out: it alone comes back, the others keep their values.
    smaller = "\n".join(line for line in clear.splitlines() if not line.startswith(names[0] + ":")) + "\nother: 'kept'\n"
    vault.unlink()
    subprocess.run([shutil.which("ansible-vault"), "encrypt", "--output", str(vault), "-"], input=smaller, check=True, text=True,
                   capture_output=True, env={**bed.environment(), **environment})
    expect(bed.run("init-secrets.sh", "--vault", str(vault), "--add-missing", **environment), 0, "1 secret(s)")
    again = dict(re.findall(r"^(\w+): '(.*)'$", opened(), re.M))
    assert again["other"] == "kept" and again[names[0]] != values[names[0]]
    assert all(again[n] == values[n] for n in names[1:])


def test_permissions_print_and_apply(bed):
    bed.fresh()
    printed = bed.run("proxmox-permissions.sh").stdout
    lines = [line for line in printed.splitlines() if line.startswith("pveum")]
    kinds = [line.split()[1] for line in lines]
    assert kinds.index("user") < kinds.index("role") < kinds.index("acl")
    assert sum("user token add" in line for line in lines) == 1
    assert sum("--tokens" in line for line in lines) == sum("--users" in line for line in lines) > 0
    result = subprocess.run(["bash", "-n"], input=printed, text=True, capture_output=True)
    assert result.returncode == 0, result.stderr
    shim = bed.bin / "pveum"
    shim.write_text('#!/bin/sh\ncase "$*" in *--output-format*) echo "[]" ;; *) printf "%s|" "$@"; echo ;; esac\n')
    shim.chmod(0o755)
    applied = [line.strip("|").split("|") for line in bed.run("proxmox-permissions.sh", "--apply").stdout.splitlines()]
    import shlex
    assert applied == [shlex.split(line)[1:] for line in lines]
    shim.unlink()
    revoked = bed.run("proxmox-permissions.sh", "--revoke").stdout
    assert "pveum user delete" in revoked and "pveum role delete" in revoked


def main():
    for tool in ("openssl", "jq", "curl", "flock", "setsid"):
        if not shutil.which(tool):
            print(f"SKIP: {tool} is not installed (make test installs it)")
            return 77
    bed = Bed()
    failed = 0
    for name, test in sorted(globals().items()):
        if not name.startswith("test_") or (len(sys.argv) > 1 and sys.argv[1] not in name):
            continue
        try:
            test(bed)
            print(f"ok   {name}", flush=True)
        except PermissionError as problem:
            print(f"SKIP {name}: ports below 1024 may not be opened here ({problem})")
        except Exception:   # every test's result counts
            import traceback
            failed += 1
            print(f"FAIL {name}")
            traceback.print_exc(file=sys.stdout)
    return 1 if failed else 0


sys.exit(main())
