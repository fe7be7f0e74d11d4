"""The window's left side: where one can go, and always whether it is recording and what it keeps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QCoreApplication, QPoint, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from worktracker.desktop.icons import drawn
from worktracker.desktop.look import BUTTON_RADIUS, CARD_RADIUS, Look, look, scaled
from worktracker.desktop.state import Face, Shown, state_words, time_text
from worktracker.privacy.levels import Levels, UrlLevel

WIDTH, NARROW_WIDTH = 15.4, 13.0
"""In heights of a line; the second in a narrow window."""


class Sidebar(QWidget):
    """The pages' names, and the state card at the foot."""

    turned = Signal(str)
    """The name of the page that is wanted."""

    def __init__(self, card: StateCard) -> None:
        super().__init__()
        self._name = QLabel("worktracker")
        self._name.setFont(scaled(self.font(), 1.1, bold=True))
        self._pages = QListWidget()
        self._pages.setAccessibleName(self.tr("Pages"))
        self._pages.setFrameShape(QFrame.Shape.NoFrame)
        self._pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pages.currentItemChanged.connect(self._chosen)
        self._card = card
        self._column = layout = QVBoxLayout(self)
        layout.setSpacing(14)
        names = QHBoxLayout()
        names.setContentsMargins(10, 0, 10, 0)
        names.addWidget(self._name)
        names.addStretch()
        layout.addLayout(names)
        layout.addWidget(self._pages, 1)
        layout.addWidget(card)
        self.fit(narrow=False)

    def fit(self, *, narrow: bool) -> None:
        """Lie in a window that is, or isn't, narrow."""
        side = 8 if narrow else 12
        self._column.setContentsMargins(side, 18 if narrow else 20, side, 10 if narrow else 14)
        self.setFixedWidth(round(self.fontMetrics().height() * (NARROW_WIDTH if narrow else WIDTH)))
        self._card.fit(narrow=narrow)

    def add(self, name: str, title: str) -> None:
        """Offer a page."""
        item = QListWidgetItem(title)
        item.setData(Qt.ItemDataRole.UserRole, name)
        item.setSizeHint(QSize(0, round(self.fontMetrics().height() * 2.35)))
        self._pages.addItem(item)

    def show_page(self, name: str) -> None:
        """Mark the page that is shown."""
        blocker = QSignalBlocker(self._pages)  # nobody has chosen it here
        for row in range(self._pages.count()):
            if self._pages.item(row).data(Qt.ItemDataRole.UserRole) == name:
                self._pages.setCurrentRow(row)
        blocker.unblock()

    def colour(self, colours: Look) -> None:
        """Follow the desktop from light to dark."""
        self._pages.setStyleSheet(
            "QListWidget { background: transparent; border: none; outline: none; }"
            f"QListWidget::item {{ border: 1px solid transparent; border-radius: {BUTTON_RADIUS}px;"
            f" padding: 0 9px; color: {colours.ink.name()}; }}"
            f"QListWidget::item:hover {{ background: {colours.track.name()}; }}"
            f"QListWidget::item:selected {{ background: {colours.card.name()};"
            f" border-color: {colours.line.name()}; font-weight: 600; }}"
            f"QListWidget::item:focus {{ border-color: {colours.now.name()}; }}"
        )
        self._card.colour(colours)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), look().sidebar)
        painter.end()

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.turned.emit(item.data(Qt.ItemDataRole.UserRole))


class StateCard(QFrame):
    """The state in words, since when and at which levels, and the buttons that change it."""

    start_asked = Signal()
    pause_asked = Signal(object)
    """A timedelta, ``tomorrow``, or None for until resumed."""
    menu_asked = Signal(object)
    """The icon's menu is wanted, above this point of the screen: for those who can't reach the icon."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("state")
        self._face = Face.STOPPED
        self._icon = QLabel()
        self._state = QLabel()
        self._state.setFont(scaled(self.font(), 1.0, bold=True))
        self._state.setWordWrap(True)
        self._more = QLabel()
        self._more.setFont(scaled(self.font(), 0.85))
        self._more.setProperty("secondary", True)
        self._more.setWordWrap(True)
        self._pauses = QMenu(self)
        for text, length in (
            (self.tr("For 15 minutes"), timedelta(minutes=15)),
            (self.tr("For 1 hour"), timedelta(hours=1)),
            (self.tr("Until tomorrow"), "tomorrow"),
            (self.tr("Until I resume"), None),
        ):
            self._pauses.addAction(text).triggered.connect(self._pause(length))
        self._pause_button = QPushButton(self.tr("&Pause…"))
        self._pause_button.setMenu(self._pauses)
        self._start_button = QPushButton()
        self._start_button.clicked.connect(self.start_asked)
        self._menu_button = QPushButton("⋯")
        self._menu_button.setProperty("flat", True)
        line = self.fontMetrics().height()
        self._menu_button.setFixedSize(round(line * 2), round(line * 1.6))
        for label in (self._icon, self._state):
            label.setContentsMargins(0, round(line * 0.3), 0, 0)  # the first line at the button's height
        self._menu_button.setAccessibleName(self.tr("All commands"))
        self._menu_button.setToolTip(self.tr("The icon's menu (F10)"))
        self._menu_button.clicked.connect(self.ask_menu)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._state, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._menu_button, 0, Qt.AlignmentFlag.AlignTop)
        self._column = layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self._more)
        layout.addWidget(self._pause_button)
        layout.addWidget(self._start_button)
        self.fit(narrow=False)

    def fit(self, *, narrow: bool) -> None:
        """Lie in a window that is, or isn't, narrow."""
        side = 9 if narrow else 12
        self._column.setContentsMargins(side, side, side, side)
        for button in (self._pause_button, self._start_button):
            button.setProperty("tight", narrow)
            button.style().polish(button)

    def ask_menu(self) -> None:
        """Ask for the icon's menu, above its button."""
        self.menu_asked.emit(self._menu_button.mapToGlobal(QPoint(0, 0)))

    def show_state(self, state: Shown, levels: Levels) -> None:
        """Say what is so."""
        self._face = state.face
        self._state.setText(state_words(state))
        wanted = state.face in (Face.RECORDING, Face.IDLE, Face.WAITING)
        since = self.tr("since %1").replace("%1", time_text(state.since_ms or 0))
        self._more.setText(
            {
                Face.RECORDING: f"{since} · {levels_words(levels)}",
                Face.IDLE: levels_words(levels),
                Face.PAUSED: since,
                Face.STOPPED: state.note or self.tr("Nothing is recorded."),
                Face.WAITING: state.note or "",
                Face.STARTING: state.note or "",
            }[state.face]
        )
        self._start_button.setText(
            self.tr("&Resume") if state.face is Face.PAUSED else self.tr("&Start recording")
        )
        shown, hidden = self._start_button, self._pause_button
        if wanted:
            shown, hidden = hidden, shown
        shown.show()
        if hidden.hasFocus():
            shown.setFocus()  # Qt would look for another one somewhere
        hidden.hide()
        self._draw()

    def colour(self, colours: Look) -> None:
        """Follow the desktop from light to dark."""
        self.setStyleSheet(
            f"QFrame#state {{ background: {colours.card.name()}; border: 1px solid {colours.line.name()};"
            f" border-radius: {CARD_RADIUS}px; }}"
        )
        self._draw()

    def _draw(self) -> None:
        size = round(self.fontMetrics().height())
        ratio = self.devicePixelRatioF()
        picture = drawn(f"icons/{self._face}.svg", QSize(round(size * ratio), round(size * ratio)))
        picture.setDevicePixelRatio(ratio)
        self._icon.setPixmap(picture)

    def _pause(self, length: timedelta | str | None) -> Callable[[], None]:
        return lambda: self.pause_asked.emit(length)


def levels_words(levels: Levels) -> str:
    """What is kept, in a few words: ``apps, titles, sites``."""
    translate = QCoreApplication.translate
    words = [
        translate("Levels", "apps") if levels.apps else "",
        translate("Levels", "titles") if levels.titles else "",
        {
            UrlLevel.NONE: "",
            UrlLevel.DOMAIN: translate("Levels", "sites"),
            UrlLevel.FULL: translate("Levels", "addresses"),
        }[levels.urls],
    ]
    return ", ".join(word for word in words if word) or translate("Levels", "time only")
