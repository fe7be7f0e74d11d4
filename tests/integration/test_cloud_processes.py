"""`worktracker-cloud` as it runs: several processes on one database, ended in order and not."""

from __future__ import annotations

import errno
import io
import json
import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from unittest import mock
from uuid import UUID

import httpx
import pytest

from tests.cloud.people import Someone, as_minutes, granted, someone, summary
from tests.cloud.postgres import Postgres
from tests.cloud.running import Program, command, new_server
from tests.waiting import wait_until
from worktracker.cloud import accounts, logs, summaries
from worktracker.cloud.command import run as run_command
from worktracker.cloud.database import schema
from worktracker.cloud.server import Server
from worktracker.cloud.summaries import Caller

FIRST, LAST = date(2026, 1, 1), date(2999, 1, 1)
PATIENCE_S = 30


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/totals.db"
    cluster: Postgres = request.getfixturevalue("postgres")
    return cluster.url()


@pytest.fixture
def server(database: str, tmp_path: Path) -> Iterator[Server]:
    """The same database, seen from here, at the time that it is."""
    made = replace(new_server(database, tmp_path), now=time.time)
    yield made
    made.database.close()


def _granted(server: Server) -> tuple[Someone, UUID]:
    one = someone(server)
    return one, granted(server, one, first_day=FIRST, end_date=LAST)


def _headers(one: Someone, grant: UUID, sequence: int) -> dict[str, str]:
    return one.bearer | {"Worktracker-Grant": str(grant), "Worktracker-Sequence": str(sequence)}


def _there(server: Server, one: Someone, grant: UUID) -> dict[date, dict[str, int]]:
    caller = Caller(one.account, one.device.id)
    return as_minutes(summaries.delivered(server, caller, grant, FIRST, LAST))


def test_kill_9_while_it_stores_loses_nothing_that_was_answered(
    server: Server, database: str, tmp_path: Path
) -> None:
    one, grant = _granted(server)
    given = {"DATABASE": database, "DELIVERIES_AN_HOUR": "1000000"}
    answered: list[date] = []

    def deliver(client: httpx.Client) -> None:
        for number in range(1, 100_000):
            day = FIRST + timedelta(days=number)
            body = summary({day: {"Work": 60, "Other": 15}})
            try:
                done = client.post("/v1/summaries", content=body, headers=_headers(one, grant, number))
            except httpx.TransportError:
                return
            assert done.status_code == 200, done.text
            answered.append(day)

    with Program(tmp_path, given) as program:
        sender = threading.Thread(target=deliver, args=(program.client,))
        sender.start()
        wait_until(lambda: len(answered) >= 40, PATIENCE_S, "some deliveries")
        assert program.stop(signal.SIGKILL) == -signal.SIGKILL
        sender.join(PATIENCE_S)
    found = _there(server, one, grant)
    assert len(answered) >= 40
    assert set(answered) <= set(found)
    assert all(totals == {"Work": 60, "Other": 15} for totals in found.values())  # no half of a day
    assert len(found) <= len(answered) + 1

    if server.database.sqlite:  # and it starts again, on the same file
        with Program(tmp_path, given) as again:
            body = summary({FIRST: {"Work": 30}})
            done = again.client.post("/v1/summaries", content=body, headers=_headers(one, grant, 100_000))
            assert done.json() == {"stored": ["2026-01-01"], "superseded": []}


def test_several_processes_serve_one_postgresql(postgres: Postgres, tmp_path: Path) -> None:
    url = postgres.url()
    server = replace(new_server(url, tmp_path), now=time.time)
    one, grant = _granted(server)
    given = {"DATABASE": url, "DELIVERIES_AN_HOUR": "1000000", "PUBLIC_URL": "http://127.0.0.1:8765"}
    refused: list[str] = []

    def deliver(client: httpx.Client, first: int) -> None:
        # Both send the same days at once, one with the odd sequences and one with the even ones.
        for number in range(first, 40, 2):
            days = {FIRST + timedelta(days=n): {"Work": 15 * number} for n in range(5)}
            done = client.post("/v1/summaries", content=summary(days), headers=_headers(one, grant, number))
            if done.status_code != 200:
                refused.append(done.text)

    with (
        Program(tmp_path / "a", given, "--workers", "2") as first,
        Program(tmp_path / "b", given) as second,
    ):
        keys = [
            each.client.get("/v1/server", params={"challenge": "A" * 43}).json()["key"]
            for each in (first, second)
        ]
        assert keys[0] == keys[1] == server.identity.public_key
        senders = [
            threading.Thread(target=deliver, args=(each.client, number))
            for number, each in enumerate((first, second), 1)
        ]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join(3 * PATIENCE_S)
        # What one took back, the other takes no more.
        assert first.client.delete(f"/v1/grants/{grant}", headers=one.bearer).status_code == 200
        late = summary({FIRST: {"Work": 15}})
        done = second.client.post("/v1/summaries", content=late, headers=_headers(one, grant, 99))
        assert done.json()["error"] == "grant_revoked"
        assert first.stop() in (0, -signal.SIGTERM)
        assert not first.alive()
    assert refused == []
    server.database.close()


def test_the_last_sequence_wins_whichever_process_took_it(postgres: Postgres, tmp_path: Path) -> None:
    url = postgres.url()
    servers = [replace(new_server(url, tmp_path), now=time.time) for _ in range(2)]
    one, grant = _granted(servers[0])
    caller = Caller(one.account, one.device.id)

    def deliver(server: Server, first: int) -> None:
        for number in range(first, 40, 2):
            days = {FIRST + timedelta(days=n): {"Work": 15 * number} for n in range(5)}
            summaries.store(server, caller, grant, number, summary(days))

    senders = [threading.Thread(target=deliver, args=(each, n)) for n, each in enumerate(servers, 1)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(PATIENCE_S)
    assert _there(servers[0], one, grant) == {FIRST + timedelta(days=n): {"Work": 15 * 39} for n in range(5)}
    for server in servers:
        server.database.close()


def test_serve_needs_nothing_and_its_log_names_nobody(tmp_path: Path) -> None:
    with Program(tmp_path) as program:
        for path in ("/sign-in?canary=1", "/v1/grants/canary", "/v1/server?challenge=canary"):
            program.client.get(path, headers={"Authorization": "Bearer canary"})
        assert program.client.get("/v1/server", params={"challenge": "A" * 43}).json()["sign_up"] == "open"
        assert program.stop() in (0, -signal.SIGTERM)
    lines = [json.loads(line) for line in program.lines]
    assert lines[0]["event"] == "listening"
    assert sum(line.get("event") == "request" for line in lines) >= 4
    assert "canary" not in "".join(program.lines)
    assert "127.0.0.1" not in "".join(line for line in program.lines if "listening" not in line)
    for file in tmp_path.iterdir():
        assert file.stat().st_mode & 0o077 == 0, file


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[..., tuple[int, str, str]]]:
    """Runs a command in this process; its status, and what it said."""

    def run_it(*words: str, folder: Path = tmp_path) -> tuple[int, str, str]:
        status = run_command([*words, "--data", str(folder)])
        said = capsys.readouterr()
        return status, said.out, said.err

    with mock.patch.dict(os.environ):
        yield run_it


def test_no_account_goes_with_its_tables_unasked(
    database: str, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = someone(server)
    words = ["migrate", "--to", "base", "--database", database, "--data", str(tmp_path)]
    with mock.patch.dict(os.environ):
        for more, typed, status in (([], "", 1), (["--yes"], "", 1), (["--yes"], "2\n", 1)):
            monkeypatch.setattr("sys.stdin", io.StringIO(typed))
            assert run_command([*words, *more]) == status
            assert accounts.person(server, one.account).name == one.name
        # Nor by another name of the same: Alembic takes steps and beginnings of a version, too.
        for name in (f"-{len(schema.versions())}", "0", "bas", ""):
            with pytest.raises(schema.SchemaError):
                schema.migrate(server.database, name)
            assert accounts.person(server, one.account).name == one.name
        server.database.close()
        monkeypatch.setattr("sys.stdin", io.StringIO("1\n"))
        assert run_command([*words, "--yes"]) == 0


def test_the_operators_commands(run: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    assert run("invite")[1].startswith("http://127.0.0.1:8765/sign-up?invitation=")
    assert run("reset-password", "nobody")[:2] == (1, "")
    assert run("retention", "--days", "365")[1] == "Totals are deleted after 365 days.\n"
    text = tmp_path / "policy.txt"
    text.write_text("Another policy.")
    assert run("policy", str(text))[1].startswith("Version 2 holds from ")
    copy, new = tmp_path / "copy.zip", tmp_path / "new"
    assert "rows written" in run("backup", str(copy))[1]
    assert "rows restored" in run("restore", str(copy), folder=new)[1]
    assert run("retention", folder=new)[1] == "Totals are deleted after 365 days.\n"
    assert run("retention", "--off", folder=new)[1] == "Totals stay.\n"
    assert run("tombstones", str(tmp_path / "list"))[0] == 0
    assert run("clear-up")[0] == 0
    assert run("migrate", "--to", "base")[1] == "The tables are of version none.\n"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("serve", "--nonsense"), 2),
        (("serve", "--database", "oracle://x"), 2),
        (("serve", "--public-url", "not a url"), 2),
        (("serve", "--workers", "2"), 2),
        (("serve", "--host", "192.0.2.1"), 2),
        (("restore", "missing.zip"), 1),
        (("migrate", "--to", "9999"), 1),
        (("policy", os.devnull), 1),
        (("backup", "/dev/null/copy.zip"), 1),
        (("tombstones", "/dev/null/list"), 1),
        (("invite", "--database", "postgresql://user:canary@/x?host=/nowhere"), 4),
    ],
)
def test_what_cant_be_done_is_said(
    run: Callable[..., tuple[int, str, str]], words: tuple[str, ...], status: int
) -> None:
    done = run(*words)
    assert done[:2] == (status, "")
    assert done[2]
    assert "canary" not in done[2]


def test_a_port_that_another_program_has_is_said(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = command(tmp_path, "serve", "--port", str(port))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"The server can't listen at 127.0.0.1, port {port}: {os.strerror(errno.EADDRINUSE)}."
        " Where another program does: --port takes another one.\n"
    )


def test_a_folder_that_can_not_be_made_is_said(run: Callable[..., tuple[int, str, str]]) -> None:
    status, _, said = run("invite", folder=Path("/dev/null/data"))
    assert (status, said) == (1, f"/dev/null/data: {os.strerror(errno.ENOTDIR)}.\n")


def test_links_go_to_the_address_that_people_use(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    where = ("--public-url", "https://totals.example.org/")
    assert run("invite", *where)[1].startswith("https://totals.example.org/sign-up?invitation=")
    made = new_server(f"sqlite:///{tmp_path}/worktracker-cloud.db", tmp_path)
    one = someone(made)
    made.database.close()
    said = run("reset-password", one.name, *where)[1]
    assert said.startswith("https://totals.example.org/reset/")


def test_a_log_line_of_a_librarys_error_is_its_kind_alone() -> None:
    record = logging.makeLogRecord(
        {"name": "uvicorn.error", "msg": OSError(98, "canary"), "levelname": "ERROR"}
    )
    said = json.loads(logs.Line().format(record))
    assert (said["message"], said["level"]) == ("OSError", "error")
