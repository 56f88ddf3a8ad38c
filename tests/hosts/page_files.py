#!/usr/bin/env python3
"""How the server hands out the page's files: packed or not, as the client wants; not at all when it has them.
usage: page_files.py PROGRAM"""
import gzip
import http.client
import pathlib
import re
import subprocess
import sys
import tempfile

counts = {True: 0, False: 0}


def check(name, good, detail=""):
    counts[bool(good)] += 1
    print(("ok - " if good else "not ok - ") + name + ("" if good else f": {str(detail)[:300]}"))


def main():
    with tempfile.TemporaryDirectory() as folder:
        web = pathlib.Path(folder)
        text = b"// a script\n" * 200
        (web / "index.html").write_bytes(b"<!doctype html><title>t</title>")
        (web / "a.js").write_bytes(text)
        (web / "a.js.gz").write_bytes(gzip.compress(text, mtime=0))
        (web / "b.wasm").write_bytes(b"\0asm\1\0\0\0")
        (web / "empty.css").write_bytes(b"")
        server = subprocess.Popen([sys.argv[1], "serve", "--port", "0", "--web", folder], stdout=subprocess.PIPE, text=True)
        try:
            port = int(re.search(r":(\d+)", server.stdout.readline()).group(1))
            run(port, text)
        finally:
            server.terminate()
            server.wait(20)
    print(f"{counts[True]} passed, {counts[False]} failed")
    return 1 if counts[False] else 0


def run(port, text):
    def ask(path, method="GET", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
        r = connection.getresponse()
        body = r.read()
        connection.close()
        return r.status, {k.lower(): v for k, v in r.getheaders()}, body

    for wants, packed in [
        (None, False), ("", False), ("identity", False), ("gzip", True), ("GZIP", True), ("x-gzip", True), ("gzip, deflate, br", True),
        ("br;q=1.0, gzip;q=0.8, *;q=0.1", True), ("gzip;q=0", False), ("gzip;q=0.000", False), ("gzip; q=0.001", True),
        ("gzip ;q=0, identity", False), ("*", True), ("*;q=0", False), ("gzip;q=0, *", False), ("notgzip", False), ("gzipped", False),
        ("deflate;q=0, gzip", True), ("gzip, deflate;q=0", True), ("br", False), (",,gzip,,", True), ("identity;q=0, gzip", True),
    ]:
        status, head, body = ask("/a.js", **({"Accept_Encoding": wants} if wants is not None else {}))
        is_packed = head.get("content-encoding") == "gzip"
        same = (gzip.decompress(body) if is_packed else body) == text
        check(f"Accept-Encoding {wants!r}: {'gzip' if packed else 'plain'}", status == 200 and is_packed == packed and same
              and head["vary"] == "Accept-Encoding", (status, head))
    status, head, body = ask("/b.wasm", Accept_Encoding="gzip")
    check("a file without a packed one is sent as it is", status == 200 and "content-encoding" not in head and body.startswith(b"\0asm")
          and head["content-type"] == "application/wasm", head)
    check("HEAD: the same head, no body", all(
        (lambda g, h: (h[0], h[2]) == (200, b"") and all(g[1][k] == h[1].get(k) for k in ("content-length", "etag", "content-type")))
        (ask("/a.js", Accept_Encoding=e), ask("/a.js", "HEAD", Accept_Encoding=e)) for e in ("gzip", "identity")))
    status, head, body = ask("/a.js", Range="bytes=0-9")
    check("a Range may be answered by the whole, and is", status == 200 and body == text and "content-range" not in head, (status, head))
    plain, packed = ask("/a.js")[1]["etag"], ask("/a.js", Accept_Encoding="gzip")[1]["etag"]
    check("plain and packed have tags of their own", plain != packed and re.fullmatch(r'"[0-9a-f]{16}"', plain), (plain, packed))
    for given, known in [(plain, True), (f"W/{plain}", True), (f'"x", {plain}', True), ("*", True), ('"x"', False), (packed, False), ("", False)]:
        status, head, body = ask("/a.js", If_None_Match=given)
        check(f"If-None-Match {given!r}: {304 if known else 200}", status == (304 if known else 200) and body == (b"" if known else text)
              and head["etag"] == plain, (status, head))
    status, head, body = ask("/a.js", Accept_Encoding="gzip", If_None_Match=packed)
    check("and of the packed one", (status, body) == (304, b""), status)
    check("the page asks each time whether it is still the same", ask("/")[1]["cache-control"] == "no-cache")
    check("/ is index.html", ask("/")[2] == ask("/index.html")[2] and ask("/")[0] == 200)
    check("an empty file", ask("/empty.css")[0] == 200 and ask("/empty.css")[2] == b"")
    for path in ("/../a.js", "/%2e%2e/a.js", "/a.js/", "/A.JS", "/a.js%00", "//a.js"):
        check(f"nothing at {path}", ask(path)[0] in (400, 404), ask(path)[0])
    check("files take GET and HEAD alone", ask("/a.js", "POST")[0] == 405 and "GET" in ask("/a.js", "POST")[1]["allow"])


sys.exit(main())
