"""What was on the screen is readable in the store with its key, and nowhere else."""

from __future__ import annotations

import base64
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.desktop.leak_search import forms_of, found_in, key_of, pages_of, search, search_processes
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.desktop.worktracker_program import WAYS, Way, Worktracker
from tests.waiting import wait_until

pytestmark = pytest.mark.desktop

# Long enough that none comes up by chance, and with letters that no encoding folds into others.
TITLE = "Kanarienvogel-im-Titel-7f3a91"
CJK = "金丝雀在标题里七三九一"
CLASS = "Kanarienklasse9c41"
RULE = "kanarienregel-55d0"
HIDDEN = "Kanarie-verborgen-e8b2"
PASSPHRASE = "Kanarien-Losung-31aa"
CANARIES = (TITLE, CJK, CLASS, RULE, HIDDEN, PASSPHRASE)


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(tray="tint2", keyring=True) as desktop:
        yield desktop


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    """The control for the others: without encryption all of it would be found."""
    plain = tmp_path / "plain.db"
    with closing(sqlite3.connect(plain)) as store, store:
        store.execute("CREATE TABLE span (title TEXT, class TEXT, rule BLOB)")
        store.execute("INSERT INTO span VALUES (?, ?, ?)", (TITLE, CLASS, RULE.encode()))
    hits = search([tmp_path], CANARIES)
    assert hits[str(plain)] == [(TITLE, "utf-8"), (CLASS, "utf-8"), (RULE, "utf-8")]
    for canary in CANARIES:
        for form, content in forms_of(canary).items():
            place = tmp_path / f"{CANARIES.index(canary)} {form}"
            place.write_bytes(b"before " + content + b" after")
            assert (canary, form) in search([tmp_path], [canary])[str(place)]
        for shift in range(3):
            coded = base64.b64encode(b"x" * shift + canary.encode() + b"xyz")
            assert found_in(coded, [canary]), f"{canary} base64, {shift} bytes in"
    (tmp_path / TITLE).touch()
    assert str(tmp_path / TITLE) in search([tmp_path], CANARIES)
    idle = [sys.executable, "-c", "import time; time.sleep(30)", RULE]
    child = os.posix_spawn(sys.executable, idle, {"X": TITLE})
    try:
        # Until it is the new program, it shows nothing of its own.
        wait_until(lambda: search_processes([child], CANARIES), 10, "the child to be there")
        hits = search_processes([child], CANARIES)
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
    assert hits == {
        f"/proc/{child}/cmdline": [(RULE, "utf-8")],
        f"/proc/{child}/environ": [(TITLE, "utf-8")],
    }


@pytest.mark.parametrize("way", WAYS)
def test_nothing_of_the_screen_lies_about_in_clear(desktop: VirtualDesktop, tmp_path: Path, way: Way) -> None:
    program = Worktracker(desktop)
    program.agree()
    program.run("exclude", "add", "--title", f"*{RULE}*", "--app", f"{RULE}*", "--action", "private")
    program.run("exclude", "add", "--title", f"*{HIDDEN}*")
    window = desktop.open_window(f"{TITLE} one", (CLASS.lower(), CLASS))
    said = tmp_path / "stdout"
    with said.open("wb") as stdout:
        if way == "record":
            program.record(stdout=stdout.fileno(), WORKTRACKER_LOG="debug")
        else:
            program.start(way)
    program.wait_for_title(f"{TITLE} one")
    desktop.open_window(f"{TITLE} {CJK}", (CLASS, CLASS))
    desktop.open_window(f"seen {RULE}", (f"{RULE}-x", f"{RULE}-X"))
    desktop.open_window(HIDDEN, (CLASS, CLASS))
    desktop.activate(window)
    window.set_title(f"{CJK} two")
    program.wait_for_title(f"{CJK} two")
    program.run("exclude", "add", "--app", "[", "--regex", "--title", RULE, code=2)
    program.run("exclude", "test", "--title", TITLE, "--app", CLASS)
    phrase = program.json("key", "recovery")["phrase"]
    key = key_of(program)
    wanted = [*CANARIES, phrase, key.hex()]
    # All the processes of the session are the program's, the desktop's or windows that got their
    # titles through pipes.
    running = desktop.program_ids()
    assert search_processes(running, wanted) == {}
    assert search([program.home, desktop.folder], wanted) == {}
    assert _files_with(key, desktop.folder) == []
    program.quit()
    program.run("forget", "--last", "1h", "--yes")
    exported = program.run("export", "--format", "csv")
    assert exported.raw.count(b"\n") == 1
    assert found_in(said.read_bytes(), CANARIES) == []
    assert search([program.home, desktop.folder], wanted) == {}
    desktop.close_windows()


def test_what_was_recorded_is_in_the_store_all_the_same(desktop: VirtualDesktop) -> None:
    """A search that finds nothing proves nothing where nothing was stored."""
    program = Worktracker(desktop)
    program.agree()
    desktop.open_window(TITLE, (CLASS, CLASS))
    program.record()
    program.wait_for_title(TITLE)
    program.quit()
    assert [(span.app, span.title) for span in program.spans()] == [(CLASS, TITLE)]
    assert not list(program.home.glob("*-wal"))
    clear = pages_of(program.store, key_of(program))
    assert (TITLE, "utf-8") in found_in(clear, CANARIES)
    assert (CLASS, "utf-8") in found_in(clear, CANARIES)
    program.run("forget", "--app", CLASS, "--yes")
    assert program.spans() == []
    assert found_in(pages_of(program.store, key_of(program)), CANARIES) == []
    desktop.close_windows()


def test_the_passphrase_is_nowhere(desktop: VirtualDesktop) -> None:
    program = Worktracker(desktop, DBUS_SESSION_BUS_ADDRESS="unix:path=/nonexistent")
    file = program.home.parent / "passphrase"
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"{PASSPHRASE}\n")
    try:
        program.run("agree", "--yes", WORKTRACKER_PASSPHRASE_FILE=str(file))
        program.record(WORKTRACKER_PASSPHRASE_FILE=str(file))
        file.unlink()
        assert search_processes(desktop.program_ids(), [PASSPHRASE]) == {}
        assert search([desktop.folder], [PASSPHRASE]) == {}
        program.quit()
    finally:
        file.unlink(missing_ok=True)


def test_an_error_tells_nothing_of_what_was_typed_where_it_is_secret(desktop: VirtualDesktop) -> None:
    program = Worktracker(desktop)
    program.agree()
    program.run("exclude", "add", "--title", RULE)
    desktop.open_window(TITLE, (CLASS, CLASS))
    program.record()
    program.wait_for_title(TITLE)
    for arguments in (["record"], ["pause", "--for", "never"], ["import", "jsonl", "/dev/null/x"]):
        said = program.run(*arguments, code=None)
        assert said.code != 0
        assert found_in(said.raw + said.err.encode(), CANARIES) == []
    bad = desktop.folder / "bad.jsonl"
    bad.write_text(f'{{"title": "{TITLE}", "start": 5}}\n')
    said = program.run("import", "jsonl", str(bad), code=1)
    assert TITLE not in said.err
    bad.unlink()
    program.quit()
    assert found_in(program.said().encode(), CANARIES) == []
    desktop.close_windows()


def _files_with(content: bytes, folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and content in path.read_bytes()]
