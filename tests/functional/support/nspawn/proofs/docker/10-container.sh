#!/usr/bin/env bash
# An image is made of one program, a container of it serves a page on a published port, and Docker has the role's settings.
. "$(dirname -- "${BASH_SOURCE[0]}")/../proof.sh"

# shellcheck disable=SC2016 # the machine's own words
on app-01 'root="$(mktemp -d)" && mkdir -p "$root/bin" "$root/www" && cp /bin/busybox "$root/bin/" && ln -s busybox "$root/bin/sh" \
  && echo "hello from a container" >"$root/www/index.html" && tar -c -C "$root" . | docker import - hello' >/dev/null
alone="$(on app-01 'docker run --rm --network=none hello /bin/sh -c "echo alone"')"
[ "$alone" = alone ] || fail "a container without a network said '$alone'"
on app-01 'docker run --detach --name web --publish 8080:80 hello /bin/busybox httpd -f -h /www' >/dev/null
page="$(curl -sS --retry 5 --retry-connrefused --max-time 5 "http://$(address_of app-01):8080/")"
[ "$page" = 'hello from a container' ] || fail "the published port answered '$page'"
on app-01 'docker info --format "{{.DockerRootDir}} {{.LoggingDriver}} {{.Driver}}"' | grep -qx '/var/lib/docker json-file overlay2' \
  || fail "Docker has other settings: $(on app-01 'docker info --format "{{.DockerRootDir}} {{.LoggingDriver}} {{.Driver}}"')"
on app-01 'docker inspect --format "{{index .HostConfig.LogConfig.Config \"max-size\"}}" web' | grep -qE '^[0-9]+m$' \
  || fail "the log of a container has no bound"
on app-01 'docker rm --force web' >/dev/null
echo "  a container ran without a network; another served '$page' on a published port"
