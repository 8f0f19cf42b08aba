#!/usr/bin/env bash
# Every template of every shipped role renders for Debian 12, Ubuntu 24.04 and Rocky 9 (where the component exists there) with
# the values of prod, and the programs that will read the files accept them. support/render/ROLE.yml gives what a role's tasks
# would give (loop variables, secrets), support/render/ROLE.sh checks what came out.
. "$ATLAS_ROOT/tests/functional/support/ansible.sh"
need ansible-playbook
support="$ATLAS_ROOT/tests/functional/support"
services="$ATLAS_TOOLS/services"
python="$ATLAS_TOOLS/ansible/bin/python"
"$python" "$support/components_fleet.py" >fleet.yaml
generate fleet.yaml parts
"$python" "$support/render_inventory.py" hosts.yml variables.yml
mkdir rendered
(cd parts/ansible && TARGET_FOLDER="$OLDPWD/rendered" RENDER_VARIABLES="$OLDPWD/variables.yml" \
  TEMPLATE_FILES="$(find "$PWD/roles" -path '*/templates/*.j2' | sort)" \
  ansible-playbook -i ../inventory/hosts.yml -i "$OLDPWD/hosts.yml" -l rendered \
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
# script FILE...: bash reads it, shellcheck finds nothing.
script() {
  bash -n "$@"
  if there shellcheck; then shellcheck -S style "$@" || fail "$system: shellcheck has findings"; fi
}
# calendar UNIT...: systemd understands every OnCalendar.
calendar() {
  if there systemd-analyze; then
    sed -n 's/^OnCalendar=\(..*\)$/\1/p' "$@" | while IFS= read -r event; do
      [ "$event" = none ] || systemd-analyze calendar "$event" >/dev/null || fail "$system: $*: $event is no calendar event"
    done
  fi
}
# unit FILE...: systemd reads every line. What the unit starts is not there, and need not be.
unit() {
  if there systemd-analyze; then
    systemd-analyze verify --man=no "$@" >unit.answer 2>&1 || true
    if grep -E "$(basename -- "$1").*(Unknown|Failed to parse|Invalid|ignoring)" unit.answer; then fail "$system: systemd does not understand $*"; fi
  fi
}
# rsyslog_reads FILE: rsyslog takes it, with its modules from wherever they are.
rsyslog_reads() {
  local modules=/usr/lib/x86_64-linux-gnu/rsyslog
  [ ! -d "$services$modules" ] || modules="$services$modules"
  rsyslogd -N1 -M "$modules" -f "$PWD/$1" >rsyslog.answer 2>&1 || { cat rsyslog.answer; fail "$system: rsyslog refuses $1"; }
  # It forgives what it does not know; this test does not.
  if grep -E 'error|not known|unknown|invalid' rsyslog.answer | grep -v 'errors*: *0'; then fail "$system: rsyslog doubts $1"; fi
}
# repository FILE URL: apt would ask there.
repository() {
  if there apt-get; then
    rm -rf apt && mkdir -p apt/lists/partial apt/parts && cp "$1" apt/parts/
    apt-get update --print-uris -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$PWD/apt/parts" \
      -o Dir::State::Lists="$PWD/apt/lists" >apt/answer 2>&1 || { cat apt/answer; fail "$system: apt refuses $1"; }
    grep -q -F "'$2" apt/answer || fail "$system: apt does not see the repository of $1"
  fi
}

for system in debian-12 ubuntu-24.04 rocky-9; do
  r="$PWD/rendered/$system"
  case "$system" in rocky-*) export family=RedHat ;; *) export family=Debian ;; esac
  [ -d "$r/base" ] || fail "nothing was rendered for $system"
  for part in "$support"/render/*.sh; do
    role="$(basename -- "$part" .sh)"
    # shellcheck source=/dev/null
    if [ -d "$r/$role" ]; then . "$part"; fi
  done
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
