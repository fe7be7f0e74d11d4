"""What ``worktracker sync`` says to somebody who uses it for the first time, and what it asks."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx

from tests.desktop.private_session import PrivateSession
from tests.desktop.worktracker_program import EXECUTABLE, Worktracker
from tests.integration.summary_server import EXECUTABLE as SERVER
from tests.integration.summary_server import SummaryServer
from tests.integration.test_sync_commands import END, TERMS, granted, program, server, session
from worktracker.sync.receipt import decoded, fingerprint

__all__ = ["program", "server", "session"]  # fixtures


def rows(program: Worktracker) -> list[dict[str, str]]:
    """The ledger."""
    return json.loads(program.run("sync", "log", "--json").raw)


def test_a_grant_from_its_questions_to_a_deleted_account(program: Worktracker, server: SummaryServer) -> None:
    key = fingerprint(decoded(server.server.identity.public_key))
    account = granted(program, server)

    # Waiting for the approval is two rows, however often it was asked.
    polled = [each for each in rows(program) if each.get("request") == "POST /v1/device/token"]
    assert len(polled) == 1
    ends = [each for each in rows(program) if each["answers"] == polled[0]["number"]]
    assert [(each["answer"], each["not_kept"]) for each in ends] == [("200", "secret")]
    assert "not kept, for it has a secret in it" in program.run("sync", "log").out

    # All that is granted, in words.
    said = program.run("sync", "status").out
    for word in (key, "My own overview", "15 min", "Work > Development", "2025-01-01", END):
        assert word in said, word
    assert "last request " in said

    checks = json.loads(program.run("doctor", "--json", code=None).raw)["checks"]
    (network,) = [each["finding"] for each in checks if each["name"] == "network"]
    assert "your grant lets `worktracker sync` send totals" in network

    # Everything is there: it says so, and the same again does nothing.
    assert "all 2 days with time are there already" in program.run("sync", "preview").err
    before = program.json("sync", "status")["grants"]
    again = program.run("sync", "grant", server.url, *TERMS, "--yes").out
    assert "This is granted already" in again
    assert program.json("sync", "status")["grants"] == before

    # Another one tells what happens to what was sent, and who the server is, before it is given.
    other = program.run("sync", "grant", server.url, "--coarseness", "30m", "--no-timer", "--yes").out
    for word in (
        "this grant goes there as a receipt",
        "takes the place of the grant of",
        "A server, ",
        key,
        "nothing is sent by itself",
        "at once",
    ):
        assert word in other, word
        assert other.index(word) < other.index("Granted;")
    assert re.search(r": replaced by a newer one \(given \S+, until \S+\)", program.run("sync", "status").out)

    said = program.run("forget", "--app", "firefox", "--yes").out
    assert f"{server.url} has totals of it until the next sync: worktracker sync now\n" in said
    assert "blanked when you had something forgotten" in program.run("sync", "log").out
    program.run("sync", "now")
    assert "until the next sync" not in program.run("forget", "--app", "nothing-like-it", "--yes").out

    program.run("sync", "revoke")
    program.run("sync", "delete-account", "--yes")
    program.run("sync", "delete-account", "--cancel")
    said = program.run("sync", "delete-account", "--now", "--yes").out
    assert said.startswith("The account is deleted; the server's word for it is kept.")
    assert server.totals(account) == {}
    asked = len(rows(program))
    said = program.run("sync", "delete-account", "--yes").out
    assert said == "The account is gone already; the server's word for it is kept.\n"
    assert len(rows(program)) == asked, "nobody was asked anything, and no device was made"


def test_a_change_of_what_was_sent_is_told(program: Worktracker, server: SummaryServer) -> None:
    hour = ("--from", "2025-03-04T12:00", "--to", "2025-03-04T13:00", "--category", "Browsing")
    assert program.run("entry", "add", *hour).err == ""
    account = granted(program, server)
    told = f"{server.url} has other totals of 1 day until the next sync.\n"
    assert told in program.run("entry", "remove", "1").err
    assert program.run("entry", "add", "--from", "2026-01-04T12:00", "--to", "2026-01-04T12:05").err == told
    program.run("sync", "now")
    assert (date(2025, 3, 4), "Browsing") not in server.totals(account)
    renamed = program.run("category", "edit", "Browsing", "--name", "Reading").err
    assert "has other totals of 1 day" in renamed
    assert program.run("category", "edit", "Reading", "--name", "Browsing").err == ""


def test_an_account_that_was_deleted_on_the_pages_makes_no_new_device(
    program: Worktracker, server: SummaryServer
) -> None:
    from worktracker.cloud import deletion

    account = granted(program, server)
    deletion.delete_now(server.server, account)
    with server.without_farewells():
        said = program.run("sync", "delete-account", "--yes", code=5).err
        assert "does not know this computer any more. The account may be gone already" in said
        # A revocation, too, signs nobody in, whoever is there.
        ours, theirs = pty.openpty()
        revoking = subprocess.run(
            [str(EXECUTABLE), "sync", "revoke"],
            env=program.env,
            stdin=theirs,
            capture_output=True,
            timeout=60,
            check=False,
        )
        os.close(ours)
        os.close(theirs)
        assert revoking.returncode == 5
        assert b"does not know this computer any more, so it was not asked to delete" in revoking.stderr
    # The server's word that the account is gone ends it all.
    assert "1 earlier grant is deleted" in program.run("sync", "now").out
    said = program.run("sync", "delete-account", "--yes").out
    assert said == "The account is gone already; the server's word for it is kept.\n"
    requests = [each["request"] for each in rows(program) if "request" in each]
    assert requests.count("POST /v1/device/authorization") == 1


def test_the_terminal_is_asked_for_what_a_first_grant_needs(
    program: Worktracker, server: SummaryServer
) -> None:
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [str(EXECUTABLE), "sync", "grant", server.url],
        env=program.env,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
    )
    os.write(ours, b"Browsing; Work\n2025-03-03\n\ny\nn\n")
    out, _ = running.communicate(timeout=60)
    asked = os.read(ours, 65536).decode()
    os.close(ours)
    os.close(theirs)
    assert running.returncode == 5, asked
    assert "Which names may leave" in asked
    said = out.decode()
    half = date.today() + timedelta(days=182)  # noqa: DTZ011 - of the machine's own calendar, as the program's
    for word in ("Browsing, Work, Other", "from 2025-03-03 on", str(half), "by hand counts", "A server, "):
        assert word in said, word
    assert fingerprint(decoded(server.server.identity.public_key)) in said
    assert program.json("sync", "status")["grants"] == [], "the last answer was no"
    assert [each["request"].partition("?")[0] for each in rows(program) if "request" in each] == [
        "GET /v1/server"
    ]


@contextmanager
def foreign(status: int, body: bytes) -> Iterator[str]:
    """A web server that is no summary server; its URL."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Answers) as web:
        thread = threading.Thread(target=web.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{web.server_port}"
        finally:
            web.shutdown()
            thread.join()


def test_what_is_no_summary_server_is_said_and_not_kept(program: Worktracker) -> None:
    page = b"<html>" + b"a stranger's page " * 1000
    with foreign(404, page) as url:
        said = program.run("sync", "grant", url, *TERMS, "--yes", code=1).err
    assert f"There is no summary server at {url}. Nothing was granted." in said
    assert "stranger" not in program.run("sync", "log").out
    assert [(each["body"], each["not_kept"]) for each in rows(program) if each["answers"]] == [
        (None, "foreign")
    ]


def test_why_a_server_is_away_is_said_in_words(program: Worktracker) -> None:
    said = program.run("sync", "grant", "http://127.0.0.1:9", *TERMS, "--yes", code=1).err
    assert "can't be reached: nothing listens at this address. Nothing was granted." in said
    assert "Errno" not in said


def test_a_servers_key_is_found_by_its_person(session: PrivateSession, server: SummaryServer) -> None:
    key = fingerprint(decoded(server.server.identity.public_key))
    command = [str(SERVER), "key", "--data", str(server.folder)]
    assert (
        subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout == f"{key}\n"
    )
    for page in ("/sign-in", "/policy", "/nowhere"):
        assert f"<code>{key}</code>" in httpx.get(server.url + page).text, page
    assert server.key == key
