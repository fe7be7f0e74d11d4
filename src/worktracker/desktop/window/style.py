"""The style sheet of the window: one for everything in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from worktracker.desktop.look import BUTTON_RADIUS, CARD_RADIUS, LIGHT, Look, button_style, scroll_style
from worktracker.resource import resource_path


def window_style(colours: Look) -> str:
    """Fields, lists, tables and buttons in these colours, each with its focus in sight."""
    c = {name: getattr(colours, name).name() for name in _NAMES}
    well = c["card" if colours is LIGHT else "page"]  # what is filled in lies a little lower
    tick = resource_path(f"icons/check-{'light' if colours is LIGHT else 'dark'}.svg").as_posix()
    ring = f"border: 1px solid {c['now']};"
    return (
        button_style(colours)
        + scroll_style(colours)
        + f"""
QLabel[secondary=true] {{ color: {c["secondary"]}; }}
QLabel[wrong=true] {{ color: {c["recording"]}; }}
QFrame[card=true] {{
    background: {c["card"]}; border: 1px solid {c["line"]}; border-radius: {CARD_RADIUS}px;
}}
QFrame[hairline=true] {{ background: {c["line"]}; border: none; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; }}
QPushButton[tight=true] {{ padding-left: 9px; padding-right: 9px; }}
QPushButton[flat=true] {{ background: transparent; border-color: transparent; padding: 4px 8px; }}
QPushButton[flat=true]:checked {{ background: {c["track"]}; border-color: {c["now"]}; }}
QPushButton[flat=true]:hover {{ background: {c["track"]}; }}
QPushButton[flat=true]:focus {{ {ring} }}
QPushButton[narrow=true] {{ padding-left: 0; padding-right: 0; }}
QPushButton[chip=true] {{ background: {c["track"]}; padding: 4px 10px; }}
QPushButton[chip=true]:focus, QPushButton[narrow=true]:focus {{ {ring} }}
QPushButton[title=true] {{ padding: 2px 8px; text-align: left; }}
QPushButton:checked {{ background: {c["track"]}; border-color: {c["secondary"]}; }}
QPushButton[segment] {{ border-radius: 0; margin-left: -1px; padding-left: 8px; padding-right: 8px; }}
QPushButton[segment=first] {{
    margin-left: 0; border-top-left-radius: {BUTTON_RADIUS}px; border-bottom-left-radius: {BUTTON_RADIUS}px;
}}
QPushButton[segment=last] {{
    border-top-right-radius: {BUTTON_RADIUS}px; border-bottom-right-radius: {BUTTON_RADIUS}px;
}}
QPushButton[segment]:checked {{ font-weight: 600; border-color: {c["line"]}; }}
QPushButton[segment]:focus {{ {ring} }}
QPushButton::menu-indicator {{ width: 0; }}
QLineEdit, QComboBox, QSpinBox, QDateEdit, QTimeEdit, QDateTimeEdit, QPlainTextEdit {{
    background: {well}; color: {c["ink"]}; border: 1px solid {c["line"]};
    border-radius: {BUTTON_RADIUS}px; padding: 5px 8px; placeholder-text-color: {c["secondary"]};
    selection-background-color: {c["now"]};
    selection-color: {c["card"]};
}}
QComboBox > QLineEdit {{ border: none; padding: 0; background: transparent; }}
QAbstractSpinBox {{ padding-top: 4px; padding-bottom: 3px; }}
QAbstractSpinBox > QLineEdit {{ border: none; padding: 0 8px; background: transparent; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: none; }}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus, QTimeEdit:focus, QDateTimeEdit:focus,
QPlainTextEdit:focus {{ {ring} }}
QLineEdit:disabled, QComboBox:disabled {{ color: {c["secondary"]}; background: {c["page"]}; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border: none; width: 24px; }}
QCheckBox::indicator, QRadioButton::indicator {{
    width: 12px; height: 12px; border: 1px solid {c["secondary"]}; background: {well};
}}
QCheckBox::indicator {{ border-radius: 3px; }}
QRadioButton::indicator {{ border-radius: 7px; }}
QCheckBox::indicator:checked {{ background: {c["now"]}; border-color: {c["now"]}; image: url("{tick}"); }}
QRadioButton::indicator:checked {{ border: 4px solid {c["now"]}; width: 6px; height: 6px; }}
QCheckBox:focus, QRadioButton:focus {{ text-decoration: underline; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {c["secondary"]}; }}
QAbstractItemView {{
    background: {c["card"]}; color: {c["ink"]}; border: 1px solid {c["line"]};
    selection-background-color: {c["track"]}; selection-color: {c["ink"]}; outline: none;
}}
QTableView, QTreeView, QListView {{ border: none; background: transparent; gridline-color: {c["line"]}; }}
QTableView::item, QTreeView::item {{ padding: 4px 6px; }}
QTableView::item:focus, QTreeView::item:focus, QListView::item:focus {{ {ring} }}
QHeaderView {{ border: none; background: transparent; }}
QHeaderView::section {{
    background: transparent; color: {c["secondary"]}; border: none;
    border-bottom: 1px solid {c["line"]}; padding: 5px 9px;
}}
QToolTip {{ background: {c["card"]}; color: {c["ink"]}; border: 1px solid {c["line"]}; padding: 4px 6px; }}
QMenu {{ background: {c["card"]}; color: {c["ink"]}; border: 1px solid {c["line"]}; padding: 4px; }}
QMenu::item {{ padding: 6px 22px 6px 14px; border-radius: 5px; }}
QMenu::icon {{ padding-left: 8px; padding-right: 8px; }}
QMenu::item:selected {{ background: {c["track"]}; }}
QMenu::item:disabled {{ color: {c["secondary"]}; }}
QMenu::separator {{ height: 1px; background: {c["line"]}; margin: 4px 8px; }}
QProgressBar {{ background: {c["track"]}; border: none; border-radius: 2px; max-height: 4px; }}
QProgressBar::chunk {{ background: {c["now"]}; border-radius: 2px; }}
"""
        + (_LEFTWARDS if QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft else "")
    )


_LEFTWARDS = 'QLabel[wordWrap="true"] { padding-right: 0.4em; }'
"""Room at the left, where Qt lets the space that ends a line push the line's last letter out (the sides of a
style sheet are turned around)."""


def list_style(colours: Look) -> str:
    """The list that opens below a field while somebody types: it is no part of the window."""
    c = {name: getattr(colours, name).name() for name in _NAMES}
    return (
        scroll_style(colours)
        + f"""
QListView {{ background: {c["card"]}; color: {c["ink"]}; border: 1px solid {c["line"]}; outline: none; }}
QListView::item {{ padding: 5px 4px; }}
QListView::item:selected {{ background: {c["track"]}; color: {c["ink"]}; }}
"""
    )


_NAMES = ("page", "card", "ink", "secondary", "line", "track", "recording", "now")
