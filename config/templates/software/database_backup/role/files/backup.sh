#!/usr/bin/env bash
# Managed by ATLAS. Dumps every database server of this machine; a dump appears under its name only once it is complete.
# shellcheck disable=SC2154  # the settings stand in a file that the role writes
folder=/usr/local/lib/atlas-database-backup
# shellcheck source=/dev/null
. "$folder/settings.sh"
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$folder/common.sh"

usage() {
  cat <<TEXT
Usage: ${0##*/} [OPTION]

Dumps every database of this machine (${engines[*]}) to a new folder below
$directory, checks the dumps, copies them to the second place if there is one
and removes those that are too old.

  --list      show the dumps that are there, and end
  --check     check the newest dump's checksums, and end
  -h, --help  this text

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 another run holds the lock,
10 dumped, but the copy to the second place failed.
TEXT
}

# Every dump_ENGINE writes files into the folder given, or returns 77 when this server has nothing to dump here.
dump_postgresql() {
  local into="$1" name owner
  if [ "$(as_postgres psql -X -A -t -p "$postgresql_port" -c 'SELECT pg_is_in_recovery()' postgres)" = t ]; then
    log "postgresql: a replica; its primary makes the dumps"
    return 77
  fi
  # Lists go through files: a server that does not answer must not look like one without databases.
  as_postgres psql -X -A -t -0 -p "$postgresql_port" \
    -c 'SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate ORDER BY 1' postgres >"$into.names"
  as_postgres pg_dumpall -p "$postgresql_port" --globals-only | compressed >"$into/globals.sql$ending"
  while IFS= read -r -d '' name; do
    owner="$(as_postgres psql -X -A -t -p "$postgresql_port" -v name="$name" postgres \
      <<<"SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = :'name'")"
    as_postgres pg_dump -p "$postgresql_port" --format=custom --compress=0 -- "$name" | compressed >"$into/$(encoded "$name").dump$ending"
    as_postgres pg_restore --list < <(plain "$into/$(encoded "$name").dump$ending") >/dev/null
    printf '%s\n' "$owner" >"$into/$(encoded "$name").owner"
  done <"$into.names"
}

dump_sql() {
  local into="$1" name position=()
  # Where the binary log stood, as a comment: from there a restore goes on to a point in time.
  sql_client -r -e "SELECT schema_name FROM information_schema.schemata
    WHERE schema_name NOT IN ('information_schema', 'performance_schema', 'mysql', 'sys') ORDER BY 1" >"$into.names"
  [ "$(sql_client -e 'SELECT @@log_bin')" != 1 ] || position=("$mysql_position")
  while IFS= read -r name; do
    "$mysql_dump" --no-defaults --protocol=socket --socket="$mysql_socket" --user=root --single-transaction --quick \
      --routines --triggers --events --hex-blob --default-character-set=utf8mb4 "${mysql_options[@]}" "${position[@]}" -- "$name" |
      compressed >"$into/$(encoded "$name").sql$ending"
    sql_client -e "SELECT CONCAT('CHARACTER SET ', default_character_set_name, ' COLLATE ', default_collation_name)
      FROM information_schema.schemata WHERE schema_name = $(sql_text "$name")" >"$into/$(encoded "$name").create"
    plain "$into/$(encoded "$name").sql$ending" | tail -n 1 | grep -q '^-- Dump completed' || {
      log "$name: the dump is not complete"
      return 1
    }
  done <"$into.names"
}
dump_mariadb() { dump_sql "$1"; }
dump_mysql() { dump_sql "$1"; }

# The whole set at one moment: what is written meanwhile is in it.
dump_mongodb() {
  mongodump --quiet --config="$mongodb_config" --oplog --archive | compressed >"$1/all.archive$ending"
}

# An old dump is removed by its name, which is its time; the last ones stay however old they are.
remove_old() {
  local place="$1" limit name
  limit="$(date -u -d "-$keep_days days" +%Y%m%dT%H%M%SZ)"
  find "$place" -mindepth 1 -maxdepth 1 -type d -name '20*Z' -printf '%f\n' | sort | head -n "-$keep_last" | while IFS= read -r name; do
    [[ "$name" > "$limit" ]] || { log "removing $place/$name"; rm -rf -- "${place:?}/$name"; }
  done
}

copy() {
  local shell=(ssh -o BatchMode=yes)
  [ -z "$copy_key" ] || shell+=(-i "$copy_key")
  case "$copy_to" in
    /*)
      [ -d "$copy_to" ] || { log "$copy_to is not there"; return 1; }
      mkdir -p -- "$copy_to/$machine"
      rsync --archive -- "$directory/$1" "$copy_to/$machine/" && remove_old "$copy_to/$machine"
      ;;
    # What lies elsewhere is removed by whoever keeps it: a machine that was broken into cannot delete its own backups.
    *) rsync --archive --mkpath --rsh="${shell[*]}" -- "$directory/$1" "$copy_to/$machine/" ;;
  esac
}

# metrics NAME LINE...: for the node exporter, whole or not at all
metrics() {
  local name="$1" part
  if [ ! -d "$textfiles" ] || [ ! -w "$textfiles" ]; then return 0; fi
  part="$(mktemp "$textfiles/.atlas_database_backup.XXXXXX")"
  printf '%s\n' "${@:2}" >"$part"
  chmod 0644 "$part"
  mv -- "$part" "$textfiles/atlas_database_backup_$name.prom"
}

enough_room() {
  local last wanted free
  last="$(dumps | tail -n 1)"
  [ -n "$last" ] || return 0
  wanted="$(du -sk -- "$directory/$last" | cut -f1)"
  free="$(df -Pk -- "$directory" | awk 'NR == 2 {print $4}')"
  [ "$free" -gt "$((wanted * 12 / 10))" ] || die "$directory has room for $free KiB, and the last dump needed $wanted"
}

make_dump() {
  local stamp work engine begun status failed=0 done=()
  take_lock
  enough_room
  stamp="$(date -u +%Y%m%dT%H%M%SZ)"
  work="$directory/.$stamp.part"
  # shellcheck disable=SC2064  # as it is named now
  trap "rm -rf -- '$work' '$work.sums'" EXIT
  find "$directory" -mindepth 1 -maxdepth 1 -type d -name '.20*Z.part' -exec rm -rf -- {} +
  mkdir -- "$work"
  declare -A seconds=()
  for engine in "${engines[@]}"; do
    begun="$SECONDS"
    mkdir -- "$work/$engine"
    status=0
    # A shell of its own: inside of `||` errors would not stop a function.
    ("$BASH" "$0" --one "$engine" "$work/$engine") || status=$?
    case "$status" in
      0) done+=("$engine"); seconds[$engine]="$((SECONDS - begun))" ;;
      77) rmdir -- "$work/$engine" ;;
      *) log "$engine: the dump failed"; rm -rf -- "${work:?}/$engine"; failed=1 ;;
    esac
  done
  if [ "${#done[@]}" -eq 0 ]; then
    [ "$failed" -eq 0 ] || exit 1
    log "nothing to dump on this machine"
    return
  fi
  rm -f -- "$work"/*.names
  (cd "$work" && find . -type f -print0 | sort -z | xargs -0 sha256sum) >"$work.sums"
  mv -- "$work.sums" "$work/SHA256SUMS"
  sync -- "$work"
  mv -- "$work" "$directory/$stamp"
  log "dumped ${done[*]} to $directory/$stamp"
  for engine in "${done[@]}"; do
    metrics "$engine" \
      "atlas_backup_last_success_timestamp_seconds{backup=\"$engine\"} $(date +%s)" \
      "atlas_backup_size_bytes{backup=\"$engine\"} $(du -sb -- "$directory/$stamp/$engine" | cut -f1)" \
      "atlas_backup_duration_seconds{backup=\"$engine\"} ${seconds[$engine]}"
  done
  [ "$failed" -eq 0 ] || { log "old dumps are kept: not every server was dumped"; exit 1; }
  remove_old "$directory"
  [ -n "$copy_to" ] || return 0
  copy "$stamp" || { log "the dump did not reach $copy_to"; exit 10; }
  metrics copy "atlas_backup_copy_last_success_timestamp_seconds{backup=\"databases\"} $(date +%s)"
}

check_newest() {
  local last
  last="$(dumps | tail -n 1)"
  [ -n "$last" ] || die "there is no dump in $directory"
  (cd "$directory/$last" && sha256sum --check --quiet SHA256SUMS) || die "$directory/$last is damaged"
  printf '%s\n' "$directory/$last"
}

case "${1:-}" in
  "") make_dump ;;
  --list) dumps ;;
  --check) check_newest ;;
  -h | --help) usage ;;
  --one) "dump_$2" "$3" ;;
  *) bad_usage "unknown option '$1'" ;;
esac
