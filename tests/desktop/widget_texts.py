"""Every text that the program's widgets hold: what they show, and what they tell a screen reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from worktracker.desktop.day.lanes_view import LanesView
from worktracker.desktop.reports.chart import Chart

_SPOKEN = (
    QAccessible.Text.Name,
    QAccessible.Text.Description,
    QAccessible.Text.Value,
    QAccessible.Text.Help,
)
_ROLES = (*range(Qt.ItemDataRole.StatusTipRole + 1), *range(Qt.ItemDataRole.UserRole, 260))
_ROLES_SPOKEN = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole)


def texts(wanted: Callable[[QWidget], bool] = lambda _: True) -> Iterator[tuple[str, str]]:
    """Each text with what holds it, of all widgets that are ``wanted``; those about to go are gone."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for widget in QApplication.allWidgets():
        if wanted(widget):
            place = f"{widget.metaObject().className()} in {type(widget.parent()).__name__}"
            yield from ((place, text) for text in _of(widget) if text)


def _of(widget: QWidget) -> Iterator[str]:
    yield from (widget.windowTitle(), widget.toolTip(), widget.statusTip(), widget.whatsThis())
    yield from (widget.accessibleName(), widget.accessibleDescription())
    spoken = QAccessible.queryAccessibleInterface(widget)
    if spoken is not None:
        yield from (spoken.text(kind) for kind in _SPOKEN)
    yield from _shown(widget)
    for action in widget.actions():
        yield from (action.text(), action.toolTip())


def _shown(widget: QWidget) -> Iterator[str]:
    """What its kind of widget shows."""
    match widget:
        case QLineEdit():
            yield from (widget.displayText(), widget.placeholderText())
            if widget.completer() is not None:
                yield from _model(widget.completer().model())
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QGroupBox() | QMenu():
            yield widget.title()
        case QPlainTextEdit() | QTextEdit():
            yield widget.toPlainText()
        case QComboBox():
            yield from (widget.itemText(number) for number in range(widget.count()))
        case QAbstractItemView():
            yield from _model(widget.model())
        case Chart():
            yield from (mark.text for mark in widget.marks)
        case LanesView():
            lanes = () if widget.day is None else widget.day.lanes
            for lane in lanes:
                yield from (widget._text_of(segment) for segment in lane.segments)
        case _:
            pass


def _model(model: QAbstractItemModel | None) -> Iterator[str]:
    if model is None:
        return
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for row in range(model.rowCount()):
        for column in range(columns):
            index = model.index(row, column)
            for role in (*_ROLES, *_ROLES_SPOKEN):
                found = model.data(index, role)
                if found is not None:
                    yield str(found)
