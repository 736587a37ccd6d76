#!/usr/bin/env bash
# The installer's script, tried in Wine (Debian: nsis wine64 xvfb) with a stand-in for the program: it installs, refuses while
# the program runs, installs over itself, and its uninstaller leaves the library and what else lies in the folder.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'wineserver -k || true; rm -rf "$work"' EXIT
export WINEPREFIX=$work/wine WINEDEBUG=-all HOME=$work
[ -n "${DISPLAY:-}" ] || exec xvfb-run -a "$0" "$@"

mkdir -p "$work/program/_internal" "$work/program/licenses"
cp "$here/../../LICENSE" "$work/program/licenses"
touch "$work/program/_internal/file"
cat >"$work/wait.nsi" <<'NSI'
Unicode true
SilentInstall silent
RequestExecutionLevel user
OutFile "waits.exe"
Section
  Sleep 30000
SectionEnd
NSI
(cd "$work" && makensis -V1 -X"Target amd64-unicode" wait.nsi)
cp "$work/waits.exe" "$work/program/faceorg.exe"
cp "$work/waits.exe" "$work/program/faceorgw.exe"
printf '\0\0\1\0\1\0\1\1\0\0\1\0\040\0\060\0\0\0\026\0\0\0\050\0\0\0\1\0\0\0\2\0\0\0\1\0\040\0\0\0\0\0\010\0\0\0' >"$work/icon.ico"
head -c 32 /dev/zero >>"$work/icon.ico"
setup=$work/faceorg-setup-of-a-test.exe
makensis -V2 -WX -X"Target amd64-unicode" -DVERSION=0.0.1 -DSOURCE="$work/program" -DOUTPUT="$setup" -DICON="$work/icon.ico" "$here/faceorg.nsi"

wineboot -i 2>/dev/null || true
local=$(winepath -u "$(wine cmd /c 'echo %LOCALAPPDATA%' | tr -d '\r')")
menu=$(winepath -u "$(wine cmd /c 'echo %APPDATA%' | tr -d '\r')")/Microsoft/Windows/"Start Menu"/Programs/faceorg.lnk
home=$local/Programs/faceorg
mkdir -p "$local/faceorg/library" && touch "$local/faceorg/library/catalog.sqlite"
expect() { eval "$1" || { echo "not so: $1"; exit 1; }; }

wine "$setup" /S
expect '[ -f "$home/faceorg.exe" ] && [ -f "$home/_internal/file" ] && [ -f "$menu" ]'
touch "$home/mine"
wine "$home/faceorgw.exe" &
sleep 5
status=0; wine "$setup" /S || status=$?
expect '[ $status = 2 ] && [ -f "$home/faceorg.exe" ] && [ -f "$home/_internal/file" ]'
wine taskkill /f /im faceorgw.exe >/dev/null
wait || true
wine "$setup" /S
expect '[ -f "$home/faceorgw.exe" ] && [ -f "$home/mine" ]'
wine "$home/uninstall.exe" /S
for _ in $(seq 60); do [ -e "$home/uninstall.exe" ] || break; sleep 1; done
expect '[ "$(ls "$home")" = mine ] && [ ! -e "$menu" ] && [ -f "$local/faceorg/library/catalog.sqlite" ]'
echo "installed, refused while it ran, installed again, uninstalled; library and foreign files left"
