#!/usr/bin/env bash
# Every Mermaid block and file and every PlantUML file of the examples, and of a fleet too large for one picture,
# parses with the real parsers and stays readable.
set -Eeuo pipefail
for tool in node plantuml file; do
  command -v "$tool" >/dev/null || { echo "SKIP: $tool is not installed (make test installs it)"; exit 77; }
done
[ -d "$ATLAS_TOOLS/mermaid/node_modules/mermaid" ] || { echo "SKIP: mermaid is not installed (make test installs it)"; exit 77; }
fail() { echo "FAIL: $*" >&2; exit 1; }
# Modules are found from where a script lies, so the checker runs beside its node_modules.
cp "$ATLAS_ROOT/tools/mermaid/check.mjs" "$ATLAS_TOOLS/mermaid/check.mjs"
mermaid_check() { node "$ATLAS_TOOLS/mermaid/check.mjs" "$@"; }

check_tree() {
  local docs="$1/docs" kind
  mermaid_check "$docs/README.md" "$docs"/diagrams/*.mmd
  plantuml -checkonly "$docs"/diagrams/*.puml || fail "$1: PlantUML refuses a diagram"
  [ "$(grep -c '^```mermaid$' "$docs/README.md")" -eq 3 ] || fail "$1: README.md must show three diagrams"
  for kind in network deployment; do
    { [ -f "$docs/diagrams/$kind.mmd" ] && [ -f "$docs/diagrams/$kind.puml" ]; } || fail "$1: no $kind diagram"
  done
}

# every_machine TREE: each machine stands in the network's picture and in a wave, and no line leaves its network, where it would run
# over boxes of another one.
every_machine() {
  local docs="$1/docs/diagrams" host file
  for host in "$1"/inventory/host_vars/*; do
    host="$(basename -- "$host")"
    for file in network.mmd network.puml deployment.mmd; do
      grep -Eq "(\"|<br/>|\\\\n|, )$host(\"|<br/>| |,)" "$docs/$file" || fail "$1: $host is not in $file"
    done
  done
  awk '$2 == "---" { split($3, to, "["); if (index(to[1], $1 "_") != 1) { print; exit 1 } }' "$docs/network.mmd" ||
    fail "$1: a line leaves its network"
}

# whole_pictures TREE...: PlantUML cuts what is wider or higher than 4096 pixels.
whole_pictures() {
  local tree picture longest
  for tree in "$@"; do
    plantuml -tpng -o "$PWD/$tree.png" "$tree"/docs/diagrams/*.puml || fail "$tree: a picture cannot be drawn"
    for picture in "$tree.png"/*.png; do
      longest="$(file -b -- "$picture" | grep -oE '[0-9]+ x [0-9]+' | tr -d ' ' | tr x '\n' | sort -n | tail -n1)"
      [ "$longest" -lt 4096 ] || fail "$picture is cut"
    done
  done
}

for spec in "$ATLAS_ROOT"/examples/*/fleet.yaml; do
  name="$(basename -- "$(dirname -- "$spec")")"
  "$ATLAS" --quiet generate "$spec" -o "$name" --lock "$name.lock.yaml"
  check_tree "$name"
  every_machine "$name"
  echo "ok: $name"
done

# Ten and fifty machines in two networks, some of them in both, some with long names; and networks with names that mean something
# to the drawing programs.
for kind in ten fifty names; do
  python3 "$ATLAS_ROOT/tests/functional/support/docs_specs.py" "$kind" >"$kind.yaml"
  "$ATLAS" --quiet generate "$kind.yaml" -o "$kind" --max-machines 300
  check_tree "$kind"
  every_machine "$kind"
done
whole_pictures shop everything ten fifty names
echo "ok: ten, fifty, names"

python3 "$ATLAS_ROOT/tests/functional/support/docs_specs.py" large >large.yaml
"$ATLAS" --quiet generate large.yaml -o large --max-machines 300
check_tree large
[ "$(find large/docs/diagrams -name 'network-*.mmd' | wc -l)" -ge 3 ] || fail "240 machines in one picture"
[ "$(find large/docs/diagrams -name 'waves-*.mmd' | wc -l)" -ge 3 ] || fail "all waves in one picture"
# No machine may be lost between the parts.
[ "$(cat large/docs/diagrams/network-*.mmd | grep -o '"node-[0-9]*<' | sort -u | wc -l)" -eq 240 ] || fail "a machine is in no network diagram"
[ "$(cat large/docs/diagrams/waves-*.mmd | grep -o '"node-[0-9]*"' | sort -u | wc -l)" -eq 240 ] || fail "a machine is in no wave diagram"
echo "ok: large"

# The checkers must see a fault.
printf 'flowchart LR\n  n_a[a(b)] --> end\n' >bad.mmd
if mermaid_check bad.mmd >/dev/null 2>&1; then fail "a broken Mermaid diagram passed"; fi
{ printf 'flowchart LR\n'; for i in $(seq 120); do printf '  n_%s["x"]\n' "$i"; done; } >huge.mmd
if mermaid_check huge.mmd >/dev/null 2>&1; then fail "a diagram with 120 nodes passed"; fi
printf '@startuml\na-b -> : x\n!!\n@enduml\n' >bad.puml
if plantuml -checkonly bad.puml >/dev/null 2>&1; then fail "a broken PlantUML diagram passed"; fi
