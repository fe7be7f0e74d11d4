"""Colours and sizes of the windows, light and dark."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFont, QGuiApplication, QPainter, QPalette, QPen, QPixmap

from worktracker.model import palette as standard

PAGE_MARGIN = 26
NARROW_MARGIN = 16
CARD_GAP = 16
CARD_PADDING = 18
CARD_RADIUS = 12
BUTTON_RADIUS = 7
SPAN_RADIUS = 4
"""Pixels, before the screen's scale."""

TITLE, KEY_NUMBER, SMALL = 1.48, 1.63, 0.89
"""Sizes of type, in parts of the system's own."""


@dataclass(frozen=True, slots=True)
class Look:
    """One set of colours."""

    page: QColor
    sidebar: QColor
    card: QColor
    ink: QColor
    secondary: QColor
    line: QColor
    track: QColor
    recording: QColor
    now: QColor
    field: QColor
    series: tuple[QColor, ...]
    """:data:`HUES` told apart with the common colour deficiencies, in this order, and a paler shade of
    each; the last is for all the rest."""


HUES = 5


def _look(*names: str) -> Look:
    page, sidebar, card, ink, secondary, line, track, recording, now, field, *hues, rest = map(QColor, names)
    series = (*hues, *(between(hue, card, 0.3) for hue in hues), rest)
    return Look(page, sidebar, card, ink, secondary, line, track, recording, now, field, series)


def between(one: QColor, other: QColor, share: float = 0.5) -> QColor:
    """A colour between two, with so much of the other: half way."""

    def part(mine: int, its: int) -> int:
        return int(mine + (its - mine) * share)

    return QColor(
        part(one.red(), other.red()), part(one.green(), other.green()), part(one.blue(), other.blue())
    )


LIGHT = _look(
    "#f7f7f8", "#eeeff1", "#ffffff", "#1d1f23", "#646b76", "#e2e4e8", "#ececee", "#c7372e", "#3b5bdb",
    "#ffffff", *list(standard.DARK)[: standard.OFFERED],
)  # fmt: skip
DARK = _look(
    "#1b1d21", "#17191c", "#24272c", "#e8eaed", "#9aa2ae", "#33373e", "#2f3339", "#ef6a5f", "#7aa2ff",
    "#4d535e", *list(standard.DARK.values())[: standard.OFFERED],
)  # fmt: skip


def themed(name: str, colours: Look) -> QColor:
    """A category's colour, ``#rrggbb``, as it is in these colours: dark windows have brighter ones."""
    wanted = QColor(name)
    if colours.page.lightnessF() > 0.5:
        return wanted
    known = standard.DARK.get(wanted.name())
    if known is not None:
        return QColor(known)
    if wanted.lightnessF() < 0.45:
        return QColor.fromHslF(max(0.0, wanted.hslHueF()), wanted.hslSaturationF(), 0.55)
    return wanted


def is_dark() -> bool:
    """Whether the desktop's windows are dark, by their palette: it follows the colour scheme."""
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightnessF() < 0.5


def look() -> Look:
    """The colours that fit the desktop now."""
    return DARK if is_dark() else LIGHT


def palette(colours: Look) -> QPalette:
    """The colours as Qt's own widgets take them."""
    made = QPalette(colours.card, colours.page)
    for role, colour in (
        (QPalette.ColorRole.Window, colours.page),
        (QPalette.ColorRole.Base, colours.field),
        (QPalette.ColorRole.WindowText, colours.ink),
        (QPalette.ColorRole.Text, colours.ink),
        (QPalette.ColorRole.ButtonText, colours.ink),
        (QPalette.ColorRole.PlaceholderText, colours.secondary),
    ):
        made.setColor(role, colour)
    return made


def button_style(colours: Look) -> str:
    """A style sheet for plain buttons."""
    return (
        f"QPushButton {{ background: {colours.card.name()}; color: {colours.ink.name()};"
        f" border: 1px solid {colours.line.name()}; border-radius: {BUTTON_RADIUS}px; padding: 6px 16px; }}"
        f"QPushButton:hover, QPushButton:focus {{ border-color: {colours.secondary.name()}; }}"
        f"QPushButton:pressed {{ background: {colours.track.name()}; }}"
        f"QPushButton:disabled {{ color: {colours.secondary.name()}; }}"
        f"QPushButton[primary=true] {{ background: {colours.now.name()}; border-color: {colours.now.name()};"
        f" color: {colours.card.name()}; }}"
        f"QPushButton[primary=true]:disabled {{ background: {colours.track.name()};"
        f" border-color: {colours.line.name()}; color: {colours.secondary.name()}; }}"
        f"QPushButton[primary=true]:focus {{ border-color: {colours.ink.name()}; }}"
        f"QPushButton[destructive=true]:enabled {{ color: {colours.recording.name()}; }}"
    )


def scroll_style(colours: Look) -> str:
    """A style sheet for a scroll bar: narrow, without arrows, seen only where there is more."""
    return (
        "QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }"
        "QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }"
        f"QScrollBar::handle {{ background: {colours.secondary.name()}; border-radius: 3px;"
        " min-height: 32px; min-width: 32px; }"
        "QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }"
        "QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }"
        "QAbstractScrollArea::corner { background: transparent; border: none; }"
    )


def scaled(font: QFont, factor: float, *, bold: bool = False) -> QFont:
    """``font`` in another size, relative to what the user has chosen; figures keep one width."""
    made = QFont(font)
    if font.pointSizeF() > 0:
        made.setPointSizeF(font.pointSizeF() * factor)
    else:
        made.setPixelSize(round(font.pixelSize() * factor))
    if bold:
        made.setWeight(QFont.Weight.DemiBold)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def hatch(colour: QColor, *, dense: bool) -> QBrush:
    """Diagonal lines: light for idle, dense and the other way for private; not told by colour alone."""
    return QBrush(_hatch(colour.rgba(), dense))


@cache
def _hatch(rgba: int, dense: bool) -> QPixmap:
    step = 5 if dense else 8
    pixmap = QPixmap(step, step)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor.fromRgba(rgba), 1.6 if dense else 1.2))
    for shift in (-step, 0, step):
        if dense:
            painter.drawLine(shift, 0, shift + step, step)
        else:
            painter.drawLine(shift, step, shift + step, 0)
    painter.end()
    return pixmap
