"""The files are read back by the tools that they are for, or by those tools' own code."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from tests.unit.golden import files_of
from tests.unit.golden.files_of import text_of
from tests.unit.golden.small_store import DAYS, KATHMANDU, PAGE, SHEET, SUMMER, WINTER, make, ms
from worktracker.app.browsing import load_browsing
from worktracker.interchange.importing import ImportFormat, foreign_spans
from worktracker.interchange.incoming import LeftOut, LocalTime
from worktracker.privacy.gate import Gate
from worktracker.privacy.levels import Levels, UrlLevel
from worktracker.reports.report import By, make_report
from worktracker.store.importing import Importer
from worktracker.store.store import Store


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = make(tmp_path_factory.mktemp("back") / "worktracker.db")
    yield store
    store.close()


def at(milliseconds: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)


# -- iCalendar ----------------------------------------------------------------------------------


def test_icalendar_reads_every_event(small: Store) -> None:
    text = text_of(small, "calendar.ics")
    events: list[Any] = Calendar.from_ical(text).walk("VEVENT")
    assert not any(event.errors for event in events)
    assert len({event["UID"] for event in events}) == len(events) == 11
    page, _, sheet, changed, private, chat, before, called, _, unknown, long = events
    assert page["SUMMARY"] == PAGE.title
    assert page["URL"] == PAGE.url
    assert page.end == at(ms(SUMMER, "25T00:00:00.000"))
    assert sheet["SUMMARY"] == "=SUM(A1:A9)"
    assert sheet["DESCRIPTION"] == f"Editor\n{SHEET.document}"
    assert (sheet.start, sheet.end) == (at(ms(SUMMER, "25T02:30:00.000")), at(ms(SUMMER, "25T03:00:00.000")))
    assert changed.start == sheet.end == at(ms(WINTER, "25T02:00:00.000")), (
        "the clock went back, time did not"
    )
    assert set(private) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "CLASS", "TRANSP"}
    assert private["TRANSP"] == "OPAQUE"
    assert chat["SUMMARY"] == "שלום עולם 👩🏽‍🚀"
    assert before["DESCRIPTION"] == "mail.example.org"
    assert called["SUMMARY"] == "Call with Ann, about =cells"
    assert called["CATEGORIES"].cats == ["Work", "Site, new", "billing", "urgent"]
    assert unknown.start == at(ms(KATHMANDU, "26T09:00:00.000"))
    assert long["SUMMARY"].startswith("@a long title: 漢字")
    assert all(event["DTSTAMP"].dt == event.end for event in events)
    # RFC 5545, 3.1: lines of at most 75 octets, parted by CR LF.
    lines = text.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line for line in lines)


# -- timewarrior --------------------------------------------------------------------------------


def test_timewarrior_takes_every_interval_and_gives_it_back(small: Store, tmp_path: Path) -> None:
    timew = shutil.which("timew")
    if timew is None:
        pytest.skip("timew is missing (Debian package timewarrior)")
    database = tmp_path / "timewarrior"
    (database / "data").mkdir(parents=True)
    (database / "timewarrior.cfg").touch()

    def run(*words: str, code: int | None = 0) -> str:
        done = subprocess.run(
            [timew, *words],
            env={"TIMEWARRIORDB": str(database), "PATH": "/usr/bin:/bin", "TZ": "UTC", "HOME": str(tmp_path)},
            capture_output=True, text=True, timeout=30, check=False,
        )  # fmt: skip
        assert code is None or done.returncode == code, (words, done.stdout, done.stderr)
        return done.stdout

    file = tmp_path / "intervals.json"
    file.write_text(text_of(small, "timewarrior.json"), "utf-8")
    given = json.loads(file.read_text("utf-8"))
    run("import", str(file), code=None)
    found = json.loads(run("export"))
    if not found:  # before 1.8 it had no such command: one at a time, then
        for one in given:
            run("track", one["start"], "-", one["end"], *one.get("tags", []))
            if "\\" in (words := one.get("annotation", "")):
                words = one["annotation"] = "a backslash, which this release of it can't hold"
            if words:
                run("annotate", "@1", words)
        found = json.loads(run("export"))
    for one in found:
        del one["id"]
    assert found == given


# -- ActivityWatch ------------------------------------------------------------------------------


def taken_by_activitywatch(text: str) -> Any:
    """Its store, with the file taken as ``aw_server.api.ServerAPI.import_all`` does."""
    import iso8601
    from aw_core.models import Event
    from aw_datastore import Datastore, get_storage_methods

    store = Datastore(get_storage_methods()["memory"], testing=True)
    for name, bucket in json.loads(text)["buckets"].items():
        assert name == bucket["id"]
        store.create_bucket(
            bucket["id"], type=bucket["type"], client=bucket["client"], hostname=bucket["hostname"],
            created=iso8601.parse_date(bucket["created"]),
        )  # fmt: skip
        store[name].insert([Event(**event) for event in bucket["events"]])
    return store


def test_activitywatch_takes_every_bucket_and_gives_it_back(small: Store) -> None:
    from aw_core.schema import get_json_schema
    from jsonschema import validate

    text = text_of(small, "activitywatch.json")
    store = taken_by_activitywatch(text)
    given = json.loads(text)["buckets"]
    assert list(given) == list(store.buckets())
    for name, bucket in given.items():
        for event in bucket["events"]:
            validate(event, get_json_schema("event"))
        assert bucket["id"] == name
        for field in ("type", "client", "hostname"):
            assert store[name].metadata()[field] == bucket[field]
        events = [event.to_json_dict() for event in reversed(store[name].get())]
        assert [
            (datetime.fromisoformat(event["timestamp"]), event["duration"], event["data"]) for event in events
        ] == [
            (datetime.fromisoformat(event["timestamp"]), event["duration"], event["data"])
            for event in bucket["events"]
        ]


def test_activitywatch_comes_to_the_same_sums(small: Store) -> None:
    from aw_transform import filter_keyvals, filter_period_intersect, merge_events_by_keys

    store = taken_by_activitywatch(text_of(small, "activitywatch.json"))
    windows = store["aw-watcher-window_worktracker"].get()
    present = filter_keyvals(store["aw-watcher-afk_worktracker"].get(), "status", ["not-afk"])
    merged = merge_events_by_keys(filter_period_intersect(windows, present), ["app"])
    ours = {
        row.key: row.duration_ms
        for row in make_report(small.reader, DAYS, By.APP).rows
        if row.key and row.state is None
    }
    assert {each.data["app"]: round(each.duration.total_seconds() * 1000) for each in merged} == ours
    # Private time is presence without a window.
    assert sum(each.duration.total_seconds() for each in present) == pytest.approx(
        make_report(small.reader, DAYS, By.APP).total_ms / 1000
    )


def test_our_own_import_takes_it_and_exports_the_same(small: Store, tmp_path: Path) -> None:
    text = text_of(small, "activitywatch.json")
    once = _through_ours(text, tmp_path / "once")
    assert once == text, "also private time, and windows of which nothing is known"
    assert _through_ours(once, tmp_path / "twice") == text


def _through_ours(text: str, folder: Path) -> str:
    folder.mkdir()
    (folder / "buckets.json").write_text(text, "utf-8")
    store = Store.create(folder / "worktracker.db", bytes(range(32)), "id", 0)
    gate = Gate(Levels(urls=UrlLevel.FULL), [], load_browsing())
    reading = foreign_spans(
        folder / "buckets.json", ImportFormat.ACTIVITYWATCH, "activitywatch", gate, LocalTime(UTC), LeftOut()
    )
    with reading as spans:
        Importer(store.connection, 0).take_pieces(spans)
    exported = text_of(store, "activitywatch.json")
    store.close()
    return exported


# -- Toggl --------------------------------------------------------------------------------------


def test_toggl_rows_have_the_columns_and_the_lengths(small: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(text_of(small, "toggl.csv"), newline=""), strict=True))
    lengths: dict[str, timedelta] = defaultdict(timedelta)
    for row in rows:
        hours, minutes, seconds = map(int, row["Duration"].split(":"))
        length = timedelta(hours=hours, minutes=minutes, seconds=seconds)
        start, end = (
            datetime.fromisoformat(f"{row[f'{end} date']}T{row[f'{end} time']}") for end in ("Start", "End")
        )
        assert end - start == length, "no entry runs across the change of the clock"
        lengths[row["Description"]] += length
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())
    assert lengths["'=SUM(A1:A9)"] == timedelta(hours=1)
    assert lengths["Private"] == timedelta(minutes=5)
    assert [(row["Client"], row["Project"], row["Billable"]) for row in rows if row["Client"]] == [
        ('Acme "Co"', "Site, new", "Yes")
    ]
    assert sum(lengths.values(), timedelta()) == timedelta(seconds=90 + 60 + 3600 + 300 + 1801 + 1800 + 931)


# -- spreadsheets -------------------------------------------------------------------------------


def test_a_spreadsheet_program_reads_the_times_as_times(small: Store, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is missing (Debian package libreoffice-calc-nogui)")
    book = tmp_path / "report.xlsx"
    book.write_bytes(files_of.workbook(small, By.TITLE))
    subprocess.run(
        [office, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to",
         "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true", "--outdir", str(tmp_path), str(book)],
        check=True, capture_output=True, timeout=100,
    )  # fmt: skip
    read = list(csv.reader((tmp_path / "report.csv").read_text("utf-8-sig").splitlines()))
    assert read[0] == ["Title", "Time", "Hours", "Share"]
    assert read[1] == ["=SUM(A1:A9)", "1:00", "1.00", "41.9%"]
    assert [row[0] for row in read[1:-1]] == [
        row.text or "(no title)" for row in make_report(small.reader, DAYS, By.TITLE, idle=True).rows
    ]
    assert read[-1][:3] == ["Total", "2:33", "2.55"]


def test_the_days_of_a_sheet_are_dates_and_its_header_stays(small: Store) -> None:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(files_of.workbook(small, By.DAY)))
    sheet: Any = book.worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width > 40
    days = [str(sheet.cell(row, 1).value) for row in (2, 3, 4)]
    assert days == ["2026-10-24 00:00:00", "2026-10-25 00:00:00", "2026-10-26 00:00:00"]
    assert sheet.cell(3, 2).value == timedelta(seconds=9_182_151 / 1000 - 90 - 931)
    assert [each.title for each in book.worksheets] == ["By day", "Day by day", "About"]
