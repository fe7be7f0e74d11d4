"""A store with one of everything that could go wrong in a file; the sums are worked out by hand.

Three days in Berlin and Kathmandu, Saturday 24 to Monday 26 October 2026; in Berlin the clock goes from 3:00
back to 2:00 on the Sunday.

    Sat 23:58:30 – 24:00:00 +02:00  Firefox, a page; quotes, commas, semicolons, a backslash     90.000 s
    Sun 00:00:00 – 00:01:00 +02:00  the same: it ran across midnight                             60.000
        02:30:00 – 03:00:00 +02:00  Editor, a title like a formula, a document                 1800.000
        02:00:00 – 02:30:00 +01:00  the same: the clock went back                              1800.000
        02:30:00 – 02:40:00 +01:00  idle                                                        600.000
        02:40:00 – 02:45:00.499     private                                                     300.499
        02:45:00.499 – 02:45:00.9   locked                                                        0.401
        10:00:00.25 – 10:00:00.499  Blink: comes to no whole second                               0.249
        10:00:00.499 – 10:30:00.501 a name and a title from right to left, an emoji of many    1800.002
        11:00:00 – 11:30:00         Firefox, only the site is kept; from 11:10 to 11:20 the    1800.000
                                    user says what it was: project, tags, a note
    Mon 09:00:00 – 09:15:30 +05:45  nothing is known of it                                      930.000
        09:15:30 – 09:15:31 +05:45  a long title, and an application like a formula               1.000
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from worktracker.model.days import date_number
from worktracker.model.period import Period
from worktracker.model.span import Activity, Reason, Span, State, Zone
from worktracker.store.importing import Importer
from worktracker.store.store import Store

SUMMER, WINTER = Zone("Europe/Berlin", 7200), Zone("Europe/Berlin", 3600)
KATHMANDU = Zone("Asia/Kathmandu", 20_700)
MADE = datetime(2026, 11, 1, 9, 30)  # noqa: DTZ001 - a clock on a wall
DAYS = Period(
    first_day=date_number(datetime(2026, 10, 24).date()),  # noqa: DTZ001
    last_day=date_number(datetime(2026, 10, 26).date()),  # noqa: DTZ001
)
BOUNDS = ("2026-10-24T00:00:00.000+02:00", "2026-10-27T00:00:00.000+01:00")

PAGE = Activity(
    "Firefox", 'Late "news", then; a \\ and <b>more</b> &amp; so', "https://news.example/?a=1,2&b=%20",
    "news.example",
)  # fmt: skip
SHEET = Activity("Editor", "=SUM(A1:A9)", None, None, "/home/u/Résumé, final.odt")
BLINK = Activity("Blink", "gone in a quarter of a second")
CHAT = Activity("צ'אט", "שלום עולם 👩🏽‍🚀")
SITE = Activity("Firefox", None, None, "mail.example.org")
LONG = Activity("-1+1", "@a long title: " + "漢字 " * 30 + "end")

_SPANS = (
    (SUMMER, "24T23:58:30.000", "25T00:00:00.000", PAGE),
    (SUMMER, "25T00:00:00.000", "25T00:01:00.000", PAGE),
    (SUMMER, "25T02:30:00.000", "25T03:00:00.000", SHEET),
    (WINTER, "25T02:00:00.000", "25T02:30:00.000", SHEET),
    (WINTER, "25T02:30:00.000", "25T02:40:00.000", State.IDLE),
    (WINTER, "25T02:40:00.000", "25T02:45:00.499", State.PRIVATE),
    (WINTER, "25T02:45:00.499", "25T02:45:00.900", State.LOCKED),
    (WINTER, "25T10:00:00.250", "25T10:00:00.499", BLINK),
    (WINTER, "25T10:00:00.499", "25T10:30:00.501", CHAT),
    (WINTER, "25T11:00:00.000", "25T11:30:00.000", SITE),
    (KATHMANDU, "26T09:00:00.000", "26T09:15:30.000", Activity()),
    (KATHMANDU, "26T09:15:30.000", "26T09:15:31.000", LONG),
)


def ms(zone: Zone, text: str) -> int:
    """``25T02:30:00.000`` of October 2026 in a zone, as milliseconds since 1970."""
    local = datetime.fromisoformat(f"2026-10-{text}+00:00")
    return round(local.timestamp() * 1000) - zone.offset_s * 1000


def make(path: Path) -> Store:
    """The store as a new file."""
    store = Store.create(path, bytes(range(32)), "00000000-0000-4000-8000-000000000000", 0)
    execute = store.connection.execute
    for category in (
        (1, None, "Work", "#3b7dd8"),
        (2, 1, "Writing", "#1B9E86".lower()),
        (3, None, "Talk", "#aa33cc"),
    ):
        execute("INSERT INTO category (id, parent, name, colour) VALUES (?, ?, ?, ?)", category)
    for rule in ((2, "Editor"), (3, "צ'אט"), (1, "Firefox")):
        execute("INSERT INTO category_rule (category, app, created_ms) VALUES (?, ?, 0)", rule)
    execute("INSERT INTO project (id, name, client, rate) VALUES (1, 'Site, new', 'Acme \"Co\"', '80.00')")
    execute("INSERT INTO project (id, name) VALUES (2, 'Book')")
    execute("INSERT INTO project_rule (project, app, created_ms) VALUES (2, 'Editor', 0)")
    spans = [
        Span(
            ms(zone, start),
            ms(zone, end),
            what,
            zone,
            None,
            Reason.RULE if what is State.PRIVATE else Reason.NONE,
        )
        if isinstance(what, State)
        else Span(ms(zone, start), ms(zone, end), State.ACTIVE, zone, what)
        for zone, start, end, what in _SPANS
    ]
    Importer(store.connection, 0).take(("recorded", span) for span in spans)
    execute(
        "INSERT INTO assignment (start_ms, end_ms, project, tags, note, since) VALUES (?, ?, 1, ?, ?, 1)",
        (
            ms(WINTER, "25T11:10:00.000"),
            ms(WINTER, "25T11:20:00.000"),
            "billing, urgent",
            "Call with Ann, about =cells",
        ),
    )
    return store
