#!/usr/bin/env bash
# Installs what a build of ATLAS needs: compiler, libraries, Rust for the template and schema engines.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

apt_install g++ cmake ninja-build pkg-config ccache git ca-certificates make \
  nlohmann-json3-dev libyaml-dev libre2-dev libcli11-dev libspdlog-dev libfmt-dev libexpected-dev \
  libsodium-dev libedit-dev libasio-dev libdtl-dev mold libgtest-dev libgmock-dev librapidcheck-dev libbenchmark-dev

if ! command -v cargo >/dev/null || ! version_at_least "$(cargo --version | cut -d' ' -f2)" 1.74; then
  # Debian's rustc-web is the current compiler; plain rustc is 1.63, too old for the crates.
  apt_install rustc-web cargo-web
fi
