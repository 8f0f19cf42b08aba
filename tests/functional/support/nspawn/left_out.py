"""Says aloud which components of the catalogue no fleet of fleets/ runs, with the reason of left_out.yaml; fails when there is none,
so that a new component gets a fleet or a reason."""
import json
import os
import pathlib
import subprocess
import sys

from fleet import HERE, Fleet, fleet_files, name_of, read_yaml


def profile_software(name):
    file = pathlib.Path(os.environ["ATLAS_CONFIG_DIR"]) / "profiles" / f"{name}.yaml"
    return read_yaml(file)["spec"].get("software", [])


def software_of(spec):
    """The components that a spec names, itself or by its profiles, and those that every machine has."""
    names = {"base", "node_exporter"}
    for part in [spec, spec.get("defaults", {}), *spec.get("machines", [])]:
        named = part.get("software", []) + (profile_software(part["profile"]) if "profile" in part else [])
        names |= {name_of(software) for software in named}
    return names


def main():
    listed = subprocess.run([os.environ["ATLAS"], "component", "list", "--json"], check=True, stdout=subprocess.PIPE)
    known = {component["name"] for component in json.loads(listed.stdout)["data"]}
    run = set().union(*[software_of(Fleet(path).spec) for path in fleet_files()])
    reasons = read_yaml(HERE / "left_out.yaml")
    problems = [f"FAIL: no fleet runs {name}, and left_out.yaml has no reason" for name in sorted(known - run - set(reasons))]
    problems += [f"FAIL: left_out.yaml names {name}, which a fleet runs" for name in sorted(run & set(reasons))]
    for name in sorted(known & set(reasons)):
        print(f"SKIP: {name}: {reasons[name]}")
    print(*problems, sep="\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
