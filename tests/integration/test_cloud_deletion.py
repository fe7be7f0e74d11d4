"""Corrections, deletion, retention, and copies that lose again what was deleted after them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.cloud.people import (
    FIRST,
    LAST,
    Machine,
    Someone,
    approved,
    as_minutes,
    granted,
    new_device,
    signed,
    someone,
    summary,
)
from tests.cloud.postgres import Postgres
from tests.cloud.running import Clock, clock, new_server
from worktracker.cloud import (
    accounts,
    deletion,
    devices,
    grants,
    holdings,
    opaque,
    sessions,
    summaries,
    tombstones,
    totals,
)
from worktracker.cloud.backup import BackupError, back_up, files_stones, restore
from worktracker.cloud.database.tables import PERSONAL, Account, AccountName, Tombstone
from worktracker.cloud.grants import Signed
from worktracker.cloud.refusals import RefusedError
from worktracker.cloud.server import Server
from worktracker.cloud.summaries import Caller
from worktracker.errors import WorkTrackerError
from worktracker.sync import receipt, statements
from worktracker.sync.deletion_receipt import read_deletion

DAY = date(2026, 11, 20)
NEXT = DAY + timedelta(days=1)


def _store(server: Server, one: Someone, grant: uuid.UUID, sequence: int, days) -> None:
    summaries.store(server, Caller(one.account, one.device.id), grant, sequence, summary(days))


def _there(server: Server, one: Someone, grant: uuid.UUID) -> dict[date, dict[str, int]]:
    caller = Caller(one.account, one.device.id)
    return as_minutes(summaries.delivered(server, caller, grant, FIRST, LAST))


def _shown(server: Server, one: Someone) -> dict[date, dict[str, int]]:
    found = totals.between(server, one.account, FIRST, LAST)
    return {each.day: {entry.name: entry.seconds // 60 for entry in each.entries} for each in found}


def _rows(server: Server, account: uuid.UUID) -> int:
    with server.database.reading() as connection:
        return sum(
            connection.execute(select(func.count()).where(table.account == account)).scalar_one()
            for table in (*PERSONAL, Account, AccountName)
        )


@pytest.fixture
def one(summary_server: Server) -> Someone:
    return someone(summary_server)


@pytest.fixture
def grant(summary_server: Server, one: Someone) -> uuid.UUID:
    found = granted(summary_server, one)
    _store(summary_server, one, found, 1, {DAY: {"Work": 60, "Other": 30}, NEXT: {"Work": 15}})
    return found


def test_a_correction_lies_beside_what_was_delivered(
    summary_server: Server, one: Someone, grant: uuid.UUID
) -> None:
    said = {"Work": 90 * 60, "Other": 0, "Communication": 600}
    totals.correct(summary_server, one.account, DAY, grant, said)
    assert _shown(summary_server, one)[DAY] == {"Communication": 10, "Other": 0, "Work": 90}
    day = totals.one_day(summary_server, one.account, DAY, grant)
    assert [(entry.delivered, entry.corrected) for entry in day.entries] == [
        (None, True),
        (1800, True),
        (3600, True),
    ]
    assert _there(summary_server, one, grant)[DAY] == {"Work": 60, "Other": 30}
    totals.correct(summary_server, one.account, DAY, grant, {"Work": 60 * 60})  # as delivered: none
    assert _shown(summary_server, one)[DAY]["Work"] == 60
    totals.uncorrect(summary_server, one.account, DAY, grant)
    assert _shown(summary_server, one)[DAY] == {"Work": 60, "Other": 30}


def test_what_is_forgotten_is_gone_from_its_corrections_too(
    summary_server: Server, one: Someone, grant: uuid.UUID
) -> None:
    totals.correct(summary_server, one.account, DAY, grant, {"Work": 600, "Other": 600, "Communication": 600})
    _store(summary_server, one, grant, 2, {DAY: {"Other": 30}})
    assert _shown(summary_server, one)[DAY] == {"Communication": 10, "Other": 10}


def test_what_was_forgotten_in_part_is_gone_from_its_correction_too(
    summary_server: Server, one: Someone, grant: uuid.UUID
) -> None:
    said = {"Work": 100 * 60, "Other": 0, "Communication": 600}
    totals.correct(summary_server, one.account, DAY, grant, said)
    _store(summary_server, one, grant, 2, {DAY: {"Work": 75, "Other": 30}})  # no smaller: they stay
    assert _shown(summary_server, one)[DAY] == {"Communication": 10, "Other": 0, "Work": 100}
    _store(summary_server, one, grant, 3, {DAY: {"Work": 45, "Other": 30}})  # than the 60 minutes then
    assert _shown(summary_server, one)[DAY] == {"Communication": 10, "Other": 0, "Work": 45}
    _store(summary_server, one, grant, 4, {DAY: {}})
    assert DAY not in _shown(summary_server, one)
    _store(summary_server, one, grant, 5, {DAY: {"Other": 15}})
    assert _shown(summary_server, one)[DAY] == {"Other": 15}


def test_what_can_be_no_correction(summary_server: Server, one: Someone, grant: uuid.UUID) -> None:
    other = someone(summary_server)
    for account, day, under, said, status in (
        (other.account, DAY, grant, {"Work": 60}, 404),
        (one.account, DAY + timedelta(days=9), grant, {"Work": 60}, 404),
        (one.account, DAY, uuid.uuid4(), {"Work": 60}, 404),
        (one.account, DAY, grant, {"Another name": 60}, 422),
        (one.account, DAY, grant, {"Work": -1}, 422),
        (one.account, DAY, grant, {"Work": 25 * 3600 + 1}, 422),
    ):
        with pytest.raises(RefusedError) as caught:
            totals.correct(summary_server, account, day, under, said)
        assert caught.value.status == status
    totals.uncorrect(summary_server, other.account, DAY, grant)
    assert _shown(summary_server, one)[DAY] == {"Work": 60, "Other": 30}
    assert totals.between(summary_server, other.account, FIRST, LAST) == []


def test_a_week_and_when_there_is_something(summary_server: Server, one: Someone, grant: uuid.UUID) -> None:
    assert [each.day for each in totals.week(summary_server, one.account, DAY)] == [DAY, NEXT]
    assert totals.week(summary_server, one.account, DAY + timedelta(days=2)) == []
    assert totals.span(summary_server, one.account) == totals.Span(DAY, NEXT)
    assert totals.span(summary_server, someone(summary_server).account) is None
    assert grant


def test_an_account_goes_after_30_days_unless_that_is_called_off(
    summary_server: Server, one: Someone, grant: uuid.UUID
) -> None:
    due = deletion.schedule(summary_server, one.account)
    assert due == summary_server.now_s + 30 * 86_400
    clock(summary_server).go_on(86_400)
    assert deletion.schedule(summary_server, one.account) == due
    deletion.call_off(summary_server, one.account)
    deletion.schedule(summary_server, one.account)
    clock(summary_server).go_on(30 * 86_400 - 1)
    assert deletion.clear_up(summary_server)["accounts"] == 0
    assert _shown(summary_server, one)
    clock(summary_server).go_on(1)
    assert deletion.clear_up(summary_server)["accounts"] == 1
    assert _rows(summary_server, one.account) == 0
    assert grant


def test_an_account_goes_at_once_and_the_server_signs_that(
    summary_server: Server, one: Someone, grant: uuid.UUID
) -> None:
    other = someone(summary_server)
    accounts.begin_reset(summary_server, one.name)
    cookie = sessions.begin(summary_server, one.account, None)
    totals.correct(summary_server, one.account, DAY, grant, {"Work": 60})
    assert _rows(summary_server, one.account) > 10
    said = deletion.delete_now(summary_server, one.account)
    found = read_deletion(said.receipt.encode(), said.signature, summary_server.identity.public_key)
    assert (found["account"], found["days"], found["totals"]) == (str(one.account), 2, 3)
    assert _rows(summary_server, one.account) == 0
    assert _rows(summary_server, other.account) > 0
    assert sessions.of(summary_server, cookie) is None
    with pytest.raises(RefusedError):
        summaries.caller(summary_server, opaque.read(one.tokens.access))
    with pytest.raises(RefusedError):
        deletion.delete_now(summary_server, one.account)
    # The name is free again, for whoever comes.
    assert accounts.sign_up(summary_server, one.name, "another password", "", one.name) != one.account


def _word(server: Server, device: Machine, signer: Machine | None = None) -> Signed:
    own = server.identity.public_key
    statement = statements.account_deleted(own, device.key)
    private = (signer or device).private
    return deletion.farewell(server, device.key, receipt.encoded(receipt.sign(private, statement)))


def test_of_an_account_that_is_gone_its_devices_get_the_word_and_nobody_else(
    summary_server: Server, one: Someone, grant: uuid.UUID
) -> None:
    second, revoked, key = new_device(), new_device(), summary_server.identity.public_key
    approved(summary_server, one.account, second)
    approved(summary_server, one.account, revoked)
    devices.revoke(summary_server, one.account, revoked.id)
    with pytest.raises(RefusedError, match="as far as is kept"):
        _word(summary_server, one.device)
    deletion.schedule(summary_server, one.account)
    due = replace(summary_server, now=Clock(clock(summary_server).at + deletion.GRACE_S))
    assert deletion.clear_up(due)["accounts"] == 1
    for device in (one.device, second):
        said = _word(summary_server, device)
        found = read_deletion(said.receipt.encode(), said.signature, key)
        assert (found["account"], found["device"]) == (str(one.account), str(device.id))
        assert (found["days"], found["totals"]) == (2, 3)
    with pytest.raises(RefusedError) as refused:
        _word(summary_server, revoked)
    assert refused.value.code == "not_deleted"
    with pytest.raises(RefusedError) as refused:
        _word(summary_server, one.device, signer=second)
    assert refused.value.code == "not_signed"
    # With another account the word is good no more; nor after half a year.
    other = someone(summary_server)
    approved(summary_server, other.account, second)
    with pytest.raises(RefusedError):
        _word(summary_server, second)
    later = replace(summary_server, now=Clock(clock(due).at + deletion.FAREWELL_S))
    with pytest.raises(RefusedError):
        _word(later, one.device)
    assert deletion.clear_up(later)["farewells"] >= 1


def test_receipts_and_pages_count_days_without_totals_alike(
    summary_server: Server, one: Someone, grant: uuid.UUID
) -> None:
    _store(summary_server, one, grant, 9, {NEXT: {}})
    assert holdings.under_grant(summary_server, one.account, grant)[0] == 1
    counted = holdings.counts(summary_server, one.account)
    said = [json.loads(deletion.delete_now(summary_server, one.account).receipt)]
    again = someone(summary_server)
    under = granted(summary_server, again)
    _store(summary_server, again, under, 1, {DAY: {"Work": 60, "Other": 30}, NEXT: {}})
    said.append(json.loads(grants.withdraw(summary_server, again.account, under, None).receipt))
    assert [(each["days"], each["totals"]) for each in said] == [(counted.days, counted.totals), (1, 2)]
    assert counted.days == 1


def test_totals_past_the_retention_go(summary_server: Server, one: Someone, grant: uuid.UUID) -> None:
    totals.correct(summary_server, one.account, DAY, grant, {"Work": 60})
    assert deletion.retention_days(summary_server) is None
    now = clock(summary_server).at
    today = date.fromordinal(date(1970, 1, 1).toordinal() + int(now // 86_400))
    deletion.set_retention(summary_server, (today - NEXT).days)
    done = deletion.clear_up(summary_server)
    deletion.set_retention(summary_server, None)
    assert (done["totals"], done["corrections"], done["days"]) == (2, 1, 1) or done["totals"] > 2
    assert _shown(summary_server, one) == {NEXT: {"Work": 15}}


def test_the_list_of_what_was_deleted_holds_ids_and_days_alone(
    summary_server: Server, one: Someone, grant: uuid.UUID
) -> None:
    _store(summary_server, one, grant, 2, {DAY: {"Work": 45}})
    grants.withdraw(summary_server, one.account, grant, None)
    deletion.delete_now(summary_server, one.account)
    file = summary_server.settings.tombstones
    mine = [stone for stone in tombstones.read(file) if stone.account == str(one.account)]
    assert [(stone.kind, stone.subject) for stone in mine] == [
        ("day", f"{grant}/{DAY}"),
        ("grant", str(grant)),
        ("account", ""),
    ]
    assert file.stat().st_mode & 0o077 == 0
    assert one.name not in file.read_text()
    with summary_server.database.reading() as connection:
        kept = connection.execute(select(Tombstone.kind).where(Tombstone.account == one.account)).all()
    assert [row.kind for row in kept] == ["account"]


def test_a_day_that_grew_makes_no_tombstone(summary_server: Server, one: Someone, grant: uuid.UUID) -> None:
    def stones() -> list[tuple[str, int]]:
        with summary_server.database.reading() as connection:
            kept = [stone for stone in tombstones.kept(connection) if stone.account == str(one.account)]
        return sorted((stone.subject, stone.sequence) for stone in kept)

    _store(summary_server, one, grant, 2, {DAY: {"Work": 60, "Other": 45}, NEXT: {"Work": 15, "Other": 15}})
    assert stones() == []
    _store(summary_server, one, grant, 3, {DAY: {"Work": 75, "Other": 30}, NEXT: {"Work": 30, "Other": 15}})
    assert stones() == [(f"{grant}/{DAY}", 3)]
    _store(summary_server, one, grant, 4, {NEXT: {"Other": 15, "Communication": 90}})
    assert stones() == [(f"{grant}/{DAY}", 3), (f"{grant}/{NEXT}", 4)]


def test_a_lost_list_is_written_anew(summary_server: Server, one: Someone, tmp_path: Path) -> None:
    deletion.delete_now(summary_server, one.account)
    copy = tmp_path / "copy.jsonl"
    count = tombstones.write_all(summary_server, copy)
    assert count == len(tombstones.read(copy)) > 0
    assert tombstones.write_all(summary_server, copy) == count
    copy.write_text("nonsense\n")
    with pytest.raises(WorkTrackerError):
        tombstones.read(copy)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_server(request: pytest.FixtureRequest, tmp_path: Path, postgres: Postgres) -> Iterator[Server]:
    """Another server, to restore into."""
    url = f"sqlite:///{tmp_path}/other.db" if request.param == "sqlite" else postgres.url()
    server = new_server(url, tmp_path)
    yield server
    server.database.close()


def test_a_restored_copy_loses_again_what_was_deleted_after_it_was_made(
    summary_server: Server, empty_server: Server, tmp_path: Path
) -> None:
    people = {name: someone(summary_server) for name in ("stays", "goes", "takes back", "forgets")}
    under = {name: granted(summary_server, one) for name, one in people.items()}
    for name, one in people.items():
        _store(summary_server, one, under[name], 1, {DAY: {"Work": 60}, NEXT: {"Work": 15}})
    totals.correct(summary_server, people["stays"].account, DAY, under["stays"], {"Work": 600})
    copy = tmp_path / "copy.zip"
    back_up(summary_server.database, copy, summary_server.now())
    assert copy.stat().st_mode & 0o077 == 0

    deletion.delete_now(summary_server, people["goes"].account)
    grants.withdraw(summary_server, people["takes back"].account, under["takes back"], None)
    _store(summary_server, people["forgets"], under["forgets"], 2, {DAY: {}})

    stones = list(files_stones([summary_server.settings.tombstones, tmp_path / "missing"]))
    rows, gone = restore(empty_server.database, copy, stones, replace=False)
    assert rows > gone > 0
    assert _shown(empty_server, people["stays"]) == {DAY: {"Work": 10}, NEXT: {"Work": 15}}
    assert _rows(empty_server, people["goes"].account) == 0
    assert _shown(empty_server, people["takes back"]) == {}
    assert _shown(empty_server, people["forgets"]) == {NEXT: {"Work": 15}}
    # Nothing that lets somebody in came along; the password did.
    with pytest.raises(RefusedError):
        summaries.caller(empty_server, opaque.read(people["stays"].tokens.access))
    accounts.check_password(empty_server, people["stays"].name, "a long enough password", "here")

    with pytest.raises(BackupError):
        restore(empty_server.database, copy, [], replace=False)
    # The database's own list counts, though no file is given.
    restore(empty_server.database, copy, [], replace=True)
    assert _rows(empty_server, people["goes"].account) == 0
    assert _shown(empty_server, people["forgets"]) == {NEXT: {"Work": 15}}


def test_what_was_taken_back_stays_so_after_a_restore(
    summary_server: Server, empty_server: Server, tmp_path: Path
) -> None:
    one = someone(summary_server)
    copy = tmp_path / "copy.zip"
    back_up(summary_server.database, copy, summary_server.now())
    # Neither the grant nor the word that it was deleted is in the copy.
    grant = granted(summary_server, one)
    grants.withdraw(summary_server, one.account, grant, None)
    restore(empty_server.database, copy, files_stones([summary_server.settings.tombstones]), replace=False)
    identity = summary_server.identity  # a copy brings the server's own key along
    with pytest.raises(RefusedError) as caught:
        grants.put(
            replace(empty_server, identity=identity),
            one.account,
            one.device.id,
            grant,
            signed(one.grants[0], one.device),
        )
    assert caught.value.code == "grant_revoked"


def test_without_the_list_a_copy_would_bring_it_all_back(
    summary_server: Server, empty_server: Server, tmp_path: Path
) -> None:
    one = someone(summary_server)
    grant = granted(summary_server, one)
    _store(summary_server, one, grant, 1, {DAY: {"Work": 60}})
    copy = tmp_path / "copy.zip"
    back_up(summary_server.database, copy, summary_server.now())
    deletion.delete_now(summary_server, one.account)
    restore(empty_server.database, copy, [], replace=False)
    assert _shown(empty_server, one) == {DAY: {"Work": 60}}


def test_what_is_no_copy_changes_nothing(summary_server: Server, one: Someone, tmp_path: Path) -> None:
    file = tmp_path / "copy.zip"
    file.write_bytes(b"not a zip")
    with pytest.raises(BackupError):
        restore(summary_server.database, file, [], replace=True)
    with pytest.raises(BackupError):
        back_up(summary_server.database, file, 0)
    with pytest.raises(BackupError):
        restore(summary_server.database, tmp_path / "missing.zip", [], replace=True)
    assert accounts.person(summary_server, one.account).name == one.name
