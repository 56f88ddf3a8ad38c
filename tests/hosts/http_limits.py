#!/usr/bin/env python3
"""Bad input and limits over HTTP: each gets its named error, and server and session stay usable.
usage: http_limits.py PROGRAM"""
import http.client
import json
import re
import socket
import subprocess
import sys

passed = failed = 0


def check(name, good, detail=""):
    global passed, failed
    print(("ok - " if good else "not ok - ") + name + ("" if good else f": {detail}"))
    if good:
        passed += 1
    else:
        failed += 1


class Client:
    def __init__(self, port):
        self.port = port

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            text = response.read().decode()
            try:
                return response.status, json.loads(text)
            except ValueError:
                return response.status, text
        finally:
            connection.close()

    def raw(self, data):
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as s:
            s.sendall(data)
            reply = s.recv(65536)
            return reply.split(b"\r\n")[0].decode()


def main():
    server = subprocess.Popen([sys.argv[1], "serve", "--port", "0", "--seconds", "3", "--sessions", "4"],
                              stdout=subprocess.PIPE, text=True)
    try:
        port = int(re.search(r":(\d+)", server.stdout.readline()).group(1))
        run(Client(port))
    finally:
        server.terminate()
        server.wait(20)
    check("SIGTERM ends the server with status 0", server.returncode == 0, server.returncode)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def code(reply):
    return reply[1].get("error", {}).get("code") if isinstance(reply[1], dict) else reply


def methods(c, base):
    """HEAD, OPTIONS and methods that are not there."""
    def head(method, path):
        connection = http.client.HTTPConnection("127.0.0.1", c.port, timeout=30)
        connection.request(method, path)
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return response.status, response.getheader("Allow"), body

    check("HEAD answers without a body", head("HEAD", "/healthz") == (200, None, b""), head("HEAD", "/healthz"))
    check("HEAD of a looking command", head("HEAD", base + "/stats")[0] == 200)
    for path, allow in [("/healthz", "GET, HEAD, OPTIONS"), ("/api/v1/sessions", "GET, HEAD, POST, OPTIONS"),
                        (base, "GET, HEAD, DELETE, OPTIONS"), (base + "/exec", "POST, OPTIONS"),
                        (base + "/state", "GET, HEAD, POST, OPTIONS"), (base + "/cancel", "POST, OPTIONS"),
                        (base + "/events", "GET, HEAD, OPTIONS")]:
        check(f"OPTIONS says what {path.replace(base, 'SESSION')} may be asked", head("OPTIONS", path) == (204, allow, b""), head("OPTIONS", path))
        for method in ("PUT", "PATCH", "TRACE", "BREW"):
            status, allowed, body = head(method, path)
            check(f"{method} {path.replace(base, 'SESSION')}: a named error", status == 405 and allowed == allow and
                  json.loads(body)["error"]["code"] == "method_not_allowed", (status, allowed, body))
    check("GET of a command that does something", head("GET", base + "/exec")[0] == 405)
    check("a %00 in the address", c.raw(b"GET /healthz%00x HTTP/1.1\r\nHost: x\r\n\r\n").split()[1] == "400")
    check("an unknown field in a query", c.ask("GET", base + "/stats?x=1")[1]["error"]["code"] == "bad_request")
    check("a wrong type in a query", c.ask("GET", base + "/state?limit=ten")[1]["error"]["code"] == "bad_request")
    check("lists and booleans in a query", c.ask("GET", base + "/graph?types=list,dict&depth=1")[1]["ok"] and
          c.ask("GET", base + "/state?all=true&limit=3")[1]["ok"])


def named_limits(c, base):
    """Errors that a limit caused name it, and it is in the list."""
    listed = {limit["name"]: limit for limit in c.ask("GET", "/api/v1/limits")[1]["limits"]}
    check("limits have a value, a unit and a meaning", len(listed) >= 20 and all(
        limit["value"] > 0 and limit["unit"] and limit["meaning"] for limit in listed.values()), listed)
    check("those given on the command line are shown", listed["sessions"]["value"] == 4 and listed["seconds"]["value"] == 3)
    cases = [("request_depth", "/exec", "[" * 100), ("listed", "/state", '{"limit": 10001}'), ("filename_bytes", "/exec",
             json.dumps({"source": "1", "filename": "x" * 256})), ("watches", "/watch", json.dumps({"names": list("abcdefghi")})),
             ("breakpoints", "/breakpoints", json.dumps({"lines": list(range(65))})), ("request_bytes", "/exec", "x" * (1 << 20) + "y")]
    for name, path, body in cases:
        try:
            reply = c.ask("POST", base + path, body)
            check(f"an error names the limit {name}", reply[1]["error"].get("limit") == name and name in listed, reply)
        except OSError as error:
            check(f"an error names the limit {name}", False, error)


def run(c):
    check("healthz", c.ask("GET", "/healthz") == (200, {"ok": True}))
    status, doc = c.ask("GET", "/openapi.json")
    check("openapi lists exec", status == 200 and "/api/v1/sessions/{id}/exec" in doc["paths"])
    status, made = c.ask("POST", "/api/v1/sessions")
    check("a session is created", status == 201 and re.fullmatch("[0-9a-f]{32}", made["id"]), made)
    sid, owner = made["id"], made["owner"]
    base = f"/api/v1/sessions/{sid}"

    def run_source(source):
        return c.ask("POST", base + "/exec", json.dumps({"source": source}))

    def usable(after):
        reply = run_source("print(6 * 7)")
        check(f"the session is usable after {after}", reply[1].get("stdout") == "42\n", reply)
        checked = c.ask("GET", base + "/check")
        check(f"and sound after {after}", checked[1].get("sound") is True, checked)

    usable("creation")
    check("own sessions are listed",
          c.ask("GET", "/api/v1/sessions", headers={"X-PyMemLab-Owner": owner})[1]["sessions"] == [sid])
    check("nobody else's", c.ask("GET", "/api/v1/sessions")[1]["sessions"] == [])
    r = run_source("while True: pass")
    check("an infinite loop: tick_limit or time_limit", r[1].get("stopped") in ("tick_limit", "time_limit"), r)
    usable("an infinite loop")
    r = run_source("class A:\n  def __init__(self):\n    while True: pass\nA()")
    check("an infinite loop inside a constructor", r[1].get("stopped") in ("tick_limit", "time_limit"), r)
    usable("an infinite constructor")
    r = run_source("try:\n  while True: pass\nexcept BaseException: print('caught')\nfinally: print('no')")
    check("a limit cannot be caught", r[1].get("stdout") == "" and "stopped" in r[1], r)
    r = run_source("bomb = []\nwhile True: bomb.append([0] * 100000)")
    check("a memory bomb: heap_limit", r[1].get("stopped") == "heap_limit", str(r)[:300])
    run_source("bomb = None")
    usable("a memory bomb")
    r = run_source("'x' * 10**12")
    check("one huge string", r[1].get("stopped") == "heap_limit", str(r)[:300])
    usable("a huge string")
    r = run_source("def f(n): return f(n + 1)\nf(0)")
    check("deep recursion: RecursionError", r[1].get("exception", {}).get("type") == "RecursionError", str(r)[:300])
    r = run_source("class R:\n  def __getattr__(self, n): return getattr(self, n + 'x')\nR().a")
    check("deep recursion in C", r[1].get("exception", {}).get("type") == "RecursionError", str(r)[:300])
    usable("deep recursion")
    r = run_source("while True: print('y' * 999)")
    check("endless output: output_limit", r[1].get("stopped") == "output_limit", str(r)[:200])
    usable("endless output")
    r = run_source("x = " + "[" * 10000 + "]" * 10000)
    check("10,000 nested brackets in the source", r[1].get("exception", {}).get("type") == "SyntaxError", str(r)[:300])
    usable("nested brackets")
    r = run_source("async def f(): pass")
    check("async: one clear error", "exception" in r[1] and "async" in r[1]["exception"]["message"], str(r)[:300])
    check("broken JSON", code(c.ask("POST", base + "/exec", '{"source": ')) == "bad_json")
    check("10,000 nested brackets of JSON",
          code(c.ask("POST", base + "/exec", "[" * 10000)) == "json_too_deep")
    check("invalid UTF-8", code(c.ask("POST", base + "/exec", b'{"source":"\xff"}')) == "bad_json")
    check("NUL in JSON", code(c.ask("POST", base + "/exec", b'{"source":"a\x00"}')) == "bad_json")
    check("a wrong type", code(c.ask("POST", base + "/exec", '{"source": 1}')) == "bad_request")
    check("an unknown field", code(c.ask("POST", base + "/exec", '{"source": "1", "z": 1}')) == "bad_request")
    try:
        reply = c.ask("POST", base + "/exec", b"x" * 100_000_000)
        check("a 100 MB body", reply[0] == 413 and code(reply) == "request_too_large", reply)
    except OSError:
        check("a 100 MB body", True)  # refused while it was still being sent
    usable("a 100 MB body")
    check("an unknown session", c.ask("GET", "/api/v1/sessions/" + "0" * 32)[0] == 404)
    check("an unknown command", c.ask("POST", base + "/fly")[0] == 404)
    check("an unknown path", c.ask("GET", "/etc/passwd")[0] == 404)
    check("a path that climbs", c.raw(b"GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n").split()[1] == "404")
    check("a wrong method", c.ask("DELETE", base + "/exec")[0] == 405)
    check("two lengths are refused",
          c.raw(b"POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab").split()[1] == "400")
    check("length and chunks are refused",
          c.raw(b"POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n").split()[1] == "400")
    methods(c, base)
    named_limits(c, base)
    for _ in range(3):
        c.ask("POST", "/api/v1/sessions")
    reply = c.ask("POST", "/api/v1/sessions")
    check("one session too many", code(reply) == "too_many_sessions" and reply[1]["error"]["limit"] == "sessions", reply)
    check("a session is deleted", c.ask("DELETE", base)[0] == 200 and c.ask("GET", base)[0] == 404)
    check("which makes room", c.ask("POST", "/api/v1/sessions")[0] == 201)


sys.exit(main())
