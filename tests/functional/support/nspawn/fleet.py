"""A fleet of fleets/: its spec as ATLAS gets it, the tree that ATLAS makes of it, and what the hypervisor would be told."""
import json
import os
import pathlib
import subprocess
import sys

import yaml

from network import MIRROR_ADDRESS

HERE = pathlib.Path(__file__).resolve().parent


def read_yaml(path):
    return yaml.safe_load(pathlib.Path(path).read_text())


def name_of(part):
    return part if isinstance(part, str) else part["name"]


def fleet_files():
    return sorted(path for path in (HERE / "fleets").glob("*.yaml") if not path.name.startswith("_"))


class Fleet:
    def __init__(self, path):
        self.name = path.stem
        own = read_yaml(path)
        self.test = own.pop("test", {})
        root = pathlib.Path(os.environ["ATLAS_ROOT"])
        whole = read_yaml(root / self.test["spec"]) if "spec" in self.test else read_yaml(HERE / "fleets/_site.yaml")
        self.spec = {**whole, **own}
        self.spec["metadata"] = {"name": self.name, **self.spec.get("metadata", {})}
        self.spec["mirror"] = {**self.spec.get("mirror", {}), "apt": f"http://{MIRROR_ADDRESS}/"}

        self.without = self.test.get("without", {})
        for settings in [self.spec, self.spec.get("defaults", {}), *self.spec.get("machines", [])]:
            if "software" in settings:
                settings["software"] = [part for part in settings["software"] if name_of(part) not in self.without]

    @property
    def in_ci(self):
        return self.test.get("ci", False)

    @property
    def checks(self):
        return self.test.get("check", False)

    @property
    def only(self):
        """The machines that are booted, of a tree that is for all; empty means all of them."""
        return self.test.get("only", [])

    @property
    def lacks(self):
        """Why the fleet cannot run here, or an empty text."""
        return "" if os.environ.get("ATLAS_UPSTREAM") else self.test.get("needs_mirror", "")

    def generate(self, folder, public_key):
        """Writes the spec with the test's own key for every user, the tree, and its vault."""
        for user in self.spec["users"]:
            user["ssh_keys"] = [public_key]
        folder.mkdir(parents=True)
        spec = folder / "fleet.yaml"
        spec.write_text(yaml.safe_dump(self.spec, sort_keys=False))
        self.output = folder / "output"
        subprocess.run([os.environ["ATLAS"], "--quiet", "generate", spec, "-o", self.output, "--lock", folder / "lock.yaml"],
                       check=True)
        password = folder / "vault-password"
        password.write_text(os.urandom(16).hex() + "\n")
        password.chmod(0o600)
        os.environ["ANSIBLE_VAULT_PASSWORD_FILE"] = str(password)
        os.environ["ATLAS_STATE_DIR"] = str(folder / "state")
        subprocess.run([self.output / "scripts/init-secrets.sh"], check=True, stdin=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)

    def machines(self):
        """What the generated Terraform would ask of the cluster, by machine."""
        return json.loads((self.output / "terraform/fleet.auto.tfvars.json").read_text())["machines"]

    def proofs(self):
        return sorted((HERE / "proofs" / self.test.get("proofs", self.name)).glob("[0-9]*.sh"))


if __name__ == "__main__":
    # fleet.py ci|slow: the names of the fleets for `make test`, or of all others
    print(*[path.stem for path in fleet_files() if Fleet(path).in_ci == (sys.argv[1] == "ci")])
