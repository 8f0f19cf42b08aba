#!/usr/bin/env bash
# Every component of config/templates/software has an example and words of its own (docs/components.md says what they must
# hold). The example generates offline in each environment and for each operating system; what it gives passes yamllint, the
# syntax check, the inventory and ansible-lint; its pages are readable, and hold the component's words. While you write one:
# ATLAS_COMPONENTS="nginx haproxy" looks at these alone.
. "$ATLAS_ROOT/tests/functional/support/ansible.sh"
need ansible-lint yamllint ansible-playbook ansible-inventory
software="$ATLAS_CONFIG_DIR/templates/software"
python="$ATLAS_TOOLS/ansible/bin/python"
support="$ATLAS_ROOT/tests/functional/support"
problems=0
complain() { echo "FAIL: $*" >&2; problems=$((problems + 1)); }

# systems_of COMPONENT: the operating systems that it is for
systems_of() { "$python" -c 'import sys, yaml; print(*yaml.safe_load(open(sys.argv[1]))["os"])' "$software/$1/component.yaml"; }

# variants COMPONENT: every environment on every system; one of the Red Hat family is kept for its pages
variants() {
  local name="$1" os environment
  for os in $(systems_of "$name"); do
    sed -E "s/\\bos: [a-z]+-[0-9.]+/os: $os/" "$software/$name/example/fleet.yaml" >"$name.$os.yaml"
    for environment in dev test prod; do
      "$ATLAS" --quiet generate "$name.$os.yaml" -o "$name.$os.$environment" --env "$environment" \
        --lock "$name.lock.yaml" >"$name.log" 2>&1 || { head -40 "$name.log"; complain "$name: $os, $environment"; continue; }
      rm -f "$name.lock.yaml"
      case "$os.$environment" in
        rocky-9.dev | debian-12.test) echo "$name.$os.$environment" >>pages ;;
        *) rm -rf "$name.$os.$environment" ;;
      esac
    done
  done
}

# play_checks TREE
play_checks() {
  (
    cd "$1/ansible"
    ansible-playbook --syntax-check site.yml playbooks/*.yml >../syntax.log 2>&1 || { cat ../syntax.log; exit 1; }
    ansible-inventory --list >../inventory.json
  )
}

# into_union COMPONENT: what several examples have alike, a role or a playbook, is linted once
declare -A seen=()
into_union() {
  local file sum
  mkdir -p union/ansible/roles union/ansible/playbooks
  cp -r "$1"/ansible/roles/. union/ansible/roles/
  cp "$1"/ansible/{ansible.cfg,.ansible-lint,.yamllint} union/ansible/
  [ -d union/inventory ] || cp -r "$1/inventory" union/inventory
  for file in "$1"/ansible/tiers/*.yml "$1"/ansible/playbooks/*.yml; do
    sum="$(sha256sum <"$file")"
    [ -n "${seen[$sum]:-}" ] || cp "$file" "union/ansible/playbooks/$1_$(basename -- "$file")"
    seen[$sum]=yes
  done
}

checked=0
touch pages
for folder in "$software"/*/; do
  name="$(basename -- "$folder")"
  [[ " ${ATLAS_COMPONENTS:-$name} " == *" $name "* ]] || continue
  for part in component.yaml example/fleet.yaml doc.md.j2; do
    [ -f "$folder/$part" ] || { complain "$name has no $part"; continue 2; }
  done
  generate "$folder/example/fleet.yaml" "$name" >"$name.log" 2>&1 || { cat "$name.log"; complain "$name is not generated"; continue; }
  variants "$name"
  play_checks "$name" || { complain "$name: a playbook or the inventory is refused"; continue; }
  "$python" "$support/component_page.py" "$folder" "$name" || complain "$name does not hold what docs/components.md asks for"
  into_union "$name"
  echo "$name" >>pages
  checked=$((checked + 1))
done
[ "$checked" -ge 1 ] || fail "no component was checked"

mapfile -t trees <pages
"$python" "$ATLAS_ROOT/tests/functional/docs_pages.py" "${trees[@]}" || complain "a page cannot be read"
mapfile -t inventories < <(printf '%s/inventory\n' "${trees[@]}")
yamllint -s -c union/ansible/.yamllint union/ansible "${inventories[@]}" || complain "yamllint has findings"
(cd union/ansible && ansible-lint --offline --nocolor -q) || complain "ansible-lint has findings"

# A page that lacks what its template says, and an example that uses more, must be found.
[ -z "${ATLAS_COMPONENTS:-}" ] || { echo "ok so far: $ATLAS_COMPONENTS, $problems problems"; exit "$((problems > 0))"; }
cp -r "$software/nginx" wrong
sed -i 's/- name: nginx$/- {name: docker}\n      - name: nginx/' wrong/example/fleet.yaml
sed -i -e '/^## Upgrade/d' -e '/^On the machine:/d' nginx/docs/components/nginx.md
"$python" "$support/component_page.py" wrong nginx >wrong.txt && fail "a broken page and example passed"
for fault in 'has the sections' 'lacks words' 'also uses'; do
  grep -q "$fault" wrong.txt || { cat wrong.txt; fail "a fault is not named: $fault"; }
done
[ "$problems" -eq 0 ] || fail "$problems problems in the examples of components"
echo "ok: $checked components with their examples and pages"
