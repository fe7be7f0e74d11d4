"""The state's icons, drawn from the SVG files that come with the program.

QtSvg would draw them too, for 2.7 MB of memory; these drawings need circles and paths only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from worktracker.resource import resource_path

SIZES = (16, 22, 24, 32, 48, 64)
"""Edge lengths in pixels in which panels ask for icons."""

_NOTHING = QColor(0, 0, 0, 0)
# Our own files, so no parser of XML is needed.
_ELEMENT = re.compile(r"<([a-z]+)\s([^>]*)>")
_ATTRIBUTE = re.compile(r'([a-zA-Z-]+)="([^"]*)"')
_WORD = re.compile(r"[A-Z]|-?[0-9.]+")


def state_icon(name: str) -> QIcon:
    """The icon of a state, as :class:`worktracker.desktop.state.Face` names them, sharp at every size."""
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(drawn(f"icons/{name}.svg", QSize(size, size)))
    return icon


def program_icon() -> QIcon:
    """The icon of the program itself, for its windows."""
    return QIcon(drawn("icons/worktracker.svg", QSize(64, 64)))


def drawn(resource: str, size: QSize) -> QPixmap:
    """A drawing of ours as a picture of ``size`` pixels.

    Raises:
        ValueError: it holds something other than circles and paths of M, L, H, V, A, Z.
    """
    picture = QPixmap(size)
    picture.fill(_NOTHING)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for name, attributes in _ELEMENT.findall(resource_path(resource).read_text("utf-8")):
        _draw(painter, name, dict(_ATTRIBUTE.findall(attributes)), size)
    painter.end()
    return picture


def _draw(painter: QPainter, name: str, attributes: dict[str, str], size: QSize) -> None:
    match name:
        case "svg":
            _, _, width, height = (float(number) for number in attributes["viewBox"].split())
            painter.scale(size.width() / width, size.height() / height)
            return
        case "circle":
            shape = QPainterPath()
            x, y, radius = (float(attributes[name]) for name in ("cx", "cy", "r"))
            shape.addEllipse(QRectF(x - radius, y - radius, 2 * radius, 2 * radius))
        case "path":
            shape = path(attributes["d"])
        case other:
            raise ValueError(f"unknown shape: {other}")
    fill, stroke = attributes.get("fill", "none"), attributes.get("stroke", "none")
    painter.setOpacity(float(attributes.get("opacity", "1")))
    if fill != "none":
        painter.fillPath(shape, _pen(fill).brush())
    if stroke != "none":
        pen = _pen(stroke)
        pen.setWidthF(float(attributes.get("stroke-width", "1")))
        painter.strokePath(shape, pen)


def _pen(colour: str) -> QPen:
    """A pen made in the one way that leaves the namespace Qt alone.

    The first call that may be given one of its enums makes all of them, 1.1 MB: QBrush(colour),
    QPen(colour), setPen and setBrush are such calls.
    """
    pen = QPen()
    pen.setColor(QColor(colour))
    return pen


def path(text: str) -> QPainterPath:
    """A path of SVG's absolute commands M, L, H, V, A (quarters of circles, clockwise) and Z."""
    shape = QPainterPath()
    words = iter(_WORD.findall(text))
    for command in words:
        here = shape.currentPosition()
        match command:
            case "M":
                shape.moveTo(QPointF(*_numbers(words, 2)))
            case "L":
                shape.lineTo(QPointF(*_numbers(words, 2)))
            case "H":
                shape.lineTo(_numbers(words, 1)[0], here.y())
            case "V":
                shape.lineTo(here.x(), _numbers(words, 1)[0])
            case "A":
                radius, _, _, _, _, x, y = _numbers(words, 7)
                _quarter(shape, radius, x, y)
            case "Z":
                shape.closeSubpath()
            case other:
                raise ValueError(f"unknown command of a path: {other}")
    return shape


def _quarter(shape: QPainterPath, radius: float, x: float, y: float) -> None:
    """A quarter of a circle, clockwise, to (x, y)."""
    here = shape.currentPosition()
    right, down = x > here.x(), y > here.y()
    # Clockwise: right and down lies above right of the centre, and so on round the clock.
    start, centre = {
        (True, True): (90, (here.x(), y)),
        (False, True): (0, (x, here.y())),
        (False, False): (270, (here.x(), y)),
        (True, False): (180, (x, here.y())),
    }[right, down]
    square = QRectF(centre[0] - radius, centre[1] - radius, 2 * radius, 2 * radius)
    shape.arcTo(square, start, -90)


def _numbers(words: Iterator[str], count: int) -> list[float]:
    return [float(next(words)) for _ in range(count)]
