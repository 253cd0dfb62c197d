# make run    the window on demonstration data
# make test   everything that .ci/run checks
# make help   the rest

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

VERSION ?= $(shell build/version.sh stamp 2>/dev/null || echo dev)
LDFLAGS := -X sobank/backend/cli.Version=$(VERSION)

# One set of tags for every build and test, so that the build cache serves them all.
export GOFLAGS := -tags=sqlite_fts5
UI_TAGS := sqlite_fts5
BINARY := build/bin/sobank

ifeq ($(OS),Windows_NT)
  BINARY := build/bin/sobank.exe
  UI_LDFLAGS := -H windowsgui
else ifeq ($(shell uname -s),Darwin)
  export CGO_LDFLAGS := -framework UniformTypeIdentifiers
else
  UI_TAGS := $(UI_TAGS),webkit2_41
endif

FRONTEND_SOURCES := frontend/index.html frontend/package.json frontend/vite.config.ts frontend/tsconfig.json $(wildcard docs/guide/*.md) \
  $(shell find frontend/src frontend/public -type f 2>/dev/null)

.PHONY: help run build test bench bench-start bench-delivery chaos crash fmt lint generate install-deps e2e screenshots smoke clean FORCE \
  licences install-release package-windows test-windows-package test-windows-install package-deb test-deb package-darwin audit

help: ## what can be made
	@sed -n 's/^\([a-z0-9-]*\):.*## /  make \1\t/p' Makefile | expand -t 29

run: build ## build, then open the window on demonstration data (no display: the demonstration in the terminal)
	@build/demo.sh $(BINARY)

build: install-deps $(BINARY) ## the program, in build/bin

test: ## everything: .ci/run
	@.ci/run

bench: build ## measure the parser and the import on a million operations
	@build/bench.sh $(BINARY)

bench-start: build ## measure how long the window takes to open on a data folder (DATA=folder)
	@build/bench-start.sh $(BINARY) $(DATA)

bench-delivery: ## measure ten thousand deliveries to a simulated MyUnisoft and over SFTP
	go test -run - -bench 'MyUnisoft|SFTP|Reconcile' -benchtime 1x -timeout 30m ./backend/deliver ./backend/wiring

SCHEDULES ?= 1000
chaos: install-deps ## a thousand random schedules of failing partners, full disks and killed processes (SCHEDULES=1000)
	go test -run 'TestChaos$$' -timeout 90m -v ./backend/deliver -chaos $(SCHEDULES) | grep -v '^=== \|^    --- PASS'

CRASHES ?= 1000
crash: install-deps ## a thousand kills at random moments of imports, deliveries, migrations, backups and their return (CRASHES=1000)
	go test -run 'TestCrash$$' -timeout 90m -v ./backend/wiring -crashes $(CRASHES) | grep -v '^=== '

fmt: frontend/node_modules/.package-lock.json ## format Go and TypeScript
	gofmt -w $$(git ls-files --cached --others --exclude-standard '*.go')
	cd frontend && npx biome check --write .

lint: frontend/node_modules/.package-lock.json ## vet, staticcheck, gosec, TypeScript, Biome
	go vet ./...
	.ci/staticcheck ./...
	.ci/gosec ./...
	cd frontend && npm run --silent typecheck && npm run --silent lint

generate: ## write the frontend's bindings (frontend/src/wailsjs) from backend/desktop
	@.ci/bindings

install-deps: ## install what is missing
	@.ci/install

install-release:
	@.ci/install .ci/packages-release

e2e: build build/bin/sobank-dev ## the tests in Chromium, on the real backend
	node --test --test-reporter=spec frontend/e2e/*.test.mjs

screenshots: build build/bin/sobank-dev ## pictures of every screen, light and dark, into docs/screenshots
	node frontend/e2e/screenshots.mjs
	mogrify -strip -colors 96 +dither -define png:compression-level=9 docs/screenshots/*-light.png docs/screenshots/*-dark.png

smoke: build ## open the real window on an unseen screen and look at it
	.ci/smoke $(BINARY)

licences: frontend/node_modules/.package-lock.json ## write backend/licence/licences.json from what the program is built of
	go run build/licences.go

package-windows: install-release frontend/dist/index.html ## the installer for Windows, in build/bin/windows (docs/RELEASE.md)
	build/windows/package.sh

test-windows-package: install-release frontend/dist/index.html ## make it with a test certificate, and look into it
	build/windows/test.sh

test-windows-install: package-windows ## install, replace and remove it under Wine on a clean Debian (as root)
	build/windows/wine.sh build/bin/windows/sobank-*-installation.exe build/bin/pictures/windows

package-deb: install-release frontend/dist/index.html ## the package for Debian and its kin, in build/bin/debian
	build/debian/package.sh

test-deb: package-deb ## install it on a clean Debian, run it, remove it (as root)
	build/debian/test.sh build/bin/debian/sobank_$$(build/version.sh debian)_$$(dpkg --print-architecture).deb

package-darwin: frontend/dist/index.html ## the bundle and the disk image for macOS, on macOS
	build/darwin/package.sh

audit: frontend/node_modules/.package-lock.json ## known vulnerabilities of what the program is built of (asks their databases)
	go run golang.org/x/vuln/cmd/govulncheck@v1.9.0 -tags desktop,production,$(UI_TAGS) ./...
	cd frontend && npm audit --omit=dev --audit-level=moderate

clean: ## forget what was built
	rm -rf build/bin
	find frontend/dist -mindepth 1 ! -name .gitkeep -delete

# Go knows best what to build again: always ask it.
$(BINARY): frontend/dist/index.html FORCE
	go build -tags desktop,production,$(UI_TAGS) -ldflags "$(LDFLAGS) $(UI_LDFLAGS)" -o $@ .

# The same program with its frontend served on a loopback port, for the tests in Chromium.
build/bin/sobank-dev: frontend/dist/index.html FORCE
	go build -tags dev,testvault,$(UI_TAGS) -ldflags "$(LDFLAGS)" -o $@ .

frontend/dist/index.html: $(FRONTEND_SOURCES) frontend/node_modules/.package-lock.json
	cd frontend && npm run --silent build
	@touch $@

frontend/node_modules/.package-lock.json: frontend/package-lock.json
	cd frontend && npm ci --no-audit --no-fund
	@touch $@
