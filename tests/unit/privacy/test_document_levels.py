"""What the gate keeps of the document that a title names."""

from __future__ import annotations

import itertools

import pytest

from worktracker.app.browsing import load_browsing
from worktracker.app.documents import load_documents
from worktracker.model.explanation import Cut
from worktracker.model.moment import Moment
from worktracker.model.sample import Sample
from worktracker.model.span import Reason, State
from worktracker.model.verdict import Verdict
from worktracker.privacy.documents import DocumentPattern
from worktracker.privacy.gate import Gate
from worktracker.privacy.levels import BrowserTitles, DocumentLevel, Levels
from worktracker.privacy.rules import Action, Rule

NOW = Moment(0, 0, 0)
TITLE, DOCUMENT = "*diary.c - /home/me - Geany", "diary.c"
EDITOR = Sample(NOW, "Geany", TITLE)
BROWSING = load_browsing()
DOCUMENTS = load_documents(())


def judge(
    sample: Sample, *rules: Rule, levels: Levels | None = None, own: tuple[str, str] | None = None
) -> Verdict:
    documents = load_documents([DocumentPattern(*own)]) if own else DOCUMENTS
    return Gate(levels or Levels(), rules, BROWSING, documents).judge(sample)


def kept(verdict: Verdict) -> tuple[str | None, str | None]:
    """Title and document."""
    assert verdict.activity is not None
    return verdict.activity.title, verdict.activity.document


@pytest.mark.parametrize(("titles", "documents"), list(itertools.product((True, False), DocumentLevel)))
def test_each_level_with_and_without_titles(*, titles: bool, documents: DocumentLevel) -> None:
    verdict = judge(EDITOR, levels=Levels(titles=titles, documents=documents))
    wanted = documents is DocumentLevel.ON or (titles and documents is DocumentLevel.WITH_TITLES)
    assert kept(verdict) == (TITLE if titles else None, DOCUMENT if wanted else None)
    cuts = Cut.NONE if titles else Cut.TITLES_OFF
    assert verdict.cuts == cuts | (Cut.DOCUMENTS_OFF if documents is DocumentLevel.OFF else Cut.NONE)


@pytest.mark.parametrize("documents", list(DocumentLevel))
@pytest.mark.parametrize("titles", [True, False])
@pytest.mark.parametrize(
    "condition", [{"title": "*diary*"}, {"app": "geany"}, {"title": "^.diary", "regex": True}]
)
def test_rules_take_the_document_with_the_title_at_every_level(
    condition: dict, *, titles: bool, documents: DocumentLevel
) -> None:
    levels = Levels(titles=titles, documents=documents)
    assert kept(judge(EDITOR, Rule(Action.HIDE_TITLE, **condition), levels=levels)) == (None, None)
    assert judge(EDITOR, Rule(Action.DROP, **condition), levels=levels).state is None
    private = judge(EDITOR, Rule(Action.PRIVATE, **condition), levels=levels)
    assert (private.state, private.activity, private.reason) == (State.PRIVATE, None, Reason.RULE)


@pytest.mark.parametrize("documents", list(DocumentLevel))
def test_private_and_unvouched_windows_name_none(documents: DocumentLevel) -> None:
    own = ("*", "^(?P<document>[^ ]+)")  # what would find one in any title
    levels = Levels(documents=documents)
    private = Sample(NOW, "firefox", "Bank — Mozilla Firefox Private Browsing")
    assert judge(private, levels=levels, own=own).activity is None
    assert judge(Sample(NOW, "Geany", TITLE, private_window=True), levels=levels, own=own).activity is None
    chromium = Sample(NOW, "Chromium", "Bank - Chromium")
    assert kept(judge(chromium, levels=levels, own=own)) == (None, None)
    always = Levels(documents=documents, browser_titles=BrowserTitles.ALWAYS)
    found = kept(judge(chromium, levels=always, own=own))
    assert found == ("Bank - Chromium", None if documents is DocumentLevel.OFF else "Bank")


def test_a_cut_is_noted_only_where_there_was_a_document() -> None:
    verdict = judge(Sample(NOW, "Other", "no document"), levels=Levels(documents=DocumentLevel.OFF))
    assert verdict.cuts is Cut.NONE


def test_a_document_that_came_with_the_sample_stays() -> None:
    assert kept(judge(Sample(NOW, "Geany", TITLE, document="other"))) == (TITLE, "other")


def test_a_rule_on_titles_also_speaks_of_a_document_without_one() -> None:
    alone = Sample(NOW, "Geany", document=DOCUMENT)
    assert judge(alone, Rule(Action.DROP, title="diary*")).state is None
    assert (
        judge(EDITOR, Rule(Action.DROP, title=DOCUMENT)).state is State.ACTIVE
    )  # the title is more than that


def test_without_documents_a_sample_has_what_it_came_with() -> None:
    """As imports have it."""
    verdict = Gate(Levels(), (), BROWSING).judge(EDITOR)
    assert kept(verdict) == (TITLE, None)


def test_a_long_document_is_cut_like_a_title() -> None:
    title = f"{'d' * 3000} - /home/me - Geany"
    assert kept(judge(Sample(NOW, "Geany", title))) == ("d" * 1023 + "…", "d" * 1023 + "…")
