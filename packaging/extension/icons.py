"""Draw the extension's icons from the app's own: Chromium takes no SVG.

QT_QPA_PLATFORM=offscreen python packaging/extension/icons.py
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication

from worktracker.desktop.icons import drawn
from worktracker.resource import resource_path

SIZES = {"recording": (16, 32, 48, 128), "stopped": (16, 32)}
"""Edge lengths in pixels: toolbars want the small ones, lists of extensions the large ones."""


def write(folder: Path) -> None:
    """Write every icon into ``folder``."""
    application = QGuiApplication.instance() or QGuiApplication([])
    for name, sizes in SIZES.items():
        for size in sizes:
            drawn(f"icons/{name}.svg", QSize(size, size)).save(str(folder / f"{name}-{size}.png"))
    del application


if __name__ == "__main__":
    write(resource_path("extension/icons"))
