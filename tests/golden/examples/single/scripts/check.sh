#!/usr/bin/env bash
# Every check of this tree that needs no cluster, for people and pipelines alike.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

usage() {
  cat <<'TEXT'
Usage: check.sh [OPTIONS] [CHECK...]

Runs the linters over the generated files. A tool that is missing is a SKIP line that
names it, never a silent pass.

  --strict     a SKIP counts as a failure
  --list       name the checks and end
  --dry-run    show which checks would run
  -h, --help   this text

Exit codes: 0 passed, 1 a check failed, 2 wrong usage.
TEXT
}

STRICT=false
WANTED=()
FAILED=()
SKIPPED=()
TEMPORARY=""
ALL=(secrets shell json yaml tofu ansible inventory prometheus alertmanager plantuml)

parse_arguments() {
  while [ "$#" -gt 0 ]; do
    case "$1" in
      --strict) STRICT=true ;;
      --list) printf '%s\n' "${ALL[@]}"; exit 0 ;;
      --dry-run) DRY_RUN=true ;;
      -h | --help) usage; exit 0 ;;
      -*) bad_usage "unknown option '$1'" ;;
      *)
        [[ " ${ALL[*]} " == *" $1 "* ]] || bad_usage "unknown check '$1': ${ALL[*]}"
        WANTED+=("$1")
        ;;
    esac
    shift
  done
  [ "${#WANTED[@]}" -gt 0 ] || WANTED=("${ALL[@]}")
}

readonly NOT_RUN=77
# skip TEXT...: ends the check that runs (in its own subshell) as not run.
skip() {
  printf '%s\n' "$*" >"$TEMPORARY/reason"
  exit "$NOT_RUN"
}
want() {
  local tool
  for tool in "$@"; do command -v "$tool" >/dev/null || skip "$tool is not on PATH"; done
}
want_folder() { [ -d "$ATLAS_OUTPUT/$1" ] || skip "there is no folder $1/"; }

# files PATTERN...: the tree's files of that name, without what tools have downloaded; NUL-separated.
files() {
  local pattern options=()
  for pattern in "$@"; do options+=(-o -name "$pattern"); done
  find "$ATLAS_OUTPUT" \( -name .terraform -o -name .git -o -name collections -o -name .ansible \) -prune \
    -o -type f \( "${options[@]:1}" \) -print0 | sort -z
}

check_secrets() {
  want gitleaks
  gitleaks detect --no-git --no-banner --redact --source "$ATLAS_OUTPUT"
}

check_shell() {
  want shellcheck
  files '*.sh' | xargs -0 -n 1 bash -n
  files '*.sh' | xargs -0 shellcheck --severity=style --external-sources
}

check_json() {
  want jq
  files '*.json' | xargs -0 -r -n 1 jq empty
}

check_yaml() {
  local config="$ATLAS_ANSIBLE_DIR/.yamllint"
  want yamllint
  if [ -f "$config" ]; then set -- -c "$config"; else set -- -d relaxed; fi
  files '*.yml' '*.yaml' | grep -zv '/\.github/' | xargs -0 yamllint --strict "$@"
  # GitHub's key "on" is a word that YAML 1.1 reads as true.
  if [ -d "$ATLAS_OUTPUT/.github" ]; then
    find "$ATLAS_OUTPUT/.github" -name '*.yml' -print0 | xargs -0 yamllint --strict \
      -d '{extends: default, rules: {truthy: {check-keys: false}, line-length: {max: 160}}}'
  fi
}

check_tofu() {
  want_folder terraform
  find_tofu
  in_terraform fmt -check -diff -recursive
  # In a copy, so that the check leaves no .terraform folder and no lock file behind.
  cp -r -- "$ATLAS_TERRAFORM_DIR" "$TEMPORARY/terraform"
  rm -rf -- "$TEMPORARY/terraform/.terraform"
  ATLAS_TERRAFORM_DIR="$TEMPORARY/terraform"
  in_terraform init -backend=false -input=false >"$TEMPORARY/init" 2>&1 || {
    cat "$TEMPORARY/init" >&2
    skip "tofu init found no provider: formatting was checked, nothing else"
  }
  in_terraform validate
  in_terraform test
}

check_ansible() {
  want_folder ansible
  want ansible-playbook ansible-lint
  cd -- "$ATLAS_ANSIBLE_DIR"
  ansible-playbook -i "$ATLAS_INVENTORY" --syntax-check site.yml
  ansible-lint --offline --nocolor
}

check_inventory() {
  want_folder inventory
  want ansible-inventory jq
  local listed host
  listed="$(cd -- "$ATLAS_ANSIBLE_DIR" && ansible-inventory -i "$ATLAS_INVENTORY" --list)"
  for host in "${ATLAS_HOSTS[@]}"; do
    jq -e --arg host "$host" '._meta.hostvars | has($host)' <<<"$listed" >/dev/null || {
      printf 'the inventory lacks %s\n' "$host" >&2
      return 1
    }
  done
}

check_prometheus() {
  want_folder monitoring/prometheus
  want promtool
  cd -- "$ATLAS_OUTPUT/monitoring/prometheus"
  promtool check config --syntax-only prometheus.yml
  find . -name '*_test.yml' -print0 | sort -z | xargs -0 -r promtool test rules
}

check_alertmanager() {
  [ -f "$ATLAS_OUTPUT/monitoring/alertmanager/alertmanager.yml" ] || skip "there is no alertmanager.yml"
  want amtool
  amtool check-config "$ATLAS_OUTPUT/monitoring/alertmanager/alertmanager.yml"
}

check_plantuml() {
  want_folder docs/diagrams
  want plantuml
  find "$ATLAS_OUTPUT/docs/diagrams" -name '*.puml' -print0 | sort -z | xargs -0 -r plantuml -checkonly
}

remove_temporary() { rm -rf -- "$TEMPORARY"; }

run_check() {
  local name="$1" status=0
  # A subshell of its own, not in a condition: `set -e` has to hold inside the check.
  set +e
  trap - ERR
  (
    set -e
    "check_$name"
  ) >"$TEMPORARY/log" 2>&1
  status=$?
  set -e
  case "$status" in
    0) printf 'ok    %s\n' "$name" ;;
    "$NOT_RUN")
      SKIPPED+=("$name")
      printf 'SKIP  %s: %s\n' "$name" "$(cat -- "$TEMPORARY/reason")"
      ;;
    *)
      FAILED+=("$name")
      printf 'FAIL  %s\n' "$name"
      sed 's/^/      /' "$TEMPORARY/log"
      ;;
  esac
}

main() {
  local name
  parse_arguments "$@"
  if [ "$DRY_RUN" = true ]; then
    info "would check: ${WANTED[*]}"
    return
  fi
  TEMPORARY="$(mktemp -d)"
  on_exit remove_temporary
  for name in "${WANTED[@]}"; do run_check "$name"; done
  [ "${#FAILED[@]}" -eq 0 ] || die "failed: ${FAILED[*]}"
  if [ "${#SKIPPED[@]}" -gt 0 ]; then
    [ "$STRICT" = false ] || die "not run: ${SKIPPED[*]}"
    warn "passed, but not run: ${SKIPPED[*]}"
  else
    info "all checks passed"
  fi
}

main "$@"
