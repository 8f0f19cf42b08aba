#!/usr/bin/env bash
if there testparm; then
  sed "s#\[global\]#[global]\n  lock directory = $PWD\n  state directory = $PWD\n  cache directory = $PWD\n  pid directory = $PWD\n  private dir = $PWD#" \
    "$r/samba/smb.conf" >smb.conf
  # Samba's libraries find each other from where a package puts them.
  LD_LIBRARY_PATH="$LD_LIBRARY_PATH:$services/usr/lib/x86_64-linux-gnu/samba" testparm --suppress-prompt smb.conf >samba.answer 2>&1 ||
    { cat samba.answer; fail "$system: Samba refuses its file"; }
  if grep -i -E 'unknown|ignoring|error|invalid' samba.answer; then fail "$system: Samba doubts its file"; fi
  grep -q 'write list = anna' samba.answer || fail "$system: the writers of a share are lost"
fi
