#!/usr/bin/env bash
# The program itself, given specs that are none: the right id and exit code, no crash, no hang, nothing written.
set -Eeuo pipefail
failures=0

# refused NAME ID PATH [EXIT]: `atlas validate PATH` names ID and exits with 3 (or EXIT), within ten seconds.
refused() {
  local name="$1" id="$2" path="$3" wanted="${4:-3}" status=0
  timeout 10 "$ATLAS" validate "$path" >out.txt 2>&1 || status=$?
  if [ "$status" -ne "$wanted" ]; then
    echo "$name: exit code $status, not $wanted"
    cat out.txt
    failures=$((failures + 1))
  elif ! grep -q "$id" out.txt; then
    echo "$name: no $id in:"
    cat out.txt
    failures=$((failures + 1))
  elif LC_ALL=C grep -q $'[\x01-\x08\x0e-\x1f]' out.txt; then
    echo "$name: control characters reach the terminal"
    failures=$((failures + 1))
  fi
}

: >empty.yaml
truncate -s 50M large.yaml
cp -- "$(type -P true)" binary.yaml
{ cat "$ATLAS_ROOT/examples/single/fleet.yaml"; printf 'a: b\000c\n'; } >nul.yaml
{ cat "$ATLAS_ROOT/examples/single/fleet.yaml"; printf '# \033[2J\n'; } >control.yaml
{
  printf 'a: &a [x, x, x, x, x, x, x, x, x, x]\n'
  previous=a
  for name in b c d e f g h i j; do
    printf '%s: &%s [*%s, *%s, *%s, *%s, *%s, *%s, *%s, *%s, *%s, *%s]\n' "$name" "$name" "$previous" "$previous" \
      "$previous" "$previous" "$previous" "$previous" "$previous" "$previous" "$previous" "$previous"
    previous="$name"
  done
} >bomb.yaml
sed 's/^environment: dev$/environment: dev\nenvironment: prod/' "$ATLAS_ROOT/examples/single/fleet.yaml" >twice.yaml
sed 's/^  nodes:/\tnodes:/' "$ATLAS_ROOT/examples/single/fleet.yaml" >tabs.yaml
sed 's/profile: web-server/memory: [4]/' "$ATLAS_ROOT/examples/single/fleet.yaml" >types.yaml
sed 's/profile: web-server/memroy: 4G/' "$ATLAS_ROOT/examples/single/fleet.yaml" >unknown.yaml
sed "s/name: web-01/name: $(head -c 10000 /dev/zero | tr '\0' a)/" "$ATLAS_ROOT/examples/single/fleet.yaml" >long.yaml
sed $'s/name: web-01/name: w\u0435b-01/' "$ATLAS_ROOT/examples/single/fleet.yaml" >alike.yaml
sed 's/profile: web-server/profile: one/' "$ATLAS_ROOT/examples/single/fleet.yaml" >cycle.yaml
sed 's,atlas/v1,atlas/v2,' "$ATLAS_ROOT/examples/single/fleet.yaml" >newer.yaml
head -c 200000 /dev/zero | tr '\0' '[' >deep.yaml
mkdir profiles folder
for pair in one:two two:one; do
  printf 'apiVersion: atlas/v1\nkind: Profile\nname: %s\ntitle: t\ndescription: d\nextends: %s\nspec: {}\n' \
    "${pair%:*}" "${pair#*:}" >"profiles/${pair%:*}.yaml"
done
mkfifo pipe

refused "an empty file" ATLAS-E1001 empty.yaml
refused "a 50 MB file" ATLAS-E1002 large.yaml
refused "a binary file" ATLAS-E1003 binary.yaml
refused "a NUL byte" ATLAS-E1003 nul.yaml
refused "a control character" ATLAS-E1003 control.yaml
refused "an alias bomb" ATLAS-E1007 bomb.yaml
refused "deep nesting" ATLAS-E1007 deep.yaml
refused "a key twice" ATLAS-E1004 twice.yaml
refused "tabs" ATLAS-E1005 tabs.yaml
refused "a wrong type" ATLAS-E1103 types.yaml
refused "an unknown key" ATLAS-E1101 unknown.yaml
refused "a very long name" ATLAS-E1104 long.yaml
refused "a look-alike letter" ATLAS-E1106 alike.yaml
refused "a circle of profiles" ATLAS-E1202 cycle.yaml
refused "a newer version" ATLAS-E1113 newer.yaml
refused "a missing file" ATLAS-E1011 none.yaml 5
refused "a directory" ATLAS-E1012 folder
refused "a pipe" ATLAS-E1013 pipe
if [ "$(id -u)" -ne 0 ]; then
  cp -- "$ATLAS_ROOT/examples/single/fleet.yaml" unreadable.yaml
  chmod 000 unreadable.yaml
  refused "an unreadable file" ATLAS-E1013 unreadable.yaml
fi

"$ATLAS" generate types.yaml -o output >/dev/null 2>&1 && { echo "a bad spec was generated"; failures=$((failures + 1)); }
[ ! -e output ] || { echo "a bad spec left an output folder"; failures=$((failures + 1)); }
exit "$((failures > 0))"
