#!/usr/bin/env bash
# How long the real window takes from the program's start to its first screen, on an unseen display.
# Usage: build/bench-start.sh BINARY DATA [RUNS]
set -euo pipefail
if [ -z "${START_BUS:-}" ]; then
  START_BUS=1 exec dbus-run-session -- "$0" "$@" 2> >(grep -v -e "^dbus-daemon" -e SpiRegistry >&2)
fi
binary=$(realpath "$1") data=$(realpath "$2") runs=${3:-7}
work=$(mktemp -d)
trap 'kill $xvfb 2>/dev/null || true; rm -rf "$work"' EXIT
Xvfb -displayfd 3 -screen 0 1400x900x24 -nolisten tcp 3>"$work/display" >/dev/null 2>&1 &
xvfb=$!
until [ -s "$work/display" ]; do sleep 0.1; done
DISPLAY=:$(cat "$work/display")
export DISPLAY GDK_BACKEND=x11 NO_AT_BRIDGE=1 SOBANK_DATA=$data
export XDG_CONFIG_HOME="$work/config" XDG_CACHE_HOME="$work/cache" XDG_DATA_HOME="$work/share"
for _ in $(seq "$runs"); do
  "$binary" >"$work/log" 2>&1 &
  app=$!
  until grep -q 'the window is there' "$work/log"; do
    kill -0 "$app" || { cat "$work/log" >&2; exit 1; }
    sleep 0.05
  done
  sed -n 's/.*the window is there.*after_ms=\([0-9]*\).*/\1 ms/p' "$work/log"
  kill "$app"
  wait "$app" 2>/dev/null || true
done
