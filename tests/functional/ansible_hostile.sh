#!/usr/bin/env bash
# Text that a user wrote stays text: what looks like a template is never evaluated by Ansible.
. "$ATLAS_ROOT/tests/functional/support/ansible.sh"
need ansible ansible-lint yamllint jq python3
text="it's \"{{ lookup('pipe', 'touch pwned') }}\" {% if x %} {# no #} \${HOME} \`id\` : # - end"
python3 - "$ATLAS_ROOT/examples/single/fleet.yaml" "$text" <<'PYTHON'
import json, sys
spec = open(sys.argv[1], encoding="utf-8").read()
quoted = json.dumps(sys.argv[2])
spec = spec.replace("metadata:\n", f"metadata:\n  description: {quoted}\n", 1)
spec = spec.replace("  - name: web-01\n", f"  - name: web-01\n    description: {quoted}\n", 1)
open("fleet.yaml", "w", encoding="utf-8").write(spec)
PYTHON
generate fleet.yaml out
cd out/ansible
for variable in atlas_description atlas_machine_description; do
  ANSIBLE_CALLBACK_RESULT_FORMAT=json ansible web-01 -c local -m ansible.builtin.debug -a "var=$variable" \
    -e ansible_python_interpreter=/usr/bin/python3 >answer.txt
  got="$(sed '1s/.*=> //' answer.txt | jq -r --arg name "$variable" '.[$name]')"
  [ "$got" = "$text" ] || fail "$variable: expected <$text>, got <$got>"
done
rm answer.txt
[ -z "$(find "$OLDPWD" -name pwned)" ] || fail "the text was run"
yamllint -s -c .yamllint . ../inventory || fail "yamllint has findings"
ansible-lint --offline --nocolor -q || fail "ansible-lint has findings"
echo "ok: hostile text stays text"
