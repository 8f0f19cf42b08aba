# shellcheck shell=bash
# Managed by ATLAS. What dumping and restoring share; the settings stand in settings.sh beside it.
# shellcheck disable=SC2154,SC2034
set -Eeuo pipefail
umask 077
export LC_ALL=C

log() { printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$*" >&2; }
die() { log "error: $*"; exit 1; }
bad_usage() { printf '%s: %s; --help says more\n' "${0##*/}" "$*" >&2; exit 2; }

take_lock() {
  exec 9>"$directory/.lock"
  flock -n 9 || { log "a dump or a restore is already running"; exit 3; }
}

# A database's name as a file's name: everything but letters, digits, '_', '.' and '-' as %XX.
encoded() {
  local name="$1" result="" i char
  for ((i = 0; i < ${#name}; i++)); do
    char="${name:i:1}"
    case "$char" in
      [A-Za-z0-9_.-]) result+="$char" ;;
      *) result+="$(printf '%%%02X' "'$char")" ;;
    esac
  done
  printf '%s' "$result"
}

case "$compression" in
  zstd) ending=.zst ;;
  gzip) ending=.gz ;;
  *) ending="" ;;
esac
compressed() {
  case "$compression" in
    zstd) zstd -q -3 -T0 ;;
    gzip) gzip -6 ;;
    *) cat ;;
  esac
}
# plain FILE: its content, however it was compressed
plain() {
  case "$1" in
    *.zst) zstd -q -d -c -- "$1" ;;
    *.gz) gzip -d -c -- "$1" ;;
    *) cat -- "$1" ;;
  esac
}

# The newest last: names are times.
dumps() { find "$directory" -mindepth 1 -maxdepth 1 -type d -name '20*Z' -printf '%f\n' | sort; }

# PostgreSQL lets in its own user by the socket; MySQL, MariaDB and MongoDB let in root or read a file of root's.
as_postgres() { (cd / && runuser -u postgres -- "$@"); }
sql_client() { "$mysql_program" --no-defaults --protocol=socket --socket="$mysql_socket" --user=root --batch --skip-column-names "$@"; }
sql_text() {
  local text="${1//\\/\\\\}"
  printf "'%s'" "${text//\'/\'\'}"
}
