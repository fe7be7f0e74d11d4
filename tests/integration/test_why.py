"""Who saw a span and what decided what was kept of it, from real windows to the explained export."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator

import pytest

from tests.desktop.private_session import PrivateSession
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.desktop.worktracker_program import Worktracker, end, run_here
from tests.integration.test_round_trip import make_lines, write
from tests.waiting import wait_until

HEADER = (
    "start,end,duration_seconds,state,app,title,url,domain,document,category,project,tags,note,source,zone"
)
PATIENCE_S = 20


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(keyring=True) as desktop:
        yield desktop


Explained = Callable[[Worktracker], list[tuple[str | None, ...]]]


@pytest.fixture
def explained(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Explained:
    """Asks for state, app, title, who saw it and what decided, of each span; often, so in this process."""

    def ask(program: Worktracker) -> list[tuple[str | None, ...]]:
        said = run_here(program, ["export", "-f", "jsonl", "--explain"], monkeypatch, capfd)
        assert said.code == 0, said.err
        lines = [json.loads(line) for line in said.out.splitlines()]
        names = ("state", "app", "title", "seen_by", "decided_by")
        return [tuple(line.get(name) for name in names) for line in lines]

    return ask


def test_every_kind_of_decision_is_explained(desktop: VirtualDesktop, explained: Explained) -> None:
    program = Worktracker(desktop)
    program.agree()
    program.run("exclude", "add", "--app", "Secret", "--action", "private")
    program.run("exclude", "add", "--app", "Hidden", "--action", "hide-title")
    running = program.record()
    wanted: list[tuple[str | None, ...]] = []

    def look(title: str, app: str, *said: str | None) -> None:
        """Bring a window to the front; wait until state, app, title, seen_by, decided_by are recorded."""
        desktop.open_window(title, (app.lower(), app))
        wanted.append(said)
        wait_until(lambda: explained(program)[-1:] == [said], PATIENCE_S, f"{app}: {said}")

    look("plain", "Editor", "active", "Editor", "plain", "x11", None)
    look("of a page", "Google-chrome", "active", "Google-chrome", None, "x11", "browser-unvouched")
    look("not kept", "Hidden", "active", "Hidden", None, "x11", "rule-hide-title")
    look("not kept", "Secret", "private", None, None, "x11", "rule")
    look("A — Mozilla Firefox Private Browsing", "firefox", "private", None, None, "x11", "private window")
    look("view-source:https://example.org", "firefox", "private", None, None, "x11", "unsure")
    program.set("record-titles", "off")
    look("not kept", "Editor", "active", "Editor", None, "x11", "titles-off")
    program.set("record-apps", "off")
    look("not kept", "Other", "active", None, None, "x11", "titles-off+apps-off")
    end(running)
    assert explained(program)[-len(wanted) :] == wanted  # before them, nothing was in front

    # What a rule takes from the past is said there too, and the source stays.
    program.run("exclude", "add", "--title", "plain", "--action", "hide-title", "--purge")
    assert explained(program)[-len(wanted)] == ("active", "Editor", None, "x11", "rule-hide-title")

    # Nobody who does not ask sees any of it; who moves the record takes it along.
    bare, full = (program.run("export", "-f", "csv", *more).out for more in ([], ["--explain"]))
    assert bare.splitlines()[0] == HEADER
    assert full.splitlines()[0] == f"{HEADER},seen_by,decided_by"
    rows = list(csv.reader(io.StringIO(full, newline="")))
    assert [row[:15] for row in rows] == list(csv.reader(io.StringIO(bare, newline="")))
    file = desktop.folder / "explained.jsonl"
    program.run("export", "--explain", "-o", str(file))
    other = Worktracker(desktop)
    other.run("import", "jsonl", str(file), "--as-recorded")
    assert other.run("export", "-f", "jsonl", "--explain").raw == file.read_bytes()
    assert other.run("export", "-f", "csv").out == bare


def test_another_source_is_named(desktop: VirtualDesktop, explained: Explained) -> None:
    program = Worktracker(desktop)
    program.agree()
    desktop.open_window("plain", ("editor", "Editor"))
    running = program.record(WORKTRACKER_CAPTURE="portable")
    wait_until(lambda: explained(program) != [], PATIENCE_S, "a span")
    end(running)
    assert {seen_by for *_, seen_by, _ in explained(program)} == {"portable"}


def test_addresses_that_come_in_are_explained(
    desktop: PrivateSession, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    program = Worktracker(desktop)

    def run(*words: str) -> str:
        said = run_here(program, words, monkeypatch, capfd)
        assert said.code == 0, said.err
        return said.out

    page = next(line for line in make_lines() if "url" in line)
    run("agree", "--yes")
    run("exclude", "add", "--title", "ruled", "--action", "domain-only")
    for hour, (level, title) in enumerate(
        (("none", "page"), ("domain", "page"), ("full", "ruled"), ("full", "page"))
    ):
        times = {
            name: f"2026-11-02T{hour:02d}:{minute}:00.000+00:00"
            for name, minute in (("start", 10), ("end", 20))
        }
        run("settings", "set", "record-urls", level)
        run("import", "jsonl", str(write(desktop.folder / "page.jsonl", [page | times | {"title": title}])))
    lines = [json.loads(line) for line in run("export", "-f", "jsonl", "--explain").splitlines()]
    assert [line.get("decided_by") for line in lines] == [
        "urls-none",
        "urls-domain",
        "rule-domain-only",
        None,
    ]
    assert {line["seen_by"] for line in lines} == {"imported jsonl"}
    assert [line.get("url") for line in lines] == [None, None, None, page["url"]]
