"""``worktracker sync`` as a user runs it: asked, shown, granted, sent, read back, taken back."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest

from tests.desktop.private_session import PrivateSession
from tests.desktop.worktracker_program import EXECUTABLE, Worktracker
from tests.integration.faulty_proxy import Fault, Proxy
from tests.integration.in_process import InProcess
from tests.integration.summary_server import SummaryServer
from tests.integration.test_round_trip import write
from worktracker.sync.summary import SCHEMA_SHA256, json_schema

END = str(date.today() + timedelta(days=200))  # noqa: DTZ011 - of the machine's own calendar, as the program's
TERMS = ("--all-names", "--first-day", "2025-01-01", "--end", END)
BODY = (
    '{"schema":"worktracker.summary/1","of":"categories","coarseness_minutes":15,"days":['
    '{"date":"2025-03-03","totals":[{"name":"Browsing","seconds":3600},'
    '{"name":"Work > Development","seconds":8100}]},'
    '{"date":"2025-03-04","totals":[{"name":"Other","seconds":1800}]}]}'
)
CANARIES = (b"canary-title", b"canary.example", b"canary-app", b"canary-note")


@pytest.fixture(scope="module")
def session() -> Iterator[PrivateSession]:
    with PrivateSession(keyring=True) as session:
        yield session


@pytest.fixture(scope="module")
def server(session: PrivateSession) -> Iterator[SummaryServer]:
    with SummaryServer(session, session.folder / "cloud") as server:
        yield server


@pytest.fixture
def program(
    session: PrivateSession, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Worktracker:
    program = InProcess(session, monkeypatch, capfd, TZ="Europe/Berlin")
    lines = [
        line("2025-03-03T09:00", "2025-03-03T10:00", "active", app="firefox", domain="canary.example"),
        line("2025-03-03T10:00", "2025-03-03T12:10", "active", app="code", title="canary-title"),
        line("2025-03-03T12:10", "2025-03-03T14:00", "private"),
        line("2025-03-03T14:00", "2025-03-03T15:00", "idle"),
        line("2025-03-04T09:00", "2025-03-04T09:25", "active", app="canary-app", title="canary-title"),
    ]
    program.run("import", "jsonl", str(write(session.folder / "days.jsonl", lines)), "--as-recorded")
    return program


def line(start: str, end: str, state: str, **texts: str) -> dict[str, object]:
    times = {"start": f"{start}:00.000+01:00", "end": f"{end}:00.000+01:00"}
    return {**times, "state": state, **texts, "zone": "Europe/Berlin"}


def granted(
    program: Worktracker, server: SummaryServer, url: str | None = None, heard: list[str] | None = None
) -> UUID:
    """Grant the server, whose person approves the code that the terminal shows; the person's account.

    ``heard`` gets what was said.
    """
    account = server.sign_up()
    running = subprocess.Popen(
        [str(EXECUTABLE), "sync", "grant", url or server.url, *TERMS, "--yes"],
        env=program.env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    said = ""
    for text in running.stdout:
        said += text
        if found := re.search(r"enter ([A-Z-]+)$", text.strip()):
            server.approve(account, found[1])
    _, error = running.communicate(timeout=60)
    assert running.returncode == 0, said + error
    if heard is not None:
        heard.append(said)
    return account


def test_preview_is_the_exact_bytes_and_nothing_else(program: Worktracker) -> None:
    said = program.run("sync", "preview", *TERMS)
    assert said.raw == BODY.encode()
    assert said.err == "1 body, 2 days:\n"
    for word in CANARIES:
        assert word not in said.raw
    # On a terminal a line feed comes after it, so that the prompt stands on a line of its own.
    ours, theirs = pty.openpty()
    command = [str(EXECUTABLE), "sync", "preview", *TERMS]
    subprocess.run(command, env=program.env, stdout=theirs, stderr=subprocess.DEVNULL, check=True, timeout=60)
    assert os.read(ours, 65_536) == BODY.encode() + b"\r\n"
    os.close(ours)
    os.close(theirs)
    apps = program.run(
        "sync", "preview", *TERMS[1:], "--of", "applications", "--name", "CODE", "--coarseness", "30m"
    )
    assert json.loads(apps.raw)["days"][0]["totals"] == [
        {"name": "Other", "seconds": 3600},
        {"name": "code", "seconds": 7200},
    ]
    short = program.run("sync", "preview", *TERMS, "--shortest", "30m")
    assert [day["date"] for day in json.loads(short.raw)["days"]] == ["2025-03-03"]
    nothing = program.run("sync", "preview", "--first-day", "2025-03-05", "--end", END)
    assert nothing.raw == b""
    assert re.fullmatch(
        r"Nothing would be sent: no day from 2025-03-05 to \S+ has time that may leave\.\n", nothing.err
    )


def test_the_schema_is_the_one_that_a_grant_binds(program: Worktracker) -> None:
    said = program.run("sync", "schema")
    assert said.raw == json_schema()
    assert sha256(said.raw).hexdigest() == SCHEMA_SHA256


def test_without_a_grant_nothing_leaves_and_it_says_so(program: Worktracker) -> None:
    assert program.json("status")["network"] == "none"
    assert program.json("sync", "status") == {"network": "none", "grants": [], "recipients": []}
    said = program.run("sync", "now", code=5).err
    assert said.startswith("worktracker: Nothing was granted, so nothing is sent.")
    program.run("sync", "preview", code=2)
    program.run("sync", "name", "add", "Work", code=5)
    assert program.run("sync", "revoke").out == "Nothing is granted, and nothing is left to delete.\n"
    assert program.run("sync", "log").raw == b""
    assert program.run("sync", "log", "--verify").out == "0 rows, as they were written.\n"


REFUSED = [
    ("https://sums.example --all-names", 2, "A grant needs an end date"),
    ("https://sums.example --end 2020-01-01", 2, "has passed already"),
    ("https://sums.example --end 2099-01-01", 2, "more than a year ahead"),
    (f"https://sums.example --end {END} --coarseness 7m", 2, "can't be rounded to 7m"),
    (f"https://sums.example --end {END} --name Nowhere", 2, "There is no category 'Nowhere'"),
    (f"https://sums.example --end {END} --of applications --name vi", 2, "There is no application 'vi'"),
    (f"https://sums.example --end {END} --name Work --all-names", 2, "exclude each other"),
    (f"http://sums.example --end {END}", 2, "Over http anybody on the way could read it"),
    (f"https://sums.example --end {END} --all-names", 5, "Add --yes"),
]


def test_a_grant_that_can_not_be_given_is_said_in_a_line(program: Worktracker) -> None:
    for words, code, says in REFUSED:
        assert says in program.run("sync", "grant", *words.split(), code=code).err, words
    assert program.json("sync", "status")["grants"] == []
    assert program.run("sync", "log").raw == b"", "nobody was asked anything"


def test_a_no_on_the_terminal_asks_no_server(program: Worktracker) -> None:
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [str(EXECUTABLE), "sync", "grant", "https://sums.example", *TERMS],
        env=program.env,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
    )
    os.write(ours, b"n\n")
    out, _ = running.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert running.returncode == 5
    assert BODY.encode() in out
    for word in (
        "https://sums.example",
        "Browsing, ",
        "15 minutes",
        "2025-01-01",
        END,
        "My computer",
        "My own overview",
    ):
        assert word.encode() in out, word
    assert program.run("sync", "log").raw == b""


def test_a_server_that_is_away_is_granted_nothing(program: Worktracker) -> None:
    said = program.run("sync", "grant", "http://127.0.0.1:9", *TERMS, "--yes", code=1)
    assert "can't be reached" in said.err
    assert program.json("sync", "status")["grants"] == []


def test_from_a_grant_to_its_end(program: Worktracker, server: SummaryServer, tmp_path: Path) -> None:
    heard: list[str] = []
    account = granted(program, server, heard=heard)
    sums = {
        (date(2025, 3, 3), "Browsing"): 3600,
        (date(2025, 3, 3), "Work > Development"): 8100,
        (date(2025, 3, 4), "Other"): 1800,
    }
    assert server.totals(account) == sums

    # What was shown is what was sent, and it is in the ledger.
    rows = json.loads(program.run("sync", "log", "--json").raw)
    sent = [row for row in rows if row.get("request") == "POST /v1/summaries"]
    assert [row["body"] for row in sent] == [BODY]
    ours = [row["body"] for row in rows if "request" in row and row["body"]]
    assert len(ours) == 3  # who asks, the grant, the totals
    granted_at = heard[0].index("Granted; ")
    assert all(-1 < heard[0].find(f"\n\n{body}\n") < granted_at for body in ours)
    assert sent[0]["body_sha256"] == sha256(BODY.encode()).hexdigest()
    assert [row["answer"] for row in rows if row["answers"] == sent[0]["number"]] == ["200"]
    assert program.run("sync", "log", "--verify").out == f"{len(rows)} rows, as they were written.\n"
    assert BODY in program.run("sync", "log").out
    (status,) = program.json("sync", "status")["grants"]
    assert status["standing"] == "holds"
    assert (status["days_acknowledged"], status["days_due"]) == (2, 0)
    assert program.json("status")["network"] == "granted"
    assert "network: granted" in program.run("status").out
    assert program.run("sync", "now").out == f"{server.url}: 0 days sent.\n"
    assert len(json.loads(program.run("sync", "log", "--json").raw)) == len(rows), "nobody was asked anything"

    # No key and no token leaves the record.
    program.run("my-data", str(tmp_path / "all.zip"))
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        keys = archive.read("tables/recipient_key.csv").decode().split()
        assert keys == ["recipient", "1"]
        assert BODY.encode().hex() in archive.read("tables/ledger.csv").decode()

    # What is forgotten is blanked here, and smaller there.
    program.run("forget", "--app", "firefox", "--yes")
    after = json.loads(program.run("sync", "log", "--json").raw)
    assert [row["body"] for row in after if row.get("request") == "POST /v1/summaries"] == [None]
    program.run("sync", "log", "--verify")
    preview = program.run("sync", "preview").raw
    assert json.loads(preview)["days"] == [
        {"date": "2025-03-03", "totals": [{"name": "Work > Development", "seconds": 8100}]}
    ]
    program.run("sync", "now")
    newest = [row for row in json.loads(program.run("sync", "log", "--json").raw) if "request" in row][-1]
    assert newest["body"].encode() == preview
    del sums[date(2025, 3, 3), "Browsing"]
    assert server.totals(account) == sums

    # A name less is a new grant; the old one's totals are deleted.
    refused = program.run("sync", "name", "remove", "Work > Development", code=5)
    assert "`sync name remove` needs your word" in refused.err
    program.run("sync", "name", "remove", "Work > Development", "--yes")
    standings = [each["standing"] for each in program.json("sync", "status")["grants"]]
    assert standings == ["replaced", "holds"]
    assert server.totals(account)[date(2025, 3, 3), "Work"] == 8100
    assert (date(2025, 3, 3), "Work > Development") not in server.totals(account)

    # Taken back, it is gone there, and the server's word is here.
    said = program.run("sync", "revoke").out
    assert "Revoked: nothing more is sent." in said
    assert server.totals(account) == {}
    after_all = program.json("sync", "status")["grants"]
    assert [(each["standing"], each["deletion"]) for each in after_all] == [
        ("replaced", "done"),
        ("revoked", "done"),
    ]
    assert program.json("status")["network"] == "none"
    program.run("sync", "now", code=5)
    program.run("sync", "log", "--verify")


def test_a_server_that_is_away_is_asked_again_to_delete(program: Worktracker, server: SummaryServer) -> None:
    with Proxy(server.port) as proxy:
        account = granted(program, server, url=proxy.url)
        proxy.plan = lambda _: Fault.NO_ANSWER
        said = program.run("sync", "revoke", code=1)
        assert "Revoked: nothing more is sent." in said.out
        (status,) = program.json("sync", "status")["grants"]
        assert (status["standing"], status["deletion"]) == ("revoked", "due")
        assert program.json("status")["network"] == "none"
        assert "has not yet said that it deleted" in program.run("sync", "status").out
        assert server.totals(account)
        proxy.plan = lambda _: Fault.NONE
        program.run("sync", "now")
        assert server.totals(account) == {}
    (status,) = program.json("sync", "status")["grants"]
    assert status["deletion"] == "done"


def test_a_change_of_the_ledger_is_found(program: Worktracker) -> None:
    ledger = "from worktracker.cli import context; store = context.open_store().store;"
    add = "store.ledger.sent(1, 'https://sums.example', 'POST /v1/summaries', b'{}'); store.close()"
    change = "store.connection.execute(\"UPDATE ledger SET body = x'7b'\"); store.close()"
    python = str(EXECUTABLE.with_name("python"))
    for deed, code, says in (
        (add, 0, "1 row, as they were written."),
        (change, 1, "The ledger was changed."),
    ):
        subprocess.run([python, "-c", ledger + deed], env=program.env, check=True, timeout=60)
        said = program.run("sync", "log", "--verify", code=code)
        assert says in said.out + said.err


def test_a_restored_copy_brings_no_grant_back_that_was_revoked(program: Worktracker) -> None:
    script = (
        "from tests.unit.sync.conftest import TERMS; from worktracker.cli import context;"
        "from worktracker.sync import granting; from worktracker.sync.receipt import Server, encoded;"
        "from dataclasses import replace; from datetime import date, timedelta;"
        "store = context.open_store().store; now = context.clock.now().wall_ms;"
        "terms = replace(TERMS, end_date=date.today() + timedelta(days=5), first_day=date(2025, 1, 1));"
        "granting.give(store, Server('https://sums.example', 'Sums', encoded(bytes(32))), terms, now);"
        "store.close()"
    )
    python = str(EXECUTABLE.with_name("python"))
    repository = Path(__file__).parents[2]
    subprocess.run([python, "-c", script], env=program.env, check=True, timeout=60, cwd=repository)
    assert [each["standing"] for each in program.json("sync", "status")["grants"]] == ["holds"]
    assert "It ends within a week" in program.run("sync", "status").out
    assert "the grant for https://sums.example ends on " in program.run("status").out
    program.run("backup", "create")
    (copy,) = (program.home / "backups").glob("worktracker-2*.db")
    revoke = (
        "from worktracker.cli import context; store = context.open_store().store;"
        "store.sharing.revoke(1, 1); store.ledger.sent(1, 'https://sums.example', 'GET /', b'');"
        "store.close()"
    )
    subprocess.run([python, "-c", revoke], env=program.env, check=True, timeout=60)
    program.run("backup", "restore", str(copy), "--yes")
    assert [each["standing"] for each in program.json("sync", "status")["grants"]] == ["revoked"]
    assert program.run("sync", "log", "--verify").out == "1 row, as they were written.\n"

    # Of a record that is lost nobody knows what was revoked since.
    for file in program.home.glob("worktracker.db*"):
        file.unlink()
    program.run("backup", "restore", str(copy), "--yes")
    assert [each["standing"] for each in program.json("sync", "status")["grants"]] == ["restored"]
    assert "copy was restored" in program.run("sync", "now", code=5).err
    said = program.run("forget", "--everything", "--yes")
    assert (
        said.err
        == "What was sent to https://sums.example stays there: run `worktracker sync revoke` first.\n"
    )
    assert not program.store.exists()
