#!/usr/bin/env bash
# Every role template renders for Debian 12, Ubuntu 24.04 and Rocky 9 with the values of the shop, and the programs that
# will read the files accept them.
. "$ATLAS_ROOT/tests/functional/support/ansible.sh"
need ansible-playbook
support="$ATLAS_ROOT/tests/functional/support"
services="$ATLAS_TOOLS/services"
generate "$ATLAS_ROOT/examples/shop/fleet.yaml" shop
mkdir rendered
(cd shop/ansible && TARGET_FOLDER="$OLDPWD/rendered" \
  TEMPLATE_FILES="$(find "$PWD/roles" -path '*/templates/*.j2' | sort)" \
  ansible-playbook -i ../inventory/hosts.yml -i "$support/ansible_render_hosts.yml" -l rendered \
  -e ansible_python_interpreter=/usr/bin/python3 "$support/ansible_render.yml" >"$OLDPWD/render.log" 2>&1) ||
  { grep -A6 -E "^(failed|fatal)|ERROR" render.log | cut -c1-600 | head -60; fail "the templates do not render"; }

python3 - <<'PYTHON'
import json, pathlib
for answer in pathlib.Path("rendered").glob("*.json"):
    for name, text in json.loads(answer.read_text()).items():
        role, _, file = name.partition("/roles/")[2].partition("/templates/")
        goal = pathlib.Path("rendered", answer.name[:-5]) / role / file.removesuffix(".j2")
        goal.parent.mkdir(parents=True, exist_ok=True)
        goal.write_text(text)
PYTHON

export LD_LIBRARY_PATH="$services/usr/lib/x86_64-linux-gnu:$services/lib/x86_64-linux-gnu:$services/usr/libexec/sudo"
PATH="$PATH:/usr/sbin:/sbin:$services/usr/sbin:$services/usr/bin"
checked=0
# there PROGRAM: counts a check that will be made, or says aloud that it is not.
there() {
  command -v "$1" >/dev/null || {
    echo "SKIP part: $1 is not installed, its files are not checked (make test installs it)"
    return 1
  }
  checked=$((checked + 1))
}

for system in debian-12 ubuntu-24.04 rocky-9; do
  r="$PWD/rendered/$system"

  python3 -m json.tool "$r/docker/daemon.json" >/dev/null || fail "$system: daemon.json is no JSON"
  grep -q '"live-restore": true' "$r/docker/daemon.json" || fail "$system: not the values of prod"
  bash -n "$r/postgresql/dump.sh" "$r/node_exporter/node-metrics.sh"
  if there shellcheck; then
    shellcheck -S style "$r/postgresql/dump.sh" "$r/node_exporter/node-metrics.sh"
  fi
  grep -q "it''s \\\\ a {{ secret" "$r/postgresql/password.sql" || fail "$system: the password is not written as it is"

  if there nginx; then
    rm -rf nginx && mkdir -p nginx/conf/conf.d nginx/conf/atlas-sites nginx/logs nginx/run
    printf 'types { text/html html; }\n' >nginx/conf/mime.types
    sed -e "s#/etc/nginx#$PWD/nginx/conf#g; s#/var/log/nginx#$PWD/nginx/logs#g; s#/run/nginx.pid#$PWD/nginx/run/pid#" \
      -e '/^include .*modules/d; /^user /d' "$r/nginx/nginx.conf" >nginx/conf/nginx.conf
    cp "$r/nginx/site.conf" nginx/conf/atlas-sites/site.conf
    for folder in body proxy fastcgi uwsgi scgi; do mkdir "nginx/$folder"; done
    sed -i "s#^http {#http {\n client_body_temp_path $PWD/nginx/body; proxy_temp_path $PWD/nginx/proxy; fastcgi_temp_path $PWD/nginx/fastcgi; uwsgi_temp_path $PWD/nginx/uwsgi; scgi_temp_path $PWD/nginx/scgi;#" \
      nginx/conf/nginx.conf
    nginx -t -q -e stderr -p "$PWD/nginx" -c "$PWD/nginx/conf/nginx.conf" || fail "$system: nginx refuses its files"
  fi
  if there haproxy; then
    sed -e '/^ *\(user\|group\|chroot\) /d' "$r/haproxy/haproxy.cfg" >haproxy.cfg
    haproxy -c -q -f haproxy.cfg || fail "$system: haproxy refuses its file"
  fi
  if [ "$(id -u)" -eq 0 ] && there sshd; then
    [ -f host_key ] || ssh-keygen -q -t ed25519 -N '' -f host_key
    # sshd wants the folder of its daemon; it gets one that only this check sees.
    unshare --mount bash -c 'mount -t tmpfs none /run && mkdir -m 0755 /run/sshd && printf "sshd:x:65000:65000::/run/sshd:/usr/sbin/nologin\n" |
      cat /etc/passwd - >/run/passwd && mount --bind /run/passwd /etc/passwd && exec "$@"' _ \
      "$(command -v sshd)" -t -h "$PWD/host_key" -f "$r/base/sshd.conf" || fail "$system: sshd refuses its file"
  fi
  if there visudo; then
    visudo -c -q -f "$r/base/sudoers" || fail "$system: visudo refuses its file"
  fi
  if there chronyd; then
    chronyd -p -f "$r/base/chrony.conf" >/dev/null || fail "$system: chronyd refuses its file"
  fi
  if there nft && unshare --net true 2>/dev/null; then
    unshare --net nft -c -f "$r/base/nftables.conf" || fail "$system: nft refuses its file"
  fi
  if [ "$system" != rocky-9 ]; then
    apt-config -c "$r/base/apt-updates" dump >apt.dump || fail "$system: apt refuses its file"
    grep -q 'Unattended-Upgrade::Automatic-Reboot "false"' apt.dump || fail "$system: updates would reboot"
  fi
  if there systemd-analyze; then
    for window in "$r/base/update-timer.conf" "$r/postgresql/dump.timer" "$r/docker/prune.timer"; do
      sed -n 's/^OnCalendar=\(..*\)$/\1/p' "$window" | while IFS= read -r event; do
        [ "$event" = none ] || systemd-analyze calendar "$event" >/dev/null || fail "$system: $window: $event is no calendar event"
      done
    done
  fi
done

# The database accepts settings, access rules and statements: a server of its own, on a socket in this folder.
postgres="$(find /usr/lib/postgresql "$services/usr/lib/postgresql" -maxdepth 3 -path '*/bin/initdb' 2>/dev/null | sort | tail -1 || true)"
if [ -z "$postgres" ]; then
  echo "SKIP part: no PostgreSQL server is installed, its files are not checked (make test installs it)"
else
  bash "$support/ansible_postgresql.sh" "$(dirname -- "$postgres")" "$PWD/rendered/debian-12/postgresql"
  checked=$((checked + 1))
fi
echo "ok: every role template renders for three systems, $checked checks by the programs themselves"
