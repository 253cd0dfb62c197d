#!/usr/bin/env bash
# Makes the installer for Windows, signed by a certificate made for this test, and looks into it:
# signatures, contents, resources, what the programs ask Windows for.  Usage: build/windows/test.sh
set -euo pipefail
cd "$(dirname "$0")/../.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
ok() { passed=$((passed + 1)); echo "✓ $*"; }
fail() { echo "✗ $*" >&2; exit 1; }

# A certificate that may sign code, trusted by nobody.
password=$(openssl rand -hex 12)
printf '%s\n' "$password" >"$work/password"
openssl req -x509 -newkey rsa:3072 -nodes -sha256 -days 2 -subj "/CN=So bank (essai)" \
  -addext "extendedKeyUsage=codeSigning" -addext "keyUsage=digitalSignature" \
  -keyout "$work/key.pem" -out "$work/certificate.pem" 2>/dev/null
openssl pkcs12 -export -inkey "$work/key.pem" -in "$work/certificate.pem" \
  -passout "file:$work/password" -out "$work/certificate.p12"

made=$work/made
export VERSION=${VERSION:-9.8.7}
SOBANK_SIGN_PKCS12=$work/certificate.p12 SOBANK_SIGN_PASSWORD=$work/password \
  build/windows/package.sh "$made" >"$work/log" 2>&1 || { cat "$work/log"; fail "the package is not made"; }
! grep -q "$password" "$work/log" || fail "the password is in the log"
ok "made, the password not shown"

installer=$made/sobank-$VERSION-installation.exe
verify() { # FILE NAME
  osslsigncode verify -CAfile "$work/certificate.pem" -in "$1" >"$work/verify" 2>&1 || { cat "$work/verify"; fail "$2: its signature does not verify"; }
  grep -q 'CN=So bank (essai)\|So bank (essai)' "$work/verify" || { cat "$work/verify"; fail "$2: signed by somebody else"; }
  ok "$2: signed ($(sed -n 's/^\(Message digest algorithm *: \)//p' "$work/verify" | head -n 1))"
}
verify "$made/sobank.exe" sobank.exe
verify "$made/sobank-cli.exe" sobank-cli.exe
verify "$installer" "$(basename "$installer")"
cp "$made/sobank-cli.exe" "$work/changed.exe"
printf 'x' | dd of="$work/changed.exe" bs=1 seek=100000 conv=notrunc status=none
if osslsigncode verify -CAfile "$work/certificate.pem" -in "$work/changed.exe" >/dev/null 2>&1; then
  fail "a changed program verifies: this test sees nothing"
fi
ok "a changed program does not verify"

echo "── contents of $(basename "$installer"), $(stat -c %s "$installer") bytes"
7z l -ba "$installer"
7z x -y -o"$work/out" "$installer" >/dev/null
for file in sobank.exe sobank-cli.exe LICENCES.txt; do
  found=$(find "$work/out" -name "$file" | head -n 1)
  [ -n "$found" ] && cmp -s "$found" "$made/$file" || fail "$file is not in the installer as it was made"
done
ok "the installer holds the programs and the licences, to the byte"
uninstaller=$(find "$work/out" -iname 'uninstall.exe*' | head -n 1)
[ -n "$uninstaller" ] || fail "no uninstaller"
verify "$uninstaller" "uninstall.exe, within"
setup=$(find "$work/out" -name 'WebView2Setup.exe' | head -n 1)
cmp -s "$setup" "$(go list -m -f '{{.Dir}}' github.com/wailsapp/wails/v2)/internal/webview2runtime/MicrosoftEdgeWebview2Setup.exe" ||
  fail "the set-up of WebView2 is missing"
# Its chain ends at a root that Debian does not know: the digest and the name are looked at.
osslsigncode verify -in "$setup" >"$work/verify" 2>/dev/null || true
[ "$(sed -n 's/^\(Current\|Calculated\) message digest *: *//p' "$work/verify" | sort -u | wc -l)" -eq 1 ] &&
  grep -q 'Subject: .*O=Microsoft Corporation' "$work/verify" || fail "the set-up of WebView2 is not Microsoft's"
ok "the set-up of WebView2 is Microsoft's"

subsystem() { x86_64-w64-mingw32-objdump -p "$1" | sed -n 's/^Subsystem.*(\(.*\))$/\1/p'; }
[ "$(subsystem "$made/sobank.exe")" = "Windows GUI" ] || fail "sobank.exe opens a console"
[ "$(subsystem "$made/sobank-cli.exe")" = "Windows CUI" ] || fail "sobank-cli.exe has no console"
ok "sobank.exe is a window, sobank-cli.exe a console"

dlls=$(x86_64-w64-mingw32-objdump -p "$made/sobank.exe" | sed -n 's/.*DLL Name: //p' | tr 'A-Z' 'a-z' | sort -u)
strange=$(grep -v -x -e 'kernel32.dll' -e 'msvcrt.dll' -e 'user32.dll' -e 'advapi32.dll' -e 'api-ms-win-.*' <<<"$dlls" || true)
[ -z "$strange" ] || fail "it wants DLLs that Windows may lack: $strange"
ok "it needs Windows' own DLLs alone:" $dlls

for exe in sobank.exe sobank-cli.exe; do
  GOFLAGS='' go run github.com/tc-hib/go-winres@v0.3.3 extract --dir "$work/resources" "$made/$exe" >/dev/null
  grep -q "\"file_version\": \"$VERSION.0\"" "$work/resources/winres.json" || { cat "$work/resources/winres.json"; fail "$exe: no version $VERSION"; }
  grep -q '"ProductName": "So bank"' "$work/resources/winres.json" || fail "$exe: no name"
  [ "$(find "$work/resources" -name '*.ico' | wc -l)" -ge 1 ] || fail "$exe: no icon"
  rm -rf "$work/resources"
done
ok "both say version $VERSION and bear the icon"
grep -aqF "$VERSION" "$made/sobank.exe" || fail "the program does not know its version"
! grep -aqF "$PWD" "$made/sobank.exe" || fail "sobank.exe names the folder it was built in"
ok "sobank.exe knows its version, and not where it was built"

# NSIS writes its manifest as it is, beside what is compressed.
grep -aqF 'requestedExecutionLevel level="asInvoker"' "$installer" || fail "the installer asks for rights"
ok "the installer asks for no right (asInvoker)"
echo "$passed passed, 0 failed"
