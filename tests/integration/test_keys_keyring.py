"""The ways to the key against a real gnome-keyring, and against each trouble that it can have."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.integration.keys_session import KeyringSession, children
from tests.waiting import wait_until
from worktracker.errors import ExitCode, WorkTrackerError
from worktracker.keys import change
from worktracker.keys.change import SlotFile
from worktracker.keys.exchange import TIME_LIMIT_S
from worktracker.keys.fetch import KeyRequest, StoreKey, fetch_keys
from worktracker.keys.slots import Argon2Cost, KeyringSlot, KeySlots, SlotSet, key_kind, load, save
from worktracker.keys.trouble import KeyTrouble, KeyUnavailableError

KEY = bytes(range(32))


@pytest.fixture(autouse=True)
def _cheap_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(change, "COST", Argon2Cost(memory_kib=64, passes=1, lanes=1))


@pytest.fixture
def session() -> Iterator[KeyringSession]:
    with KeyringSession() as session:
        yield session


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "worktracker.keys"


@pytest.fixture
def slot_file(session: KeyringSession, path: Path) -> SlotFile:
    return SlotFile(path, environ=session.env)


def _raw(keys: tuple[StoreKey, ...]) -> list[tuple[bytes, bool]]:
    return [(key.raw, key.pending) for key in keys]


def _trouble(call: Callable[[], object]) -> KeyTrouble:
    """The trouble that ``call`` meets: one line, exit code 4."""
    with pytest.raises(KeyUnavailableError) as caught:
        call()
    assert caught.value.exit_code == ExitCode.STORE_UNAVAILABLE
    assert caught.value.message
    assert caught.value.hint
    assert "\n" not in str(caught.value)
    return caught.value.trouble


def test_a_new_key_is_in_the_keyring_under_the_stores_id(
    session: KeyringSession, slot_file: SlotFile, path: Path
) -> None:
    slots, key = slot_file.create()
    assert load(path) == slots == KeySlots(slots.store_id, SlotSet(KeyringSlot(slots.store_id)))
    assert session.accounts() == [slots.store_id]
    assert _raw(fetch_keys(slots, environ=session.env)) == [(key, False)]
    assert len(key) == 32
    assert key.hex() not in path.read_text()


def test_two_stores_have_two_keys(session: KeyringSession, tmp_path: Path) -> None:
    made = [SlotFile(tmp_path / name, environ=session.env).create() for name in ("a", "b")]
    requests = [KeyRequest(slots, environ=session.env) for slots, _ in made]
    assert [_raw(request.result()) for request in requests] == [[(key, False)] for _, key in made]
    assert made[0][1] != made[1][1]


def test_a_store_is_not_made_anew(session: KeyringSession, slot_file: SlotFile, path: Path) -> None:
    slot_file.create()
    before = path.read_bytes(), session.accounts()
    with pytest.raises(WorkTrackerError, match="exists already"):
        slot_file.create()
    assert (path.read_bytes(), session.accounts()) == before


def test_a_missing_entry(session: KeyringSession, slot_file: SlotFile) -> None:
    slots, _ = slot_file.create()
    session.remove_entries()
    assert _trouble(lambda: fetch_keys(slots, environ=session.env)) is KeyTrouble.ENTRY_MISSING


def test_locked_without_a_screen(session: KeyringSession, slot_file: SlotFile) -> None:
    slots, _ = slot_file.create()
    session.keyring.lock()
    assert _trouble(lambda: fetch_keys(slots, environ=session.env)) is KeyTrouble.LOCKED


def test_locked_behind_a_prompt_that_nobody_answers(session: KeyringSession, slot_file: SlotFile) -> None:
    slots, _ = slot_file.create()
    session.keyring.lock()
    session.show_prompts()
    begun = time.monotonic()
    assert _trouble(lambda: fetch_keys(slots, environ=session.env, time_limit_s=2)) is KeyTrouble.TIMED_OUT
    assert 1.9 < time.monotonic() - begun < 10
    assert children() == []


def test_a_keyring_that_hangs(session: KeyringSession, slot_file: SlotFile) -> None:
    slots, key = slot_file.create()
    session.hang()
    assert _trouble(lambda: fetch_keys(slots, environ=session.env, time_limit_s=1)) is KeyTrouble.TIMED_OUT
    session.continue_()
    assert _raw(fetch_keys(slots, environ=session.env)) == [(key, False)]


def test_a_request_that_is_given_up_ends_its_child(session: KeyringSession, slot_file: SlotFile) -> None:
    slots, _ = slot_file.create()
    session.hang()
    with KeyRequest(slots, environ=session.env):
        wait_until(lambda: len(children()) == 1, 10, "the child to run")
    assert children() == []
    session.continue_()


def test_an_answer_waits_for_whoever_comes_late(session: KeyringSession, slot_file: SlotFile) -> None:
    slots, key = slot_file.create()
    with KeyRequest(slots, environ=session.env) as request:
        child = request._exchange
        assert child is not None
        wait_until(lambda: child._child.poll() is not None, 10, "the child to end")
        child._deadline -= TIME_LIMIT_S
        assert _raw(request.result()) == [(key, False)]


def test_access_denied(session: KeyringSession, slot_file: SlotFile) -> None:
    slots, _ = slot_file.create()
    session.deny()
    assert _trouble(lambda: fetch_keys(slots, environ=session.env)) is KeyTrouble.DENIED


def test_a_dead_keyring(session: KeyringSession, slot_file: SlotFile) -> None:
    slots, _ = slot_file.create()
    session.keyring.end()
    assert _trouble(lambda: fetch_keys(slots, environ=session.env)) is KeyTrouble.NO_SERVICE


@pytest.mark.parametrize("address", ["unix:path=/nonexistent/bus", "nonsense", None])
def test_no_message_bus(session: KeyringSession, slot_file: SlotFile, address: str | None) -> None:
    slots, _ = slot_file.create()
    env = {name: value for name, value in session.env.items() if name not in {"DBUS_SESSION_BUS_ADDRESS"}}
    if address is not None:
        env["DBUS_SESSION_BUS_ADDRESS"] = address
    assert _trouble(lambda: fetch_keys(slots, environ=env)) is KeyTrouble.NO_SERVICE


def test_without_any_way_nothing_is_written(session: KeyringSession, path: Path) -> None:
    session.keyring.end()
    with pytest.raises(KeyUnavailableError, match="WORKTRACKER_PASSPHRASE_FILE") as caught:
        SlotFile(path, environ=session.env).create()
    assert caught.value.trouble is KeyTrouble.NO_SERVICE
    assert "terminal" in caught.value.hint
    assert list(path.parent.iterdir()) == []


def test_a_locked_keyring_makes_no_store(session: KeyringSession, slot_file: SlotFile, path: Path) -> None:
    session.keyring.lock()
    assert _trouble(slot_file.create) is KeyTrouble.LOCKED
    with pytest.raises(KeyUnavailableError, match="Or set a passphrase with WORKTRACKER_PASSPHRASE_FILE"):
        slot_file.create(lambda: "words")
    assert list(path.parent.iterdir()) == []


def test_a_file_that_cannot_be_written_leaves_no_entry(session: KeyringSession, tmp_path: Path) -> None:
    with pytest.raises(WorkTrackerError, match="can't be written"):
        SlotFile(tmp_path / "no such folder" / "keys", environ=session.env).create()
    assert session.accounts() == []


PLAINTEXT = """
import json, pathlib
from keyring.backend import KeyringBackend
PLACE = pathlib.Path({place!r})
class Keyring(KeyringBackend):
    priority = 99
    def get_password(self, service, username):
        return json.loads(PLACE.read_text()).get(username) if PLACE.exists() else None
    def set_password(self, service, username, password):
        PLACE.write_text(json.dumps({{username: password}}))
    def delete_password(self, service, username):
        PLACE.unlink()
"""


@pytest.mark.parametrize("backend", ["plaintext_keyring.Keyring", "keyring.backends.null.Keyring"])
@pytest.mark.parametrize("alive", [True, False])
def test_another_keyring_is_never_used(
    session: KeyringSession, path: Path, tmp_path: Path, backend: str, alive: bool
) -> None:
    place = session.folder / "plaintext.json"
    modules = session.folder / "modules"
    modules.mkdir()
    (modules / "plaintext_keyring.py").write_text(PLAINTEXT.format(place=str(place)))
    for folder in (".config/python_keyring", ".local/share/python_keyring"):  # wherever keyring looks for it
        configuration = Path(session.env["HOME"], folder, "keyringrc.cfg")
        configuration.parent.mkdir(parents=True)
        configuration.write_text(f"[backend]\ndefault-keyring={backend}\nkeyring-path={modules}\n")
    env = session.env | {
        "PYTHON_KEYRING_BACKEND": backend,
        "PYTHONPATH": str(modules),
        "KEYRING_PROPERTY_PREFERRED_COLLECTION": "/org/freedesktop/secrets/collection/session",
    }
    if alive:
        slots, key = SlotFile(path, environ=env).create()
        assert _raw(fetch_keys(slots, environ=session.env)) == [(key, False)]
    else:
        session.keyring.end()
        assert _trouble(SlotFile(path, environ=env).create) is KeyTrouble.NO_SERVICE
    assert not place.exists()


def test_passphrase_on_and_off(session: KeyringSession, slot_file: SlotFile, path: Path) -> None:
    slots, key = slot_file.create()
    with pytest.raises(WorkTrackerError, match="only way"):
        slot_file.remove_keyring(slots)
    slots = slot_file.set_passphrase(slots, key, "words")
    assert key_kind(slots) == "keyring+passphrase"
    slots = slot_file.remove_keyring(slots)
    assert (key_kind(slots), session.accounts()) == ("passphrase", [])
    with pytest.raises(WorkTrackerError, match="only way"):
        slot_file.remove_passphrase(slots, key)
    assert _raw(fetch_keys(load(path), lambda: "words", environ=session.env)) == [(key, False)]
    slots = slot_file.add_keyring(slots, key)
    slots = slot_file.remove_passphrase(slots, key)
    assert (key_kind(load(path)), session.accounts()) == ("keyring", [slots.store_id])
    assert _raw(fetch_keys(slots, environ=session.env)) == [(key, False)]


def test_the_passphrase_stays_while_the_keyring_has_no_such_key(
    session: KeyringSession, slot_file: SlotFile, path: Path
) -> None:
    slots, key = slot_file.create()
    slots = slot_file.set_passphrase(slots, key, "words")
    with pytest.raises(WorkTrackerError, match="another key"):
        slot_file.remove_passphrase(slots, KEY)
    session.remove_entries()
    assert _trouble(lambda: slot_file.remove_passphrase(slots, key)) is KeyTrouble.ENTRY_MISSING
    assert load(path) == slots


def test_with_both_the_user_is_asked_only_if_the_keyring_has_no_key(
    session: KeyringSession, slot_file: SlotFile
) -> None:
    slots, key = slot_file.create()
    slots = slot_file.set_passphrase(slots, key, "words")
    asked: list[str] = []

    def ask() -> str:
        asked.append("asked")
        return "words"

    assert _raw(fetch_keys(slots, ask, environ=session.env)) == [(key, False)]
    assert asked == []
    session.keyring.lock()
    assert _raw(fetch_keys(slots, ask, environ=session.env)) == [(key, False)]
    assert asked == ["asked"]
    with pytest.raises(KeyUnavailableError, match="WORKTRACKER_PASSPHRASE_FILE") as caught:
        fetch_keys(slots, environ=session.env)
    assert caught.value.trouble is KeyTrouble.LOCKED


def test_a_supplied_passphrase_goes_before_a_locked_keyring(
    session: KeyringSession, slot_file: SlotFile
) -> None:
    slots, key = slot_file.create()
    slots = slot_file.set_passphrase(slots, key, "words")
    session.hang()
    env = session.env | {"WORKTRACKER_PASSPHRASE": "words"}
    assert _raw(fetch_keys(slots, environ=env)) == [(key, False)]
    session.continue_()


@pytest.mark.parametrize("new", [True, False])
@pytest.mark.parametrize("both", [True, False])
def test_a_rotation_opens_with_either_key_until_it_is_settled(
    session: KeyringSession, slot_file: SlotFile, path: Path, new: bool, both: bool
) -> None:
    slots, key = slot_file.create()
    passphrase = "words" if both else None
    if passphrase:
        slots = slot_file.set_passphrase(slots, key, passphrase)
    slots, new_key = slot_file.begin_rotation(slots, key, passphrase)
    assert new_key != key
    assert load(path) == slots
    assert _raw(fetch_keys(load(path), environ=session.env)) == [(key, False), (new_key, True)]
    with pytest.raises(WorkTrackerError, match="being replaced"):
        slot_file.set_passphrase(slots, key, "other words")
    slots = slot_file.settle_rotation(load(path), new=new)
    kept = new_key if new else key
    assert len(session.accounts()) == 1
    assert _raw(fetch_keys(load(path), environ=session.env)) == [(kept, False)]
    if both:
        env = session.env | {"WORKTRACKER_PASSPHRASE": "words"}
        assert _raw(fetch_keys(load(path), environ=env)) == [(kept, False)]
    assert slot_file.settle_rotation(slots, new=new) == slots


def test_keys_can_be_rotated_again_and_again(session: KeyringSession, slot_file: SlotFile) -> None:
    slots, key = slot_file.create()
    for _ in range(3):
        slots, key = slot_file.begin_rotation(slots, key)
        slots = slot_file.settle_rotation(slots, new=True)
        assert _raw(fetch_keys(slots, environ=session.env)) == [(key, False)]
    assert len(session.accounts()) == 1


def test_a_rotation_needs_the_passphrase_that_is_in_use(
    session: KeyringSession, slot_file: SlotFile, path: Path
) -> None:
    slots, key = slot_file.create()
    slots = slot_file.set_passphrase(slots, key, "words")
    assert _trouble(lambda: slot_file.begin_rotation(slots, key)) is KeyTrouble.PASSPHRASE_NEEDED
    assert _trouble(lambda: slot_file.begin_rotation(slots, key, "swords")) is KeyTrouble.WRONG_PASSPHRASE
    assert load(path) == slots
    assert session.accounts() == [slots.store_id]


def test_restoring_a_key_never_overwrites_another_entry(
    session: KeyringSession, slot_file: SlotFile, path: Path, tmp_path: Path
) -> None:
    slots, key = slot_file.create()
    copy = SlotFile(tmp_path / "copy.keys", environ=session.env)
    restored = copy.restore(slots.store_id, KEY)
    assert session.accounts() == [slots.store_id, f"{slots.store_id}:2"]
    assert _raw(fetch_keys(slots, environ=session.env)) == [(key, False)]
    assert _raw(fetch_keys(restored, environ=session.env)) == [(KEY, False)]
    path.write_text("damaged")
    assert slot_file.restore(slots.store_id, key) == load(path) == slots


def test_destroying_leaves_nothing(session: KeyringSession, slot_file: SlotFile, path: Path) -> None:
    slots, key = slot_file.create()
    slots, _ = slot_file.begin_rotation(slots, key)
    assert len(session.accounts()) == 2
    slot_file.destroy(slots)
    assert session.accounts() == []
    assert not path.exists()


def test_destroying_a_key_that_is_locked_away_says_so(
    session: KeyringSession, slot_file: SlotFile, path: Path
) -> None:
    slots, _ = slot_file.create()
    session.keyring.lock()
    assert _trouble(lambda: slot_file.destroy(slots)) is KeyTrouble.LOCKED
    assert load(path) == slots


def test_an_entry_that_is_no_key(session: KeyringSession, slot_file: SlotFile, path: Path) -> None:
    slots, _ = slot_file.create()
    answers = slot_file._asked({"do": "add", "account": f"{slots.store_id}:9", "key": "not a key"})
    slots = KeySlots(slots.store_id, SlotSet(KeyringSlot(answers[0]["account"])))
    save(path, slots)
    assert _trouble(lambda: fetch_keys(load(path), environ=session.env)) is KeyTrouble.ENTRY_DAMAGED
