"""Runs the benchmark commands in turn and prints medians and ratios: bench/run.py ATLAS [ROUNDS]"""
import itertools
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
ATLAS = os.path.realpath(sys.argv[1])
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 7


def run(command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main():
    os.environ["ATLAS_CONFIG_DIR"] = str(ROOT / "config")
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        # Each run writes where nothing was: ext4 is slow to make files in a folder whose files were just deleted.
        runs = itertools.count()
        commands = {}  # name -> function that gives the command of the next run
        for count in (10, 50, 1000):
            spec, lock, out = work / f"fleet-{count}.yaml", work / f"lock-{count}.yaml", work / f"out-{count}"
            with open(spec, "w") as target:
                subprocess.run([sys.executable, ROOT / "bench/fleet.py", str(count)], check=True, stdout=target)
            generate = [ATLAS, "--quiet", "generate", str(spec), "--lock", str(lock), "--max-machines", "1000", "-o"]
            run([*generate, str(out)])
            commands[f"generate {count}"] = lambda g=generate: [*g, str(work / f"run-{next(runs)}")]
            commands[f"cp -r {count}"] = lambda o=out: ["cp", "-r", str(o), str(work / f"run-{next(runs)}")]
        spec = str(work / "fleet-50.yaml")
        with open(work / "blueprint.json", "w") as target:
            subprocess.run([ATLAS, "--quiet", "debug", "blueprint", spec], check=True, stdout=target, stderr=subprocess.DEVNULL)
        stack = [sys.executable, str(ROOT / "bench/python_stack/generate.py"), spec, str(work / "blueprint.json"), str(ROOT / "config")]
        commands["python stack 50"] = lambda: [*stack, str(work / f"run-{next(runs)}")]
        commands["validate 50"] = lambda: [ATLAS, "--quiet", "validate", spec]
        commands["cold start"] = lambda: [ATLAS, "version"]

        times = {name: [] for name in commands}
        for round_number in range(ROUNDS + 1):
            for name, next_command in commands.items():
                command = next_command()
                begin = time.perf_counter()
                run(command)
                if round_number:  # the first round warms the caches
                    times[name].append(time.perf_counter() - begin)

        median = {name: statistics.median(values) * 1000 for name, values in times.items()}
        print(f"{'command':<18}{'median ms':>11}{'min':>9}{'max':>9}   ({ROUNDS} rounds, commands in turn)")
        for name, values in times.items():
            print(f"{name:<18}{median[name]:>11.1f}{min(values) * 1000:>9.1f}{max(values) * 1000:>9.1f}")
        goals = [
            ("python stack / generate, 50 machines", median["python stack 50"] / median["generate 50"], ">=", 50),
            ("generate / cp -r, 50 machines", median["generate 50"] / median["cp -r 50"], "<=", 3),
            ("generate 1000 / generate 50, per machine", median["generate 1000"] / 1000 / (median["generate 50"] / 50), "<=", 1.2),
            ("cold start, ms", median["cold start"], "<=", 15),
        ]
        print()
        for name, value, sign, goal in goals:
            met = value >= goal if sign == ">=" else value <= goal
            print(f"{name:<44}{value:>9.2f}   goal {sign} {goal:<5} {'met' if met else 'MISSED'}")
        print(f"{'python stack / cp -r, 50 machines':<44}{median['python stack 50'] / median['cp -r 50']:>9.2f}   what a renderer that takes no time would reach")
        print(f"peak memory of a child: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
