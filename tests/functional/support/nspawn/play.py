"""Runs playbooks of a generated tree and tells, task by task, what they did (callback/record.py writes it down)."""
import json
import os
import pathlib
import subprocess

HERE = pathlib.Path(__file__).resolve().parent


class Failed(Exception):
    pass


def run(ansible_folder, playbook, record, *options):
    """The tasks that changed, failed or were unreachable, after a run that ended well; raises Failed otherwise."""
    record = pathlib.Path(record)
    environment = dict(os.environ, ANSIBLE_CALLBACK_PLUGINS=str(HERE / "callback"), ANSIBLE_CALLBACKS_ENABLED="record",
                       ATLAS_RECORD=str(record), ANSIBLE_NOCOLOR="1", ANSIBLE_FORCE_COLOR="0")
    with open(record.with_suffix(".log"), "wb") as log:
        done = subprocess.run(["ansible-playbook", playbook, *options], cwd=ansible_folder, env=environment, stdout=log,
                              stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    tasks = [json.loads(line) for line in record.read_text().splitlines()] if record.exists() else []
    if done.returncode != 0:
        raise Failed(f"{playbook}: exit code {done.returncode}\n" + (told(tasks) or tail(record.with_suffix(".log"))))
    return tasks


def told(tasks):
    return "\n".join(f"  {task['host']}: {task['task']} ({task['path']}): {task['message']}"
                     for task in tasks if task["result"] in ("failed", "unreachable"))


def tail(path):
    return "\n".join(path.read_text(errors="replace").splitlines()[-30:])


def changed(tasks):
    return [task for task in tasks if task["result"] == "changed"]


def hosts(tasks):
    return {task["host"] for task in tasks}
