"""A saving: PySide6 would keep the source of every module that is imported after it."""

from __future__ import annotations

import sys
from types import ModuleType


def read_no_sources() -> None:
    """Have PySide6 take it that no module uses its ``__feature__`` imports; ours don't.

    It finds out by reading the source of each module that an import statement names, through
    ``inspect`` and so into ``linecache``: 1.9 MB for ours and those of Python that they name.
    To be called once PySide6.QtCore is there, and before the modules that use it are.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = _uses_no_feature  # type: ignore[union-attr] # noqa: SLF001


def _uses_no_feature(_module: ModuleType) -> bool:
    return False
