"""What would be recorded of a window, without one: the gate asked by hand."""

from __future__ import annotations

from worktracker.app.browsing import load_browsing
from worktracker.app.documents import load_documents
from worktracker.model.moment import Moment
from worktracker.model.sample import Sample
from worktracker.model.verdict import Verdict
from worktracker.privacy.gate import Gate
from worktracker.privacy.levels import Levels
from worktracker.privacy.rules import Rule
from worktracker.store.store import Store


def dry_test(
    store: Store | None, app: str | None, title: str | None, url: str | None
) -> tuple[Verdict, Sample, list[Rule]]:
    """What the gate says of such a window, what it saw of it, and the rules that it was asked with.

    An address can only come from the extension, which vouches for the window then.
    """
    levels = store.settings.levels() if store else Levels()
    rules = store.rules.all() if store else []
    documents = load_documents(store.document_patterns.all() if store else ())
    sample = Sample(Moment(0, 0, 0), app, title, url, vouched=url is not None)
    return Gate(levels, rules, load_browsing(), documents).judge(sample), sample, rules
