"""Charts as SVG that stands in a page: in the page's colours, and told in words for who can't see them."""

from __future__ import annotations

from html import escape

from worktracker.reports.looks import Looks
from worktracker.reports.spread import Part
from worktracker.reports.trend import Point, Trend
from worktracker.reports.words import duration_words

_WIDTH, _HEIGHT = 772, 190
_LEFT, _TOP, _BOTTOM = 44, 8, 24
_WIDEST_COLUMN = 34
_TICK_WIDTH = 44
_LINES = 4
_HOUR_MS = 3_600_000
_STEPS_MS = tuple(
    round(hours * _HOUR_MS)
    for hours in (1 / 60, 1 / 12, 1 / 6, 0.25, 0.5, 1, 2, 3, 4, 6, 8, 10, 15, 20, 30, 40, 50, 100, 150, 200)
)

_TRACK = 'class="track"'

BAR_WIDTH, BAR_HEIGHT = 160, 8


def columns(trend: Trend, looks: Looks) -> str:
    """A column for each point of a trend, over a grid of hours; its parts lie one on the other."""
    most = max(point.duration_ms for point in trend.points)
    step = next((step for step in _STEPS_MS if most <= _LINES * step), most / _LINES)
    lines = max(1, -int(-most // step))
    height = _HEIGHT - _TOP - _BOTTOM
    base = _HEIGHT - _BOTTOM
    slot = (_WIDTH - _LEFT) / len(trend.points)
    width = min(_WIDEST_COLUMN, max(1.0, slot * 0.72))
    drawn: list[str] = []
    for number in range(lines + 1):
        y = round(base - height * number / lines) + 0.5
        drawn.append(
            f'<line x1="{_LEFT}" y1="{y}" x2="{_WIDTH}" y2="{y}"/>'
            f'<text x="{_LEFT - 8}" y="{y + 3.5:g}" text-anchor="end">{_grid_words(number * step)}</text>'
        )
    ticks = _ticks(trend, slot)
    order = trend.parts
    for number, point in enumerate(trend.points):
        middle = _LEFT + slot * (number + 0.5)
        if number in ticks:
            drawn.append(
                f'<text x="{middle:.1f}" y="{_HEIGHT - 6}" text-anchor="middle">{ticks[number]}</text>'
            )
        low = float(base)
        present = [part for part in order if point.parts[part]]
        for part in present:
            tall = max(1.0, height * point.parts[part] / (lines * step))
            outline = _column(middle - width / 2, low, width, tall, head=part == present[-1])
            words = _told(point) if order == [Part()] else _part_told(point, part)
            drawn.append(f'<path {looks.of_part(part)} d="{outline}"><title>{words}</title></path>')
            low -= tall
    told = "; ".join(_told(point) for point in trend.points if point.duration_ms)
    return (
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"'
        ' aria-labelledby="trend-title trend-words">'
        f'<title id="trend-title">Time by {trend.unit}</title><desc id="trend-words">{told}</desc>\n'
        + "\n".join(drawn)
        + "\n</svg>"
    )


def dot(look: str) -> str:
    """A little square that is filled as the attribute ``look`` says."""
    return (
        '<svg class="dot" width="9" height="9" aria-hidden="true" focusable="false">'
        f'<rect {look} width="9" height="9" rx="2"/></svg>'
    )


def bar(part: float, look: str) -> str:
    """A bar that is filled to ``part`` of its width, from 0 to 1, as the attribute ``look`` says.

    It says nothing that is not beside it in numbers, and so nothing to a screen reader.
    """
    parts = ((_TRACK, float(BAR_WIDTH)), (look, max(2.0, BAR_WIDTH * part)))
    drawn = "".join(
        f'<rect {each} width="{width:.1f}" height="{BAR_HEIGHT}" rx="4"/>' for each, width in parts
    )
    return (
        f'<svg width="{BAR_WIDTH}" height="{BAR_HEIGHT}" aria-hidden="true" focusable="false">{drawn}</svg>'
    )


def _column(left: float, base: float, width: float, tall: float, *, head: bool) -> str:
    """The outline of a column, or of a part of it, that stands on ``base``; round at its head."""
    radius = min(4.0, width / 3, tall) if head else 0.0
    corners = (f"q0-{radius:.1f} {radius:.1f}-{radius:.1f}", f"q{radius:.1f} 0 {radius:.1f} {radius:.1f}")
    one, other = corners if head else ("", "")
    up, down, across = radius - tall, tall - radius, width - 2 * radius
    return f"M{left:.1f} {base:.1f}v{up:.1f}{one}h{across:.1f}{other}v{down:.1f}z"


def _part_told(point: Point, part: Part) -> str:
    name = part.state.label if part.state is not None else part.category or "no category"
    return escape(f"{point.name}, {name}: {duration_words(point.parts[part])}")


def _told(point: Point) -> str:
    return escape(f"{point.name}: {duration_words(point.duration_ms)}")


def _grid_words(at_ms: float) -> str:
    if not at_ms:
        return "0"
    return f"{at_ms / _HOUR_MS:g} h" if at_ms >= _HOUR_MS else f"{at_ms / 60_000:g} m"


def _ticks(trend: Trend, slot: float) -> dict[int, str]:
    """What stands under which columns: as many as have room, at beginnings that people look for."""
    points = trend.points
    apart = -int(-_TICK_WIDTH // slot)
    if trend.unit == "hour":
        return {number: point.tick for number, point in enumerate(points) if not number % 3}
    if trend.unit == "month":
        every = next(each for each in (1, 2, 3, 6, 12, 24, 60, 120, 1200) if each >= apart)
        return {
            number: str(point.first.year) if point.first.month == 1 else point.tick
            for number, point in enumerate(points)
            if not (point.first.year * 12 + point.first.month - 1) % every
        }
    if trend.unit == "week":
        # The first week that begins in a month stands for it.
        return {
            number: f"{point.first:%b}" if point.first.month > 1 else str(point.first.year)
            for number, point in enumerate(points)
            if point.first.day <= 7
        }
    if apart == 1:
        return {number: f"{point.first:%a} {point.tick}" for number, point in enumerate(points)}
    if len(points) <= 31:
        return {
            number: f"{point.first:%b}" if point.first.day == 1 else point.tick
            for number, point in enumerate(points)
        }
    return {
        number: f"{point.tick} {point.first:%b}"
        for number, point in enumerate(points)
        if point.first.weekday() == 0
    }
