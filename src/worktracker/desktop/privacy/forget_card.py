"""Forgetting: the last minutes, a stretch of time, an application or a site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QCoreApplication, QDateTime
from PySide6.QtWidgets import (
    QDateTimeEdit,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
)

from worktracker.app.backups import CopiesAwayError
from worktracker.desktop.amounts import amount_text
from worktracker.desktop.dates import date_time_form, date_time_in_figures
from worktracker.desktop.direction import keep_order
from worktracker.desktop.forgetting import behind_words, end_of
from worktracker.desktop.message import notice
from worktracker.desktop.said import said, said_text
from worktracker.desktop.state import day_begin, time_text
from worktracker.desktop.window.card import Card
from worktracker.desktop.window.choice import Choice
from worktracker.desktop.window.page import Page, small
from worktracker.desktop.window.there import while_there
from worktracker.desktop.window.wheel import leave_wheel
from worktracker.errors import UsageError, WorkTrackerError
from worktracker.model.period import Period
from worktracker.privacy.rules import Action, Rule, check_rule
from worktracker.store.erase import Eraser, Forgotten, Selection
from worktracker.store.store import Store

_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be forgotten, and its name in a question.

    Attributes:
        selection: what it is.
        words: what it is called.
        asked_ms: when it was asked for, milliseconds UTC, where its time has no end; None elsewhere.
    """

    selection: Selection
    words: str
    asked_ms: int | None = None

    def at(self, now_ms: int) -> Selection:
        """What is to be erased where the question is answered then."""
        if self.asked_ms is None:
            return self.selection
        return Selection(replace(self.selection.period, to_ms=end_of(self.asked_ms, now_ms)))


class ForgetCard(Card):
    """Says how much it would be, and asks, before anything is erased.

    Args:
        page: which asks.
        forgotten: called when something was.
    """

    def __init__(self, page: Page, forgotten: Callable[[], None]) -> None:
        super().__init__(QCoreApplication.translate("ForgetCard", "Forget"))
        self._page = page
        self._forgotten = forgotten
        intro = small(
            QLabel(
                self.tr(
                    "Erased for good, from the file and from its copies. Nothing goes without a question."
                )
            )
        )
        intro.setWordWrap(True)
        self.remark = small(QLabel())
        self.remark.setWordWrap(True)
        self.remark.hide()
        quick = QHBoxLayout()
        quick.setSpacing(8)
        self._buttons: list[QPushButton] = []
        for words, wanted in (
            (self.tr("Last &15 minutes…"), self._last_quarter),
            (self.tr("Last ho&ur…"), self._last_hour),
            (self.tr("To&day…"), self._today),
        ):
            quick.addWidget(self._button(words, wanted))
        quick.addStretch()
        self.begin, self.end = (self._time() for _ in range(2))
        self.begin.setAccessibleName(self.tr("Forget from"))
        self.end.setAccessibleName(self.tr("Forget to"))
        self._set_times()
        self.kind = Choice()
        self.kind.addItems([self.tr("Application"), self.tr("Site")])
        self.kind.setAccessibleName(self.tr("What to forget by its name"))
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Its name; * is anything"))
        self.name.setAccessibleName(self.tr("Name of the application or site"))
        self.range_button = self._button(self.tr("Forget this ti&me…"), self._range)
        self.name_button = self._button(self.tr("Forget &by name…"), self._named)
        self.name.returnPressed.connect(self.name_button.click)
        for past in (page.left, self.name.textEdited, self.kind.activated):
            past.connect(self._let_go)
        for time in (self.begin, self.end):
            time.dateTimeChanged.connect(self._let_go)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        times = QHBoxLayout()
        times.setSpacing(8)
        times.addWidget(self.begin, 1)
        times.addWidget(QLabel("–"))
        times.addWidget(self.end, 1)
        names = QHBoxLayout()
        names.setSpacing(8)
        names.addWidget(self.kind)
        names.addWidget(self.name, 1)
        grid.addWidget(QLabel(self.tr("A time")), 0, 0)
        grid.addLayout(times, 0, 1)
        grid.addWidget(self.range_button, 0, 2)
        grid.addWidget(QLabel(self.tr("By name")), 1, 0)
        grid.addLayout(names, 1, 1)
        grid.addWidget(self.name_button, 1, 2)
        grid.setColumnStretch(1, 1)
        self.add(intro)
        self.body.addSpacing(8)
        self.add(quick)
        self.body.addSpacing(10)
        self.add(grid)
        self.body.addSpacing(4)
        self.add(self.remark)

    # What can be wanted

    def _last_quarter(self) -> Wanted:
        return self._since(self._now_ms() - 15 * _MINUTE_MS, self.tr("the last 15 minutes"))

    def _last_hour(self) -> Wanted:
        return self._since(self._now_ms() - 60 * _MINUTE_MS, self.tr("the last hour"))

    def _today(self) -> Wanted:
        recording = self._page.recording
        begin = day_begin(recording.clock, recording.opened.store.settings.day_start_ms)
        return self._since(begin, self.tr("today"))

    def _since(self, from_ms: int, words: str) -> Wanted:
        now_ms = self._now_ms()
        return Wanted(Selection(Period(from_ms=from_ms), now_ms=now_ms), words, now_ms)

    def _range(self) -> Wanted:
        first, last = (each.dateTime().toMSecsSinceEpoch() for each in (self.begin, self.end))
        if last <= first:
            raise UsageError(self.tr("The end does not come after the beginning."))
        words = self.tr("%1 to %2").replace("%1", _words(first)).replace("%2", _words(last))
        return Wanted(Selection(Period(from_ms=first, to_ms=last)), words)

    def _named(self) -> Wanted:
        name = self.name.text().strip()
        if not name:
            self.name.setFocus()
            raise UsageError(self.tr("A name is missing."))
        is_app = self.kind.currentIndex() == 0
        rule = Rule(Action.DROP, app=name) if is_app else Rule(Action.DROP, domain=name)
        check_rule(rule)
        return Wanted(Selection(rule=rule), name)

    # How it goes

    def _want(self, what: Callable[[], Wanted]) -> None:
        try:
            wanted = what()
        except WorkTrackerError as error:
            self._say(said(error), wrong=True)
            return
        self._busy(self.tr("Counting…"))

        def counted(store: Store) -> Forgotten:
            return Eraser(store.connection, store.settings.day_start_ms).preview(wanted.selection)

        def wrong(error: WorkTrackerError) -> None:
            self._busy("")
            self._say(said(error), wrong=True)

        self._page.ask(
            counted, lambda found: self._ask(wanted, found), "forget", takes_long=True, failed=wrong
        )

    def _ask(self, wanted: Wanted, found: Forgotten) -> None:
        self._busy("")
        question = self.tr("Forget %1?").replace("%1", wanted.words)
        box = QMessageBox(QMessageBox.Icon.Question, self.tr("Forget"), question)
        if found.spans:
            more = self.tr("%1 will be erased for good, from the file and from its copies.")
            deed = self.tr("&Forget %1").replace("%1", amount_text(found))
        else:
            more = self.tr("Nothing of it is in the file. Its copies are searched all the same.")
            deed = self.tr("&Search the copies")
        box.setInformativeText(more.replace("%1", amount_text(found)))
        forget = box.addButton(deed, QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        box.finished.connect(lambda: self._answered(wanted, box.clickedButton() is forget))
        self._page.around.open(box)

    def _answered(self, wanted: Wanted, wished: bool) -> None:
        if not wished:
            return
        self._busy(self.tr("Erasing…"))
        try:
            selection = wanted.at(self._now_ms())
            done = while_there(self, partial(self._done, wanted), self._tell_failure)
            self._page.recording.forget(selection, done)
        except WorkTrackerError as error:
            self._busy("")
            self._say(said(error), wrong=True)

    def _done(self, wanted: Wanted, result: Forgotten | WorkTrackerError) -> None:
        self._busy("")
        if isinstance(result, Forgotten):
            words = self.tr("Forgotten: %1. Nothing of it is left in the file or in its copies.")
            behind = behind_words(self._page.recording.opened.store)
            self._say(f"{words.replace('%1', amount_text(result))} {behind}".strip(), wrong=False)
            if wanted.selection.rule is not None:
                self.name.clear()
        elif isinstance(result, CopiesAwayError):
            self._tell_failure(result)
        else:
            self._say(said(result), wrong=True)
            return
        self._forgotten()

    def _tell_failure(self, result: Forgotten | WorkTrackerError) -> None:
        """Tell it in a window of its own; this one may have been closed meanwhile."""
        around = self._page.around
        if isinstance(result, CopiesAwayError):
            around.open(notice(said_text(result.title), said_text(result.message), said_text(result.hint)))
        else:
            around.tell_failure(result)

    def _let_go(self) -> None:
        """Say no more what was wrong or done; what is being done stays."""
        if self.range_button.isEnabled():
            self._say("", wrong=False)

    def _busy(self, words: str) -> None:
        for button in self._buttons:
            button.setEnabled(not words)
        self._say(words, wrong=False)

    def _say(self, words: str, *, wrong: bool) -> None:
        self.remark.setText(words)
        self.remark.setProperty("wrong", wrong)
        self.remark.setProperty("secondary", not wrong)
        self.remark.style().polish(self.remark)
        self.remark.setVisible(bool(words))

    def _button(self, words: str, what: Callable[[], Wanted]) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("destructive", True)
        button.clicked.connect(lambda: self._want(what))
        self._buttons.append(button)
        return button

    def _time(self) -> QDateTimeEdit:
        field = QDateTimeEdit()
        keep_order(field)
        leave_wheel(field)
        field.lineEdit().setTextMargins(7, 0, 7, 0)
        field.setDisplayFormat(date_time_form())
        return field

    def _set_times(self) -> None:
        now = QDateTime.fromMSecsSinceEpoch(self._now_ms() // _MINUTE_MS * _MINUTE_MS)
        self.begin.setDateTime(now.addSecs(-3600))
        self.end.setDateTime(now)

    def _now_ms(self) -> int:
        return self._page.recording.clock.now().wall_ms


def _words(wall_ms: int) -> str:
    """A time with its day."""
    date = QDateTime.fromMSecsSinceEpoch(wall_ms).date()
    if date == QDateTime.currentDateTime().date():
        return time_text(wall_ms)
    return date_time_in_figures(QDateTime.fromMSecsSinceEpoch(wall_ms))
