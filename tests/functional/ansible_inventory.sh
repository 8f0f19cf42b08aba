#!/usr/bin/env bash
# The dynamic inventory asks the state when there is one, says where it differs from the plan, and works without a tool.
. "$ATLAS_ROOT/tests/functional/support/ansible.sh"
need jq python3
generate "$ATLAS_ROOT/examples/shop/fleet.yaml" shop
script="$PWD/shop/inventory/atlas_inventory.py"
mkdir bin
# A stand-in for the tool: what it answers and how it ends is told by two files.
cat >bin/tofu <<'TOOL'
#!/bin/sh
cat "$(dirname -- "$0")/answer"
exit "$(cat "$(dirname -- "$0")/code")"
TOOL
chmod +x bin/tofu
export ATLAS_TOFU="$PWD/bin/tofu"
expect() { [ "$2" = "$3" ] || fail "$1: expected '$2', got '$3'"; }

# No state: the plan answers, without an error.
echo '{}' >bin/answer; echo 1 >bin/code
expect "source without a state" blueprint "$("$script" --source | cut -d' ' -f1)"
expect "address from the plan" 10.20.0.11 "$("$script" --host lb-01 | jq -r .ansible_host)"
"$script" --compare | grep -q 'no state' || fail "compare does not say that there is no state"
ATLAS_TOFU=/nowhere/tofu "$script" --list | jq -e '._meta.hostvars["lb-01"]' >/dev/null || fail "a missing tool is an error"
expect "unknown host" '{}' "$("$script" --host nobody)"

# The same in the state: no difference; null means absent.
jq '.all.hosts["lb-01"].ansible_password = null' shop/inventory/blueprint.json >bin/answer; echo 0 >bin/code
expect "source with a state" tofu "$("$script" --source | cut -d' ' -f1)"
expect "nothing to tell" "plan and state agree" "$("$script" --compare)"
"$script" --list | jq -e '._meta.hostvars["lb-01"] | has("ansible_password") | not' >/dev/null || fail "null is not dropped"

# Another address, a machine too many and one too few.
jq '.all.hosts["lb-01"].ansible_host = "10.9.9.9" | .all.hosts["old-01"] = {"ansible_host": "10.9.9.8"} | del(.all.hosts["web-04"])' \
  shop/inventory/blueprint.json >bin/answer
status=0; "$script" --compare >differences || status=$?
expect "exit code for differences" 2 "$status"
for text in 'lb-01: ansible_host is 10.20.0.11 in the plan, 10.9.9.9 in the state' 'web-04: planned, not in the state' \
  'old-01: in the state, not planned'; do
  grep -qF "$text" differences || { cat differences; fail "compare does not say: $text"; }
done
expect "address from the state" 10.9.9.9 "$("$script" --host lb-01 | jq -r .ansible_host)"
expect "the plan on demand" 10.20.0.11 "$(ATLAS_INVENTORY_SOURCE=blueprint "$script" --host lb-01 | jq -r .ansible_host)"
# From any working directory, and without the folder of the configuration.
(cd / && "$script" --list >/dev/null)
rm -rf shop/terraform
expect "source without a configuration" blueprint "$("$script" --source | cut -d' ' -f1)"
echo "ok: the dynamic inventory"
