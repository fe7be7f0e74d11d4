"""Spans as ``timew export`` writes intervals and ``timew import`` reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from json.encoder import encode_basestring
from typing import TextIO

from worktracker.interchange.whole_seconds import compact_utc, spent
from worktracker.interchange.writing import OfActivities, Progress, write_lines
from worktracker.model.labels import Labels
from worktracker.model.period import Period
from worktracker.store.reader import Fields
from worktracker.store.store import Store

EMPTY = "[\n]\n"
"""The file where there are no spans."""

_PRIVATE = ',"tags":["private"]'


def write_timewarrior(
    store: Store,
    period: Period,
    target: TextIO,
    progress: Progress | None = None,
    *,
    all_sources: bool = False,
) -> None:
    """Write an interval for each active and private span of a period, oldest first.

    Application, site, category, project and tags are tags; the note, or else the title, is the annotation.
    There are no ids: timewarrior counts anew.
    """
    target.write("[")
    write_lines(_intervals(store, period, all_sources=all_sources), target, progress)
    target.write("\n]\n")


def _intervals(store: Store, period: Period, *, all_sources: bool) -> Iterator[str]:
    texts = OfActivities(store.reader, _texts)
    begin = "\n"
    for one in spent(store, period, all_sources=all_sources):
        if one is None:
            yield ""
            continue
        text = _PRIVATE if one.is_private else texts(one.row)
        yield f'{begin}{{"start":"{compact_utc(one.start_s)}","end":"{compact_utc(one.end_s)}"{text}}}'
        begin = ",\n"


def _texts(fields: Fields, labels: Labels) -> str:
    quote: Callable[[str], str] = encode_basestring
    app, title, _, domain, _ = fields
    tags = sorted({each for each in (app, domain, labels.category, labels.project, *labels.tags) if each})
    annotation = labels.note or title
    tagged = f',"tags":[{",".join(map(quote, tags))}]' if tags else ""
    return tagged + (f',"annotation":{quote(annotation)}' if annotation else "")
