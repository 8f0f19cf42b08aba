"""Checks what promtool does not: dashboards' expressions, runbook anchors, target files, names of jobs."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

root = pathlib.Path(sys.argv[1])
problems = []

anchors = {re.sub(r"[^a-z0-9-]", "", t.lower()) for t in re.findall(r"^## (.*)$", (root / "runbooks.md").read_text(), re.M)}
rules = "\n".join(p.read_text() for p in (root / "prometheus/rules").glob("*.yml"))
for alert in set(re.findall(r"alert: (\w+)", rules)):
    if alert.lower() not in anchors:
        problems.append(f"alert {alert} has no section in runbooks.md")
for url in re.findall(r'runbook_url: "(.*?)"', rules):
    if url.split("#")[1] not in anchors:
        problems.append(f"runbook {url} leads nowhere")


def expressions(node):
    if isinstance(node, dict):
        if isinstance(node.get("expr"), str):
            yield node["expr"]
        for value in node.values():
            yield from expressions(value)
    elif isinstance(node, list):
        for value in node:
            yield from expressions(value)


found = []
uids = set()
for path in sorted((root / "grafana/dashboards").glob("*.json")):
    board = json.loads(path.read_text())
    if board["id"] is not None or len(board["uid"]) > 40 or board["uid"] in uids:
        problems.append(f"{path.name}: id must be null and uid short and unique")
    uids.add(board["uid"])
    ids = [panel["id"] for panel in board["panels"]]
    if len(ids) != len(set(ids)):
        problems.append(f"{path.name}: panel ids repeat")
    found += [(path.name, e) for e in expressions(board)]
# Grafana's variables are no PromQL: each expression becomes a recording rule with the variables filled in.
with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
    plain = [re.sub(r"\$(?:\w+|\{\w+(?::\w+)?\})", "x", re.sub(r"\$__(?:rate_)?(?:interval|range)", "5m", e)) for _, e in found]
    json.dump({"groups": [{"name": "dashboards", "rules": [{"record": f"x:{i}", "expr": e} for i, e in enumerate(plain)]}]}, file)
    file.flush()
    result = subprocess.run(["promtool", "check", "rules", file.name], capture_output=True, text=True)
    if result.returncode != 0 or len(found) < 20:
        problems.append(f"dashboard expressions: {result.stdout}{result.stderr}")

jobs = {p.stem for p in (root / "prometheus/file_sd").glob("*.json")}
config = (root / "prometheus/prometheus.yml").read_text()
for path in (root / "prometheus/file_sd").glob("*.json"):
    for entry in json.loads(path.read_text()):
        if not entry["targets"] or not all(isinstance(v, str) for v in entry["labels"].values()):
            problems.append(f"{path.name}: empty targets or a label that is no string")
for job in re.findall(r"file_sd/([\w-]+)\.json", config):
    if job not in jobs:
        problems.append(f"prometheus.yml names file_sd/{job}.json, which is not there")

print("\n".join(problems) or f"monitoring: {len(found)} dashboard expressions, {len(anchors)} runbooks")
sys.exit(1 if problems else 0)
