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
YAML_WORDS = {"true", "false", "yes", "no", "on", "off", "null", "y", "n", "none", "nan"}


def format_of(name):
    base = name.removesuffix(".j2")
    leaf = os.path.basename(base)
    kind = FORMATS.get(leaf) or FORMATS.get(os.path.splitext(leaf)[1], "none")
    if kind == "yaml" and (name.split("/")[0] in ("ansible", "inventory", "software")
                           or leaf in ("group_vars.yml", "host_vars.yml")):
        return "ansible"
    return kind


FORBIDDEN = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u200b-\\u200f\\u2028\\u2029\\u202a-\\u202e\\u2060-\\u2069\\ufeff"
                       "\\ufdd0-\\ufdef\\ufffe\\uffff]")


def guard(v):
    """Refuses what no writer takes, however deep it stands."""
    if isinstance(v, str) and FORBIDDEN.search(v):
        raise ValueError("the text holds a control, direction or invisible character")
    for item in v if isinstance(v, (list, tuple)) else [*v.keys(), *v.values()] if isinstance(v, dict) else ():
        guard(item)


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
        if any(isinstance(x, str) and (not x or "," in x) for x in v):
            raise ValueError("an item of an INI list cannot be empty or hold a comma")
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
    v = scalar(v)
    begin = f"&#{ord(v[0].replace(chr(10), ' '))};" if v and v[0].isspace() else ""
    v = v[1:] if begin else v
    end = f"&#{ord(v[-1].replace(chr(10), ' '))};" if v and v[-1].isspace() else ""
    v = v[:-1] if end else v
    mark = re.match(r"[-+=]|[0-9]+[.)]", v)
    text = re.sub(r"([\\`*_{}\[\]<>#|!~&$])", r"\\\1", v[mark.end():] if mark else v).replace("\n", " ")
    return begin + (v[:mark.end() - 1] + "\\" + v[mark.end() - 1] if mark else "") + text + end


def mermaid(v):
    v = scalar(v)

    def one(i, c):
        if c == "\n":
            return "<br/>"
        if c == '"':
            return "#quot;"
        inside = c in ".-: " and 0 < i < len(v) - 1 and all(re.match(r"[A-Za-z0-9,/\x80-\U0010ffff]", v[j]) for j in (i - 1, i + 1))
        if inside or re.match(r"[A-Za-z0-9,/]", c) or (c >= "\x80" and not c.isspace() and c not in "\ufb02\xb6"):
            return c
        return f"#{ord(c)};"
    return '"' + "".join(one(i, c) for i, c in enumerate(v)) + '"'


def plantuml(v):
    v = scalar(v)

    def one(i, c):
        if c == "\n":
            return "\\n"
        alone = c in ".-_/:()" and i > 0 and v[i - 1] not in ("\n", c)
        return c if alone or re.match(r"[A-Za-z0-9 ,\x80-\U0010ffff]", c) else f"<U+{ord(c):04X}>"
    return '"' + "".join(one(i, c) for i, c in enumerate(v)) + '"'


def literal(kind, v):
    guard(v)
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
    guard(v)
    v = str(v).replace("\n", " ").replace("\t", " ")
    if "|" in v:
        return Markup("<code>" + markdown(v).replace("\\|", "&#124;") + "</code>")
    run = max((len(r) for r in re.findall(r"`+", v)), default=0)
    if not v:
        return Markup("` `")
    pad = " " if v.strip(" ") and (v[0] in "` " or v[-1] in "` ") else ""
    return Markup("`" * (run + 1) + pad + v + pad + "`" * (run + 1))


def comment(v):
    v = FORBIDDEN.sub(" ", str(v)).replace("\n", " ").replace("\t", " ")
    return Markup(re.sub(r"(?<=-)-", " -", v.replace("*/", "* /")).rstrip("\\ "))


def line(v):
    guard(v)
    v = re.sub(r"[\n\t]", " ", str(v)).replace("%", "%%").strip(" ")
    if not v or v.endswith("\\"):
        raise ValueError("a line cannot be empty or end with a backslash")
    return Markup(v)


def node_id(v):
    if not str(v):
        raise ValueError("an id needs a text that is not empty")
    return Markup("n_" + re.sub(r"[^A-Za-z0-9]", "_", str(v)).lower())


def environment(root):
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(root), undefined=jinja2.StrictUndefined, autoescape=True,
                             trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, finalize=finalize)
    env.filters.update(ident=ident, block=block, code=code, comment=comment,
                       line=line, node_id=node_id, raw=lambda v: Markup(str(v)))
    for name in ("safe", "escape", "e", "tojson", "pprint", "forceescape"):
        env.filters.pop(name, None)
    env.filters["as"] = lambda v, kind: Markup(literal(kind, v))
    return env


def render_target(env, root, target, context, out):
    for folder, dirs, files in os.walk(os.path.join(root, target)):
        dirs[:] = sorted(name for name in dirs if not name.startswith("_"))
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
