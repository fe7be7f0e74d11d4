"""Every action on every field, globs and expressions, under every level: what reaches the store.

The real program adds the rules, imports the windows and exports what it kept. What it should have
kept is worked out here anew, from the words of the public interface.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.desktop.private_session import PrivateSession
from tests.desktop.worktracker_program import Said, Worktracker, run_here
from tests.integration.test_round_trip import write
from worktracker.app import opening
from worktracker.keys.fetch import KeyRequest, StoreKey
from worktracker.keys.slots import KeySlots

ACTIONS = ("drop", "private", "hide-title", "domain-only")
FIELDS = ("app", "title", "url", "domain")
DAY = date(2026, 3, 2)

# A pattern and a text that it matches; {} is a word of the rule's own.
PATTERNS = {
    ("app", False): ("{}*", "{}-editor"),
    ("title", False): ("*{}?", "All about {}s"),
    ("url", False): ("https://*/{}/[ab]*", "https://www.example.org/{}/b?q=1"),
    ("domain", False): ("{}.example", "www.{}.example"),
    ("app", True): ("^{}-", "{}-editor"),
    ("title", True): ("{}s?$", "All about {}"),
    ("url", True): (r"/{}/\d+$", "https://www.example.org/{}/42"),
    ("domain", True): (r"^{}\.", "{}.example"),
}


@dataclass(frozen=True)
class Levels:
    """The four settings."""

    apps: str
    titles: str
    urls: str
    browsers: str


LEVELS = [
    Levels(*each)
    for each in itertools.product(
        ("on", "off"), ("on", "off"), ("none", "domain", "full"), ("vouched", "always")
    )
]


@dataclass(frozen=True)
class Window:
    """A window as it is on the screen, and the action of the one rule that matches it."""

    action: str | None
    app: str
    title: str
    url: str
    domain: str
    document: str = "draft.txt"

    def line(self, start: datetime) -> dict[str, Any]:
        times = {"start": start.isoformat(), "end": (start + timedelta(seconds=10)).isoformat()}
        texts = {name: getattr(self, name) for name in (*FIELDS, "document")}
        return {**times, **texts, "state": "active", "source": "recorded", "zone": "Etc/UTC"}


def rules_and_windows() -> tuple[list[list[str]], list[Window]]:
    """The rules as arguments of ``exclude add``; each has a window that it matches and others."""
    rules: list[list[str]] = []
    windows: list[Window] = []
    cells = itertools.product(ACTIONS, FIELDS, (False, True))
    for number, (action, field, regex) in enumerate(cells):
        word = f"zk{number:02d}q"
        pattern, text = PATTERNS[field, regex]
        rules.append(
            [f"--{field}", pattern.format(word), "--action", action, *(["--regex"] if regex else [])]
        )
        windows.append(window(action, **{field: text.format(word)}))
        others = [other for other in FIELDS if other != field and {other, field} != {"url", "domain"}]
        windows += [window(None, **{other: PATTERNS[other, False][1].format(word)}) for other in others]
    for number, action in enumerate(ACTIONS):
        word = f"zb{number:02d}q"
        rules.append(["--app", f"{word}*", "--title", f"*{word}*", "--action", action])
        windows.append(window(action, app=f"{word}-editor", title=f"All about {word}s"))
        windows.append(window(None, app=f"{word}-editor"))
        windows.append(window(None, title=f"All about {word}s"))
    return rules, windows


def window(action: str | None, **texts: str) -> Window:
    """A window that is plain but for ``texts``; its address and its site belong together."""
    host = texts.get("domain", "www.example.org")
    plain = {"app": "Editor", "title": "A page", "url": f"https://{host}/page?id=7", "domain": host}
    return Window(action, **(plain | texts))


def allowed(seen: Window, levels: Levels) -> dict[str, str] | None:
    """What the public interface lets the store keep; None: nothing at all, not even the time."""
    if seen.action == "drop":
        return None
    if seen.action == "private":
        return {"state": "private"}
    kept = {"state": "active"}
    if levels.apps == "on":
        kept["app"] = seen.app
    if levels.titles == "on" and seen.action != "hide-title":
        kept["title"] = seen.title
        kept["document"] = seen.document
    if levels.urls != "none":
        kept["domain"] = seen.domain
    # An excluded title takes its page's address along.
    if levels.urls == "full" and seen.action is None:
        kept["url"] = seen.url
    return kept


@pytest.fixture(scope="module")
def session() -> Iterator[PrivateSession]:
    with PrivateSession(keyring=True) as session:
        yield session


@pytest.fixture
def program(
    session: PrivateSession, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Program:
    return Program(Worktracker(session, TZ="Etc/UTC"), monkeypatch, capfd)


class Remembered:
    """A key that was asked for before."""

    def __init__(self, keys: tuple[StoreKey, ...]) -> None:
        self._keys = keys

    def result(self, ask: object) -> tuple[StoreKey, ...]:
        return self._keys


class Program:
    """Runs commands in this process, by its own entry, and asks the keyring once: there are hundreds."""

    def __init__(
        self, program: Worktracker, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        self.worktracker = program
        self._with = (monkeypatch, capfd)
        self._levels: Levels | None = None
        self._keys: dict[str, tuple[StoreKey, ...]] = {}
        monkeypatch.setattr(opening, "KeyRequest", self._request)

    def _request(self, slots: KeySlots, environ: Mapping[str, str]) -> Remembered:
        if slots.store_id not in self._keys:
            self._keys[slots.store_id] = KeyRequest(slots, environ=environ).result(None)
        return Remembered(self._keys[slots.store_id])

    def run(self, *arguments: str, code: int = 0) -> Said:
        said = run_here(self.worktracker, arguments, *self._with)
        assert said.code == code, said.err
        return said

    def json(self, *arguments: str) -> Any:
        return json.loads(self.run(*arguments, "--json").out)

    def set(self, levels: Levels) -> None:
        names = {
            "apps": "record-apps",
            "titles": "record-titles",
            "urls": "record-urls",
            "browsers": "browser-titles",
        }
        for field, name in names.items():
            if self._levels is None or getattr(levels, field) != getattr(self._levels, field):
                self.run("settings", "set", name, getattr(levels, field))
        self._levels = levels

    def test(self, seen: Window) -> dict[str, str]:
        found = self.json("exclude", "test", "--app", seen.app, "--title", seen.title, "--url", seen.url)
        return {name: value for name, value in found.items() if value is not None and name != "reason"}


def test_what_reaches_the_store_is_what_the_public_interface_lets_in(program: Program) -> None:
    rules, windows = rules_and_windows()
    for rule in rules:
        program.run("exclude", "add", *rule)
    assert len(windows) == 4 * 4 * 2 + 80 + 12
    for number, levels in enumerate(LEVELS):
        program.set(levels)
        day = datetime.fromisoformat(f"{DAY + timedelta(days=number)}T08:00:00+00:00")
        starts = [day + timedelta(seconds=10 * place) for place in range(len(windows))]
        lines = [seen.line(start) for seen, start in zip(windows, starts, strict=True)]
        file = write(program.worktracker.session.folder / f"{number}.jsonl", lines)
        program.run("import", "jsonl", str(file))
        when = day.date().isoformat()
        exported = program.run(
            "export", "--format", "jsonl", "--from", when, "--to", when, "--all-sources"
        ).out
        found: dict[str, list[dict[str, str]]] = {}
        for line in exported.splitlines():
            span = json.loads(line)
            texts = {name: span[name] for name in ("state", *FIELDS, "document") if name in span}
            found.setdefault(span["start"][:19], []).append(texts)
        for seen, start in zip(windows, starts, strict=True):
            expected = allowed(seen, levels)
            kept = found.get(start.isoformat()[:19], [])
            assert kept == ([] if expected is None else [expected]), (levels, seen)
        # `exclude test` says the same of some of them; a window has no document there.
        for seen in windows[number :: len(LEVELS) * 2]:
            said = allowed(seen, levels) or {"state": "dropped"}
            said.pop("document", None)
            assert program.test(seen) == said, (levels, seen)


def test_no_level_keeps_what_nobody_vouches_for(program: Program) -> None:
    program.run("exclude", "add", "--title", "*hidden*", "--action", "hide-title")
    for titles, browsers in itertools.product(("on", "off"), ("vouched", "always")):
        program.set(Levels("on", titles, "full", browsers))
        for app, title in itertools.product(
            ("Chromium", "Epiphany"), ("A page - Chromium", "hidden - Chromium")
        ):
            found = program.json("exclude", "test", "--app", app, "--title", title)
            kept = titles == "on" and browsers == "always" and "hidden" not in title
            assert found["app"] == app
            assert found["title"] == (title if kept else None)
            assert (found["url"], found["domain"], found["document"]) == (None, None, None)


def test_what_makes_no_sense_is_refused_in_a_line(program: Program) -> None:
    program.run("agree", "--yes")
    before = program.json("exclude", "list")
    for arguments in (
        ["add", "--regex", "--title", "zq(secret"],
        ["add", "--regex", "--app", "zqsecret[b-a]"],
        ["add", "--regex", "--url", "(?=zqsecret)"],
        ["add", "--regex", "--domain", r"(zqsecret)\1"],
        ["add", "--title", " "],
        ["add", "--app", "zqsecret" * 200],
        ["add", "--domain", "https://zqsecret.example/"],
        ["add"],
        ["test", "--url", "zqsecret"],
        ["test", "--url", "http://[zqsecret"],
        ["test", "--url", "https://"],
        ["test", "--url", " "],
        ["test", "--app", ""],
        ["test", "--title", "zqsecret\udc80"],
        ["remove", "999"],
    ):
        said = program.run("exclude", *arguments, code=2)
        assert len(said.err.splitlines()) == 1, said.err
        assert "zqsecret" not in said.err
        assert said.out == ""
    assert program.json("exclude", "list") == before
    for url in ("about:config", "file:///home/me/x.html", "chrome://settings", "mailto:me@example.org"):
        found = program.json("exclude", "test", "--app", "firefox", "--url", url)
        assert (found["state"], found["url"], found["domain"]) == ("active", None, None)


def test_an_ending_of_many_sites_is_named_when_it_is_excluded(program: Program) -> None:
    for domain, is_ending in (("bbc.co.uk", False), ("co.uk", True), ("github.io", True)):
        text = program.run("exclude", "add", "--domain", domain).err
        assert ("ending of many" in text) is is_ending
        notes = program.json("exclude", "add", "--domain", domain)["notes"]
        assert any("ending of many" in note for note in notes) is is_ending
        assert any("extension" in note for note in notes)  # none runs here
        tested = program.json("exclude", "test", "--app", "firefox", "--url", f"https://a.{domain}/x")
        assert tested["state"] == "dropped"


def test_default_rules_are_there_are_marked_and_stay_away_once_removed(program: Program) -> None:
    program.run("agree", "--yes")
    program.run("exclude", "add", "--app", "mine")
    listed = program.json("exclude", "list")
    assert [rule["default"] for rule in listed] == [False] + [True] * (len(listed) - 1)
    assert len(listed) > 40
    text = program.run("exclude", "list").out
    assert "Default rules" in text
    assert text.index("app = mine") < text.index("Default rules") < text.index("for KeePassXC")
    [keepassxc] = [rule for rule in listed if rule["program"] == "KeePassXC"]
    asked = ("exclude", "test", "--app", "KeePassXC", "--title", "Passwords.kdbx")
    assert program.json(*asked)["state"] == "private"
    program.run("exclude", "remove", str(keepassxc["id"]))
    assert program.json(*asked)["state"] == "active"
    assert program.json("exclude", "list") == [rule for rule in listed if rule != keepassxc]
