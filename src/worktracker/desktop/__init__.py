"""The Qt app: tray icon, windows and dialogs. Shows and asks; decides nothing."""

from __future__ import annotations

from worktracker.desktop.constants import make_constants_immortal

# Before the first call of Qt's, whoever makes it.
make_constants_immortal()
