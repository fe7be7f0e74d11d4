"""The end of everything waits for whoever still writes what is to be erased."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from worktracker.app.backups import copies_locked
from worktracker.app.end_of_all import End, erase_all
from worktracker.app.erasing import BrokenOffError
from worktracker.home import Home


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home with a store."""
    environ = {"WORKTRACKER_HOME": str(tmp_path / "home"), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    home = Home.from_environment(environ)
    home.make()
    home.store.write_bytes(b"a record")
    return home


def test_what_is_written_until_the_end_of_a_copy_goes_too(written: Home) -> None:
    ends: list[End] = []
    thread = threading.Thread(target=lambda: ends.append(erase_all(written, None, ())))
    with copies_locked(written):
        thread.start()
        thread.join(0.5)
        assert written.store.exists()
        assert not ends
        written.backups.mkdir()
        (written.backups / "the last one").touch()
    thread.join(15)
    assert ends[0].left == []
    assert not written.directory.exists()


def test_it_is_said_that_it_waits_and_until_then_it_can_be_given_up(written: Home) -> None:
    said: list[bool] = []
    with copies_locked(written), pytest.raises(BrokenOffError):
        erase_all(written, None, (), waits=lambda: said.append(True), wanted=lambda: not said)
    assert said
    with pytest.raises(BrokenOffError):
        erase_all(written, None, (), wanted=lambda: False)  # also when nobody holds it up any more
    assert written.store.exists()
    assert erase_all(written, None, (), waits=lambda: said.append(True)).left == []
    assert said == [True], "nothing to wait for, nothing said"
    assert not written.directory.exists()


def test_who_never_ends_is_told_of_and_all_is_erased_even_so(written: Home) -> None:
    with copies_locked(written):
        end = erase_all(written, None, (), wait_s=0)
    assert not written.store.exists()
    assert [words for words in end.left if "still writing" in words] == end.left != []
