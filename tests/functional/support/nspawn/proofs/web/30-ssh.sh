#!/usr/bin/env bash
# sshd as it runs: keys only, no root, no old ciphers, listed users only where that is asked for; what a client sees of it.
. "$(dirname -- "${BASH_SOURCE[0]}")/../proof.sh"

on lb-01 'sshd -T' >settings
for wanted in 'permitrootlogin no' 'passwordauthentication no' 'kbdinteractiveauthentication no' 'pubkeyauthentication yes' \
  'permitemptypasswords no' 'hostbasedauthentication no' 'permituserenvironment no' 'x11forwarding no' 'permittunnel no' \
  'gatewayports no' 'allowagentforwarding no' 'allowtcpforwarding local' 'maxauthtries 4' 'maxstartups 10:30:60' \
  'logingracetime 30' 'clientaliveinterval 300' 'clientalivecountmax 2' 'allowgroups atlas-ssh'; do
  grep -qxF "$wanted" settings || fail "sshd does not have '$wanted': $(grep "^${wanted%% *} " settings || echo 'not set')"
done
# Taken away may not mean: nothing left.
for kind in ciphers kexalgorithms macs; do
  list="$(sed -n "s/^$kind //p" settings)"
  [ "$(tr , '\n' <<<"$list" | wc -l)" -ge 3 ] || fail "sshd has hardly any $kind: $list"
  if grep -qE -- '-cbc|arcfour|hmac-sha1|hmac-md5|umac-64|group1-|group14-sha1|group-exchange-sha1' <<<"$list"; then fail "old $kind: $list"; fi
done

# attempt USER OPTION...: what the server says to it
attempt() { ssh -F "$WORK/ssh_config" -o ControlPath=none "${@:2}" "$1@$(address_of lb-01)" true 2>&1 || true; }
[ -z "$(attempt ops -i "$WORK/key")" ] || fail "the user of the spec cannot log in: $(attempt ops -i "$WORK/key")"
grep -qF 'Permission denied (publickey)' <<<"$(attempt ops -o PubkeyAuthentication=no)" || fail "something but a key is taken"
on lb-01 'mkdir -p /root/.ssh && cp /home/ops/.ssh/authorized_keys /root/.ssh/'
grep -qF 'Permission denied' <<<"$(attempt root -i "$WORK/key")" || fail "root may log in"
# shellcheck disable=SC2016 # the machine's own
on lb-01 'useradd -m stranger && mkdir -p ~stranger/.ssh && cp /home/ops/.ssh/authorized_keys ~stranger/.ssh/ && chown -R stranger: ~stranger/.ssh'
grep -qF 'Permission denied' <<<"$(attempt stranger -i "$WORK/key")" || fail "a user that the spec does not list may log in"
on lb-01 'usermod -aG atlas-ssh stranger'
[ -z "$(attempt stranger -i "$WORK/key")" ] || fail "it was not for being unlisted that the user was refused: $(attempt stranger -i "$WORK/key")"
grep -qi 'no matching' <<<"$(attempt ops -i "$WORK/key" -o LogLevel=INFO -c aes128-cbc)" || fail "a CBC cipher is taken"
on lb-01 'userdel -r stranger 2>/dev/null; rm -f /root/.ssh/authorized_keys'

if on lb-01 'id games' 2>/dev/null; then fail "a user that must not be there is there"; fi
echo "  sshd -T has 18 settings and no old algorithm; passwords, root and unlisted users are refused"
