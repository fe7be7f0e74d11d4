"""The places of one user's files."""

from __future__ import annotations

import os
import stat
from contextlib import nullcontext
from pathlib import Path

import pytest

from worktracker import home as home_module
from worktracker.home import SOCKET_PATH_BYTES, Home, HomeError
from worktracker.resource import resource_path

NOBODY = 65534
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def deep(parent: Path, length: int = 300) -> Path:
    """A directory name of at least ``length`` bytes below ``parent``."""
    while len(os.fsencode(parent)) < length:
        parent = parent / ("d" * 40)
    return parent


@pytest.fixture
def runtime(short_path, monkeypatch):
    """A runtime directory as pam_systemd makes it."""
    directory = short_path / "run"
    directory.mkdir()
    directory.chmod(0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(directory))
    return directory


@pytest.fixture
def no_runtime(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "missing"))


def named(directory: Path) -> Home:
    return Home.from_environment(os.environ | {"WORKTRACKER_HOME": str(directory)})


def test_a_named_home_holds_everything(tmp_path, runtime):
    home = named(tmp_path / "home")
    places = [home.store, home.keys, home.heartbeat, home.lock, home.log_dir, home.socket]
    assert all(place.is_relative_to(tmp_path / "home") for place in places)
    assert len(set(places)) == len(places)
    assert home.store.name == "worktracker.db"


def test_without_a_name_the_system_decides(tmp_path, runtime, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    home = Home.from_environment(os.environ | {"WORKTRACKER_HOME": ""})
    assert home.directory == tmp_path / "data" / "worktracker"
    assert home.log_dir.is_relative_to(tmp_path / "state")
    assert home.socket.parent == runtime


def test_a_relative_name_is_made_absolute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert named(Path("here")).directory == tmp_path / "here"


def test_a_named_homes_socket_does_not_depend_on_the_rest_of_the_environment(tmp_path, runtime, monkeypatch):
    before = named(tmp_path).socket
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert named(tmp_path).socket == before


@pytest.mark.parametrize("letter", ["d", "ü"])
def test_a_deep_homes_socket_lies_in_the_runtime_directory(tmp_path, runtime, letter):
    directory = tmp_path / (letter * 60) / (letter * 60) / (letter * 60)
    socket = named(directory).socket
    assert socket.parent == runtime
    assert len(os.fsencode(socket)) + 1 <= SOCKET_PATH_BYTES


def test_the_limit_is_counted_in_bytes_with_the_closing_nul(no_runtime):
    room = SOCKET_PATH_BYTES - 1 - len("/worktracker.sock")
    fits = Path("/" + "d" * (room - 1))
    assert named(fits).socket.parent == fits
    assert named(Path(f"{fits}d")).socket.parent != fits
    assert named(Path("/" + "ü" * (room // 2 + 1))).socket.parent != fits


def test_without_a_runtime_directory_a_deep_home_still_has_a_short_socket(tmp_path, no_runtime):
    socket = named(deep(tmp_path)).socket
    assert socket.parent == Path(f"/tmp/worktracker-{os.getuid()}")
    assert len(os.fsencode(socket)) + 1 <= SOCKET_PATH_BYTES


def test_the_shared_fallback_is_made_for_the_user_alone(tmp_path, no_runtime, monkeypatch):
    fallback = tmp_path / "fallback"
    monkeypatch.setattr(home_module, "_shared_fallback", lambda: fallback)
    named(deep(tmp_path)).make()
    assert mode(fallback) == 0o700


def test_the_shared_fallback_must_be_the_users_alone(tmp_path, no_runtime, monkeypatch):
    fallback = tmp_path / "fallback"
    fallback.mkdir()
    fallback.chmod(0o777)
    monkeypatch.setattr(home_module, "_shared_fallback", lambda: fallback)
    with pytest.raises(HomeError, match="not yours alone"):
        named(deep(tmp_path)).make()


@pytest.mark.parametrize("wrong", [0o755, 0o770, 0o701])
def test_an_open_runtime_directory_is_not_used(tmp_path, runtime, wrong):
    runtime.chmod(wrong)
    assert named(deep(tmp_path)).socket.parent != runtime


def test_a_runtime_directory_behind_a_link_is_not_used(tmp_path, runtime, monkeypatch):
    (tmp_path / "link").symlink_to(runtime)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "link"))
    assert named(deep(tmp_path)).socket.parent != tmp_path / "link"


@as_root
def test_another_users_runtime_directory_is_not_used(tmp_path, runtime):
    os.chown(runtime, NOBODY, NOBODY)
    assert named(deep(tmp_path)).socket.parent != runtime


def test_two_homes_never_share_a_socket_but_a_link_to_one_does(tmp_path, runtime):
    one, other = deep(tmp_path / "one"), deep(tmp_path / "other")
    one.mkdir(parents=True)
    (tmp_path / "link").symlink_to(one)
    assert named(one).socket != named(other).socket
    assert named(deep(tmp_path / "link")).socket.name != named(one).socket.name
    linked = tmp_path / ("l" * 100)
    linked.symlink_to(one)
    assert named(linked).socket == named(one).socket


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777])
def test_directories_are_for_the_user_alone_whatever_the_umask(tmp_path, umask):
    home = named(tmp_path / "a" / "b")
    before = os.umask(umask)
    try:
        home.make()
        home.make()
    finally:
        os.umask(before)
    made = [tmp_path / "a", home.directory, home.log_dir]
    assert [mode(place) for place in made] == [0o700] * 3


def test_a_home_that_everybody_can_write_is_refused(tmp_path):
    directory = tmp_path / "open"
    directory.mkdir()
    directory.chmod(0o777)
    with pytest.raises(HomeError) as caught:
        named(directory).make()
    assert "chmod 700" in caught.value.hint


def test_a_log_that_goes_while_it_is_looked_at_is_no_trouble(tmp_path, monkeypatch):
    """SQLite deletes it when the last program that has the store open ends."""
    home = named(tmp_path)
    wide = [tmp_path / name for name in ("worktracker.db", "worktracker.db-wal", "worktracker.keys")]
    for path in wide:
        path.touch(mode=0o644)
    really = os.DirEntry.is_symlink

    class Going:
        """An entry whose file is deleted after it was listed."""

        def __init__(self, entry: os.DirEntry[str]) -> None:
            self._entry = entry

        def __getattr__(self, name: str) -> object:
            return getattr(self._entry, name)

        def is_symlink(self) -> bool:
            if self._entry.name.endswith("-wal"):
                Path(self._entry.path).unlink()
            return really(self._entry)

    scan = os.scandir
    monkeypatch.setattr(home_module.os, "scandir", lambda path: nullcontext([*map(Going, scan(path))]))
    home.keep_to_the_user()
    assert not wide[1].exists()
    assert [mode(wide[0]), mode(wide[2])] == [0o600] * 2


@as_root
def test_another_users_home_is_refused(tmp_path):
    directory = tmp_path / "theirs"
    directory.mkdir()
    os.chown(directory, NOBODY, NOBODY)
    with pytest.raises(HomeError, match="belongs to another user"):
        named(directory).make()


def test_a_file_in_the_way_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    for directory in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(HomeError, match="file"):
            named(directory).make()


def test_a_directory_that_cannot_be_made_is_said_clearly():
    with pytest.raises(HomeError) as caught:  # no mkdir in /proc, not even for root
        named(Path("/proc/worktracker-test")).make()
    assert str(caught.value).startswith("/proc/worktracker-test can't be made: ")
    assert "WORKTRACKER_HOME" in caught.value.hint


def test_resources_lie_beside_the_source_in_a_checkout():
    assert resource_path("icons/some.svg").parts[-3:] == ("resources", "icons", "some.svg")
    assert resource_path("").is_dir()
