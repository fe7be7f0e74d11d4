"""Reports as one HTML file: for screens light and dark, and for paper; no script, nothing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
from datetime import date, datetime
from html import escape
from string import Template
from typing import TextIO

from worktracker.model.days import day_date
from worktracker.model.labels import SEPARATOR
from worktracker.model.period import Period
from worktracker.model.span import State
from worktracker.reports import chart
from worktracker.reports.about import About
from worktracker.reports.looks import Looks
from worktracker.reports.naming import label_words, name_of
from worktracker.reports.report import MOST_ROWS, By, Report, Row, in_tree
from worktracker.reports.trend import Trend
from worktracker.reports.words import counted, duration_words, month_words, span_of_days
from worktracker.resource import resource_path


def write_html(report: Report, trend: Trend | None, looks: Looks, about: About, target: TextIO) -> None:
    """Write a report as a page.

    Args:
        report: what it shows.
        trend: how its time lies in the period; None where there is none.
        looks: what its rows are filled with.
        about: what it says of itself.
        target: what is written to.
    """
    days = (trend.first, trend.last) if trend else (None, None)
    subtitle = f"Time by {name_of(report.by)}{f' · only {about.only}' if about.only else ''}"
    write_page(
        period_words(report.period, about.bounds, *days), subtitle, _body(report, trend, looks), about, target
    )


def write_page(title: str, subtitle: str, body: list[str], about: About, target: TextIO) -> None:
    """Write a page of ours; ``body`` is HTML, title and subtitle are text."""
    template = resource_path("report/page.html").read_text("utf-8")
    style = template.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    target.write(
        Template(template).substitute(
            policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
            title=escape(title),
            subtitle=escape(subtitle),
            body="\n".join(body),
            made=_moment_words(about.made),
        )
    )


def period_words(
    period: Period,
    bounds: tuple[str | None, str | None],
    first_seen: date | None = None,
    last_seen: date | None = None,
) -> str:
    """A period as a title; where it is open, from the first day with anything in it to the last."""
    if not period.whole_days:
        start, end = (None if text is None else datetime.fromisoformat(text) for text in bounds)
        return _moments_words(start, end)
    first = day_date(period.first_day) if period.first_day is not None else first_seen
    last = day_date(period.last_day) if period.last_day is not None else last_seen
    if first is None or last is None:
        return "All time"
    return f"{first:%A}, {span_of_days(first, last)}" if first == last else span_of_days(first, last)


def _moments_words(start: datetime | None, end: datetime | None) -> str:
    if start is None:
        return f"Up to {_moment_words(end)}" if end else "All time"
    if end is None:
        return f"From {_moment_words(start)}"
    return f"{_moment_words(start)} – {f'{end:%H:%M}' if start.date() == end.date() else _moment_words(end)}"


def _moment_words(at: datetime) -> str:
    return f"{at.day} {month_words(at)}, {at:%H:%M}"


def _body(report: Report, trend: Trend | None, looks: Looks) -> list[str]:
    if not report.rows:
        return ['<p class="card">Nothing was recorded in this time.</p>']
    parts = [_numbers(report, trend)]
    if trend is not None:
        heading = f"{trend.unit.capitalize()} by {trend.unit}"
        parts.append(f'<section class="card"><h2>{heading}</h2>\n{chart.columns(trend, looks)}\n</section>')
    parts.append(_table(report, looks))
    return parts


def _numbers(report: Report, trend: Trend | None) -> str:
    states = {row.state: row.duration_ms for row in report.rows}
    found = [("in all", duration_words(report.total_ms))]
    if trend is not None and trend.days > 1:
        found.append(("days", str(trend.days)))
        found.append(("a day", duration_words(report.total_ms // trend.days)))
    if State.PRIVATE in states:
        found.append(("private, nothing kept", duration_words(states[State.PRIVATE])))
    items = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in found)
    return f'<dl class="numbers">{items}</dl>'


def _table(report: Report, looks: Looks) -> str:
    name = name_of(report.by)
    lines = in_tree(report) if report.by is By.CATEGORY else [(0, row) for row in report.rows]
    most = max(row.duration_ms for _, row in lines)
    rows = [_row(report, row, depth, row.duration_ms / most, looks) for depth, row in lines[:MOST_ROWS]]
    rest = [row for _, row in lines[MOST_ROWS:]]
    if others := len(rest) + report.others:
        more = Row(None, report.others_ms)
        length = sum(row.duration_ms for row in (*rest, more))
        share = sum(report.share(row) for row in (*rest, more))
        rows.append(_line(f'<span class="second">{counted(others, "other")}</span>', "", length, share))
    return (
        f'<section class="card"><h2>By {name}</h2>\n<table>\n'
        f'<caption class="hidden">Time by {name}</caption>\n'
        f'<thead><tr><th scope="col">{name.capitalize()}</th><td class="bar"></td>'
        '<th scope="col" class="time">Time</th><th scope="col" class="share">Share</th></tr></thead>\n'
        f"<tbody>\n{''.join(rows)}</tbody>\n"
        f'<tfoot><tr><th scope="row">Total</th><td class="bar"></td>'
        f"<td>{duration_words(report.total_ms)}</td><td></td></tr></tfoot>\n</table>\n</section>"
    )


def _row(report: Report, row: Row, depth: int, part: float, looks: Looks) -> str:
    words, look = label_words(report.by, row), looks.of_row(row)
    classes, dot = ["clamped"], ""
    if report.by is By.CATEGORY:
        words = words.rpartition(SEPARATOR)[2]
        classes, dot = [f"d{depth}"], chart.dot(look)
    if row.state is not None or not row.text:
        classes.append("second")
    text = f'<span class="{" ".join(classes)}">{dot}<bdi>{escape(words)}</bdi></span>'
    return _line(text, chart.bar(part, look), row.duration_ms, report.share(row))


def _line(text: str, bar: str, length_ms: int, share: float) -> str:
    return (
        f'<tr><th scope="row">{text}</th><td class="bar">{bar}</td>'
        f'<td>{duration_words(length_ms)}</td><td class="share">{_percent(share)}</td></tr>\n'
    )


def _percent(share: float) -> str:
    if 0 < share < 0.005:
        return "&lt; 1 %"
    return f"{share * 100:.0f} %" if share else "–"
