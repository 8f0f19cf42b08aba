"""Ansible callback: one JSON line for each task of each machine, in the file that ATLAS_RECORD names."""
import json
import os
import time

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: record
type: notification
short_description: writes down what each task did
description: One JSON object a line, with host, task, path, result, seconds and message.
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "record"
    CALLBACK_NEEDS_ENABLED = True

    def __init__(self):
        super().__init__()
        self.file = open(os.environ["ATLAS_RECORD"], "w", buffering=1)
        self.begun = {}

    def v2_runner_on_start(self, host, task):
        self.begun[host.get_name(), task._uuid] = time.monotonic()

    def _write(self, result, word):
        host, task = result._host.get_name(), result._task
        seconds = time.monotonic() - self.begun.get((host, task._uuid), time.monotonic())
        self.file.write(json.dumps({"host": host, "task": task.get_name(), "path": str(task.get_path() or "").split("/ansible/")[-1],
                                    "result": word, "seconds": round(seconds, 2), "message": self._message(result._result, word)}) + "\n")

    @staticmethod
    def _message(result, word):
        if word not in ("failed", "unreachable") or result.get("_ansible_no_log"):
            return ""
        parts = [result] + [item for item in result.get("results", []) if item.get("failed")]
        return " | ".join(str(part[key])[:1500] for part in parts for key in ("msg", "stdout", "stderr") if part.get(key))

    def v2_runner_on_ok(self, result):
        self._write(result, "changed" if result._result.get("changed") else "ok")

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self._write(result, "ignored" if ignore_errors else "failed")

    def v2_runner_on_unreachable(self, result):
        self._write(result, "unreachable")

    def v2_runner_on_skipped(self, result):
        self._write(result, "skipped")
