"""What proves this computer to a summary server is in no archive."""

from __future__ import annotations

from pathlib import Path

from tests.unit.interchange.test_my_data import archive, rows
from worktracker.home import Home
from worktracker.store.recipients import Tokens
from worktracker.store.store import Store
from worktracker.store.tables import WITHHELD

DEVICE_KEY = bytes(range(100, 132))
SECRETS = (DEVICE_KEY, b"the-access-token", b"the-refresh-token")


def test_keys_and_tokens_are_withheld_and_nothing_else_of_sharing_is(store: Store, tmp_path: Path) -> None:
    store.sharing.add_recipient(
        "https://sums.example", "Sums", "its-key", device="a-device", device_key=DEVICE_KEY, now_ms=1
    )
    store.sharing.keep_tokens(1, Tokens("the-access-token", 2, "the-refresh-token"))
    store.ledger.sent(1, "https://sums.example", "POST /v1/device/token", b"the-refresh-token", secret=True)
    store.ledger.sent(2, "https://sums.example", "POST /v1/summaries", b"a body")
    found = archive(store, Home.from_environment({"WORKTRACKER_HOME": str(tmp_path)}))
    for name in found.namelist():
        whole = found.read(name)
        for secret in SECRETS:
            assert secret not in whole, name
            assert secret.hex().encode() not in whole, name
    assert rows(found, "tables/recipient_key.csv") == [["recipient"], ["1"]]
    assert b"a body".hex() in str(rows(found, "tables/ledger.csv")), "they would be found"
    assert rows(found, "tables/recipient.csv")[1][1] == "https://sums.example"


def test_what_is_withheld_is_there_to_be_withheld(store: Store) -> None:
    for table, columns in WITHHELD.items():
        there = {
            row[0] for row in store.connection.execute("SELECT name FROM pragma_table_xinfo(?)", (table,))
        }
        assert columns < there
