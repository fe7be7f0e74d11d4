"""Two hundred windows with marked texts, through all that the program does: none lies about in clear."""

from __future__ import annotations

import json
import re
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.desktop.leak_search import found_in, key_of, pages_of, search, search_processes
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.desktop.worktracker_program import Worktracker

pytestmark = [pytest.mark.desktop, pytest.mark.slow, pytest.mark.timeout(300)]

MARK = "KanarieQ7xVogel"
"""Every text begins with it, so that one search finds them all."""

WINDOWS = 200
PAGES = 20

_NUMBER = re.compile(rf"{MARK}[0-9]{{4}}[a-z]".encode())


@dataclass(frozen=True, slots=True)
class _Shown:
    """A window, and what the rules let through of it."""

    app: str
    title: str
    kept: frozenset[str]


def _text(number: int, kind: str) -> str:
    """A text that can be told from all others; ``kind`` is one letter."""
    return f"{MARK}{number:04d}{kind}"


def _window(number: int) -> _Shown:
    app, title = _text(number, "a"), _text(number, "t")
    match number % 8:
        case 0:  # dropped by its application
            return _Shown(f"{app} dropped", title, frozenset())
        case 1:  # private by its title
            return _Shown(app, f"{title} for me alone", frozenset())
        case 2:  # without its title
            return _Shown(f"{app} untitled", title, frozenset({app}))
        case 3:  # dropped by an expression
            return _Shown(app, f"{title} 4711-secret", frozenset())
        case 4:  # a private window
            return _Shown("firefox", f"{title} — Mozilla Firefox Private Browsing", frozenset())
        case 5:  # a browser for which nobody vouches
            return _Shown("Chromium", f"{title} - Chromium", frozenset())
        case _:
            return _Shown(app, title, frozenset({app, title}))


def _rules() -> list[list[str]]:
    """Arguments of ``exclude add``; their own patterns are marked too."""
    return [
        ["--app", "*dropped"],
        ["--title", "*for me alone", "--action", "private"],
        ["--app", "*untitled", "--action", "hide-title"],
        ["--title", "[0-9]{4}-secret", "--regex"],
        ["--url", "*forbidden*"],
        ["--url", "*/only-site/*", "--action", "domain-only"],
        *(["--title", f"*{_text(number, 'r')}*"] for number in range(9000, 9010)),
    ]


def _pages() -> tuple[list[str], set[str]]:
    """Lines of another tool's pages, and what the rules let through of them."""
    lines: list[str] = []
    kept: set[str] = set()
    yesterday = (datetime.now(UTC) - timedelta(days=1)).date()  # older addresses would age at once
    for number in range(5000, 5000 + PAGES):
        place = ("forbidden", "only-site", "open")[number % 3]
        url, title = _text(number, "u"), _text(number, "t")
        at = f"{yesterday}T{8 + number % 10:02d}:{number % 60:02d}"
        lines.append(
            json.dumps(
                {
                    "start": f"{at}:00.000+00:00",
                    "end": f"{at}:30.000+00:00",
                    "state": "active",
                    "app": "reader",
                    "title": title,
                    "url": f"https://{url.lower()}.example.org/{place}/{url}",
                    "domain": f"{url.lower()}.example.org",
                }
            )
        )
        if place == "only-site":
            kept.add(title)
        elif place == "open":
            kept |= {title, url}
    return lines, kept


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(tray="tint2", keyring=True) as desktop:
        yield desktop


def test_two_hundred_windows(desktop: VirtualDesktop, tmp_path: Path) -> None:
    program = Worktracker(desktop)
    program.agree()
    for arguments in _rules():
        program.run("exclude", "add", *arguments)
    program.set("record-urls", "full")
    running = program.record(WORKTRACKER_LOG="debug")
    windows = [_window(number) for number in range(WINDOWS)]
    expected: set[str] = set()
    for shown in windows:
        expected |= shown.kept
        window = desktop.open_window(shown.title, (shown.app.lower(), shown.app))
        if shown.kept:  # what is not kept can't be waited for
            program.wait_for_app(shown.app)
        window.close()
    lines, kept = _pages()
    expected |= kept
    pages = tmp_path / "pages.jsonl"
    pages.write_text("\n".join(lines) + "\n")
    program.run("import", "jsonl", str(pages))
    for by in ("app", "title", "url", "domain"):
        assert MARK.lower() in program.run("report", "--by", by, "--from", "year").out.lower()
    for form in ("csv", "jsonl"):
        assert MARK in program.run("export", "--format", form).out
    program.run("backup", "create")
    program.run("key", "rotate", "--yes")
    everywhere = [program.home, desktop.folder]
    assert search_processes(desktop.program_ids(), [MARK]) == {}
    assert search(everywhere, [MARK]) == {}
    running.send_signal(signal.SIGKILL)
    running.wait(5)
    program.run("status")
    assert search(everywhere, [MARK]) == {}

    # The key opens exactly what the rules let through, in the store and in its copy.
    key = key_of(program)
    copies = sorted((program.home / "backups").glob("*.db"))
    assert copies
    own = {_text(number, "r") for number in range(9000, 9010)}
    for store in (program.store, *copies):
        assert _marked(pages_of(store, key)) == expected | own

    # What was forgotten is gone from both.
    chosen = windows[6::48]
    forgotten = {text for shown in chosen for text in shown.kept}
    assert len(forgotten) == 2 * len(chosen)
    for shown in chosen:
        program.run("forget", "--app", shown.app, "--yes")
    for store in (program.store, *copies):
        assert _marked(pages_of(store, key)) == (expected | own) - forgotten
    assert search(everywhere, [MARK]) == {}

    # The control: in a store without encryption the same search finds every text.
    plain = tmp_path / "plain" / "plain.db"
    plain.parent.mkdir()
    with closing(sqlite3.connect(plain)) as store, store:
        store.execute("CREATE TABLE window (app TEXT, title TEXT)")
        store.executemany("INSERT INTO window VALUES (?, ?)", [(each.app, each.title) for each in windows])
    assert found_in(plain.read_bytes(), [MARK]) == [(MARK, "utf-8")]
    assert len(_marked(plain.read_bytes())) >= WINDOWS


def _marked(content: bytes) -> set[str]:
    """Every marked text in some bytes."""
    return {found.decode() for found in _NUMBER.findall(content)}
