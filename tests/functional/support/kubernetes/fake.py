#!/usr/bin/env python3
"""Stands in for kubeadm, kubectl and systemctl (by the name it is called with) on machines that are folders, around a cluster
that is a file. It knows what the role asks for and nothing more, refuses what the real ones refuse, and writes down every call."""
import contextlib
import fcntl
import json
import os
import pathlib
import re
import secrets
import sys
import time

BASE, HOST = pathlib.Path(os.environ["FAKE_BASE"]), os.environ["FAKE_HOST"]
ETC = pathlib.Path("/etc/kubernetes")
ADMIN, KUBELET = ETC / "admin.conf", ETC / "kubelet.conf"
program, arguments = pathlib.Path(sys.argv[0]).name, sys.argv[1:]
line = " ".join(arguments)


@contextlib.contextmanager
def cluster():
    """The cluster, alone: {version, nodes: {name: {...}}, tokens, key, network}."""
    with open(BASE / "cluster.json", "a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        state = json.loads(file.read() or '{"version": "", "nodes": {}, "tokens": [], "key": "", "network": false}')
        yield state
        file.seek(0)
        file.truncate()
        file.write(json.dumps(state, indent=1))


def log(text):
    with open(BASE / "log", "a", encoding="utf-8") as file:
        file.write(f"{HOST} {text}\n")


def fail(text):
    print(f"error: {text}", file=sys.stderr)
    sys.exit(1)


def has(path):
    return path.exists()


def version():
    return (BASE / HOST / "version").read_text(encoding="utf-8").strip()


@contextlib.contextmanager
def alone(what):
    """Fails where the same is under way on another machine."""
    folder = BASE / f"{what}.busy"
    try:
        folder.mkdir()
    except FileExistsError:
        fail(f"two at once: {what}")
    try:
        time.sleep(0.3)
        yield
    finally:
        folder.rmdir()


def become_node(state, leads):
    KUBELET.write_text("x", encoding="utf-8")
    if leads:
        ADMIN.write_text("x", encoding="utf-8")
    taints = [{"key": "node-role.kubernetes.io/control-plane", "effect": "NoSchedule"}] if leads else []
    state["nodes"][HOST] = {"version": version(), "labels": {"kubernetes.io/hostname": HOST}, "taints": taints, "cordoned": False}


def init():
    if has(ADMIN):
        fail("admin.conf is there")
    if has(BASE / HOST / "broken"):
        ADMIN.write_text("half", encoding="utf-8")
        fail("the API server does not come up")
    with cluster() as state:
        if state["nodes"]:
            fail("a second cluster would be made")
        state["version"] = version()
        become_node(state, True)


def join():
    text = sys.stdin.read()
    token = re.search(r"token: \"(\S+)\"", text).group(1)
    key = re.search(r"certificateKey: \"(\w+)\"", text)
    if has(KUBELET):
        fail("kubelet.conf is there")
    if has(BASE / HOST / "broken"):
        KUBELET.write_text("half", encoding="utf-8")
        fail(f"could not find a JWS signature for the token {token}")
    with alone("join of a control plane") if key else contextlib.nullcontext(), cluster() as state:
        if token not in state["tokens"]:
            fail("the token is unknown")
        if key and key.group(1) != state["key"]:
            fail("the certificates cannot be read with this key")
        become_node(state, bool(key))


def reset():
    for path in (ADMIN, KUBELET):
        path.unlink(missing_ok=True)


def kubeadm():
    log(f"kubeadm {line}")
    if line.startswith("version"):
        print("v" + version())
    elif line.startswith("init phase upload-certs"):
        with cluster() as state:
            state["key"] = secrets.token_hex(32)
            print(f"[upload-certs] Using certificate key:\n{state['key']}")
        (BASE / "secrets").open("a").write(state["key"] + "\n")
    elif line.startswith("init phase"):
        pass
    elif line.startswith("init --config"):
        init()
    elif line.startswith("token create"):
        if not has(ADMIN):
            fail("no credentials here")
        token = f"{secrets.token_hex(3)}.{secrets.token_hex(8)}"
        (BASE / "secrets").open("a").write(token + "\n")
        with cluster() as state:
            state["tokens"].append(token)
        print(f"kubeadm join 127.0.0.1:1 --token {token} --discovery-token-ca-cert-hash sha256:{'0' * 64}")
    elif line.startswith("token delete"):
        with cluster() as state:
            state["tokens"] = [one for one in state["tokens"] if not one.startswith(arguments[2] + ".")]
    elif line == "join --config /dev/stdin":
        join()
    elif line.startswith("reset --force"):
        reset()
    elif line.startswith("config images pull"):
        pass
    elif line.startswith("upgrade apply"):
        with alone("upgrade"), cluster() as state:
            state["version"] = arguments[2].removeprefix("v")
    elif line == "upgrade node":
        with alone("upgrade"), cluster() as state:
            if state["version"] != version():
                fail("the cluster is not raised yet")
    else:
        fail(f"unknown: kubeadm {line}")


def node_json(name, node):
    return json.dumps({"metadata": {"name": name, "labels": node["labels"]}, "spec": {"taints": node["taints"]}})


def change_node(what, state):
    node = state["nodes"][what[0]]
    for word in what[1:]:
        if "=" in word and ":NoSchedule" not in word:
            key, value = word.split("=", 1)
            node["labels"][key] = value
    if any(word.endswith(":NoSchedule-") for word in what):
        node["taints"] = []
    elif any(word.endswith("=:NoSchedule") for word in what):
        node["taints"] = [{"key": "node-role.kubernetes.io/control-plane", "effect": "NoSchedule"}]


def kubectl():
    if not has(ADMIN):
        fail("no credentials here")
    words = [word for word in arguments[2:] if not word.startswith("--timeout")]
    asked = " ".join(words)
    if not asked.startswith(("get", "diff", "wait")):
        log(f"kubectl {asked}")
    with cluster() as state:
        if asked == "get --raw /readyz":
            print("ok")
        elif asked.startswith("get node ") and asked.endswith("-o json"):
            if words[2] not in state["nodes"]:
                fail("not found")
            print(node_json(words[2], state["nodes"][words[2]]))
        elif asked.startswith("get node "):
            node = state["nodes"][words[2]]
            kubelet = (BASE / words[2] / "kubelet").read_text(encoding="utf-8").strip()
            print(f"v{kubelet} {'False' if node['cordoned'] else 'True'}")
        elif "configmap kubeadm-config" in asked:
            print(f"apiServer: {{}}\nkubernetesVersion: v{state['version']}\n")
        elif words[0] == "diff":
            sys.exit(0 if state["network"] else 1)
        elif words[0] == "apply":
            state["network"] = True
        elif words[0] in ("label", "taint"):
            change_node(words[2:], state)
        elif words[0] in ("drain", "uncordon"):
            if words[0] == "drain" and any(node["cordoned"] for node in state["nodes"].values()):
                fail("another node is empty already")
            state["nodes"][words[1]]["cordoned"] = words[0] == "drain"
        elif "rollout restart" not in asked:
            fail(f"unknown: kubectl {asked}")


def systemctl():
    if arguments[0] == "show":
        print("LoadState=loaded\nActiveState=active\nUnitFileState=enabled")
    elif arguments[0] == "restart":
        (BASE / HOST / "kubelet").write_text(version() + "\n", encoding="utf-8")
        log(f"systemctl {line}")
    elif arguments[0] == "is-enabled":
        print("enabled")


def apply_settings():
    log("apply-settings")
    with alone("settings"):
        pass


def install():
    log(f"install {line}")
    (BASE / HOST / "version").write_text(arguments[0] + "\n", encoding="utf-8")


{"kubeadm": kubeadm, "kubectl": kubectl, "systemctl": systemctl, "apply-settings": apply_settings, "install-release": install}[program]()
