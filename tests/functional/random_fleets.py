#!/usr/bin/env python3
"""Random valid fleets: each is accepted and generated, a second run writes nothing, and the real tools find nothing in the trees.
50 of them, always the same; SEED=n COUNT=m draws others, FLEET=n looks at one alone, KEEP=DIR keeps the specs and the trees.
random_fleets_slow.py draws 500 that nobody has seen before."""
import os
import pathlib
import resource
import shutil
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "support"))
import fleet_trial  # noqa: E402

TOOLS = ("yamllint", "shellcheck", "promtool", "amtool", "ansible-playbook", "ansible-inventory", "ansible-lint", "tofu", "jq")


def main(count, seed, tested):
    missing = fleet_trial.missing_tools(*TOOLS)
    if missing:
        print(f"SKIP: not installed (make test installs it): {', '.join(missing)}")
        return 77
    only = os.environ.get("FLEET")
    seed, count = os.environ.get("SEED", seed), int(os.environ.get("COUNT", count))
    print(f"SEED={seed} COUNT={count}", flush=True)
    trial = fleet_trial.Trial(seed, count, int(only) if only else None)
    print(f"of {len(trial.fleets)} fleets use: {fleet_trial.variety(trial.fleets)}", flush=True)
    trial.generated()
    for part in (trial.yamllint, trial.shellcheck, trial.promtool, trial.ansible, lambda: trial.tofu(tested)):
        started, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        part()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(f"  {time.monotonic() - started:.0f} s, {busy:.0f} s of processor", flush=True)
    if os.environ.get("KEEP"):
        shutil.copytree(".", os.environ["KEEP"], dirs_exist_ok=True, ignore=shutil.ignore_patterns(".terraform", "mirror"))
    if not trial.problems:
        trial.problems += [f"FAIL: {tool} finds no fault in a tree that has one" for tool in fleet_trial.blind_tools(trial)]
    print("\n".join(trial.problems) or f"ok: {len(trial.fleets)} fleets")
    return 1 if trial.problems else 0


if __name__ == "__main__":
    sys.exit(main(50, "1", 8))
