"""Who asks the session not to go idle, and whether that is the program in front.

A process or a window is proof. A name is proof only where it is the very name of the program in front; what
tells less does not count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from worktracker.capture.port import FrontProgram
from worktracker.capture.program import is_part_of, is_runtime, program_name

_APP_ID = re.compile(r"[a-z]+(?:\.[\w-]+){2,}")
"""A reversed domain, the application's own name at its end (Desktop Entry Specification, "File naming")."""

_FILES = {
    "brave-browser": "brave",
    "chromium-browser": "chromium",
    "google-chrome": "chrome",
    "microsoft-edge": "msedge",
}
"""Classes of windows (StartupWMClass of the vendors' desktop files), and the files of the programs.

Chromium's family inhibits under the path of its file: power_save_blocker_linux.cc, ``GetProgram``.
"""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who asks the session not to go idle, as far as it is known who.

    Attributes:
        process: its number.
        window: the X window that it did so for.
        name: what it called itself: an application's id, a word, or the path of a program; "" for nothing.
    """

    process: int | None = None
    window: int | None = None
    name: str = field(default="", repr=False)

    def is_in(self, front: FrontProgram) -> bool:
        """Whether this is certainly the program in front."""
        if self.process is not None:
            return front.process is not None and is_part_of(self.process, front.process)
        if self.window is not None and self.window == front.window:
            return True
        program = program_name(front.process) if front.process is not None else None
        return any(is_same(self.name, name) for name in (*front.names, program) if name)


def is_same(one: str, other: str) -> bool:
    """Whether two names are one program's: of two ids the whole, else the id's own name and the word."""
    one, other = _plain(one), _plain(other)
    if _APP_ID.fullmatch(one) and _APP_ID.fullmatch(other):
        return one == other
    one, other = _own(one), _own(other)
    return bool(one) and one == other and not is_runtime(one)


def _plain(name: str) -> str:
    return name.rpartition("/")[2].removesuffix(".desktop").casefold()


def _own(name: str) -> str:
    own = name.rpartition(".")[2] if _APP_ID.fullmatch(name) else name
    return _FILES.get(own, own)
