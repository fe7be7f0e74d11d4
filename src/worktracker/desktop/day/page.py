"""A day: its numbers, its timeline, where it went, and what was longest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget

from worktracker.desktop.day.acts import Acts
from worktracker.desktop.day.dates import date_text, qt_date
from worktracker.desktop.day.day_chooser import DayChooser
from worktracker.desktop.day.deed import Deed
from worktracker.desktop.day.lists import DayList
from worktracker.desktop.day.numbers import KeyNumbers
from worktracker.desktop.day.reading import Day, bounds, day_at, read_day
from worktracker.desktop.day.search import Search, SearchField
from worktracker.desktop.day.searching import Found
from worktracker.desktop.day.selecting import Stretch
from worktracker.desktop.day.shares import SharesCard
from worktracker.desktop.day.stretch_card import StretchCard
from worktracker.desktop.day.timeline import Timeline
from worktracker.desktop.look import CARD_GAP, CARD_RADIUS, Look
from worktracker.desktop.window.page import Around, Page
from worktracker.desktop.window.quiet_bar import QuietBar
from worktracker.errors import WorkTrackerError
from worktracker.model.days import date_number, day_date
from worktracker.store.store import Store


class DayPage(Page):
    """One day, by default today."""

    name = "day"

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self._day: int | None = None  # None: today, whenever that is
        self._wanted: Stretch | None = None  # to be selected when the day is there
        self._title_shown = self.title_button(self._choose_day, self.tr("Choose a day"))
        self._field = SearchField()
        self.head_widget(self._field)
        self._back = self.command("‹", lambda: self._step(-1))
        self._back.setAccessibleName(self.tr("The day before"))
        self._back.setToolTip(self.tr("The day before (Alt+Left)"))
        self._today_button = self.command(self.tr("&Today"), lambda: self.show_day(None))
        self._on = self.command("›", lambda: self._step(1))
        self._on.setAccessibleName(self.tr("The day after"))
        self._on.setToolTip(self.tr("The day after (Alt+Right)"))
        for keys, step in (("Alt+Left", -1), ("Alt+Right", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self._step(step))
        self._numbers = KeyNumbers()
        self._bar = QuietBar()
        self._timeline = Timeline(around.discreet)
        self._bar.setParent(self._timeline)  # along its upper edge: it takes no room
        self._shares = SharesCard()
        self._deed = Deed()
        self._list = DayList(around.discreet, self._deed)
        self._acts = Acts(self, around)
        self._acts.changed.connect(self.refresh)
        self._acts.told.connect(self._deed.tell)
        self.left.connect(self._deed.let_go)
        self._deed.undo_asked.connect(self._acts.undo)
        QShortcut(QKeySequence.StandardKey.Undo, self).activated.connect(self._acts.undo)
        self._stretch = StretchCard(self._acts, around.discreet)
        self._stretch.selected.connect(self._select)
        self._stretch.done.connect(self._timeline.setFocus)
        self._left = QStackedWidget()
        for part in (self._left, self._list):  # as wide as the page lets them be, whatever they hold
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._left.addWidget(self._shares)
        self._left.addWidget(self._stretch)
        self._timeline.opened.connect(self._stretch.focus)
        self._search = Search(self, self._field, self._ask_further, self._today, around.discreet)
        self._search.chosen.connect(self.show_day)
        self._search.ended.connect(self._search_ended)
        around.discreet.changed.connect(self._follow_discretion)
        QShortcut(QKeySequence.StandardKey.Find, self).activated.connect(self._field.setFocus)
        self._timeline.selected.connect(self._selected)
        self._list.chosen.connect(self._chosen)
        self.body.addWidget(self._numbers)
        self.body.addWidget(self._timeline)
        below = QHBoxLayout()
        below.setSpacing(CARD_GAP)
        below.addWidget(self._left, 11)
        below.addWidget(self._list, 10)
        self.body.addLayout(below, 1)
        self._show_heading()

    @property
    def window_title(self) -> str:
        """What the window's title says: ``today``, or the day's date."""
        return self.tr("today") if self._day is None else day_date(self._day).isoformat()

    def show_day(self, day: int | None, stretch: Stretch | None = None) -> None:
        """Show the day of this number, None for today; with a stretch of it selected."""
        if self._stretch.isAncestorOf(self.focusWidget() or self):
            self._timeline.setFocus()  # what is typed there is kept: it is left
        self._day = day if day is not None and day < self._today() else None
        self._wanted = stretch
        self._deed.let_go()
        self._show_heading()
        self.window().setWindowTitle(self.tr("worktracker: %1").replace("%1", self.window_title))
        self.refresh()

    def refresh(self) -> None:
        """Bring everything up to this moment; what was last known stays where the record can't be read."""
        number = self._shown
        self._show_heading()
        day_start_ms = self.settings.day_start_ms
        begin, end, offsets = bounds(number, self.recording.clock.zone_at, day_start_ms)

        def read(store: Store) -> Day:
            return read_day(store, number, begin, end, offsets)

        self._bar.begin()
        self.ask(read, self._show, failed=self._unknown)

    def colour(self, colours: Look) -> None:
        """Follow the desktop from light to dark."""
        self._redraw()

    def _redraw(self) -> None:
        """Draw everything in other colours, or with other words."""
        self._timeline.colour()
        self._shares.update()
        for drawn in (self._list, self._search):
            drawn.redraw()

    def _follow_discretion(self) -> None:
        """Show titles, or hide them, at once."""
        self._redraw()
        self._stretch.follow_discretion()

    def back(self) -> bool:
        """Escape: look for nothing, or select nothing."""
        if self._search.end():
            self._timeline.setFocus()
            return True
        if self._timeline.selection is None:
            return False
        self._select(None)
        self._timeline.setFocus()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook."""
        super().resizeEvent(event)
        self._search.place()
        self._bar.setGeometry(CARD_RADIUS, 1, self._timeline.width() - 2 * CARD_RADIUS, self._bar.height())

    # What was read

    def _ask_further(self, question: Callable[[Store], Found], answered: Callable[[Found], None]) -> None:
        self.ask(question, answered, "search", takes_long=True, failed=self._search.break_off)

    def _search_ended(self) -> None:
        self.ask_no_more("search")

    def _unknown(self, _: WorkTrackerError) -> None:
        self._bar.end()  # what was last known stays, under its own date; the foot says why
        if self._timeline.day is not None:
            self.head(date_text(qt_date(self._timeline.day.number)))

    def _show(self, day: Day) -> None:
        self._bar.end()
        now_ms = self.recording.clock.now().wall_ms
        self._numbers.show_day(day)
        self._timeline.empty = self._empty_text(day)
        first = day.first_day is None
        shares = self.tr("Categories, applications and projects, each with its time and its share.")
        longest = self.tr("What took longest, and everything one by one.")
        self._shares.empty, self._list.empty = (shares, longest) if first else ("", "")
        self._timeline.show_day(day, now_ms if day.begin_ms <= now_ms < day.end_ms else None)
        self._shares.show_day(day)
        self._list.show_day(day)
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self._list.show_all()
            self._select(wanted)
        else:
            self._open(self._timeline.selection)

    def _empty_text(self, day: Day) -> str:
        if day.first_day is not None and day.number < day.first_day:
            text = self.tr("The record begins on %1.")
            return text.replace(
                "%1", QLocale().toString(qt_date(day.first_day), QLocale.FormatType.LongFormat)
            )
        if self._day is not None:
            return self.tr("Nothing was recorded on this day.")
        if day.first_day is None:
            return self.tr("Nothing recorded yet. The day will be drawn here.")
        return self.tr("Nothing recorded yet today.")

    # What is selected

    def _select(self, stretch: Stretch | None) -> None:
        """Select a stretch, or nothing, everywhere on the page."""
        self._timeline.select(stretch, show=True)
        self._selected(stretch)

    def _selected(self, stretch: Stretch | None) -> None:
        self._deed.let_go()
        self._list.select(stretch)
        self._open(stretch)

    def _chosen(self, stretch: Stretch) -> None:
        self._deed.let_go()
        self._timeline.select(stretch, show=True)
        self._open(stretch)

    def _open(self, stretch: Stretch | None) -> None:
        """Show the card of what is selected; where nothing is, where the day went."""
        day = self._timeline.day
        if stretch is None or day is None:
            self._stretch.clear()
            self._left.setCurrentWidget(self._shares)
        else:
            self._stretch.show_stretch(day, stretch)
            self._left.setCurrentWidget(self._stretch)

    # Which day

    def _show_heading(self) -> None:
        self.head(date_text(qt_date(self._shown)))
        self._on.setEnabled(self._day is not None)
        self._today_button.setEnabled(self._day is not None)

    def _choose_day(self) -> None:
        week_start = self.settings.week_start
        chooser = DayChooser(self, qt_date(self._shown), qt_date(self._today()), week_start)
        chooser.chosen.connect(self._day_chosen)
        chooser.show_below(self._title_shown)

    def _day_chosen(self, day: date) -> None:
        self.show_day(date_number(day))

    def _step(self, days: int) -> None:
        self.show_day(self._shown + days)

    @property
    def _shown(self) -> int:
        """The number of the day that is shown."""
        return self._today() if self._day is None else self._day

    def _today(self) -> int:
        clock = self.recording.clock
        return day_at(clock.now().wall_ms, clock.zone_at, self.settings.day_start_ms)
