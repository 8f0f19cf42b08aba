#!/usr/bin/env bash
k="$r/kubernetes"
script "$k"/apply-settings.sh "$k"/snapshot.sh "$k"/restore.sh "$k"/metrics.sh
calendar "$k/snapshot.timer"
unit "$k/snapshot.service" "$k/snapshot.timer"
unit "$k/metrics.service" "$k/metrics.timer"
unit "$k/balancer.service"
[ "$family" != Debian ] || repository "$k/kubernetes.sources" https://mirror.example.org/kubernetes/v1.36/deb/
"$python" - "$k" "$system" <<'PYTHON' || fail "$system: a file of Kubernetes is not what it should be"
import base64, pathlib, re, sys, tomllib
import yaml
folder, system = pathlib.Path(sys.argv[1]), sys.argv[2]
read = lambda name: (folder / name).read_text()
parts = {part["kind"]: part for part in yaml.safe_load_all(read("kubeadm.yaml"))}
cluster = parts["ClusterConfiguration"]
assert cluster["controlPlaneEndpoint"] == "192.0.2.10:8443" and cluster["kubernetesVersion"] == "v1.36.3", cluster
names = cluster["apiServer"]["certSANs"]
assert {"192.0.2.10", "192.0.2.21", "192.0.2.23", "k8s.example.org"} <= set(names) and "192.0.2.99" not in names, names
arguments = {one["name"]: one["value"] for one in cluster["apiServer"]["extraArgs"]}
assert arguments["audit-log-maxage"] == "30" and "encryption-provider-config" in arguments, arguments
assert parts["InitConfiguration"]["localAPIEndpoint"]["advertiseAddress"] == "192.0.2.22", parts
join = yaml.safe_load(read("join.yaml"))
assert join["discovery"]["bootstrapToken"]["token"] == "abcdef.0123456789abcdef" and len(join["controlPlane"]["certificateKey"]) == 64, join
for name in ("kubeadm.yaml", "flannel.yaml", "kubelet.env", "balancer.cfg"):
    assert "abcdef.0123456789abcdef" not in read(name), f"{name} has the token"
secret = yaml.safe_load(read("encryption.yaml"))["resources"][0]["providers"][0]["secretbox"]["keys"][0]["secret"]
assert len(base64.b64decode(secret)) == 32, secret
assert yaml.safe_load(read("admission.yaml"))["plugins"][0]["configuration"]["defaults"]["enforce"] == "restricted"
assert yaml.safe_load(read("audit.yaml"))["rules"][-1] == {"level": "Metadata"}
kubelet = yaml.safe_load(read("kubelet.conf"))
assert kubelet["systemReserved"] == {"cpu": "200m", "memory": "512Mi"} and kubelet["readOnlyPort"] == 0, kubelet
kinds = [part["kind"] for part in yaml.safe_load_all(read("flannel.yaml"))]
assert kinds == ["Namespace", "ServiceAccount", "ClusterRole", "ClusterRoleBinding", "ConfigMap", "DaemonSet"], kinds
settings = list(yaml.safe_load_all(read("flannel.yaml")))[4]["data"]
assert yaml.safe_load(settings["net-conf.json"])["Network"] == "10.244.0.0/16" and yaml.safe_load(settings["cni-conf.json"]), settings
runtime = tomllib.loads(read("config.toml"))
assert runtime["version"] == (2 if system == "debian-12" else 3), runtime
assert re.search("SystemdCgroup = true", read("config.toml"))
assert tomllib.loads(read("hosts.toml"))["host"]["https://hub.example.org:5000"]["capabilities"] == ["pull", "resolve"]
servers = re.findall(r"^  server (\S+) (\S+)$", read("balancer.cfg"), re.M)
assert sorted(address for _, address in servers) == [f"192.0.2.2{n}:6443" for n in (1, 2, 3)], servers
PYTHON
# What Prometheus is told, with a cluster that is made up: one node is not ready, two pods of one namespace do not start.
if there openssl; then
  mkdir -p fake/bin fake/out fake/pki fake/snapshots
  cat >fake/bin/kubectl <<'KUBECTL'
#!/usr/bin/env bash
case "$*" in
  *"get nodes"*) printf 'work-01 MemoryPressure=False DiskPressure=True Ready=True\nwork-02 MemoryPressure=Unknown Ready=Unknown\n' ;;
  *"get pods"*) printf 'web CrashLoopBackOff \nweb  ImagePullBackOff\nshop \n' ;;
esac
KUBECTL
  chmod +x fake/bin/kubectl
  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=x -keyout fake/key -out fake/pki/apiserver.crt 2>/dev/null
  touch "fake/snapshots/$(hostname)-20260101T000000Z.db"
  sed -e "s#^folder=.*#folder=$PWD/fake/out#; s#^snapshots=.*#snapshots=$PWD/fake/snapshots#; s#/etc/kubernetes/pki#$PWD/fake/pki#g" "$k/metrics.sh" >fake/metrics
  PATH="$PWD/fake/bin:$PATH" bash fake/metrics 2>/dev/null || fail "$system: the metrics of Kubernetes end with an error"
  for line in 'api_ready{cluster="shop"} 1' 'etcd_healthy{cluster="shop"} 0' 'node_ready{cluster="shop",node="work-02"} 0' \
    'node_pressure{cluster="shop",node="work-01"} 1' 'pods_stuck{cluster="shop",namespace="web"} 2'; do
    grep -qxF "atlas_kubernetes_$line" fake/out/atlas_kubernetes.prom || { cat fake/out/*; fail "$system: there is no $line"; }
  done
  [ "$(grep -cE '_(certificate_end|snapshot)_seconds.* 1[0-9]{9}' fake/out/atlas_kubernetes.prom)" -eq 2 ] || fail "$system: no dates"
fi
if there haproxy; then
  sed -e '/^  user /d; /^  group /d' "$k/balancer.cfg" >balancer.cfg
  haproxy -c -q -f balancer.cfg || fail "$system: HAProxy refuses the balancer's settings"
fi
if [ "$system" = debian-12 ] && there containerd; then
  containerd --config "$k/config.toml" config dump >/dev/null || fail "$system: containerd refuses its settings"
fi
if there kubeadm; then
  kubeadm config validate --config "$k/kubeadm.yaml" >answer 2>&1 || { cat answer; fail "$system: kubeadm refuses kubeadm.yaml"; }
  kubeadm config validate --config "$k/join.yaml" >answer 2>&1 || { cat answer; fail "$system: kubeadm refuses join.yaml"; }
  sed 's/certSANs/certSans/' "$k/kubeadm.yaml" >wrong.yaml
  if kubeadm config validate --config wrong.yaml >/dev/null 2>&1; then fail "$system: kubeadm takes anything"; fi
fi
