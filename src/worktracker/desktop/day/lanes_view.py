"""The lanes of a day on a card: where they are, and which part of the day is in sight."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPixmap
from PySide6.QtWidgets import QSizePolicy

from worktracker.desktop.day import axis
from worktracker.desktop.day.card import Card
from worktracker.desktop.day.drawing import draw_lane
from worktracker.desktop.day.fills import Fills
from worktracker.desktop.day.lanes import LaneKind, Segment
from worktracker.desktop.day.reading import Day
from worktracker.desktop.day.selecting import Stretch
from worktracker.desktop.day.view import Scale, View, home
from worktracker.desktop.look import CARD_PADDING, SMALL, Look, scaled
from worktracker.desktop.window.discreet import Discreet


class LanesView(Card):
    """Shows a day.

    Args:
        discreet: whether titles may be shown.

    Attributes:
        day: what is shown; None before there is anything.
        selection: what is marked over all lanes.
        hovered: what is marked in one lane: the number of a segment.
        empty: what is said where nothing was recorded.
    """

    def __init__(self, discreet: Discreet) -> None:
        super().__init__()
        self.day: Day | None = None
        self.selection: Stretch | None = None
        self.hovered: tuple[LaneKind, int] | None = None
        self.empty = ""
        self._discreet = discreet
        self._now_ms: int | None = None
        self._view: View | None = None
        self._home: View | None = None
        self._drawn: tuple[object, QPixmap] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # What is shown

    def show_day(self, day: Day, now_ms: int | None) -> None:
        """Show a day from now on; ``now_ms`` only where the moment lies in it."""
        again = self.day is not None and self.day.number == day.number and self._view == self._home
        other = self.day is None or self.day.number != day.number
        self.day, self._now_ms = day, now_ms
        self._drawn = self.hovered = None
        self._home = home([*day.edges[:1], *day.edges[-1:]], now_ms, day.begin_ms, day.end_ms, day.offsets)
        if self._view is None or again or other:
            self._view = self._home
        if other:
            self.selection = None
        self.update()

    def select(self, stretch: Stretch | None, *, show: bool = False) -> None:
        """Select a stretch, or nothing; with ``show`` it is brought into sight."""
        self.selection = stretch
        if show and stretch is not None and self._view is not None:
            self._view = self._view.around(*stretch)
        self.update()

    def colour(self) -> None:
        """Draw anew, in other colours or with other words."""
        self._drawn = None
        self.update()

    # Where things are

    @property
    def scale(self) -> Scale | None:
        """How time lies on pixels; None before there is a day."""
        if self._view is None:
            return None
        area = self.area
        return Scale(self._view, area.left(), area.width())

    @property
    def area(self) -> QRect:
        """Where the lanes are."""
        metrics = QFontMetricsF(scaled(self.font(), 0.93))
        names = max(metrics.horizontalAdvance(self._lane_name(kind)) for kind in LaneKind)
        beside = CARD_PADDING + round(names) + 16
        width = max(10, self.width() - beside - CARD_PADDING - round(self._line()))
        # Time runs from left to right in every script, as clocks write it; the names stand where lines begin.
        left = self.width() - beside - width if self.isRightToLeft() else beside
        boxes = self._boxes(left, width)
        return QRect(left, boxes[0].top(), width, boxes[-1].bottom() - boxes[0].top() + 1)

    def lane_at(self, y: float) -> LaneKind | None:
        """The lane at a height; None below and above them."""
        for kind, box in zip(LaneKind, self._boxes(), strict=True):
            if box.top() - 4 <= y <= box.bottom() + 4:
                return kind
        return None

    def segment(self, kind: LaneKind, at_ms: float) -> Segment | None:
        """What lies in a lane at an instant."""
        number = None if self.day is None else self.day.lanes[kind].at(at_ms)
        return None if self.day is None or number is None else self.day.lanes[kind].segments[number]

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt's hook."""
        bottom = self._boxes()[-1].bottom()
        return QSize(480, round(bottom + 10 + self._line() + CARD_PADDING * 0.8))

    def _line(self) -> float:
        return QFontMetricsF(self.font()).height()

    def _boxes(self, left: int = 0, width: int = 0) -> list[QRect]:
        line, top = self._line(), CARD_PADDING
        found: list[QRect] = []
        for kind in LaneKind:
            height = round(line * (1.6 if kind is LaneKind.CATEGORY else 2.0))
            found.append(QRect(left, top, width, height))
            top += height + 8
        return found

    def _lane_name(self, kind: LaneKind) -> str:
        match kind:
            case LaneKind.CATEGORY:
                return self.tr("Category")
            case LaneKind.APPLICATION:
                return self.tr("Application")
            case LaneKind.DOCUMENT:
                return self.tr("Document, site")

    # Drawing

    def paint(self, painter: QPainter, colours: Look) -> None:
        """Draw names, hours, lanes, what is selected, and now."""
        area = self.area
        self._paint_names(painter, colours, area)
        scale = self.scale
        if self.day is None or scale is None:
            return
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setFont(scaled(self.font(), SMALL))
        axis.draw_hours(painter, colours, scale, area, self.day.offsets, self.selection)
        painter.drawPixmap(area.topLeft(), self._lanes(colours, scale, area))
        if self.hovered is not None:
            kind, number = self.hovered
            segment = self.day.lanes[kind].segments[number]
            axis.draw_outline(painter, colours, scale, self._boxes(area.left(), area.width())[kind], segment)
        if self.selection is not None:
            axis.draw_selection(painter, colours, scale, area, self.selection)
        if self._now_ms is not None:
            axis.draw_now(painter, colours, scale, area, self._now_ms)
        if self.empty and not self.day.pieces:
            painter.setFont(self.font())
            painter.setPen(colours.secondary)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            place = area.adjusted(24, 0, -24, 0)
            painter.fillRect(
                painter.boundingRect(place, int(flags), self.empty).adjusted(-8, -2, 8, 2), colours.card
            )
            painter.drawText(place, int(flags), self.empty)

    def _paint_names(self, painter: QPainter, colours: Look, area: QRect) -> None:
        painter.setFont(scaled(self.font(), 0.93))
        painter.setPen(colours.secondary)
        room = self.width() - area.width() - 2 * CARD_PADDING - round(self._line()) - 12
        for kind, box in zip(LaneKind, self._boxes(), strict=True):
            self.write(painter, QRectF(CARD_PADDING, box.top(), room, box.height()), self._lane_name(kind))

    def _lanes(self, colours: Look, scale: Scale, area: QRect) -> QPixmap:
        """The lanes as they were drawn last, or anew where something has changed."""
        assert self.day is not None
        ratio = self.devicePixelRatioF()
        key = (scale, area.getRect(), colours.page.rgb(), self._discreet.on, ratio)
        if self._drawn is not None and self._drawn[0] == key:
            return self._drawn[1]
        picture = QPixmap(area.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.translate(-area.topLeft())
        painter.setFont(scaled(self.font(), SMALL))
        fills = Fills(colours, self.day.categories)
        for kind, box in zip(LaneKind, self._boxes(area.left(), area.width()), strict=True):
            draw_lane(painter, kind, self.day.lanes[kind], box, scale, fills, colours.ink, self._text_of)
        painter.end()
        self._drawn = (key, picture)
        return picture

    def _text_of(self, segment: Segment) -> str:
        return self._discreet.text(segment.label) if segment.is_title else segment.label

    # Looking closer

    def zoom(self, factor: float, at_ms: float | None = None) -> None:
        """Look closer, at an instant or at what is selected."""
        if self._view is None:
            return
        if at_ms is None:
            middle = sum(self.selection) / 2 if self.selection else None
            inside = middle is not None and self._view.first_ms <= middle <= self._view.last_ms
            at_ms = middle if inside else (self._view.first_ms + self._view.last_ms) / 2
        assert at_ms is not None
        self._look(self._view.zoomed(at_ms, factor))

    def zoom_to(self, start_ms: int, end_ms: int) -> None:
        """Let a stretch fill most of the width."""
        if self._view is not None:
            margin = (end_ms - start_ms) * 0.15
            self._look(self._view.showing(start_ms - margin, end_ms + margin))

    def pan(self, pixels: float) -> None:
        """Move to what lies so many pixels to the right."""
        scale = self.scale
        if scale is not None:
            self._look(scale.view.panned(pixels * scale.ms_per_pixel))

    def show_all(self) -> None:
        """Show all of the day in which there is anything."""
        if self._home is not None:
            self._look(self._home)

    def _look(self, view: View) -> None:
        if view != self._view:
            self._view = view
            self.hovered = None
            self.looked()
            self.update()

    @property
    def is_close(self) -> bool:
        """Whether less, or something else, is in sight than at first."""
        return self._view != self._home

    def looked(self) -> None:
        """Another part of the day is in sight; for the views that derive from this one."""
