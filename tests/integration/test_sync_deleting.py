"""What a server is to delete: grants that were taken back, accounts, days that were forgotten; what it loses
itself; and what of its word for that gets lost.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import time

import pytest

from tests.desktop.private_session import PrivateSession
from tests.integration.faulty_proxy import Fault, Proxy
from tests.integration.summary_server import SummaryServer
from tests.integration.sync_client import FIRST, SyncClient, at, granted
from worktracker.cloud import deletion
from worktracker.errors import ExitCode, PermissionMissingError
from worktracker.model.period import Period
from worktracker.store.carrying import carry_sharing_over
from worktracker.store.erase import Eraser, Selection
from worktracker.sync import delivering
from worktracker.sync.answers import NoAnswerError, RefusedError
from worktracker.sync.deletion_receipt import read_deletion
from worktracker.sync.receipt import NotAReceiptError
from worktracker.sync.session import AccountGoneError
from worktracker.sync.signing_in import NotApprovedError
from worktracker.sync.summary import canonical

END = datetime.now(UTC).date() + timedelta(days=200)  # the server's clock is the machine's


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


def test_what_was_revoked_is_deleted_there_and_the_word_for_it_kept(
    client: SyncClient, server: SummaryServer, proxy: Proxy
) -> None:
    client.work(FIRST, "editor", 9, 2)
    grant = client.grant(proxy.url)
    client.synced()
    client.store.sharing.revoke(1, client.clock.now().wall_ms)
    client.work(FIRST + timedelta(days=1), "editor", 9, 2)
    client.pass_days(1)
    # Nobody there: it stays to be done, and nothing else is sent.
    heard = len(proxy.heard)
    proxy.plan = lambda _: Fault.NO_ANSWER
    (outcome,) = client.sync()
    assert isinstance(outcome.error, NoAnswerError)
    assert set(proxy.requests[heard:]) == {"GET /v1/server"}
    assert server.totals(client.account)
    # And an answer that is lost is asked for again.
    lost = iter([Fault.LOST])
    proxy.plan = lambda heard: next(lost, Fault.NONE) if heard.startswith(b"DELETE") else Fault.NONE
    heard = len(proxy.heard)
    assert client.synced().deleted == 1
    assert "POST /v1/summaries" not in proxy.requests[heard:]
    assert proxy.requests[heard:].count("DELETE /v1/grants/ID") == 2
    assert server.totals(client.account) == {}
    (kept,) = client.store.sharing.grants()
    assert kept.deletion is not None
    assert kept.deletion_signature is not None
    found = read_deletion(kept.deletion.encode(), kept.deletion_signature, grant.recipient.key)
    assert (found["grant"], found["device"], found["days"]) == (grant.id, grant.device.id, 1)
    with pytest.raises(PermissionMissingError, match="revoked"):
        client.sync()


def test_a_grant_that_never_got_there_is_revoked_without_a_word(
    client: SyncClient, server: SummaryServer, proxy: Proxy
) -> None:
    client.work(FIRST, "editor", 9, 2)
    client.grant(proxy.url)
    client.store.sharing.revoke(1, client.clock.now().wall_ms)
    heard = len(proxy.heard)
    assert client.synced().deleted == 1
    assert len(proxy.heard) == heard


@pytest.mark.parametrize("then", ["deleted", "called off", "no word left"])
def test_when_the_day_of_an_accounts_deletion_has_come_the_grant_ends(
    client: SyncClient, server: SummaryServer, then: str
) -> None:
    client.work(FIRST, "editor", 9, 2)
    client.grant(server.url)
    client.synced()
    assert delivering.delete_account(client.means(), None, now=False) is not None
    client.pass_days(1)
    client.work(FIRST + timedelta(days=1), "editor", 9, 2)
    (outcome,) = client.sync()
    assert outcome.error is not None
    assert "is deleted on" in str(outcome.error)
    recipient = client.store.sharing.recipients()[0]
    assert recipient.deletion_due_ms is not None
    client.clock.pass_time(recipient.deletion_due_ms - client.clock.now().wall_ms + 1)
    if then == "called off":  # on the server's pages: it is asked, and gives its word
        deletion.call_off(server.server, client.account)
    else:
        deletion.delete_now(server.server, client.account)
    if then == "no word left":
        server.let_farewells_expire()
    there = then != "no word left"
    assert (client.synced().deleted, len(client.shown)) == (int(there), 1)
    (kept,) = client.store.sharing.grants()
    assert (kept.ended, kept.deletion_is_due) == ("revoked", False)
    assert (kept.deletion is not None, kept.no_word) == (there, None if there else "account")
    assert bool(client.store.sharing.recipients()[0].deletion) == (then == "deleted")
    # With a new grant, and an account, it goes on.
    anew = server.sign_up()
    client.answer = lambda code: server.approve(anew, code)
    client.store.sharing.keep_tokens(1, None)
    server.end_devices(client.account)
    client.grant(server.url)
    assert client.synced().days == 2


def test_a_page_that_is_not_there_deletes_nothing(client: SyncClient, server: SummaryServer) -> None:
    client.work(FIRST, "editor", 9, 2)
    with Proxy(server.port) as proxy:
        client.grant(proxy.url)
        client.synced()
        client.store.sharing.revoke(1, client.clock.now().wall_ms)
        proxy.plan = lambda heard: Fault.ELSEWHERE if heard.startswith(b"DELETE") else Fault.NONE
        (outcome,) = client.sync()
        assert isinstance(outcome.error, RefusedError)
        assert (outcome.error.status, outcome.deleted, outcome.unknown) == (404, 0, 0)
        assert [each.deletion_is_due for each in client.store.sharing.grants()] == [True]
        assert server.totals(client.account)
        proxy.plan = lambda _: Fault.NONE
        assert client.synced().deleted == 1
        assert server.totals(client.account) == {}


def test_that_a_server_knows_nothing_of_a_grant_is_no_word_that_it_is_deleted(
    client: SyncClient, server: SummaryServer
) -> None:
    client.work(FIRST, "editor", 9, 2)
    client.grant(server.url)
    client.synced()
    client.store.sharing.revoke(1, client.clock.now().wall_ms)
    client.store.sharing.keep_tokens(1, None)
    server.end_devices(client.account)
    other = server.sign_up()
    client.answer = lambda code: server.approve(other, code)
    outcome = client.synced()
    assert (outcome.deleted, outcome.unknown) == (0, 1)
    (kept,) = client.store.sharing.grants()
    assert (kept.deletion, kept.no_word, kept.deletion_is_due) == (None, "unknown", False)
    assert server.totals(client.account)


def test_what_a_restored_copy_never_handed_in_may_be_there_all_the_same(
    client: SyncClient, server: SummaryServer, tmp_path: Path
) -> None:
    client.work(FIRST, "editor", 9, 2)
    client.grant(server.url)
    client.store.checkpoint()
    backup = tmp_path / "copy.db"
    backup.write_bytes((tmp_path / "worktracker.db").read_bytes())
    client.synced()
    with SyncClient.new(backup, client.account, server) as restored:
        carry_sharing_over(restored.store.connection, None, restored.clock.now().wall_ms)
        restored.store.sharing.revoke(1, restored.clock.now().wall_ms)
        assert server.totals(client.account)
        assert restored.synced().deleted == 1
        assert server.totals(client.account) == {}
        assert restored.store.sharing.grants()[0].deletion is not None


def test_what_the_person_takes_back_on_the_pages_stops_here_too(
    client: SyncClient, server: SummaryServer
) -> None:
    client.work(FIRST, "editor", 9, 2)
    client.grant(server.url)
    client.synced()
    server.take_back(client.account)
    client.work(FIRST + timedelta(days=1), "editor", 9, 2)
    client.pass_days(1)
    (outcome,) = client.sync()
    assert isinstance(outcome.error, RefusedError)
    assert (outcome.error.code, outcome.error.exit_code) == ("grant_revoked", ExitCode.PERMISSION_MISSING)
    (kept,) = client.store.sharing.grants()
    assert (kept.ended, kept.deletion_is_due) == ("revoked", False)


@pytest.mark.parametrize("fault", [Fault.LOST, Fault.CUT, Fault.LATE_ERROR, Fault.TWICE])
def test_an_account_is_deleted_by_the_servers_word_though_its_answer_was_lost(
    client: SyncClient, server: SummaryServer, proxy: Proxy, fault: Fault
) -> None:
    client.work(FIRST, "editor", 9, 2)
    grant = client.grant(proxy.url)
    client.synced()
    lost = iter([fault])
    proxy.plan = lambda heard: next(lost, Fault.NONE) if heard.startswith(b"POST /v1/account") else Fault.NONE
    assert delivering.delete_account(client.means(alone=True), None, now=True) is None
    assert proxy.requests.count("GET /v1/account/deletion") == 1
    _require_gone(client, grant.recipient.key)


@pytest.mark.parametrize("way", ["asked again", "sync"])
def test_the_word_for_an_account_comes_later_too(
    client: SyncClient, server: SummaryServer, proxy: Proxy, way: str
) -> None:
    client.work(FIRST, "editor", 9, 2)
    grant = client.grant(proxy.url)
    client.synced()
    account = b"/v1/account/deletion"
    proxy.plan = lambda heard: Fault.LOST if account in heard.split(b"\r\n")[0] else Fault.NONE
    with pytest.raises(NoAnswerError):
        delivering.delete_account(client.means(alone=True), None, now=True)
    assert server.totals(client.account) == {}
    assert not delivering.is_account_gone(client.means(), None)
    proxy.plan = lambda _: Fault.NONE
    if way == "sync":
        client.pass_days(1)
        client.work(FIRST + timedelta(days=1), "editor", 9, 2)
        (outcome,) = client.sync()
        assert isinstance(outcome.error, AccountGoneError)
        assert "POST /v1/summaries" not in proxy.requests[-3:]
    else:
        assert delivering.delete_account(client.means(alone=True), None, now=True) is None
    assert len(client.shown) == 1  # nobody was asked to approve anything for that
    _require_gone(client, grant.recipient.key)
    # With a new grant and a new account it goes on, and an older word ends nothing.
    anew = server.sign_up()
    client.answer = lambda code: server.approve(anew, code)
    client.clock.pass_time(1000)
    client.grant(proxy.url)
    client.synced()
    server.end_devices(anew)
    client.work(FIRST, "editor", 12, 2)
    (outcome,) = client.sync(alone=True)
    assert isinstance(outcome.error, NotApprovedError)
    assert not client.store.sharing.grants()[-1].ended


def test_the_word_for_somebody_elses_account_is_none(
    client: SyncClient, server: SummaryServer, proxy: Proxy, tmp_path: Path
) -> None:
    client.work(FIRST, "editor", 9, 2)
    client.grant(proxy.url)
    client.synced()
    with SyncClient.new(tmp_path / "other.db", server.sign_up(), server) as other:
        other.work(FIRST, "editor", 9, 2)
        other.grant(server.url)
        other.synced()
        assert delivering.delete_account(other.means(), None, now=True) is None
        word = other.store.sharing.recipients()[0]
    assert word.deletion is not None
    assert word.deletion_signature is not None
    said = canonical({"receipt": word.deletion, "signature": word.deletion_signature})
    proxy.say(b"POST /v1/account/deletion", said)
    with pytest.raises(NotAReceiptError):
        delivering.delete_account(client.means(alone=True), None, now=True)
    assert not client.store.sharing.recipients()[0].deletion
    assert server.totals(client.account)


def _require_gone(client: SyncClient, server_key: str) -> None:
    (kept,) = client.store.sharing.grants()
    (recipient,) = client.store.sharing.recipients()
    assert (kept.ended, kept.no_word) == ("revoked", None)
    assert recipient.deletion is not None
    assert kept.deletion == recipient.deletion
    assert recipient.deletion_signature is not None
    found = read_deletion(recipient.deletion.encode(), recipient.deletion_signature, server_key)
    assert (found["device"], found["days"], found["totals"]) == (recipient.device, 1, 1)
    assert delivering.is_account_gone(client.means(), None)


def test_what_is_forgotten_after_the_end_date_is_removed_there_and_nothing_else_goes(
    client: SyncClient, server: SummaryServer, proxy: Proxy
) -> None:
    other = FIRST + timedelta(days=1)
    for day in (FIRST, other, FIRST + timedelta(days=2)):
        client.work(day, "editor", 9, 2)
    client.pass_days(1)
    client.grant(proxy.url, granted("editor", end=END))
    assert client.synced().days == 2
    client.pass_days((END - client.today).days + 1)
    with pytest.raises(PermissionMissingError, match="ended"):  # the third day is due no more
        client.sync()
    heard = len(proxy.heard)
    # What is forgotten of the first is half of it; what else is left of it may be more than was sent.
    client.work(FIRST, "game", 12, 4)
    start = at(FIRST, 9)
    Eraser(client.store.connection, 0).forget(Selection(Period(from_ms=start, to_ms=start + 3_600_000)))
    client.work(other, "editor", 15, 1)
    assert client.store.sharing.behind() == [proxy.url]
    server.change_policy()  # which takes nothing more until it is accepted
    assert client.synced().days == 1
    (body,) = proxy.bodies("POST /v1/summaries")[1:]
    assert json.loads(body)["days"] == [{"date": FIRST.isoformat(), "totals": []}]
    assert server.totals(client.account) == {(other, "editor"): 7200}
    assert client.store.sharing.behind() == []
    heard = len(proxy.heard)
    with pytest.raises(PermissionMissingError, match="ended"):
        client.sync()
    assert len(proxy.heard) == heard


def test_the_word_for_an_account_before_is_none_for_this_one(
    client: SyncClient, server: SummaryServer, proxy: Proxy
) -> None:
    client.work(FIRST, "editor", 9, 2)
    client.clock.pass_time(round((time() - client.clock.now().wall_ms / 1000) * 1000))
    client.grant(proxy.url)
    client.synced()
    delivering.delete_account(client.means(), None, now=True)
    old = client.store.sharing.recipients()[0]
    assert old.deletion is not None
    assert old.deletion_signature is not None
    anew = server.sign_up()
    client.answer = lambda code: server.approve(anew, code)
    client.pass_days(3)
    client.grant(proxy.url)
    client.synced()
    delivering.delete_account(client.means(), None, now=False)
    delivering.keep_account(client.means(), None)
    # Somebody between has kept the word, and lets no token pass.
    kept = canonical({"receipt": old.deletion, "signature": old.deletion_signature})
    proxy.say(b"GET /v1/account/deletion", kept)
    server.end_devices(anew)
    client.work(FIRST, "editor", 12, 2)
    (outcome,) = client.sync(alone=True)
    assert isinstance(outcome.error, NotApprovedError)
    assert not client.store.sharing.grants()[-1].ended


def test_a_server_that_can_not_count_has_days_again_once(client: SyncClient, proxy: Proxy) -> None:
    client.work(FIRST, "editor", 9, 2)
    client.grant(proxy.url, granted("editor"))
    client.synced()
    count = b"(?i)worktracker-sequence: [0-9]+"
    proxy.change = lambda answer: re.sub(count, b"Worktracker-Sequence: 0", answer)
    for number in (1, 2):
        client.work(FIRST + timedelta(days=number), "editor", 9, 2)
        client.pass_days(1)
        heard = len(proxy.bodies("POST /v1/summaries"))
        assert client.synced().days == number + 1  # the new one, and those before it once more
        assert len(proxy.bodies("POST /v1/summaries")) - heard == 2


def test_a_restored_server_that_lost_deliveries_gets_them_again(
    client: SyncClient, server: SummaryServer
) -> None:
    client.work(FIRST, "editor", 9, 2)
    client.grant(server.url, granted("editor"))
    client.synced()
    for number in (1, 2):
        client.work(FIRST + timedelta(days=number), "editor", 9, number)
        client.pass_days(1)
        assert client.synced().days == 1
    server.lose_deliveries(client.account, after=1)
    assert client.synced().days == 0  # nothing is due, so nobody is asked
    client.work(FIRST + timedelta(days=3), "editor", 9, 3)
    client.pass_days(1)
    assert client.synced().days == 4  # the new one, and then the three before it
    assert server.totals(client.account) == client.expected(["editor"])
    assert client.synced().days == 0
    client.work(FIRST + timedelta(days=4), "editor", 9, 3)
    client.pass_days(1)
    assert client.synced().days == 1
