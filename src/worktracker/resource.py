"""Where the icons, translations and other files that come with the program lie."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource_path(name: str) -> Path:
    """The file ``name`` (``icons/recording.svg``) of the top-level folder ``resources/``.

    A wheel holds that folder as ``worktracker/_resources``; a checkout has it beside ``src/``.
    """
    installed = _PACKAGE / "_resources"
    return (installed if installed.is_dir() else _PACKAGE.parents[1] / "resources") / name
