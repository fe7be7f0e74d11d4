"""What is mapped of files is let go of, and nothing that was changed in it is lost."""

from __future__ import annotations

import ctypes
import mmap
import re
import sys
from pathlib import Path

import pytest

from worktracker.desktop.memory import let_go_of_files

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="mapped as Linux does it")

_PAGE = mmap.PAGESIZE
_CONTENT = b"what libraries hold" + bytes(64 * _PAGE)


def resident_kib(file: Path) -> int:
    """How much of a mapped file is in this program's memory."""
    found = re.search(
        rf" {re.escape(str(file))}\n(?:.*\n)*?Rss: +(\d+) kB", Path("/proc/self/smaps").read_text()
    )
    assert found is not None
    return int(found[1])


def address_of(mapped: mmap.mmap) -> int:
    first = ctypes.c_char.from_buffer(mapped)
    try:
        return ctypes.addressof(first)
    finally:
        del first


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "mapped"
    file.write_bytes(_CONTENT)
    return file


def test_what_nobody_changed_is_let_go_of_and_comes_back(file: Path) -> None:
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        assert bytes(mapped) == _CONTENT
        assert resident_kib(file) >= len(_CONTENT) // 1024 - 4
        let_go_of_files()
        assert resident_kib(file) == 0
        assert bytes(mapped) == _CONTENT


def test_what_was_changed_before_it_was_made_read_only_stays(file: Path) -> None:
    """As the loader does with a library's addresses (RELRO)."""
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_COPY) as mapped:
        mapped[:4] = b"THAT"
        address = address_of(mapped)
        assert ctypes.CDLL(None).mprotect(ctypes.c_void_p(address), len(_CONTENT), mmap.PROT_READ) == 0
        let_go_of_files()
        assert mapped[:9] == b"THAT libr"


def test_what_was_changed_and_is_swapped_out_stays(file: Path, tmp_path: Path) -> None:
    """Nothing can be swapped out here: its mapping is told as the kernel tells it then."""
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_COPY) as mapped:
        mapped[:4] = b"THAT"
        address = address_of(mapped)
        assert ctypes.CDLL(None).mprotect(ctypes.c_void_p(address), len(_CONTENT), mmap.PROT_READ) == 0
        (told,) = re.findall(rf"(?m)^{address:x}-(?:.*\n)*?VmFlags.*\n", Path("/proc/self/smaps").read_text())
        away = re.sub(r"Anonymous: +[1-9]\d* kB", "Anonymous:             0 kB", told)
        assert away != told
        smaps = tmp_path / "smaps"
        smaps.write_text(re.sub(r"(?m)^Swap: +0 kB", "Swap:                  4 kB", away))
        let_go_of_files(smaps)
        assert mapped[:9] == b"THAT libr"
        smaps.write_text(away)  # as if it were as the file has it: this is what would be lost
        let_go_of_files(smaps)
        assert mapped[:9] == b"what libr"


def test_what_can_still_be_written_stays(file: Path) -> None:
    with file.open("r+b") as opened, mmap.mmap(opened.fileno(), 0) as mapped:
        mapped[:4] = b"THIS"
        let_go_of_files()
        assert resident_kib(file) > 0
        assert file.read_bytes()[:9] == b"THIS libr"
