"""A verdict of the privacy gate in words, for the user's own dry test: there a rule may be named."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from worktracker.model.sample import Sample
from worktracker.model.span import Reason
from worktracker.model.verdict import Verdict
from worktracker.privacy.deciding import deciding_rules
from worktracker.privacy.rules import Action, Rule

_FIELDS = (
    ("app", "the application"),
    ("title", "the title"),
    ("url", "the address"),
    ("domain", "the site"),
    ("document", "the document"),
)
_LESS = {Action.HIDE_TITLE: "the title and the page are left out", Action.DOMAIN_ONLY: "the address is cut"}


def sentence(
    verdict: Verdict, sample: Sample, rules: Sequence[Rule], conditions: Callable[[Rule], str]
) -> str:
    """What would be recorded of ``sample``, and which of the rules decided it, if one did.

    Args:
        verdict: the gate's.
        sample: the window.
        rules: all of them.
        conditions: says a rule's conditions.
    """
    deciding, broken = deciding_rules(sample, rules)
    doing = {action: f"rule {rule.id}, {conditions(rule)}" for action, rule in deciding.items()}
    if verdict.state is None:
        return f"Nothing would be recorded: {doing.get(Action.DROP, 'a rule')}."
    match verdict.reason:
        case Reason.RULE:
            return f"Only the time would be recorded: {doing.get(Action.PRIVATE, 'a rule')}."
        case Reason.PRIVATE_WINDOW:
            return "Only the time would be recorded: it is a private window."
        case Reason.UNSURE:
            why = f"rule {broken.id} can't be read" if broken else "it may be a private window"
            return f"Only the time would be recorded: {why}."
        case _:
            pass
    kept = verdict.activity
    names = [words for field, words in _FIELDS if kept is not None and getattr(kept, field) is not None]
    text = f"Recorded would be {_listed([*names, 'the time'])}"
    less = [f"{_LESS[action]} by {doing[action]}" for action in _LESS if action in doing]
    return f"{'; '.join([text, *less])}."


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
