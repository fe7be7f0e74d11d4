"""A small window in place of the icon, where no panel shows icons: recording is never invisible."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from worktracker.desktop.icons import drawn, state_icon
from worktracker.desktop.look import button_style, look, palette, scaled
from worktracker.desktop.spoken import WINDOW, speak_roles
from worktracker.desktop.state import Face, Shown, state_words

NOTICE_MS = 60_000
"""How long a notice stays: nobody may be looking when it comes."""


class StateWindow(QWidget):
    """The state in words and as icon, pause and resume, and the tray's menu. Closing it minimises it."""

    spoken_role = WINDOW
    start_asked = Signal()
    toggle_asked = Signal()

    def __init__(self, menu: QMenu) -> None:
        super().__init__(None, Qt.WindowType.Window)
        speak_roles()
        self._face: Face | None = None
        self._ending = False
        colours = look()
        self.setPalette(palette(colours))
        self._icon = QLabel()
        self._state = QLabel()
        self._state.setFont(scaled(self.font(), 1.1, bold=True))
        self._trouble = QLabel()
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        self._button = QPushButton()
        self._button.clicked.connect(self._clicked)
        self._more = QPushButton(self.tr("Menu"))
        self._more.setMenu(menu)
        for button in (self._button, self._more):
            button.setStyleSheet(button_style(colours) + "QPushButton::menu-indicator { width: 0; }")
        self._notice = QLabel()
        self._notice.setTextFormat(Qt.TextFormat.PlainText)
        self._notice.setWordWrap(True)
        self._notice.hide()
        self._notice_ends = QTimer(self)
        self._notice_ends.setSingleShot(True)
        self._notice_ends.setInterval(NOTICE_MS)
        self._notice_ends.timeout.connect(self._end_notice)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self._icon)
        top.addWidget(self._state, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._button, 1)
        buttons.addWidget(self._more, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self._trouble)
        layout.addWidget(self._notice)
        layout.addLayout(buttons)
        self.setMinimumWidth(280)

    def show_state(self, state: Shown, line: str) -> None:
        """Show the state; ``line`` is the window's title, for the list of windows."""
        self.setWindowTitle(f"{line} – worktracker")
        self._state.setText(state_words(state))
        self._trouble.setText(state.more)
        self._trouble.setVisible(bool(state.more))
        if state.face is not self._face:
            self._show_face(state.face)
        self._fit()

    def show_notice(self, title: str, text: str) -> None:
        """Tell something in passing, in sight: the icon would say it in a bubble."""
        self._notice.setText(f"{title}\n{text}")
        self._notice.show()
        self._fit()
        self._notice_ends.start()
        if self.isMinimized():
            self.showNormal()
        self.raise_()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: speak another language; the state is said anew by whoever knows it."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._more.setText(self.tr("Menu"))
            self._name_button()

    def end(self) -> None:
        """Close for good: there is an icon again."""
        self._ending = True
        self.close()
        self.deleteLater()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: the style has said now how high everything is."""
        super().showEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: as long as nothing else says whether it is recording, this stays."""
        if self._ending:
            super().closeEvent(event)
            return
        event.ignore()
        self.showMinimized()

    def _show_face(self, face: Face) -> None:
        self._face = face
        self.setWindowIcon(QIcon(state_icon(face)))
        self._icon.setPixmap(drawn(f"icons/{face}.svg", QSize(24, 24)))
        for button in (self._button, self._more):
            button.setEnabled(face is not Face.STARTING)
        self._name_button()

    def _end_notice(self) -> None:
        self._notice.hide()
        self._fit()

    def _fit(self) -> None:
        """Be as high as what is said needs."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        shown = self.width() if self.isVisible() else 0
        width = max(self.minimumWidth(), layout.minimumSize().width(), shown)
        grows = layout.hasHeightForWidth()  # with lines that wrap
        height = layout.totalHeightForWidth(width) if grows else layout.sizeHint().height()
        if height != self.minimumHeight():
            self.setMinimumHeight(height)
            self.resize(width, height)

    def _name_button(self) -> None:
        texts = {Face.PAUSED: self.tr("Resume"), Face.STOPPED: self.tr("Start recording")}
        self._button.setText(texts.get(self._face or Face.RECORDING, self.tr("Pause")))

    def _clicked(self) -> None:
        if self._face is Face.STOPPED:
            self.start_asked.emit()
        else:
            self.toggle_asked.emit()
