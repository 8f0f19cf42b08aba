#!/usr/bin/env bash
[ "$(grep -v '^#' "$r/nfs_server/exports")" = '/srv/home 192.0.2.0/24(rw,sync,no_subtree_check,sec=sys,root_squash) 2001:db8::/64(rw,sync,no_subtree_check,sec=sys,root_squash) 198.51.100.7(ro,sync,no_subtree_check,sec=sys,root_squash)
/srv/images *.example.org(ro,sync,no_subtree_check,sec=sys,root_squash)' ] || fail "$system: the exports are not what the list says"
python3 -c 'import configparser, sys; c = configparser.ConfigParser(); c.read(sys.argv[1]); assert c["nfsd"]["vers3"] == "n"' "$r/nfs_server/nfs.conf" ||
  fail "$system: nfs.conf is not what it should be"
