"""Everything that is held, in one archive: complete, and nothing in it that opens the record."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
import tomllib
import tracemalloc
import zipfile
from datetime import datetime, timedelta, timezone
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.unit.conftest import KEY
from tests.unit.interchange.test_files import EXPLAINED, ODD_TITLE, SPANS, exported, fill
from worktracker.home import Home
from worktracker.interchange import exporting, jsonl_import
from worktracker.interchange.my_data import Holdings, write
from worktracker.keys.phrase import phrase_of
from worktracker.keys.slots import Argon2Cost, KeyringSlot, KeySlots, PassphraseSlot, SlotSet, save
from worktracker.model.period import Period
from worktracker.model.settings import SETTINGS
from worktracker.model.span import Activity, Span, State
from worktracker.privacy.rules import Action, Rule
from worktracker.reports.report import By, make_report
from worktracker.resource import resource_path
from worktracker.store.heartbeat import Heartbeat
from worktracker.store.importing import Importer
from worktracker.store.store import Store

NOW = datetime(2026, 11, 22, 5, 47, tzinfo=timezone(timedelta(hours=5, minutes=45)))
SALT, NONCE, WRAPPED = (
    b"salt-of-sixteen!",
    b"twelve-bytes",
    b"the wrapped key, which is forty-eight bytes long",
)
SLOTS = KeySlots(
    "00000000-0000-4000-8000-000000000000",
    SlotSet(
        KeyringSlot("account-of-the-entry"), PassphraseSlot(SALT, NONCE, WRAPPED, Argon2Cost(1024, 3, 2))
    ),
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.from_environment({"WORKTRACKER_HOME": str(tmp_path)})


def archive(store: Store, home: Home, elsewhere: tuple[Path, ...] = ()) -> zipfile.ZipFile:
    target = io.BytesIO()
    write(Holdings(store, SLOTS, home, elsewhere), target, NOW)
    found = zipfile.ZipFile(target)
    assert found.testzip() is None
    return found


def rows(found: zipfile.ZipFile, name: str) -> list[list[str]]:
    text = found.read(name).decode("utf-8")
    assert text.endswith("\r\n")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


class Page(HTMLParser):
    """What stands on the page: its tags with their attributes, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def test_every_table_and_column_is_described_and_nothing_else(store: Store, home: Home) -> None:
    described = tomllib.loads(resource_path("my-data/described.toml").read_text("utf-8"))
    found = archive(store, home)
    missing: list[str] = []
    left = {
        f"{kind}.{name}.{column}"
        for kind in ("file", "table")
        for name, words in described[kind].items()
        for column in ("", *words.get("columns", {}))
    }
    for name in found.namelist():
        if name == "index.html" or name.startswith("logs/"):
            continue
        table = name.startswith("tables/")
        kind, key = ("table", name[7:-4]) if table else ("file", name)
        words = described[kind].get(key, {})
        columns = rows(found, name)[0] if name.endswith(".csv") else []
        left -= {f"{kind}.{key}.{column}" for column in ("", *columns)}
        missing += [] if words.get("meaning") else [name]
        missing += [f"{name}: {column}" for column in columns if not words.get("columns", {}).get(column)]
    assert missing == [], "describe them in resources/my-data/described.toml"
    assert left - {"file.logs/."} == set(), "described, but not there"


def test_every_row_of_every_table_is_there(store: Store, home: Home) -> None:
    fill(store, SPANS + [(name, span) for name, span in EXPLAINED if name != "recorded"])
    store.rules.add(Rule(Action.DROP, title="=secret rule"), 5)
    store.connection.execute('CREATE TABLE later ("odd, name" BLOB, x REAL, y, "<b>" TEXT)')
    store.connection.execute("INSERT INTO later VALUES (x'00ff', 0.5, NULL, '@formula')")
    found = archive(store, home)
    names = [
        name for (name,) in store.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    ]
    assert {f"tables/{name}.csv" for name in names} == {
        n for n in found.namelist() if n.startswith("tables/")
    }
    for name in names:
        (count,) = store.connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()  # noqa: S608 - names of our own tables
        assert len(rows(found, f"tables/{name}.csv")) == count + 1, name
    assert rows(found, "tables/later.csv") == [
        ["odd, name", "x", "y", "<b>"],
        ["00ff", "0.5", "", "'@formula"],
    ]
    assert rows(found, "tables/rule.csv")[-1][:4] == [
        str(store.rules.all()[-1].id),
        "drop",
        "",
        "'=secret rule",
    ]
    span = rows(found, "tables/span.csv")
    assert span[0][-2:] == ["source", "start_ms"], "generated columns too"
    # A table that nobody has described yet is on the page all the same, and its names are no markup.
    page = found.read("index.html").decode()
    assert "later.csv" in page
    assert "<b>" not in page
    assert "&lt;b&gt;" in page


def test_spans_are_those_of_every_source_and_come_back(store: Store, home: Home, tmp_path: Path) -> None:
    fill(store, SPANS[:2] + EXPLAINED[-2:])
    # The same time from two sources: an export shows it once, the archive twice.
    first = SPANS[0][1]
    fill(store, [("other", Span(first.start_ms, first.end_ms, State.IDLE, first.zone))])
    found = archive(store, home)
    lines = found.read("spans.jsonl").decode()
    assert len(lines.splitlines()) == 5 == len(rows(found, "spans.csv")) - 1
    assert '"other"' in lines
    assert '"other"' not in exported(store)
    other = Store.create(tmp_path / "other.db", KEY, "id", 0)
    Importer(other.connection, 0).take_pieces(jsonl_import.read_as_recorded(io.BytesIO(lines.encode())))
    assert archive(other, home).read("spans.jsonl").decode() == lines
    other.close()


def test_totals_are_those_of_reports(store: Store, home: Home) -> None:
    fill(store)
    found = rows(archive(store, home), "totals.csv")[1:]
    report = make_report(store.reader, Period(), By.APP)
    wanted = {row.key or "": row.duration_ms for row in report.rows if row.state is None}
    summed: dict[str, int] = {}
    for _, kind, name, seconds in found:
        if kind == "app":
            app = name.removeprefix("'")
            summed[app] = summed.get(app, 0) + round(float(seconds) * 1000)
    assert summed == wanted
    states = {name for _, kind, name, _ in found if kind == "state"}
    assert states == {"active", "idle", "locked", "private"}


def test_settings_key_and_files(store: Store, home: Home, tmp_path: Path) -> None:
    store.settings.set("record-titles", "off")
    save(home.keys, SLOTS, new=True)
    home.log_dir.mkdir()
    (home.log_dir / "worktracker.log").write_text("a line\n")
    outside = tmp_path.parent / f"{tmp_path.name}-worktracker.desktop"
    outside.write_text("[Desktop Entry]")
    beat = Heartbeat(home.heartbeat, SLOTS.store_id)
    beat.beat(1_000, 2_500, 0, 0)
    beat.close()
    found = archive(store, home, (outside, tmp_path / "not there"))
    settings = {row[0]: row[1:3] for row in rows(found, "settings.csv")[1:]}
    assert list(settings) == list(SETTINGS)
    assert settings["record-titles"] == ["off", "on"]
    assert rows(found, "key.csv")[1:] == [
        ["current", "keyring", "service worktracker, account account-of-the-entry"],
        ["current", "passphrase", "AES-256-GCM under Argon2id, 1024 KiB, 3 passes, 2 lanes"],
    ]
    assert rows(found, "open-span.csv")[1:] == [
        ["1970-01-01T00:00:01.000+00:00", "1970-01-01T00:00:02.500+00:00"]
    ]
    files = {row[0]: row[1] for row in rows(found, "files.csv")[1:]}
    wanted = [path for path in (*tmp_path.rglob("*"), outside) if path.is_file()]
    assert set(files) == {str(path) for path in wanted}
    assert files[str(outside)] == "15"
    assert found.read("logs/worktracker.log") == b"a line\n"
    assert "logs/" in found.read("index.html").decode()


def test_nothing_in_it_opens_the_record(store: Store, home: Home) -> None:
    fill(store)
    save(home.keys, SLOTS, new=True)
    found = archive(store, home)
    everything = b"\n".join(found.read(name) for name in found.namelist())
    assert ODD_TITLE.rpartition(",")[2].encode() in everything, "the search finds nothing"
    assert b"account-of-the-entry" in everything
    for secret in (KEY, SALT, NONCE, WRAPPED):
        for form in (secret, secret.hex().encode(), base64.b64encode(secret).rstrip(b"=")):
            assert form not in everything
    words = phrase_of(KEY).split()
    assert " ".join(words[:3]).encode() not in everything


def test_the_page_needs_no_script_and_nothing_from_elsewhere(store: Store, home: Home) -> None:
    fill(store)
    text = archive(store, home).read("index.html").decode("utf-8")
    page = Page(text)
    tags = {tag for tag, _ in page.tags}
    assert tags.isdisjoint({"script", "link", "img", "iframe", "object", "embed", "form", "base", "svg"})
    assert not any(name.startswith("on") or name == "style" for _, found in page.tags for name in found)
    assert "url(" not in text
    assert "@import" not in text
    assert not re.search(r"https?:", text)
    links = [found["href"] for tag, found in page.tags if tag == "a"]
    assert set(links) == set(archive(store, home).namelist()) - {"index.html"}
    policy = next(found["content"] for tag, found in page.tags if found.get("http-equiv"))
    style = text.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy is not None
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert "22 November 2026, 05:47 (UTC+05:45)" in page.words
    assert f"{len(SPANS)} rows" in page.words
    assert "not encrypted" in page.words
    # Nothing of what was recorded is on the page itself.
    assert "Inbox" not in text
    assert "firefox" not in text


def test_an_empty_record_has_its_archive_too(store: Store, home: Home) -> None:
    found = archive(store, home)
    assert rows(found, "spans.csv") == [list(exporting.columns(explain=True))]
    assert rows(found, "totals.csv") == [["date", "kind", "name", "seconds"]]
    assert json.loads(found.read("spans.jsonl") or b"null") is None


def test_memory_does_not_grow_with_the_record(store: Store, home: Home) -> None:
    def add(first: int, count: int) -> None:
        Importer(store.connection, 0).take(
            (
                "recorded",
                Span(n * 60_000, (n + 1) * 60_000, State.ACTIVE, SPANS[0][1].zone, Activity(f"a{n % 50}")),
            )
            for n in range(first, first + count)
        )

    def peak() -> int:
        class Nowhere(io.RawIOBase):
            def writable(self) -> bool:
                return True

            def write(self, data: object) -> int:
                return len(memoryview(data))  # pyright: ignore[reportArgumentType]

        tracemalloc.start()
        write(Holdings(store, SLOTS, home, ()), Nowhere(), NOW)  # pyright: ignore[reportArgumentType]
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    add(0, 4_000)
    peak()  # what is made once
    few = peak()
    add(4_000, 20_000)
    many = peak()
    assert many < few + 1_000_000, f"{few} bytes for 4,000 spans, {many} for 24,000"


def test_who_raises_while_it_is_told_cancels(store: Store, home: Home) -> None:
    fill(store)

    def cancel(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(Holdings(store, SLOTS, home, ()), io.BytesIO(), NOW, cancel)
    assert not store.connection.in_transaction
