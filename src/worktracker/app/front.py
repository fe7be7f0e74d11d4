"""What was last in front, other than this program itself, as a rule can name it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from worktracker.app.public_suffix import registrable
from worktracker.app.recording import Recording
from worktracker.app.watching import OWN_APP
from worktracker.model.span import State
from worktracker.privacy.rules import Action, Rule
from worktracker.store.newest import newest_recorded

RECENT_MS = 15 * 60_000
"""What was in front longer ago is not what somebody means who says "this"."""

_MOST_LOOKED_AT = 50
_AWAY = (State.IDLE, State.LOCKED)
_WILDCARD = re.compile(r"([*?\[])")


@dataclass(frozen=True, slots=True)
class Front:
    """An application, or a site where its window showed one.

    Attributes:
        app: the application's name.
        site: the site's registered name (``example.co.uk``); None where no page was shown.
    """

    app: str
    site: str | None = None

    @property
    def name(self) -> str:
        """What it is called."""
        return self.site or self.app

    @property
    def rule(self) -> Rule:
        """The rule that leaves it out."""
        if self.site is not None:
            return Rule(Action.DROP, domain=self.site)
        return Rule(Action.DROP, app=_WILDCARD.sub(r"[\1]", self.app))


def last_in_front(recording: Recording) -> Front | None:
    """What was in front last; None where that is not known, is private, or is long ago."""
    content = recording.recorder.content
    rows: list[tuple[State, str | None, str | None]] = []
    if content is not None and content.activity is not None:
        rows.append((content.state, content.activity.app, content.activity.domain))
    elif content is not None:
        rows.append((content.state, None, None))
    since_ms = recording.clock.now().wall_ms - RECENT_MS
    recent = newest_recorded(recording.opened.store.connection, since_ms, _MOST_LOOKED_AT)
    for state, app, domain in (*rows, *recent):
        if state in _AWAY or (app or "").casefold() == OWN_APP:
            continue
        if state is not State.ACTIVE or not app:
            return None
        return Front(app, None if domain is None else registrable(domain))
    return None
