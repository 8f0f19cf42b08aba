#!/usr/bin/env python3
"""Every #include between rooms is one that tools/layers.txt allows, and every edge it allows is documented there."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def allowed_edges():
    edges = {}
    for line in (ROOT / "tools/layers.txt").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            room, _, rest = line.partition(":")
            edges[room.strip()] = set(rest.split())
    return edges


def room_of(path):
    parts = path.relative_to(ROOT / "atlas").parts
    return "main" if len(parts) == 1 else parts[0]


def sub_isolated(source, target):
    """Folders that never include each other: agents, generator targets, engines."""
    a, b = source.split("/"), target.split("/")
    for room, depth in (("agents", 2), ("generators", 2), ("execution/engines", 3)):
        prefix = room.split("/")
        n = len(prefix)
        if a[:n] == prefix and b[:n] == prefix and len(a) > depth and len(b) > depth and a[n] != b[n]:
            return True
    return False


def main():
    edges = allowed_edges()
    problems = []
    count = 0
    for path in sorted((ROOT / "atlas").rglob("*.[ch]pp")):
        source = path.relative_to(ROOT / "atlas").as_posix()
        room = room_of(path)
        if room not in edges:
            problems.append(f"{source}: room '{room}' is not in tools/layers.txt")
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            include = re.match(r'\s*#include\s+"(.*)"', line)
            if not include:
                continue
            count += 1
            target = include.group(1)
            if not target.startswith("atlas/"):
                problems.append(f"{source}:{number}: include by full path, not \"{target}\"")
                continue
            target = target.removeprefix("atlas/")
            other = target.split("/")[0]
            if other != room and other not in edges[room]:
                problems.append(f"{source}:{number}: {room} may not include {other} ({target})")
            elif sub_isolated(source, target):
                problems.append(f"{source}:{number}: folders of one level do not include each other ({target})")
            elif source.startswith("agents/validation/rules/") and other not in ("utils", "spec") and not target.startswith("agents/validation/rules/"):
                problems.append(f"{source}:{number}: a rule may include only utils and spec ({target})")
    for room in sorted({p.name for p in (ROOT / "atlas").iterdir() if p.is_dir()}):
        if not (ROOT / "atlas" / room / "README.md").is_file():
            problems.append(f"atlas/{room}: no README.md")
        elif len((ROOT / "atlas" / room / "README.md").read_text().splitlines()) > 15:
            problems.append(f"atlas/{room}/README.md: more than 15 lines")
    print("\n".join(problems) or f"layers: {count} includes follow tools/layers.txt")
    return 1 if problems or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
