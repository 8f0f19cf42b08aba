#!/usr/bin/env python3
"""200 fleets, each valid until one thing in it was spoiled: each is refused with exit code 3 and the id that the spoiling asks for
(support/fleet_mutations.py is the table), at a place in the spoiled lines, and nothing is written. Every way of spoiling has its
turn at least once. SEED=n draws others, COUNT=m more or fewer, ONLY='name' only one way."""
import collections
import copy
import json
import os
import pathlib
import random
import sys

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "support"))
import fleet_mutations  # noqa: E402
from fleet_catalogue import Catalogue  # noqa: E402
from fleet_maker import Maker, text_of  # noqa: E402
from fleet_trial import ATLAS, run, side_by_side  # noqa: E402

WAYS = [(*one, False) for one in fleet_mutations.TABLE] + [(*one, True) for one in fleet_mutations.TEXT]


def lines_of(node, path):
    """First and last line (from 1) of the value at a path, that of its key included."""
    start = node.start_mark.line
    for step in path:
        if isinstance(node, yaml.MappingNode):
            key, node = next((key, value) for key, value in node.value if key.value == step)
            start = key.start_mark.line
        else:
            node = node.value[step]
            start = node.start_mark.line
    end = node.end_mark.line if node.end_mark.column > 0 else node.end_mark.line - 1
    return start + 1, max(start, end) + 1


class Broken:
    """One spoiled fleet."""

    def __init__(self, number, way, rng, fleet):
        self.name, self.id, function, in_text = way
        self.path, self.fine = pathlib.Path(f"b{number:03}.yaml"), False
        fleet.pop("environments", None)  # an overlay could mend what is spoiled
        if in_text:
            lines = text_of(fleet).split("\n")
            self.places = [function(rng, lines)]
            text = "\n".join(lines)
        else:
            where = function(rng, fleet)
            if where is None:
                return
            text = text_of(fleet)
            self.places = [lines_of(yaml.compose(text), one) for one in (where if isinstance(where, list) else [where])]
        self.path.write_text(text, encoding="utf-8")
        self.fine = True

    def problem(self):
        out = self.path.with_suffix("")
        status, said = run(ATLAS, "--json", "generate", self.path, "-o", out, "--lock", f"{out}.lock.yaml", "--max-machines", 200)
        if status != 3:
            return f"exit code {status}, not 3\n{said[:600]}"
        if out.exists() or pathlib.Path(f"{out}.lock.yaml").exists():
            return "something was written"
        found = [one for one in json.loads(said[said.index("{"):])["diagnostics"] if one["severity"] == "error"]
        with_id = [one for one in found if one["id"] == self.id]
        if not with_id:
            return "no such id, but " + "; ".join(f"{one['id']} {one['summary']} ({one['where']['line']})" for one in found[:4])
        # Other messages of the id may point into a profile that a stack's machines come from.
        here = [one for one in with_id if one["where"]["file"] == str(self.path) and one["where"]["column"] >= 1]
        if not any(low <= one["where"]["line"] <= high for one in here for low, high in self.places):
            return f"points to line {[one['where']['line'] for one in with_id]}, spoiled were {self.places}: {with_id[0]['summary']}"
        if any(not one["summary"] for one in with_id):
            return f"no summary: {with_id}"
        return None


def draw(maker, seed, count, only):
    """Fleet after fleet is spoiled in the ways that had the fewest turns."""
    ways = [way for way in WAYS if only in (None, way[0])]
    turns, broken, number = collections.Counter({way[0]: 0 for way in ways}), [], 0
    while len(broken) < count and number < 40 * count:
        rng = random.Random(f"{seed}/{number}/broken")
        way = min(ways, key=lambda one: (turns[one[0]], rng.random()))
        rng.shuffle(ways)
        for way in sorted(ways, key=lambda one: turns[one[0]]):
            one = Broken(len(broken), way, rng, copy.deepcopy(maker.fleet(number)))
            if one.fine:
                turns[way[0]] += 1
                broken.append(one)
                break
        number += 1
    return broken, turns


def main():
    seed, count, only = os.environ.get("SEED", "1"), int(os.environ.get("COUNT", "200")), os.environ.get("ONLY")
    broken, turns = draw(Maker(Catalogue(), seed), seed, count, only)
    print(f"SEED={seed}: {len(broken)} spoiled fleets, {len(turns)} ways, {len({one.id for one in broken})} ids", flush=True)
    failures = 0
    for one, problem in zip(broken, side_by_side(Broken.problem, broken)):
        if problem:
            failures += 1
            print(f"FAIL: {one.name} ({one.path}) must give {one.id}: {problem}")
            if os.environ.get("KEEP"):
                pathlib.Path(os.environ["KEEP"], one.path.name).write_bytes(one.path.read_bytes())
    idle = [name for name, turn in turns.items() if turn == 0]
    if idle:
        failures += 1
        print(f"FAIL: no drawn fleet could be spoiled in these ways: {idle}")
    print(f"{failures} failures" if failures else f"ok: {len(broken)} fleets refused, each at the right place")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
