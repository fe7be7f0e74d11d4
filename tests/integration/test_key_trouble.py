"""Whatever is wrong with the key: one line that says it, the right exit code, and not a byte changed."""

from __future__ import annotations

import json
import os
import pty
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.desktop.test_trouble import assert_one_line, sums
from tests.desktop.worktracker_program import EXECUTABLE, Worktracker, needs_program
from tests.integration.in_process import InProcess
from tests.integration.keys_session import KeyringSession
from tests.integration.test_round_trip import make_lines, write
from worktracker.keys.change import SlotFile
from worktracker.keys.slots import load

NOWHERE = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
COMMANDS = (["report"], ["record"], ["backup", "create"])


@pytest.fixture
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


def _wrong_key(program: Worktracker, session: KeyringSession) -> None:
    session.remove_entries()
    store_id = load(program.home / "worktracker.keys").store_id
    SlotFile(program.home / "none", environ=session.env)._asked(
        {"do": "add", "account": store_id, "key": "00" * 32}
    )


TROUBLES: dict[str, tuple[Callable[[Worktracker, KeyringSession], object], dict[str, str], str]] = {
    "locked": (lambda _, session: session.keyring.lock(), {}, "locked"),
    "absent": (lambda *_: None, NOWHERE, "No keyring"),
    "denied": (lambda _, session: session.deny(), {}, "refused"),
    "no entry": (lambda _, session: session.remove_entries(), {}, "holds no key"),
    "wrong key": (_wrong_key, {}, "does not open with its key"),
    "no slots": (lambda program, _: (program.home / "worktracker.keys").unlink(), {}, "is missing"),
    "damaged slots": (
        lambda program, _: (program.home / "worktracker.keys").write_text("{}"),
        {},
        "is damaged",
    ),
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_key_that_cant_be_had(session: KeyringSession, filled: Worktracker, trouble: str) -> None:
    bring_about, env, words = TROUBLES[trouble]
    bring_about(filled, session)
    before = sums(filled.home)
    for command in COMMANDS:
        said = filled.run(*command, code=4, **env)
        assert_one_line(said)
        assert words in said.err, command
    after = sums(filled.home)
    assert {name: after[name] for name in before} == before
    assert not [name for name in after if name.endswith((".db", "-wal", ".keys")) and name not in before]


def test_a_home_that_cant_be_written(filled: Worktracker) -> None:
    before = sums(filled.home)
    made = subprocess.run(["mount", "--bind", filled.home, filled.home], check=False).returncode
    if made:
        pytest.skip("nothing can be mounted here")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", filled.home], check=True)
        for command in (["record"], ["agree", "--yes"], ["backup", "create"], ["key", "rotate", "--yes"]):
            assert_one_line(filled.run(*command, code=1))
        assert sums(filled.home) == before
    finally:
        subprocess.run(["umount", "-l", filled.home], check=True)
    filled.run("report")


def test_a_disk_that_is_full_at_the_first_start(session: KeyringSession, tmp_path: Path) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40k,mode=700", "tmpfs", place], check=False)
    if made.returncode:
        pytest.skip("nothing can be mounted here")
    try:
        program = Worktracker(session, place / "home")
        assert_one_line(program.run("agree", "--yes", code=1))
        subprocess.run(["mount", "-o", "remount,size=4m", place], check=True)
        program.run("agree", "--yes")
        assert program.json("key", "status")["opens"] is True
    finally:
        subprocess.run(["umount", "-l", place], check=True)


def test_a_record_on_a_new_computer(filled: Worktracker) -> None:
    """Only the store is copied; the phrase brings the key, and the export is the same, byte for byte."""
    phrase = filled.json("key", "recovery")["phrase"]
    wanted = filled.run("export", "--format", "jsonl").raw
    with KeyringSession() as elsewhere:
        moved = Worktracker(elsewhere)
        moved.home.mkdir(parents=True, mode=0o700)
        shutil.copyfile(filled.store, moved.store)
        before = sums(moved.home)
        words = phrase.split()
        wrong = {
            " ".join([*words[:6], "covertword", *words[7:]]): "Word 7 is not in the list",
            " ".join(words[:23]): "24 words, not 23",
            " ".join([*words[:22], words[23], words[22]]): "do not fit together",
            " ".join(["abandon"] * 23 + ["art"]): "does not open with this phrase",
            "": "24 words, not 0",
        }
        if words[22] == words[23]:
            wrong.pop(" ".join([*words[:22], words[23], words[22]]))
        for text, says in wrong.items():
            said = moved.run("key", "restore", code=4, stdin=text)
            assert_one_line(said)
            assert says in said.err
            assert "covertword" not in said.err
        assert sums(moved.home) == before
        moved.run("key", "restore", stdin="\n".join(word.upper() for word in words))
        assert moved.run("export", "--format", "jsonl").raw == wanted
        assert elsewhere.accounts() == [moved.json("key", "status")["store_id"]]


def test_two_words_are_asked_back_on_a_terminal(filled: Worktracker) -> None:
    words = filled.json("key", "recovery")["phrase"].split()
    for right in (True, False):
        code, said = _on_terminal(
            filled, words if right else ["zebra" if w != "zebra" else "zoo" for w in words]
        )
        assert code == (0 if right else 1), said
        assert ("Right. Keep it" in said) is right


def _on_terminal(program: Worktracker, answers: list[str]) -> tuple[int, str]:
    """Run ``key recovery`` on a terminal and answer what it asks; exit code, and all that stood there."""
    ours, theirs = pty.openpty()
    command = [EXECUTABLE, "key", "recovery"]
    child = subprocess.Popen(command, env=program.env, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    said, answered = "", 0
    while True:
        try:
            chunk = os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
        if not chunk:
            break
        said += chunk.decode()
        if said.endswith(("[y/N] ", "the screen is cleared: ")):
            os.write(ours, b"y\n")
            said += "\n"
        elif "Word " in (last := said.rsplit("\n", 1)[-1]) and last.rstrip().endswith(":"):
            number = int(last.split("Word ")[1].split(",")[0])
            os.write(ours, f"{answers[number - 1]}\n".encode())
            said += "\n"
            answered += 1
    os.close(ours)
    assert answered >= 1
    return child.wait(20), said


@pytest.mark.parametrize("moment", [1, 2], ids=["before the pending slot", "before the promotion"])
def test_a_new_key_cut_short(session: KeyringSession, filled: Worktracker, moment: int) -> None:
    """The real program with a real keyring, killed where the slots are about to change."""
    needs_program("strace", "strace")
    old = filled.json("key", "recovery")["phrase"]
    wanted = filled.run("export", "--format", "jsonl").raw
    inject = ["strace", "-qq", "-o", "/dev/null", "-e", "trace=rename"]
    inject += ["-e", f"inject=rename:signal=SIGKILL:when={moment}"]
    command = [*inject, EXECUTABLE, "key", "rotate", "--yes"]
    killed = subprocess.run(command, env=filled.env, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert len(session.accounts()) == 2
    assert filled.run("export", "--format", "jsonl").raw == wanted
    assert (filled.json("key", "recovery")["phrase"] == old) is (moment == 1)
    assert load(filled.home / "worktracker.keys").pending is None
    # An entry that no file names yet opens nothing, and stays; one that is no longer needed goes.
    assert len(session.accounts()) == (2 if moment == 1 else 1)


def test_a_new_key(session: KeyringSession, filled: Worktracker) -> None:
    """In the keyring, for the copies too: the old phrase opens nothing, and nothing else has changed."""
    old = filled.json("key", "recovery")["phrase"]
    wanted = filled.run("export", "--format", "jsonl").raw
    accounts = session.accounts()
    assert_one_line(filled.run("key", "rotate", code=5))
    filled.run("backup", "create")
    assert json.loads(filled.run("key", "rotate", "--yes", "--json").out) == {
        "backups_rewritten": 1,
        "backups_left": [],
    }
    assert filled.json("key", "recovery")["phrase"] != old
    assert filled.run("export", "--format", "jsonl").raw == wanted
    assert len(session.accounts()) == 1
    assert session.accounts() != accounts
    before = sums(filled.home)
    filled.run("key", "restore", code=4, stdin=old)
    assert sums(filled.home) == before
