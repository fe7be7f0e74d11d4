"""One running app per home: the lock between real programs."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.waiting import wait_until
from worktracker.control.instance import AlreadyRunningError, InstanceLock
from worktracker.errors import WorkTrackerError

HOLDER = """
import sys, time
from pathlib import Path
from worktracker.control.instance import InstanceLock
lock = InstanceLock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
time.sleep(60)
"""


@contextmanager
def holder(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another program that holds the lock."""
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE) as program:
        try:
            assert program.stdout is not None
            assert program.stdout.readline() == b"held\n"
            yield program
        finally:
            program.kill()


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "worktracker.lock"


def test_the_second_is_told_who_holds_the_lock(path):
    with holder(path) as first:
        with pytest.raises(AlreadyRunningError, match=f"process {first.pid}") as caught:
            InstanceLock(path).acquire()
        assert caught.value.pid == first.pid


def test_a_crash_releases_the_lock(path):
    with holder(path) as first:
        first.send_signal(signal.SIGKILL)
        first.wait()
        with InstanceLock(path) as lock:
            assert lock.held


def test_a_child_of_the_holder_does_not_inherit_the_lock(path):
    lock = InstanceLock(path)
    lock.acquire()
    # close_fds off: the descriptor itself must say that no other program gets it.
    with subprocess.Popen(["sleep", "60"], close_fds=False) as child:
        try:
            # A child holds everything until its exec.
            wait_until(
                lambda: b"sleep" in Path(f"/proc/{child.pid}/cmdline").read_bytes(), 5, "the child to start"
            )
            lock.release()
            with InstanceLock(path) as again:
                assert again.held
        finally:
            child.kill()


def test_a_released_lock_can_be_taken_again(path):
    lock = InstanceLock(path)
    for _ in range(2):
        lock.acquire()
        lock.acquire()
        assert lock.held
        assert path.read_text() == f"{os.getpid()}\n"
        lock.release()
        lock.release()
        assert not lock.held
    assert path.exists()


def test_two_objects_of_one_program_exclude_each_other(path):
    with InstanceLock(path), pytest.raises(AlreadyRunningError):
        InstanceLock(path).acquire()


def test_two_homes_do_not_exclude_each_other(tmp_path):
    with InstanceLock(tmp_path / "one"), InstanceLock(tmp_path / "other") as other:
        assert other.held


@pytest.mark.parametrize("content", [b"", b"rubbish", b"\xff" * 40, b"123456\n"])
def test_the_numbers_place_may_hold_anything(path, content):
    with InstanceLock(path):
        path.write_bytes(content)
        with pytest.raises(AlreadyRunningError) as caught:
            InstanceLock(path).acquire()
    assert caught.value.pid == (123456 if content.strip().isdigit() else None)


@pytest.mark.parametrize("umask", [0o000, 0o077, 0o777])
def test_the_file_is_the_users_alone_whatever_the_umask(path, umask):
    before = os.umask(umask)
    try:
        with InstanceLock(path):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
    finally:
        os.umask(before)


def test_a_link_in_the_locks_place_is_not_followed(tmp_path, path):
    (tmp_path / "precious").write_text("precious")
    path.symlink_to(tmp_path / "precious")
    with pytest.raises(WorkTrackerError, match="can't be locked"):
        InstanceLock(path).acquire()
    assert (tmp_path / "precious").read_text() == "precious"


def test_a_missing_directory_is_said_clearly(tmp_path):
    with pytest.raises(WorkTrackerError, match="can't be locked"):
        InstanceLock(tmp_path / "missing" / "lock").acquire()
