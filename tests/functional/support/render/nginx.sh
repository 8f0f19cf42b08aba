#!/usr/bin/env bash
if there nginx; then
  rm -rf nginx && mkdir -p nginx/conf/conf.d nginx/conf/atlas-sites nginx/logs nginx/run
  printf 'types { text/html html; }\n' >nginx/conf/mime.types
  sed -e "s#/etc/nginx#$PWD/nginx/conf#g; s#/var/log/nginx#$PWD/nginx/logs#g; s#/run/nginx.pid#$PWD/nginx/run/pid#" \
    -e '/^include .*modules/d; /^user /d' "$r/nginx/nginx.conf" >nginx/conf/nginx.conf
  cp "$r/nginx/site.conf" nginx/conf/atlas-sites/site.conf
  for folder in body proxy fastcgi uwsgi scgi; do mkdir "nginx/$folder"; done
  sed -i "s#^http {#http {\n client_body_temp_path $PWD/nginx/body; proxy_temp_path $PWD/nginx/proxy; fastcgi_temp_path $PWD/nginx/fastcgi; uwsgi_temp_path $PWD/nginx/uwsgi; scgi_temp_path $PWD/nginx/scgi;#" \
    nginx/conf/nginx.conf
  nginx -t -q -e stderr -p "$PWD/nginx" -c "$PWD/nginx/conf/nginx.conf" || fail "$system: nginx refuses its files"
fi
