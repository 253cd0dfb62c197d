#!/usr/bin/env bash
# Makes « So bank.app » for both processors of the Mac, and its disk image; signs and notarises
# them when Apple's certificates are given.  Usage: build/darwin/package.sh [FOLDER]
# Runs on macOS alone. FOLDER (build/bin/darwin) receives the bundle and sobank-VERSION.dmg.
#
#   SOBANK_SIGN_IDENTITY   « Developer ID Application: … », in the login keychain; without it the
#                          bundle is signed ad hoc, and opens on this Mac alone
#   SOBANK_NOTARY_KEY      a file: the App Store Connect key (.p8), with
#   SOBANK_NOTARY_KEY_ID, SOBANK_NOTARY_ISSUER   what Apple calls it; without them nothing is
#                          notarised, and a Mac that downloads it refuses to open it
set -euo pipefail
cd "$(dirname "$0")/../.."

[ "$(uname -s)" = Darwin ] || { echo "macOS alone makes a macOS bundle" >&2; exit 1; }
[ -e frontend/dist/index.html ] || { echo "build the frontend first: make package-darwin does" >&2; exit 1; }
folder=${1:-build/bin/darwin}
stamp=$(build/version.sh stamp)
number=$(build/version.sh number)
app="$folder/So bank.app"
image=$folder/sobank-$stamp.dmg
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rm -rf "$folder"
mkdir -p "$app/Contents/MacOS" "$app/Contents/Resources"

export MACOSX_DEPLOYMENT_TARGET=12.0 CGO_ENABLED=1 GOFLAGS=''
export CGO_CFLAGS="-mmacosx-version-min=12.0" CGO_LDFLAGS="-framework UniformTypeIdentifiers -mmacosx-version-min=12.0"
for pair in arm64:arm64 amd64:x86_64; do
  echo "building for ${pair#*:}"
  GOARCH=${pair%:*} CC="clang -arch ${pair#*:}" go build -trimpath -tags desktop,production,sqlite_fts5 \
    -ldflags "-s -w -X sobank/backend/cli.Version=$stamp" -o "$work/sobank-${pair%:*}" .
done
lipo -create -output "$app/Contents/MacOS/sobank" "$work/sobank-arm64" "$work/sobank-amd64"
unset CGO_CFLAGS CGO_LDFLAGS

sed -e "s/@STAMP@/$stamp/" -e "s/@NUMBER@/$number/" build/darwin/Info.plist >"$app/Contents/Info.plist"
plutil -lint "$app/Contents/Info.plist" build/darwin/entitlements.plist
printf 'APPL????' >"$app/Contents/PkgInfo"
go run build/icon.go -icns "$app/Contents/Resources/sobank.icns"
go run build/licences.go -text >"$app/Contents/Resources/LICENCES.txt"

identity=${SOBANK_SIGN_IDENTITY:--}
stamped=()
[ "$identity" = - ] || stamped=(--timestamp)
sign() { codesign --force --options runtime "${stamped[@]+"${stamped[@]}"}" --sign "$identity" "$@"; }
sign --entitlements build/darwin/entitlements.plist "$app"
codesign --verify --strict --verbose=2 "$app"

notarise() { # FILE: waits for Apple's answer
  [ -n "${SOBANK_NOTARY_KEY:-}" ] || { echo "not notarised (SOBANK_NOTARY_KEY is not set): $1"; return 0; }
  xcrun notarytool submit "$1" --wait --key "$SOBANK_NOTARY_KEY" \
    --key-id "${SOBANK_NOTARY_KEY_ID:?}" --issuer "${SOBANK_NOTARY_ISSUER:?}"
}
# The bundle bears its own ticket, so that a Mac without Internet opens it too.
ditto -c -k --keepParent "$app" "$work/sobank.zip"
notarise "$work/sobank.zip"
[ -z "${SOBANK_NOTARY_KEY:-}" ] || xcrun stapler staple "$app"

mkdir "$work/image"
cp -R "$app" "$work/image/"
ln -s /Applications "$work/image/Applications"
hdiutil create -quiet -volname "So bank $stamp" -srcfolder "$work/image" -fs HFS+ -format UDZO "$image"
if [ "$identity" != - ]; then
  codesign --force --timestamp --sign "$identity" "$image"
  notarise "$image"
  [ -z "${SOBANK_NOTARY_KEY:-}" ] || xcrun stapler staple "$image"
fi

# What was made is looked at.
lipo "$app/Contents/MacOS/sobank" -verify_arch arm64 x86_64
said=$("$app/Contents/MacOS/sobank" version)
[ "$said" = "So bank $stamp" ] || { echo "it says « $said »" >&2; exit 1; }
[ -z "${SOBANK_NOTARY_KEY:-}" ] || spctl --assess --type execute --verbose "$app"
ls -l "$folder"
