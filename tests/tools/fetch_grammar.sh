#!/bin/sh
# Bring the parser library and the Python grammar (C sources) into wasm/node_modules, exactly the
# versions that wasm/package-lock.json pins. The engine's CMake compiles them from there.
set -eu
cd "$(dirname "$0")/../../wasm"
npm ci --ignore-scripts --no-audit --no-fund
# Nothing may run at install time and nothing may name a download place.
if grep -q '"resolved"' package-lock.json; then
    echo "package-lock.json names download addresses: remove its \"resolved\" fields" >&2
    exit 1
fi
test -f node_modules/tree-sitter/vendor/tree-sitter/lib/src/lib.c
test -f node_modules/tree-sitter-python/src/parser.c
