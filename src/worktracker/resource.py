"""Where the icons, translations and other files that come with the program lie."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource_path(name: str) -> Path:
    """The file ``name`` (``icons/recording.svg``) of the top-level folder ``resources/``.

    A checkout has that folder beside ``src/``; a wheel holds it as ``worktracker/_resources``.
    """
    checkout = _PACKAGE.parents[1] / "resources"
    # Two folders above an installed package lies something else, whatever it is called.
    if _PACKAGE.parent.name == "src" and checkout.is_dir():
        return checkout / name
    return _PACKAGE / "_resources" / name
