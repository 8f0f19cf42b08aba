#!/usr/bin/env bash
# The Ansible tree of every example: ansible-lint (production) and yamllint without findings, every playbook passes the
# syntax check, static and dynamic inventory give the same answer, and tags and tasks can be listed.
. "$ATLAS_ROOT/tests/functional/support/ansible.sh"
need ansible-lint yamllint ansible-playbook ansible-inventory jq

# answer_of INVENTORY: hosts with their variables and the members of each group, in one order
answer_of() {
  ansible-inventory -i "$1" --list | jq -S '{hosts: ._meta.hostvars,
    groups: (del(._meta, .all, .ungrouped) | map_values(.hosts | sort))}'
}

while IFS= read -r spec; do
  name="$(name_of "$spec")"
  generate "$spec" "$name"
  (
    cd "$name/ansible"
    ansible-lint --offline --nocolor -q || fail "$name: ansible-lint has findings"
    yamllint -s -c .yamllint . ../inventory || fail "$name: yamllint has findings"
    for playbook in site.yml playbooks/*.yml tiers/*.yml; do
      ansible-playbook --syntax-check "$playbook" >/dev/null || fail "$name: $playbook does not pass the syntax check"
    done
    answer_of ../inventory/hosts.yml >"$OLDPWD/static.json"
    answer_of ../inventory/atlas_inventory.py >"$OLDPWD/dynamic.json"
    diff "$OLDPWD/static.json" "$OLDPWD/dynamic.json" || fail "$name: the two inventories differ"
    [ "$(jq '.hosts | length' "$OLDPWD/static.json")" -ge 1 ] || fail "$name: the inventory is empty"
    ansible-playbook --list-tasks site.yml >"$OLDPWD/tasks.txt"
    ansible-playbook --list-tags site.yml >/dev/null
  )
  # The gate comes first and the health check last; every machine gets the base system.
  plays="$(grep -E '^  play #' tasks.txt)"
  head -n1 <<<"$plays" | grep -q 'Check the controller' || fail "$name: the gate is not first"
  grep -q 'Set up base' <<<"$plays" || fail "$name: the base system is missing"
  grep -m1 'base : \|nginx : ' tasks.txt | grep -q 'base :' || fail "$name: base does not come before nginx"
  [ -x "$name/inventory/atlas_inventory.py" ] || fail "$name: the dynamic inventory cannot be executed"
  [ "$(stat -c %a "$name/inventory/group_vars/all/vault.yml.example")" = 600 ] || fail "$name: the vault example is readable by others"
done < <(examples)

# In the shop the balancers know the web servers, and the web servers know the balancers.
(
  cd shop/ansible
  ansible-inventory --host lb-01 >lb.json
  [ "$(jq '.haproxy_backends | length' lb.json)" = 4 ] || fail "the balancer does not know its web servers"
  [ "$(jq .haproxy_maxconn lb.json)" = 20000 ] || fail "the balancer has not the values of prod"
  [ "$(ansible-inventory --host web-01 | jq '.nginx_balancers | length')" = 2 ] || fail "nginx does not know its balancers"
  [ "$(ansible-inventory --host db-01 | jq -r '.base_disks[0].mount')" = /var/lib/postgresql ] || fail "the data disk is missing"
  [ "$(ansible-inventory --host app-01 | jq -r .docker_data_root)" = /srv/docker ] || fail "a machine's own parameter is lost"
  rm lb.json
)

# A wrong module argument and a secret that is still a placeholder must be found, or the checks above prove nothing.
sed -i 's/    mode: "0644"/    mod: "0644"/' single/ansible/roles/nginx/tasks/config.yml
if (cd single/ansible && ansible-lint --offline --nocolor -q roles/nginx >/dev/null 2>&1); then fail "a wrong module argument passed"; fi
(cd shop/ansible && cp ../inventory/group_vars/all/vault.yml.example ../inventory/group_vars/all/vault.yml &&
  ansible-playbook playbooks/preflight.yml -c local >"$OLDPWD/preflight.txt" 2>&1) && fail "a placeholder secret passed"
grep -q 'the vault has no value for vault_' preflight.txt || { tail -20 preflight.txt; fail "the refusal does not name the secret"; }
echo "ok: the Ansible trees of all examples"
