#!/usr/bin/env bash
# Unattended upgrades, asked what they would do: security only, not the packages that are excluded, no restart.
. "$(dirname -- "${BASH_SOURCE[0]}")/../proof.sh"
on lb-01 'unattended-upgrade --dry-run --debug 2>&1' >said || fail "unattended upgrades do not run: $(tail -n 5 said)"
grep -q "^Allowed origins are: origin=Debian,codename=bookworm-security,label=Debian-Security$" said \
  || fail "$(grep '^Allowed origins' said || echo 'no origins')"
grep -qF '^haproxy$' <<<"$(grep -i 'blacklist' said)" || fail "the excluded package is not left alone: $(grep -i blacklist said)"
on lb-01 'apt-config dump' >apt
grep -qxF 'Unattended-Upgrade::Automatic-Reboot "false";' apt || fail "updates would restart the machine"
on lb-01 'systemctl is-enabled apt-daily-upgrade.timer' >/dev/null || fail "no timer starts them"
echo "  security updates only, haproxy left alone, no restart"
