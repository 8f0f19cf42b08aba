#!/usr/bin/env bash
# Managed by ATLAS. Brings one database back from a dump of atlas-database-backup.
# shellcheck disable=SC2154  # the settings stand in a file that the role writes
folder=/usr/local/lib/atlas-database-backup
# shellcheck source=/dev/null
. "$folder/settings.sh"
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$folder/common.sh"

usage() {
  cat <<TEXT
Usage: ${0##*/} --database NAME --yes [OPTION]...
       ${0##*/} --list

Restores one database of a dump below $directory. Without --into it becomes
NAME_restored, beside the one in use. A database that is there is refused
unless --replace says that it may go. Nothing is done without --yes.

  --database NAME   the database in the dump
  --into NAME       its name after the restore (default: NAME_restored)
  --dump DUMP       the dump's name (default: the newest)
  --engine ENGINE   where the machine has several: ${engines[*]}
  --replace         drop the database of that name first
  --globals         PostgreSQL: restore roles and their passwords first
  --yes             do it; without it only say what would be done
  --list            show the dumps and what is in them, and end
  -h, --help        this text

Exit codes: 0 done, 1 failed or refused, 2 wrong usage, 3 another run holds the lock.
TEXT
}

database="" into="" dump="" engine="" replace=false globals=false yes=false
while [ "$#" -gt 0 ]; do
  case "$1" in
    --database | --into | --dump | --engine)
      [ -n "${2:-}" ] || bad_usage "$1 needs a value"
      printf -v "${1#--}" '%s' "$2"
      shift
      ;;
    --replace) replace=true ;;
    --globals) globals=true ;;
    --yes) yes=true ;;
    --list)
      for one in $(dumps); do (cd "$directory" && find "$one" -mindepth 2 -type f ! -name '*.owner' ! -name '*.create' | sort); done
      exit 0
      ;;
    -h | --help) usage; exit 0 ;;
    *) bad_usage "unknown option '$1'" ;;
  esac
  shift
done

[ -n "$database" ] || bad_usage "--database is missing"
into="${into:-${database}_restored}"
[[ "$into" =~ ^[A-Za-z0-9_][A-Za-z0-9_.-]*$ ]] || bad_usage "'$into' cannot be the name of a database here"
if [ -z "$engine" ]; then
  [ "${#engines[@]}" -eq 1 ] || bad_usage "--engine is missing: ${engines[*]}"
  engine="${engines[0]}"
fi
[[ " ${engines[*]} " == *" $engine "* ]] || bad_usage "this machine has no $engine"
dump="${dump:-$(dumps | tail -n 1)}"
if [[ ! "$dump" =~ ^20[0-9TZ]+$ ]] || [ ! -d "$directory/$dump" ]; then die "there is no dump '$dump' in $directory"; fi

# file_of ENDING: the database's file in the dump, however it was compressed
file_of() {
  local ending
  for ending in .zst .gz ""; do
    [ ! -f "$directory/$dump/$engine/$1$ending" ] || { printf '%s' "$directory/$dump/$engine/$1$ending"; return; }
  done
  die "dump $dump has no $engine/$1; ${0##*/} --list shows what there is"
}

# Each says whether the database of that name is there, drops it, and restores into it.
there_postgresql() { [ "$(psql_value "$into" "SELECT count(*) FROM pg_database WHERE datname = :'name'")" = 1 ]; }
psql_value() { as_postgres psql -X -A -t -v ON_ERROR_STOP=1 -p "$postgresql_port" -v name="$1" postgres <<<"$2"; }
restore_postgresql() {
  local file owner="" options=()
  file="$(file_of "$(encoded "$database").dump")"
  if [ "$globals" = true ]; then
    # Roles that are there already are no failure.
    plain "$(file_of globals.sql)" | as_postgres psql -X -q -p "$postgresql_port" postgres
  fi
  if there_postgresql; then as_postgres dropdb -p "$postgresql_port" --force -- "$into"; fi
  [ ! -f "$directory/$dump/postgresql/$(encoded "$database").owner" ] || owner="$(<"$directory/$dump/postgresql/$(encoded "$database").owner")"
  [ "$(psql_value "$owner" "SELECT count(*) FROM pg_roles WHERE rolname = :'name'")" = 0 ] || options=("--owner=$owner")
  as_postgres createdb -p "$postgresql_port" --template=template0 --encoding=UTF8 "${options[@]}" -- "$into"
  plain "$file" | as_postgres pg_restore -p "$postgresql_port" --exit-on-error --dbname="$into"
}

# shellcheck disable=SC2016  # the backticks are SQL's
sql_name() { printf '`%s`' "${1//\`/\`\`}"; }
there_sql() { [ -n "$(sql_client -e "SELECT 1 FROM information_schema.schemata WHERE schema_name = $(sql_text "$into")")" ]; }
restore_sql() {
  local file kind=""
  file="$(file_of "$(encoded "$database").sql")"
  [ ! -f "${file%.sql*}.create" ] || kind="$(<"${file%.sql*}.create")"
  if there_sql; then sql_client -e "DROP DATABASE $(sql_name "$into")"; fi
  sql_client -e "CREATE DATABASE $(sql_name "$into") $kind"
  plain "$file" | sql_client --default-character-set=utf8mb4 -- "$into"
}
there_mariadb() { there_sql; }
there_mysql() { there_sql; }
restore_mariadb() { restore_sql; }
restore_mysql() { restore_sql; }

# The tools cannot ask what a set holds: under its own name a database may be there.
there_mongodb() { [ "$into" = "$database" ]; }
restore_mongodb() {
  local options=(--nsInclude="$database.*" --nsFrom="$database.*" --nsTo="$into.*") file
  file="$(file_of all.archive)"
  [ "$replace" = false ] || options+=(--drop)
  plain "$file" | mongorestore --quiet --config="$mongodb_config" --archive "${options[@]}"
}

if "there_$engine" && [ "$replace" = false ]; then
  die "the database $into is there already: choose another name with --into, or let it go with --replace"
fi
what="restore $database of $engine from $directory/$dump as $into"
[ "$replace" = false ] || what="$what, dropping what is there under that name"
[ "$yes" = true ] || die "would $what; say --yes to do it"
take_lock
(cd "$directory/$dump" && sha256sum --check --quiet SHA256SUMS) || die "$directory/$dump is damaged"
log "$what"
"restore_$engine"
log "done: $into is there; compare it with the one in use before you let applications to it"
