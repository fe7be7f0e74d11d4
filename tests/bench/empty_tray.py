"""A tray program that does nothing: what Qt alone costs."""

from __future__ import annotations

import sys

from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon


def main() -> int:
    """Run until killed."""
    app = QApplication(sys.argv)
    app.setQuitOnLastWindowClosed(False)
    dot = QPixmap(22, 22)
    dot.fill(QColor("#3584e4"))
    tray = QSystemTrayIcon(QIcon(dot))
    menu = QMenu()
    menu.addAction("Quit", app.quit)
    tray.setContextMenu(menu)
    tray.show()
    print("ready", flush=True)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
