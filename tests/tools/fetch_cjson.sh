#!/bin/sh
# cJSON's C source for the wasm build: the same version as Debian's library, from its source
# package. Leaves wasm/node_modules/.cjson/cJSON.{c,h}.
set -eu
cd "$(dirname "$0")/../.."
target=wasm/node_modules/.cjson
[ -f $target/cjson/cJSON.h ] && exit 0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial"
# The machine's own Debian sources, repeated as source entries in a place of our own.
for f in /etc/apt/sources.list.d/*.sources; do
    [ -f "$f" ] && sed 's/^Types:.*/Types: deb-src/' "$f" >> "$work/source.sources" && echo >> "$work/source.sources"
done
if [ -s /etc/apt/sources.list ]; then
    sed -n 's/^deb /deb-src /p' /etc/apt/sources.list > "$work/source.list"
fi
mkdir -p "$work/parts"
[ -f "$work/source.sources" ] && cp "$work/source.sources" "$work/parts/"
options="-o Dir::Etc::SourceList=$work/source.list -o Dir::Etc::SourceParts=$work/parts -o Dir::State::Lists=$work/lists"
touch "$work/source.list"
apt-get $options -q update > /dev/null
(cd "$work" && apt-get $options -q source --download-only cjson > /dev/null)
mkdir -p $target/cjson
tar -xf "$work"/cjson_*.orig.tar.* -C "$work"
cp "$work"/cJSON-*/cJSON.c $target/
cp "$work"/cJSON-*/cJSON.h $target/
cp "$work"/cJSON-*/cJSON.h $target/cjson/
