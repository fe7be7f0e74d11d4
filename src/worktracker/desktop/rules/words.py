"""What the page of rules says of rules, patterns and verdicts, in the user's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from worktracker.app.rule_notes import Note
from worktracker.desktop.durations import duration_words
from worktracker.labels.rules import Ground, LabelRule
from worktracker.model.labels import Mark
from worktracker.model.span import Reason
from worktracker.model.verdict import Verdict
from worktracker.privacy.pattern_error import Fault, PatternError
from worktracker.privacy.rules import MAX_PATTERN, Action, Rule, can_be_evaluated
from worktracker.store.erase import Forgotten

Hide = Callable[[str], str]
"""What may be shown of a text that is private: :meth:`~worktracker.desktop.window.discreet.Discreet.text`."""

_OPEN = ("app", "domain")
"""What stays in sight where titles are hidden: names of applications and sites."""


def field_name(field: str) -> str:
    """What a field of a rule is called."""
    translate = QCoreApplication.translate
    return {
        "app": translate("Rules", "Application"),
        "domain": translate("Rules", "Site"),
        "title": translate("Rules", "Title"),
        "document": translate("Rules", "Document"),
        "url": translate("Rules", "Address"),
    }[field]


def example_of(field: str, *, regex: bool) -> str:
    """A pattern that somebody might write into an empty field."""
    if regex:
        return {
            "app": "^(code|codium)$",
            "domain": r"(^|\.)example\.(org|com)$",
            "title": "invoice [0-9]+",
            "document": r"\.(odt|docx)$",
            "url": "/wiki/",
        }[field]
    return {
        "app": "code*",
        "domain": "example.org",
        "title": "*invoice*",
        "document": "*.odt",
        "url": "https://example.org/wiki/*",
    }[field]


def conditions(patterns: Sequence[tuple[str, str]], hide: Hide) -> str:
    """Conditions in a line: ``Application code · Title *site*``."""
    return "  ·  ".join(f"{field_name(field)} {shown(field, pattern, hide)}" for field, pattern in patterns)


def shown(field: str, pattern: str, hide: Hide) -> str:
    """A pattern as it may be shown."""
    return pattern if field in _OPEN else hide(pattern)


def patterns_of(rule: Rule) -> tuple[tuple[str, str], ...]:
    """An exclusion rule's conditions, from the coarsest field to the finest."""
    found = ((field, getattr(rule, field)) for field in ("app", "domain", "title", "url"))
    return tuple((field, pattern) for field, pattern in found if pattern is not None)


def fault_words(error: PatternError) -> str:
    """What is wrong with a pattern."""
    translate = QCoreApplication.translate
    match error.fault:
        case Fault.EMPTY:
            return translate("Rules", "Write what it is to match; * is anything.")
        case Fault.LONG:
            text = translate("Rules", "At most %1 characters.")
            return text.replace("%1", QLocale().toString(MAX_PATTERN))
        case Fault.NO_SITE:
            return translate("Rules", "A site, like example.org, and not an address.")
        case Fault.NO_GLOB:
            return translate("Rules", "This can't be understood: look at the brackets.")
        case Fault.NO_EXPRESSION:
            return translate(
                "Rules", "Not a valid RE2 expression. Look-around and back-references are not supported."
            )


def mark_name(mark: Mark) -> str:
    """What a mark is called."""
    translate = QCoreApplication.translate
    return {
        Mark.PRODUCTIVE: translate("Rules", "Productive"),
        Mark.NEUTRAL: translate("Rules", "Neutral"),
        Mark.DISTRACTING: translate("Rules", "Distracting"),
    }[mark]


def action_name(action: Action) -> str:
    """What an exclusion rule does, in two words."""
    translate = QCoreApplication.translate
    return {
        Action.DROP: translate("Rules", "Never recorded"),
        Action.PRIVATE: translate("Rules", "Time only"),
        Action.HIDE_TITLE: translate("Rules", "Title hidden"),
        Action.DOMAIN_ONLY: translate("Rules", "Site only"),
    }[action]


def action_words(action: Action) -> str:
    """What an exclusion rule does, in a sentence."""
    translate = QCoreApplication.translate
    return {
        Action.DROP: translate("Rules", "Nothing is recorded, not even that time passed."),
        Action.PRIVATE: translate("Rules", "Only that time passed: no name, no title, no page."),
        Action.HIDE_TITLE: translate("Rules", "The application, without title, page or document."),
        Action.DOMAIN_ONLY: translate("Rules", "Of the page's address only the site."),
    }[action]


def ground_words(ground: Ground) -> str:
    """Why a rule goes before another one."""
    translate = QCoreApplication.translate
    return {
        Ground.CONDITIONS: translate("Rules", "it has more conditions"),
        Ground.FIELD: translate("Rules", "it asks for something finer"),
        Ground.OWN: translate("Rules", "it is your own"),
        Ground.EXACTNESS: translate("Rules", "it is more exact"),
        Ground.LETTERS: translate("Rules", "it names more letters"),
        Ground.DEPTH: translate("Rules", "its category lies deeper"),
        Ground.NEWER: translate("Rules", "it was made later"),
    }[ground]


def winner_words(matching: Sequence[LabelRule], grounds: Sequence[Ground], label: str, hide: Hide) -> str:
    """Which rule decides, and why that one; ``matching`` holds the winner first, and at least it.

    Args:
        matching: all that match, the most specific first.
        grounds: why the first goes before each of the others.
        label: what it gives.
        hide: what may be shown of its patterns.
    """
    translate = QCoreApplication.translate
    winner = matching[0]
    words = f"{label}: {conditions(winner.patterns, hide)}"
    if winner.given:
        words += " " + translate("Rules", "(came with the program)")
    if grounds:
        others = (
            translate("Rules", "another rule")
            if len(grounds) == 1
            else translate("Rules", "%1 other rules").replace("%1", str(len(grounds)))
        )
        why = translate("Rules", "It goes before %1: %2.")
        words += ". " + why.replace("%1", others).replace("%2", ground_words(grounds[0]))
    return words


def verdict_words(verdict: Verdict, deciding: Mapping[Action, Rule], broken: Rule | None, hide: Hide) -> str:
    """What would be recorded of a window, and which rule decides it."""
    translate = QCoreApplication.translate

    def by(action: Action) -> str:
        rule = deciding.get(action)
        return "" if rule is None else conditions(patterns_of(rule), hide)

    if verdict.state is None:
        return translate("Rules", "Nothing would be recorded. Decided by: %1").replace("%1", by(Action.DROP))
    match verdict.reason:
        case Reason.RULE:
            text = translate("Rules", "Only the time would be recorded. Decided by: %1")
            return text.replace("%1", by(Action.PRIVATE))
        case Reason.PRIVATE_WINDOW:
            return translate("Rules", "Only the time would be recorded: it is a private window.")
        case Reason.UNSURE:
            if broken is not None:
                return translate(
                    "Rules", "Only the time would be recorded: a rule that can't be read matches."
                )
            return translate("Rules", "Only the time would be recorded: it may be a private window.")
        case _:
            pass
    kept = [
        field_name(field)
        for field in ("app", "title", "url", "domain", "document")
        if verdict.activity is not None and getattr(verdict.activity, field) is not None
    ]
    words = translate("Rules", "Recorded would be: %1").replace(
        "%1", ", ".join([*kept, translate("Rules", "Time")])
    )
    less = [action for action in (Action.HIDE_TITLE, Action.DOMAIN_ONLY) if action in deciding]
    if less:
        words += ". " + translate("Rules", "%1 by: %2").replace("%1", action_name(less[0])).replace(
            "%2", by(less[0])
        )
    return words


def exclusion_line(rule: Rule, hide: Hide) -> str:
    """A rule for those who hear it: what it does, to what, and what is wrong with it."""
    translate = QCoreApplication.translate
    words = f"{action_name(rule.action)}: {conditions(patterns_of(rule), hide)}"
    if rule.program is not None:
        words += ", " + translate("Rules", "came with the program, for %1").replace("%1", rule.program)
    if not can_be_evaluated(rule):
        words += ", " + broken_words()
    return words


def broken_words() -> str:
    """What is said of a rule that can't be evaluated."""
    return QCoreApplication.translate("Rules", "can't be read: what it might match is private")


def relabelling_words() -> str:
    """What is said while history is labelled anew."""
    return QCoreApplication.translate("Rules", "Labelling the history anew. Recording goes on.")


def purge_words(action: Action, found: Forgotten) -> str:
    """What a button says that applies a rule to the past: the deed, and how much it is."""
    translate = QCoreApplication.translate
    one = found.spans == 1
    words = {
        Action.DROP: (
            translate("Rules", "Forget %1 in one span")
            if one
            else translate("Rules", "Forget %1 in %2 spans")
        ),
        Action.PRIVATE: translate("Rules", "Keep only the time of %1"),
        Action.HIDE_TITLE: (
            translate("Rules", "Erase the title of one span")
            if one
            else translate("Rules", "Erase the titles of %2 spans")
        ),
        Action.DOMAIN_ONLY: (
            translate("Rules", "Erase the address of one span")
            if one
            else translate("Rules", "Erase the addresses of %2 spans")
        ),
    }[action]
    count = QLocale().toString(found.spans)
    return words.replace("%1", duration_words(found.duration_ms)).replace("%2", count)


def note_words(note: Note, rule: Rule) -> str:
    """What somebody might not expect of an exclusion rule."""
    translate = QCoreApplication.translate
    words = {
        Note.EXACT_TITLE: translate(
            "Rules", "It matches only this exact title; *word* matches any with a word."
        ),
        Note.EXACT_URL: translate(
            "Rules", "It matches only this exact address; example.org/* matches all below."
        ),
        Note.MANY_SITES: translate("Rules", "%1 is the ending of many sites: all of them are covered."),
        Note.SITES_UNTOLD: translate(
            "Rules",
            "No browser tells its page at this level of addresses: where the rule might match, no title of a"
            " browser's window is kept.",
        ),
        Note.ADDRESSES_UNTOLD: translate(
            "Rules",
            "A browser tells only the site at this level of addresses: where the rule might match, no title"
            " of its window is kept.",
        ),
        Note.NO_BROWSER: translate(
            "Rules",
            "Only a browser's extension can tell which page is open, and none does now: until then no title"
            " of a browser's window is kept that might be of such a page.",
        ),
    }
    return words[note].replace("%1", rule.domain or "")


def rate_words(rate: str) -> str:
    """An hourly rate as it is kept (``87.5``), with the user's decimal sign."""
    return rate.replace(".", QLocale().decimalPoint())
