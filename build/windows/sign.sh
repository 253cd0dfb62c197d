#!/usr/bin/env bash
# Signs one program or installer in place with osslsigncode, when a certificate is given; else
# says that it is not signed.  Usage: build/windows/sign.sh FILE
#
#   SOBANK_SIGN_PKCS12      the certificate and its key, a PKCS#12 file
#   SOBANK_SIGN_PASSWORD    a file with its password on the first line; never the password itself
#   SOBANK_SIGN_TIMESTAMP   the address of a time-stamping authority (RFC 3161); without one the
#                           signature ends with the certificate
set -euo pipefail

file=$1
if [ -z "${SOBANK_SIGN_PKCS12:-}" ]; then
  echo "not signed (SOBANK_SIGN_PKCS12 is not set): $file"
  exit 0
fi
: "${SOBANK_SIGN_PASSWORD:?names the file that holds the password of SOBANK_SIGN_PKCS12}"
for readable in "$SOBANK_SIGN_PKCS12" "$SOBANK_SIGN_PASSWORD"; do
  [ -r "$readable" ] || { echo "cannot read $readable" >&2; exit 1; }
done

signed=$(mktemp "$file.XXXXXX")
trap 'rm -f "$signed"' EXIT
rm "$signed" # osslsigncode writes no file that is there
time_stamp=()
[ -z "${SOBANK_SIGN_TIMESTAMP:-}" ] || time_stamp=(-ts "$SOBANK_SIGN_TIMESTAMP")
osslsigncode sign -pkcs12 "$SOBANK_SIGN_PKCS12" -readpass "$SOBANK_SIGN_PASSWORD" -h sha256 \
  -n "So bank" "${time_stamp[@]}" -in "$file" -out "$signed" >/dev/null
chmod --reference="$file" "$signed"
mv "$signed" "$file"
echo "signed: $file"
