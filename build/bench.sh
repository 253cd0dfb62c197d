#!/usr/bin/env bash
# Measures the parser and the import on generated statements, beside sha256sum and the
# sqlite3 shell.  Usage: build/bench.sh BINARY [OPERATIONS]
set -euo pipefail
cd "$(dirname "$0")/.."
command -v sqlite3 >/dev/null || { echo "Le programme sqlite3 manque : make install-deps l'installe." >&2; exit 1; }
exec go run -tags sqlite_fts5 build/bench.go "$@"
