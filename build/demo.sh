#!/usr/bin/env bash
# Makes demonstration data and opens the window on it; with no display, shows the
# demonstration in the terminal.  Usage: build/demo.sh BINARY
set -euo pipefail
cd "$(dirname "$0")/.."
binary=$1

has_display() {
  [ "$(uname -s)" != Linux ] || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]
}

if ! has_display; then
  exec "$binary" demo --data "$(mktemp -d "${TMPDIR:-/tmp}/sobank-demo.XXXXXX")/data" </dev/null
fi

data=build/bin/demo
if [ -e "$data/.complete" ]; then
  echo "Données de démonstration gardées : $data (à effacer pour repartir de zéro)"
else
  rm -rf "$data"
  "$binary" demo --data "$data" </dev/null
  touch "$data/.complete"
fi
SOBANK_DATA=$data exec "$binary"
