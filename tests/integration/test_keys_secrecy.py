"""Neither key nor passphrase is seen from outside, and nothing heavy stays in the app."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.integration.keys_session import KeyringSession, children
from tests.waiting import wait_until
from worktracker.keys import exchange
from worktracker.keys.change import SlotFile
from worktracker.keys.fetch import fetch_keys
from worktracker.keys.trouble import KeyUnavailableError

KEY = bytes(range(100, 132))
WORDS = "a passphrase of the test"
CHILD = Path(exchange.__file__).with_name("keyring_process.py")


@pytest.fixture
def session() -> Iterator[KeyringSession]:
    with KeyringSession() as session:
        yield session


def _environment(process: int) -> bytes:
    """A process's environment as other programs of the same user may read it."""
    try:
        return Path(f"/proc/{process}/environ").read_bytes()
    except PermissionError:  # not dumpable, and we are not root: nobody can
        assert os.geteuid() != 0
        return b"DBUS_SESSION_BUS_ADDRESS="


def _seen_from_outside(process: int) -> bytes:
    return Path(f"/proc/{process}/cmdline").read_bytes() + _environment(process)


def _secrets_seen(process: int) -> list[str]:
    seen = _seen_from_outside(process)
    return [secret for secret in (KEY.hex(), WORDS) if secret.encode() in seen]


def test_the_search_finds_what_is_there() -> None:
    """The positive control of the searches below."""
    sleeper = subprocess.Popen(
        [sys.executable, "-c", "input()", KEY.hex()],
        env=os.environ | {"WORKTRACKER_PASSPHRASE": WORDS},
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: _secrets_seen(sleeper.pid) == [KEY.hex(), WORDS], 10, "both secrets to be seen")
    finally:
        sleeper.communicate(b"\n")


def _while_it_runs(work: Callable[[], object], look: Callable[[int], None]) -> None:
    """Call ``look`` with the id of the child that ``work``, in another thread, waits for."""

    def quietly() -> None:
        with contextlib.suppress(KeyUnavailableError):
            work()

    worker = threading.Thread(target=quietly)
    worker.start()
    try:
        look(wait_until(children, 10, "the child to run")[0])
    finally:
        worker.join()


def test_a_key_on_its_way_to_the_keyring_is_seen_nowhere(session: KeyringSession, tmp_path: Path) -> None:
    env = session.env | {"WORKTRACKER_PASSPHRASE": WORDS, "PYTHONPATH": "/x", "KEYRING_PROPERTY_X": "y"}
    slot_file = SlotFile(tmp_path / "keys", environ=env, time_limit_s=2)
    slots, _ = SlotFile(tmp_path / "keys", environ=env).create()
    session.hang()

    def look(child: int) -> None:
        assert _secrets_seen(child) == []
        names = {entry.partition(b"=")[0] for entry in _environment(child).split(b"\0")}
        assert not {name for name in names if name.startswith((b"WORKTRACKER", b"PYTHON", b"KEYRING"))}
        assert b"DBUS_SESSION_BUS_ADDRESS" in names
        wait_until(lambda: _core_limit(child) == ["0", "0"], 5, "core dumps to be off")

    _while_it_runs(lambda: slot_file.add_keyring(slots, KEY), look)
    session.continue_()


def test_a_passphrase_being_tried_is_seen_nowhere(session: KeyringSession, tmp_path: Path) -> None:
    env = session.env | {"WORKTRACKER_PASSPHRASE": WORDS}
    slots, _ = SlotFile(tmp_path / "keys", environ=env).create()

    def look(child: int) -> None:
        assert b"DBUS_SESSION_BUS_ADDRESS" in _environment(child)
        assert _secrets_seen(child) == []

    _while_it_runs(lambda: fetch_keys(slots, environ=env), look)


def _core_limit(process: int) -> list[str]:
    limits = Path(f"/proc/{process}/limits").read_text().splitlines()
    return next(line.split()[4:6] for line in limits if line.startswith("Max core file size"))


def test_the_child_is_hardened_before_it_reads_anything() -> None:
    """Asked of the kernel by a process that ran the child's own first step."""
    program = (
        "import ctypes, importlib.util, resource, sys\n"
        "spec = importlib.util.spec_from_file_location('child', sys.argv[1])\n"
        "child = importlib.util.module_from_spec(spec); spec.loader.exec_module(child)\n"
        "dumpable = lambda: ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)\n"
        "before = dumpable(); child._harden()\n"
        "print(before, dumpable(), *resource.getrlimit(resource.RLIMIT_CORE))\n"
    )
    said = subprocess.run(
        [sys.executable, "-I", "-c", program, str(CHILD)], capture_output=True, check=True, timeout=30
    )
    assert said.stdout.split() == [b"1", b"0", b"0", b"0"]
    assert CHILD.read_text().split("def main()")[1].split("json.load(")[0].count("_harden()") == 1


def test_the_app_loads_neither_keyring_nor_cryptography(session: KeyringSession, tmp_path: Path) -> None:
    program = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from worktracker.keys.change import SlotFile\n"
        "from worktracker.keys.fetch import fetch_keys\n"
        "from worktracker.keys.slots import load\n"
        "place = Path(sys.argv[1])\n"
        "slots, key = SlotFile(place).create()\n"
        "SlotFile(place).set_passphrase(slots, key, 'words')\n"
        "assert fetch_keys(load(place))[0].raw == key\n"
        "heavy = {'keyring', 'secretstorage', 'jeepney', 'argon2', 'cryptography', 'mnemonic', 'ssl'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "keys")],
        env=session.env | {"PYTHONPATH": str(Path(exchange.__file__).parents[2])},
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert said.stdout.strip() == b"[]"
