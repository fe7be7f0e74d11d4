"""Takes the pictures: ``python -m tests.screenshots --scenes day --looks light dark --scales 1 1.5``."""

from __future__ import annotations

import argparse
import itertools
import shutil
import subprocess
import sys
from pathlib import Path

from tests.desktop.virtual_desktop import VirtualDesktop
from tests.screenshots.records import RECORDS, made

_REPOSITORY = Path(__file__).parents[2]
_FOLDER = _REPOSITORY / "docs" / "screenshots"
_SHOWN = {
    "day": ("typical-light-en", "day-friday"),
    "reports": ("typical-dark-en", "reports-trend"),
    "rules": ("typical-dark-en", "rules-form"),
    "privacy": ("typical-light-en", "privacy"),
}
"""What the README shows of the window: of which set, and which scene."""


def main() -> int:
    """Take what is asked for, each set in a folder of its own; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    parser.add_argument("--scenes", nargs="*", default=[], help="all, unless some are named")
    parser.add_argument("--looks", nargs="+", default=["light", "dark"], choices=["light", "dark"])
    parser.add_argument("--scales", nargs="+", default=["1", "1.5"], help="of everything on the screen")
    parser.add_argument("--text", nargs="+", default=["1"], help="of the text alone, like 1.25")
    parser.add_argument(
        "--languages", nargs="+", default=["en", "de", "rtl"], help="pseudo is longer, rtl leftwards as well"
    )
    parser.add_argument("--records", nargs="+", default=list(RECORDS), choices=list(RECORDS))
    parser.add_argument("--to", type=Path, default=_FOLDER)
    asked = parser.parse_args()
    with VirtualDesktop(size=(2400, 1600), window_manager=None, keyring=False) as desktop:
        homes = {name: made(name, desktop.folder) for name in asked.records}
        for record, look, scale, text, language in itertools.product(
            asked.records, asked.looks, asked.scales, asked.text, asked.languages
        ):
            parts = [record, look, language, *([f"{scale}x"] if scale != "1" else [])]
            name = "-".join([*parts, *([f"text{text}"] if text != "1" else [])])
            home = shutil.copytree(homes[record], desktop.folder / name)  # scenes write: none sees another's
            folder = asked.to / name
            folder.mkdir(parents=True, exist_ok=True)
            env = desktop.env | {
                "WORKTRACKER_HOME": str(home),
                "QT_SCALE_FACTOR": scale,
                "QT_FONT_DPI": str(round(96 * float(text))),
            }
            command = [sys.executable, "-m", "tests.screenshots.taking", record, look, language, str(folder)]
            subprocess.run([*command, *asked.scenes], env=env, cwd=_REPOSITORY, check=True, timeout=600)
            shutil.rmtree(home)
            for shown, (of, scene) in _SHOWN.items():
                if of == name and scene in (asked.scenes or [scene]):
                    shutil.copy(folder / f"{scene}.png", asked.to / f"{shown}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
