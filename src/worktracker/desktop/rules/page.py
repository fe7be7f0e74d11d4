"""Rules: what time counts for, and what is kept out of the record."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from worktracker.desktop.look import Look, look
from worktracker.desktop.rules.categories import CategoriesPart
from worktracker.desktop.rules.deed_bar import DeedBar
from worktracker.desktop.rules.desk import Desk
from worktracker.desktop.rules.exclusions import ExclusionsPart
from worktracker.desktop.rules.part import Means, Part
from worktracker.desktop.rules.projects import ProjectsPart
from worktracker.desktop.window.page import Around, Page
from worktracker.desktop.window.segments import Segments
from worktracker.model.days import day_number

_PARTS: tuple[Callable[[Means], Part], ...] = (CategoriesPart, ProjectsPart, ExclusionsPart)
"""In the order of the switch."""


class RulesPage(Page):
    """Categories, projects and exclusions, one at a time, each made when it is first turned to."""

    name = "rules"

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self.head(self.tr("Rules"))
        self._bar = DeedBar()
        self.desk = Desk(around, self._bar)
        self._means = Means(around, self.ask, self.desk, self._today)
        self._parts: dict[int, Part] = {}
        self.switch = Segments(
            self.tr("What rules are for"),
            [self.tr("&Categories"), self.tr("Pro&jects"), self.tr("&Exclusions")],
        )
        self.switch.chosen.connect(self.turn_to)
        self._commands.addWidget(self.switch)
        self._stack = QStackedWidget()
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self._bar)
        self.desk.changed.connect(self.refresh)
        for keys, act in (
            (QKeySequence.StandardKey.Undo, self.desk.undo),
            (QKeySequence.StandardKey.New, self._add),
            ("Ctrl+Shift+N", self._add_rule),
            (QKeySequence.StandardKey.Save, self._save),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)  # while the page is in sight
            shortcut.activated.connect(act)
        self._show_part(0)

    @property
    def window_title(self) -> str:
        """What the window's title says of it."""
        names = (self.tr("categories"), self.tr("projects"), self.tr("exclusions"))
        return self.tr("rules, %1").replace("%1", names[self.switch.current])

    @property
    def part(self) -> Part:
        """The part in sight."""
        return self._parts[self.switch.current]

    def turn_to(self, number: int) -> None:
        """Show a part: categories, projects or exclusions."""
        self._show_part(number)
        self.window().setWindowTitle(self.tr("worktracker: %1").replace("%1", self.window_title))
        self.refresh()

    def refresh(self) -> None:
        """Bring the part in sight up to this moment."""
        self.part.refresh()

    def colour(self, colours: Look) -> None:
        """Follow the desktop from light to dark."""
        for part in self._parts.values():
            part.colour(colours)

    def back(self) -> bool:
        """Escape: leave the rule that is being written."""
        return self.part.back()

    def _show_part(self, number: int) -> None:
        part = self._parts.get(number)
        if part is None:
            part = self._parts[number] = _PARTS[number](self._means)
            part.colour(look())
            self._stack.addWidget(part)
        self.switch.choose(number)
        self._stack.setCurrentWidget(part)

    def _add(self) -> None:
        self.part.add()

    def _add_rule(self) -> None:
        self.part.add_rule()

    def _save(self) -> None:
        self.part.save()

    def _today(self) -> int:
        clock = self.recording.clock
        now_ms = clock.now().wall_ms
        day_start_ms = self.settings.day_start_ms
        return day_number(now_ms, clock.zone_at(now_ms).offset_s, day_start_ms)
