"""The page that explains an archive: one file, no script, nothing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from string import Template

from worktracker.resource import resource_path


@dataclass(frozen=True, slots=True)
class Listed:
    """One file of the archive: how many rows (or lines, or files) it has, and its columns."""

    name: str
    count: int
    unit: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Described:
    """A file and its columns in plain words."""

    file: Listed
    meaning: str
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page is about.

    Attributes:
        now: when the archive was made, local time with its offset.
        extent: where the first span begins and the last ends, in milliseconds; None without spans.
        store: where the record lies.
        groups: titles, each with its files.
    """

    now: datetime
    extent: tuple[int, int] | None
    store: Path
    groups: Sequence[tuple[str, Sequence[Described]]]


def page(overview: Overview) -> str:
    """The page as HTML."""
    template = resource_path("my-data/page.html").read_text("utf-8")
    style = template.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    counts = {each.file.name: each.file.count for _, files in overview.groups for each in files}
    return Template(template).substitute(
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        made=escape(_moment(overview.now)),
        store=escape(str(overview.store)),
        spans=f"{counts.get('spans.csv', 0):,}",
        first=_day(overview, 0),
        last=_day(overview, 1),
        rules=f"{counts.get('tables/rule.csv', 0):,}",
        groups="\n".join(_group(title, files) for title, files in overview.groups if files),
    )


def _group(title: str, files: Sequence[Described]) -> str:
    return f'<h2>{escape(title)}</h2>\n<div class="card">\n{"".join(map(_file, files))}</div>'


def _file(described: Described) -> str:
    file = described.file
    name = escape(file.name)
    folder, slash, rest = name.rpartition("/") if not name.endswith("/") else ("", "", name)
    unit = file.unit.removesuffix("s") if file.count == 1 else file.unit
    head = (
        f'<span class="name"><a href="{name}"><span class="folder">{folder}{slash}</span>{rest}</a></span>'
        f'<span class="count">{file.count:,} {unit}</span>'
        f'<span class="meaning">{_text(described.meaning)}</span>'
    )
    if not described.columns:
        return f'<div class="file">{head}</div>\n'
    rows = "".join(
        f'<tr><th scope="row">{escape(column)}</th><td>{_text(meaning)}</td></tr>'
        for column, meaning in described.columns
    )
    return f'<details class="file"><summary>{head}</summary><table>{rows}</table></details>\n'


def _text(words: str) -> str:
    """Escaped, with what stands between backticks as code."""
    parts = escape(words, quote=False).split("`")
    return "".join(f"<code>{part}</code>" if at % 2 else part for at, part in enumerate(parts))


def _moment(at: datetime) -> str:
    offset = at.strftime("%z")
    return f"{at.day} {at:%B %Y}, {at:%H:%M} (UTC{offset[:3]}:{offset[3:5]})"


def _day(overview: Overview, end: int) -> str:
    if overview.extent is None:
        return "–"
    at = datetime.fromtimestamp(overview.extent[end] / 1000, UTC).astimezone(overview.now.tzinfo)
    return f"{at.day} {at:%b %Y}"
