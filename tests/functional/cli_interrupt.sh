#!/usr/bin/env bash
# An interrupt or a kill at any moment leaves the old output or the new one, and the next run ends as if nothing was.
set -Eeuo pipefail
cp -R "$ATLAS_ROOT/examples/shop/." .
"$ATLAS" generate fleet.yaml --quiet >/dev/null
hash_tree() { (cd "$1" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16); }
new="$(hash_tree output)"
sed -i 's/^  description: .*/  description: another text/' fleet.yaml
"$ATLAS" generate fleet.yaml -o other --quiet >/dev/null
other="$(hash_tree other)"
cp fleet.yaml changed.yaml
echo state >output/terraform/terraform.tfstate

run() { # SIGNAL DELAY
  "$ATLAS" generate fleet.yaml --quiet >/dev/null 2>&1 &
  local pid=$! status=0
  sleep "$2"
  kill -s "$1" "$pid" 2>/dev/null || true
  wait "$pid" || status=$?
  echo "$status"
}
for signal in INT KILL; do
  for delay in 0.002 0.005 0.01 0.02 0.03 0.05 0.08; do
    status="$(run "$signal" "$delay")"
    case "$signal/$status" in
      INT/0 | INT/130 | KILL/0 | KILL/137) ;;
      *) echo "$signal after $delay s: exit $status"; exit 1 ;;
    esac
    mv output/terraform/terraform.tfstate state
    now="$(hash_tree output)"
    mv state output/terraform/terraform.tfstate
    if [ "$now" != "$new" ] && [ "$now" != "$other" ]; then
      echo "$signal after $delay s: the output is neither the old nor the new one"
      exit 1
    fi
    sed -i "s/^  description: .*/  description: $([ "$now" = "$other" ] && echo again || echo another text)/" fleet.yaml
    if [ "$now" = "$other" ]; then
      # The write was done: go on from here with yet another text.
      new="$other"
      "$ATLAS" generate fleet.yaml -o third --force --quiet >/dev/null
      other="$(hash_tree third)"
    fi
  done
done
"$ATLAS" generate fleet.yaml --quiet >/dev/null
[ "$(cat output/terraform/terraform.tfstate)" = state ] || { echo "the state file is lost"; exit 1; }
leftover="$(find . -maxdepth 1 -name '.*.atlas-*' | head -n1)"
[ -z "$leftover" ] || { echo "left over: $leftover"; exit 1; }
echo "interrupted and killed at many moments: always whole"
