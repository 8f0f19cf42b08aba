# shellcheck shell=bash
. "$(dirname -- "${BASH_SOURCE[0]}")/../proof.sh"

# prometheus EXPRESSION: the values, one a line
prometheus() {
  # shellcheck disable=SC2016 # the machine's shell gets the expression on its standard input
  on mon-01 'curl -sS --fail --data-urlencode query@- http://127.0.0.1:9090/api/v1/query' <<<"$1" | jq -r '.data.result[].value[1]'
}

# within SECONDS COMMAND...: until it succeeds
within() {
  local end=$((SECONDS + $1))
  until "${@:2}"; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 5
  done
}
