"""One sync against the real server: what goes, what stops it, and what comes of answers that never came."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.private_session import PrivateSession
from tests.integration.faulty_proxy import Fault, Proxy
from tests.integration.summary_server import SummaryServer
from tests.integration.sync_client import FIRST, SyncClient, granted
from worktracker.errors import ExitCode, PermissionMissingError, WorkTrackerError
from worktracker.model.days import date_number
from worktracker.model.period import Period
from worktracker.store.erase import Eraser, Selection
from worktracker.store.ledger import Ledger
from worktracker.sync import building, delivering, transport
from worktracker.sync.answers import RefusedError
from worktracker.sync.proof import OtherServerError
from worktracker.sync.sending import ChangedError
from worktracker.sync.signing_in import NotApprovedError

NEW = Callable[[], SyncClient]


@pytest.fixture(scope="module")
def session() -> Iterator[PrivateSession]:
    with PrivateSession() as session:
        yield session


@pytest.fixture(scope="module")
def server(session: PrivateSession) -> Iterator[SummaryServer]:
    with SummaryServer(session, session.folder / "cloud") as server:
        yield server


@pytest.fixture
def client(server: SummaryServer, tmp_path: Path) -> Iterator[SyncClient]:
    with SyncClient.new(tmp_path / "worktracker.db", server.sign_up(), server) as client:
        yield client


@pytest.fixture
def proxy(server: SummaryServer) -> Iterator[Proxy]:
    with Proxy(server.port) as proxy:
        yield proxy


def test_from_nothing_to_a_day_that_arrived(client: SyncClient, server: SummaryServer, proxy: Proxy) -> None:
    client.work(FIRST, "editor", 9, 2.1)
    client.work(FIRST, "unlisted", 12, 1)
    client.work(FIRST + timedelta(days=1), "editor", 9, 1)  # today: not yet
    grant = client.grant(proxy.url, granted("editor"))
    assert proxy.requests == ["GET /v1/server"]
    assert client.synced().days == 1
    assert proxy.requests[1:] == [
        "GET /v1/server",
        "POST /v1/device/authorization",
        "POST /v1/device/token",
        "PUT /v1/grants/ID",
        "POST /v1/summaries",
    ]
    assert (
        server.totals(client.account)
        == client.expected(["editor"])
        == {(FIRST, "editor"): 7200, (FIRST, "Other"): 3600}
    )
    # Nothing is due: nobody is asked anything.
    heard = len(proxy.heard)
    assert client.synced().days == 0
    assert len(proxy.heard) == heard
    # The next day: neither approval nor receipt again.
    client.pass_days(1)
    assert client.synced().days == 1
    assert proxy.requests[heard:][0] == "GET /v1/server"
    assert proxy.requests[heard:][-1] == "POST /v1/summaries"
    assert "POST /v1/device/authorization" not in proxy.requests[heard:]
    assert server.totals(client.account) == client.expected(["editor"])
    # All of it is in the ledger: each request that the proxy saw, with its body, and nothing else.
    assert client.store.ledger.verify()[1] is None
    sent = [each for each in client.store.ledger.entries() if each.answers is None]
    assert [each.head.split("\n")[0] for each in sent] == [
        heard.split(b" HTTP/", 1)[0].decode() for heard in proxy.heard
    ]
    posts = [each.body for each in sent if each.head.startswith("POST /v1/summaries")]
    assert posts == proxy.bodies("POST /v1/summaries")
    assert grant.id in sent[-1].head


def test_weeks_offline_and_a_day_that_shrinks(client: SyncClient, server: SummaryServer) -> None:
    client.grant(server.url, granted("editor"))
    for number in range(40):
        client.work(FIRST + timedelta(days=number), "editor", 8, 1 + number / 10)
    client.pass_days(45)
    assert client.synced().days == 40
    client.forget(FIRST + timedelta(days=3))
    assert client.synced().days == 1
    assert server.totals(client.account) == client.expected(["editor"])
    assert (FIRST + timedelta(days=3), "editor") not in server.totals(client.account)


def test_a_sync_without_a_person_asks_for_nobodys_approval(
    client: SyncClient, server: SummaryServer, proxy: Proxy
) -> None:
    client.work(FIRST, "editor", 9, 2)
    client.grant(proxy.url)
    (outcome,) = client.sync(alone=True)
    assert isinstance(outcome.error, NotApprovedError)
    assert outcome.error.exit_code == ExitCode.PERMISSION_MISSING
    assert set(proxy.requests) == {"GET /v1/server"}
    client.synced()
    client.pass_days(1)
    client.work(FIRST + timedelta(days=1), "editor", 9, 2)
    assert [each.error for each in client.sync(alone=True)] == [None]


def test_a_person_says_no(client: SyncClient, server: SummaryServer, proxy: Proxy) -> None:
    client.work(FIRST, "editor", 9, 2)
    client.grant(proxy.url)
    client.answer = lambda code: server.deny(client.account, code)
    (outcome,) = client.sync()
    assert isinstance(outcome.error, RefusedError)
    assert (outcome.error.code, outcome.error.exit_code) == ("access_denied", ExitCode.PERMISSION_MISSING)
    assert "PUT /v1/grants/ID" not in proxy.requests


def test_a_server_that_is_asked_too_often_is_asked_less(client: SyncClient, server: SummaryServer) -> None:
    client.work(FIRST, "editor", 9, 2)
    client.grant(server.url)
    client.answer = lambda _: None
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 4:  # as long as the server would have it, no test waits
            raise KeyboardInterrupt

    client.pause = pause
    with pytest.raises(KeyboardInterrupt):
        client.sync()
    assert pauses == [5, 5, 10, 15]


def test_a_code_that_nobody_typed_in_time(client: SyncClient, server: SummaryServer) -> None:
    client.work(FIRST, "editor", 9, 2)
    client.grant(server.url)
    client.answer = lambda _: server.let_codes_expire()
    (outcome,) = client.sync()
    assert isinstance(outcome.error, RefusedError)
    assert (outcome.error.code, client.store.sharing.tokens(1)) == ("expired_token", None)


def test_killed_between_the_ledger_and_the_answer(
    client: SyncClient, server: SummaryServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.work(FIRST, "editor", 9, 2)
    client.grant(server.url)
    sends = transport.Transport.send

    def die(
        self: transport.Transport, request: transport.Request, token: str | None = None
    ) -> transport.Answer:
        if request.path == "/v1/summaries":
            sends(self, request, token)
            raise KeyboardInterrupt
        return sends(self, request, token)

    with monkeypatch.context() as patch:
        patch.setattr(transport.Transport, "send", die)
        with pytest.raises(KeyboardInterrupt):
            client.sync()
    *_, newest = client.store.ledger.entries()
    assert newest.head.startswith("POST /v1/summaries")
    assert server.totals(client.account) == client.expected([])
    assert client.synced().days == 1
    assert server.totals(client.account) == client.expected([])
    assert client.store.ledger.verify()[1] is None


def test_what_is_forgotten_between_two_attempts_is_not_sent_again(
    client: SyncClient, server: SummaryServer, proxy: Proxy
) -> None:
    client.work(FIRST, "editor", 9, 2)
    client.work(FIRST + timedelta(days=1), "editor", 9, 2)
    client.pass_days(1)
    client.grant(proxy.url)

    def plan(heard: bytes) -> Fault:
        if not heard.startswith(b"POST /v1/summaries") or len(proxy.bodies("POST /v1/summaries")) > 1:
            return Fault.NONE
        with closing(client.store.again()) as another:
            number = date_number(FIRST)
            Eraser(another.connection, 0).forget(Selection(Period(first_day=number, last_day=number)))
        return Fault.NO_ANSWER

    proxy.plan = plan
    client.synced()
    first, second = proxy.bodies("POST /v1/summaries")
    assert str(FIRST).encode() in first
    assert f'{{"date":"{FIRST}","totals":[]}}'.encode() in second  # the server may have had it
    assert {day for day, _ in server.totals(client.account)} == {FIRST + timedelta(days=1)}
    assert client.store.ledger.verify()[1] is None


def test_what_is_revoked_between_two_attempts_is_not_sent_again(
    client: SyncClient, server: SummaryServer, proxy: Proxy
) -> None:
    client.work(FIRST, "editor", 9, 2)
    client.grant(proxy.url)

    def plan(heard: bytes) -> Fault:
        if not heard.startswith(b"POST /v1/summaries"):
            return Fault.NONE
        with closing(client.store.again()) as another:
            another.sharing.revoke(1, client.clock.now().wall_ms)
        return Fault.NO_ANSWER

    proxy.plan = plan
    (outcome,) = client.sync()
    assert isinstance(outcome.error, ChangedError)
    assert len(proxy.bodies("POST /v1/summaries")) == 1
    assert client.synced().deleted == 1


def test_a_device_that_was_revoked_is_approved_anew(client: SyncClient, server: SummaryServer) -> None:
    client.work(FIRST, "editor", 9, 2)
    client.grant(server.url)
    client.synced()
    server.end_devices(client.account)
    client.pass_days(1)
    client.work(FIRST + timedelta(days=1), "editor", 9, 2)
    client.synced()
    assert len(client.shown) == 2
    assert server.totals(client.account) == client.expected([])


def test_a_server_that_lost_the_grant_gets_every_day_again(client: SyncClient, server: SummaryServer) -> None:
    client.work(FIRST, "editor", 9, 2)
    client.grant(server.url)
    client.synced()
    client.pass_days(1)
    client.work(FIRST + timedelta(days=1), "editor", 9, 2)
    client.store.sharing.keep_tokens(1, None)
    server.end_devices(client.account)
    anew = server.sign_up()  # knows neither grant nor days, as one that was restored from before them
    client.answer = lambda code: server.approve(anew, code)
    assert client.synced().days == 2
    assert server.totals(anew) == client.expected([])
    assert client.synced().days == 0


def test_after_a_new_approval_every_day_goes_again_but_those_that_have_aged(
    client: SyncClient, server: SummaryServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        client.work(FIRST + timedelta(days=number), "editor", 9, 2)
    client.pass_days(1)
    client.grant(server.url)
    assert client.synced().days == 2
    client.store.sharing.keep_tokens(1, None)
    client.pass_days(1)
    aged = date_number(FIRST)
    monkeypatch.setattr(building, "_aged_before", lambda *_: aged + 1)
    assert client.synced().days == 2
    assert client.synced().days == 0
    assert server.totals(client.account) == client.expected([])


def test_what_is_forgotten_just_before_it_leaves_stays_and_no_row_has_it(
    client: SyncClient, server: SummaryServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.work(FIRST, "editor", 9, 2)
    client.work(FIRST + timedelta(days=1), "editor", 9, 2)
    client.pass_days(1)
    client.grant(server.url)
    real, forgotten = Ledger.sent, list[str]()

    def sent(ledger: Ledger, at_ms: int, recipient: str, head: str, body: bytes, **more: Any) -> int:
        if head.startswith("POST /v1/summaries") and not forgotten:
            forgotten.append(head)
            client.forget(FIRST)
        return real(ledger, at_ms, recipient, head, body, **more)

    monkeypatch.setattr(Ledger, "sent", sent)
    assert client.synced().days == 1
    assert server.totals(client.account) == client.expected([])
    bodies = [
        each.body for each in client.store.ledger.entries() if each.head.startswith("POST /v1/summaries")
    ]
    assert len(bodies) == 1
    assert bodies[0] is not None
    assert str(FIRST).encode() not in bodies[0]


def test_what_is_forgotten_of_an_aged_day_on_its_way_is_forgotten_there(
    client: SyncClient, server: SummaryServer, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.work(FIRST, "editor", 9, 2)
    client.grant(proxy.url)
    monkeypatch.setattr(building, "_aged_before", lambda *_: date_number(FIRST) + 100)

    def plan(heard: bytes) -> Fault:
        if heard.startswith(b"POST /v1/summaries") and client.lengths:
            with closing(client.store.again()) as another:
                number = date_number(FIRST)
                Eraser(another.connection, 0).forget(Selection(Period(first_day=number, last_day=number)))
            client.lengths.clear()
        return Fault.NONE

    proxy.plan = plan
    client.synced()
    assert not client.lengths
    assert server.totals(client.account) == {}
    assert client.store.sharing.behind() == []


def test_tokens_are_replaced_before_they_end(client: SyncClient, server: SummaryServer, proxy: Proxy) -> None:
    client.grant(proxy.url)
    client.synced()
    for number in range(3):
        client.work(FIRST + timedelta(days=number), "editor", 9, 2)
        client.pass_days(1)
        client.synced()
    assert proxy.requests.count("POST /v1/device/token") == 4
    assert len(client.shown) == 1


@pytest.mark.parametrize("fault", [Fault.LOST, Fault.CUT, Fault.LATE_ERROR])
def test_a_lost_answer_with_new_tokens_ends_nothing(client: SyncClient, proxy: Proxy, fault: Fault) -> None:
    client.grant(proxy.url)
    client.synced()
    for number in range(3):
        lost = iter([fault])
        proxy.plan = lambda heard, lost=lost: (
            next(lost, Fault.NONE) if b"/device/token" in heard else Fault.NONE
        )
        client.work(FIRST + timedelta(days=number), "editor", 9, 2)
        client.pass_days(1)
        client.synced()
    assert len(client.shown) == 1


def test_another_server_at_the_same_address_hears_nothing(
    client: SyncClient, session: PrivateSession, server: SummaryServer, proxy: Proxy, tmp_path: Path
) -> None:
    client.work(FIRST, "editor", 9, 2)
    client.grant(proxy.url)
    client.synced()
    client.pass_days(1)
    client.work(FIRST + timedelta(days=1), "editor", 9, 2)
    with SummaryServer(session, tmp_path / "other") as other, Proxy(other.port) as elsewhere:
        client.store.connection.execute("UPDATE recipient SET url = ?", (elsewhere.url,))
        # Its receipt names another address: not even asked.
        with pytest.raises(PermissionMissingError):
            client.sync()
        assert elsewhere.heard == []
        client.store.connection.execute("UPDATE recipient SET url = ?", (proxy.url,))
        proxy._to = other.port
        heard = len(proxy.heard)
        (outcome,) = client.sync()
        assert isinstance(outcome.error, OtherServerError)
        assert outcome.error.exit_code == ExitCode.PERMISSION_MISSING
        assert proxy.requests[heard:] == ["GET /v1/server"]


def test_a_new_key_at_the_address_leaves_the_others_and_the_new_grant_going(
    client: SyncClient, session: PrivateSession, server: SummaryServer, proxy: Proxy, tmp_path: Path
) -> None:
    client.work(FIRST, "editor", 9, 2)
    before = client.grant(proxy.url)
    client.synced()
    with SummaryServer(session, tmp_path / "anew") as anew:
        proxy._to = anew.port
        account = anew.sign_up()
        client.answer = lambda code: anew.approve(account, code)
        client.grant(proxy.url)
        assert client.synced().days == 1
        assert anew.totals(account) == client.expected([])
        old = next(each for each in client.store.sharing.grants() if each.id == before.id)
        assert (old.ended, old.no_word, old.deletion, old.may_be_there) == (
            "revoked",
            "other-key",
            None,
            True,
        )
        # Nothing of the one before is asked for ever, and what is taken back now is deleted.
        client.store.sharing.revoke(2, client.clock.now().wall_ms)
        assert client.synced().deleted == 1
        assert anew.totals(account) == {}
        assert client.store.sharing.to_delete() == []


def test_an_address_that_can_not_be_asked_keeps_nothing_from_another(
    client: SyncClient, server: SummaryServer, proxy: Proxy
) -> None:
    client.work(FIRST, "editor", 9, 2)
    client.grant(proxy.url)
    client.synced()
    client.store.sharing.revoke(1, client.clock.now().wall_ms)
    client.store.connection.execute("UPDATE recipient SET url = 'http://localhost:1#1'")
    client.grant(server.url)
    broken, well = client.sync()
    assert (broken.error is None, well.error) == (False, None)
    assert well.days == 1


def test_a_server_that_calls_itself_something_else_hears_nothing(client: SyncClient, proxy: Proxy) -> None:
    client.work(FIRST, "editor", 9, 2)
    client.grant(proxy.url)
    client.store.connection.execute("UPDATE recipient SET name = 'Somebody'")
    (outcome,) = client.sync()
    assert isinstance(outcome.error, OtherServerError)
    assert set(proxy.requests) == {"GET /v1/server"}


def test_without_a_grant_that_holds_nobody_is_asked(
    client: SyncClient, server: SummaryServer, proxy: Proxy
) -> None:
    client.work(FIRST, "editor", 9, 2)
    with pytest.raises(PermissionMissingError, match="Nothing was granted"):
        client.sync()
    client.grant(proxy.url, granted("editor", end=FIRST + timedelta(days=20)))
    heard = len(proxy.heard)
    client.pass_days(60)
    with pytest.raises(PermissionMissingError, match="has ended"):
        client.sync()
    client.grant(proxy.url, granted("editor"))
    heard = len(proxy.heard)
    receipt = client.store.sharing.held()[0].receipt
    changed = receipt.replace('"summary_schema_sha256":"', '"summary_schema_sha256":"0')
    client.store.connection.execute(
        "UPDATE sharing_grant SET receipt = ? WHERE receipt = ?", (changed, receipt)
    )
    (outcome,) = client.sync()  # of the first one the server never heard: it is done with
    assert isinstance(outcome.error, PermissionMissingError)
    with pytest.raises(PermissionMissingError):
        client.sync()
    assert len(proxy.heard) == heard


def test_a_new_policy_stops_it_until_it_is_accepted(
    client: SyncClient, session: PrivateSession, tmp_path: Path
) -> None:
    with SummaryServer(session, tmp_path / "changing") as server, Proxy(server.port) as proxy:
        client.account = server.sign_up()
        client.answer = lambda code: server.approve(client.account, code)
        client.work(FIRST, "editor", 9, 2)
        client.grant(proxy.url)
        client.synced()
        server.change_policy()
        client.work(FIRST + timedelta(days=1), "editor", 9, 2)
        client.pass_days(1)
        (outcome,) = client.sync(alone=True)
        assert isinstance(outcome.error, RefusedError)
        assert (outcome.error.code, outcome.error.exit_code) == (
            "policy_changed",
            ExitCode.PERMISSION_MISSING,
        )
        # The timer leaves it alone then, and says the same.
        heard = len(proxy.heard)
        (again,) = client.sync(alone=True)
        assert str(again.error) == str(outcome.error)
        assert len(proxy.heard) == heard
        server.accept_policy(client.account)
        client.synced()
        assert server.totals(client.account) == client.expected([])


def test_a_copy_that_was_restored_counts_on_where_the_server_is(
    client: SyncClient, server: SummaryServer, tmp_path: Path
) -> None:
    client.work(FIRST, "editor", 9, 2)
    client.grant(server.url)
    client.synced()
    backup = tmp_path / "copy.db"
    client.store.checkpoint()
    backup.write_bytes((tmp_path / "worktracker.db").read_bytes())
    for number in range(1, 4):
        client.work(FIRST + timedelta(days=number), "editor", 9, 2)
        client.pass_days(1)
        client.synced()
    for number in range(4):
        client.work(FIRST + timedelta(days=1), "editor", 12 + number, 0.5)
        client.synced()
    restored = SyncClient.new(backup, client.account, server)
    with restored:
        restored.lengths = {(FIRST, "editor"): 7_200_000}
        restored.clock = client.clock
        restored.work(FIRST + timedelta(days=1), "editor", 9, 3)
        restored.work(FIRST + timedelta(days=2), "editor", 9, 1)
        restored.synced()
        known = {day for day, _ in restored.lengths}
        found = {key: value for key, value in server.totals(client.account).items() if key[0] in known}
        assert found == restored.expected([])


FAULTS = [fault for fault in Fault if fault is not Fault.NONE]


@pytest.mark.parametrize("seed", range(3))
def test_whatever_breaks_the_server_has_what_the_record_says(
    client: SyncClient, server: SummaryServer, proxy: Proxy, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every kind of fault by chance, while days are added and forgotten, and clocks are wrong."""
    monkeypatch.setattr(transport, "SILENCE_S", 0.3)
    chance = random.Random(seed)
    client.grant(proxy.url, granted("editor", "mail"))
    client.synced()
    failed = 0
    met: set[Fault] = set()

    def plan(_: bytes) -> Fault:
        fault = chance.choice(FAULTS) if chance.random() < 0.5 else Fault.NONE
        met.add(fault)
        return fault

    for number in range(14):
        app = chance.choice(["editor", "mail", "game"])
        client.work(client.today, app, number * 1.5, chance.uniform(0.01, 1.5))
        if chance.random() < 0.3:
            client.forget(client.today - timedelta(days=chance.randrange(1, 4)))
        client.pass_days(chance.choice([0.2, 1, 1.5]))
        if chance.random() < 0.2:
            client.clock.set_back(chance.choice([-1, 1]) * 3_600_000 * chance.randrange(1, 5))
        proxy.plan = plan
        (outcome,) = client.sync()
        failed += outcome.error is not None
        assert outcome.error is None or isinstance(outcome.error, WorkTrackerError)
    assert len(met) > 8
    proxy.plan = lambda _: Fault.NONE
    client.synced()
    assert server.totals(client.account) == client.expected(["editor", "mail"])
    assert client.store.ledger.verify()[1] is None
    assert client.synced().days == 0


def test_waiting_for_the_approval_fills_no_ledger(
    client: SyncClient, server: SummaryServer, proxy: Proxy
) -> None:
    codes: list[str] = []
    client.answer = codes.append
    waited: list[float] = []

    def pause(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 4:
            server.approve(client.account, codes[0])

    client.pause = pause
    client.grant(proxy.url)
    client.synced()
    assert proxy.requests.count("POST /v1/device/token") >= 4
    entries = list(client.store.ledger.entries())
    (asked,) = [each.number for each in entries if each.head.startswith("POST /v1/device/token")]
    assert [each.head for each in entries if each.answers == asked] == [
        f"200\nAsked {proxy.requests.count('POST /v1/device/token')} times"
    ]
    assert client.store.ledger.verify()[1] is None


def test_who_waits_is_told_once_that_it_is_tried_again(client: SyncClient, proxy: Proxy) -> None:
    told: list[str] = []
    means = replace(client.means(), told=lambda: told.append("again"))
    client.grant(proxy.url)
    proxy.plan = lambda _: Fault.NO_ANSWER
    (outcome,) = delivering.sync(means)
    assert outcome.error is not None
    assert told == ["again"]
