"""Generates random fleets and gives what comes out to the real tools. What many fleets have alike to the byte is looked at once;
the report says how many files each tool saw, and how many different ones these were. Used by random_fleets*.py."""
import collections
import concurrent.futures
import copy
import hashlib
import itertools
import json
import os
import pathlib
import random
import shutil
import subprocess

from fleet_catalogue import Catalogue
from fleet_maker import Maker, text_of

ROOT = pathlib.Path(os.environ["ATLAS_ROOT"])
ATLAS = os.environ["ATLAS"]
WORKERS = max(2, os.cpu_count() or 2)
LINTED = 50  # ansible-lint needs many times longer for a few times more; the syntax check sees the rest
MONITORING_YAML = "{extends: default, rules: {line-length: disable, document-start: disable}}"


def run(*words, cwd=None, env=None):
    done = subprocess.run([str(word) for word in words], cwd=cwd, env={**os.environ, **(env or {})}, capture_output=True, text=True,
                          stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout + done.stderr


def side_by_side(action, items):
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(action, items))


def state_of(tree):
    return {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in tree.rglob("*")}


class Fleet:
    """One drawn fleet, its spec and its generated tree."""

    def __init__(self, maker, number):
        self.number, self.name = number, f"f{number:03}"
        self.spec, self.tree = pathlib.Path(f"{self.name}.yaml"), pathlib.Path("trees", self.name)
        self.drawn = maker.fleet(number)
        self.spec.write_text(text_of(self.drawn), encoding="utf-8")

    def generate(self):
        return run(ATLAS, "--quiet", "generate", self.spec, "-o", self.tree, "--lock", f"{self.name}.lock.yaml", "--max-machines", 200)

    def problem(self):
        """What is wrong with the fleet's own two runs, or None."""
        status, said = self.generate()
        if status != 0:
            return f"generate exits with {status}:\n{said}"
        if "error[" in said:
            return f"generate tells an error and exits with 0:\n{said}"
        before = state_of(self.tree)
        status, said = self.generate()
        if status != 0 or state_of(self.tree) != before:
            return f"the second generate exits with {status} or writes something:\n{said}"
        return None


class Trial:
    def __init__(self, seed, count, only=None):
        self.seed, self.problems = seed, []
        maker = Maker(Catalogue(), seed)
        pathlib.Path("trees").mkdir()
        self.fleets = [Fleet(maker, number) for number in ([only] if only is not None else range(count))]

    def complain(self, fleet, text):
        again = f"SEED={self.seed} FLEET={fleet.number}" if fleet else f"SEED={self.seed}"
        self.problems.append(f"FAIL: {text}\n  once more: {again} tools/run_test.sh tests/functional/random_fleets.py build/ci/atlas")

    def say(self, text):
        print(text, flush=True)

    def generated(self):
        for fleet, problem in zip(self.fleets, side_by_side(Fleet.problem, self.fleets)):
            if problem:
                self.complain(fleet, f"{fleet.name}: {problem}")
        self.fleets = [fleet for fleet in self.fleets if fleet.tree.is_dir()]
        machines = sum(1 for fleet in self.fleets for _ in (fleet.tree / "inventory/host_vars").iterdir())
        used = {one.name for fleet in self.fleets for one in (fleet.tree / "ansible/roles").iterdir()}
        self.say(f"atlas: {len(self.fleets)} fleets with {machines} machines and {len(used)} roles generated, a second run wrote nothing")

    def different(self, *patterns):
        """Files of all trees, each content once: (fleet, path) and how many there are."""
        seen, files, total = set(), [], 0
        for fleet in self.fleets:
            for path in sorted(itertools.chain.from_iterable(fleet.tree.glob(pattern) for pattern in patterns)):
                if not path.is_file():
                    continue
                total += 1
                key = (path.name, hashlib.sha256(path.read_bytes()).digest())
                if key not in seen:
                    seen.add(key)
                    files.append((fleet, path))
        return files, total

    def judge(self, tool, found, where=None):
        status, said = found
        if status != 0:
            fleet = next((fleet for fleet in self.fleets if f"{fleet.name}/" in said), where)
            self.complain(fleet, f"{tool} exits with {status}:\n{said[-6000:]}")

    # -- one tool each ----------------------------------------------------------------------------------------------------
    def yamllint(self):
        style = self.fleets[0].tree / "ansible/.yamllint"
        for name, patterns, config in (("ansible, inventory", ["ansible/**/*.yml", "inventory/**/*.yml"], ["-c", style]),
                                       ("monitoring", ["monitoring/**/*.yml"], ["-d", MONITORING_YAML])):
            files, total = self.different(*patterns)
            parts = [files[i::WORKERS] for i in range(WORKERS)]
            for found in side_by_side(lambda part, config=config: run("yamllint", "-s", *config, *[path for _, path in part]) if part else (0, ""), parts):
                self.judge("yamllint", found)
            self.say(f"yamllint: {name}: {total} files, {len(files)} different ones")

    def shellcheck(self):
        files, total = self.different("scripts/*.sh")
        for found in side_by_side(lambda one: run("shellcheck", "-x", "-S", "style", one[1].name, cwd=one[1].parent), files):
            self.judge("shellcheck", found)
        for fleet, found in zip(self.fleets, side_by_side(
                lambda one: run("shellcheck", "-x", "-S", "style", "lib.sh", "fleet.env", cwd=one.tree / "scripts"), self.fleets)):
            self.judge("shellcheck", found, fleet)
        self.say(f"shellcheck: {total} scripts, {len(files)} different ones; fleet.env with lib.sh of {len(self.fleets)} fleets")

    def promtool(self):
        watched = [fleet for fleet in self.fleets if (fleet.tree / "monitoring/prometheus").is_dir()]
        for fleet, found in zip(watched, side_by_side(self.check_monitoring, watched)):
            self.judge("promtool or amtool", found, fleet)
        tests = self.different_tests(watched)
        for (fleet, _), found in zip(tests, side_by_side(lambda one: run("promtool", "test", "rules", one[1].name, cwd=one[1].parent), tests)):
            self.judge("promtool test", found, fleet)
        total = sum(1 for fleet in watched for _ in fleet.tree.glob("monitoring/prometheus/tests/*.yml"))
        self.say(f"promtool, amtool: configuration, rules and routes of {len(watched)} fleets ({len(self.fleets) - len(watched)} are not "
                 f"monitored); {total} files of rule tests, {len(tests)} different ones")

    @staticmethod
    def different_tests(watched):
        """Test files that differ themselves or in the rules that they test."""
        seen, tests = set(), []
        for fleet in watched:
            for path in sorted(fleet.tree.glob("monitoring/prometheus/tests/*.yml")):
                rules = [line.strip(" -\n") for line in path.open() if "../rules/" in line]
                key = (path.read_bytes(), *[(path.parent / one).read_bytes() for one in rules])
                if hashlib.sha256(repr(key).encode()).digest() not in seen:
                    seen.add(hashlib.sha256(repr(key).encode()).digest())
                    tests.append((fleet, path))
        return tests

    @staticmethod
    def check_monitoring(fleet):
        m = fleet.tree / "monitoring"
        for words in (["promtool", "check", "config", m / "prometheus/prometheus.yml"],
                      ["promtool", "check", "rules", "--lint-fatal", *sorted(m.glob("prometheus/rules/*.yml"))],
                      ["amtool", "check-config", m / "alertmanager/alertmanager.yml"]):
            status, said = run(*words)
            if status != 0:
                return status, f"{fleet.name}/ {said}"
        return 0, ""

    def ansible(self):
        roles = self.roles_together()
        env = {"ANSIBLE_ROLES_PATH": str(roles.resolve()), "ANSIBLE_HOME": str(pathlib.Path(".ansible-home").resolve()), "ANSIBLE_NOCOLOR": "1",
               "ANSIBLE_LOCALHOST_WARNING": "False", "ANSIBLE_INVENTORY_UNPARSED_FAILED": "True"}
        plays = [fleet.tree / "ansible/site.yml" for fleet in self.fleets]
        parts = [part for part in (plays[i::WORKERS] for i in range(WORKERS)) if part]
        for found in side_by_side(lambda part: run("ansible-playbook", "-i", part[0].parent.parent / "inventory/hosts.yml", "--syntax-check",
                                                   *part, env=env), parts):
            self.judge("ansible-playbook --syntax-check", found)
        for fleet, found in zip(self.fleets, side_by_side(lambda one: self.inventory(one, env), self.fleets)):
            self.judge("ansible-inventory", found, fleet)
        self.say(f"ansible-playbook --syntax-check, ansible-inventory: site.yml and inventory of {len(self.fleets)} fleets")
        self.lint(env)

    def inventory(self, fleet, env):
        status, said = run("ansible-inventory", "-i", fleet.tree / "inventory/hosts.yml", "--list", env={**env, "ANSIBLE_DEPRECATION_WARNINGS": "False"})
        if status == 0:
            known = set(json.loads(said[said.index("{"):said.rindex("}") + 1])["_meta"]["hostvars"])
            written = {path.name for path in (fleet.tree / "inventory/host_vars").iterdir()}
            return (0, "") if known == written else (1, f"{fleet.name}/ hosts differ from host_vars: {sorted(known ^ written)}")
        return status, said

    def roles_together(self):
        """All roles in one folder; two fleets may not have other bytes in one file of a role, apart from its page."""
        roles, owner = pathlib.Path("lint/roles"), {}
        for fleet in self.fleets:
            for path in sorted((fleet.tree / "ansible/roles").rglob("*")):
                name = path.relative_to(fleet.tree / "ansible/roles")
                if not path.is_file() or path.name == "README.md":
                    continue
                target = roles / name
                if name not in owner:
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(path, target)
                    owner[name] = fleet
                elif target.read_bytes() != path.read_bytes():
                    self.complain(fleet, f"{fleet.name}/ has other bytes in the role file {name} than {owner[name].name}")
        return roles

    def lint(self, env):
        files, total = self.different("ansible/tiers/*.yml", "ansible/playbooks/*.yml")
        files = [(fleet, path) for fleet, path in files if fleet in self.fleets[:LINTED]]
        folder = pathlib.Path("lint/playbooks")
        folder.mkdir(parents=True)
        # Files of one name become one file: ansible-lint starts ansible-playbook for each, which takes a second.
        for name in sorted({path.name for _, path in files}):
            plays = [path.read_text(encoding="utf-8").removeprefix("---\n") for _, path in files if path.name == name]
            (folder / name).write_text("---\n" + "\n".join(plays), encoding="utf-8")
        shutil.copytree(self.fleets[0].tree / "inventory", "inventory")
        for name in ("ansible.cfg", ".ansible-lint", ".yamllint"):
            shutil.copy(self.fleets[0].tree / "ansible" / name, f"lint/{name}")
        # The roles are the same bytes as in the example `everything`, where ansible_tree.sh has them linted.
        with open("lint/.ansible-lint", "a", encoding="utf-8") as config:
            config.write("  - roles/\n")
        self.judge("ansible-lint", run("ansible-lint", "--offline", "--nocolor", "-q", cwd="lint", env=env))
        self.say(f"ansible-lint: {total} tiers and playbooks, {len(files)} different ones linted (of the first {LINTED} fleets)")

    def tofu(self, tested):
        if not self.use_provider():
            return False
        self.judge("tofu fmt", run("tofu", "fmt", "-check", "-recursive", "-diff", "trees"))
        for fleet, found in zip(self.fleets, side_by_side(self.tofu_validate, self.fleets)):
            self.judge("tofu validate", found, fleet)
        sample = random.Random(self.seed).sample(self.fleets, min(tested, len(self.fleets)))
        for fleet, found in zip(sample, side_by_side(lambda one: run("tofu", f"-chdir={one.tree}/terraform", "test", "-no-color"), sample)):
            self.judge("tofu test", found, fleet)
        self.say(f"tofu: fmt and validate of {len(self.fleets)} fleets, test of {len(sample)} of them")
        return True

    @staticmethod
    def use_provider():
        """The provider that only knows the real one's schema, found as terraform_examples.sh finds it."""
        script = f'. "{ROOT}/tests/schema_provider/tools.sh"; use_schema_provider; printf "%s\\n" "$ATLAS_PROVIDER_SCHEMA" "$TF_CLI_CONFIG_FILE"'
        status, said = run("bash", "-c", script)
        if status != 0:
            print(f"SKIP of the part tofu: {said.strip()}", flush=True)
            return False
        os.environ["ATLAS_PROVIDER_SCHEMA"], os.environ["TF_CLI_CONFIG_FILE"] = said.split("\n")[-3:-1]
        os.environ |= {"TF_IN_AUTOMATION": "1", "TF_INPUT": "0", "CHECKPOINT_DISABLE": "1", "TF_VAR_state_passphrase": "only-for-tests-and-no-secret"}
        return True

    @staticmethod
    def tofu_validate(fleet):
        folder = f"-chdir={fleet.tree}/terraform"
        status, said = run("tofu", folder, "init", "-backend=false", "-no-color")
        if status != 0:
            return status, said
        status, said = run("tofu", folder, "validate", "-json")
        found = json.loads(said)["diagnostics"]
        return (1, f"{fleet.name}/ {json.dumps(found, indent=1)}") if found or status else (0, "")


def blind_tools(trial):
    """Tools that let a fault pass which was put into one tree: with them the whole trial proves nothing."""
    one = next((fleet for fleet in trial.fleets if (fleet.tree / "monitoring/prometheus").is_dir()), None)
    if one is None:
        return []
    blind = []
    for part, path, fault in (("yamllint", "inventory/hosts.yml", "all:  {}\n"), ("shellcheck", "scripts/lib.sh", "rm $1\n"),
                              ("promtool", "monitoring/prometheus/prometheus.yml", "no_such_key: 1\n"),
                              ("tofu_validate", "terraform/main.tf", 'output "x" {\n  value = var.no_such\n}\n')):
        other = copy.copy(trial)
        other.fleets, other.problems, other.say = [one], [], lambda text: None
        with (one.tree / path).open("a", encoding="utf-8") as file:
            file.write(fault)
        if part == "tofu_validate":
            other.problems += [1] if "TF_CLI_CONFIG_FILE" not in os.environ or Trial.tofu_validate(one)[0] else []
        else:
            getattr(other, part)()
        blind += [] if other.problems else [part]
    return blind


def variety(fleets):
    """What the drawn fleets use, so that one can see that the dice are not loaded."""
    counts = collections.Counter()
    for fleet in fleets:
        text = text_of(fleet.drawn)
        for word in ("ipv6", "slaac", "dhcp", "vlan", "vnet", "count:", "exceptions", "profile:", "stack:", "ha:", "backup:", "firewall:",
                     "air_gapped", "environments:", "affinity:", "version:", "redhat"):
            counts[word] += any(one in text for one in (("os: rocky", "os: alma") if word == "redhat" else (f"{word}",)))
    return ", ".join(f"{word.rstrip(':')} {count}" for word, count in counts.items())


def missing_tools(*names):
    return [name for name in names if shutil.which(name) is None]
