"""Lines as we write them are read by a shorter way; it must say what the long one says."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from worktracker.interchange.jsonl_import import BadLineError, read_as_recorded

_INSTANTS = st.sampled_from(
    [
        "2026-11-21T09:00:00.000+01:00",
        "2026-11-21T09:00:00.001+01:00",
        "2026-11-21T09:00:59.999+01:00",
        "2026-11-21T08:01:00.000-03:30",
        "2026-11-21T09:00:60.000+01:00",
        "2026-11-21T09:00:00,000+01:00",
        "2026-11-21T09:00:00.000+0100 ",
        "2026-W47-6T09:00:00.000+01:00",
        "1969-12-31T09:00:00.000+01:00",
        "2700-01-01T09:00:00.000+01:00",
        "2026-02-30T09:00:00.000+01:00",
        "2026-11-21T09:00:00.000+25:00",
        "2026-11-21T09:00:00.0000000+0",
        "-026-11-21T09:00:00.000+01:00",
    ]
)
_RESTS = st.sampled_from(
    [
        {"state": "active", "app": "ed", "title": "Größe", "source": "recorded", "zone": "Europe/Berlin"},
        {"state": "active", "app": 7},
        {"state": "private", "decided_by": "rule", "source": "jsonl"},
        {"state": "asleep"},
        {"note": "a", "tags": ["b"], "category": "C", "source": "manual"},
        {"app": "ed", "end": "2026-11-21T10:00:00.000+01:00"},
        {"app": "ed", "start": "2026-11-21T08:00:00.000+01:00"},
        {"seen_by": "a spy"},
    ]
)


def _told(line: str) -> Any:
    """What comes of a line, or the reason why nothing does."""
    try:
        return [
            (source, start, end, content.span(start, end))
            for source, (start, end, content) in read_as_recorded([line.encode()] * 2)
        ]
    except BadLineError as error:
        return error.reason


@settings(max_examples=300, deadline=None)
@given(start=_INSTANTS, end=_INSTANTS, rest=_RESTS, length=st.sampled_from(["0", "1.5", "01", "1e3", ".5"]))
def test_a_line_as_we_write_it_says_the_same_as_one_that_we_do_not(
    start: str, end: str, rest: dict[str, Any], length: str
) -> None:
    ours = f'{{"start": "{start}", "end": "{end}", "duration_seconds": {length}, {json.dumps(rest)[1:]}'
    assert _told(ours) == _told(" " + ours)


def test_what_recurs_is_read_once() -> None:
    line = (
        b'{"start": "2026-11-21T09:00:00.000+01:00", "end": "2026-11-21T09:00:01.000+01:00",'
        b' "duration_seconds": 1, "state": "idle"}\n'
    )
    read = list(read_as_recorded([line, line]))
    assert read[0][1][2] is read[1][1][2]
