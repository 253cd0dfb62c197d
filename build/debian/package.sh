#!/usr/bin/env bash
# Builds the program for Debian and its kin, and makes its package.
# Usage: build/debian/package.sh [FOLDER]    FOLDER (build/bin/debian) receives
# sobank_VERSION_ARCHITECTURE.deb. It installs where the C library is as new as here, or newer.
#
#   SOBANK_MAINTAINER   « Name <address> », who answers for the package
set -euo pipefail
cd "$(dirname "$0")/../.."

folder=${1:-build/bin/debian}
version=$(build/version.sh debian)
SOURCE_DATE_EPOCH=$(build/version.sh date) # dates the files within, and what dpkg-deb writes
export SOURCE_DATE_EPOCH
architecture=$(dpkg --print-architecture)
maintainer=${SOBANK_MAINTAINER:-So bank <support@sobank.invalid>}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
doc=$root/usr/share/doc/sobank
mkdir -p "$folder" "$root/DEBIAN" "$work/debian"

[ -e frontend/dist/index.html ] || { echo "build the frontend first: make package-deb does" >&2; exit 1; }
GOFLAGS='' go build -trimpath -buildmode=pie -tags desktop,production,sqlite_fts5,webkit2_41 \
  -ldflags "-s -w -X sobank/backend/cli.Version=$(build/version.sh stamp)" -o "$work/sobank" .

put() { install -D -m "$1" "$2" "$root$3"; }
put 0755 "$work/sobank" /usr/bin/sobank
put 0644 build/debian/sobank.desktop /usr/share/applications/sobank.desktop
put 0644 build/debian/sobank-mime.xml /usr/share/mime/packages/sobank.xml
put 0644 build/debian/copyright /usr/share/doc/sobank/copyright
GOFLAGS='' go run build/icon.go -png "$root/usr/share/icons/hicolor"

go run build/licences.go -text | gzip -9n >"$doc/LICENCES.gz"
printf 'sobank (%s) stable; urgency=medium\n\n  * Version %s\n\n -- %s  %s\n' \
  "$version" "$(build/version.sh stamp)" "$maintainer" "$(date -u -R -d "@$SOURCE_DATE_EPOCH")" | gzip -9n >"$doc/changelog.gz"
mkdir -p "$root/usr/share/man/man1" "$root/usr/share/man/fr/man1"
sed "s/@VERSION@/$(build/version.sh stamp)/" build/debian/sobank.1 | gzip -9n >"$root/usr/share/man/fr/man1/sobank.1.gz"
cp "$root/usr/share/man/fr/man1/sobank.1.gz" "$root/usr/share/man/man1/"
find "$root/usr" -type d -exec chmod 0755 {} +
find "$doc" "$root/usr/share" -type f -exec chmod 0644 {} +

# The libraries that the program is linked with, in the versions that have what it uses.
printf 'Source: sobank\n\nPackage: sobank\nArchitecture: any\n' >"$work/debian/control"
depends=$(cd "$work" && dpkg-shlibdeps -O -e root/usr/bin/sobank | sed -n 's/^shlibs:Depends=//p')
[ -n "$depends" ] || { echo "no dependency found" >&2; exit 1; }

cat >"$root/DEBIAN/control" <<CONTROL
Package: sobank
Version: $version
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $(du -k -s "$root/usr" | cut -f 1)
Depends: $depends, ca-certificates
Recommends: gnome-keyring | org.freedesktop.secrets, dbus-user-session | dbus-x11, xdg-utils
Section: misc
Priority: optional
Description: relevés bancaires des cabinets d'expertise comptable
 So bank reçoit les relevés bancaires des clients d'un cabinet, vérifie que
 chacun tombe juste et suit le précédent, les garde pour les revoir sans réseau,
 et remet chacun à un seul endroit : le logiciel du cabinet, ou son fichier
 global.
CONTROL
(cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

package=$folder/sobank_${version}_$architecture.deb
dpkg-deb --build --root-owner-group -Zxz "$root" "$package" >/dev/null
echo "$package"
