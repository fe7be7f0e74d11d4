"""The store: opening, waiting, healing, erasing."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from tests.unit.conftest import KEY
from worktracker.errors import StoreUnavailableError
from worktracker.model.change import Change, Interval
from worktracker.model.period import Period
from worktracker.model.span import Activity, Span, State, Zone
from worktracker.privacy.rules import Action, Rule
from worktracker.store import aged
from worktracker.store import journal as journal_module
from worktracker.store.erase import Eraser, Selection, scrub
from worktracker.store.heartbeat import Heartbeat, last_beat
from worktracker.store.importing import Importer
from worktracker.store.store import Store

ZONE = Zone("UTC", 0)
STORE_ID = "00000000-0000-4000-8000-000000000000"
PAGE = 4096


def active(start: int, end: int, title: str = "t", app: str = "a") -> Span:
    return Span(start, end, State.ACTIVE, ZONE, Activity(app=app, title=title))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def decrypted(path: Path) -> bytes:
    """Every page of the file in clear, free pages and slack included.

    SQLCipher 4: key of the HMAC apart, pages of 4,096 bytes with 80 reserved: IV 16, HMAC 64;
    AES-256-CBC over the rest; the first 16 bytes of the file are the salt.
    """
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    content = path.read_bytes()
    pages: list[bytes] = []
    for number in range(len(content) // PAGE):
        page = content[number * PAGE : (number + 1) * PAGE]
        body = page[16 if number == 0 else 0 : PAGE - 80]
        cipher = Cipher(algorithms.AES(KEY), modes.CBC(page[PAGE - 80 : PAGE - 64])).decryptor()
        pages.append(cipher.update(body) + cipher.finalize())
    return b"".join(pages)


def test_the_file_is_encrypted_and_ours_alone(store: Store) -> None:
    store.journal.write(Change((active(0, 1000, "canary-title"),)))
    store.checkpoint()
    assert b"canary-title" not in store.path.read_bytes()
    assert b"canary-title" in decrypted(store.path)  # the search can find it
    assert store.path.read_bytes()[:16] != b"SQLite format 3\0"
    assert store.path.stat().st_mode & 0o777 == 0o600


def test_another_key_opens_nothing_and_changes_nothing(store: Store) -> None:
    store.close()
    before = digest(store.path)
    with pytest.raises(StoreUnavailableError):
        Store.open(store.path, [bytes(32)], 0)
    assert digest(store.path) == before
    Store.open(store.path, [bytes(32), KEY], 0).close()


@pytest.mark.parametrize(
    "content", [b"plain text, much longer than a header" * 200, b"SQLite format 3\0" + bytes(8192)]
)
def test_a_foreign_file_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "worktracker.db"
    path.write_bytes(content)
    with pytest.raises(StoreUnavailableError):
        Store.open(path, [KEY], 0)
    assert path.read_bytes() == content


def test_a_newer_store_is_left_alone(store: Store) -> None:
    store.connection.execute("INSERT INTO migration VALUES (999, 'from the future', 0)")
    store.checkpoint()
    store.close()
    before = digest(store.path)
    with pytest.raises(StoreUnavailableError, match="newer"):
        Store.open(store.path, [KEY], 0)
    assert digest(store.path) == before


def test_the_newest_span_is_in_reports_at_once(store: Store) -> None:
    store.journal.write(Change((active(0, 5000), active(5000, 5000, "u", "b"))))
    assert store.reader.totals(Period()).apps == {(0, "a"): 5000}


def test_what_can_not_be_written_waits_in_order(store: Store) -> None:
    journal = store.journal
    other = store.again()
    other.connection.execute("BEGIN IMMEDIATE")
    store.connection.execute("PRAGMA busy_timeout = 10")
    journal.write(Change((active(0, 1000),)))
    journal.write(Change((active(1000, 2000),)))
    assert (journal.waiting, journal.trouble) == (2, "The record is being written by another program.")
    assert journal.block_after(0) is not None
    other.connection.execute("ROLLBACK")
    other.close()
    assert journal.flush()
    assert (journal.waiting, journal.trouble) == (0, None)
    assert [span.start_ms for span in store.reader.spans(Period())] == [0, 1000]


def test_what_waits_is_bounded(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_module, "MAX_WAITING", 5)
    journal = store.journal
    journal.hold()
    for number in range(8):
        journal.write(Change((active(number, number + 1),)))
    assert (journal.waiting, journal.lost) == (5, 3)
    journal.release()
    assert store.reader.count() == 5


def test_the_heartbeat_closes_the_span_that_was_open(store: Store, tmp_path: Path) -> None:
    store.journal.write(Change((active(0, 1000), active(1000, 1000, "u"))))
    path = tmp_path / "heartbeat"
    heart = Heartbeat(path, STORE_ID)
    for alive in (2000, 3000, 4000):
        heart.beat(1000, alive, 0, 0)
    heart.close()
    store.close_span_left_open(path, STORE_ID)
    assert [(s.start_ms, s.end_ms) for s in store.reader.spans(Period())] == [(0, 1000), (1000, 4000)]


def test_a_torn_beat_leaves_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "heartbeat"
    heart = Heartbeat(path, STORE_ID)
    heart.beat(1000, 2000, 0, 0)
    heart.beat(1000, 3000, 0, 0)
    heart.close()
    whole = path.read_bytes()
    for at in range(40):
        torn = bytearray(whole)
        torn[at] ^= 0xFF  # the second beat went to the first slot
        path.write_bytes(bytes(torn))
        found = last_beat(path, STORE_ID)
        assert found is not None
        assert found.alive_ms == 2000


@pytest.mark.parametrize("start", [0, 500, 5000])
def test_a_beat_of_a_span_that_is_no_longer_open_changes_nothing(
    store: Store, tmp_path: Path, start: int
) -> None:
    store.journal.write(Change((active(0, 1000), active(1000, 2000, "u"))))
    path = tmp_path / "heartbeat"
    heart = Heartbeat(path, STORE_ID)
    heart.beat(start, 9000, 0, 0)
    heart.close()
    store.close_span_left_open(path, STORE_ID)
    assert [(s.start_ms, s.end_ms) for s in store.reader.spans(Period())] == [(0, 1000), (1000, 2000)]


def test_a_beat_of_another_store_is_not_heard(tmp_path: Path) -> None:
    heart = Heartbeat(tmp_path / "heartbeat", "another")
    heart.beat(0, 9000, 0, 0)
    heart.close()
    assert last_beat(tmp_path / "heartbeat", STORE_ID) is None


@pytest.mark.parametrize(
    "selection",
    [
        Selection(Period(from_ms=50_000, to_ms=150_000)),
        Selection(rule=Rule(Action.DROP, title="*canary*")),
        Selection(rule=Rule(Action.DROP, app="secret")),
    ],
)
def test_what_is_forgotten_leaves_every_page(store: Store, selection: Selection) -> None:
    journal = store.journal
    for number in range(200):
        hidden = 50 <= number < 150
        title = f"canary-{number}-{'x' * 200}" if hidden else f"ordinary-{number}-{'y' * 200}"
        journal.write(
            Change((active(number * 1000, (number + 1) * 1000, title, "secret" if hidden else "open"),))
        )
    store.checkpoint()
    assert decrypted(store.path).count(b"canary-") >= 100
    found = Eraser(store.connection, 0).forget(selection)
    assert (found.spans, found.duration_ms) == (100, 100_000)
    for file in store.path.parent.iterdir():
        assert b"canary-" not in file.read_bytes()
    clear = decrypted(store.path)
    assert b"canary-" not in clear
    assert b"secret" not in clear
    assert clear.count(b"ordinary-") == 100
    assert store.path.with_name(store.path.name + "-wal").stat().st_size == 0


def test_forgetting_a_part_keeps_what_lies_around_it(store: Store) -> None:
    store.journal.write(Change((active(0, 10_000),)))
    Eraser(store.connection, 0).forget(Selection(Period(from_ms=3000, to_ms=4000)))
    assert [(s.start_ms, s.end_ms) for s in store.reader.spans(Period())] == [(0, 3000), (4000, 10_000)]


@pytest.mark.parametrize(
    ("action", "left"),
    [
        (Action.DROP, []),
        (Action.PRIVATE, [(State.PRIVATE, None, None)]),
        (Action.HIDE_TITLE, [(State.ACTIVE, "a", None)]),
        (Action.DOMAIN_ONLY, [(State.ACTIVE, "a", "canary-title")]),
    ],
)
def test_a_rule_is_applied_to_the_past(store: Store, action: Action, left: list) -> None:
    store.journal.write(Change((active(0, 10_000, "canary-title"),)))
    Eraser(store.connection, 0).purge(Rule(action, title="canary*"))
    assert [(s.state, s.app, s.title) for s in store.reader.spans(Period())] == left
    assert (b"canary-title" in decrypted(store.path)) == (action is Action.DOMAIN_ONLY)


def test_many_titles_are_taken_from_the_past_at_once(store: Store) -> None:
    spans = [active(1000 * each, 1000 * each + 1000, f"canary-{each % 50}") for each in range(200)]
    Importer(store.connection, 0).take(("recorded", span) for span in spans)
    through_all: list[str] = []
    store.connection.set_trace_callback(
        lambda said: through_all.append(said) if said.startswith("UPDATE span") else None
    )
    Eraser(store.connection, 0).purge(Rule(Action.HIDE_TITLE, app="a"))
    store.connection.set_trace_callback(None)
    assert len(through_all) == 1
    assert [(s.start_ms, s.app, s.title) for s in store.reader.spans(Period())] == [
        (span.start_ms, "a", None) for span in spans
    ]


def test_the_same_file_twice_adds_nothing(store: Store) -> None:
    spans = [("other", active(0, 1000)), ("other", active(2000, 3000)), ("recorded", active(500, 700))]
    importer = Importer(store.connection, 0)
    assert importer.take(spans, dry_run=True).added == 3
    assert store.reader.count() == 0
    assert importer.take(spans).added == 3
    again = Importer(store.connection, 0).take(spans)
    assert (again.added, again.known) == (0, 3)


def test_recorded_time_goes_before_imported_time(store: Store) -> None:
    importer = Importer(store.connection, 0)
    importer.take([("other", active(0, 10_000, "x", "other")), ("recorded", active(2000, 4000))])
    found = [(s.start_ms, s.end_ms, s.app) for s in store.reader.spans(Period())]
    assert found == [(0, 2000, "other"), (2000, 4000, "a"), (4000, 10_000, "other")]
    assert len(list(store.reader.spans(Period(), all_sources=True))) == 2
    assert store.reader.totals(Period()).apps == {(0, "other"): 8000, (0, "a"): 2000}


def test_a_kill_while_the_store_is_made_is_healed(tmp_path: Path) -> None:
    path = tmp_path / "worktracker.db"
    connection = dbapi2.connect(str(path))
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    connection.execute("PRAGMA journal_mode = WAL").fetchone()
    connection.close()
    store = Store.open(path, [KEY], 0)
    assert store.reader.count() == 0
    store.close()


def test_a_span_of_no_length_is_forgotten_too(store: Store) -> None:
    store.journal.write(Change((active(0, 5000, "kept"), active(5000, 5000, "canary-title"))))
    Eraser(store.connection, 0).forget(Selection(rule=Rule(Action.DROP, title="canary-title")))
    assert [row.title for row in store.reader.spans(Period())] == ["kept"]
    assert store.reader.count() == 1
    assert b"canary-title" not in decrypted(store.path)


def test_an_erasure_that_was_cut_short_is_noted_until_the_file_is_rewritten(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.journal.write(Change((active(0, 5000, "canary-title"),)))
    eraser = Eraser(store.connection, 0)
    monkeypatch.setattr(eraser, "scrub", lambda: None)  # as if killed between the two
    eraser.forget(Selection())
    assert aged.leftovers(store.connection)
    scrub(store.connection)
    assert not aged.leftovers(store.connection)
    assert b"canary-title" not in decrypted(store.path)


def test_a_span_of_many_days_keeps_its_time_when_a_part_is_forgotten(store: Store) -> None:
    day = 86_400_000
    importer = Importer(store.connection, 0)
    importer.take([("other", active(0, 19 * day, "long", "a"))])
    Eraser(store.connection, 0).forget(Selection(Period(from_ms=9 * day, to_ms=9 * day + 3_600_000)))
    assert sum(store.reader.totals(Period()).apps.values()) == 19 * day - 3_600_000


def test_what_waits_and_is_taken_back_never_reaches_the_file(store: Store) -> None:
    journal = store.journal
    journal.write(Change((active(0, 5000, "kept"),)))
    journal.hold()
    journal.write(Change((active(5000, 6000, "canary-title"), active(6000, 6000, "canary-two"))))
    journal.write(Change((active(5000, 7000, "other"),), take_back=Interval(5000, 6001)))
    journal.release()
    store.checkpoint()
    assert [row.title for row in store.reader.spans(Period())] == ["kept", "other"]
    assert b"canary" not in decrypted(store.path)


def test_what_is_taken_back_leaves_no_text_behind(store: Store) -> None:
    journal = store.journal
    journal.write(Change((active(0, 5000, "kept"), active(5000, 5000, "canary-title"))))
    journal.write(Change((active(3000, 7000, "kept"),), take_back=Interval(3000, 5001)))
    found = store.connection.execute("SELECT title FROM activity").fetchall()
    assert found == [("kept",)]
