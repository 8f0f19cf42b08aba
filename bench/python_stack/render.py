"""The same templates, rendered by Jinja2: the yardstick of `make bench`, and an independent second
implementation of docs/templates.md that the tests hold against the C++ one.

    render.py CONTEXT.json TEMPLATE_ROOT TARGET OUTPUT_DIR    renders one target
"""
import json
import os
import re
import shutil
import sys

import jinja2
from markupsafe import Markup

FORMATS = {
    ".tf": "hcl", ".tofu": "hcl", ".hcl": "hcl", ".tfvars": "hcl", ".yml": "yaml", ".yaml": "yaml",
    ".yamllint": "yaml", ".ansible-lint": "yaml", ".json": "json", ".sh": "shell", ".bash": "shell",
    ".env": "shell", ".cfg": "ini", ".ini": "ini", ".conf": "ini", ".service": "systemd", ".timer": "systemd",
    ".md": "markdown", ".mmd": "mermaid", ".puml": "plantuml",
}
YAML_WORDS = {"true", "false", "yes", "no", "on", "off", "null", "y", "n", "none"}


def format_of(name):
    base = name.removesuffix(".j2")
    leaf = os.path.basename(base)
    kind = FORMATS.get(leaf) or FORMATS.get(os.path.splitext(leaf)[1], "none")
    if kind == "yaml" and (name.split("/")[0] in ("ansible", "inventory", "software")
                           or leaf in ("group_vars.yml", "host_vars.yml")):
        return "ansible"
    return kind


def hcl(v):
    if isinstance(v, str):
        text = json.dumps(v, ensure_ascii=False).replace("\\b", "\\u0008").replace("\\f", "\\u000c")
        return text.replace("${", "$${").replace("%{", "%%{")
    if isinstance(v, dict):
        return "{ " + ", ".join(f"{hcl(str(k))} = {hcl(x)}" for k, x in v.items()) + " }" if v else "{}"
    if isinstance(v, (list, tuple)):
        return "[" + ", ".join(hcl(x) for x in v) + "]"
    return json.dumps(v)


def yaml(v, ansible):
    if isinstance(v, str):
        if re.fullmatch(r"[A-Za-z][A-Za-z0-9_./-]*", v) and v.lower() not in YAML_WORDS:
            return v
        text = json.dumps(v, ensure_ascii=False)
        return "!unsafe " + text if ansible and re.search(r"\{\{|\{%|\{#", v) else text
    if isinstance(v, dict):
        return "{" + ", ".join(f"{yaml(str(k), False)}: {yaml(x, ansible)}" for k, x in v.items()) + "}"
    if isinstance(v, (list, tuple)):
        return "[" + ", ".join(yaml(x, ansible) for x in v) + "]"
    return json.dumps(v)


def yaml_block(v, depth, ansible):
    pad = " " * depth
    if isinstance(v, dict) and v:
        out = []
        for k, x in v.items():
            key = pad + yaml(str(k), False) + ":"
            out.append(key + "\n" + yaml_block(x, depth + 2, ansible) if isinstance(x, (dict, list)) and x else key + " " + yaml(x, ansible))
        return "\n".join(out)
    if isinstance(v, list) and v:
        out = []
        for x in v:
            if isinstance(x, (dict, list)) and x:
                out.append(pad + "- " + yaml_block(x, depth + 2, ansible)[depth + 2:])
            else:
                out.append(pad + "- " + yaml(x, ansible))
        return "\n".join(out)
    return pad + yaml(v, ansible)


def scalar(v):
    if isinstance(v, bool):
        return "true" if v else "false"
    if v is None or isinstance(v, dict):
        raise ValueError("this format has no literal for null or a map")
    return str(v)


def shell(v):
    if isinstance(v, str):
        return "'" + v.replace("'", "'\\''") + "'"
    return " ".join(shell(x) for x in v) if isinstance(v, list) else scalar(v)


def ini(v):
    if isinstance(v, list):
        return ", ".join(ini(x) for x in v)
    v = scalar(v)
    if v != v.strip() or re.search(r"[\n;#]", v):
        raise ValueError("an INI value cannot hold this text")
    return v.replace("%", "%%")


def systemd(v):
    if isinstance(v, list):
        return " ".join(systemd(x) for x in v)
    if not isinstance(v, str):
        return scalar(v)
    return '"' + v.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t").replace("%", "%%") + '"'


def markdown(v):
    if isinstance(v, list):
        return ", ".join(markdown(x) for x in v)
    if v is None:
        return "–"
    if isinstance(v, bool):
        return "yes" if v else "no"
    return re.sub(r"([\\`*_{}\[\]<>#|!~&$])", r"\\\1", scalar(v)).replace("\n", " ")


def mermaid(v):
    v = scalar(v)
    table = {'"': "#quot;", "#": "#35;", "<": "#lt;", ">": "#gt;", "&": "#amp;", "`": "#96;", "|": "#124;", ";": "#59;", "\n": "<br/>"}
    return '"' + "".join(table.get(c, c) for c in v) + '"'


def plantuml(v):
    v = scalar(v)
    return '"' + "".join("\\n" if c == "\n" else f"<U+{ord(c):04X}>" if c in '"%<\\~' else c for c in v) + '"'


def literal(kind, v):
    if kind == "yaml":
        return yaml(v, False)
    if kind == "ansible":
        return yaml(v, True)
    if kind == "json":
        return json.dumps(v, ensure_ascii=False)
    return {"hcl": hcl, "shell": shell, "ini": ini, "systemd": systemd, "markdown": markdown,
            "mermaid": mermaid, "plantuml": plantuml}[kind](v)


@jinja2.pass_context
def finalize(context, v):
    if isinstance(v, Markup):
        return v
    if isinstance(v, jinja2.Undefined):
        str(v)
    kind = format_of(context.name)
    if kind == "none":
        raise ValueError(f"{context.name}: no writer for this file type; use ident, raw or as")
    return Markup(literal(kind, v))


def ident(v):
    if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]*", str(v)):
        raise ValueError("not an identifier")
    return Markup(str(v))


@jinja2.pass_context
def block(context, v, indent):
    kind = format_of(context.name)
    if kind == "json":
        text = json.dumps(v, ensure_ascii=False, indent=2)
        return Markup("\n".join(" " * indent + line for line in text.split("\n")))
    return Markup(yaml_block(v, indent, kind == "ansible"))


def code(v):
    v = str(v).replace("\n", " ").replace("|", "\\|")
    run = max((len(r) for r in re.findall(r"`+", v)), default=0)
    pad = " " if v.startswith("`") or v.endswith("`") or not v else ""
    return Markup("`" * (run + 1) + pad + v + pad + "`" * (run + 1))


def comment(v):
    return Markup(re.sub(r"[\x00-\x1f\x7f]", " ", str(v)).replace("*/", "* /").replace("--", "- -"))


def environment(root):
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(root), undefined=jinja2.StrictUndefined, autoescape=True,
                             trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, finalize=finalize)
    env.filters.update(ident=ident, block=block, code=code, comment=comment,
                       raw=lambda v: Markup(str(v)), node_id=lambda v: Markup("n_" + re.sub(r"[^a-z0-9_]", "_", str(v).lower())))
    env.filters["as"] = lambda v, kind: Markup(literal(kind, v))
    return env


def render_target(env, root, target, context, out):
    for folder, dirs, files in os.walk(os.path.join(root, target)):
        dirs.sort()
        for leaf in sorted(files):
            if leaf.startswith("_"):
                continue
            path = os.path.join(folder, leaf)
            name = os.path.relpath(path, root)
            goal = os.path.join(out, name.removesuffix(".j2"))
            os.makedirs(os.path.dirname(goal), exist_ok=True)
            if name.endswith(".j2"):
                with open(goal, "w", encoding="utf-8") as f:
                    f.write(env.get_template(name).render(context))
            else:
                shutil.copy(path, goal)


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as source:
        data = json.load(source)
    render_target(environment(sys.argv[2]), sys.argv[2], sys.argv[3], data, sys.argv[4])
