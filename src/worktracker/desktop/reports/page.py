"""Reports: where time went, of any days, seen from several sides, one step further in with each click."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QMenu, QVBoxLayout

from worktracker.desktop.look import Look
from worktracker.desktop.numbers import number_text
from worktracker.desktop.reports.answers import Answer, Asked, View, look_up, takes_long
from worktracker.desktop.reports.board import Board
from worktracker.desktop.reports.controls import Controls
from worktracker.desktop.reports.export_bar import ExportBar
from worktracker.desktop.reports.filters import Filters, chips_of, values_of
from worktracker.desktop.reports.numbers import Numbers
from worktracker.desktop.reports.place import Place
from worktracker.desktop.reports.progress import Progress
from worktracker.desktop.reports.ranges import Range
from worktracker.desktop.reports.shown import Line, lines_of
from worktracker.desktop.reports.table import Rest, Table
from worktracker.desktop.reports.trail import Trail
from worktracker.desktop.reports.wording import by_words, empty_words, noun_words, range_words
from worktracker.desktop.said import said_text
from worktracker.desktop.window.page import Around, Page
from worktracker.desktop.window.quiet_bar import QuietBar
from worktracker.errors import WorkTrackerError
from worktracker.model.days import day_date, day_number
from worktracker.model.labels import SEPARATOR
from worktracker.reports.filtered import Only
from worktracker.store.store import Store

if TYPE_CHECKING:
    from worktracker.desktop.reports.exports import Chosen


class ReportsPage(Page):
    """One question at a time, and the way that led to it.

    Attributes:
        filters: the bar of filters.
        export_bar: what says how far a file has come.
    """

    name = "reports"

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self._place = Place()
        self._view = View.BARS
        self._way: list[tuple[Place, View]] = []  # where one came from
        self._asked: Asked | None = None  # what is being looked up
        self._answer: Answer | None = None
        self._answered = Place(), Range()  # what it is the answer to
        self._error: WorkTrackerError | None = None  # why there is none to what was asked after it
        self._lines: list[Line] = []
        self._opening = QTimer(self, singleShot=True)
        self._opening.timeout.connect(self._opened)
        self._make_commands()
        self.filters = Filters(around.discreet.text)
        self._controls = Controls(self.filters.add_button)
        self._controls.changed.connect(self._asked_for)
        self.filters.changed.connect(self._filter)
        self.filters.wanted.connect(self._list_values)
        self.filters.refused.connect(self._refuse)
        self._trail = Trail()
        self._trail.turned.connect(self._go_back_to)
        self._numbers = Numbers()
        self._loading = QuietBar()
        self._progress = Progress(self.recording.loop, self._loading, self._loading.tell)
        self._board = Board(self._trail)
        self._board.opened.connect(self._open)
        self._board.turned.connect(self._turn)
        self._table = Table()
        self._table.opened.connect(self._open)
        self._table.reached.connect(self._bring_into_sight)
        self._listed = QFrame()
        self._listed.setProperty("card", True)
        listed = QVBoxLayout(self._listed)
        listed.setContentsMargins(10, 6, 10, 8)
        listed.addWidget(self._table)
        self.export_bar = ExportBar(self.recording, around.notify, around.tell)
        self.left.connect(self.export_bar.let_go)
        self._arrange()
        around.discreet.changed.connect(self._follow_discretion)
        self._show_question()

    @property
    def window_title(self) -> str:
        """What the window's title says: what the rows are that are shown, never a title among them."""
        by = self._answer.asked.question.by if self._answer else self._place.by
        return self.tr("reports by %1").replace("%1", noun_words(by))

    def refresh(self) -> None:
        """Bring everything up to this moment, unless the same is being looked up already."""
        asked = self._question()
        self._show_question()
        if asked == self._asked:
            return
        self._asked = asked
        if self._answer is not None and not self._answer.rows and asked != self._answer.asked:
            self._board.say("", "", self._view)  # that there is nothing is not known of what is asked now
        place, days = self._place, self._chosen_days()
        self._loading.begin()
        told = self._progress.begin()

        def read(store: Store) -> Answer:
            store.tell_progress(told)
            try:
                return look_up(store, asked)
            finally:
                store.tell_progress(None)

        def known(answer: Answer) -> None:
            self._answered = place, days
            self._known(answer)

        long = takes_long(asked.question, days.days)
        other = self.recording.reading if long else self.recording.long_reading
        other.forget((self.name, None))  # only the newest question counts, on whichever thread
        self.ask(read, known, takes_long=long, failed=self._failed)

    def keep_up(self) -> None:
        """Follow what is recorded, unless that would mean reading for seconds again and again."""
        answer = self._answer
        known = answer is not None and answer.asked == self._question()
        if not (known and takes_long(self._question().question, self._chosen_days().days)):
            self.refresh()

    def back(self) -> bool:
        """Escape: one step back on the way here."""
        if not self._way:
            return False
        self._go_back_to(len(self._way) - 1)
        return True

    def colour(self, colours: Look) -> None:
        """Follow the desktop from light to dark."""
        self._controls.colour()
        self._board.repaint_all()
        self._show_again()

    def show_place(self, place: Place, view: View = View.BARS) -> None:
        """Ask this, in this view; the way here is forgotten."""
        self._way.clear()
        self._view = view
        self._asked_for(place)

    @property
    def lines(self) -> list[Line]:
        """The rows that are shown."""
        return self._lines

    def go_in(self, place: Place) -> None:
        """One step further in, with a way back."""
        self._way.append((self._place, self._view))
        self._scroll.verticalScrollBar().setValue(0)  # the row may lie far below what is to come
        if self._view in (View.TREND, View.HOURS):
            self._view = View.BARS
        self._asked_for(place)

    def _open(self, place: Place) -> None:
        """A row or a bar was opened; the second click of two would meet what has come under the pointer."""
        self.go_in(place)
        self._inner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._opening.start(QApplication.doubleClickInterval())

    def _opened(self) -> None:
        self._inner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, on=False)

    # What is asked

    def _question(self) -> Asked:
        days = self._chosen_days()
        other = self._place.other_range(days)
        question = self._place.question(days)
        return Asked(question, None if other is None else self._place.question(other), self._view)

    def _chosen_days(self) -> Range:
        return self._place.range(self._today(), self.settings.week_start)

    def _today(self) -> date:
        clock = self.recording.clock
        now_ms = clock.now().wall_ms
        day_start_ms = self.settings.day_start_ms
        return day_date(day_number(now_ms, clock.zone_at(now_ms).offset_s, day_start_ms))

    def _asked_for(self, place: Place) -> None:
        """The user asks for something else, from where they are."""
        self._place = place
        self._ask_anew()

    def _filter(self, only: Only) -> None:
        self._asked_for(replace(self._place, only=only))

    def _refuse(self, error: WorkTrackerError) -> None:
        self.around.tell(error)

    def _turn(self, view: View) -> None:
        self._view = view
        self._ask_anew()

    def _go_back_to(self, step: int) -> None:
        self._place, self._view = self._way[step]
        del self._way[step:]
        self._ask_anew()

    def _ask_anew(self) -> None:
        self.export_bar.let_go()
        self.refresh()

    def _steps(self) -> list[str]:
        """The way here in words, as they may be shown now."""
        if not self._way:
            return []
        quiet, today = self.around.discreet.text, self._today()
        week_start = self.settings.week_start
        steps = [by_words(self._way[0][0].by)]
        places = [*(place for place, _ in self._way), self._place]
        for before, after in pairwise(places):
            known = chips_of(before.only, quiet)
            chips = [text for text, _ in chips_of(after.only, quiet) if text not in dict(known)]
            if after.only == before.only or not chips:
                steps.append(range_words(after.range(today, week_start)))
            else:
                steps.append(chips[0].partition(": ")[2].rpartition(SEPARATOR)[2] or chips[0])
        return steps

    def _list_values(self, kind: str) -> None:
        def offer(values: list[str]) -> None:
            self.filters.offer(kind, values)

        self.ask(lambda store: values_of(store, kind), offer, asker="values")

    # What is shown

    def _show_question(self) -> None:
        days, today = self._chosen_days(), self._today()
        self.head(self.tr("Reports"), range_words(days))
        first = self._answer.first if self._answer else None
        self._controls.show_place(self._place, days, today, self.settings.week_start, first)
        self.filters.show_only(self._place.only)
        self._trail.show_steps(self._steps())

    def _known(self, answer: Answer) -> None:
        self._asked = None
        self._loading.end()
        self._progress.end()
        self._answer, self._error = answer, None
        self._show_question()
        self._show_again()
        if self.isVisible():
            self.window().setWindowTitle(self.tr("worktracker: %1").replace("%1", self.window_title))

    def _failed(self, error: WorkTrackerError) -> None:
        self._asked = None
        self._loading.end()
        self._progress.end()
        self._error = error
        self._say_error(error)

    def _say_error(self, error: WorkTrackerError) -> None:
        self._board.say(said_text(error.message), said_text(error.hint), self._view)
        if self._answer is not None and self._answer.asked != self._question():
            self._numbers.hide()  # of other days, or without the filter, they would be taken for these
            self._listed.hide()

    def _follow_discretion(self) -> None:
        """Show titles, or hide them, at once: also those of an answer that another one is to replace."""
        self._show_question()
        self._show_again()

    def _show_again(self) -> None:
        """Show what is known, in the words and colours of now."""
        answer = self._answer
        if answer is None:
            return
        place, days = self._answered
        other = place.other_range(days)
        self._lines = lines_of(place, answer, days, self.around.discreet.text)
        self._numbers.show_answer(answer, "" if other is None else range_words(other))
        self._numbers.setVisible(bool(answer.rows))
        if not answer.rows:
            recorded = answer.first is not None
            self._board.say(*empty_words(filtered=bool(place.only), recorded=recorded), self._view)
        else:
            week_start = self.settings.week_start
            self._board.show_answer(place, answer, days, self._lines, week_start)
        rest = None
        if answer.others:
            words = self.tr("%1 more").replace("%1", number_text(answer.others))
            rest = Rest(words, answer.others_ms, answer.others_ms / max(1, answer.active_ms))
        compared = other is not None and place.compares_rows
        self._table.show_lines(by_words(place.by), self._lines, rest, compared=compared)
        self._listed.setVisible(bool(answer.rows))
        if self._error is not None:
            self._say_error(self._error)

    # Inside

    def _make_commands(self) -> None:
        export = self.command(self.tr("E&xport"), lambda: None)
        self._export_menu = QMenu(export)
        self._export_menu.aboutToShow.connect(self._fill_menu)
        export.setMenu(self._export_menu)
        export.setAccessibleName(self.tr("Export"))
        for keys, count in (("Alt+Left", -1), ("Alt+Right", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda count=count: self._controls.step(count))

    def _fill_menu(self) -> None:
        from worktracker.desktop.reports.exports import fill  # what writes files is not there before

        if self._export_menu.isEmpty():
            fill(self._export_menu, self._export)

    def _export(self, chosen: Chosen) -> None:
        from worktracker.desktop.reports.exports import paper_of

        days = self._chosen_days()
        self.export_bar.ask(paper_of(chosen, self._place.question(days), days, self.recording.clock))

    def _arrange(self) -> None:
        body = self.body
        body.addWidget(self._controls)
        body.addWidget(self.filters)
        body.addWidget(self.export_bar)
        numbers = QVBoxLayout()
        numbers.setSpacing(8)
        numbers.addWidget(self._numbers)
        numbers.addWidget(self._loading)
        body.addLayout(numbers)
        body.addWidget(self._board, 1)
        body.addWidget(self._listed)

    def _bring_into_sight(self, row: QRect) -> None:
        middle = row.center()
        at = self._table.mapTo(self._inner, QPoint(0, middle.y()))
        self._scroll.ensureVisible(0, at.y(), 0, row.height())
