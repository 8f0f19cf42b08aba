# The thin face of the project: every target is a script or a preset you can also run by hand.
.PHONY: help setup demo build test test-all lint format coverage bench install package sanitize fuzz clean

PRESET ?= ci
BUILD := build/$(PRESET)
export PATH := $(HOME)/.cargo/bin:/usr/local/go/bin:$(PATH)

help: ## what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

setup: ## install what a build needs (Debian packages, Rust)
	@tools/setup/build.sh

build: setup ## build build/ci/atlas (PRESET=dev|ci|asan|tsan|release)
	@tools/build.sh $(PRESET)

demo: ## install, build, and turn the ten-machine shop into output/
	@$(MAKE) --no-print-directory build PRESET=release
	@tools/demo.sh build/release/atlas

test: ## install the real tools, build, run everything that takes minutes
	@tools/setup/tests.sh
	@tools/build.sh $(PRESET)
	@tools/test.sh $(BUILD) -LE slow

test-all: ## the same plus the slow suites
	@tools/setup/tests.sh
	@tools/build.sh $(PRESET)
	@tools/test.sh $(BUILD)

sanitize: ## unit tests under ASan+UBSan, runtime tests under TSan
	@tools/setup/tests.sh
	@tools/sanitize.sh

fuzz: ## libFuzzer on the spec loader (SECONDS=60)
	@tools/setup/tests.sh
	@tools/fuzz.sh $(or $(SECONDS),60)

lint: ## clang-format, clang-tidy, shellcheck, layers, sizes
	@tools/setup/tests.sh
	@tools/lint.sh

format: ## rewrite the C++ sources with clang-format
	@tools/format.sh

coverage: ## line coverage of product code; fails below 90 %
	@tools/setup/tests.sh
	@tools/coverage.sh

bench: ## generate and validate against cp -r and a Python stack, in one run
	@tools/setup/tests.sh
	@tools/bench.sh

install: ## install under PREFIX (default /usr/local)
	@$(MAKE) --no-print-directory build PRESET=release
	cmake --install build/release --prefix $(or $(PREFIX),/usr/local)

package: ## .deb and .tar.gz in build/release
	@$(MAKE) --no-print-directory build PRESET=release
	cd build/release && cpack

clean: ## remove build/ (downloads and tool builds stay in the cache)
	rm -rf build
