"""The generated Markdown, read as a reader's viewer reads it: links and anchors lead somewhere, tables are whole, no text
of the fleet's owner becomes markup, every script and option that the pages name exists, the file tree tells the truth."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import urllib.parse

try:
    from markdown_it import MarkdownIt
except ImportError:
    print("SKIP: markdown-it-py is not installed (make test installs it)")
    sys.exit(77)

sys.path.insert(0, os.environ["ATLAS_ROOT"] + "/tests/functional/support")
import docs_specs  # noqa: E402

ROOT = pathlib.Path(os.environ["ATLAS_ROOT"])
PARSER = MarkdownIt("commonmark").enable("table")
problems = []


def complain(path, text):
    problems.append(f"{path}: {text}")


def generate(spec, out, *options):
    subprocess.run([os.environ["ATLAS"], "--quiet", "generate", str(spec), "-o", out, "--lock", f"{out}.lock.yaml", *options],
                   check=True)
    return pathlib.Path(out)


def anchor(text):
    """The id that GitHub and GitLab give a heading."""
    return re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")


def inline_tokens(tokens):
    for token in tokens:
        yield token
        yield from inline_tokens(token.children or [])


def headings(path):
    tokens = PARSER.parse(path.read_text())
    found = []
    for before, token in zip(tokens, tokens[1:]):
        if before.type == "heading_open":
            found.append(anchor("".join(t.content for t in token.children if t.type in ("text", "code_inline"))))
    return found


def cells(line):
    return len(re.findall(r"(?<!\\)(?:\\\\)*\|", line))


def check_text(path, text):
    for number, line in enumerate(text.split("\n"), 1):
        if line != line.rstrip():
            complain(path, f"line {number} ends in white space")
    if not text.endswith("\n") or text.endswith("\n\n"):
        complain(path, "does not end in exactly one newline")
    if "\n\n\n" in text:
        complain(path, "has two empty lines in a row")


def check_tables(path, text):
    """Rows of a table have as many cells as its head; a row that is too short or too long is cut by viewers."""
    lines = text.split("\n")
    fenced = False
    for number, line in enumerate(lines):
        if line.startswith("```"):
            fenced = not fenced
        if fenced or not re.fullmatch(r"\|(-+\|)+", line):
            continue
        wanted = cells(line)
        row = number - 1
        while row < len(lines) and lines[row].startswith("|"):
            if cells(lines[row]) != wanted:
                complain(path, f"line {row + 1}: {cells(lines[row]) - 1} cells instead of {wanted - 1}")
            row += 1
    tables = sum(t.type == "table_open" for t in PARSER.parse(text))
    if tables != len(re.findall(r"^\|(?:-+\|)+$", text, re.M)):
        complain(path, "a table is not read as one")


def check_links(path, tree, text):
    for token in inline_tokens(PARSER.parse(text)):
        # A code span that holds a pipe is the one thing that ATLAS itself writes as HTML: no viewer reads it alike else.
        if token.content in ("<code>", "</code>") and token.type == "html_inline":
            continue
        if token.type in ("html_block", "html_inline", "image"):
            complain(path, f"holds {token.type}: {token.content!r}")
        if token.type != "link_open":
            continue
        target, _, fragment = urllib.parse.unquote(token.attrs["href"]).partition("#")
        if re.match(r"[a-z]+:", target):
            complain(path, f"links out of the tree: {target}")
            continue
        goal = (path.parent / target).resolve() if target else path.resolve()
        if not goal.exists() or not goal.is_relative_to(tree.resolve()):
            complain(path, f"link to {target}, which is not there")
        elif fragment and fragment not in headings(goal):
            complain(path, f"link to {target}#{fragment}, which is no heading")


helps = {}


def help_of(script):
    if script not in helps:
        helps[script] = subprocess.run([str(script), "--help"], capture_output=True, text=True, stdin=subprocess.DEVNULL).stdout
    return helps[script]


def check_scripts(path, tree, text):
    for script, rest in re.findall(r"(scripts/[a-z-]+\.sh)([^`\n|#]*)", text):
        if not (tree / script).exists():
            complain(path, f"names {script}, which is not there")
            continue
        for option in re.findall(r"(?<= )--[a-z-]+", rest):
            if option not in help_of(tree / script):
                complain(path, f"{script} knows no {option}")
    for task in re.findall(r"scripts/maintenance\.sh ([a-z]+)", text):
        if not re.search(rf"^  {task} ", help_of(tree / "scripts/maintenance.sh"), re.M):
            complain(path, f"maintenance.sh knows no task {task}")


def check_file_tree(readme, tree):
    block = re.search(r"```text\n(output/\n.*?)```", readme.read_text(), re.S)[1]
    parent = ""
    for line in block.splitlines()[1:]:
        entry = re.match(r"(│   )?[├└]── (\S+(?:, \S+)*)", line)
        if not entry:
            continue
        if not entry[1]:
            parent = entry[2] if entry[2].endswith("/") else ""
        for name in entry[2].split(", "):
            place = (parent if entry[1] else "") + name.rstrip(",")
            if not (tree / place).exists():
                complain(readme, f"the file tree names {place}, which is not there")
    listed = set(re.findall(r"^[├└]── (\.?[\w-]+)/", block, re.M)) | {".github"}
    for folder in tree.iterdir():
        if folder.is_dir() and folder.name not in listed:
            complain(readme, f"the file tree lacks {folder.name}/")


def check_alerts(readme, tree):
    rules = "\n".join(p.read_text() for p in (tree / "monitoring/prometheus/rules").glob("*.yml"))
    text = readme.read_text()
    for alert in set(re.findall(r"- alert: (\w+)", rules)):
        if f"| {alert} |" not in text:
            complain(readme, f"the alert {alert} is not in the table")


def check_pages(tree):
    docs = tree / "docs"
    for page in ("README", "ip-plan", "placement", "assumptions", "day-2", "troubleshooting", "environments", "privileges"):
        if not (docs / f"{page}.md").exists():
            complain(docs, f"{page}.md is missing")
    for path in sorted(docs.rglob("*.md")):
        text = path.read_text()
        check_text(path, text)
        check_tables(path, text)
        check_links(path, tree, text)
        check_scripts(path, tree, text)
        found = headings(path)
        if path.name not in ("environments.md",) and len(found) != len(set(found)):
            complain(path, f"two headings with one anchor: {sorted(h for h in found if found.count(h) > 1)}")
    for path in sorted(tree.glob("ansible/roles/*/README.md")):
        text = path.read_text()
        check_text(path, text)
        check_tables(path, text)
        check_links(path, tree, text)
    check_file_tree(docs / "README.md", tree)
    check_alerts(docs / "README.md", tree)


def check_order(readme):
    """The order in which somebody in trouble looks for things."""
    wanted = ["architecture", "inventory", "network-plan", "services-ports-and-firewall", "versions-and-end-of-life",
              "prerequisites", "credentials", "quick-start", "deploy-step-by-step", "verify", "day-2", "monitoring-and-alerts",
              "disaster-recovery", "troubleshooting", "known-limits", "glossary", "file-tree", "change-and-regenerate"]
    if headings(readme)[1:] != wanted:
        complain(readme, f"sections are {headings(readme)[1:]}")
    block = re.search(r"## Quick start\n\n```sh\n(.*?)```", readme.read_text(), re.S)[1]
    if len(block.splitlines()) > 10:
        complain(readme, "the quick start has more than ten lines")


def check_hostile(tree):
    for path in sorted(tree.rglob("docs/**/*.md")):
        for token in inline_tokens(PARSER.parse(path.read_text())):
            if "evil.example" in str(token.attrs.get("href", "")):
                complain(path, "text of the owner became a link")
        if any("pwned" in h and "zq" not in h for h in headings(path)):
            complain(path, "text of the owner became a heading")
    words = "".join(t.content for t in inline_tokens(PARSER.parse((tree / "docs/README.md").read_text())) if t.type == "text")
    for part in ("${HOME}", "{{ 7*7 }}", "<script>", "[link](http://evil.example)", "# Pwned", "`touch pwned`"):
        if part not in words:
            complain(tree, f"{part} does not stand in the runbook as it was written")
    facts = subprocess.run(["bash", "-c", '. "$1" && printf "%s" "${#ATLAS_HOSTS[@]}"', "x", str(tree / "scripts/fleet.env")],
                           capture_output=True, text=True, check=True)
    if facts.stdout != "1" or list(pathlib.Path.cwd().rglob("pwned")):
        complain(tree, "text of the owner was run by a shell")


def check_given(trees):
    """docs_pages.py TREE...: the pages of trees that somebody else generated."""
    for tree in map(pathlib.Path, trees):
        check_pages(tree)
    print("\n".join(problems) or f"every page of {len(trees)} trees holds")
    return 1 if problems else 0


def main():
    for spec in sorted(ROOT.glob("examples/*/fleet.yaml")):
        tree = generate(spec, spec.parent.name)
        check_pages(tree)
        check_order(tree / "docs/README.md")
    for name in ("hostile", "plain", "closed"):
        pathlib.Path(f"{name}.yaml").write_text(subprocess.run(
            [sys.executable, docs_specs.__file__, name], capture_output=True, text=True, check=True).stdout)
        tree = generate(f"{name}.yaml", name)
        check_pages(tree)
        if shutil.which("shellcheck"):
            subprocess.run(["shellcheck", "--severity=style", "-x", "lib.sh", "deploy.sh"], cwd=tree / "scripts", check=True)
    check_hostile(pathlib.Path("hostile"))
    print("\n".join(problems) or "every page holds")
    return 1 if problems else 0


sys.exit(check_given(sys.argv[1:]) if len(sys.argv) > 1 else main())
