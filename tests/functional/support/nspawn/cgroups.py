"""A cgroup for each machine, in every hierarchy that the host has: two systemds in one cgroup would stop each other's
services."""
import os
import pathlib

TOP = pathlib.Path("/sys/fs/cgroup")


class Cgroups:
    def __init__(self, prefix="atlas-roles"):
        whole = (TOP / "cgroup.controllers").exists()
        self.hierarchies = [TOP] if whole else sorted(p for p in TOP.iterdir() if (p / "cgroup.procs").exists() and not p.is_symlink())
        self.prefix = prefix
        self.name = f"{prefix}-{os.getpid()}-{os.urandom(3).hex()}"

    def enter(self, machine):
        """In the child, before it becomes the machine."""
        for hierarchy in self.hierarchies:
            folder = hierarchy / self.name / machine
            folder.mkdir(parents=True, exist_ok=True)
            if hierarchy.name == "cpuset":
                for part in (folder.parent, folder):
                    for file in ("cpuset.cpus", "cpuset.mems"):
                        (part / file).write_text((hierarchy / file).read_text())
            (folder / "cgroup.procs").write_text("0")

    def seconds(self):
        """Processor time of all machines, where the host counts it."""
        for file in TOP.glob(f"cpuacct/{self.name}/cpuacct.usage"):
            return int(file.read_text()) / 1e9
        return 0

    def remove(self):
        """Also what a killed run left: a cgroup with a process in it cannot be removed, so nobody is harmed."""
        for hierarchy in self.hierarchies:
            for top in hierarchy.glob(self.prefix + "-*"):
                for folder, _, _ in os.walk(top, topdown=False):
                    try:
                        os.rmdir(folder)
                    except OSError:
                        pass
