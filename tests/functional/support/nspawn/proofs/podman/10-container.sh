#!/usr/bin/env bash
# An image is made of one program, without a registry; the role runs a container of it as a unit, which serves a page on a
# published port, comes back when it is killed, and is left alone by a second run.
. "$(dirname -- "${BASH_SOURCE[0]}")/../proof.sh"

# shellcheck disable=SC2016 # the machine's own words
on pod-01 'root="$(mktemp -d)" && mkdir -p "$root/bin" "$root/www" && cp /bin/busybox "$root/bin/" && ln -s busybox "$root/bin/sh" \
  && echo "hello from a container" >"$root/www/index.html" && tar -c -C "$root" . | podman import --quiet - localhost/hello:1.0' >/dev/null
alone="$(on pod-01 'podman run --rm --network=none localhost/hello:1.0 /bin/sh -c "echo alone"')"
[ "$alone" = alone ] || fail "a container without a network said '$alone'"

cat >containers.json <<'JSON'
{"podman_containers": [{"name": "web", "image": "localhost/hello:1.0", "command": ["/bin/busybox", "httpd", "-f", "-h", "/www"],
  "ports": ["8080:80"], "memory": "64m", "read_only": true, "health_command": "/bin/busybox wget -q -O /dev/null http://127.0.0.1/"}]}
JSON
for run in first second; do
  (cd "$OUTPUT/ansible" && ansible-playbook site.yml --limit pod-01 -e "@$OLDPWD/containers.json" </dev/null) >"$run.log" 2>&1 \
    || { tail -n 25 "$run.log" >&2; fail "the role does not run the container"; }
done
grep -q '^pod-01 .*changed=0 ' second.log || fail "a second run with the container changed something: $(grep -B3 '^changed' second.log)"

url="http://$(address_of pod-01):8080/"
page() { curl -sS --retry 10 --retry-connrefused --retry-all-errors --retry-delay 1 --max-time 5 "$url"; }
[ "$(page)" = 'hello from a container' ] || fail "the published port answered '$(page)'"
# shellcheck disable=SC2016
limits="$(on pod-01 'podman inspect --format "{{.HostConfig.Memory}} {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.PidsLimit}}" web')"
[ "$limits" = '67108864 true 2048' ] || fail "memory, read-only and processes of the container are '$limits'"
before="$(on pod-01 'podman inspect --format "{{.Id}}" web')"
on pod-01 'podman kill web' >/dev/null
for _ in {1..20}; do
  after="$(on pod-01 'podman inspect --format "{{.Id}}" web' 2>/dev/null || true)"
  if [ -n "$after" ] && [ "$after" != "$before" ]; then break; fi
  sleep 1
done
[ "$after" != "$before" ] || fail "the unit did not start the container again"
[ "$(page)" = 'hello from a container' ] || fail "after it was killed the container answers '$(page)'"
# shellcheck disable=SC2016 # the machine's own words
on pod-01 'findmnt --noheadings --output TARGET --target "$(podman info --format "{{.Store.GraphRoot}}")"' | grep -qx /var/lib/containers \
  || fail "images are not on their disk"
on pod-01 'nft list chain inet atlas input' | grep -q 'policy drop' || fail "the host firewall is not in force beside Podman"
echo "  a container of a local image ran as a unit on port 8080, with its bounds; killed, it came back; host firewall beside it"
