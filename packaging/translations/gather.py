"""Gathers what the windows say into resources/translations/*.ts, and makes the *.qm that the program reads.

Texts that are gone from the code go; what is new stands there unfinished, for Qt Linguist.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

_REPOSITORY = Path(__file__).resolve().parents[2]
_PROGRAMS = Path(sys.executable).parent
_FOLDER = _REPOSITORY / "resources" / "translations"
_ERRORS = _REPOSITORY / "resources" / "errors.txt"
LANGUAGES = {"de": (), "en": ("-pluralonly",)}
"""Codes, with what lupdate is told: English needs its plurals only."""


def sources() -> list[str]:
    """The files that hold texts of windows."""
    source = _REPOSITORY / "src" / "worktracker"
    marked = [path for path in source.rglob("*.py") if "QT_TRANSLATE_NOOP" in path.read_text("utf-8")]
    return sorted(str(path) for path in {*(source / "desktop").rglob("*.py"), *marked})


def gather(folder: Path) -> None:
    """Bring the texts in ``folder`` up to the code, and to what errors say (see errors.py)."""
    with tempfile.TemporaryDirectory() as passing:
        errors = Path(passing) / "errors.py"
        sentences = (json.dumps(line, ensure_ascii=False) for line in _ERRORS.read_text("utf-8").splitlines())
        errors.write_text("".join(f'QT_TRANSLATE_NOOP("Errors", {each})\n' for each in sentences), "utf-8")
        for code, more in LANGUAGES.items():
            file = folder / f"worktracker_{code}.ts"
            command = [_PROGRAMS / "pyside6-lupdate", *sources(), errors, "-ts", file]
            subprocess.run(
                [*command, "-target-language", code, "-source-language", "en", "-no-obsolete", "-locations",
                 "none", *more],
                check=True, stdout=subprocess.DEVNULL,
            )  # fmt: skip
            _make(file)


def _make(file: Path) -> None:
    command = [_PROGRAMS / "pyside6-lrelease", file, "-qm", file.with_suffix(".qm")]
    subprocess.run([*command, "-nounfinished"], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    _FOLDER.mkdir(exist_ok=True)
    gather(_FOLDER)
