#!/usr/bin/env bash
# The role kubernetes makes a cluster, lets machines join, brings settings and upgrades, in the right order and with no token on a
# command line or in a log. No package has Kubernetes to run here: kubeadm and kubectl are stand-ins (support/kubernetes/fake.py) that
# refuse what the real ones refuse; everything that Ansible does is real. The machines are those of examples/kubernetes-ha, each with
# an /etc of its own.
. "$ATLAS_ROOT/tests/functional/support/ansible.sh"
need ansible-playbook jq
unshare --mount true 2>/dev/null || { echo "SKIP: this user may not make namespaces of mounts"; exit 77; }
support="$ATLAS_ROOT/tests/functional/support/kubernetes"
hosts=(control-01 control-02 control-03 work-01 work-02 work-03)
generate "$ATLAS_ROOT/examples/kubernetes-ha/fleet.yaml" tree
base="$PWD/machines"
mkdir -p "$base/bin" library
for name in kubeadm kubectl systemctl apply-settings install-release; do cp "$support/fake.py" "$base/bin/$name"; done
chmod +x "$base"/bin/*
cp "$support/flow.yml" tree/ansible/flow.yml
mkdir -p tree/ansible/library
cp "$support/made_up_packages.py" tree/ansible/library/
# Packages come from nowhere here: the stand-in changes its release.
cat >tree/ansible/roles/kubernetes/tasks/upgrade_packages.yml <<'YAML'
---
- name: Install the packages of the new release
  ansible.builtin.command: {argv: [install-release, "{{ __kubernetes_wanted }}", "{{ __kubernetes_upgraded | join(',') }}"]}
  delegate_to: "{{ kubernetes_node }}"
  changed_when: true
YAML
{
  echo "all: {hosts: {"
  for host in "${hosts[@]}"; do
    mkdir -p "$base/$host/etc"
    cp -r /etc/{passwd,group,hosts,os-release,debian_version,nsswitch.conf,ld.so.cache,alternatives} "$base/$host/etc/" 2>/dev/null || true
    mkdir -p "$base/$host/etc/kubernetes/atlas"
    echo "settings: 1" >"$base/$host/etc/kubernetes/atlas/kubeadm.yaml"
    echo 1.36.3 | tee "$base/$host/version" >"$base/$host/kubelet"
    printf '#!/bin/sh\nexec unshare --mount bash %s %s %s /usr/bin/python3 "$@"\n' "$support/enter.sh" "$base" "$host" >"$base/$host/python"
    chmod +x "$base/$host/python"
    echo "  $host: {ansible_python_interpreter: $base/$host/python},"
  done
  echo "}, vars: {ansible_connection: local, ansible_become: false}}"
} >override.yml
cat >variables.yml <<YAML
vault_kubernetes_encryption: 0123456789abcdefghijklmnopqrstuvwxyz
__kubernetes_libexec: $base/bin
__kubernetes_host: 127.0.0.1
__kubernetes_port: 0
kubernetes_wait_seconds: 60
YAML
python3 -c 'import socket, sys, time
server = socket.create_server(("127.0.0.1", 0)); print(server.getsockname()[1], flush=True); time.sleep(900)' >port &
listener=$!
trap 'kill "$listener"' EXIT
for _ in 1 2 3 4 5; do [ -s port ] || sleep 1; done
sed -i "s/__kubernetes_port: 0/__kubernetes_port: $(cat port)/" variables.yml

# run NAME [OPTION...]: the play, and what it says; its log of calls begins anew.
run() {
  : >"$base/log"
  (cd tree/ansible && ansible-playbook -v -f 6 -i ../inventory/hosts.yml -i ../../override.yml -e @../../variables.yml "${@:2}" flow.yml >"../../$1.txt" 2>&1)
}
good() { run "$@" || { tail -n 40 "$1.txt" | cut -c1-400; fail "$1: the play ends with an error"; }; }
unchanged() {
  good "$@"
  if grep -E 'changed=[1-9]' "$1.txt"; then grep -B3 '^changed' "$1.txt" | cut -c1-300; fail "$1: something changed"; fi
}
# calls PATTERN: the machines that called so, in their order
calls() { grep -E "$1" "$base/log" | cut -d' ' -f1 | paste -sd' '; }
equal() { [ "$1" = "$2" ] || { cat "$base/log"; fail "$3: '$1', not '$2'"; }; }
nodes() { jq -r '.nodes | keys | join(" ")' "$base/cluster.json"; }

good first
equal "$(calls 'kubeadm init --config')" control-01 "who makes the cluster"
equal "$(nodes)" "${hosts[*]}" "nodes"
equal "$(calls 'kubeadm join' | cut -d' ' -f1-2 | tr ' ' '\n' | sort | paste -sd' ')" "control-02 control-03" "who joins first"
equal "$(calls 'kubeadm join' | tr ' ' '\n' | sort | paste -sd' ')" "control-02 control-03 work-01 work-02 work-03" "who joins"
equal "$(calls 'upload-certs')" control-01 "the certificates are shared once, by"
equal "$(jq '.tokens | length' "$base/cluster.json")" 0 "tokens that are left"
equal "$(jq -r '.network' "$base/cluster.json")" true "the pod network"
[ "$(wc -l <"$base/secrets")" -ge 6 ] || fail "no tokens were made"
for file in first.txt "$base/log"; do
  if grep -qF -f "$base/secrets" "$file"; then fail "$file has a token or a key"; fi
done
unchanged again

# A setting: each control plane in its turn, the cluster told once.
for host in "${hosts[@]:0:3}"; do echo "settings: 2" >"$base/$host/etc/kubernetes/atlas/kubeadm.yaml"; done
good settings
equal "$(calls apply-settings | tr ' ' '\n' | sort | paste -sd' ')" "control-01 control-02 control-03" "who takes the settings"
equal "$(calls upload-config)" control-01 "who tells the cluster"
unchanged settings_again

# The machine that made the cluster is lost and made anew: it joins, and makes no second cluster. One worker cannot join.
rm -f "$base"/control-01/etc/kubernetes/*.conf "$base"/control-01/etc/kubernetes/atlas/kubeadm.applied.yaml "$base"/work-03/etc/kubernetes/*.conf
jq 'del(.nodes["control-01"], .nodes["work-03"])' "$base/cluster.json" >left.json && cp left.json "$base/cluster.json"
touch "$base/work-03/broken"
if run lost; then fail "a worker that cannot join is no error"; fi
equal "$(calls 'kubeadm init --config')" "" "who makes a second cluster"
equal "$(calls 'kubeadm token create' | tr ' ' '\n' | sort -u)" control-02 "who speaks for the cluster"
equal "$(calls 'kubeadm reset')" work-03 "who is cleared away"
equal "$(nodes)" "${hosts[*]:0:5}" "nodes after the loss"
grep -q 'work-03 could not join' lost.txt || fail "the reason is not told"
if grep -qF -f "$base/secrets" lost.txt; then fail "the failure shows a token"; fi
rm "$base/work-03/broken"
good found
unchanged found_again

# The next version: the cluster raised once, node by node, control planes first, never two of them empty.
good upgrade -e kubernetes_version=1.37 -e kubernetes_release=1.37.1
equal "$(calls 'kubeadm upgrade apply')" control-01 "who raises the cluster"
equal "$(calls 'kubeadm upgrade')" "${hosts[*]}" "the order of the upgrade"
equal "$(sed -n 's/.* kubectl drain \([^ ]*\).*/\1/p' "$base/log" | paste -sd' ')" "${hosts[*]}" "who is emptied"
equal "$(jq '[.nodes[] | select(.cordoned)] | length' "$base/cluster.json")" 0 "nodes that stay empty"
equal "$(cat "$base"/*/kubelet | sort -u)" 1.37.1 "the kubelets' release"
unchanged upgrade_again -e kubernetes_version=1.37 -e kubernetes_release=1.37.1
if run back; then fail "the way back is open"; fi
grep -q 'never back' back.txt || fail "the refusal has no reason"
if run over -e kubernetes_version=1.39 -e kubernetes_release=1.39.0; then fail "two versions at once are taken"; fi
equal "$(calls 'upgrade')" "" "upgraded after a refusal"
echo "ok: a cluster made, joined, changed, lost in part, mended and upgraded"
