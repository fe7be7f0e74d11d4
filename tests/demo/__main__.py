"""``python -m tests.demo [--brisk]``: the program at work on a screen of its own, then its report.

Exit 0 if the record is what was done, 1 with a line that says why if not. What it leaves is one new
folder, whose place it prints: the CSV, the screenshot, the encrypted store and logs.
"""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from tests.demo.story import BRISK, CALM, DemoError, Story
from tests.desktop.virtual_desktop import VirtualDesktop

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_NEEDED = (
    "Xvfb", "openbox", "tint2", "dbus-daemon", "gnome-keyring-daemon", "setpriv", "import-im6.q16|import",
    "xsetroot", "xterm", "xcalc", "xedit", "xfontsel", "xmessage",
)  # fmt: skip


class Interrupted(BaseException):
    """The user, or the system, ends the demo by a signal."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def main() -> int:
    """Run the demo; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.demo", description=__doc__)
    parser.add_argument("--brisk", action="store_true", help="half the time, for tests")
    tempo = BRISK if parser.parse_args().brisk else CALM
    missing = [names for names in _NEEDED if not any(map(shutil.which, names.split("|")))]
    if missing:
        print(f"demo: these programs are missing: {', '.join(missing)}.", file=sys.stderr)
        print("Their Debian packages are listed in packaging/setup/debian-screen.txt.", file=sys.stderr)
        return 1
    for number in _ENDING:
        signal.signal(number, _interrupt)
    folder = Path(tempfile.mkdtemp(prefix="worktracker-demo-"))
    (folder / "log").mkdir()
    print(f"worktracker on a screen of its own, for about {25 if tempo is BRISK else 50} s; Ctrl+C ends it.")
    print(f"What it leaves is in {folder}\n", flush=True)
    try:
        with VirtualDesktop(tray="tint2", keyring=True) as desktop:
            try:
                Story(desktop, folder, tempo).run()
            finally:
                _ignore_signals()
                shutil.copytree(desktop.folder / "log", folder / "log", dirs_exist_ok=True)
    except Interrupted as interrupted:
        print("\ndemo: ended before its time; everything that it started has ended too.", file=sys.stderr)
        return 128 + interrupted.number
    except (AssertionError, DemoError, OSError, RuntimeError) as error:
        print("demo:", "\n      ".join(map(str, error.args)), file=sys.stderr)
        print(f"Logs of all programs are in {folder / 'log'}.", file=sys.stderr)
        return 1
    return 0


def _interrupt(number: int, _: object) -> None:
    _ignore_signals()
    raise Interrupted(number)


def _ignore_signals() -> None:
    """From here on everything is being ended, and a second Ctrl+C must not break that off."""
    for number in _ENDING:
        signal.signal(number, signal.SIG_IGN)


if __name__ == "__main__":
    sys.exit(main())
