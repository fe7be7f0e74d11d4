"""Copies of the record, through the program: made, found, forgotten in, restored, here and elsewhere."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, nullcontext
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from mnemonic import Mnemonic

from tests.desktop.test_trouble import assert_one_line, sums
from tests.desktop.worktracker_program import Worktracker
from tests.integration.in_process import InProcess
from tests.integration.keys_session import KeyringSession
from tests.integration.test_interrupted import in_clear
from tests.integration.test_round_trip import make_lines, write
from worktracker.app.opening import OpenStore
from worktracker.app.rotation import rotate
from worktracker.cli import context
from worktracker.store.rekey import rekey

PAGE = 4096


@pytest.fixture(scope="module")
def session() -> Iterator[KeyringSession]:
    with KeyringSession() as session:
        yield session


@pytest.fixture
def filled(
    session: KeyringSession, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Worktracker:
    program = InProcess(session, monkeypatch, capfd)
    file = write(session.folder / "lines.jsonl", make_lines())
    program.run("import", "jsonl", str(file), "--as-recorded")
    return program


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def export(program: Worktracker) -> bytes:
    return program.run("export", "--format", "jsonl").raw


def raw_key(program: Worktracker) -> bytes:
    return bytes(Mnemonic("english").to_entropy(program.json("key", "recovery")["phrase"]))


def damage(path: Path, page: int = 0) -> None:
    content = bytearray(path.read_bytes())
    content[page * PAGE + 100] ^= 1
    path.write_bytes(content)


def test_a_copy_is_encrypted_whole_and_the_users_alone(filled: Worktracker, stick: Path) -> None:
    assert "recovery phrase" in filled.run("backup", "create", str(stick)).out
    made = filled.json("backup", "create")
    found = filled.json("backup", "list")
    assert found["missing_folders"] == []
    assert found["backups"][0]["path"] == made["path"]
    assert Path(found["backups"][1]["path"]).parent == stick
    key = raw_key(filled)
    for each in found["backups"]:
        path = Path(each["path"])
        assert path.stat().st_mode & 0o777 == 0o600
        assert each["bytes"] == path.stat().st_size
        assert not list(path.parent.glob(f"{path.name}-*"))
        title = make_lines()[0]["title"].encode()
        assert title not in path.read_bytes()
        assert title in in_clear(path, key)  # the search can find it
        with closing(sqlite3.connect(path)) as plain, pytest.raises(sqlite3.DatabaseError):
            plain.execute("SELECT * FROM sqlite_master")
    shutil.rmtree(stick)
    assert filled.json("backup", "list")["missing_folders"] == [str(stick)]
    assert_one_line(filled.run("backup", "create", str(stick), code=1))


def test_a_lost_stick_is_given_up(filled: Worktracker, stick: Path) -> None:
    filled.run("backup", "create", str(stick))
    shutil.rmtree(stick)
    said = filled.run("forget", "--app", "writer", "--yes").out
    assert f"worktracker backup abandon {stick}" in said
    assert_one_line(filled.run("backup", "abandon", str(stick), code=5))
    filled.run("backup", "abandon", str(stick), "--yes")
    assert filled.json("backup", "list")["missing_folders"] == []
    assert str(stick) not in filled.run("forget", "--app", "writer", "--yes").out
    assert_one_line(filled.run("backup", "abandon", str(stick), "--yes", code=2))


def test_a_folder_that_no_copy_came_into_is_not_kept(
    filled: Worktracker, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("worktracker.store.backup._sync", full)
        filled.run("backup", "create", str(stick), code=1)
    assert list(stick.iterdir()) == []
    shutil.rmtree(stick)
    assert filled.json("backup", "list")["missing_folders"] == []


@pytest.mark.parametrize("command", [["backup", "create"], ["exclude", "add", "--app", "since"]])
def test_a_key_that_was_replaced_meanwhile_is_followed(
    filled: Worktracker, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    """The record is put under another key after a command has opened it."""
    real = context.as_it_is_now

    def rotated_first(opened: OpenStore) -> OpenStore:
        rotate(
            context.home(),
            opened.store.again(),
            opened.slots,
            None,
            lambda key: rekey(filled.store, opened.store.key, key),
        )
        return real(opened)

    with monkeypatch.context() as patch:
        patch.setattr(context, "as_it_is_now", rotated_first)
        patch.setattr("worktracker.app.rotation.copies_locked", lambda _: nullcontext())
        filled.run(*command)


def test_restoring_here(filled: Worktracker) -> None:
    wanted = export(filled)
    filled.run("backup", "create")
    filled.run("forget", "--app", "writer", "--yes")
    after = export(filled)
    assert after != wanted
    assert filled.json("exclude", "add", "--app", "App 3", "--purge")["backups"]["rewritten"] == 1
    later = write(filled.home.parent / "later.jsonl", [make_lines()[0] | _times("2026-11-20")])
    filled.run("import", "jsonl", str(later), "--as-recorded")
    newest = export(filled)
    before = sums(filled.home)
    assert_one_line(filled.run("backup", "restore", code=5))
    assert sums(filled.home) == before
    done = filled.json("backup", "restore", "--yes")
    assert done["recorded_until"].startswith("2026-11-")
    # What was forgotten since the copy was made does not come back.
    back = [json.loads(line) for line in export(filled).splitlines()]
    assert {line.get("app") for line in back}.isdisjoint({"writer", "App 3"})
    assert len(back) == len(newest.splitlines()) - 1
    # What was there is a record itself.
    filled.run("backup", "restore", done["aside"], "--yes")
    assert export(filled) == newest


def _times(day: str) -> dict[str, str]:
    return {
        "start": f"{day}T08:00:00.000+01:00",
        "end": f"{day}T08:01:00.000+01:00",
        "zone": "Europe/Berlin",
        "duration_seconds": 60.0,  # type: ignore[dict-item]
    }


def test_forgetting_reaches_the_copies_and_names_what_it_does_not(filled: Worktracker, stick: Path) -> None:
    filled.run("backup", "create")
    filled.run("backup", "create", str(stick))
    away = stick.with_name("away")
    stick.rename(away)
    said = filled.json("forget", "--app", "writer", "--yes")
    assert said["backups"] == {"rewritten": 1, "missing_folders": [str(stick)], "failed": []}
    assert str(stick) in filled.run("forget", "--app", "writer", "--yes").out
    key = raw_key(filled)
    (copy,) = away.glob("*.db")
    assert b"Brief" in in_clear(copy, key)  # the search can find it
    away.rename(stick)
    said = filled.json("forget", "--app", "writer", "--yes")
    assert said["backups"] == {"rewritten": 1, "missing_folders": [], "failed": []}
    for path in (filled.store, *stick.glob("*.db"), *(filled.home / "backups").glob("*.db")):
        assert b"Brief" not in in_clear(path, key)
    damage(stick / copy.name)
    said = filled.run("forget", "--app", "firefox", "--yes", code=1)
    assert str(stick / copy.name) in said.err


def test_a_damaged_or_missing_record_names_the_copy_that_opens(filled: Worktracker) -> None:
    wanted = export(filled)
    last = datetime.fromisoformat(make_lines()[-1]["end"]).astimezone(ZoneInfo(filled.env["TZ"]))
    filled.run("backup", "create")
    first = filled.store.read_bytes()
    damage(filled.store)
    for broken in (True, False):
        if not broken:
            filled.store.unlink()
        before = sums(filled.home)
        for command in (["report"], ["record"], ["agree", "--yes"]):
            said = filled.run(*command, code=4)
            assert_one_line(said)
            assert "worktracker backup restore" in said.err
            assert f"from {last:%Y-%m-%d %H:%M}" in said.err
            assert " until now (" in said.err
        assert {**sums(filled.home), **before} == sums(filled.home)
        done = filled.json("backup", "restore", "--yes")
        assert (done["aside"] is not None) is broken
        if broken:
            assert Path(done["aside"]).read_bytes() != first
        assert export(filled) == wanted


def test_a_damaged_page_is_never_copied(filled: Worktracker) -> None:
    filled.run("backup", "create")
    damage(filled.store, filled.store.stat().st_size // PAGE - 3)
    said = filled.run("backup", "create", code=4)
    assert "damaged" in said.err
    assert len(filled.json("backup", "list")["backups"]) == 1


@pytest.mark.parametrize("way", ["passphrase", "phrase"])
def test_moving_to_a_new_computer(filled: Worktracker, stick: Path, way: str) -> None:
    """One command there, with the copy and what is in the user's head or drawer."""
    if way == "passphrase":
        filled.run("key", "passphrase", WORKTRACKER_PASSPHRASE="several swords")
    phrase = filled.json("key", "recovery")["phrase"]
    filled.run("backup", "create", str(stick))
    if way == "passphrase":  # the copies follow
        new = stick.with_name("new")
        new.write_text("several words\n")
        away = stick.rename(stick.with_name("away"))
        said = filled.run("key", "passphrase", "--new-file", str(new)).out
        assert f"Not reached: {stick}" in said
        assert "worktracker key rotate" in said
        away.rename(stick)
        assert "Not reached" not in filled.run("key", "passphrase", "--new-file", str(new)).out
    wanted = export(filled)
    (copy,) = stick.glob("*.db")
    with KeyringSession() as elsewhere:
        moved = Worktracker(elsewhere)
        assert_one_line(moved.run("backup", "restore", str(copy), code=4))
        assert not moved.store.exists()
        if way == "passphrase":
            assert_one_line(
                moved.run("backup", "restore", str(copy), code=4, WORKTRACKER_PASSPHRASE="several swords")
            )
            moved.run("backup", "restore", str(copy), WORKTRACKER_PASSPHRASE="several words")
            assert (
                moved.run("export", "--format", "jsonl", WORKTRACKER_PASSPHRASE="several words").raw == wanted
            )
        else:
            moved.run("backup", "restore", str(copy), stdin=phrase)
            assert export(moved) == wanted


def test_another_records_copy_replaces_nothing(
    session: KeyringSession, filled: Worktracker, stick: Path
) -> None:
    other = Worktracker(session)
    other.agree()
    other.run("backup", "create", str(stick))
    (copy,) = stick.glob("*.db")
    before = sums(filled.home)
    said = filled.run("backup", "restore", str(copy), "--yes", code=2)
    assert "another record" in said.err
    after = sums(filled.home)
    assert {name: after[name] for name in before} == before


def test_forgetting_everything_takes_the_copies_too(
    session: KeyringSession, filled: Worktracker, stick: Path
) -> None:
    others = stick / "worktracker-2026-11-01-000000-00000000.db"
    others.write_bytes(b"another record's")
    gone = stick.with_name("gone")
    gone.mkdir()
    accounts = session.accounts()
    for folder in (stick, gone):
        filled.run("backup", "create", str(folder))
    filled.run("backup", "create")
    shutil.rmtree(gone)
    tag = json.loads((filled.home / "worktracker.keys").read_text())["store"][:8]
    for left in (f".worktracker-{tag}.keys.abc", f".worktracker-2026-11-01-000000-{tag}.db.part"):
        (stick / left).write_bytes(b"what an interrupted command left")
    said = filled.run("forget", "--everything", "--yes", code=1)
    assert str(gone) in said.err
    assert "recovery phrase" in said.err
    assert not filled.home.exists()
    assert list(stick.iterdir()) == [others]
    assert len(session.accounts()) == len(accounts) - 1


def test_what_was_chosen_since_the_copy_goes_on(filled: Worktracker) -> None:
    filled.run("exclude", "add", "--app", "before")
    made = filled.json("backup", "create")
    filled.run("exclude", "add", "--app", "since")
    filled.set("record-titles", "off")
    filled.run("backup", "restore", made["path"], "--yes")
    own = [rule["app"] for rule in filled.json("exclude", "list") if not rule["default"]]
    assert own == ["before", "since"]
    assert filled.json("settings", "get", "record-titles") == {"record-titles": "off"}


def test_a_copy_of_before_the_key_was_replaced_comes_under_the_one_of_today(
    filled: Worktracker, stick: Path
) -> None:
    filled.run("backup", "create", str(stick))
    old = filled.json("key", "recovery")["phrase"]
    away = stick.rename(stick.with_name("away"))
    filled.run("exclude", "add", "--app", "since")
    filled.run("key", "rotate", "--yes")
    new = filled.json("key", "recovery")["phrase"]
    (copy,) = away.glob("*.db")
    said = filled.run("backup", "restore", str(copy), "--yes", stdin=old).out
    assert "It is under today's key" in said
    assert filled.json("key", "recovery")["phrase"] == new
    assert [rule["app"] for rule in filled.json("exclude", "list") if not rule["default"]] == ["since"]
    assert filled.json("backup", "list")["missing_folders"] == [str(stick)]
