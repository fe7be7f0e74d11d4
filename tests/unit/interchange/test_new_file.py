"""A new file is whole or not there."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from worktracker.errors import WorkTrackerError
from worktracker.interchange import new_file as module
from worktracker.interchange.new_file import new_file


@pytest.fixture(params=["nameless", "named"])
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on a file system that knows nameless files, and as if on one that does not."""
    if request.param == "named":
        monkeypatch.setattr(module, "_nameless", lambda folder: None)
    return tmp_path


def test_it_takes_the_place_of_the_old_one_when_it_is_whole(folder: Path) -> None:
    path = folder / "report.csv"
    path.write_text("old")
    with new_file(path) as file:
        file.write(b"new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o600
    assert os.listdir(folder) == ["report.csv"]


def test_nothing_is_left_of_work_that_failed(folder: Path) -> None:
    path = folder / "report.csv"
    path.write_text("old")
    with suppress(ZeroDivisionError), new_file(path) as file:
        file.write(b"half of it")
        file.flush()
        raise ZeroDivisionError
    assert path.read_text() == "old"
    assert os.listdir(folder) == ["report.csv"]


@pytest.mark.skipif(sys.platform != "linux", reason="O_TMPFILE is Linux's")
def test_there_is_no_name_that_a_kill_could_leave_behind(tmp_path: Path) -> None:
    with new_file(tmp_path / "report.csv") as file:
        file.write(b"half of it")
        file.flush()
        assert os.listdir(tmp_path) == []
    assert os.listdir(tmp_path) == ["report.csv"]


@pytest.mark.parametrize("name", ["no/where.csv", "."])
def test_a_place_that_is_none_is_said(folder: Path, name: str) -> None:
    with pytest.raises(WorkTrackerError), new_file(folder / name) as file:
        file.write(b"x")
    assert os.listdir(folder) == []


def test_what_is_no_file_keeps_its_place(tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(os.devnull)
    for path in (pipe, link):
        with pytest.raises(WorkTrackerError, match="not a file"), new_file(path):
            pass
    assert pipe.is_fifo()
    assert link.readlink() == Path(os.devnull)
    assert len(list(tmp_path.iterdir())) == 2
