#!/usr/bin/env bash
# The generated pipelines pass yamllint and actionlint, call only scripts and options that exist, and use nothing from
# the internet where the fleet is closed off.
set -Eeuo pipefail
command -v yamllint >/dev/null || { echo "SKIP: yamllint is not installed (make test installs it)"; exit 77; }
fail() { echo "FAIL: $*" >&2; exit 1; }
config='{extends: default, rules: {truthy: {check-keys: false}, line-length: {max: 160}}}'

check_pipelines() {
  local tree="$1" workflow="$1/.github/workflows/fleet.yml" script option
  yamllint --strict -d "$config" "$workflow" "$tree/.github/actionlint.yaml" "$tree/.gitlab-ci.yml"
  if command -v actionlint >/dev/null; then
    actionlint -config-file "$tree/.github/actionlint.yaml" "$workflow"
  else
    echo "note: actionlint is not installed, the workflow was checked as YAML only"
  fi
  # Whatever a job calls has to be there and has to know the options.
  while read -r script option; do
    [ -x "$tree/$script" ] || fail "$tree calls $script, which is not there"
    [ -z "$option" ] || "$tree/$script" --help | grep -q -- "$option" || fail "$tree: $script knows no $option"
  done < <(grep -hoE 'scripts/[a-z-]+\.sh[^|&"]*' "$workflow" "$tree/.gitlab-ci.yml" \
    | awk '{ print $1, ""; for (i = 2; i <= NF; i++) if ($i ~ /^--/) print $1, $i }' | sort -u)
  # Actions by a full commit only; what an outsider writes (branch, title) never becomes a part of a script.
  if grep -n 'uses:' "$workflow" | grep -vE '@[0-9a-f]{40}  # v'; then fail "an action is not pinned"; fi
  if grep -nE '\$\{\{ *github\.(head_ref|event\.[a-z_]+\.(title|body))' "$workflow"; then fail "text of outsiders in a script"; fi
  grep -q 'pull_request_target' "$workflow" && fail "pull_request_target gives secrets to strangers"
  grep -q 'cancel-in-progress: false' "$workflow" || fail "a run may be cut off"
  grep -q 'resource_group:' "$tree/.gitlab-ci.yml" || fail "GitLab runs are not serialised"
  return 0
}

for spec in "$ATLAS_ROOT"/examples/*/fleet.yaml; do
  name="$(basename -- "$(dirname -- "$spec")")"
  "$ATLAS" --quiet generate "$spec" -o "$name" --lock "$name.lock.yaml"
  check_pipelines "$name"
  echo "ok: $name"
done

python3 "$ATLAS_ROOT/tests/functional/support/docs_specs.py" closed >closed.yaml
"$ATLAS" --quiet generate closed.yaml -o closed
check_pipelines closed
if grep -n 'uses:' closed/.github/workflows/fleet.yml; then fail "a closed fleet's pipeline fetches an action"; fi
echo "ok: closed"
