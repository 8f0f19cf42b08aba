"""Reads back, with a format's real parser, what the C++ writers wrote.

    check.py FORMAT DOCUMENT EXPECTED.json

DOCUMENT has one literal a case in the frame that tests/property/emit_formats.cpp puts around it; EXPECTED is the list
of the values. Prints each difference and exits 1; 77 when the parser is not installed, saying which.
"""
import configparser
import html
import json
import os
import re
import shutil
import subprocess
import sys


def read(path):
    with open(path, encoding="utf-8", newline="") as source:
        return source.read()


def need(module, package):
    try:
        return __import__(module)
    except ImportError:
        print(f"SKIP: the Python package {package} is not installed")
        sys.exit(77)


def yaml_values(document):
    yaml = need("yaml", "PyYAML")
    return yaml.load(read(document), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def ansible_values(document):
    """Ansible's own loader, and then its template engine: a text must come out as it went in."""
    need("ansible", "ansible-core")
    from ansible.parsing.dataloader import DataLoader
    from ansible.template import Templar
    loader = DataLoader()
    loaded = loader.load(read(document), file_name=document)
    return plain(Templar(loader=loader, variables={}).template(loaded))


def plain(value):
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, bool) or value is None:
        return value
    return next((kind(value) for kind in (str, int, float) if isinstance(value, kind)), value)


def json_values(document):
    return json.loads(read(document))


def shell_values(document):
    """The document is `printf '%s\\0' LITERAL...` commands; bash and dash must agree."""
    results = []
    for shell in (["bash", "--norc", "--noprofile"], ["dash"]):
        run = subprocess.run(shell + [document], capture_output=True, check=True, env={"PATH": os.environ["PATH"]})
        results.append(run.stdout.decode().split("\0")[:-1])
    if results[0] != results[1]:
        raise ValueError("bash and dash read the document differently")
    return results[0]


def ini_values(document):
    """As ansible.cfg is read."""
    parser = configparser.ConfigParser(inline_comment_prefixes=(";",))
    with open(document, encoding="utf-8") as source:
        parser.read_file(source)
    return [parser.get("defaults", f"c{i}") for i in range(len(parser.options("defaults")))]


def systemd_values(document):
    """systemd's own unit loader: it repeats an assignment whose name is invalid, with its value as it read it."""
    run = subprocess.run(["systemd-analyze", "verify", "--man=no", document], capture_output=True, check=False,
                         env={**os.environ, "LC_ALL": "C.UTF-8", "SYSTEMD_COLORS": "0", "SYSTEMD_LOG_LEVEL": "warning"})
    text = run.stderr.decode()
    mark = re.escape(document) + r":\d+: Invalid environment assignment, ignoring: \d+-="
    pieces = re.split(r"(?:^|\n)" + mark, text)
    if pieces[0].strip():
        raise ValueError("systemd-analyze: " + pieces[0][:300])
    return [without_empty_lines(piece) for piece in pieces[1:]]


def without_empty_lines(text):
    """systemd's log, and so this test, cannot show them."""
    return re.sub(r"\n+", "\n", text).strip("\n")


def inline_text(token):
    parts = []
    for child in token.children:
        if child.type not in ("text", "text_special", "code_inline"):
            raise ValueError(f"{child.type} in {token.content[:200]!r}")
        parts.append(child.content)
    return "".join(parts)


def markdown_values(document):
    """CommonMark with tables: each value stands in a paragraph, an item, a heading, or a table cell by turns."""
    need("markdown_it", "markdown-it-py")
    from markdown_it import MarkdownIt
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(read(document))
    allowed = {"paragraph", "heading", "list_item", "bullet_list", "inline", "table", "thead", "tbody", "tr", "td", "th"}
    for token in tokens:
        if re.sub(r"_(open|close)$", "", token.type) not in allowed:
            raise ValueError(f"{token.type} in line {token.map}")
    return [inline_text(token) for token in tokens if token.type == "inline" and token.content != "head"]


def code_values(document):
    """Code spans, in a paragraph and in a table cell by turns; one with `|` is `<code>` in HTML."""
    need("markdown_it", "markdown-it-py")
    from markdown_it import MarkdownIt
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(read(document))
    return [code_text(token) for token in tokens if token.type == "inline" and token.content != "head"]


def code_text(token):
    children = [child for child in token.children if child.type != "text" or child.content]
    if len(children) == 1 and children[0].type == "code_inline":
        return children[0].content
    if [children[0].content, children[-1].content] != ["<code>", "</code>"]:
        raise ValueError(f"no code span: {token.content[:200]!r}")
    return "".join(child.content for child in children[1:-1] if child.type in ("text", "text_special"))


PLANTUML_SAMPLE = 100


def plantuml_values(document):
    """PlantUML counts the entities of the whole diagram; it draws only a sample, from which the labels are read."""
    if not shutil.which("plantuml"):
        print("SKIP: plantuml is not installed")
        sys.exit(77)
    text = read(document)
    lines = text.splitlines(keepends=True)
    run = subprocess.run(["plantuml", "-charset", "UTF-8", "-syntax"], input=text.encode(), capture_output=True, check=True)
    if f"({len(lines) - 2} entities)" not in run.stdout.decode():
        raise ValueError("plantuml -syntax: " + run.stdout.decode()[:300])
    sample = "".join(lines[:PLANTUML_SAMPLE + 1] + lines[-1:])
    run = subprocess.run(["plantuml", "-charset", "UTF-8", "-tsvg", "-nometadata", "-pipe"], input=sample.encode(), capture_output=True,
                         check=True)
    labels = {}
    for name, drawn in re.findall(r"entity n_(\d+)-->(.*?)(?=<!--|</g>)", run.stdout.decode(errors="replace"), re.S):
        texts = re.findall(r"<text\b[^>]*(?<!/)>(.*?)</text>", drawn, re.S)
        labels[int(name)] = one_space(html.unescape("\n".join(texts)))
    return [labels[i] for i in sorted(labels)]


def one_space(text):
    """A drawing has no-break spaces and breaks lines; it shows no space at a line's ends."""
    return re.sub(r"\s+", "", text)


READERS = {"plantuml": plantuml_values, "yaml": yaml_values, "ansible": ansible_values, "json": json_values, "shell": shell_values,
           "ini": ini_values, "systemd": systemd_values, "markdown": markdown_values, "code": code_values}


def same(a, b):
    """Equal in value and in type: 1 is not true and not 1.0."""
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    return type(a) is type(b) and a == b


def main(kind, document, expected):
    wanted = json.loads(read(expected))
    got = READERS[kind](document)
    if kind == "systemd":
        wanted = [without_empty_lines(text) for text in wanted]
    if kind == "plantuml":
        wanted = [one_space(text) for text in wanted[:PLANTUML_SAMPLE]]
    wrong = 0 if len(got) == len(wanted) else 1
    if wrong:
        print(f"{len(got)} values were read, {len(wanted)} were written")
    for index, (want, have) in enumerate(zip(wanted, got)):
        if not same(want, have):
            wrong += 1
            print(f"case {index}: want {want!r:.300}, got {have!r:.300}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
