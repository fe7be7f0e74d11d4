"""What comes in under a grant: checked against its receipt, once, and in whatever order it comes."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from tests.cloud.people import (
    FIRST,
    LAST,
    Someone,
    approved,
    as_minutes,
    fields,
    grant_of,
    granted,
    new_device,
    signed,
    someone,
    summary,
)
from tests.cloud.running import clock
from worktracker.cloud import accounts, deletion, grants, holdings, policies, summaries
from worktracker.cloud.grants import Signed
from worktracker.cloud.refusals import RefusedError
from worktracker.cloud.server import Server
from worktracker.cloud.summaries import Caller, Stored
from worktracker.sync import receipt
from worktracker.sync.deletion_receipt import read_deletion
from worktracker.sync.summary import canonical

DAY = date(2026, 11, 20)
NEXT = DAY + timedelta(days=1)


@pytest.fixture
def one(summary_server: Server) -> Someone:
    return someone(summary_server)


@pytest.fixture
def grant(summary_server: Server, one: Someone) -> uuid.UUID:
    return granted(summary_server, one)


def _caller(one: Someone) -> Caller:
    return Caller(one.account, one.device.id)


def _store(server: Server, one: Someone, grant: uuid.UUID, sequence: int, body: bytes) -> Stored:
    return summaries.store(server, _caller(one), grant, sequence, body)


def _refusal(call, *arguments) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        call(*arguments)
    return caught.value


def _there(server: Server, one: Someone, grant: uuid.UUID) -> dict[date, dict[str, int]]:
    return as_minutes(summaries.delivered(server, _caller(one), grant, FIRST, LAST))


def _put(server: Server, one: Someone, found: receipt.Grant, other: Signed | None = None) -> bool:
    proof = other or signed(found, one.device)
    return grants.put(server, one.account, one.device.id, uuid.UUID(found.id), proof)


def test_a_delivery_is_there_as_it_came(summary_server: Server, one: Someone, grant: uuid.UUID) -> None:
    days = {DAY: {"Work > Development": 225, "Other": 15}, NEXT: {"Work": 60}}
    done = _store(summary_server, one, grant, 1, summary(days))
    assert done == Stored((DAY, NEXT), ())
    assert _there(summary_server, one, grant) == days


def test_a_day_that_comes_again_replaces_what_was_there(
    summary_server: Server, one: Someone, grant: uuid.UUID
) -> None:
    _store(summary_server, one, grant, 1, summary({DAY: {"Work": 60, "Other": 30}, NEXT: {"Work": 15}}))
    _store(summary_server, one, grant, 2, summary({DAY: {"Work": 45}}))
    assert _there(summary_server, one, grant) == {DAY: {"Work": 45}, NEXT: {"Work": 15}}
    _store(summary_server, one, grant, 3, summary({DAY: {}}))
    assert _there(summary_server, one, grant) == {NEXT: {"Work": 15}}


def test_the_same_delivery_twice_is_answered_the_same_and_changes_nothing(
    summary_server: Server, one: Someone, grant: uuid.UUID
) -> None:
    body = summary({DAY: {"Work": 60}, NEXT: {"Work": 15}})
    first = _store(summary_server, one, grant, 1, body)
    _store(summary_server, one, grant, 2, summary({DAY: {"Work": 45}}))
    assert _store(summary_server, one, grant, 1, body) == first
    assert _there(summary_server, one, grant)[DAY] == {"Work": 45}


def test_what_comes_late_does_not_go_over_what_came_after_it(
    summary_server: Server, one: Someone, grant: uuid.UUID
) -> None:
    _store(summary_server, one, grant, 2, summary({DAY: {"Work": 45}}))
    late = summary({DAY: {"Work": 60}, NEXT: {"Work": 15}})
    for _ in range(2):
        assert _store(summary_server, one, grant, 1, late) == Stored((NEXT,), (DAY,))
    assert _there(summary_server, one, grant) == {DAY: {"Work": 45}, NEXT: {"Work": 15}}


def test_400_days_come_at_once(summary_server: Server, one: Someone) -> None:
    wide = granted(summary_server, one, first_day=date(2026, 1, 1), end_date=date(2027, 2, 28))
    days = {date(2026, 1, 1) + timedelta(days=n): {"Work": 60, "Other": 15} for n in range(400)}
    assert len(_store(summary_server, one, wide, 1, summary(days)).stored) == 400
    found = summaries.delivered(summary_server, _caller(one), wide, date(2026, 1, 1), date(2027, 2, 28))
    assert as_minutes(found) == days


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (summary({DAY: {"Secret project": 60}}), "a name"),
        (summary({date(2026, 10, 31): {"Work": 60}}), "a day"),
        (summary({date(2027, 5, 2): {"Work": 60}}), "a day"),
        (summary({DAY: {"Work": 60}}, of="applications"), "another kind"),
        (summary({DAY: {"Work": 60}}, coarseness=30), "another kind or coarseness"),
    ],
)
def test_what_the_receipt_does_not_list_is_not_stored(
    summary_server: Server, one: Someone, grant: uuid.UUID, body: bytes, reason: str
) -> None:
    refused = _refusal(_store, summary_server, one, grant, 1, body)
    assert (refused.status, refused.code) == (422, "not_granted")
    assert reason in refused.message
    assert "Secret" not in refused.message
    assert _there(summary_server, one, grant) == {}


def test_unknown_fields_are_refused_and_nothing_of_them_is_kept_anywhere(
    summary_server: Server, one: Someone, grant: uuid.UUID
) -> None:
    for place in ("body", "day", "total"):
        given = fields(summary({DAY: {"Work": 60}}))
        day = given["days"][0]  # pyright: ignore[reportIndexIssue]
        {"body": given, "day": day, "total": day["totals"][0]}[place]["title"] = "canary-8fe2"
        refused = _refusal(_store, summary_server, one, grant, 1, canonical(given))
        assert (refused.status, refused.code) == (422, "not_a_summary")
        assert "canary" not in str(refused)
    assert _there(summary_server, one, grant) == {}
    with summary_server.database.reading() as connection:
        assert (
            connection.execute(
                text("SELECT count(*) FROM deliveries WHERE grant_id = :g"), _id(grant)
            ).scalar()
            == 0
        )


def _id(grant: uuid.UUID) -> dict[str, object]:
    return {"g": grant.hex}


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[]", b"\xff", b'{"schema":"worktracker.summary/2"}', b"{" * 5000]
)
def test_what_is_no_summary(summary_server: Server, one: Someone, grant: uuid.UUID, body: bytes) -> None:
    assert _refusal(_store, summary_server, one, grant, 1, body).code == "not_a_summary"


def test_one_wrong_day_refuses_all_of_them(summary_server: Server, one: Someone, grant: uuid.UUID) -> None:
    body = summary({DAY: {"Work": 60}, NEXT: {"Something else": 60}})
    assert _refusal(_store, summary_server, one, grant, 1, body).code == "not_granted"
    assert _there(summary_server, one, grant) == {}
    # Its sequence is not used up.
    assert _store(summary_server, one, grant, 1, summary({DAY: {"Work": 60}})).stored == (DAY,)


def test_nothing_comes_in_under_a_grant_that_is_not_there_or_anothers(
    summary_server: Server, one: Someone, grant: uuid.UUID
) -> None:
    other, body = someone(summary_server), summary({DAY: {"Work": 60}})
    assert _refusal(_store, summary_server, one, uuid.uuid4(), 1, body).code == "unknown_grant"
    assert _refusal(_store, summary_server, other, grant, 1, body).code == "unknown_grant"
    reading = (summary_server, _caller(other), grant, FIRST, LAST)
    assert _refusal(summaries.delivered, *reading).code == "unknown_grant"


def test_another_device_of_the_person_has_not_this_ones_grants(
    summary_server: Server, one: Someone, grant: uuid.UUID
) -> None:
    desk, second = summary({DAY: {"Work": 60}}), Caller(one.account, new_device().id)
    laptop = new_device("laptop")
    approved(summary_server, one.account, laptop)
    of_laptop = Caller(one.account, laptop.id)
    assert _refusal(summaries.store, summary_server, of_laptop, grant, 1, desk).code == "unknown_grant"
    assert _refusal(summaries.store, summary_server, second, grant, 1, desk).code == "invalid_token"
    assert _refusal(summaries.delivered, summary_server, second, grant, FIRST, LAST).code == "unknown_grant"
    taken = (summary_server, one.account, grant, second.device)
    assert _refusal(grants.withdraw, *taken).code == "unknown_grant"


def test_a_grant_ends_when_its_last_day_is_over_everywhere(summary_server: Server, one: Someone) -> None:
    now = clock(summary_server).at
    today = datetime.fromtimestamp(now, UTC).date()
    ending = granted(summary_server, one, end_date=today)
    body = summary({DAY: {"Work": 60}})
    assert _store(summary_server, one, ending, 1, body).stored == (DAY,)
    clock(summary_server).at = now + 23.9 * 3600
    assert _store(summary_server, one, ending, 2, body).stored == (DAY,)
    clock(summary_server).at = now + 24 * 3600
    assert _refusal(_store, summary_server, one, ending, 3, body).code == "grant_ended"
    both = summary({DAY: {}, DAY + timedelta(days=1): {"Work": 15}})
    assert _refusal(_store, summary_server, one, ending, 3, both).code == "grant_ended"
    assert _store(summary_server, one, ending, 3, summary({DAY: {}})).stored == (DAY,)
    assert holdings.under_grant(summary_server, one.account, ending) == (0, 0)


def test_a_new_policy_stops_what_comes_until_it_is_accepted(
    summary_server: Server, one: Someone, grant: uuid.UUID
) -> None:
    made, body = policies.publish(summary_server, "Another text."), summary({DAY: {"Work": 60}})
    assert _store(summary_server, one, grant, 1, body).stored == (DAY,)
    clock(summary_server).go_on(policies.NOTICE_S)
    refused = _refusal(_store, summary_server, one, grant, 2, body)
    assert (refused.status, refused.code) == (403, "policy_changed")
    assert _store(summary_server, one, grant, 3, summary({DAY: {}})).stored == (DAY,)
    accounts.accept_policy(summary_server, one.account, made.version)
    assert _store(summary_server, one, grant, 4, body).stored == (DAY,)


def test_an_account_that_is_being_deleted_takes_nothing_until_that_is_called_off(
    summary_server: Server, one: Someone, grant: uuid.UUID
) -> None:
    body = summary({DAY: {"Work": 60}})
    deletion.schedule(summary_server, one.account)
    assert _refusal(_store, summary_server, one, grant, 1, body).code == "account_closed"
    deletion.call_off(summary_server, one.account)
    assert _store(summary_server, one, grant, 1, body).stored == (DAY,)


def test_nobody_uses_the_numbers_up(summary_server: Server, one: Someone, grant: uuid.UUID) -> None:
    body, most = summary({DAY: {"Work": 60}}), summaries.MOST_AHEAD
    assert _refusal(_store, summary_server, one, grant, most + 1, body).code == "not_valid"
    assert _store(summary_server, one, grant, most, body).stored == (DAY,)
    assert _refusal(_store, summary_server, one, grant, 2 * most + 1, body).code == "not_valid"
    assert _store(summary_server, one, grant, most + 1, body).newest == most


def test_deliveries_have_a_rate(summary_server: Server, one: Someone, grant: uuid.UUID) -> None:
    slow = replace(summary_server, settings=replace(summary_server.settings, deliveries_an_hour=3))
    for number in range(1, 4):
        _store(slow, one, grant, number, summary({DAY: {"Work": 60}}))
    refused = _refusal(_store, slow, one, grant, 4, summary({DAY: {"Work": 60}}))
    assert (refused.status, refused.retry_after_s) == (429, 3600)
    clock(slow).go_on(3600)
    _store(slow, one, grant, 4, summary({DAY: {"Work": 60}}))


def test_what_is_refused_counts_too(summary_server: Server, one: Someone, grant: uuid.UUID) -> None:
    slow = replace(summary_server, settings=replace(summary_server.settings, deliveries_an_hour=3))
    assert _refusal(_store, slow, one, grant, 1, b"no summary").code == "not_a_summary"
    assert _refusal(_store, slow, one, uuid.uuid4(), 1, summary({DAY: {"Work": 60}})).code == "unknown_grant"
    assert _refusal(_store, slow, one, grant, 1, summary({DAY: {"Secret": 60}})).code == "not_granted"
    for body in (b"no summary", summary({DAY: {"Work": 60}})):
        assert _refusal(_store, slow, one, grant, 1, body).status == 429


def test_a_device_can_not_have_any_number_of_grants_nor_any_first_day(
    summary_server: Server, one: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grants, "MOST_GRANTS", 2)
    granted(summary_server, one)
    grants.withdraw(summary_server, one.account, granted(summary_server, one), None)
    third = grant_of(summary_server, one.device)
    assert _refusal(_put, summary_server, one, third, signed(third, one.device)).code == "too_many_grants"
    monkeypatch.setattr(grants, "MOST_GRANTS", 3)
    old = grant_of(summary_server, one.device, first_day=date(1970, 1, 1))
    assert _refusal(_put, summary_server, one, old, signed(old, one.device)).code == "not_a_receipt"
    _put(summary_server, one, third, signed(third, one.device))


def test_a_receipt_is_kept_once(summary_server: Server, one: Someone) -> None:
    found = grant_of(summary_server, one.device)
    assert _put(summary_server, one, found) is True
    assert _put(summary_server, one, found) is False
    other = replace(grant_of(summary_server, one.device, purpose="Another"), id=found.id)
    assert _refusal(_put, summary_server, one, other).code == "other_receipt"
    kept = grants.all_of(summary_server, one.account)
    assert [each.signed for each in kept] == [signed(found, one.device)]
    assert kept[0].grant == found


def test_a_receipt_must_be_the_devices_for_this_server_and_signed(
    summary_server: Server, one: Someone
) -> None:
    good, stranger = grant_of(summary_server, one.device), new_device()
    spaced = json.dumps(json.loads(good.document())).encode()
    elsewhere = replace(good, recipient=replace(good.recipient, key=stranger.key))
    relayed = replace(good, recipient=replace(good.recipient, url="https://evil.example"))
    renamed = replace(good, recipient=replace(good.recipient, name="another"))
    changed = good.document().replace(b'"Communication"', b'"Conversations"')
    signature = signed(good, one.device).signature
    wrong = {
        "another's signature": (good, signed(good, stranger)),
        "another's device": (
            grant_of(summary_server, stranger),
            signed(grant_of(summary_server, stranger), stranger),
        ),
        "another server": (elsewhere, signed(elsewhere, one.device)),
        "another address": (relayed, signed(relayed, one.device)),
        "another name": (renamed, signed(renamed, one.device)),
        "changed": (good, Signed(changed.decode(), signature)),
        "not canonical": (
            good,
            Signed(spaced.decode(), receipt.encoded(receipt.sign(one.device.private, spaced))),
        ),
        "no signature": (good, Signed(good.document().decode(), "")),
        "no receipt": (good, Signed("{}", signature)),
        "lone surrogate": (good, Signed("\ud800", signature)),
        "another schema": (
            replace(good, schema_sha256="0" * 64),
            signed(replace(good, schema_sha256="0" * 64), one.device),
        ),
        "another id": (replace(good, id=str(uuid.uuid4())), signed(good, one.device)),
    }
    for what, (found, proof) in wrong.items():
        refused = _refusal(_put, summary_server, one, found, proof)
        assert (refused.status, refused.code) == (422, "not_a_receipt"), what
    assert grants.all_of(summary_server, one.account) == []


def test_a_grant_that_is_taken_back_is_gone_with_all_under_it_and_the_server_signs_that(
    summary_server: Server, one: Someone, grant: uuid.UUID
) -> None:
    kept = granted(summary_server, one)
    _store(summary_server, one, kept, 1, summary({DAY: {"Work": 15}}))
    _store(summary_server, one, grant, 2, summary({DAY: {"Work": 60, "Other": 15}, NEXT: {"Work": 30}}))
    said = grants.withdraw(summary_server, one.account, grant, one.device.id)
    found = read_deletion(said.receipt.encode(), said.signature, summary_server.identity.public_key)
    assert (found["grant"], found["device"], found["days"], found["totals"]) == (
        str(grant),
        str(one.device.id),
        2,
        3,
    )
    assert grants.withdraw(summary_server, one.account, grant, None) == said
    assert (
        _refusal(_store, summary_server, one, grant, 3, summary({DAY: {"Work": 60}})).code == "grant_revoked"
    )
    assert _refusal(_put, summary_server, one, one.grants[0]).code == "grant_revoked"
    assert _there(summary_server, one, grant) == {}
    assert _there(summary_server, one, kept) == {DAY: {"Work": 15}}
    states = {each.grant.id: each.deletion for each in grants.all_of(summary_server, one.account)}
    assert states == {str(grant): said, str(kept): None}
