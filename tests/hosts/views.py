#!/usr/bin/env python3
"""A session shown live: its view, its followers, the presenter's cursor. usage: views.py PROGRAM"""
import json
import re
import threading
import time

from server import Listener, Server
from session import end, report

FOLLOWERS, JOBS = 100, 16


def shown(server):
    """A session with an open view: their paths."""
    session = server.session()
    return session, "/api/v1/views/" + server.ask("POST", session + "/view")[1]["id"]


def ticks(follower):
    return [e[2]["tick"] for e in follower.named("cursor")]


def until(good, seconds=30):
    limit = time.time() + seconds
    while not (held := good()) and time.time() < limit:
        time.sleep(0.02)
    return held


def cursor(tick, **more):
    return {"recording": 1, "tick": tick, "view": "objects", **more}


def code(answer):
    return answer[0], answer[1].get("error", {}).get("code"), answer[1].get("error", {}).get("limit")


def following(server):
    session, view = shown(server)
    report("a view's id is 128 bits, and not the session's", re.fullmatch("[0-9a-f]{32}", view[-32:]) and view[-32:] != session[-32:])
    report("opening it again gives the same", server.ask("POST", session + "/view")[1]["id"] == view[-32:])
    one, two = Listener(server, view), Listener(server, view)
    report("followers are counted", server.ask("GET", view) == (200, {"ok": True, "followers": 2}), server.ask("GET", view))
    server.ask("POST", session + "/exec", {"source": "a = [1]\nb = a\nprint('secret to nobody')"})
    said = server.ask("POST", session + "/cursor", cursor(3, selected="0x7f00", pointed="0x7f10", line=2))
    report("the presenter hears how many", said == (200, {"ok": True, "followers": 2}), said)
    first = (1, "cursor", {"recording": 1, "tick": 3, "view": "objects", "selected": "0x7f00", "pointed": "0x7f10", "line": 2})
    report("both are told", one.wait_for(1) == [first] and two.wait_for(1) == [first], one.events)
    late = Listener(server, view)
    report("who comes late is told the last cursor", late.wait_for(1) == [first], late.events)
    server.ask("POST", session + "/cursor", cursor(5, view="heap"))
    report("the view shows it", server.ask("GET", view)[1]["cursor"] == cursor(5, view="heap"))
    report("and then what follows", late.wait_for(2)[1][2] == cursor(5, view="heap"), late.events)
    report("a run is no event of a view", all(e[1] == "cursor" for e in one.events), one.events)
    two.leave()
    count = lambda: server.ask("POST", session + "/cursor", cursor(6))[1]["followers"]
    report("one who leaves is counted no more", until(lambda: count() == 2), count())
    for tick in range(10, 20):
        server.ask("POST", session + "/cursor", cursor(tick))
    until(lambda: ticks(one)[-1] == 19)
    again = Listener(server, view, first[0])
    again.wait_for(len(one.events) - 1)
    report("resumed with Last-Event-ID: nothing lost, nothing twice", again.events == one.events[1:], (again.events, one.events))
    report("a wrong Last-Event-ID", Listener(server, view, "x").status == 400)
    closed = server.ask("DELETE", session + "/view")
    for f in (one, late, again):
        f.join(20)
    report("closing tells them all", closed == (200, {"ok": True}) and all(
        f.ended and f.events[-1][1:] == ("end", {"why": "closed"}) for f in (one, late, again)), one.events[-1:])
    report("then the view is unknown", code(server.ask("GET", view)) == (404, "unknown_view", None) and Listener(server, view).status == 404)
    report("and there is nothing to close or tell", code(server.ask("DELETE", session + "/view")) == (404, "no_view", None) and
           code(server.ask("POST", session + "/cursor", cursor(1))) == (404, "no_view", None))
    report("the session goes on", server.ask("GET", session + "/state")[0] == 200)
    other = server.ask("POST", session + "/view")[1]["id"]
    report("opened anew it is another", other != view[-32:] and "cursor" not in server.ask("GET", "/api/v1/views/" + other)[1])
    follower = Listener(server, "/api/v1/views/" + other)
    server.ask("DELETE", session)
    follower.join(20)
    report("a session takes its view along", follower.ended and follower.events == [(1, "end", {"why": "deleted"})] and
           server.ask("GET", "/api/v1/views/" + other)[0] == 404, follower.events)


def nothing_changes(server):
    """Whatever a follower sends, the session is as it was, and its id stays unknown."""
    session, view = shown(server)
    server.ask("POST", session + "/record", {"source": "a = [1]\nb = a\nc = [a, b]\nprint(len(c))\n"})
    server.ask("POST", session + "/seek", {"tick": 4})
    before = [server.text("POST", session + "/" + c) for c in ("state", "timeline", "output", "export", "breakpoints")]
    listed = server.ask("POST", session + "/describe")[1]["commands"]
    paths = server.ask("GET", "/openapi.json")[1]["paths"]
    allowed = next(p for p in paths["/api/v1/views/{id}/{command}"]["parameters"] if p["name"] == "command")["schema"]["enum"]
    said = ""
    for command in [c["command"] for c in listed]:
        for method in ("GET", "POST"):
            status, text = server.text(method, f"{view}/{command}", "{}" if method == "POST" else None)
            said += text
            if command not in allowed:
                report(f"{method} {command} is not for followers", status == 403 and json.loads(text)["error"]["code"] == "not_for_followers", text)
    for method, path, body in [("DELETE", "", None), ("POST", "/view", "{}"), ("DELETE", "/view", None), ("POST", "/cursor", json.dumps(cursor(1))),
                               ("POST", "/cancel", None), ("POST", "/command", '{"command":"exec","source":"a = 0"}'), ("PUT", "", "{}"),
                               ("POST", "", "{}"), ("POST", "/events", "{}"), ("POST", "/state", '{"command":"exec","source":"a = 0"}'),
                               ("POST", "/state/../exec", '{"source":"a = 0"}'), ("DELETE", "/state", None)]:
        status, text = server.text(method, view + path, body)
        said += text
        report(f"{method} {path or 'of the view itself'}: refused, or no more than a look", status in (403, 404, 405) or path == "/state", (status, text))
    as_session = view.replace("views", "sessions")
    report("a view's id opens no session", all(server.ask(m, as_session + p, b)[0] == 404 for m, p, b in [
        ("GET", "", None), ("POST", "/exec", {"source": "a = 0"}), ("DELETE", "", None), ("POST", "/view", None), ("POST", "/cursor", cursor(1))]))
    report("nor a session's a view", server.ask("GET", session.replace("sessions", "views"))[0] == 404)
    after = [server.text("POST", session + "/" + c) for c in ("state", "timeline", "output", "export", "breakpoints")]
    report("the session is as it was", after == before, [a for a, b in zip(after, before) if a != b])
    report("and its id was never told", session[-32:] not in said)
    exported = server.ask("GET", view + "/export")[1]["recording"]
    mine = server.session()
    imported = server.ask("POST", mine + "/import", {"recording": exported})
    report("the recording can be taken from its past, and run again exactly", imported[1].get("exact") is True, imported)
    server.ask("DELETE", mine)
    server.ask("DELETE", session)


def malformed(server):
    session, view = shown(server)
    follower = Listener(server, view)
    server.ask("POST", session + "/cursor", cursor(7))
    wrong = ["", "{", "[]", "null", "7", '"x"', "{}", '{"tick":1}', "\x00", b"\xff", '{"recording":1,"tick":1,"view":"a"}x',
             cursor(-1), cursor(-2), cursor(1.5), cursor("1"), cursor(None), cursor(1e300), cursor(2 ** 53 + 2), cursor(True),
             cursor(1, view=""), cursor(1, view="<b>"), cursor(1, view="a" * 21), cursor(1, view="Heap"), cursor(1, view=["heap"]), cursor(1, view=None),
             cursor(1, selected="7f00"), cursor(1, selected="0x"), cursor(1, selected="0xZZ"), cursor(1, selected="0x" + "0" * 17),
             cursor(1, selected=7), cursor(1, selected="javascript:alert(1)"), cursor(1, pointed="0x1\n"), cursor(1, pointed="\u4f60"),
             cursor(1, line=-1), cursor(1, line="2"), cursor(1, html="<b>x</b>"), cursor(1, command="exec"), cursor(1, name="x" * 500),
             {**cursor(1), "recording": -1}, {**cursor(1), "recording": "1"}]
    bad = [w for w in wrong if code(server.ask("POST", session + "/cursor", w))[:2] not in ((400, "bad_request"), (400, "bad_json"))]
    report("malformed cursors are refused", not bad, bad)
    big = server.ask("POST", session + "/cursor", json.dumps(cursor(1)) + " " * 1024)
    report("and large ones", code(big) == (413, "request_too_large", "cursor_bytes"), big)
    server.ask("POST", session + "/cursor", cursor(8))
    report("none of them was told", follower.wait_for(2) and ticks(follower) == [7, 8], follower.events)
    server.ask("POST", session + "/cursor", '{"tick": 9, "recording": 1, "tick": "<b>", "view": "heap", "selected": "0xab"}')
    report("what is told was written by the server", follower.wait_for(3)[-1][2] == {"recording": 1, "tick": 9, "view": "heap", "selected": "0xab"}, follower.events[-1])
    server.ask("DELETE", session)


def limits(server):
    session, view = shown(server)
    listed = {limit["name"]: limit["value"] for limit in server.ask("GET", "/api/v1/limits")[1]["limits"]}
    report("the limits are listed", (listed["followers"], listed["follower_jobs"], listed["cursor_bytes"]) == (FOLLOWERS, JOBS, 1024))
    crowd = [Listener(server, view) for _ in range(FOLLOWERS)]
    report("as many followers as may", all(f.status == 200 for f in crowd))
    refused = Listener(server, view)
    error = json.loads(refused.response.read())["error"]
    report("one too many", (refused.status, error["code"], error["limit"]) == (429, "too_many_followers", "followers"), error)
    began = time.time()
    for tick in range(50):
        server.ask("POST", session + "/cursor", cursor(tick))
    everyone = until(lambda: all(ticks(f) == list(range(50)) for f in crowd))
    report("each hears each cursor", everyone, (time.time() - began, sorted({len(f.events) for f in crowd})))
    crowd.pop().leave()
    moved = lambda: server.ask("POST", session + "/cursor", cursor(50))
    report("one who leaves makes room", until(lambda: moved() and Listener(server, view).status == 200))
    report("the session's own events are not taken by them", server.ask("GET", session + "/stats")[0] == 200)
    # While a run keeps the session busy, what followers ask waits: so much of it as may.
    run = threading.Thread(target=server.ask, args=("POST", session + "/exec", {"source": "while True: pass"}))
    run.start()
    time.sleep(0.3)
    replies = []
    asking = [threading.Thread(target=lambda: replies.append(server.ask("POST", view + "/stats", {}))) for _ in range(JOBS + 8)]
    for thread in asking:
        thread.start()
    until(lambda: len(replies) == 8)
    report("requests of followers are bounded", len(replies) == 8 and all(code(r) == (429, "view_busy", "follower_jobs") for r in replies), replies[:2])
    mine = []
    own = threading.Thread(target=lambda: mine.append(server.ask("POST", session + "/exec", {"source": "x = 1"})))
    own.start()
    time.sleep(0.3)
    server.ask("POST", session + "/cancel")
    own.join(60)
    for thread in asking:
        thread.join(60)
    run.join(60)
    answered = [r[1]["tick"] for r in replies if r[0] == 200]
    report("then they are answered", len(answered) == JOBS, [r[0] for r in replies])
    report("whoever presents comes before them", mine and min(answered) >= mine[0][1]["tick"], (answered, mine))
    server.ask("DELETE", session)


server = Server("--ticks", "1e12", "--seconds", "30")
for part in (following, nothing_changes, malformed, limits):
    part(server)
session, view = shown(server)
last = Listener(server, view)
report("SIGTERM ends the server", server.stop() == 0)
last.join(20)
report("and followers are told that it stops", last.events == [(1, "end", {"why": "stopping"})], last.events)
end()
