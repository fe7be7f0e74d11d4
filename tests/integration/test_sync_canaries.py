"""Sixty days under each kind of grant: nothing that must not leave is in any byte that the proxy saw."""

from __future__ import annotations

import json
import platform
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest

from tests.desktop.leak_search import found_in, key_of, pages_of
from tests.desktop.private_session import PrivateSession
from tests.desktop.worktracker_program import EXECUTABLE, Worktracker
from tests.fake_clock import FakeClock
from tests.integration.faulty_proxy import Fault, Proxy
from tests.integration.in_process import InProcess
from tests.integration.summary_server import SummaryServer
from tests.integration.sync_client import QUICK, SyncClient, granted
from worktracker.cli import sync_giving
from worktracker.errors import ExitCode
from worktracker.home import Home
from worktracker.labels.rules import LabelRule
from worktracker.privacy.rules import Action, Rule
from worktracker.store.store import Store
from worktracker.sync import asking, signing_in
from worktracker.sync.answers import DeviceCode
from worktracker.sync.grant import Terms
from worktracker.sync.summary import Kind

DAYS = 60
TITLE, SITE, DOCUMENT, APP = "Egret Title", "egret-site.example", "egret-document.txt", "egretapp"
RULE, HIDDEN, PROJECT, NOTE, USER = "egretrule", "Egret Hidden", "Egret Project", "Egret Note", "egretuser"
CANARIES = (TITLE, SITE, DOCUMENT, APP, RULE, HIDDEN, PROJECT, NOTE, USER)
SHOWN, SHOWN_APP = "Egret Shown", "egretshown"
"""The control: names that are granted, and have to be found."""

LAST = datetime.now(UTC).date() - timedelta(days=2)
FIRST = LAST - timedelta(days=DAYS - 1)
BOUNDS = ("--first-day", str(LAST - timedelta(days=1)), "--end", str(LAST + timedelta(days=90)))


@pytest.fixture(scope="module")
def session() -> Iterator[PrivateSession]:
    with PrivateSession(keyring=True) as session:
        yield session


@pytest.fixture(scope="module")
def server(session: PrivateSession) -> Iterator[SummaryServer]:
    with SummaryServer(session, session.folder / "cloud") as server:
        yield server


@pytest.fixture
def proxy(server: SummaryServer) -> Iterator[Proxy]:
    with Proxy(server.port) as proxy:
        yield proxy


@pytest.fixture
def account(server: SummaryServer, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """A person who approves each computer that asks for it while the test runs it in its own process."""
    account = server.sign_up()

    def approve(code: DeviceCode, _key: str) -> None:
        server.approve(account, code.user_code)

    monkeypatch.setattr(sync_giving, "_show_code", approve)
    monkeypatch.setattr(signing_in, "Person", partial(signing_in.Person, pause=lambda _: None))
    monkeypatch.setattr(asking, "PATIENCE", QUICK)
    return account


def line(day: date, from_h: float, hours: float, app: str) -> str:
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=from_h)
    end = start + timedelta(hours=hours)
    found = {
        "start": start.isoformat(timespec="milliseconds"),
        "end": end.isoformat(timespec="milliseconds"),
        "duration_seconds": hours * 3600,
        "state": "active",
        "app": app,
        "title": TITLE,
        "url": f"https://{SITE}/page",
        "domain": SITE,
        "document": DOCUMENT,
        "source": "recorded",
        "zone": "Etc/UTC",
    }
    return json.dumps(found) + "\n"


def fill(program: Worktracker, folder: Path, days: list[date]) -> None:
    """Record some days with everything in them that must not leave."""
    file = folder / f"{days[0]}.jsonl"
    file.write_text("".join(line(day, 8, 2, APP) + line(day, 12, 3, SHOWN_APP) for day in days))
    program.run("import", "jsonl", str(file), "--as-recorded")


@pytest.fixture(scope="module")
def prepared(session: PrivateSession, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A home full of canaries, for each test to copy, and its key."""
    folder = tmp_path_factory.mktemp("prepared")
    program = Worktracker(session, folder / "home", TZ="Etc/UTC")
    program.run("agree", "--yes")
    fill(program, folder, [FIRST + timedelta(days=number) for number in range(DAYS)])
    program.run("project", "add", PROJECT)
    day = FIRST.isoformat()
    program.run("entry", "add", "--from", f"{day}T18:00", "--to", f"{day}T19:00", "--note", NOTE)
    key = key_of(program)
    store = Store.open(folder / "home" / "worktracker.db", [key], 0)
    for name, app in ((HIDDEN, APP), (SHOWN, SHOWN_APP)):
        store.categories.add([name], 0, rules=[LabelRule(0, app=app)])
    store.rules.add(Rule(Action.DROP, title=RULE), 0)
    store.checkpoint()
    store.close()
    stored = pages_of(folder / "home" / "worktracker.db", key)
    for canary in (*CANARIES[:-1], SHOWN, SHOWN_APP):
        assert canary.lower().encode() in stored.lower(), canary
    return folder / "home", key


@pytest.fixture
def program(
    session: PrivateSession,
    prepared: tuple[Path, bytes],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> InProcess:
    """The program with a copy of that home; its user's name is a canary too."""
    home = tmp_path / USER / "home"
    shutil.copytree(prepared[0], home)
    env = {"LOGNAME": USER, "USER": USER, "TZ": "Etc/UTC"}
    return InProcess(session, monkeypatch, capfd, WORKTRACKER_HOME=str(home), **env)


def live_through(
    home: Home, key: bytes, server: SummaryServer, account: UUID, url: str, terms: Terms
) -> None:
    """One sync a day, from the first day on."""
    with SyncClient(Store.open(home.store, [key], 0), account, server) as client:
        client.clock = FakeClock(f"{FIRST}T12:00Z", "Etc/UTC")
        client.grant(url, terms)
        for _ in range(DAYS):
            client.pass_days(1)
            client.synced()
        client.store.checkpoint()


KINDS = [
    granted(SHOWN, of=Kind.CATEGORIES, first=FIRST),
    granted(SHOWN_APP, of=Kind.APPLICATIONS, minutes=30, shortest=20, first=FIRST),
]


@pytest.mark.parametrize("terms", KINDS, ids=lambda terms: terms.of.value)
def test_nothing_but_what_was_granted_is_in_any_byte(
    program: InProcess,
    prepared: tuple[Path, bytes],
    server: SummaryServer,
    proxy: Proxy,
    account: UUID,
    tmp_path: Path,
    terms: Terms,
) -> None:
    home = Home.from_environment(program.env)
    live_through(home, prepared[1], server, account, proxy.url, terms)
    assert len(proxy.bodies("POST /v1/summaries")) == DAYS

    # And by the command: what preview shows is what goes.
    fill(program, tmp_path, [LAST + timedelta(days=1)])
    preview = program.run("sync", "preview").raw
    sent = len(proxy.bodies("POST /v1/summaries"))
    program.run("sync", "now")
    assert proxy.bodies("POST /v1/summaries")[sent:] == [preview]
    assert server.totals(account)

    seen = b"\n".join(proxy.heard).lower()
    assert found_in(seen, [canary.lower() for canary in CANARIES]) == []
    assert platform.node().lower() not in re.split(r"[^\w.-]+", seen.decode())
    assert str(tmp_path).lower().encode() not in seen
    granted_name = SHOWN if terms.of is Kind.CATEGORIES else SHOWN_APP
    assert found_in(seen, [granted_name.lower()]) != []
    other = SHOWN_APP if terms.of is Kind.CATEGORIES else SHOWN
    assert found_in(seen, [other.lower()]) == []
    # The server has nothing else either.
    there = (server.folder / "worktracker-cloud.db").read_bytes().lower()
    assert found_in(there, [canary.lower() for canary in CANARIES]) == []


def test_the_commands_of_a_grants_life(
    program: InProcess, server: SummaryServer, proxy: Proxy, account: UUID, tmp_path: Path
) -> None:
    refused = program.run("sync", "now", code=ExitCode.PERMISSION_MISSING)
    assert "Nothing was granted" in refused.err
    give = ("sync", "grant", proxy.url, "--name", SHOWN, *BOUNDS)
    program.run(*give, code=ExitCode.PERMISSION_MISSING)  # there is nobody to ask
    assert proxy.heard == []
    said = program.run(*give, "--yes")
    assert "2 days sent." in said.out
    assert server.totals(account) == {
        (day, name): seconds
        for day in (LAST - timedelta(days=1), LAST)
        for name, seconds in ((SHOWN, 10_800), ("Other", 7_200))
    }
    assert program.json("status")["network"] != "none"
    timers = list((Path(program.env["XDG_CONFIG_HOME"]) / "autostart").glob("worktracker-sync-*"))
    assert len(timers) == 1
    assert program.run("sync", "log", "--verify").out.endswith("as they were written.\n")
    # Forgotten here: less there, and out of the ledger.
    program.run("forget", "--from", str(LAST), "--to", str(LAST), "--yes")
    said = program.run("sync", "now", "--quiet")
    assert (said.out, said.err) == ("", "")
    assert {day for day, _ in server.totals(account)} == {LAST - timedelta(days=1)}
    program.run("sync", "log", "--verify")
    # Revoked while the server can't be reached: at once here, and there as soon as it can.
    proxy.plan = lambda _: Fault.NO_ANSWER
    said = program.run("sync", "revoke", code=1)
    assert "nothing more is sent" in said.out
    assert "asked again" in said.err
    assert program.json("sync", "status")["grants"][0]["deletion"] == "due"
    assert timers[0].exists()
    proxy.plan = lambda _: Fault.NONE
    program.run("sync", "now", "--quiet")
    assert program.json("sync", "status")["grants"][0]["deletion"] == "done"
    assert server.totals(account) == {}
    assert not timers[0].exists()
    heard = len(proxy.heard)
    assert "revoked" in program.run("sync", "now", code=ExitCode.PERMISSION_MISSING).err
    assert len(proxy.heard) == heard
    assert program.json("status")["network"] == "none"


def test_an_account_that_is_to_be_deleted(
    program: InProcess, server: SummaryServer, proxy: Proxy, account: UUID, tmp_path: Path
) -> None:
    program.run("sync", "grant", proxy.url, *BOUNDS, "--yes")
    assert server.totals(account)
    program.run("sync", "delete-account", code=ExitCode.PERMISSION_MISSING)
    assert "--cancel" in program.run("sync", "delete-account", "--yes").out
    fill(program, tmp_path, [LAST + timedelta(days=1)])
    heard = len(proxy.heard)
    stopped = program.run("sync", "now", code=ExitCode.PERMISSION_MISSING)
    assert "nothing is sent" in stopped.err
    assert len(proxy.heard) == heard
    program.run("sync", "delete-account", "--cancel")
    program.run("sync", "now")
    assert len({day for day, _ in server.totals(account)}) == 3
    program.run("sync", "delete-account", "--now", "--yes")
    assert server.totals(account) == {}
    status = program.json("sync", "status")
    assert status["recipients"][0]["account_deleted"]
    assert status["grants"][0]["deletion"] == "done"
    program.run("sync", "now", code=ExitCode.PERMISSION_MISSING)


def test_one_sync_at_a_time(program: InProcess) -> None:
    from worktracker.control.instance import InstanceLock

    with InstanceLock(Home.from_environment(program.env).sync_lock):
        said = program.run("sync", "now", code=1)
    assert "Another sync runs already." in said.err


def test_the_real_command_is_approved_by_its_code(
    program: InProcess, session: PrivateSession, server: SummaryServer, proxy: Proxy
) -> None:
    """In a process of its own, which alone of all commands may reach the network."""
    account = server.sign_up()
    command = subprocess.Popen(
        [str(EXECUTABLE), "sync", "grant", proxy.url, *BOUNDS, "--yes"],
        env=program.env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert command.stdout is not None
    late = threading.Timer(60, command.kill)
    late.start()
    said: list[str] = []
    for words in command.stdout:
        said.append(words)
        if found := re.search(r"enter ([A-Z]{4}-[A-Z]{4})", words):
            server.approve(account, found[1])
    _, err = command.communicate()
    late.cancel()
    assert (command.returncode, err) == (0, ""), "".join(said)
    assert "2 days sent." in said[-1]
    assert server.totals(account)
