"""Ten years in one store, written by the recorder's own journal; kept in build/ because it takes minutes."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import astuple
from pathlib import Path

from tests.bench import history
from worktracker.app.starting_categories import add_starting_categories
from worktracker.keys.phrase import phrase_of
from worktracker.labels.rules import LabelRule
from worktracker.model.change import Change
from worktracker.model.span import Span
from worktracker.resource import resource_path
from worktracker.store import migrate
from worktracker.store.journal import MAX_WAITING, SpanJournal
from worktracker.store.store import Store

KEY = bytes(range(32))
"""The made-up store's key: no secret, so that every run opens what an earlier one wrote."""

PROJECTS = ("server", "garden", "engine")
"""Projects of the made-up history, each of what has such a word in its title."""

_STORE_ID = "00000000-0000-4000-8000-000000000000"
_REPOSITORY = Path(__file__).parents[2]
_PLACE = _REPOSITORY / "build" / "bench"
_SAMPLE_DAYS = 5  # enough to tell one generator from another
_CACHE_KIB = 1_000_000  # so that the making does not read its own pages again
_WORKTRACKER = Path(sys.executable).with_name("worktracker")


def long_home(days: int = history.TEN_YEARS, *, full_urls: bool = False) -> Path:
    """A home with ``days`` days of history in its store, made if an earlier run has not left it."""
    kind = f"{days}-days{'-urls' if full_urls else ''}"
    home = _PLACE / f"{kind}-{_version()}"
    if not home.exists():
        for old in _PLACE.glob(f"{kind}-*"):  # written by an older generator or schema
            shutil.rmtree(old)
        print(
            f"writing {days} days of history to {home.relative_to(_REPOSITORY)} …",
            file=sys.stderr,
            flush=True,
        )
        being_made = home.with_suffix(".part")
        shutil.rmtree(being_made, ignore_errors=True)
        being_made.mkdir(parents=True, mode=0o700)
        _make(being_made / "worktracker.db", days, full_urls=full_urls)
        being_made.rename(home)
    return home


def open_store(home: Path) -> Store:
    """The store of a home made by :func:`long_home`."""
    return Store.open(home / "worktracker.db", [KEY], time.time_ns() // 1_000_000)


def give_key(home: Path, session: Mapping[str, str]) -> dict[str, str]:
    """Put the key into the session's keyring; the environment for the home's commands."""
    (home / "worktracker.keys").unlink(missing_ok=True)
    env = {**session, "WORKTRACKER_HOME": str(home)}
    phrase = phrase_of(KEY)
    subprocess.run(
        [_WORKTRACKER, "key", "restore"],
        env=env,
        input=phrase,
        text=True,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return env


def _version() -> str:
    """Changes with whatever would make the file another one."""
    digest = hashlib.sha256()
    for span in history.spans(history.FIRST_DAY, _SAMPLE_DAYS, full_urls=True):
        digest.update(repr(astuple(span)).encode())
    digest.update(resource_path("categories.json").read_bytes() + repr(PROJECTS).encode())
    for _, _, sql in migrate.known_migrations():
        digest.update(sql.encode())
    return digest.hexdigest()[:12]


def _make(path: Path, days: int, *, full_urls: bool) -> None:
    store = Store.create(path, KEY, _STORE_ID, 0)
    store.connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    add_starting_categories(store, 0)
    for word in PROJECTS:
        store.projects.add_rule(store.projects.add(word).id, LabelRule(0, title=f"*{word}*"), 0)
    journal = store.journal
    journal.hold()
    changes = _changes(history.spans(history.FIRST_DAY, days, full_urls=full_urls))
    for written, change in enumerate(changes, 1):
        journal.write(change)
        if written % (MAX_WAITING - 1000) == 0:
            _let_go(journal)
    _let_go(journal)
    store.checkpoint()
    store.close()


def _let_go(journal: SpanJournal) -> None:
    journal.release()
    assert not journal.waiting, journal.trouble
    journal.hold()


def _changes(spans: Iterator[Span]) -> Iterator[Change]:
    """As the recorder draws them: a span is written when it opens, and again when it closes."""
    previous: Span | None = None
    for span in spans:
        opened = Span(span.start_ms, span.start_ms, span.state, span.zone, span.activity)
        if previous is None:
            yield Change((opened,))
        elif previous.end_ms < span.start_ms:
            yield Change((previous,))
            yield Change((opened,))
        else:
            yield Change((previous, opened))
        previous = span
    if previous is not None:
        yield Change((previous,))
