"""The name of the program behind a process number, for windows that don't name themselves.

Linux only: everything is read from /proc. A process of somebody else, or one that has
ended, has no name here.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

_PROC = Path("/proc")
_DELETED = " (deleted)"  # what Linux appends when the program's file was replaced by an update
_READ_LIMIT = 128 * 1024
_INTERPRETER = re.compile(
    r"(?:python|pypy|perl|ruby|node|nodejs|java|mono|gjs|lua|tclsh|wish|php|guile|bash|dash|sh|zsh)[-\d.]*"
)
_RUNTIME = re.compile(r"electron[-\d]*|wine(?:64)?(?:-preloader)?")
_SCRIPT_ENDING = re.compile(r"\.(?:pyw?|pl|rb|[cm]?js|jar|exe|lua|tcl|php|scm|sh)$", re.IGNORECASE)
_MOUNTED_APPIMAGE = re.compile(r"/\.mount_(?P<name>[^/]+?)[A-Za-z0-9]{6}/")


def program_name(pid: int, proc: Path = _PROC) -> str | None:
    """What the program of process ``pid`` is called, None where that can't be known.

    That is, in this order: the Flatpak application's id, the AppImage's name, the script
    that an interpreter runs, the program's file name.
    """
    entry = proc / str(pid)
    flatpak = _flatpak_id(entry)
    if flatpak:
        return flatpak
    try:
        path = os.readlink(entry / "exe").removesuffix(_DELETED)
    except OSError:
        return None
    mounted = _MOUNTED_APPIMAGE.search(path)
    if mounted:
        return _appimage_name(entry) or mounted["name"]
    name = os.path.basename(path)
    if _INTERPRETER.fullmatch(name):
        name = _script_name(entry) or name
    return name or None


def is_part_of(pid: int, front: int, proc: Path = _PROC) -> bool:
    """Whether process ``pid`` is ``front``, or belongs to the same program and was started by it.

    A browser, a Flatpak or an AppImage has many processes of one name. What a terminal, a launcher or an
    editor starts has another: it is a program of its own, wherever its windows are.
    """
    if pid == front:
        return True
    name = program_name(pid, proc)
    return name is not None and name == program_name(front, proc) and front in _ancestors(pid, proc)


def is_runtime(name: str) -> bool:
    """Whether many programs run under this file name, so that it tells none of them."""
    return bool(_INTERPRETER.fullmatch(name) or _RUNTIME.fullmatch(name))


def _ancestors(pid: int, proc: Path) -> set[int]:
    found: set[int] = set()
    while pid > 1:
        # proc_pid_stat(5): a name in parentheses, which may hold anything, the state, the parent.
        fields = _read(proc / str(pid) / "stat").rpartition(b")")[2].split()
        pid = int(fields[1]) if len(fields) > 1 else 0
        if pid in found:
            break  # the numbers were given to others while they were read
        found.add(pid)
    return found


def _flatpak_id(entry: Path) -> str | None:
    """The ``name`` of section ``[Application]`` (``[Runtime]`` has one too); see flatpak-metadata(5)."""
    section = ""
    for line in _read(entry / "root" / ".flatpak-info").decode("utf-8", "replace").splitlines():
        if line.startswith("["):
            section = line.strip()
        elif section == "[Application]" and line.startswith("name="):
            return line.removeprefix("name=").strip() or None
    return None


def _appimage_name(entry: Path) -> str | None:
    for variable in _read(entry / "environ").split(b"\0"):
        if variable.startswith(b"APPIMAGE="):
            path = variable.removeprefix(b"APPIMAGE=").decode("utf-8", "replace")
            return os.path.basename(path).removesuffix(".AppImage") or None
    return None


def _script_name(entry: Path) -> str | None:
    """The module or script an interpreter was started with; no other argument is ever taken for a name."""
    words = [word.decode("utf-8", "replace") for word in _read(entry / "cmdline").split(b"\0")][1:]
    for place, word in enumerate(words):
        if word in ("-c", "-e"):
            return None
        if word == "-m":
            return words[place + 1] if place + 1 < len(words) else None
        if not word.startswith("-") and (entry / "cwd" / word).is_file():
            return _SCRIPT_ENDING.sub("", os.path.basename(word)) or None
    return None


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_READ_LIMIT)
    except OSError:
        return b""
