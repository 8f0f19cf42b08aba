#!/usr/bin/env bash
# A user without rights runs a container, whose root is not the machine's.
. "$(dirname -- "${BASH_SOURCE[0]}")/../proof.sh"
on pod-01 'grep -q "^ops:" /etc/subuid && [ -e /var/lib/systemd/linger/ops ]' || fail "the user has no ids for containers, or its units end with its login"
on pod-01 'podman save --quiet localhost/hello:1.0 -o /tmp/hello.tar && chmod 644 /tmp/hello.tar'
# shellcheck disable=SC2016 # the machine's own words
said="$(ssh -F "$WORK/ssh_config" pod-01 'export XDG_RUNTIME_DIR=/run/user/$(id -u); cd; podman load --quiet -i /tmp/hello.tar >/dev/null &&
  podman run --rm --network=none localhost/hello:1.0 /bin/busybox id -u' 2>&1)" || skip "not shown here, a machine in namespaces may not: $said"
[ "$said" = 0 ] || fail "inside it is user '$said'"
echo "  a user without rights ran a container"
