# A bridge between a node of Wasl and a ticket system: verifies webhooks, does each once, and calls back.
#
# The "ticket system" here is a folder with a text file for each ticket: put your own in the place of `Tickets`. Needs Python
# and `pip install standardwebhooks`. Settings come from the environment: WASL_NODE (where callbacks go), WASL_PEER (the
# name that this bridge has at the node), WASL_SECRET (`whsec_…`), BRIDGE_FOLDER, BRIDGE_PORT (0: any; it is printed).

import json
import os
import sqlite3
import urllib.request
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from standardwebhooks import Webhook, WebhookVerificationError

NODE, PEER = os.environ["WASL_NODE"], os.environ["WASL_PEER"]
FOLDER = Path(os.environ["BRIDGE_FOLDER"])
WEBHOOK = Webhook(os.environ["WASL_SECRET"])


class Tickets:
    """The system behind the bridge. `make` and `add` are all that the way there needs."""

    def make(self, case):
        path = FOLDER / f"{case['reference']}.txt"
        # A ticket that is there already is this one: an answer may have been lost.
        if not path.exists():
            path.write_text(f"{case['subject']}\n\n{case['body']}\n", encoding="utf-8")
        return case["reference"]

    def add(self, ticket, kind, event):
        with (FOLDER / f"{ticket}.txt").open("a", encoding="utf-8") as file:
            file.write(f"\n[{kind}] {event.get('text') or ''}\n")


class Book:
    """What has been done, and which ticket is which case: on disk before anything is answered."""

    def __init__(self):
        self.sql = sqlite3.connect(FOLDER / "bridge.sqlite")
        self.sql.execute("CREATE TABLE IF NOT EXISTS done (id TEXT PRIMARY KEY)")
        self.sql.execute("CREATE TABLE IF NOT EXISTS ticket (reference TEXT PRIMARY KEY, ticket TEXT UNIQUE)")

    def one(self, text, *values):
        row = self.sql.execute(text, values).fetchone()
        return row and row[0]


def take(message_id, message, book, tickets):
    """Does what a webhook tells, once, and says what the case is called here."""
    case, kind = message["data"], message["type"].removeprefix("wasl.case.")
    reference = case["reference"]
    ticket = book.one("SELECT ticket FROM ticket WHERE reference = ?", reference)
    if not book.one("SELECT id FROM done WHERE id = ?", message_id):
        if kind == "filed":
            ticket = ticket or tickets.make(case)
            book.sql.execute("INSERT OR IGNORE INTO ticket VALUES (?, ?)", (reference, ticket))
        else:
            tickets.add(ticket, kind, case)
        book.sql.execute("INSERT INTO done VALUES (?)", (message_id,))
        book.sql.commit()
    return {"reference": ticket}


def call_back(message_id, said):
    """Tells the node; `message_id` is made of what happened, so that the same is taken once."""
    body, now = json.dumps(said), datetime.now(tz=timezone.utc)
    headers = {
        "content-type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": WEBHOOK.sign(msg_id=message_id, timestamp=now, data=body),
    }
    request = urllib.request.Request(f"{NODE}/v1/callbacks/{PEER}", body.encode(), headers)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        book = Book()
        if self.path == "/hooks/wasl":
            try:
                message = WEBHOOK.verify(body, dict(self.headers))
            except WebhookVerificationError:
                return self.answer(401, {})
            return self.answer(200, take(self.headers["webhook-id"], message, book, Tickets()))
        # What the ticket system says, on its own side of the bridge: {"id", "ticket", "type", "text", "outcome"}.
        if self.path == "/said" and self.client_address[0] == "127.0.0.1":
            said = json.loads(body)
            happened, ticket = said.pop("id"), said.pop("ticket")
            said["reference"] = book.one("SELECT reference FROM ticket WHERE ticket = ?", ticket)
            return self.answer(200, call_back(happened, said))
        return self.answer(404, {})

    def answer(self, status, said):
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Nothing that people wrote stands in a log."""


if __name__ == "__main__":
    server = HTTPServer(("127.0.0.1", int(os.environ.get("BRIDGE_PORT", "8080"))), Handler)
    print(server.server_port, flush=True)
    server.serve_forever()
