"""What the icon at rest must not have brought along."""

from __future__ import annotations

import os
import subprocess
import sys

_SHOW = """
import enum, gc, linecache, sys
from PySide6.QtWidgets import QApplication
from worktracker.desktop.sources import read_no_sources
read_no_sources()
application = QApplication([])
import worktracker.desktop.main
from worktracker.desktop.app import App
from worktracker.desktop.icons import program_icon
from worktracker.desktop.loop import QtLoop
from worktracker.desktop.state import Face
from worktracker.desktop.tray.host import TrayHost
from worktracker.desktop.tray.icon import Tray
from worktracker.desktop.tray.menu import Menu
application.setWindowIcon(program_icon())
loop = QtLoop(application)
loop.call_later(0, application.quit)
tray = Tray(application, Menu())
for face in Face:
    tray.show_state(face, "a line", "")
host = TrayHost(tray)
application.exec()
print(sum(len(line) for entry in linecache.cache.values() if len(entry) > 2 for line in entry[2]))
print(*sys.modules)
print(*(each.__qualname__ for each in gc.get_objects() if isinstance(each, enum.EnumType)))
"""


def test_neither_windows_nor_the_namespace_qt_are_there_at_rest() -> None:
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", _SHOW], env=environ, capture_output=True, text=True, timeout=60, check=True
    )
    sources, *names = done.stdout.splitlines()
    assert int(sources) < 200_000  # what PySide6 reads for itself
    modules, enums = (set(line.split()) for line in names)
    assert "worktracker.desktop.tray.icon" in modules
    assert "Face" in enums
    # Names from PySide6 are made when they are imported: the namespace Qt is 1.1 MB.
    assert not [name for name in enums if name.startswith(("Qt.", "QMessageBox.", "QXmlStreamReader."))]
    windows = {"agreement_dialog", "cover", "export", "hotkeys", "look", "message", "passphrase_dialog"}
    windows |= {"tray.state_window", "tray.excluding", "forgetting"}
    windows |= {"day.page", "reports.page", "reports.exports", "day.cards", "window.page", "window.window"}
    assert modules.isdisjoint(f"worktracker.desktop.{name}" for name in windows)
    heavy = {
        "typer",
        "rich",
        "keyring",
        "ssl",
        "asyncio",
        "email",
        "http",
        "multiprocessing",
        "pynput",
        "re2",
    }
    assert modules.isdisjoint(heavy)
