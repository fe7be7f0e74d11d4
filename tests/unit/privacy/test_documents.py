"""Documents named in titles: every row of the table, own patterns, and no title that is too much."""

from __future__ import annotations

import json
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worktracker.errors import UsageError
from worktracker.privacy.documents import (
    LONGEST_TITLE,
    DocumentPattern,
    Documents,
    DocumentsError,
    Named,
    check_pattern,
    read_programs,
)
from worktracker.privacy.rules import MAX_PATTERN, expression, is_plain
from worktracker.resource import resource_path

TABLE = json.loads(resource_path("documents.json").read_text("utf-8"))
PROGRAMS = read_programs(TABLE)
KNOWN = Documents(PROGRAMS)
ROWS = [row for form in TABLE["forms"] for row in form["programs"]]
TITLES = sorted({example[0] for row in ROWS for example in row["examples"]})


def windows_name(app: str) -> str:
    """A name of a window, for a pattern of names."""
    return app.replace("*", "-2.10")


@pytest.mark.parametrize("row", ROWS, ids=[row["program"] for row in ROWS])
def test_every_example_of_a_program_gives_its_document(row: dict) -> None:
    assert row["seen"]
    assert any(document for _, document in row["examples"])
    for app in map(windows_name, row["apps"]):
        for title, document in row["examples"]:
            assert KNOWN.named(app, title).document == document, title
            assert KNOWN.named(app.title(), title).document == document, title
            assert KNOWN.named(f"{app}.EXE", title).document == document, title


def test_many_programs_are_known_and_none_twice() -> None:
    names = list(chain.from_iterable(row["apps"] for row in ROWS))
    assert len(ROWS) >= 40
    assert len(names) == len(set(names))
    assert [name for name in names if name != name.casefold()] == []
    globs = Documents([program for program in PROGRAMS if not all(map(is_plain, program.apps))])
    plain = [
        name
        for program in PROGRAMS
        for name in program.apps
        if is_plain(name) and all(map(is_plain, program.apps))
    ]
    assert [name for name in plain if globs.named(name, "x").program] == []  # no glob takes another's name


def test_every_expression_is_used_and_has_a_group_or_says_that_there_is_none() -> None:
    """An expression that no example needs is not known to be right."""
    for form in TABLE["forms"]:
        compiled = [expression("titles", title) for title in form["titles"]]
        titles = [title for row in form["programs"] for title, _ in row["examples"]]
        first = {next((n for n, each in enumerate(compiled) if each.search(title)), None) for title in titles}
        assert first >= set(range(len(compiled))), form["about"]
        for each in compiled:
            assert set(each.groupindex) <= {"document", "project"}


def test_a_program_that_is_not_known_names_nothing() -> None:
    assert KNOWN.named("nobody-knows-it", "main.c - /home/me - Geany") == Named()
    assert KNOWN.named(None, "main.c - /home/me - Geany") == Named()
    assert KNOWN.named("Geany", None) == Named()
    assert KNOWN.named("", "") == Named()


@pytest.mark.parametrize(
    ("title", "document"),
    [
        ("main.c\n - /home/me - Geany", "main.c"),
        ("\u2068ملف.c\u2069 - /home/me - Geany", "ملف.c"),
        ("ma\udc80in.c - /home/me - Geany", "ma in.c"),
        ("a - b.c - /home/me - Geany", "a - b.c"),
        ("Straße – Übung.c - /home/me - Geany", "Straße – Übung.c"),
    ],
)
def test_what_is_odd_in_a_title(title: str, document: str) -> None:
    assert KNOWN.document_of("Geany", title) == document


def test_a_title_that_is_too_long_names_nothing() -> None:
    end = " - /home/me - Geany"
    longest = "n" * (LONGEST_TITLE - len(end))
    assert KNOWN.document_of("Geany", longest + end) == longest
    assert KNOWN.document_of("Geany", longest + "n" + end) is None


ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=300)
PIECES = st.lists(
    st.one_of(ANY_TEXT, st.sampled_from([*TITLES, " - ", "(", "[", "/", " — ", "*"])), max_size=8
)


@settings(max_examples=400)
@given(
    st.one_of(ANY_TEXT, st.sampled_from([windows_name(app) for row in ROWS for app in row["apps"]])),
    PIECES,
    st.sampled_from([1, 1, 1, 7, 4_000]),
)
def test_no_title_raises_and_what_comes_out_stood_in_it(app: str, pieces: list[str], times: int) -> None:
    title = ("".join(pieces) * times)[:1_000_000]
    document = KNOWN.document_of(app, title)
    assert document is None or (document and document == document.strip() and len(document) <= len(title))


@pytest.mark.parametrize("size", [LONGEST_TITLE, 1_000_000])
def test_every_program_comes_to_an_end_with_the_longest_titles(size: int) -> None:
    for piece in ("a", "/", " - ", "(", "[ ", "a/ - [", " — ", "x.y ", "\u2068"):
        title = (piece * size)[:size]
        for row in ROWS:
            KNOWN.document_of(windows_name(row["apps"][0]), title)


@pytest.mark.parametrize("bomb", ["(a+)+$", "^(a|a)*$", "^([a-z]+)*$", "(a|aa)+$", "^(.*)*z$"])
def test_no_pattern_takes_more_than_linear_time(bomb: str) -> None:
    """A matcher that backtracks comes to no end here."""
    for size in (LONGEST_TITLE, 1_000_000):
        assert named(("geany", f"(?P<document>{bomb})"), title="a" * (size - 1) + "!").document is None


# The user's own


def named(*own: tuple[str, str], app: str = "Geany", title: str = "main.c - /home/me - Geany") -> Named:
    patterns = [DocumentPattern(*each, n) for n, each in enumerate(own, 1)]
    return Documents(PROGRAMS, patterns).named(app, title)


def test_own_patterns_come_first_and_the_oldest_decides() -> None:
    folder, name = ("gea*", "- (?P<document>/.+) - geany"), ("GEANY", r"(?P<document>\w+)\.c")
    assert named() == Named("main.c", program="Geany")
    assert named(folder) == Named("/home/me", own=1)
    assert named(name, folder) == Named("main", own=1)
    assert named(("other", "(?P<document>.+)"), folder) == Named("/home/me", own=2)
    assert named(("geany", "no such (?P<document>.+)")) == Named("main.c", program="Geany")


def test_an_own_pattern_may_say_that_there_is_none() -> None:
    assert named(("geany", "(?P<document>)")) == Named(own=1)


def test_an_own_pattern_may_name_the_project() -> None:
    assert named(("geany", "(?:x(?P<document>y))?/home/(?P<project>me)")) == Named("me", own=1)


def test_what_can_not_be_asked_is_as_if_it_were_not_there() -> None:
    """A store may hold what another version has written."""
    everything = "(?P<document>.+)"
    nowhere = (None, everything)  # no pattern of names that can be read: of every program, or of none
    own = [("geany", "("), ("[z-a", everything), ("", everything), nowhere]
    assert named(*own).document == "main.c"  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("app", "pattern"),
    [
        ("", "(?P<document>.+)"), ("  ", "(?P<document>.+)"), ("a" * (MAX_PATTERN + 1), "(?P<document>.+)"),
        ("geany", ""), ("geany", " "), ("geany", "("), ("geany", "(.+)"), ("geany", "(?P<project>.+)"),
        ("geany", "(?=x)(?P<document>.+)"), ("geany", f"(?P<document>{'a' * MAX_PATTERN})"),
    ],
)  # fmt: skip
def test_a_pattern_that_is_none_is_refused_without_a_word_of_it(app: str, pattern: str) -> None:
    with pytest.raises(UsageError) as refused:
        check_pattern(DocumentPattern(app, pattern))
    assert len(pattern) < 4 or pattern not in str(refused.value)


def test_what_is_printed_of_a_pattern_says_nothing_of_it() -> None:
    assert repr(DocumentPattern("geany", "secret", 3)) == "DocumentPattern(id=3)"


@pytest.mark.parametrize(
    "table", [None, [], {}, {"forms": [{}]}, {"forms": [{"titles": [], "programs": [{}]}]}]
)
def test_a_damaged_table_is_told(table: object) -> None:
    with pytest.raises(DocumentsError):
        read_programs(table)
