"""A Bot API on loopback: keeps what is sent, answers what it is told to."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

TOKEN = "123456:test-token"
ME = {"id": 123456, "is_bot": True, "first_name": "dutydiff", "username": "dutydiff_bot"}


class BotApi:
    def __init__(self):
        self.sent = []
        self.refusals = []
        self.updates = []
        self.base_url = ""

    def answer(self, method, fields):
        if method == "getMe":
            return 200, {"ok": True, "result": ME}
        if method == "getUpdates":
            found, self.updates = self.updates, []
            return 200, {"ok": True, "result": found}
        if method == "sendMessage":
            if self.refusals:
                return self.refusals.pop(0)
            self.sent.append(fields)
            return 200, {"ok": True, "result": message(fields["text"], len(self.sent))}
        return 200, {"ok": True, "result": True}


def message(text, number, **more):
    chat = {"id": 42, "type": "private", "first_name": "Reader"}
    return {"message_id": number, "date": 1_700_000_000, "chat": chat, "text": text} | more


def command(text):
    """An update that carries a command."""
    entity = {"type": "bot_command", "offset": 0, "length": len(text.split()[0])}
    sender = {"id": 42, "is_bot": False, "first_name": "Reader"}
    return {"update_id": 1, "message": message(text, 1, entities=[entity], **{"from": sender})}


@contextmanager
def served():
    """The API while the block runs; its address is ``base_url``."""
    api = BotApi()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            fields = {key: values[0] for key, values in parse_qs(raw).items()}
            _, token, method = self.path.split("/", 2)
            if token != f"bot{TOKEN}":
                code, body = 401, {"ok": False, "error_code": 401, "description": "Unauthorized"}
            else:
                code, body = api.answer(method, fields)
            payload = json.dumps(body).encode()
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    api.base_url = f"http://127.0.0.1:{server.server_port}/bot"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield api
    finally:
        server.shutdown()
        server.server_close()
