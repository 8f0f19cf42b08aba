#!/usr/bin/env bash
# Dumps older than keep_days go, but the last keep_last stay; the second place is reached, or its failure is told; the replica dumps nothing.
. "$(dirname -- "${BASH_SOURCE[0]}")/../proof.sh"
dumps() { on db-02 "find '$1' -mindepth 1 -maxdepth 1 -name '20*Z' -printf '%f\n' | sort" | paste -sd' '; }
folder=/var/backups/databases

old="$(date -u -d '-9 days' +%Y%m%dT%H%M%SZ)"
young="$(date -u -d '-3 days' +%Y%m%dT%H%M%SZ)"
on db-02 "cd $folder && first=\"\$(find . -maxdepth 1 -name '20*Z' | head -n 1)\" && cp -a \"\$first\" $old && cp -a \"\$first\" $young"
on db-02 'systemctl start atlas-database-backup.service'
left="$(dumps $folder)"
[[ " $left " != *" $old "* ]] || fail "a dump of nine days ago is still there: $left"
[[ " $left " == *" $young "* ]] || fail "a dump of three days ago is gone: $left"

# However old: the last two are kept.
on db-02 "cd $folder && first=\"\$(find . -maxdepth 1 -name '20*Z' | head -n 1)\" && mv \"\$first\" .keep && rm -rf 20*Z && mv .keep 20200101T000000Z && cp -a 20200101T000000Z 20200102T000000Z"
on db-02 'systemctl start atlas-database-backup.service'
left="$(dumps $folder)"
[[ "$left" == "20200102T000000Z 20"* ]] || fail "of the last two dumps there are: $left"

# The share is not mounted: the dump is there and the unit has not failed, but the journal says it.
on db-02 "journalctl -u atlas-database-backup --grep 'did not reach /srv/dumps' --quiet --no-pager" | grep -q 'did not reach' ||
  fail "nothing is told of a second place that is not there"
on db-02 'mkdir -p /srv/dumps && systemctl start atlas-database-backup.service'
copied="$(dumps /srv/dumps/db-02)"
last="$(dumps $folder | awk '{print $NF}')"
[ "$copied" = "$last" ] || fail "the second place has '$copied', not $last"
on db-02 "cd /srv/dumps/db-02/$last && sha256sum --check --quiet SHA256SUMS" || fail "the copy is damaged"

on db-01 'systemctl start atlas-database-backup.service'
[ -z "$(on db-01 "find $folder -name '20*Z'")" ] || fail "a replica made a dump"
echo "  kept: three days and the last two; gone: nine days; copied whole; the replica dumps nothing"
