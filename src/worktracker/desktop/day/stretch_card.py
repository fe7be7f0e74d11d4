"""What is selected, and what can be done with it: count it for something, split, fill, exclude, forget."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout

from worktracker.app.front import Front
from worktracker.app.public_suffix import registrable
from worktracker.desktop.day.acts import Acts
from worktracker.desktop.day.clock_field import ClockField
from worktracker.desktop.day.fields import LabelFields
from worktracker.desktop.day.reading import Day
from worktracker.desktop.day.selecting import Held, Stretch, held
from worktracker.desktop.day.words import held_text, times_text
from worktracker.desktop.durations import duration_words
from worktracker.desktop.look import CARD_PADDING, scaled
from worktracker.desktop.window.discreet import Discreet
from worktracker.desktop.window.elided import Elided
from worktracker.desktop.window.flow import Flow
from worktracker.store.assigning import Wish

_LEAST_GAP_MS = 60_000
_MOST_EXCLUDED = 6


class StretchCard(QFrame):
    """A card for a stretch, in place of where the day went.

    Args:
        acts: carries out what is asked.
        discreet: whether titles may be shown.
    """

    selected = Signal(object)
    """Another :data:`Stretch` instead; None for none."""

    done = Signal()
    """What was asked by a button is done, and the button perhaps gone: the keys go back to the day."""

    def __init__(self, acts: Acts, discreet: Discreet) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAccessibleName(self.tr("What is selected"))
        self._acts = acts
        self._discreet = discreet
        self._day: Day | None = None
        self._held: Held | None = None
        self._moving: int | None = None  # the entry whose times are being edited
        self._over = False  # an entry is to be written over what was recorded
        self._then: Stretch | None = None  # the second part of what was split
        self._begin, self._end = ClockField(self.tr("From")), ClockField(self.tr("To"))
        self._length = QLabel()
        self._length.setFont(scaled(self.font(), 1.0, bold=True))
        self._close = QPushButton("✕")
        self._close.setProperty("flat", True)
        self._close.setAccessibleName(self.tr("Select nothing"))
        self._close.setToolTip(self.tr("Select nothing (Escape)"))
        self._what = Elided(mode=Qt.TextElideMode.ElideRight)
        self._what.setProperty("secondary", True)
        self._fields = LabelFields(discreet)
        self._add = QPushButton(self.tr("&Add entry"))
        self._add.setProperty("primary", True)
        self._write = QPushButton(self.tr("&Write an entry over it"))
        self._write.setToolTip(self.tr("In reports it goes before what was recorded, which stays as it is"))
        self._move = QPushButton(self.tr("&Move the entry here"))
        self._gap, self._next = QPushButton(), QPushButton()
        self._split = QPushButton(self.tr("Spl&it…"))
        self._split.setCheckable(True)
        self._exclude = QPushButton(self.tr("&Exclude ▾"))
        self._exclude.setMenu(QMenu(self))
        self._remove = QPushButton(self.tr("&Remove entry"))
        self._forget = QPushButton()
        self._forget.setProperty("destructive", True)
        self._split_at = ClockField(self.tr("Split at"))
        self._split_here = QPushButton(self.tr("Split &here"))
        for button in (self._add, self._write, self._move, self._gap, self._next, self._split):
            button.setProperty("tight", True)
        for button in (self._exclude, self._remove, self._forget, self._split_here):
            button.setProperty("tight", True)
        self._arrange()
        for part in (
            self._write,
            self._move,
            self._gap,
            self._next,
            self._split_at,
            self._split_here,
            self._remove,
        ):
            part.hide()
        self._connect()

    def show_stretch(self, day: Day, stretch: Stretch) -> None:
        """Show a stretch of a day, as it is now."""
        anew = self._held is None or (self._held.start_ms, self._held.end_ms) != stretch
        self._day, self._held = day, held(day.pieces, *stretch)
        found = self._held
        if anew or found.entries:
            self._over = False
        if anew:
            if self._moving is not None and self._moving not in found.entries:
                self._moving = None
            if self._then is not None and stretch[1] != self._then[0]:
                self._then = None
            self._split.setChecked(False)
        if found.entry is not None:
            self._moving = None
        self._begin.show_time(day, found.start_ms)
        self._end.show_time(day, found.end_ms)
        self._length.setText(duration_words(found.duration_ms))
        self._what.setText(held_text(found, self._discreet))
        self._fields.show_held(day, found, anew=anew, free=self._is_new)
        self._offer(found)

    def focus(self) -> None:
        """Let the keys go to the first field."""
        self._fields.focus()

    def clear(self) -> None:
        """Nothing is selected any more."""
        self._held = self._moving = self._then = None
        self._over = False
        self._what.clear()
        self._fields.clear()

    def follow_discretion(self) -> None:
        """Show titles and notes, or hide them."""
        self._fields.follow_discretion()
        if self._held is not None:
            self._what.setText(held_text(self._held, self._discreet))
            self._fields.show_note(self._held, anew=False, free=self._is_new)

    @property
    def _is_new(self) -> bool:
        """Whether the fields are those of an entry that is to be written."""
        return self._held is not None and (self._over or self._held.is_free)

    # What is offered

    def _offer(self, found: Held) -> None:
        free, entry = self._is_new, found.entry is not None
        self._write.setVisible(not free and not found.entries)
        self._add.setVisible(free and self._moving is None)
        self._move.setVisible(self._moving is not None and not entry)
        splitting = self._split.isChecked()
        self._split.setVisible(not free)
        can_exclude = not free and not entry and bool(found.apps or found.sites)
        self._exclude.setVisible(can_exclude and not splitting)
        self._remove.setVisible(entry and not splitting)
        self._forget.setVisible(bool(found.pieces) and not splitting)
        for part in (self._split_at, self._split_here):
            part.setVisible(splitting)
        self._forget.setText(self.tr("&Forget %1").replace("%1", duration_words(found.duration_ms)))
        gap = found.gap
        offers_gap = not free and gap is not None and gap[1] - gap[0] >= _LEAST_GAP_MS
        self._gap.setVisible(offers_gap)
        if gap is not None:
            self._gap.setText(self.tr("Fill the gap of %1").replace("%1", duration_words(gap[1] - gap[0])))
        self._next.setVisible(self._then is not None)
        if self._then is not None:
            self._next.setText(self.tr("Then %1 ›").replace("%1", times_text(*self._then)))
        self._offer_exclusion(found)

    def _offer_exclusion(self, found: Held) -> None:
        menu = self._exclude.menu()
        menu.clear()
        sites = {registrable(site): found.apps[0] if found.apps else "" for site in found.sites}
        fronts = [Front(app) for app in found.apps] + [Front(app, site) for site, app in sites.items()]
        for front in fronts[:_MOST_EXCLUDED]:
            text = self.tr("Record nothing of %1 any more").replace("%1", front.name.replace("&", "&&"))
            menu.addAction(text, partial(self._acts.exclude, front))

    def _split_toggled(self, on: bool) -> None:
        if self._held is None or self._day is None:
            return
        if on:
            middle = (self._held.start_ms + self._held.end_ms) // 2000 * 1000
            self._split_at.show_time(self._day, middle)
        self._offer(self._held)
        if on:
            self._split_at.setFocus()

    # What is asked

    def _wish(self, wish: Wish, words: str) -> None:
        if self._held is not None and not self._is_new:
            self._acts.assign(self._held, wish, words)

    def _add_entry(self) -> None:
        if self._held is not None:
            wish = self._fields.wish
            self._fields.forget_typed()
            self._acts.add_entry(self._held, wish)
            self.done.emit()

    def _write_over(self) -> None:
        if self._day is not None and self._held is not None:
            self._over = True
            self._fields.show_held(self._day, self._held, anew=True, free=True)
            self._offer(self._held)
            self._fields.focus()

    def _move_entry(self) -> None:
        if self._held is not None and self._moving is not None:
            self._acts.move_entry(self._moving, self._held)
            self.done.emit()

    def _remove_entry(self) -> None:
        if self._held is not None:
            self._acts.remove_entry(self._held)
            self.done.emit()

    def _forget_stretch(self) -> None:
        if self._held is not None:
            self._acts.forget((self._held.start_ms, self._held.end_ms))

    def _fill_gap(self) -> None:
        if self._held is not None:
            self.selected.emit(self._held.gap)

    def _split_it(self) -> None:
        """An entry becomes two; of what was recorded, the first part is selected, and the second offered."""
        found = self._held
        if found is None:
            return
        at_ms = self._split_at.time_ms
        if not found.start_ms < at_ms < found.end_ms:
            self._acts.told.emit(self.tr("That is not within what is selected."), False, True)
            return
        self._split.setChecked(False)
        if found.entry is None:
            self._then = at_ms, found.end_ms
        self.selected.emit((found.start_ms, at_ms))
        # After the selection, which lets go what was wrong: a refusal of this is told.
        if found.entry is not None:
            self._acts.split_entry(found, at_ms)

    def _times_edited(self) -> None:
        found = self._held
        stretch = self._begin.time_ms, self._end.time_ms
        if found is None or stretch == (found.start_ms, found.end_ms):
            return
        if stretch[0] >= stretch[1]:
            self._acts.told.emit(self.tr("The end has to come after the start."), False, True)
            if self._day is not None:
                self.show_stretch(self._day, (found.start_ms, found.end_ms))
            return
        self._moving = found.entry if self._moving is None else self._moving
        self.selected.emit(stretch)

    def _next_part(self) -> None:
        self.selected.emit(self._then)

    # How it looks

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._begin)
        head.addWidget(QLabel("–"))
        head.addWidget(self._end)
        head.addSpacing(6)
        head.addWidget(self._length)
        head.addStretch()
        head.addWidget(self._close)
        more = Flow()
        more.addWidget(self._add)
        more.addWidget(self._move)
        more.addWidget(self._gap)
        more.addWidget(self._write)
        more.addWidget(self._next)
        deeds = QHBoxLayout()
        deeds.setSpacing(8)
        for part in (self._split, self._split_at, self._split_here, self._exclude, self._remove):
            deeds.addWidget(part)
        deeds.addStretch()
        deeds.addWidget(self._forget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(CARD_PADDING, 12, 12, CARD_PADDING - 4)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self._what)
        layout.addWidget(self._fields)
        layout.addLayout(more)
        layout.addStretch()
        layout.addLayout(deeds)

    def _connect(self) -> None:
        self._close.clicked.connect(lambda: self.selected.emit(None))
        self._fields.wished.connect(self._wish)
        self._add.clicked.connect(self._add_entry)
        self._write.clicked.connect(self._write_over)
        self._move.clicked.connect(self._move_entry)
        self._remove.clicked.connect(self._remove_entry)
        self._forget.clicked.connect(self._forget_stretch)
        self._gap.clicked.connect(self._fill_gap)
        self._next.clicked.connect(self._next_part)
        self._split.toggled.connect(self._split_toggled)
        self._split_here.clicked.connect(self._split_it)
        self._begin.editingFinished.connect(self._times_edited)
        self._end.editingFinished.connect(self._times_edited)
