#!/usr/bin/env python3
"""Server-sent events, cancelling, fairness, many and slow clients. usage: events.py PROGRAM"""
import http.client
import json
import re
import socket
import subprocess
import sys
import threading
import time

passed = failed = 0


def check(name, good, detail=""):
    global passed, failed
    print(("ok - " if good else "not ok - ") + name + ("" if good else f": {str(detail)[:400]}"))
    passed += bool(good)
    failed += not good


class Server:
    def __init__(self, *options):
        self.process = subprocess.Popen([sys.argv[1], "serve", "--port", "0", *options], stdout=subprocess.PIPE, text=True)
        self.port = int(re.search(r":(\d+)", self.process.stdout.readline()).group(1))

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, None if body is None else json.dumps(body))
            response = connection.getresponse()
            return response.status, json.loads(response.read())
        finally:
            connection.close()

    def session(self):
        return "/api/v1/sessions/" + self.ask("POST", "/api/v1/sessions")[1]["id"]

    def stop(self):
        self.process.terminate()
        return self.process.wait(20)


class Viewer(threading.Thread):
    """Reads a session's events until the stream ends, or so many have come."""

    def __init__(self, server, session, last=None, most=None):
        super().__init__(daemon=True)
        self.events, self.most, self.status, self.ended = [], most, None, False
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        self.connection.request("GET", session + "/events", headers={} if last is None else {"Last-Event-ID": str(last)})
        self.response = self.connection.getresponse()
        self.status = self.response.status
        if self.status == 200:
            self.response.readline()  # the stream is there
            self.start()

    def run(self):
        event = {}
        try:
            while self.most is None or len(self.events) < self.most:
                line = self.response.readline().decode()
                if not line:
                    self.ended = True
                    break
                name, _, value = line.rstrip("\n").partition(": ")
                if name:
                    event[name] = value
                elif "data" in event:
                    self.events.append((int(event["id"]), event["event"], json.loads(event["data"])))
                    event = {}
        except (OSError, ValueError, http.client.HTTPException):
            pass
        self.connection.close()

    def wait_for(self, name, count=1, seconds=20):
        until = time.time() + seconds
        while sum(e[1] == name for e in self.events) < count and time.time() < until:
            time.sleep(0.01)
        return [e for e in self.events if e[1] == name]

    def text(self):
        return "".join(e[2]["text"] for e in self.events if e[1] == "output")


def in_background(function, *arguments):
    result = []
    thread = threading.Thread(target=lambda: result.append(function(*arguments)), daemon=True)
    thread.start()
    return thread, result


def events(server):
    s = server.session()
    viewers = [Viewer(server, s), Viewer(server, s)]
    server.ask("POST", s + "/exec", {"source": "import gc\nclass N: pass\na = N(); a.me = a\nprint('hello')\ndel a\nprint(gc.collect(), '\u4f60')"})
    for v in viewers:
        v.wait_for("end")
    names = [e[1] for e in viewers[0].events]
    check("a command's events", names[0] == "begin" and names[-1] == "end" and set(names) == {"begin", "output", "collections", "deaths", "end"}, names)
    check("numbered from 1 without a gap", [e[0] for e in viewers[0].events] == list(range(1, len(names) + 1)))
    check("two viewers see the same", viewers[0].events == viewers[1].events)
    check("output as it was written", viewers[0].text() == "hello\n1 \u4f60\n", viewers[0].events)
    found = viewers[0].wait_for("collections")[0][2]
    check("the collection", found["count"] == 1 and found["collections"][0]["found"] == 1, found)
    check("bytes freed by cause", viewers[0].wait_for("deaths")[0][2]["bytes_freed"]["collection"] > 0)
    server.ask("POST", s + "/record", {"source": "x = 1"})
    check("beginning anew is told", viewers[0].wait_for("anew"))
    server.ask("GET", s + "/state")
    count = len(viewers[0].wait_for("end", 2))
    check("looking is no event", count == 2, count)
    server.ask("DELETE", s)
    for v in viewers:
        v.join(10)
    check("the session's end closes the streams", all(v.ended and v.events[-1][1] == "closed" for v in viewers), viewers[0].events[-1:])


def resuming(server):
    s = server.session()
    whole = Viewer(server, s)
    run, _ = in_background(server.ask, "POST", s + "/exec", {
        "source": "for i in range(60):\n    print('line', i)\n    n = 0\n    while n < 100000: n += 1"})
    pieces, last = [], None
    while run.is_alive() and len(pieces) < 200:
        part = Viewer(server, s, last if last is not None else 0, most=3)
        part.join(5)
        pieces += part.events
        last = pieces[-1][0] if pieces else None
    run.join()
    end = whole.wait_for("end")[0][0]
    if pieces[-1][0] < end:
        rest = Viewer(server, s, last)
        rest.wait_for("end")
        pieces += rest.events
    check("progress is told while it runs", len(whole.wait_for("progress")) >= 2, len(whole.events))
    check("resumed with Last-Event-ID: nothing lost, nothing twice", pieces == whole.events, (len(pieces), len(whole.events)))
    check("all of the output", whole.text() == "".join(f"line {i}\n" for i in range(60)))


def limits_of_feeds(server):
    s = server.session()
    server.ask("POST", s + "/exec", {"source": "x = 1"})
    for _ in range(600):
        server.ask("POST", s + "/watch", {"names": ["x"]})
    late = Viewer(server, s, 1)
    gone = late.wait_for("gone")
    check("what is no longer kept is told as gone", gone and gone[0][2]["missed_from"] == 2 and late.events[1][0] == gone[0][2]["first"], late.events[:3])
    check("and what is kept follows", late.wait_for("end", 100) and [e[0] for e in late.events[1:]] == list(range(late.events[1][0], late.events[-1][0] + 1)))
    viewers = [Viewer(server, s) for _ in range(19)]
    check("twenty viewers", all(v.status == 200 for v in viewers), [v.status for v in viewers])
    refused = Viewer(server, s)
    error = json.loads(refused.response.read())["error"]
    check("one viewer too many", refused.status == 429 and error["limit"] == "viewers", error)
    check("a wrong Last-Event-ID", Viewer(server, s, "x").status == 400)
    server.ask("DELETE", s)


def slow_reader(server):
    s = server.session()
    slow = socket.socket()
    slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    slow.connect(("127.0.0.1", server.port))
    slow.sendall(f"GET {s}/events HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    time.sleep(0.2)
    quick = Viewer(server, s)
    began = time.time()
    for _ in range(12):
        server.ask("POST", s + "/exec", {"source": "for i in range(60): print('y' * 9999)"})
    took = time.time() - began
    lines = sum(e[2]["text"].count("y") for e in quick.wait_for("end", 12) and quick.events if e[1] == "output")
    check("a slow reader holds nobody up", took < 10, took)
    check("while a quick one hears all", lines == 12 * 60 * 9999, lines)
    slow.settimeout(20)
    data = b""
    try:
        while True:
            piece = slow.recv(65536)
            if not piece:
                break
            data += piece
    except OSError as error:
        data += str(error).encode()
    check("and is cut off", len(data) < 6_000_000 and (b"event: gone" in data[-400:] or data.endswith(b"0\r\n\r\n")), data[-200:])


def cancelling(server):
    for name, source in [("an endless loop", "while True: pass"),
                         ("an endless constructor", "class A:\n  def __init__(self):\n    while True: pass\nA()"),
                         ("an endless sort", "[1, 2].sort(key=lambda v: all(True for _ in iter(int, 1)))"),
                         ("one that catches everything", "while True:\n  try:\n    while True: pass\n  except BaseException: pass")]:
        s = server.session()
        run, result = in_background(server.ask, "POST", s + "/exec", {"source": source})
        time.sleep(0.3)
        began = time.time()
        reply = server.ask("POST", s + "/cancel")
        run.join(10)
        took = time.time() - began
        check(f"{name} is cancelled within a second", reply[1].get("cancelled") and result and
              result[0][1].get("stopped") == "interrupted" and took < 1, (reply, result, took))
        check(f"{name}: the session is usable", server.ask("POST", s + "/exec", {"source": "print(1)"})[1]["stdout"] == "1\n")
        server.ask("DELETE", s)
    s = server.session()
    check("nothing to cancel", server.ask("POST", s + "/cancel") == (200, {"ok": True, "cancelled": False}))
    run, result = in_background(server.ask, "POST", s + "/exec", {"source": "while True: pass"})
    time.sleep(0.2)
    waiting = [in_background(server.ask, "POST", s + "/exec", {"source": "print(2)"}) for _ in range(70)]
    time.sleep(0.5)
    check("a session's queue is bounded", any(r and r[0][0] == 429 and r[0][1]["error"]["limit"] == "session_queue" for _, r in waiting))
    server.ask("DELETE", s)
    run.join(10)
    for thread, _ in waiting:
        thread.join(10)
    check("deleting ends what runs and refuses what waits", all(r and r[0][0] in (404, 429) for _, r in waiting) and result, result)


def fairness(server):
    endless = [server.session() for _ in range(3)]
    runs = [in_background(server.ask, "POST", s + "/exec", {"source": "while True: pass"}) for s in endless]
    s = server.session()
    began = time.time()
    reply = server.ask("POST", s + "/exec", {"source": "print(3)"})
    took = time.time() - began
    check("one worker, three endless programs: a fourth has its turn", reply[1]["stdout"] == "3\n" and took < 2, took)
    for e in endless:
        server.ask("POST", e + "/cancel")
    for thread, _ in runs:
        thread.join(10)


def crowds(server):
    s = server.session()
    crowd = []
    for _ in range(1000):
        c = socket.create_connection(("127.0.0.1", server.port), timeout=20)
        crowd.append(c)
    check("1,000 connections: the server answers", server.ask("GET", "/healthz") == (200, {"ok": True}))
    for c in crowd:
        c.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    good = sum(c.recv(4096).startswith(b"HTTP/1.1 200") for c in crowd)
    check("and each of them is answered", good == 1000, good)
    for c in crowd:
        c.sendall(f"GET {s}/stats HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    good = sum(c.recv(65536).startswith(b"HTTP/1.1") for c in crowd)
    check("also by the workers", good == 1000, good)
    for c in crowd:
        c.close()


def dribblers(server):
    c = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    c.sendall(b"GET /healthz HT")
    began = time.time()
    cut = False
    while time.time() - began < 12 and not cut:
        try:
            time.sleep(0.5)
            c.sendall(b"T")
        except OSError:
            cut = True
    check("a client that sends a byte now and then is cut", cut, time.time() - began)
    check("and nobody else", server.ask("GET", "/healthz")[0] == 200)


LONG = ("--ticks", "1e12", "--seconds", "30")
server = Server(*LONG)
for part in (events, resuming, limits_of_feeds, slow_reader, cancelling, crowds):
    part(server)
s = server.session()
viewer = Viewer(server, s)
run, _ = in_background(server.ask, "POST", s + "/exec", {"source": "while True: pass"})
time.sleep(0.3)
check("SIGTERM ends runs, streams and the server", server.stop() == 0)
server = Server(*LONG, "--workers", "1", "--request-seconds", "2")
fairness(server)
dribblers(server)
check("the second server ends as well", server.stop() == 0)
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
