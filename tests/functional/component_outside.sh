#!/usr/bin/env bash
# A component is data: one made outside the source tree is generated, linted and configured like a shipped one.
. "$ATLAS_ROOT/tests/functional/support/ansible.sh"
need ansible-lint yamllint ansible-playbook jq
c="$PWD/my parts/greeter"
mkdir -p "$c"/role/{defaults,meta,tasks,templates,handlers}
cat >"$c/component.yaml" <<'YAML'
apiVersion: atlas/v1
kind: Component
name: greeter
title: Greeter
description: Writes a greeting, to prove that a component needs no code.
role: greeter
tier: web
always: false
os: [debian-12]
versions:
  - {version: "1.0", os: [debian-12], source: distro, default: true, eol: "2030-01-01"}
parameters:
  text:
    type: string
    description: What to say.
    default: hello
    x-environments: {dev: hello developer, test: hello tester, prod: hello world}
  port:
    type: integer
    minimum: 1
    maximum: 65535
    description: Where to say it.
    default: 7777
needs: {memory_mib: 1, disk_gib: 1, cpu_flags: [], components: []}
conflicts: []
ports:
  - {port: 7777, protocol: tcp, purpose: greeting, parameter: port}
secrets:
  - {name: vault_greeter_token, description: Opens the greeter}
services: {debian: greeter, redhat: greeter}
YAML
cat >"$c/group_vars.yml.j2" <<'YAML'
---
greeter_peers:
{% for name in component.machines %}
  - {{ name ~ " {{ here }}" }}
{% endfor %}
YAML
cat >"$c/host_vars.yml.j2" <<'YAML'
---
greeter_me: {{ machine.fqdn }}
YAML
cat >"$c/doc.md.j2" <<'MD'
The greeter says hello on {{ families | join(" and ") }}.
MD
cat >"$c/role/defaults/main.yml" <<'YAML'
---
greeter_text: hello
greeter_port: 7777
greeter_peers: []
greeter_me: ""
YAML
cat >"$c/role/meta/main.yml" <<'YAML'
---
galaxy_info:
  role_name: greeter
  author: a user
  description: Writes a greeting.
  license: Apache-2.0
  min_ansible_version: "2.15"
  platforms:
    - name: Debian
      versions: [bookworm]
dependencies: []
YAML
cat >"$c/role/meta/argument_specs.yml" <<'YAML'
---
argument_specs:
  main:
    short_description: Greeter
    options:
      greeter_text: {type: str, description: What to say.}
      greeter_port: {type: int, description: Where to say it.}
      greeter_peers: {type: list, elements: str, description: Who else is there.}
      greeter_me: {type: str, description: Who says it.}
YAML
cat >"$c/role/tasks/main.yml" <<'YAML'
---
- name: Greet
  ansible.builtin.template:
    src: greeting.j2
    dest: /etc/greeting
    owner: root
    group: root
    mode: "0644"
YAML
printf '%s\n' '{{ greeter_text }} from {{ greeter_me }}' >"$c/role/templates/greeting.j2"
rmdir "$c/role/handlers"

sed '/^machines:/,$d' "$ATLAS_ROOT/examples/single/fleet.yaml" >fleet.yaml
cat >>fleet.yaml <<'YAML'
machines:
  - name: hello-01
    template: debian-12
    nics: [{network: lan, ipv4: 192.0.2.20}]
    software: [{name: greeter, parameters: {port: 7778}}]
YAML

if "$ATLAS" --quiet generate fleet.yaml -o unknown --lock unknown.lock.yaml 2>error.txt; then fail "an unknown component was accepted"; fi
grep -q greeter error.txt || fail "the error does not name the component"

generate fleet.yaml out --components "$PWD/my parts"
[ "$(cat out/ansible/roles/greeter/templates/greeting.j2)" = '{{ greeter_text }} from {{ greeter_me }}' ] || fail "the role is not copied as it is"
(
  cd out/ansible
  ansible-lint --offline --nocolor -q || fail "ansible-lint has findings"
  yamllint -s -c .yamllint . ../inventory || fail "yamllint has findings"
  ansible-playbook --syntax-check site.yml >/dev/null
  ansible-playbook --list-tasks site.yml >../tasks.txt
  grep -q 'greeter : Greet' ../tasks.txt || fail "the role is not in the site"
  ansible-inventory --host hello-01 >../host.json
)
expect() { [ "$(jq -r "$1" out/host.json)" = "$2" ] || fail "$1 is $(jq -c "$1" out/host.json), not $2"; }
expect .greeter_text "hello developer"
expect .greeter_port 7778
expect .greeter_version 1.0
expect .greeter_me hello-01.example.org
expect '.greeter_peers[0] | if type == "object" then .__ansible_unsafe else . end' 'hello-01 {{ here }}'
expect '.atlas_vault_variables | join(",")' vault_greeter_token
grep -qx 'The greeter says hello on debian.' out/docs/components/greeter.md || fail "the component's own words are not on its page"
grep -q '^vault_greeter_token: "CHANGE_ME' out/inventory/group_vars/all/vault.yml.example || fail "the vault example lacks the secret"

# The same through the environment.
ATLAS_COMPONENT_PATH="$PWD/my parts" "$ATLAS" --quiet generate fleet.yaml -o again --lock out.lock.yaml
diff -r -x host.json out/ansible again/ansible || fail "ATLAS_COMPONENT_PATH gives another tree"
echo "ok: a component from outside the tree"
