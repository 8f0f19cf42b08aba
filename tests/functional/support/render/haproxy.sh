#!/usr/bin/env bash
if there haproxy; then
  sed -e '/^ *\(user\|group\|chroot\) /d' "$r/haproxy/haproxy.cfg" >haproxy.cfg
  haproxy -c -q -f haproxy.cfg || fail "$system: haproxy refuses its file"
fi
