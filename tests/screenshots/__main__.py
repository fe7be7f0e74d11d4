"""Takes the pictures: ``python -m tests.screenshots --scenes day --looks light dark --scales 1 1.5``."""

from __future__ import annotations

import argparse
import itertools
import subprocess
import sys
from pathlib import Path

from tests.desktop.virtual_desktop import VirtualDesktop
from tests.screenshots.records import RECORDS, made

_REPOSITORY = Path(__file__).parents[2]


def main() -> int:
    """Take what is asked for; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    parser.add_argument("--scenes", nargs="*", default=[], help="all, unless some are named")
    parser.add_argument("--looks", nargs="+", default=["light", "dark"], choices=["light", "dark"])
    parser.add_argument("--scales", nargs="+", default=["1", "1.5"], help="of everything on the screen")
    parser.add_argument("--text", nargs="+", default=["1"], help="of the text alone, like 1.25")
    parser.add_argument(
        "--languages", nargs="+", default=["en"], help="like en and de; pseudo is longer, rtl leftwards"
    )
    parser.add_argument("--records", nargs="+", default=["empty", "typical"], choices=list(RECORDS))
    parser.add_argument("--to", type=Path, default=_REPOSITORY / "build" / "screenshots")
    asked = parser.parse_args()
    asked.to.mkdir(parents=True, exist_ok=True)
    with VirtualDesktop(size=(2400, 1600), window_manager=None, keyring=False) as desktop:
        homes = {name: made(name, desktop.folder) for name in asked.records}
        for look, scale, text, language, record in itertools.product(
            asked.looks, asked.scales, asked.text, asked.languages, asked.records
        ):
            parts = [record, look, language, *([f"{scale}x"] if scale != "1" else [])]
            suffix = "-".join([*parts, *([f"text{text}"] if text != "1" else [])])
            env = desktop.env | {
                "WORKTRACKER_HOME": str(homes[record]),
                "QT_SCALE_FACTOR": scale,
                "QT_FONT_DPI": str(round(96 * float(text))),
            }
            command = [
                sys.executable,
                "-m",
                "tests.screenshots.taking",
                look,
                language,
                suffix,
                str(asked.to),
            ]
            subprocess.run([*command, *asked.scenes], env=env, cwd=_REPOSITORY, check=True, timeout=600)
    return 0


if __name__ == "__main__":
    sys.exit(main())
