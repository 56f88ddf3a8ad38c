#!/usr/bin/env python3
"""Server-sent events, cancelling, fairness, many and slow clients. usage: events.py PROGRAM"""
import json
import socket
import threading
import time

from server import Listener, Server
from session import end, report


def told(viewer):
    return "".join(e[2]["text"] for e in viewer.named("output"))


def in_background(function, *arguments):
    result = []
    thread = threading.Thread(target=lambda: result.append(function(*arguments)), daemon=True)
    thread.start()
    return thread, result


def events(server):
    s = server.session()
    viewers = [Listener(server, s), Listener(server, s)]
    server.ask("POST", s + "/exec", {"source": "import gc\nclass N: pass\na = N(); a.me = a\nprint('hello')\ndel a\nprint(gc.collect(), '\u4f60')"})
    for v in viewers:
        v.wait_for(1, "end")
    names = [e[1] for e in viewers[0].events]
    report("a command's events", names[0] == "begin" and names[-1] == "end" and set(names) == {"begin", "output", "collections", "deaths", "end"}, names)
    report("numbered from 1 without a gap", [e[0] for e in viewers[0].events] == list(range(1, len(names) + 1)))
    report("two viewers see the same", viewers[0].events == viewers[1].events)
    report("output as it was written", told(viewers[0]) == "hello\n1 \u4f60\n", viewers[0].events)
    found = viewers[0].wait_for(1, "collections")[0][2]
    report("the collection", found["count"] == 1 and found["collections"][0]["found"] == 1, found)
    report("bytes freed by cause", viewers[0].wait_for(1, "deaths")[0][2]["bytes_freed"]["collection"] > 0)
    server.ask("POST", s + "/record", {"source": "x = 1"})
    report("beginning anew is told", viewers[0].wait_for(1, "anew"))
    server.ask("GET", s + "/state")
    count = len(viewers[0].wait_for(2, "end"))
    report("looking is no event", count == 2, count)
    server.ask("DELETE", s)
    for v in viewers:
        v.join(10)
    report("the session's end closes the streams", all(v.ended and v.events[-1][1] == "closed" for v in viewers), viewers[0].events[-1:])


def resuming(server):
    s = server.session()
    whole = Listener(server, s)
    run, _ = in_background(server.ask, "POST", s + "/exec", {
        "source": "for i in range(60):\n    print('line', i)\n    n = 0\n    while n < 100000: n += 1"})
    pieces, last = [], None
    while run.is_alive() and len(pieces) < 200:
        part = Listener(server, s, last if last is not None else 0, most=3)
        part.join(5)
        pieces += part.events
        last = pieces[-1][0] if pieces else None
    run.join()
    end = whole.wait_for(1, "end")[0][0]
    if pieces[-1][0] < end:
        rest = Listener(server, s, last)
        rest.wait_for(1, "end")
        pieces += rest.events
    report("progress is told while it runs", len(whole.wait_for(1, "progress")) >= 2, len(whole.events))
    report("resumed with Last-Event-ID: nothing lost, nothing twice", pieces == whole.events, (len(pieces), len(whole.events)))
    report("all of the output", told(whole) == "".join(f"line {i}\n" for i in range(60)))


def limits_of_feeds(server):
    s = server.session()
    server.ask("POST", s + "/exec", {"source": "x = 1"})
    for _ in range(600):
        server.ask("POST", s + "/watch", {"names": ["x"]})
    late = Listener(server, s, 1)
    gone = late.wait_for(1, "gone")
    report("what is no longer kept is told as gone", gone and gone[0][2]["missed_from"] == 2 and late.events[1][0] == gone[0][2]["first"], late.events[:3])
    report("and what is kept follows", late.wait_for(100, "end") and [e[0] for e in late.events[1:]] == list(range(late.events[1][0], late.events[-1][0] + 1)))
    viewers = [Listener(server, s) for _ in range(19)]
    report("twenty viewers", all(v.status == 200 for v in viewers), [v.status for v in viewers])
    refused = Listener(server, s)
    error = json.loads(refused.response.read())["error"]
    report("one viewer too many", refused.status == 429 and error["limit"] == "viewers", error)
    report("a wrong Last-Event-ID", Listener(server, s, "x").status == 400)
    server.ask("DELETE", s)


def slow_reader(server):
    s = server.session()
    slow = socket.socket()
    slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    slow.connect(("127.0.0.1", server.port))
    slow.sendall(f"GET {s}/events HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    time.sleep(0.2)
    quick = Listener(server, s)
    began = time.time()
    for _ in range(12):
        server.ask("POST", s + "/exec", {"source": "for i in range(60): print('y' * 9999)"})
    took = time.time() - began
    lines = sum(e[2]["text"].count("y") for e in quick.wait_for(12, "end") and quick.events if e[1] == "output")
    report("a slow reader holds nobody up", took < 10, took)
    report("while a quick one hears all", lines == 12 * 60 * 9999, lines)
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
    report("and is cut off", len(data) < 6_000_000 and (b"event: gone" in data[-400:] or data.endswith(b"0\r\n\r\n")), data[-200:])


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
        report(f"{name} is cancelled within a second", reply[1].get("cancelled") and result and
              result[0][1].get("stopped") == "interrupted" and took < 1, (reply, result, took))
        report(f"{name}: the session is usable", server.ask("POST", s + "/exec", {"source": "print(1)"})[1]["stdout"] == "1\n")
        server.ask("DELETE", s)
    s = server.session()
    report("nothing to cancel", server.ask("POST", s + "/cancel") == (200, {"ok": True, "cancelled": False}))
    run, result = in_background(server.ask, "POST", s + "/exec", {"source": "while True: pass"})
    time.sleep(0.2)
    waiting = [in_background(server.ask, "POST", s + "/exec", {"source": "print(2)"}) for _ in range(70)]
    time.sleep(0.5)
    report("a session's queue is bounded", any(r and r[0][0] == 429 and r[0][1]["error"]["limit"] == "session_queue" for _, r in waiting))
    server.ask("DELETE", s)
    run.join(10)
    for thread, _ in waiting:
        thread.join(10)
    report("deleting ends what runs and refuses what waits", all(r and r[0][0] in (404, 429) for _, r in waiting) and result, result)


def fairness(server):
    endless = [server.session() for _ in range(3)]
    runs = [in_background(server.ask, "POST", s + "/exec", {"source": "while True: pass"}) for s in endless]
    s = server.session()
    began = time.time()
    reply = server.ask("POST", s + "/exec", {"source": "print(3)"})
    took = time.time() - began
    report("one worker, three endless programs: a fourth has its turn", reply[1]["stdout"] == "3\n" and took < 2, took)
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
    report("1,000 connections: the server answers", server.ask("GET", "/healthz") == (200, {"ok": True}))
    for c in crowd:
        c.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    good = sum(c.recv(4096).startswith(b"HTTP/1.1 200") for c in crowd)
    report("and each of them is answered", good == 1000, good)
    for c in crowd:
        c.sendall(f"GET {s}/stats HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    good = sum(c.recv(65536).startswith(b"HTTP/1.1") for c in crowd)
    report("also by the workers", good == 1000, good)
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
    report("a client that sends a byte now and then is cut", cut, time.time() - began)
    report("and nobody else", server.ask("GET", "/healthz")[0] == 200)


LONG = ("--ticks", "1e12", "--seconds", "30")
server = Server(*LONG)
for part in (events, resuming, limits_of_feeds, slow_reader, cancelling, crowds):
    part(server)
s = server.session()
viewer = Listener(server, s)
run, _ = in_background(server.ask, "POST", s + "/exec", {"source": "while True: pass"})
time.sleep(0.3)
report("SIGTERM ends runs, streams and the server", server.stop() == 0)
server = Server(*LONG, "--workers", "1", "--request-seconds", "2")
fairness(server)
dribblers(server)
report("the second server ends as well", server.stop() == 0)
end()
