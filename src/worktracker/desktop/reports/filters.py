"""The bar of filters: each is a chip that a click removes, and any number of them hold together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QLocale, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget

from worktracker.desktop.bidi import in_its_own_way
from worktracker.desktop.look import look
from worktracker.desktop.reports.place import quoted, unquoted
from worktracker.desktop.reports.wording import by_words, hour_words, none_words
from worktracker.desktop.window.flow import Flow
from worktracker.desktop.window.style import list_style
from worktracker.desktop.window.tips import set_plain_tip
from worktracker.desktop.window.wheel import leave_wheel
from worktracker.errors import UsageError
from worktracker.model.period import Period
from worktracker.privacy.rules import check_pattern
from worktracker.reports.filtered import ALL, Only
from worktracker.reports.report import By
from worktracker.store.store import Store

KINDS = ("category", "app", "domain", "title", "document", "url", "project", "client", "tag")
"""What can be filtered by its name; further the source, the day of the week and the hour."""

_PATTERNS = ("app", "domain", "title", "document", "url")
_HIDDEN = ("title", "document", "url")
_OTHERS = ("source", "weekday", "hour")
_MOST_VALUES = 5_000


def values_of(store: Store, kind: str) -> list[str]:
    """The names that a filter of this kind may have, those with most time first where that is known."""
    reader = store.reader
    match kind:
        case "app" | "domain":
            found, _ = reader.by_label(kind, Period(), ())
            ranked = sorted((-length, name) for name, length in found.items() if name is not None)
            return [name for _, name in ranked[:_MOST_VALUES]]
        case "category":
            from worktracker.model.labels import paths

            return sorted(paths(reader.categories()).values(), key=str.casefold)
        case "project":
            return sorted((each.name for each in reader.projects().values()), key=str.casefold)
        case "client":
            return sorted({each.client for each in reader.projects().values() if each.client})
        case "tag":
            return sorted(reader.tags())
        case "source":
            return [name for _, name in reader.sources().values()]
        case _:
            return []


def filtered(only: Only, kind: str, text: str, known: list[str]) -> Only:
    """``only`` with one filter more.

    Raises:
        UsageError: it can't be understood, or there is no such name.
    """
    text = text.strip()
    match kind:
        case "weekday":
            return replace(only, weekday=known.index(text))
        case "hour":
            return replace(only, hour=known.index(text))
        case _ if kind in _PATTERNS:
            pattern = quoted(text) if text in known else text
            check_pattern(kind, pattern, regex=False)
            return replace(only, **{kind: pattern})
        case _ if any(text.casefold() == each.casefold() for each in known):
            return replace(only, **{kind: text})
        case _:
            pass
    raise UsageError("There is no such name.", "Choose one from the list.")


def kind_words(kind: str) -> str:
    """What a filter is about."""
    from PySide6.QtCore import QCoreApplication

    if kind == "source":
        return QCoreApplication.translate("Reports", "Source")
    return by_words(By(kind))


def choices_of(kind: str) -> list[str]:
    """The values of a filter that are the same for everybody."""
    if kind == "weekday":
        return [QLocale().standaloneDayName(number) for number in range(1, 8)]
    return [hour_words(hour) for hour in range(24)] if kind == "hour" else []


def chips_of(only: Only, quiet: Callable[[str], str]) -> list[tuple[str, Only]]:
    """Each filter in words, and what is left without it."""
    found: list[tuple[str, Only]] = []
    for kind in (*KINDS, "source"):
        value = getattr(only, kind)
        if value is not None:
            text = unquoted(value) if kind in _PATTERNS else value
            text = quiet(text) if kind in _HIDDEN else text
            found.append((f"{kind_words(kind)}: {text}", replace(only, **{kind: None})))
    if only.weekday is not None:
        found.append((choices_of("weekday")[only.weekday], replace(only, weekday=None)))
    if only.hour is not None:
        found.append((hour_words(only.hour), replace(only, hour=None)))
    for kind in only.without:
        rest = tuple(each for each in only.without if each != kind)
        found.append((none_words(By(kind)), replace(only, without=rest)))
    return found


class _Field(QComboBox):
    """Where a filter's value is chosen or typed."""

    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: Escape gives up the filter, not the page."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class Filters(QWidget):
    """The chips, and the field for a new one; not in sight where there is neither.

    Attributes:
        add_button: what begins a new one.
    """

    changed = Signal(object)
    """What is asked for from now on."""
    wanted = Signal(str)
    """The kind of filter whose values are to be listed."""
    refused = Signal(object)
    """Why a filter was not taken."""

    def __init__(self, quiet: Callable[[str], str]) -> None:
        super().__init__()
        self._quiet = quiet
        self._only = ALL
        self._shown: list[tuple[str, Only]] = []
        self._kind: str | None = None
        self._known: list[str] = []
        self._chips: list[QPushButton] = []
        self._completer: QCompleter | None = None
        self.add_button = QPushButton(self.tr("Add &filter"))
        self.add_button.setProperty("flat", True)
        self._menu = QMenu(self.add_button)
        for kind in (*KINDS, *_OTHERS):
            self._menu.addAction(kind_words(kind)).triggered.connect(
                lambda _checked=False, kind=kind: self.begin(kind)
            )
        self.add_button.setMenu(self._menu)
        self._field = _Field()
        leave_wheel(self._field)
        self._field.setEditable(True)
        self._field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._field.setMinimumContentsLength(26)
        self._field.given_up.connect(self._give_up)
        self._take = QPushButton(self.tr("Add"))
        self._take.setProperty("primary", True)
        self._take.clicked.connect(self._taken)
        edit = self._field.lineEdit()
        assert edit is not None
        edit.returnPressed.connect(self._taken)
        self._adding = QWidget()
        row = QHBoxLayout(self._adding)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._field)
        row.addWidget(self._take)
        self._adding.hide()
        self._flow = Flow(self)
        self._flow.addWidget(self._adding)
        self.hide()

    def show_only(self, only: Only) -> None:
        """Show these filters."""
        self._hide_typed()
        wanted = chips_of(only, self._quiet)
        if (only, wanted) == (self._only, self._shown):
            return
        self._only, self._shown = only, wanted
        for chip in self._chips:
            chip.hide()
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._chips = []
        self._flow.removeWidget(self._adding)
        for text, rest in wanted:
            chip = QPushButton()
            cut = chip.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, 340)
            kind, colon, value = cut.partition(": ")
            chip.setText(f"{kind}{colon}{in_its_own_way(value)}   ✕".replace("&", "&&"))
            chip.setProperty("chip", True)
            name = self.tr("Remove the filter %1").replace("%1", text)
            chip.setAccessibleName(name)
            set_plain_tip(chip, name)
            chip.clicked.connect(lambda _checked=False, rest=rest: self.changed.emit(rest))
            self._chips.append(chip)
            self._flow.addWidget(chip)
        self._flow.addWidget(self._adding)
        self._give_up()

    def begin(self, kind: str) -> None:
        """Ask for the value of a new filter."""
        self._kind = kind
        self._field.clear()
        self._hide_typed()
        words = kind_words(kind)
        self._field.setAccessibleName(words)
        self._field.setAccessibleDescription(words)  # Qt on Linux tells the value in the name's place
        edit = self._field.lineEdit()
        assert edit is not None
        edit.setAccessibleName(words)
        edit.setPlaceholderText(
            self.tr("%1, * for anything").replace("%1", words) if kind in _PATTERNS else words
        )
        self._adding.show()
        self.show()
        self._field.setFocus()
        self.offer(kind, choices_of(kind))
        if kind not in ("weekday", "hour", *_HIDDEN):
            self.wanted.emit(kind)

    def offer(self, kind: str, values: list[str]) -> None:
        """List the values that there are."""
        if kind != self._kind:
            return
        self._known = values
        typed = self._field.currentText()
        self._field.clear()
        self._field.addItems(values)
        self._field.setCurrentIndex(-1)
        self._field.setEditText(typed)
        completer = QCompleter(QStringListModel(values, self._field), self._field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        shown = completer.popup()
        assert shown is not None
        shown.setStyleSheet(list_style(look()))
        self._field.setCompleter(completer)
        if self._completer is not None:
            self._completer.deleteLater()
        self._completer = completer

    def _hide_typed(self) -> None:
        """Show what is typed, or hide it: what was, goes, for screen readers are told of it all the same."""
        edit = self._field.lineEdit()
        assert edit is not None
        hidden = self._kind in _HIDDEN and self._quiet(" ") != " "
        mode = QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal
        if mode is not edit.echoMode():
            edit.clear()
            edit.setEchoMode(mode)

    def _taken(self) -> None:
        if self._kind is None:
            return
        try:
            only = filtered(self._only, self._kind, self._field.currentText(), self._known)
        except (UsageError, ValueError) as error:
            self.refused.emit(error)
            return
        self.changed.emit(only)

    def _give_up(self) -> None:
        self._kind = None
        if not self._adding.isHidden():
            self._adding.hide()
            self.add_button.setFocus()
        self.setVisible(bool(self._chips))
