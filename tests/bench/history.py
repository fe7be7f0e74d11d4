"""Years of a desktop's history, the same on every machine.

Every day is drawn from a random stream of its own, seeded by its date, so that a year is an exact
slice of ten. Modelled: 30 applications, lognormal times in front (median about 8 s), weekends,
pauses of three minutes and more, titles of about 50 bytes with names that are not ASCII, browser
pages of which one in six is seen once, summer time. Not modelled: private windows, clocks that are set.
"""

from __future__ import annotations

import bisect
import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from worktracker.model.span import Activity, Span, State, Zone

FIRST_DAY = date(2015, 1, 1)
TEN_YEARS = 3653
"""Days."""

_WINTER, _SUMMER = Zone("Europe/Berlin", 3600), Zone("Europe/Berlin", 7200)
_WINDOWS_A_DAY = 1500
_PAUSES_A_DAY = 30
_SEEN_ONCE = 0.16

# application, kind, weight
_APPS = (
    ("code", "editor", 22.0), ("firefox", "browser", 26.0), ("Alacritty", "terminal", 14.0),
    ("Slack", "chat", 8.0), ("thunderbird", "mail", 6.0), ("chromium", "browser", 5.0),
    ("libreoffice-writer", "document", 3.0), ("libreoffice-calc", "document", 2.5),
    ("obsidian", "document", 2.0), ("org.gnome.Nautilus", "files", 2.0), ("Zoom", "call", 1.5),
    ("Evince", "document", 1.5), ("Spotify", "music", 1.2), ("Signal", "chat", 1.2),
    ("TelegramDesktop", "chat", 1.0), ("DBeaver", "editor", 0.9), ("Gimp", "document", 0.8),
    ("vlc", "document", 0.6), ("keepassxc", "single", 0.5), ("Inkscape", "document", 0.4),
    ("steam", "single", 0.3), ("RimWorld", "single", 0.3), ("virt-manager", "single", 0.3),
    ("gnome-calculator", "single", 0.2), ("gnome-control-center", "single", 0.2),
    ("wireshark", "single", 0.1), ("Audacity", "single", 0.1), ("kdenlive", "document", 0.1),
    ("Blender", "document", 0.1), ("gnome-screenshot", "single", 0.1),
)  # fmt: skip
# Mean time in front, in seconds before it is scaled to the day.
_MEAN_S = {
    "editor": 34, "browser": 22, "terminal": 18, "chat": 14, "mail": 20, "document": 40, "call": 150,
    "files": 8, "music": 10, "single": 40,
}  # fmt: skip
_SITES = (
    "github.com", "stackoverflow.com", "docs.python.org", "mail.example.org", "calendar.example.org",
    "news.ycombinator.com", "www.youtube.com", "en.wikipedia.org", "www.reddit.com", "lwn.net",
    "developer.mozilla.org", "tracker.example.com", "wiki.example.com", "duckduckgo.com",
    *(f"site{number:03d}.example.net" for number in range(400)),
)  # fmt: skip
_WORD_LIST = (
    "report budget design draft review server index parser cache query model invoice plan meeting notes "
    "summary release import export window schema chart layout filter worker client upload backup night "
    "garden travel recipe ticket contract quarter signal border memory future kernel socket vector "
    "engine theme locale "
)
_WORDS = _WORD_LIST.split()
_NAMES = "Ana Björn Chidi Dörte Eve François Grace Håkon Ines Jörg Kaito Lúcia Mei Nadia Olu Petra".split()  # noqa: SIM905
_ENDINGS = "py rs ts md toml html c sql yaml txt".split()  # noqa: SIM905
_COMMANDS = (
    "git status",
    "make test",
    "cargo build",
    "vim",
    "less log.txt",
    "ssh build",
    "~",
    "python -m pytest",
)

_APP_WEIGHTS = tuple(itertools.accumulate(weight for _, _, weight in _APPS))


@dataclass(frozen=True, slots=True)
class _Zipf:
    """A number below the length of ``heap``, small ones more often (exponent 1.05)."""

    heap: tuple[float, ...]

    @classmethod
    def below(cls, count: int) -> _Zipf:
        return cls(tuple(itertools.accumulate(rank**-1.05 for rank in range(1, count + 1))))

    def draw(self, chance: random.Random) -> int:
        return bisect.bisect(self.heap, chance.random() * self.heap[-1])


_FILE, _SITE, _PAGE = _Zipf.below(160), _Zipf.below(len(_SITES)), _Zipf.below(900)
_CHANNEL, _DOCUMENT = _Zipf.below(40), _Zipf.below(60)


def spans(first: date, days: int, *, full_urls: bool = False) -> Iterator[Span]:
    """The spans of ``days`` days from ``first``, in order; gaps are times when the machine was off."""
    for number in range(days):
        yield from _day(first + timedelta(days=number), full_urls=full_urls)


def _day(day: date, *, full_urls: bool) -> Iterator[Span]:
    chance = random.Random(f"worktracker:{day.isoformat()}")
    zone = _SUMMER if 4 <= day.month <= 10 else _WINTER
    weekend = day.weekday() >= 5
    busy = (0.45 if weekend else 1.22) * chance.uniform(0.75, 1.25)
    midnight = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) - zone.offset_s
    begin = midnight * 1000 + int(max(4.0, chance.gauss(10.5 if weekend else 8.3, 0.7)) * 3_600_000)
    length = int(min(14.0, max(1.5, 9.6 * busy * chance.uniform(0.9, 1.1))) * 3_600_000)

    pauses = [180_000 + int(chance.expovariate(1 / 120_000)) for _ in range(int(_PAUSES_A_DAY * busy))]
    if not weekend and len(pauses) > 4:
        pauses[len(pauses) // 2] = int(chance.uniform(25, 60) * 60_000)
    while sum(pauses) > length * 0.45:
        pauses.pop()
    present = length - sum(pauses)
    leaves = sorted(int(chance.random() * present) for _ in pauses)

    windows = list(_windows(chance, day, int(_WINDOWS_A_DAY * busy), full_urls=full_urls))
    scale = present / sum(weight for weight, _ in windows)
    at, there, pause = begin, 0, 0  # the clock, time present so far, the next pause
    for weight, activity in windows:
        left = max(200, int(weight * scale))
        while pause < len(pauses) and leaves[pause] < there + left:
            before = leaves[pause] - there
            if before > 0:
                yield Span(at, at + before, State.ACTIVE, zone, activity)
            at, there, left = at + before, leaves[pause], left - before
            yield Span(at, at + pauses[pause], State.IDLE, zone)
            at, pause = at + pauses[pause], pause + 1
        yield Span(at, at + left, State.ACTIVE, zone, activity)
        at, there = at + left, there + left


def _windows(
    chance: random.Random, day: date, count: int, *, full_urls: bool
) -> Iterator[tuple[float, Activity]]:
    """What is in front, one after another, each with its share of the day."""
    quarter = (day.year - 2000) * 4 + (day.month - 1) // 3
    projects = [_words(7_000_000 + quarter - back, 2).replace(" ", "-") for back in range(4)]
    app = 0
    previous: Activity | None = None
    for number in range(count):
        if number == 0 or chance.random() < 0.55:
            app = bisect.bisect(_APP_WEIGHTS, chance.random() * _APP_WEIGHTS[-1])
        activity = previous
        while activity == previous:
            name, kind, _ = _APPS[app]
            activity = _activity(chance, name, kind, projects, quarter, full_urls=full_urls)
            if activity == previous:
                app = bisect.bisect(_APP_WEIGHTS, chance.random() * _APP_WEIGHTS[-1])
        assert activity is not None
        previous = activity
        yield chance.lognormvariate(0, 1.1) * _MEAN_S[_APPS[app][1]], activity


def _activity(
    chance: random.Random, app: str, kind: str, projects: list[str], quarter: int, *, full_urls: bool
) -> Activity:
    if kind == "browser":
        site = _SITE.draw(chance)
        once = chance.random() < _SEEN_ONCE
        page = chance.randrange(10**7) if once else _PAGE.draw(chance) + quarter * 50
        words = _words(site * 10_000_019 + page, 3 + page % 5)
        title = (
            f"{words.capitalize()} - {_SITES[site]} — {'Mozilla Firefox' if app == 'firefox' else 'Chromium'}"
        )
        url = f"https://{_SITES[site]}/{words.replace(' ', '-')}/{page}" if full_urls else None
        return Activity(app, title, url, _SITES[site])
    project = projects[min(int(chance.expovariate(0.9)), len(projects) - 1)]
    return Activity(app, _title(chance, app, kind, project, quarter))


def _title(chance: random.Random, app: str, kind: str, project: str, quarter: int) -> str:
    match kind:
        case "editor":
            file = _FILE.draw(chance)
            name = _words(_number_of(project) + file, 2).replace(" ", "_")
            unsaved = "● " if chance.random() < 0.35 else ""
            return f"{unsaved}{name}.{_ENDINGS[file % 10]} - {project} - Visual Studio Code"
        case "terminal":
            return f"user@host: ~/src/{project}: {chance.choice(_COMMANDS)}"
        case "chat":
            room = _CHANNEL.draw(chance)
            unread = chance.choice(("", "", "", f"({chance.randrange(1, 12)}) "))
            if chance.random() < 0.4:
                return f"{unread}{_NAMES[room % 16]} (DM) - {app}"
            return f"{unread}#{_words(9_000_000 + room, 1)}-{room} - {app}"
        case "mail":
            mail = chance.randrange(4000) + quarter * 1000
            return f"{_words(8_000_000 + mail, 5).capitalize()} - {_NAMES[mail % 16]} - Mozilla Thunderbird"
        case "document":
            page = _DOCUMENT.draw(chance)
            return f"{project} {_words(_number_of(project + app) + page, 3)} v{1 + page % 7}.odt - {app}"
        case "call":
            return f"Zoom Meeting - {project} weekly"
        case "music":
            song = chance.randrange(3000)
            return f"{_words(6_000_000 + song, 3).title()} - Artist {song % 211}"
        case _:
            return app


@lru_cache(maxsize=200_000)
def _words(key: int, count: int) -> str:
    """``count`` words that belong to ``key``."""
    found: list[str] = []
    for _ in range(count):
        key = (key * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)  # Knuth's MMIX generator
        found.append(_WORDS[(key >> 33) % len(_WORDS)])
    return " ".join(found)


@lru_cache(maxsize=10_000)
def _number_of(text: str) -> int:
    """A number of a text, the same in every run (Python's own hash is not)."""
    return int.from_bytes(text.encode()[-16:].rjust(16, b"\0"), "big")
