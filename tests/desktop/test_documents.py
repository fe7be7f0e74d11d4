"""Documents from real windows' titles to reports, exports, searches, scans and to being forgotten."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator

import pytest

from tests.desktop.virtual_desktop import VirtualDesktop
from tests.desktop.worktracker_program import PATIENCE_S, Said, Worktracker, end, run_here
from tests.waiting import wait_until

pytestmark = pytest.mark.desktop

Run = Callable[..., Said]


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(keyring=True) as desktop:
        yield desktop


@pytest.fixture
def program(desktop: VirtualDesktop) -> Iterator[Worktracker]:
    program = Worktracker(desktop)
    program.agree()
    yield program
    desktop.close_windows()


@pytest.fixture
def run(program: Worktracker, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process, because there are many."""

    def run(*words: str, code: int = 0) -> Said:
        said = run_here(program, words, monkeypatch, capfd)
        assert said.code == code, said.err
        return said

    return run


def seen(run: Run) -> list[tuple[str | None, str | None, str | None]]:
    """Application, title and document of each span."""
    lines = map(json.loads, run("export", "--format", "jsonl").out.splitlines())
    return [(line.get("app"), line.get("title"), line.get("document")) for line in lines if "app" in line]


def keys(run: Run, *more: str) -> set[str]:
    rows = json.loads(run("report", "--by", "document", "--format", "json", *more).out)["rows"]
    return {row["key"] for row in rows if row["seconds"] > 0}


def test_from_titles_to_reports_and_to_being_forgotten(
    desktop: VirtualDesktop, program: Worktracker, run: Run
) -> None:
    recorder = program.record()

    def look(title: str, app: str, kept_title: str | None, document: str | None) -> None:
        """Bring a window to the front, until its span is there with such a title and document."""
        desktop.open_window(title, (app.lower(), app))
        wait_until(
            lambda: seen(run)[-1:] == [(app, kept_title, document)], PATIENCE_S, f"{title}, {document}"
        )

    def see(title: str, app: str, document: str | None) -> None:
        look(title, app, title, document)

    see("*plan.c - /home/me/src - Geany", "Geany", "plan.c")
    see("salary.ods - LibreOffice Calc", "libreoffice-calc", "salary.ods")
    see("Untitled 1 - LibreOffice Writer", "libreoffice-writer", None)
    see("anna@example.org.pdf", "Evince", "anna@example.org.pdf")
    # The user's own pattern is followed while it records, also for the window that is in front.
    see("Sheet: accounts", "Ledger", None)
    run("document", "add", "--app", "ledger", "--pattern", "^Sheet: (?P<document>.+)")
    wait_until(
        lambda: seen(run)[-1:] == [("Ledger", "Sheet: accounts", "accounts")], PATIENCE_S, "own pattern"
    )
    # Levels, and the rule that hides titles.
    run("settings", "set", "record-titles", "off")
    look("letter.odt - LibreOffice Writer", "libreoffice-writer", None, None)
    run("settings", "set", "record-documents", "on")
    wait_until(lambda: seen(run)[-1:] == [("libreoffice-writer", None, "letter.odt")], PATIENCE_S, "without")
    run("settings", "set", "record-titles", "on")
    run("settings", "set", "record-documents", "off")
    look("x.c - /home/me - Geany", "Geany", "x.c - /home/me - Geany", None)
    run("settings", "set", "record-documents", "with-titles")
    title = "x.c - /home/me - Geany"
    wait_until(lambda: seen(run)[-1:] == [("Geany", title, "x.c")], PATIENCE_S, "with titles again")
    run("exclude", "add", "--title", "diary*", "--action", "hide-title")
    look("diary.odt - LibreOffice Writer", "libreoffice-writer", None, None)
    end(recorder)

    named = {"plan.c", "salary.ods", "anna@example.org.pdf", "accounts", "letter.odt", "x.c"}
    assert keys(run) - {""} == named
    assert {
        row["key"]
        for row in csv.DictReader(io.StringIO(run("report", "--by", "document", "--format", "csv").out))
    } > named
    rows = list(csv.DictReader(io.StringIO(run("export", "--format", "csv").out)))
    assert {row["document"] for row in rows} - {""} == named
    found = json.loads(run("search", "letter.od", "--json").out)
    assert json.dumps(found).count("letter.odt") >= 1
    assert "1 document" in run("privacy", "scan").out
    # A document without its title is forgotten, and purged, by what it says.
    run("forget", "--title", "letter*", "--yes")
    assert keys(run) - {""} == named - {"letter.odt"}
    run("exclude", "add", "--title", "salary*", "--action", "hide-title", "--purge")
    assert keys(run) - {""} == {"plan.c", "x.c", "anna@example.org.pdf", "accounts"}
    run("forget", "--app", "Geany", "--yes")
    assert keys(run) - {""} == {"anna@example.org.pdf", "accounts"}


def test_the_commands(program: Worktracker, run: Run) -> None:
    assert json.loads(run("document", "list", "--json").out) == []
    assert "No patterns" in run("document", "list").out
    title = ("--app", "Notes", "--title", "Notes: a plan")
    assert json.loads(run("document", "test", *title, "--json").out) == {
        "document": None, "pattern": None, "program": None,
    }  # fmt: skip
    assert run("document", "test", *title).out == "No document.\n"
    pattern = ("--app", "note*", "--pattern", "^notes: (?P<document>.+)")
    added = {"id": 1, "app": "note*", "pattern": pattern[3]}
    assert json.loads(run("document", "add", *pattern, "--json").out) == added
    run("document", "add", *pattern)  # stays the only one
    assert json.loads(run("document", "list", "--json").out) == [added]
    assert run("document", "list").out == f"   1  note*  {pattern[3]}\n"
    assert json.loads(run("document", "test", *title, "--json").out)["document"] == "a plan"
    assert run("document", "test", *title).out == "a plan  (by pattern 1)\n"
    assert json.loads(run("exclude", "test", *title, "--json").out)["document"] == "a plan"
    geany = ("--app", "geany", "--title", "*x.c - /tmp - Geany")
    assert run("document", "test", *geany).out == "x.c  (by Geany)\n"
    assert json.loads(run("exclude", "test", *geany, "--json").out)["document"] == "x.c"
    for bad in ("(", "(.+)", "(?=x)(?P<document>y)", ""):
        said = run("document", "add", "--app", "note*", "--pattern", bad, code=2)
        assert len(said.err.splitlines()) == 1
        assert not bad or bad not in said.err
    assert "There is no pattern 7." in run("document", "remove", "7", code=2).err
    run("document", "remove", "seven", code=2)
    run("document", "remove", "1")
    assert json.loads(run("document", "list", "--json").out) == []
    assert json.loads(run("exclude", "test", *title, "--json").out)["document"] is None
