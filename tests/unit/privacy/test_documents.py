"""Documents named in titles: every row of the table, own patterns, and no title that is too much."""

from __future__ import annotations

import json
import subprocess
import sys
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
    Program,
    check_pattern,
    read_programs,
)
from worktracker.privacy.rules import MAX_PATTERN, is_plain
from worktracker.privacy.title_forms import Way
from worktracker.resource import resource_path

TABLE = json.loads(resource_path("documents.json").read_text("utf-8"))
PROGRAMS = read_programs(TABLE)
KNOWN = Documents(PROGRAMS)
ROWS = [row for form in TABLE["forms"] for row in form["programs"]]
for row in ROWS:
    row["examples"] += row.get("made_up", [])
PROGRAM_OF = {program.name: program for program in PROGRAMS}
TITLES = sorted({example[0] for row in ROWS for example in row["examples"]})


def windows_name(app: str) -> str:
    """A name of a window, for a pattern of names."""
    return app.replace("*", "-2.10")


@pytest.mark.parametrize("row", ROWS, ids=[row["program"] for row in ROWS])
def test_every_example_of_a_program_gives_its_document(row: dict) -> None:
    assert row["seen"]
    assert row["verified"] or "made_up" not in row
    assert any(document for _, document in row["examples"]) == bool(PROGRAM_OF[row["program"]].ways)
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


def telling(program: Program, title: str) -> Way | None:
    """The way that tells what the title names."""
    return next((way for way in program.ways if way.named(title, program.files)), None)


def test_every_way_is_used() -> None:
    """A way that no example needs is not known to be right."""
    for form in TABLE["forms"]:
        programs = [(PROGRAM_OF[row["program"]], row["examples"]) for row in form["programs"]]
        used = {telling(program, title) for program, examples in programs for title, _ in examples}
        assert used - {None} == set(programs[0][0].ways), form["about"]


# What dialogs, chats and mails are called

ALWAYS_DENIED = [
    "#secret-support", "# secret", "◀{Alice}", "◀Alice", "Re: your diagnosis", "RE: diagnosis.txt",
    "Fwd: salary.ods", "AW: Gehalt", "WG: Gehalt.ods", "Re[2]: salary", "[No Name]", "Untitled", "untitled.c",
    "*Messages*", "*Org Src main.c*", "…", "***",
]  # fmt: skip
DENIED = [
    *ALWAYS_DENIED, "alice@jabber", "alice@example.org", "alice@chat.example.com", "smb: alice",
    "alice", "Alice", "Chat with Dr. Smith", "Chat with alice about her salary", "Issue #12: salary of Bob",
    "Dear Dr. Smith, no", "Einstellungen", "Willkommen", "Cursor Settings", "Save As", "Speichern unter",
    "Enregistrer sous…", "libera.chat", "irc.libera.chat:6667", "example.com", "Dr.Smith",
]  # fmt: skip

WITH_FREE_NAMES = {
    # behind its path or before its folder
    "gedit", "Pluma", "Xed", "GNOME Text Editor", "GVim", "Neovim-qt and Neovide", "Geany", "Mousepad",
    "Typora", "ghostwriter", "TeXstudio", "Windows Notepad", "Notepad++", "Notepadqq", "FeatherPad",
    "Sublime Text", "Spyder", "RStudio", "Scribus", "Blender", "Dolphin",
    # between signs of their own
    "GIMP", "FreeCAD", "Okular",
    # folders and projects, in a place of their own
    "Thunar", "Windows Explorer", "Obsidian", "Apache NetBeans", "Arduino IDE", "Godot", "Visual Studio",
    "Terminal (macOS)",
}  # fmt: skip
"""Programs with titles in which a name may be any, because its place says enough. To that come those made
from Visual Studio Code (behind a known page) and from IntelliJ (before a folder), and terminals (before Vim's
sign)."""


def is_free(way: Way) -> bool:
    return not set(way.what) <= {"file", "word"}


def test_only_these_programs_have_titles_in_which_a_name_may_be_any() -> None:
    free = {
        row["program"]
        for form in TABLE["forms"]
        for row in form["programs"]
        if any(map(is_free, PROGRAM_OF[row["program"]].ways))
        and not form["about"].startswith(("Editors made from Visual Studio Code", "JetBrains", "Terminals"))
    } - {"Gwenview", "Calligra"}  # of Okular's form, but not called so
    assert free == WITH_FREE_NAMES


@pytest.mark.parametrize("row", ROWS, ids=[row["program"] for row in ROWS])
def test_what_a_dialog_a_chat_or_a_mail_is_called_names_nothing(row: dict) -> None:
    """In the place of each document that an example names, and alone, and before each end of a title."""
    program = PROGRAM_OF[row["program"]]
    asked = [(secret, secret) for secret in DENIED]
    for title, document in row["examples"]:
        way = telling(program, title)
        if document is not None and way is not None:
            free = is_free(way) or program.name == "Okular"  # with two blanks any name is a document's
            asked += [(title.replace(document, no), no) for no in (ALWAYS_DENIED if free else DENIED)]
    if not any(map(is_free, program.ways)):
        ends = {end for way in program.ways for end in way.end}
        asked += [(secret + end.replace("*", "x"), secret) for secret in DENIED for end in ends]
    for app in map(windows_name, row["apps"]):
        for title, secret in asked:
            assert secret not in (KNOWN.document_of(app, title) or ""), title


@pytest.mark.parametrize(
    ("title", "document"),
    [
        ("me@host: ~/src $ curl -u me:password https://x", "~/src"),
        ("me@host:~/src$ curl -u me:password https://x", "~/src"),
        ("me@host: ~/src — mutt: Re: salary", "~/src"),
        ("me@host: ~/src # shutdown", "~/src"),
        ("me@host: /srv/www ❯ git push", "/srv/www"),
        ("me@host: ~/src: mutt", "~/src"),
        ("me@host: ~/src mutt", None),
        ("me@host: ~/src\u00a0mutt", None),
        ("me@host: ~/src\tmutt", None),
        ("me@host: ~/src$secret", None),
        ("me@host: ~/src;secret", None),
        ("me@host: ~/My Documents", None),
        ("me@host: /msg alice the password", None),
        ("alice@example.org: hello", None),
        ("mail for me@host: ~/src", None),
        ("Re: offer (~/Mail/inbox)", None),
        ("offer (~/Mail/inbox)", None),
        ("my offer.txt (~/Mail/inbox)", None),
        ("offer.txt (Alice)", None),
        ("offer.txt (~/Mail)", "offer.txt"),
        ("offer (~/Mail) - VIM", "offer"),
    ],
)
def test_of_a_terminal_nothing_but_the_folder_or_vims_file(title: str, document: str | None) -> None:
    terminals = next(form for form in TABLE["forms"] if form["about"].startswith("Terminals"))
    for row in terminals["programs"]:
        assert KNOWN.document_of(row["apps"][0], title) == document


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


def test_every_form_comes_to_an_end_with_the_longest_titles() -> None:
    """Longer than any that is asked, because what takes more than linear time would come to no end there."""
    names = [form["programs"][0]["program"] for form in TABLE["forms"]]
    pieces = ("a", "/", " - ", " — ", "(", " (~/a)", "] (", "x.y ", "* ", "a@b: ~/", "\\", ": ")
    for size in (LONGEST_TITLE, 100_000):
        for piece in pieces:
            title = (piece * size)[:size]
            for name in names:
                PROGRAM_OF[name].document_in(title)
                for end in {end for way in PROGRAM_OF[name].ways for end in way.end}:
                    PROGRAM_OF[name].document_in(title + end.replace("*", title))


def test_only_patterns_of_the_users_own_load_re2() -> None:
    code = """
import sys
from worktracker.app.documents import load_documents
from worktracker.privacy.documents import DocumentPattern
asked = [("xterm", "me@host: ~/src"), ("geany", "main.c - /home/me - Geany"), ("gimp-2.10", "GIMP")]
known = load_documents(())
assert [known.document_of(*each) for each in asked] == ["~/src", "main.c", None]
print("re2" in sys.modules)
load_documents([DocumentPattern("geany", "(?P<document>.+)")]).document_of(*asked[1])
print("re2" in sys.modules)
"""
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", "True"]


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


def test_where_an_own_pattern_can_not_be_asked_nothing_is_told() -> None:
    """A store may hold what another version has written: perhaps that there is none."""
    everything = "(?P<document>.+)"
    assert named(("geany", "(")) == Named()
    assert named(("geany", everything), ("gea*", "(")) == Named()  # also where an older one would tell
    assert named(("gedit", "(")).document == "main.c"  # it is for another program
    assert named(("", everything)).document == "main.c"  # for none


def test_where_nobody_knows_for_what_an_own_pattern_is_nothing_is_told_at_all() -> None:
    own = [DocumentPattern(None, "(?P<document>.+)")]  # pyright: ignore[reportArgumentType]
    for app, title in (("Geany", "main.c - /home/me - Geany"), ("evince", "paper.pdf")):
        assert KNOWN.document_of(app, title) is not None
        assert Documents(PROGRAMS, own).named(app, title) == Named()


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
    "table",
    [
        None,
        [],
        {},
        {"files": {}},
        {**TABLE, "forms": [{}]},
        {**TABLE, "files": {}},
        {**TABLE, "forms": [{"ways": [], "programs": [{}]}]},
        {**TABLE, "forms": [{**TABLE["forms"][0], "ways": [{"no such step": True}]}]},
    ],
)
def test_a_damaged_table_is_told(table: object) -> None:
    with pytest.raises(DocumentsError):
        read_programs(table)
