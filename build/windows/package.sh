#!/usr/bin/env bash
# Makes the programs for Windows and their installer, on Linux with MinGW-w64 and NSIS or on
# Windows with a gcc and makensis on the PATH.  Usage: build/windows/package.sh [FOLDER]
# FOLDER (build/bin/windows) receives sobank.exe, sobank-cli.exe, LICENCES.txt and
# sobank-VERSION-installation.exe. They are signed when a certificate is given: see sign.sh.
#
#   SOBANK_WEBVIEW2_SETUP   another set-up of WebView2 to put into the installer: Microsoft's
#                           « Evergreen Standalone », for computers without Internet
set -euo pipefail
cd "$(dirname "$0")/../.."

folder=${1:-build/bin/windows}
stamp=$(build/version.sh stamp)
number=$(build/version.sh number)
work=$(mktemp -d)
syso=rsrc_windows_amd64.syso
trap 'rm -rf "$work" "$syso"' EXIT
rm -rf "$folder"
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

[ -e frontend/dist/index.html ] || { echo "build the frontend first: make package-windows does" >&2; exit 1; }

# The icon, the version and the manifest, as resources that Go links in.
resources() {
  node build/windows/resources.mjs "$stamp" "$number" "$work"
  cp build/windows/icon.ico "$work/"
  go run github.com/tc-hib/go-winres@v0.3.3 make --in "$work/winres.json" --arch amd64 --out rsrc
}

program() { # NAME LDFLAGS
  echo "building $1"
  go build -trimpath -tags desktop,production,sqlite_fts5,wv2runtime.embed \
    -ldflags "-s -w -X sobank/backend/cli.Version=$stamp $2" -o "$folder/$1" .
  build/windows/sign.sh "$folder/$1"
}

GOFLAGS='' resources
export GOFLAGS='' GOOS=windows GOARCH=amd64 CGO_ENABLED=1
[ "$(go env GOHOSTOS)" = windows ] || export CC=x86_64-w64-mingw32-gcc
program sobank.exe "-H windowsgui"
program sobank-cli.exe ""
unset GOOS GOARCH CGO_ENABLED CC

{ echo "So bank $stamp : logiciels tiers"; echo; go run build/licences.go -text; } | sed 's/$/\r/' >"$folder/LICENCES.txt"

# Microsoft's set-up of WebView2 comes with Wails.
webview2=${SOBANK_WEBVIEW2_SETUP:-$(go list -m -f '{{.Dir}}' github.com/wailsapp/wails/v2)/internal/webview2runtime/MicrosoftEdgeWebview2Setup.exe}
[ -r "$webview2" ] || { echo "no set-up of WebView2: $webview2" >&2; exit 1; }

native() { if command -v cygpath >/dev/null; then cygpath -w "$1"; else echo "$1"; fi; }
go run build/icon.go -bmp "$work/banner.bmp"
installer=$folder/sobank-$stamp-installation.exe
sign=()
if [ -n "${SOBANK_SIGN_PKCS12:-}" ]; then
  # The uninstaller is made, and signed, within the installer.
  sign=("-DSIGN=$(native "$PWD/build/windows/sign.sh")")
fi
# SOURCE_DATE_EPOCH dates the files within.
SOURCE_DATE_EPOCH=$(build/version.sh date) makensis -V2 -INPUTCHARSET UTF8 -NOCD \
  "-DSTAMP=$stamp" "-DNUMBER=$number" "-DFILES=$(native "$folder")" "-DWEBVIEW2=$(native "$webview2")" \
  "-DICON=$(native "$PWD/build/windows/icon.ico")" "-DBANNER=$(native "$work/banner.bmp")" "-DOUTFILE=$(native "$installer")" "${sign[@]}" \
  build/windows/installer/sobank.nsi
build/windows/sign.sh "$installer"
ls -l "$folder"
