#!/usr/bin/env bash
# What `atlas component new` and `atlas profiles new` make works as it is: the component passes what shipped ones pass, in
# and outside of ATLAS's own folder, the profile makes machines, and nothing that is there is ever overwritten.
. "$ATLAS_ROOT/tests/functional/support/ansible.sh"
need ansible-lint yamllint ansible-playbook ansible-inventory jq

# As a shipped component, in a copy of the data.
mkdir root
cp -r "$ATLAS_CONFIG_DIR" root/config
ln -s "$ATLAS_ROOT/tests" root/tests
export ATLAS_CONFIG_DIR="$PWD/root/config"
"$ATLAS" --quiet component new own_service -o root/config/templates/software >made.txt
as_shipped() { (mkdir "$1" && cd "$1" && ATLAS_ROOT="$2" ATLAS_COMPONENTS=own_service "${@:3}"); }
as_shipped examples "$PWD/root" bash "$ATLAS_ROOT/tests/functional/component_examples.sh" || fail "its example does not pass"
mkdir -p alone/config/templates/software && cp -r root/config/templates/software/own_service alone/config/templates/software/
as_shipped specs "$PWD/alone" "$ATLAS_TOOLS/ansible/bin/python" "$ATLAS_ROOT/tests/functional/ansible_specs.py" ||
  fail "its role does not agree with its component.yaml"
if grep -rniE 'scaffold' root/config/templates/software/own_service; then fail "the scaffold's own name is left over"; fi

# As somebody's own, beside a fleet.
"$ATLAS" component new Own-Service >out.txt 2>&1 && fail "a wrong name was taken"
"$ATLAS" --quiet component new other_service >/dev/null
[ -f components/other_service/role/templates/other-service.conf.j2 ] || fail "a file does not have the new name"
schema="$(sed -n '1s/.*schema=//p' components/other_service/example/fleet.yaml)"
[ -f "components/other_service/example/$schema" ] || fail "the example's schema is not at $schema"
generate components/other_service/example/fleet.yaml other --components components >/dev/null
(cd other/ansible && ansible-playbook --syntax-check site.yml >/dev/null)
[ "$(cd other/ansible && ansible-inventory --host other-service-01 | jq .other_service_port)" = 9090 ] || fail "the port is lost"

# A profile, and a machine with it.
"$ATLAS" --quiet profiles new build-server >/dev/null
sed '/^machines:/,$d' "$ATLAS_ROOT/examples/single/fleet.yaml" >fleet.yaml
printf 'machines:\n  - name: build-01\n    profile: build-server\n    nics: [{network: lan, ipv4: 192.0.2.10}]\n' >>fleet.yaml
"$ATLAS" debug blueprint fleet.yaml >blueprint.json
[ "$(jq -r '.machines[0] | [.cores, .memory_mib, .tags[]] | join(" ")' blueprint.json)" = "2 2048 atlas build-server dev" ] ||
  fail "the profile makes $(jq -c '.machines[0] | [.cores, .memory_mib, .tags]' blueprint.json)"
[ -f "profiles/$(sed -n '1s/.*schema=//p' profiles/build-server.yaml)" ] || fail "the profile's schema is not there"

# What is there stays as it is.
echo mine >>components/other_service/component.yaml
echo mine >>profiles/build-server.yaml
find components profiles -type f -exec sha256sum {} + | sort >before
"$ATLAS" component new other_service >out.txt 2>&1 && fail "a component was overwritten"
grep -q 'is there already' out.txt || { cat out.txt; fail "the refusal does not say why"; }
"$ATLAS" profiles new build-server >out.txt 2>&1 && fail "a profile was overwritten"
find components profiles -type f -exec sha256sum {} + | sort | diff before - || fail "what was there has changed"
echo "ok: a new component and a new profile"
