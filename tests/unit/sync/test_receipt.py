"""Receipts: what was signed is what is read, and nothing else passes for it; and whether a grant holds."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.unit.sync.conftest import NOW_MS, TERMS, TODAY
from worktracker.errors import ExitCode, PermissionMissingError
from worktracker.store.carrying import carried, carry_sharing_over
from worktracker.store.recipients import Tokens
from worktracker.store.store import Store
from worktracker.sync import granting
from worktracker.sync.deletion_receipt import deletion_document, read_deletion
from worktracker.sync.receipt import (
    Grant,
    NotAReceiptError,
    Server,
    decoded,
    encoded,
    fingerprint,
    is_signed,
    new_key,
    public_key,
    read_grant,
    read_signed_grant,
    sign,
)
from worktracker.sync.standing import Standing, all_given, holding, require_holding
from worktracker.sync.summary import SCHEMA_SHA256, Day, Kind, Summary, Total, canonical


@pytest.fixture
def given(store: Store, server: Server) -> Grant:
    return granting.give(store, server, TERMS, NOW_MS)


def standing(store: Store, today: date = TODAY) -> list[Standing]:
    return [each.standing for each in all_given(store.sharing, today)]


# -- documents ------------------------------------------------------------------------------------


def test_the_document_is_that_of_the_interface(store: Store, given: Grant, server: Server) -> None:
    (kept,) = store.sharing.grants()
    assert kept.receipt == given.document().decode()
    assert json.loads(kept.receipt) == {
        "schema": "worktracker.grant/1",
        "id": given.id,
        "recipient": {"url": "https://sums.example", "name": "Sums", "key": server.key},
        "device": {"id": given.device.id, "key": given.device.key, "name": "Desk"},
        "purpose": "My overview",
        "of": "categories",
        "names": ["Play", "Work > Code"],
        "coarseness_minutes": 15,
        "shortest_minutes": 0,
        "first_day": "2026-11-01",
        "end_date": "2027-05-01",
        "summary_schema": "worktracker.summary/1",
        "summary_schema_sha256": SCHEMA_SHA256,
        "given_at": "2026-11-22T10:00:00Z",
    }
    assert canonical(json.loads(kept.receipt)) == kept.receipt.encode()
    assert read_signed_grant(kept.receipt.encode(), kept.signature) == given


def test_the_fingerprint_is_that_of_ssh() -> None:
    key = bytes(range(32))
    assert fingerprint(key) == "SHA256:" + base64.b64encode(hashlib.sha256(key).digest()).decode().rstrip("=")


@pytest.mark.parametrize("text", ["AAA=", "A", "AB", "A+", "A/", "ä", "AA A"])
def test_only_one_spelling_of_a_value_is_taken(text: str) -> None:
    with pytest.raises(NotAReceiptError):
        decoded(text)
    assert decoded(encoded(b"\xff\xfe\x00")) == b"\xff\xfe\x00"


CHANGES: list[tuple[str, Any]] = [
    ("schema", "worktracker.grant/2"), ("id", "1"), ("purpose", ""), ("of", "titles"), ("names", ["b", "a"]),
    ("names", ["a/b"]), ("names", ["a", "a"]), ("coarseness_minutes", 1), ("coarseness_minutes", "15"),
    ("shortest_minutes", -1), ("end_date", "2026-10-01"), ("first_day", "2026-11-01T00:00:00"),
    ("summary_schema_sha256", "x"), ("given_at", "2026-11-22"), ("given_at", "2026-11-22T10:00:00+00:00"),
    ("title", "Inbox"), ("recipient", {"url": "http://sums.example", "name": "Sums", "key": "AA"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), CHANGES)
def test_no_other_document_is_a_receipt(given: Grant, name: str, value: Any) -> None:
    document = json.loads(given.document())
    document[name] = value
    with pytest.raises(NotAReceiptError) as refused:
        read_grant(canonical(document))
    assert "Inbox" not in str(refused.value)


def test_no_other_spelling_of_it_is_one(given: Grant) -> None:
    whole = given.document()
    for other in (
        b" " + whole,
        whole.replace(b'":"', b'": "', 1),
        whole.replace(b"Desk", b"\\u0044esk"),
        whole[:-1],
    ):
        with pytest.raises(NotAReceiptError):
            read_grant(other)


def test_a_signature_is_of_this_document_and_this_device(store: Store, given: Grant) -> None:
    (kept,) = store.sharing.grants()
    other = replace(given, terms=replace(given.terms, coarseness_minutes=5)).document()
    for document, signature in (
        (other, kept.signature),
        (given.document(), encoded(sign(new_key(), given.document()))),
        (given.document(), encoded(bytes(64))),
        (given.document(), encoded(b"short")),
    ):
        with pytest.raises(NotAReceiptError):
            read_signed_grant(document, signature)


def test_a_deletion_receipt_is_the_servers_word(given: Grant, server: Server, server_key: bytes) -> None:
    said = deletion_document(
        days=12, totals=48, deleted_at="2026-11-22T10:00:00Z", grant=given.id, device=given.device.id
    )
    assert said.startswith(b'{"schema":"worktracker.deletion/1","grant":"')
    signature = encoded(sign(server_key, said))
    assert read_deletion(said, signature, server.key)["totals"] == 48
    account = deletion_document(days=1, totals=2, deleted_at="2026-11-22T10:00:00Z", account="a")
    assert read_deletion(account, encoded(sign(server_key, account)), server.key)["account"] == "a"
    for document in (
        said.replace(b"12", b"13"),
        b"[]",
        b"{}",
        canonical({"schema": "worktracker.deletion/1"}),
    ):
        with pytest.raises(NotAReceiptError):
            read_deletion(document, signature, server.key)
        if document != said.replace(b"12", b"13"):
            with pytest.raises(NotAReceiptError):
                read_deletion(document, encoded(sign(server_key, document)), server.key)
    assert not is_signed(public_key(new_key()), said, decoded(signature))


def test_a_summary_is_covered_by_what_the_receipt_lists(given: Grant) -> None:
    def made(
        name: str = "Play", on: date = date(2026, 11, 20), of: Kind = Kind.CATEGORIES, minutes: int = 15
    ) -> Summary:
        return Summary.made(of, minutes, [Day(date=on, totals=[Total(name=name, seconds=minutes * 60)])])

    assert given.covers(made()) is None
    assert given.covers(made("Other")) is None
    for other in (
        made("Work"),
        made(on=date(2026, 10, 31)),
        made(on=date(2027, 5, 2)),
        made(of=Kind.APPLICATIONS),
        made(minutes=5),
    ):
        assert given.covers(other) is not None


# -- whether it holds -----------------------------------------------------------------------------


def test_it_holds_until_its_end_date(store: Store, given: Grant) -> None:
    assert standing(store) == [Standing.HOLDS]
    (one,) = holding(store.sharing, TERMS.end_date)
    assert one.ends_soon(TERMS.end_date)
    assert one.ends_soon(TERMS.end_date - timedelta(days=7))
    assert not one.ends_soon(TERMS.end_date - timedelta(days=8))
    assert standing(store, TERMS.end_date + timedelta(days=1)) == [Standing.ENDED]


@pytest.mark.parametrize(
    ("change", "becomes"),
    [
        ("UPDATE sharing_grant SET receipt = replace(receipt, 'Play', 'Mail')", Standing.OTHER_RECIPIENT),
        (
            "UPDATE sharing_grant SET receipt = replace(receipt, '2027-05-01', '2027-11-01')",
            Standing.OTHER_RECIPIENT,
        ),
        ("UPDATE recipient SET url = 'https://other.example'", Standing.OTHER_RECIPIENT),
        ("UPDATE recipient SET server_key = 'x'", Standing.OTHER_RECIPIENT),
        ("UPDATE recipient SET device = 'x'", Standing.OTHER_RECIPIENT),
        ("UPDATE sharing_grant SET signature = 'x'", Standing.OTHER_RECIPIENT),
        ("UPDATE sharing_grant SET ended = 'revoked'", Standing.REVOKED),
    ],
)
def test_a_change_of_anything_ends_it(store: Store, given: Grant, change: str, becomes: Standing) -> None:
    store.connection.execute(change)
    assert standing(store) == [becomes]
    with pytest.raises(PermissionMissingError) as refused:
        require_holding(store.sharing, TODAY)
    assert refused.value.exit_code is ExitCode.PERMISSION_MISSING


def test_another_schema_needs_another_grant(
    store: Store, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    granting.give(store, server, TERMS, NOW_MS)
    monkeypatch.setattr("worktracker.sync.receipt.SCHEMA_SHA256", "0" * 64)
    assert standing(store) == [Standing.OTHER_SCHEMA]
    with pytest.raises(PermissionMissingError, match="something else"):
        require_holding(store.sharing, TODAY)


def test_without_any_nothing_is_sent(store: Store) -> None:
    with pytest.raises(PermissionMissingError, match="Nothing was granted"):
        require_holding(store.sharing, TODAY)


# -- recipients -----------------------------------------------------------------------------------


def test_two_recipients_have_nothing_in_common(store: Store, server: Server, given: Grant) -> None:
    other = granting.give(store, replace(server, url="https://other.example"), TERMS, NOW_MS)
    assert (other.device.id, other.device.key) != (given.device.id, given.device.key)
    assert not {other.device.id, other.device.key} & {given.device.id, given.device.key}
    assert standing(store) == [Standing.HOLDS, Standing.HOLDS]


def test_a_newer_grant_takes_the_place_and_the_old_is_to_be_deleted(
    store: Store, server: Server, given: Grant
) -> None:
    store.sharing.keep_tokens(1, Tokens("a", 5, "r"))
    newer = granting.give(store, server, replace(TERMS, names=("Play",)), NOW_MS + 1)
    assert newer.device == given.device
    assert store.sharing.tokens(1) == Tokens("a", 5, "r")
    assert standing(store) == [Standing.REPLACED, Standing.HOLDS]
    assert [each.id for each in store.sharing.to_delete()] == [given.id]
    store.sharing.acknowledge(given.id, {1: b"x"})
    store.sharing.grant_deleted(given.id, "{}", "s", NOW_MS + 2)
    assert store.sharing.to_delete() == []
    assert store.sharing.acknowledged(given.id) == {}


def test_another_key_at_the_same_address_is_another_server(
    store: Store, server: Server, given: Grant
) -> None:
    store.sharing.keep_tokens(1, Tokens("a", 5, "r"))
    other = granting.give(store, replace(server, key=encoded(public_key(new_key()))), TERMS, NOW_MS + 1)
    assert other.device.id != given.device.id
    assert standing(store) == [Standing.REVOKED, Standing.HOLDS]
    assert store.sharing.tokens(1) is None
    assert store.sharing.device_key(1) is None


def test_sequences_only_rise(store: Store, given: Grant) -> None:
    assert [store.sharing.next_sequence(1) for _ in range(3)] == [1, 2, 3]
    store.sharing.raise_sequence(1, 40)
    assert store.sharing.next_sequence(1) == 41
    store.sharing.raise_sequence(1, 7)
    assert store.sharing.next_sequence(1) == 42


def test_a_copy_in_the_stores_place_knows_what_the_store_knew(
    store: Store, server: Server, given: Grant, tmp_path
) -> None:
    """The copy is of the day before: its grant was revoked since, and deliveries were made since."""
    copy = Store.create(tmp_path / "copy.db", bytes(32), "id", 0)
    carry_sharing_over(copy.connection, carried(store.connection), NOW_MS)
    assert copy.sharing.grants() == store.sharing.grants()
    store.ledger.sent(1, server.url, "POST /v1/summaries", b"{}")
    store.sharing.next_sequence(1)
    store.sharing.revoke(1, NOW_MS)
    carry_sharing_over(copy.connection, carried(store.connection), NOW_MS)
    assert copy.ledger.verify() == (1, None)
    assert copy.sharing.recipients() == store.sharing.recipients()
    assert standing(copy) == [Standing.REVOKED]
    copy.close()


def test_a_copy_alone_sends_nothing_and_asks_for_its_number(
    store: Store, server: Server, given: Grant
) -> None:
    carry_sharing_over(store.connection, None, NOW_MS)
    assert standing(store) == [Standing.RESTORED]
    assert store.sharing.to_delete() == []
    assert store.sharing.recipient(1).unsure
    with pytest.raises(PermissionMissingError, match="copy was restored"):
        require_holding(store.sharing, TODAY)
    granting.give(store, server, TERMS, NOW_MS + 1)
    assert standing(store) == [Standing.REPLACED, Standing.HOLDS]
    store.sharing.raise_sequence(1, 9)
    assert not store.sharing.recipient(1).unsure
