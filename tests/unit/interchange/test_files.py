"""Spans as files: each read back by the format's own library, and by ourselves."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.conftest import KEY
from worktracker.app.browsing import load_browsing
from worktracker.interchange import exporting, jsonl_import
from worktracker.model.explanation import Cut, SeenBy
from worktracker.model.period import Period
from worktracker.model.span import Activity, Reason, Span, State, Zone
from worktracker.model.text import clean
from worktracker.privacy.gate import Gate
from worktracker.privacy.levels import Levels
from worktracker.privacy.rules import Action, Rule
from worktracker.store.importing import Importer
from worktracker.store.store import Store

BERLIN, KATHMANDU, NOWHERE = Zone("Europe/Berlin", 3600), Zone("Asia/Kathmandu", 20_700), Zone("", -12_600)
START = 1_795_251_600_000
ODD_TITLE = 'a "b", c; ü 漢字 😀 עברית'
FORMULAS = Activity("=cmd|' /C calc'!A0", "@SUM(1)", "https://x.example/?a=1,2", "x.example", "+doc")

SPANS = [
    ("recorded", Span(START + begin, START + end, state, zone, activity, reason))
    for begin, end, state, zone, activity, reason in (
        (
            0,
            750_000,
            State.ACTIVE,
            BERLIN,
            Activity("firefox", "Inbox", None, "mail.example.org"),
            Reason.NONE,
        ),
        (750_000, 750_001, State.IDLE, BERLIN, None, Reason.NONE),
        (800_000, 900_000, State.PRIVATE, KATHMANDU, None, Reason.RULE),
        (900_000, 901_500, State.ACTIVE, KATHMANDU, Activity("ed", ODD_TITLE), Reason.NONE),
        (901_500, 902_500, State.LOCKED, NOWHERE, None, Reason.NONE),
        (902_500, 903_500, State.ACTIVE, NOWHERE, FORMULAS, Reason.NONE),
        (903_500, 904_500, State.ACTIVE, NOWHERE, Activity(), Reason.NONE),
    )
]


def fill(store: Store, spans: list[tuple[str, Span]] = SPANS) -> None:
    Importer(store.connection, 0).take(spans)


def exported(store: Store, write=exporting.write_jsonl) -> str:
    target = io.StringIO(newline="")
    write(store, Period(), target)
    return target.getvalue()


EXPLAINED = [
    ("recorded", Span(START + begin, START + begin + 500, state, BERLIN, activity, reason, seen_by, cuts))
    for begin, state, activity, reason, seen_by, cuts in (
        (0, State.ACTIVE, Activity("a"), Reason.NONE, SeenBy.X11, Cut.TITLES_OFF | Cut.URLS_NONE),
        (1_000, State.ACTIVE, Activity("a"), Reason.NONE, SeenBy.PORTABLE, Cut.NONE),
        (2_000, State.PRIVATE, None, Reason.PRIVATE_WINDOW, SeenBy.BROWSER, Cut.NONE),
        (3_000, State.PRIVATE, None, Reason.UNSURE, SeenBy.UNKNOWN, Cut.NONE),
        (4_000, State.IDLE, None, Reason.NONE, SeenBy.X11, Cut.NONE),
        (5_000, State.LOCKED, None, Reason.NONE, SeenBy.UNKNOWN, Cut.NONE),
    )
] + [
    ("jsonl", Span(START + 6_000, START + 6_500, State.PRIVATE, BERLIN, None, Reason.RULE)),
    ("manual", Span(START + 7_000, START + 7_500, State.ACTIVE, BERLIN, Activity("hand"))),
]


@pytest.mark.parametrize("write", [exporting.write_csv, exporting.write_jsonl])
def test_explained_to_the_letter(store: Store, write: Callable[..., int]) -> None:
    fill(store, EXPLAINED)
    target = io.StringIO(newline="")
    write(store, Period(), target, explain=True)
    if write is exporting.write_csv:
        lines = list(csv.DictReader(io.StringIO(target.getvalue(), newline=""), strict=True))
        assert (
            tuple(lines[0])
            == exporting.columns(explain=True)
            == (*exporting.COLUMNS, "seen_by", "decided_by")
        )
    else:
        lines = [json.loads(line) for line in target.getvalue().splitlines()]
        assert all(json.dumps(json.loads(line)) == line for line in target.getvalue().splitlines())
    assert [(line.get("seen_by") or None, line.get("decided_by") or None) for line in lines] == [
        ("x11", "titles-off+urls-none"),
        ("portable", None),
        ("browser", "private window"),
        (None, "unsure"),
        ("x11", None),
        (None, None),
        ("imported jsonl", "rule"),
        ("manual", None),
    ]


def test_explained_and_restored_it_is_the_same_both_ways(store: Store, tmp_path: Path) -> None:
    fill(store, EXPLAINED)
    text = exported(store, partial(exporting.write_jsonl, explain=True))
    assert exported(store) != text
    other = Store.create(tmp_path / "other.db", KEY, "id", 0)
    Importer(other.connection, 0).take_pieces(jsonl_import.read_as_recorded(io.BytesIO(text.encode())))
    assert exported(other, partial(exporting.write_jsonl, explain=True)) == text
    assert exported(other) == exported(store)
    other.close()


def test_through_the_gate_what_was_cut_before_is_added_to_what_is_cut_now(
    store: Store, tmp_path: Path
) -> None:
    fill(store, EXPLAINED[:3])
    text = exported(store, partial(exporting.write_jsonl, explain=True))
    other = Store.create(tmp_path / "other.db", KEY, "id", 0)
    gate = Gate(Levels(apps=False), [], load_browsing())
    spans = jsonl_import.read_through(gate, io.BytesIO(text.encode()))
    Importer(other.connection, 0).take_pieces(("jsonl", span) for span in spans)
    lines = exported(other, partial(exporting.write_jsonl, explain=True)).splitlines()
    assert [(json.loads(line)["seen_by"], json.loads(line)["decided_by"]) for line in lines] == [
        ("imported jsonl", "titles-off+apps-off+urls-none"),
        ("imported jsonl", "apps-off"),
        ("imported jsonl", "private window"),
    ]
    other.close()


def test_csv_to_the_letter(store: Store) -> None:
    fill(store, SPANS[:2])
    assert exported(store, exporting.write_csv) == (
        "start,end,duration_seconds,state,app,title,url,domain,document,category,project,tags,note,source,zone\r\n"
        "2026-11-21T10:00:00.000+01:00,2026-11-21T10:12:30.000+01:00,750.000,active,firefox,Inbox,,"
        "mail.example.org,,,,,,recorded,Europe/Berlin\r\n"
        "2026-11-21T10:12:30.000+01:00,2026-11-21T10:12:30.001+01:00,0.001,idle,,,,,,,,,,recorded,Europe/Berlin\r\n"
    )


def test_csv_is_read_back_whole_by_the_standard_library(store: Store) -> None:
    fill(store)
    rows = list(csv.DictReader(io.StringIO(exported(store, exporting.write_csv), newline=""), strict=True))
    assert [row["state"] for row in rows] == [span.state.label for _, span in SPANS]
    assert rows[3]["title"] == 'a "b", c; ü 漢字 😀 עברית'
    assert (rows[5]["app"], rows[5]["title"], rows[5]["document"]) == (
        "'=cmd|' /C calc'!A0",
        "'@SUM(1)",
        "'+doc",
    )
    assert rows[5]["url"] == "https://x.example/?a=1,2"
    assert rows[4]["start"].endswith("-03:30")


def test_jsonl_is_what_the_standard_library_would_write(store: Store) -> None:
    fill(store)
    for line in exported(store).splitlines():
        assert json.dumps(json.loads(line), ensure_ascii=False) == line


@pytest.mark.parametrize("turn", ["once", "twice"])
def test_restored_as_recorded_it_exports_the_same(store: Store, tmp_path: Path, turn: str) -> None:
    fill(store)
    text = exported(store)
    other = Store.create(tmp_path / "other.db", KEY, "id", 0)
    for _ in range(2 if turn == "twice" else 1):
        Importer(other.connection, 0).take_pieces(jsonl_import.read_as_recorded(io.BytesIO(text.encode())))
    assert exported(other) == text
    other.close()


texts = st.none() | st.text(max_size=30).map(clean)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(activities=st.lists(st.builds(Activity, texts, texts, texts, texts, texts), min_size=1, max_size=5))
def test_whatever_the_titles_the_way_there_and_back_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, activities: list[Activity]
) -> None:
    folder = tmp_path_factory.mktemp("there-and-back")
    one, two = (Store.create(folder / name, KEY, "id", 0) for name in ("one.db", "two.db"))
    fill(one, [("recorded", Span(n, n + 1, State.ACTIVE, BERLIN, a)) for n, a in enumerate(activities)])
    text = exported(one)
    Importer(two.connection, 0).take_pieces(jsonl_import.read_as_recorded(io.BytesIO(text.encode())))
    assert exported(two) == text
    rows = list(csv.reader(io.StringIO(exported(one, exporting.write_csv), newline=""), strict=True))
    assert all(len(row) == len(exporting.COLUMNS) for row in rows)
    one.close()
    two.close()


def test_levels_and_rules_act_on_the_way_in(store: Store, tmp_path: Path) -> None:
    fill(store)
    gate = Gate(
        Levels(titles=False),
        [Rule(Action.DROP, app="ed"), Rule(Action.PRIVATE, domain="example.org")],
        load_browsing(),
    )
    other = Store.create(tmp_path / "other.db", KEY, "id", 0)
    spans = jsonl_import.read_through(gate, io.BytesIO(exported(store).encode()))
    Importer(other.connection, 0).take_pieces(("jsonl", span) for span in spans)
    found = [(s.state, s.app, s.title, s.url) for s in other.reader.spans(Period())]
    assert found == [
        (State.PRIVATE, None, None, None),
        (State.IDLE, None, None, None),
        (State.PRIVATE, None, None, None),
        (State.LOCKED, None, None, None),
        (State.ACTIVE, "=cmd|' /C calc'!A0", None, None),
        (State.ACTIVE, None, None, None),
    ]
    assert {s.source for s in other.reader.spans(Period())} == {2}
    other.close()


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"[]",
        b'"text"',
        b"\xff\xfe",
        b'{"start": 5}',
        b'{"start": "2026-11-21T10:00:00+01:00"}',
        b'{"start": "2026-11-21T10:00:00", "end": "2026-11-21T10:00:01"}',
        b'{"start": "2026-11-21T10:00:01+01:00", "end": "2026-11-21T10:00:00+01:00"}',
        b'{"start": "2026-11-21T10:00:00+01:00", "end": "2026-11-21T10:00:01+01:00", "state": "asleep"}',
        b'{"start": "2026-11-21T10:00:00+01:00", "end": "2026-11-21T10:00:01+01:00", "app": 7}',
        b'{"start": "2026-11-21T10:00:00+01:00", "end": "2026-11-21T10:00:01+01:00", "seen_by": "a spy"}',
        b'{"start": "2026-11-21T10:00:00+01:00", "end": "2026-11-21T10:00:01+01:00", "decided_by": "rule"}',
        b'{"start": "2026-11-21T10:00:00+01:00", "end": "2026-11-21T10:00:01+01:00",'
        b' "decided_by": "titles-off+x"}',
        b'{"start": "2026-11-21T10:00:00+01:00", "end": "2026-11-21T10:00:01+01:00", "state": "private",'
        b' "decided_by": "titles-off"}',
        b'{"start": "0001-01-01T00:00:00+01:00", "end": "0001-01-01T00:00:01+01:00"}',
        b"[" * 100_000,
    ],
)
def test_a_bad_line_is_named_and_nothing_is_imported(store: Store, line: bytes) -> None:
    good = exported_line()
    with pytest.raises(jsonl_import.BadLineError, match="Line 2"):
        Importer(store.connection, 0).take_pieces(
            jsonl_import.read_as_recorded(io.BytesIO(good + b"\n" + line + b"\n" + good))
        )
    assert store.reader.count() == 0


def exported_line() -> bytes:
    return (
        b'{"start": "2026-11-21T10:00:00.000+01:00", "end": "2026-11-21T10:00:01.000+01:00", "state": "idle"}'
    )
