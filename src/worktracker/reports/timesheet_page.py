"""Timesheets as a page to print."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import TextIO

from worktracker.reports.about import About
from worktracker.reports.page import period_words, write_page
from worktracker.reports.timesheet import Line, Timesheet, rounding_words
from worktracker.reports.words import duration_words


def write_timesheet_html(found: Timesheet, about: About, target: TextIO) -> None:
    """Write a timesheet as a page: its sums, and a line for each day and project."""
    days = [line.day for line in found.lines]
    title = period_words(found.period, about.bounds, min(days, default=None), max(days, default=None))
    subtitle = " · ".join(filter(None, ("Timesheet", about.only, rounding_words(found.rounding))))
    body = _body(found) if found.lines else ['<p class="card">No time of this period is on a project.</p>']
    write_page(title, subtitle, body, about, target)


def _body(found: Timesheet) -> list[str]:
    numbers = [("in all", duration_words(found.billed_ms))]
    numbers += [(currency or "amount", f"{amount:,}") for currency, amount in found.amounts.items()]
    numbers.append(("days", str(len({line.day for line in found.lines}))))
    items = "".join(f"<div><dt>{escape(name)}</dt><dd>{value}</dd></div>" for name, value in numbers)
    heads = ["Project", "Client", "Worked", *(["Billed"] if found.rounding.step_min else [])]
    heads += ["Amount"] if found.amounts else []
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Day", *heads))
    before = None
    rows: list[str] = []
    for line in found.lines:
        rows.append(_row(found, line, repeated=line.day == before))
        before = line.day
    sums = ["", "", duration_words(found.worked_ms)]
    sums += [duration_words(found.billed_ms)] if found.rounding.step_min else []
    sums += [", ".join(_money(each, name) for name, each in found.amounts.items())] if found.amounts else []
    foot = "".join(f"<td>{each}</td>" for each in sums)
    return [
        f'<dl class="numbers">{items}</dl>',
        f'<section class="card"><h2>By day and project</h2>\n<table class="sheet">\n'
        f'<caption class="hidden">Time by day and project</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{''.join(rows)}</tbody>\n"
        f'<tfoot><tr><th scope="row">Total</th>{foot}</tr></tfoot>\n</table>\n</section>',
    ]


def _row(found: Timesheet, line: Line, *, repeated: bool) -> str:
    project = line.project
    name = f"<bdi>{escape(project.name)}</bdi>" if project else '<span class="second">(no project)</span>'
    client = escape(project.client or "") if project else ""
    cells = [name, f"<bdi>{client}</bdi>", duration_words(line.worked_ms)]
    if found.rounding.step_min:
        cells.append(duration_words(line.billed_ms))
    if found.amounts:
        currency = (project.currency if project else None) or ""
        cells.append("" if line.amount is None else _money(line.amount, currency))
    day = f'<span class="{"hidden" if repeated else "day"}">{line.day:%a} {line.day.isoformat()}</span>'
    return f'<tr><th scope="row">{day}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>\n'


def _money(amount: Decimal, currency: str) -> str:
    return escape(f"{amount:,} {currency}".strip())
