#!/usr/bin/env bash
# Installs the package with apt on a clean Debian, runs the program there as an ordinary account,
# removes it, and lists what it left.  Usage: build/debian/test.sh PACKAGE.deb
# As root: the clean Debian is made by debootstrap in a temporary folder and entered by chroot.
#
#   SOBANK_SUITE    which Debian (bookworm)
#   SOBANK_CLEAN    a folder that keeps the clean Debian for the next run
set -euo pipefail

package=$(realpath "$1")
cd "$(dirname "$0")/../.."
suite=${SOBANK_SUITE:-bookworm}
[ "$(id -u)" -eq 0 ] || { echo "as root: debootstrap and chroot need it" >&2; exit 1; }
work=$(mktemp -d)
root=$work/root
passed=0
ok() { passed=$((passed + 1)); echo "✓ $*"; }
fail() { echo "✗ $*" >&2; exit 1; }
leave() {
  umount "$root/dev/shm" "$root/proc" 2>/dev/null || true
  # Nothing of the machine is mounted any more: what is removed is the test's own.
  mountpoint -q "$root/proc" || mountpoint -q "$root/dev/shm" || rm -rf --one-file-system "$work"
}
trap leave EXIT

clean=${SOBANK_CLEAN:-$work/clean}
if [ ! -e "$clean/etc/debian_version" ]; then
  debootstrap --variant=minbase "$suite" "$clean" >"$work/log" 2>&1 || { tail -n 20 "$work/log"; fail "no clean Debian"; }
fi
cp -a "$clean" "$root"
mount -t proc proc "$root/proc"
mkdir -p "$root/dev/shm"
mount -t tmpfs -o mode=1777 shm "$root/dev/shm"
cp /etc/resolv.conf "$root/etc/resolv.conf"
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d" # no service is started in here
chmod 0755 "$root/usr/sbin/policy-rc.d"
cp "$package" "$root/tmp/sobank.deb"
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
as_anne() { inside setpriv --reuid anne --regid anne --init-groups --reset-env env LANG=C.UTF-8 "$@"; }
echo "Debian $(cat "$root/etc/debian_version"), $(inside dpkg-query -W | wc -l) packages before"
inside useradd --create-home anne

inside apt-get update -qq
inside apt-get install -y -qq --no-install-recommends /tmp/sobank.deb >"$work/install" 2>&1 || { tail -n 30 "$work/install"; fail "apt does not install it"; }
[ "$(inside dpkg-query -W -f '${db:Status-Status}' sobank)" = installed ] || fail "it is not installed"
ok "apt installed $(inside dpkg-query -W -f '${Package} ${Version}' sobank), and what it depends on: $(inside dpkg-query -W | wc -l) packages now"
inside ldd /usr/bin/sobank >"$work/libraries"
! grep 'not found' "$work/libraries" || fail "a library is missing"
ok "all its $(wc -l <"$work/libraries") libraries are there"

said=$(as_anne sobank version)
[[ $said == "So bank "* ]] || fail "« sobank version » says: $said"
ok "sobank version: $said"
as_anne sobank demo --data /home/anne/demo --json >"$work/demo.json" 2>"$work/log" || fail "sobank demo failed"
node -e '
  const d = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
  const placed = Object.values(d.places).reduce((a, b) => a + b, 0);
  if (!(d.statements > 0 && d.operations > 0 && placed === d.statements)) process.exit(1);
  console.log("  ", d.files, "files,", d.statements, "statements,", d.operations, "operations:", JSON.stringify(d.places));
' "$work/demo.json" || fail "the demonstration is not whole"
ok "sobank demo --json, by an ordinary account"
as_anne sobank verify --data /home/anne/demo --json >"$work/verify.json" 2>"$work/log" && grep -q '"ok": *true' "$work/verify.json" || fail "sobank verify"
ok "sobank verify"
code=0
as_anne sobank >"$work/window" 2>&1 || code=$?
[ "$code" -eq 1 ] && grep -q "pas d'écran" "$work/window" || { cat "$work/window"; fail "the window, without a screen: exit code $code"; }
ok "the window without a screen says so, exit code 1"
# The real window, on a screen that nobody sees.
inside apt-get install -y -qq --no-install-recommends xvfb xdotool imagemagick dbus-daemon fonts-dejavu-core >"$work/install" 2>&1 ||
  { tail -n 20 "$work/install"; fail "no screen to test the window on"; }
install -D -m 0755 .ci/smoke "$root/home/anne/test/.ci/smoke"
inside chown -R anne:anne /home/anne/test
as_anne HOME=/home/anne /home/anne/test/.ci/smoke /usr/bin/sobank /home/anne/test/pictures >"$work/smoke" 2>&1 ||
  { cat "$work/smoke"; fail "the window does not open"; }
mkdir -p build/bin/pictures
cp "$root/home/anne/test/pictures/window.png" build/bin/pictures/debian.png
ok "$(tail -n 1 "$work/smoke" | sed 's/:.*//'), of an ordinary account"
inside sh -c 'test -s /usr/share/applications/sobank.desktop && test -s /usr/share/icons/hicolor/48x48/apps/sobank.png && test -s /usr/share/doc/sobank/copyright' ||
  fail "desktop entry, icon or copyright missing"
ok "desktop entry, icon, copyright"

# What is there before it is removed, less what the package brought itself.
everything() { (cd "$root" && find . -xdev \( -path ./proc -o -path ./dev -o -path ./sys \) -prune -o -print | sort); }
everything >"$work/before"
inside dpkg -L sobank | sed 's/^/./' | sort >"$work/brought"
inside apt-get purge -y -qq sobank >"$work/purge" 2>&1 || { tail -n 20 "$work/purge"; fail "apt does not remove it"; }
everything >"$work/after"
while read -r path; do
  [ -d "$root/$path" ] || [ ! -e "$root/$path" ] || fail "left behind: $path"
done <"$work/brought"
ok "removed: nothing of the package is left"
new=$(comm -13 "$work/before" "$work/after" | grep -v -e '^./var/\(lib/dpkg\|lib/apt\|cache\|log\)' || true)
[ -z "$new" ] || fail "removing it made: $new"
echo "── what is named after So bank, after the removal:"
(cd "$root" && find . -xdev \( -path ./proc -o -path ./tmp -o -path ./home/anne/test \) -prune -o \( -iname '*sobank*' -o -name '*So bank*' \) -print)
[ -e "$root/home/anne/demo/sobank.db" ] || fail "the account's own data went with the package"
ok "the account's own data stays, as said"
echo "$passed passed, 0 failed"
