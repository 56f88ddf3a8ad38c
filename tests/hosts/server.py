"""`PROGRAM serve`, where PROGRAM is the test's first argument, and who listens to its event streams."""
import http.client
import json
import re
import socket
import subprocess
import sys
import threading
import time


class Server:
    def __init__(self, *options):
        self.process = subprocess.Popen([sys.argv[1], "serve", "--port", "0", *options], stdout=subprocess.PIPE, text=True)
        self.port = int(re.search(r":(\d+)", self.process.stdout.readline()).group(1))

    def text(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body if body is None or isinstance(body, (str, bytes)) else json.dumps(body))
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def ask(self, method, path, body=None):
        status, text = self.text(method, path, body)
        return status, json.loads(text)

    def session(self):
        return "/api/v1/sessions/" + self.ask("POST", "/api/v1/sessions")[1]["id"]

    def stop(self):
        self.process.terminate()
        return self.process.wait(20)


class Listener(threading.Thread):
    """Reads the event stream of a session or a view until it ends, or so many events have come: (id, name, data) each."""

    def __init__(self, server, path, last=None, most=None):
        super().__init__(daemon=True)
        self.events, self.most, self.ended = [], most, False
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        self.connection.request("GET", path + "/events", headers={} if last is None else {"Last-Event-ID": str(last)})
        self.response = self.connection.getresponse()
        self.status = self.response.status
        if self.status == 200:
            self.first = self.response.readline()  # the stream is there
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
        except (OSError, ValueError, AttributeError, http.client.HTTPException):
            pass
        self.connection.close()

    def named(self, name):
        return [e for e in self.events if e[1] == name]

    def wait_for(self, count, name=None, seconds=30):
        """The events, or those of a name, once there are so many."""
        until = time.time() + seconds
        while len(self.named(name) if name else self.events) < count and time.time() < until:
            time.sleep(0.01)
        return self.named(name) if name else self.events

    def leave(self):
        self.response.fp.raw._sock.shutdown(socket.SHUT_RDWR)  # the thread, which reads, ends
        self.join()
        self.response.close()
