#!/usr/bin/env bash
# The program is Debian's: on the Red Hat family's files only the names of folders differ, and where modules are loaded.
if there apache2; then
  rm -rf apache && mkdir -p apache/{conf/conf-enabled,conf/conf.d,conf/conf.modules.d,conf/mods-enabled,conf/atlas-sites,logs,run}
  modules="$(dirname -- "$(dirname -- "$(dirname -- "$(readlink -f -- "$(command -v apache2)")")")")/usr/lib/apache2/modules"
  [ -d "$modules" ] || modules=/usr/lib/apache2/modules
  for module in alias authz_core authz_host deflate dir filter headers http2 mime mpm_event proxy proxy_http remoteip reqtimeout \
    rewrite setenvif socache_shmcb ssl status; do
    echo "LoadModule ${module}_module $modules/mod_$module.so"
  done >apache/modules
  cp apache/modules apache/conf/mods-enabled/all.load
  cp apache/modules apache/conf/conf.modules.d/all.conf
  printf 'TypesConfig %s\n' /dev/null >apache/conf/mods-enabled/mime.conf
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=example.org \
    -keyout apache/key -out apache/certificate 2>/dev/null
  sed -e "s#/etc/\(apache2\|httpd\)\"#$PWD/apache/conf\"#; s#/etc/mime.types#/dev/null#; s#/var/log/httpd#$PWD/apache/logs#" \
    -e "s#^SSLCertificateFile .*#SSLCertificateFile $PWD/apache/certificate#" \
    -e "s#^SSLCertificateKeyFile .*#SSLCertificateKeyFile $PWD/apache/key#" -e '/^\(User\|Group\) /d' \
    "$r/apache/apache.conf" >apache/conf/apache.conf
  sed -e "s#/var/log/httpd#$PWD/apache/logs#; s#/srv/files#$PWD/apache#" "$r/apache/site.conf" >apache/conf/atlas-sites/site.conf
  grep -q '^SSLProtocol' apache/conf/apache.conf || fail "$system: the check of Apache does not see HTTPS"
  APACHE_RUN_DIR="$PWD/apache/run" APACHE_PID_FILE="$PWD/apache/run/pid" APACHE_LOG_DIR="$PWD/apache/logs" \
    apache2 -t -f "$PWD/apache/conf/apache.conf" >apache/answer 2>&1 || { cat apache/answer; fail "$system: Apache refuses its files"; }
fi
