"""The timeline of a day: its lanes, and selecting in them by pointer and keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QNativeGestureEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QPushButton, QToolTip

from worktracker.desktop.day.lanes import LaneKind
from worktracker.desktop.day.lanes_view import LanesView
from worktracker.desktop.day.pointing import Pointing
from worktracker.desktop.day.reading import Day
from worktracker.desktop.day.selecting import Stretch
from worktracker.desktop.day.stepping import Stepping
from worktracker.desktop.day.words import rich, segment_details, segment_text, stretch_text
from worktracker.desktop.look import CARD_PADDING, SMALL, scaled
from worktracker.desktop.spoken import DRAWING
from worktracker.desktop.window.discreet import Discreet

_STEP = 1.5
"""How much closer one press of a key looks."""


class Timeline(LanesView):
    """The lanes of a day, of which a stretch can be selected.

    Args:
        discreet: whether titles may be shown.
    """

    spoken_role = DRAWING
    selected = Signal(object)
    """A :data:`Stretch` that was selected here, or None."""
    opened = Signal()
    """What is selected is to be looked at."""

    def __init__(self, discreet: Discreet) -> None:
        super().__init__(discreet)
        self._told: Stretch | None = None
        self._steps = Stepping()
        self._pointing = Pointing(self)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Timeline of the day"))
        self._whole = QPushButton(self.tr("Whole day"), self)
        self._whole.setProperty("flat", True)
        self._whole.setFont(scaled(self.font(), SMALL))
        self._whole.setToolTip(self.tr("Show all of the day again (Home)"))
        self._whole.clicked.connect(self.show_all)
        self._whole.hide()

    def show_day(self, day: Day, now_ms: int | None) -> None:
        """Show a day from now on."""
        if self.day is None or self.day.number != day.number:
            self._pointing.let_go()
        super().show_day(day, now_ms)
        if self.selection is None:
            self._steps.begin_at(None)
            self._told = None
        self.looked()
        self._describe()

    def colour(self) -> None:
        """Draw anew, in other colours or with other words."""
        super().colour()
        self._describe()

    def select(self, stretch: Stretch | None, *, show: bool = False) -> None:
        """Select a stretch, or nothing, for somebody else: nobody is told."""
        super().select(stretch, show=show)
        self._told = stretch
        self._steps.begin_at(stretch)
        self._describe()

    def choose(self, stretch: Stretch | None) -> None:
        """Select as its user does: whoever listens hears of it."""
        self._steps.begin_at(stretch)
        self._choose(stretch)

    def draw_to(self, stretch: Stretch) -> None:
        """Select while the pointer is still at it: nobody is told."""
        self.selection = stretch
        self.update()

    def looked(self) -> None:
        """Offer the way back where not all of the day is in sight."""
        self._whole.setVisible(self.is_close)

    def hover(self, what: tuple[LaneKind, int] | None) -> None:
        """Mark what is under the pointer."""
        if what != self.hovered:
            self.hovered = what
            self.update()

    def _choose(self, stretch: Stretch | None) -> None:
        self.selection = stretch
        self._describe()
        self.update()
        if stretch != self._told:
            self._told = stretch
            self.selected.emit(stretch)

    def _reach(self, stretch: Stretch | None) -> None:
        """Select what the keys have come to."""
        if stretch is None or self._view is None or self._steps.head is None:
            return
        self._look(self._view.around(*self._steps.head))
        self._choose(stretch)

    def _describe(self) -> None:
        """Tell what is selected also to those who can't see it."""
        words = self.empty
        if self.day is not None and self.selection is not None:
            segment = self.segment(self._steps.lane, self.selection[0])
            name = "" if segment is None else segment_text(segment, self.day, self._discreet)
            words = ", ".join(part for part in (name, stretch_text(*self.selection)) if part)
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)

    # Qt's hooks

    def event(self, event: QEvent) -> bool:
        """Qt's hook: say what is under the pointer, and follow two fingers."""
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tip(event), self)
            return True
        if isinstance(event, QNativeGestureEvent) and self._pointing.gesture(event):
            return True
        return super().event(event)

    def _tip(self, event: QHelpEvent) -> str:
        scale, kind = self.scale, self.lane_at(event.pos().y())
        if self.day is None or scale is None or kind is None or not self.area.contains(event.pos()):
            return ""
        at_ms = scale.ms(event.pos().x())
        segment = self.segment(kind, at_ms)
        if segment is None:
            return ""
        return rich(segment_details(segment, kind, at_ms, self.day, self._discreet))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook."""
        super().resizeEvent(event)
        size = self._whole.sizeHint()
        place = QRectF(CARD_PADDING - 8, self.height() - size.height() - 8, size.width(), size.height())
        self._whole.setGeometry(self.mirrored(place).toRect())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: look closer at what is under the pointer, or move along the day."""
        self._pointing.wheel(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook."""
        self._pointing.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook."""
        self._pointing.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook."""
        self._pointing.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: let what is clicked fill the width."""
        self._pointing.double_click(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook."""
        self.hover(None)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: go along the day, and look closer."""
        held, lanes = event.modifiers(), () if self.day is None else self.day.lanes
        extend = bool(held & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Right | Qt.Key.Key_Left if lanes and not held & Qt.KeyboardModifier.AltModifier:
                step = 1 if event.key() == Qt.Key.Key_Right else -1
                self._reach(self._steps.step(lanes, step, extend=extend))
            case Qt.Key.Key_Up | Qt.Key.Key_Down if lanes:
                self._reach(self._steps.turn(lanes, 1 if event.key() == Qt.Key.Key_Down else -1))
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom(_STEP)
            case Qt.Key.Key_Minus:
                self.zoom(1 / _STEP)
            case Qt.Key.Key_Home | Qt.Key.Key_0:
                self.show_all()
            case Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
                self.pan(self.area.width() * (0.8 if event.key() == Qt.Key.Key_PageDown else -0.8))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.selection is not None:
                self.opened.emit()
            case _:
                super().keyPressEvent(event)
