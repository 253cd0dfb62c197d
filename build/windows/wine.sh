#!/usr/bin/env bash
# Runs the installer under Wine, on a clean Debian: installs, replaces, removes, and looks at files
# and registry each time.  Usage: build/windows/wine.sh INSTALLER.exe [FOLDER]
# FOLDER keeps pictures of its pages. As root: the Debian is made by debootstrap in a temporary
# folder. Wine is not Windows: it shows what the installer does, not that the program works.
#
#   SOBANK_CLEAN    a folder that keeps that Debian, with Wine, for the next run
set -euo pipefail

installer=$(realpath "$1")
pictures=${2:-}
[ "$(id -u)" -eq 0 ] || { echo "as root: debootstrap and chroot need it" >&2; exit 1; }
work=$(mktemp -d)
root=${SOBANK_CLEAN:-$work/root}
passed=0
ok() { passed=$((passed + 1)); echo "✓ $*"; }
fail() { echo "✗ $*" >&2; exit 1; }
check() { # WHAT COMMAND…
  local what=$1
  shift
  "$@" || fail "$what"
  ok "$what"
}
not() { ! "$@"; }
screen=''
leave() {
  inside wineserver -k >/dev/null 2>&1 || true
  [ -z "$screen" ] || kill "$screen" 2>/dev/null || true
  umount "$root/dev/shm" "$root/proc" 2>/dev/null || true
  rm -rf --one-file-system "$root/home/anne"
  mountpoint -q "$root/proc" || mountpoint -q "$root/dev/shm" || rm -rf --one-file-system "$work"
}
trap leave EXIT

if [ ! -e "$root/usr/lib/wine/wine" ]; then
  debootstrap --variant=minbase bookworm "$root" >"$work/log" 2>&1 || { tail "$work/log"; fail "no clean Debian"; }
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive sh -c '
    dpkg --add-architecture i386 && apt-get update -qq && apt-get install -y -qq --no-install-recommends \
      wine wine32:i386 wine64 xvfb imagemagick xdotool fonts-dejavu-core && useradd anne' >"$work/log" 2>&1 ||
    { tail "$work/log"; fail "no Wine"; }
fi
mount -t proc proc "$root/proc"
mkdir -p "$root/dev/shm" "$root/tmp/.X11-unix"
mount -t tmpfs -o mode=1777 shm "$root/dev/shm"
chmod 1777 "$root/tmp" "$root/tmp/.X11-unix"
install -d -o "$(chroot "$root" id -u anne)" -g "$(chroot "$root" id -g anne)" "$root/home/anne"
cp "$installer" "$root/home/anne/installer.exe"
chroot "$root" env -i PATH=/usr/bin:/bin Xvfb :59 -screen 0 1024x768x24 -nolisten tcp >/dev/null 2>&1 &
screen=$!

inside() {
  timeout 300 chroot "$root" env -i PATH=/usr/lib/wine:/usr/bin:/bin HOME=/home/anne WINEDEBUG=-all DISPLAY=:59 LANG=C.UTF-8 \
    setpriv --reuid anne --regid anne --init-groups sh -c 'cd && exec "$@"' sh "$@"
}
registry() { inside wine reg "$@" >/dev/null 2>&1; }
# The data of a value, "" when there is none.
value() { { inside wine reg query "$@" 2>/dev/null || true; } | tr -d '\r' | sed -n 's/.*REG_[A-Z]* *//p'; }
ends() { # CODE COMMAND…
  local code=0 want=$1
  shift
  inside wine "$@" >/dev/null 2>&1 || code=$?
  [ "$code" -eq "$want" ] || fail "$* ends with $code, not $want"
}
home=$root/home/anne/.wine/drive_c/users/anne
folder="$home/AppData/Local/Programs/So bank"
data="$home/AppData/Roaming/So bank"
desktop() { inside test -s '.wine/drive_c/users/anne/Desktop/So bank.lnk'; } # a link of Wine leads there
classes='HKCU\Software\Classes'
sobank='C:\users\anne\AppData\Local\Programs\So bank'
removed() { # an uninstaller ends before its copy does
  for _ in $(seq 100); do [ -e "$folder/sobank.exe" ] || return 0; sleep 0.2; done
  return 1
}

inside wineboot -i >/dev/null 2>&1
# Somebody else's files, and WebView2 as if it were there: nothing can be downloaded here.
registry add 'HKCU\Software\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}' /v pv /d 120.0.0.0 /f
registry add "$classes\\.ofx" /ve /d Autre.Programme /f
registry add "$classes\\.qif\\OpenWithProgids" /v Autre.Programme /d '' /f
registry add "$classes\\.csv" /ve /d Tableur /f

inside wine winecfg -v win7 >/dev/null 2>&1
ends 4 installer.exe /S
check "an older Windows is refused, nothing is written" not test -e "$folder"
inside wine winecfg -v win10 >/dev/null 2>&1

ends 0 installer.exe /S
for file in sobank.exe sobank-cli.exe LICENCES.txt uninstall.exe; do
  check "installed: $file" test -s "$folder/$file"
done
check "the Start menu has its entry" test -s "$home/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/So bank.lnk"
check "Windows lists it: $(value 'HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\So bank' /v DisplayVersion)" \
  registry query 'HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\So bank'
check "no shortcut on the desktop unasked" not desktop
check "« Ouvrir avec » is not offered unasked" not registry query "$classes\\SoBank.Releve"

ends 0 installer.exe /S /OUVRIR-AVEC /BUREAU
check "asked for: a shortcut on the desktop" desktop
for extension in cfonb cfonb120 afb afb120 ofx qfx qif sta mt940 camt; do
  registry query "$classes\\.$extension\\OpenWithProgids" /v SoBank.Releve || fail "not offered: .$extension"
done
ok "asked for: offered for ten kinds of statement files"
check "a double-click is not taken: .ofx stays of $(value "$classes\\.ofx" /ve)" test "$(value "$classes\\.ofx" /ve)" = Autre.Programme
check ".csv is left alone" not registry query "$classes\\.csv\\OpenWithProgids"
check "what opens a file: $(value "$classes\\SoBank.Releve\\shell\\open\\command" /ve)" \
  test "$(value "$classes\\SoBank.Releve\\shell\\open\\command" /ve)" = "\"$sobank\\sobank.exe\" \"%1\""
ends 0 installer.exe /S
check "the next version keeps the choice" registry query "$classes\\SoBank.Releve"

# What runs cannot be replaced: a handle without sharing stands for it.
mkdir -p "$data" "$home/AppData/Local/So bank/WebView2"
echo data >"$data/sobank.db"
echo cache >"$home/AppData/Local/So bank/WebView2/x"
echo mine >"$folder/mine.txt"
chown -R --reference="$root/home/anne" "$data" "$home/AppData/Local/So bank" "$folder/mine.txt"

ends 0 "$sobank\\uninstall.exe" /S
check "removed" removed
sleep 2
check "the data is kept" test -s "$data/sobank.db"
check "what the window kept for itself is gone" not test -e "$home/AppData/Local/So bank"
check "somebody's own file in the folder stays" test -s "$folder/mine.txt"
check "the shortcut on the desktop is gone" not desktop
check "the Start menu's entry is gone" not test -e "$home/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/So bank.lnk"
check "Windows lists it no more" not registry query 'HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\So bank'
check "« Ouvrir avec » is withdrawn" not registry query "$classes\\SoBank.Releve"
check "the others' are as they were: .ofx" test "$(value "$classes\\.ofx" /ve)" = Autre.Programme
check "the others' are as they were: .qif" registry query "$classes\\.qif\\OpenWithProgids" /v Autre.Programme
check "no key is left for .cfonb" not registry query "$classes\\.cfonb"

ends 0 installer.exe /S
ends 0 "$sobank\\uninstall.exe" /S /SUPPRIMER-DONNEES
check "removed with its data, since it was asked" removed
sleep 2
check "the data is gone" not test -e "$data"

# The pages, as a person sees them.
shows() { # PICTURE: once the window is there and has stopped changing
  local before='' now
  for _ in $(seq 60); do
    inside xdotool search --onlyvisible --name 'So bank' >/dev/null 2>&1 || { sleep 0.5; continue; }
    inside import -window root /tmp/page.png 2>/dev/null || true
    now=$(md5sum "$root/tmp/page.png" | cut -d ' ' -f 1)
    if [ "$now" = "$before" ] && [ "$now" != "${last:-}" ]; then
      last=$now
      cp "$root/tmp/page.png" "$pictures/$1.png"
      return 0
    fi
    before=$now
    sleep 1
  done
  fail "no page for $1"
}
if [ -n "$pictures" ]; then
  mkdir -p "$pictures"
  inside wine installer.exe >/dev/null 2>&1 &
  shows 1-bienvenue
  for page in 2-dossier 3-composants; do inside xdotool key Return; shows "$page"; done
  inside xdotool mousemove 470 390 mousemove_relative 4 2 # over « Ouvrir avec »
  shows 3-description
  inside xdotool key Return
  shows 4-installe
  inside wineserver -k >/dev/null 2>&1 || true
  inside wine "$sobank\\uninstall.exe" >/dev/null 2>&1 &
  shows 5-desinstallation
  ok "its pages are in $pictures"
fi
echo "$passed passed, 0 failed"
