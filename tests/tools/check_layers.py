#!/usr/bin/env python3
"""Includes only go down the layers; only the named layers know the named libraries."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
ORDER = ["base", "heap", "gc", "object", "lang", "vm", "observe", "api"]
# engine/modules sits beside vm: it may include up to vm, and vm starts modules through two lists
# (observe has their objects checked through one).
ALLOWED = {layer: set(ORDER[: i + 1]) for i, layer in enumerate(ORDER)}
ALLOWED["modules"] = set(ORDER[: ORDER.index("vm") + 1]) | {"modules"}
ALLOWED["vm"] = ALLOWED["vm"] | {"modules"}
ALLOWED["observe"] = ALLOWED["observe"] | {"modules"}
ONLY = {"cjson/": {"api"}, "microhttpd.h": {"server"}, "emscripten": {"wasm"}, "tree_sitter/": {"lang"}}
LIST = {"modules/modules.h", "modules/modules.def", "modules/stdlib.def", "modules/gc_hooks.h"}


def layer_of(path):
    parts = path.relative_to(ROOT).parts
    return parts[1] if parts[0] == "engine" else parts[0]


def main():
    wrong = 0
    files = 0
    for folder in ("engine", "server", "wasm"):
        for path in sorted((ROOT / folder).rglob("*.[ch]")):
            if "node_modules" in path.parts:
                continue
            files += 1
            layer = layer_of(path)
            for number, line in enumerate(path.read_text().splitlines(), 1):
                found = re.match(r'\s*#include\s+["<]([^">]+)[">]', line)
                if not found:
                    continue
                target = found.group(1)
                bad = any(target.startswith(k) and layer not in v for k, v in ONLY.items())
                first = target.split("/")[0]
                if layer in ALLOWED and "/" in target and first in set(ORDER) | {"modules"}:
                    bad = bad or first not in ALLOWED[layer]
                    if layer in ("vm", "observe") and first == "modules":
                        bad = target not in LIST
                if bad:
                    wrong += 1
                    print(f"{path.relative_to(ROOT)}:{number}: {layer} may not include {target}")
    print(f"{files - wrong} passed, {wrong} failed")
    return 1 if wrong else 0


sys.exit(main())
