"""What every page of the window is: a heading with its commands, and what stands below."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMessageBox, QPushButton, QScrollArea, QVBoxLayout, QWidget

from worktracker.app.erasing import Deed
from worktracker.app.recording import Recording
from worktracker.desktop.look import CARD_GAP, NARROW_MARGIN, PAGE_MARGIN, SMALL, TITLE, Look, scaled
from worktracker.desktop.said import said_text
from worktracker.desktop.state import Shown
from worktracker.desktop.window.discreet import Discreet
from worktracker.desktop.window.flow import Flow
from worktracker.desktop.window.known import KnownSettings
from worktracker.desktop.window.network import Network
from worktracker.desktop.window.there import while_there
from worktracker.errors import StoreBusyError, StoreUnavailableError, WorkTrackerError
from worktracker.store.store import Store

_T = TypeVar("_T")
_COMMAND = 14
"""What a button is higher than its text, in pixels."""


@dataclass(frozen=True, slots=True)
class Around:
    """What the window gives its pages.

    Attributes:
        recording: what is shown and changed.
        notify: tells a title and a text in passing.
        tell: says what went wrong, in a window of its own.
        open: shows a question or a notice, which does not stop the recording.
        turn_to: shows the page of this name.
        trouble: says in the window's foot why the record can't be read; None when it can.
        discreet: whether titles may be shown; every text that was recorded passes through it.
        network: whether there could be one.
        erase_everything: ends the app and erases the key and every file, without a question.
        settings: as they are, or were when they could last be read.
    """

    recording: Recording
    notify: Callable[[str, str], None]
    tell: Callable[[WorkTrackerError], None]
    open: Callable[[QMessageBox], None]
    turn_to: Callable[[str], None]
    trouble: Callable[[str | None], None]
    discreet: Discreet
    network: Network
    erase_everything: Callable[[], None]
    settings: KnownSettings

    def rewrite(
        self,
        shower: QObject,
        work: Callable[[Store], _T],
        done: Callable[[_T | WorkTrackerError], None],
        *,
        cut: bool = False,
        follow: bool = False,
        beside_readers: bool = False,
    ) -> Deed:
        """As :meth:`Recording.rewrite`, for what may be gone at the end; what went wrong is told even so.

        Args:
            shower: where it is shown; ``done`` is called only while it is there.
            work, done, cut, follow, beside_readers: see there.

        Raises:
            StoreBusyError: somebody else is rewriting the file.
        """
        return self.recording.rewrite(
            work,
            while_there(shower, done, self.tell_failure),
            cut=cut,
            follow=follow,
            beside_readers=beside_readers,
        )

    def tell_failure(self, result: object) -> None:
        """Tell what went wrong with what nobody sees any more, if something did."""
        if isinstance(result, WorkTrackerError):
            self.tell(result)


class Page(QWidget):
    """One page. Made when it is first turned to, freed with the window.

    What it shows it reads in :meth:`refresh`, through :meth:`ask` where that may take longer than a frame.
    """

    name = ""
    """What the shell's and the code's words for it are: ``day``."""
    left = Signal()
    """Another page is turned to."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around = around
        self.recording = around.recording
        self._title = QLabel()
        self._title.setFont(scaled(self.font(), TITLE, bold=True))
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setMinimumHeight(self.fontMetrics().height() + _COMMAND)  # titles stand at one height
        self._range = QLabel()
        self._range.setFont(scaled(self.font(), 1.0))
        self._range.setProperty("secondary", True)
        self._range.setTextFormat(Qt.TextFormat.PlainText)
        self._commands = QHBoxLayout()
        self._commands.setSpacing(8)
        self._title_button: QPushButton | None = None
        self._head = QHBoxLayout()
        self._head.setSpacing(12)
        self._head.addWidget(self._title)
        self._head.addWidget(self._range)
        self._flow = Flow(gap=12, apart=True)
        self._flow.add_layout(self._head)
        self._flow.add_layout(self._commands)
        self._inner = QWidget()
        self.body = QVBoxLayout(self._inner)
        Page.fit(self, narrow=False)
        self.body.setSpacing(CARD_GAP)
        self.body.addLayout(self._flow)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    # For the pages that derive from this one

    @property
    def settings(self) -> KnownSettings:
        """What holds; to be read at any time."""
        return self.around.settings

    def head(self, title: str, secondary: str = "") -> None:
        """Say what the page shows, and of which time."""
        self._title.setText(title)
        if self._title_button is not None:
            self._title_button.setText(f"{title}  ▾")
            self._title_button.setAccessibleName(title)
        self._range.setText(secondary)
        self._range.setVisible(bool(secondary))

    def title_button(self, asked: Callable[[], object], description: str) -> QPushButton:
        """Let the title be a button, which opens a choice of what is shown."""
        button = self._title_button = QPushButton()
        button.setFont(self._title.font())
        button.setProperty("flat", True)
        button.setProperty("title", True)
        button.setAccessibleDescription(description)
        button.setToolTip(description)
        button.clicked.connect(lambda: asked())  # noqa: PLW0108 - without "checked"
        self._head.replaceWidget(self._title, button)
        self._flow.outset = 9  # its text stands where the title's stood
        self._title.hide()
        return button

    def command(self, text: str, asked: Callable[[], object], *, primary: bool = False) -> QPushButton:
        """Add a button at the right of the heading."""
        button = QPushButton(text)
        button.setProperty("primary", primary)
        button.clicked.connect(lambda: asked())  # noqa: PLW0108 - without "checked"
        self._commands.addWidget(button)
        return button

    def head_widget(self, widget: QWidget) -> None:
        """Put something else where the commands are."""
        self._commands.addWidget(widget)

    def ask(
        self,
        question: Callable[[Store], _T],
        answered: Callable[[_T], None],
        asker: Hashable = None,
        *,
        shower: QObject | None = None,
        takes_long: bool = False,
        failed: Callable[[WorkTrackerError], None] | None = None,
    ) -> None:
        """Ask the record without waiting for it.

        Args:
            question: reads on another thread; touches nothing of the window.
            answered: shows; not called when the page asks again before, or is gone.
            asker: which of the page's questions it is, where it has several at a time.
            shower: what shows the answer, where that may go before the page; it hears nothing then.
            takes_long: it may take many seconds, and so must not keep others waiting.
            failed: hears why it can't be answered, beside the window's foot.
        """
        trouble = self._settle()

        def known(answer: _T) -> None:
            self.around.trouble(trouble)
            answered(answer)

        def unknown(error: WorkTrackerError) -> None:
            self.around.trouble(said_text(error.message))  # what was last known stays in sight
            if failed is not None:
                failed(error)

        reading = self.recording.long_reading if takes_long else self.recording.reading
        shower = self if shower is None else shower
        reading.ask((self.name, asker), question, while_there(shower, known), while_there(shower, unknown))

    def ask_no_more(self, asker: Hashable) -> None:
        """Break off one of the page's long questions."""
        self.recording.long_reading.forget((self.name, asker))

    def _settle(self) -> str | None:
        """Bring the record up to this moment; why it can't be, if so: what is known before is shown."""
        try:
            self.recording.settle()
        except (StoreBusyError, StoreUnavailableError) as error:
            return said_text(error.message)
        return self.settings.trouble

    # For the window

    def fit(self, *, narrow: bool) -> None:
        """Lie in a window that is, or isn't, narrow."""
        side = NARROW_MARGIN if narrow else PAGE_MARGIN
        self.body.setContentsMargins(side, 18, side, CARD_GAP)

    @property
    def window_title(self) -> str:
        """What the window's title says of it."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Bring everything up to this moment: when it is turned to, and while it is in sight."""

    def keep_up(self) -> None:
        """As :meth:`refresh`, now and then while it is in sight: what takes long may wait."""
        self.refresh()

    def show_state(self, state: Shown) -> None:
        """Hear what is so with the recording now."""

    def go_on(self, before: Page) -> None:
        """Take the place of another page of this kind, and show the same part of it."""
        bar, value = self._scroll.verticalScrollBar(), before._scroll.verticalScrollBar().value()
        QTimer.singleShot(0, self, lambda: bar.setValue(value))  # when it has its size

    def colour(self, colours: Look) -> None:
        """Follow the desktop from light to dark; style sheets do so by themselves."""

    def back(self) -> bool:
        """Escape: go back one step within the page; whether there was one."""
        return False


def small(label: QLabel) -> QLabel:
    """``label`` as a remark: smaller, and in the secondary colour."""
    label.setFont(scaled(label.font(), SMALL))
    label.setProperty("secondary", True)
    return label
