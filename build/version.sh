#!/usr/bin/env bash
# What version this is, from git.  Usage: build/version.sh [stamp|number|debian|date]
#
#   stamp    as the program says it: 1.2.3 at the tag v1.2.3, 1.2.3-4-gabc1234 after it,
#            0.2.0-dev.abc1234 when there is no tag (the number is that of wails.json)
#   number   its three numbers, for systems that know no more
#   debian   one that dpkg sorts: what is not tagged comes before the release
#   date     of the commit, in seconds: SOURCE_DATE_EPOCH
#
# VERSION=1.2.3 in the environment says it instead of git.
set -euo pipefail
cd "$(dirname "$0")/.."

coming() { sed -n 's/.*"productVersion": *"\([0-9.]*\)".*/\1/p' wails.json; }

stamp() {
  local said=${VERSION:-} commit
  [ -n "$said" ] || said=$(git describe --tags --dirty --match 'v[0-9]*' 2>/dev/null || true)
  if [ -z "$said" ]; then
    commit=$(git describe --always --dirty 2>/dev/null || true)
    said=$(coming)-dev${commit:+.$commit}
  fi
  echo "${said#v}"
}

number() {
  local found
  found=$(stamp | sed -n 's/^\([0-9]\{1,5\}\.[0-9]\{1,5\}\.[0-9]\{1,5\}\).*/\1/p')
  echo "${found:-$(coming)}"
}

debian() {
  local said
  said=$(stamp)
  case "$said" in
  *-dev*) echo "$(number)~$(date -u -d "@$(when)" +%Y%m%d%H%M)${said#*-dev}" ;;
  *-*) echo "${said/-/+}" ;;
  *) echo "$said" ;;
  esac | tr - .
}

when() { git log -1 --format=%ct 2>/dev/null || date +%s; }

case "${1:-stamp}" in
stamp) stamp ;;
number) number ;;
debian) debian ;;
date) when ;;
*) sed -n 's/^# \{0,1\}//p' "$0" | sed -n 2,11p >&2 && exit 2 ;;
esac
