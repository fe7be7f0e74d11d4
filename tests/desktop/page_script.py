"""Scripts that press the keys of the window's pages, each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.desktop.stored_day import ENVIRONMENT

_BEGIN = """
import sys
from pathlib import Path
from tests.desktop.window_pages import Pages, change, write
pages = Pages(Path(sys.argv[1]))
"""


def run(script: str, folder: Path) -> str:
    """What a script prints that has ``pages`` (:class:`tests.desktop.window_pages.Pages`) of a home."""
    (folder / "home").mkdir(exist_ok=True)
    environ = _environ(folder) | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", _BEGIN + script, str(folder / "home")]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def commanded(folder: Path, *arguments: str, **env: str) -> str:
    """What ``worktracker`` says of the home that the scripts of ``folder`` have."""
    command = [str(Path(sys.executable).with_name("worktracker")), *arguments]
    environ = _environ(folder) | {"WORKTRACKER_HOME": str(folder / "home")} | env
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _environ(folder: Path) -> dict[str, str]:
    environ = os.environ | ENVIRONMENT | {"XDG_CONFIG_HOME": str(folder / "config"), "LC_ALL": "C.UTF-8"}
    return {name: value for name, value in environ.items() if name != "DISPLAY"}
