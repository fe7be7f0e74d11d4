"""What levels and rules let in of other tools' files, and what its projects and tags become."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.unit.interchange.imports import files
from tests.unit.interchange.imports.conftest import Intake
from worktracker.interchange.incoming import LeftOut
from worktracker.labels.rules import LabelRule
from worktracker.model.period import Period
from worktracker.privacy.rules import Action, Rule
from worktracker.store.tables import rows, tables


def test_rules_act_before_anything_is_written(intake: Intake) -> None:
    left_out = LeftOut()
    content = json.dumps(files.activitywatch()).encode()
    rules = (Rule(Action.DROP, domain="news.example.org"), Rule(Action.HIDE_TITLE, app="code"))
    intake.take("activitywatch", content, *rules, left_out=left_out)
    assert left_out.excluded == 1
    assert "10-25T10:00:00+01:00 61 active code||| activitywatch box" in intake.lines()
    texts = [str(row) for row in intake.store.connection.execute("SELECT * FROM activity")]
    assert any("Film" in text for text in texts), "a control: what may be kept is found"
    assert not any("main.py" in text or "Secret" in text for text in texts)


NAMED = rb"""inc 20261120T090000Z - 20261120T100000Z # therapy
inc 20261120T100000Z - 20261120T103000Z # therapy # "a call"
inc 20261120T110000Z - 20261120T113000Z # walk # "outside"
"""


@pytest.mark.parametrize("action", [Action.HIDE_TITLE, Action.DROP, Action.PRIVATE])
def test_what_a_rule_keeps_out_of_titles_is_no_label_either(intake: Intake, action: Action) -> None:
    intake.take("timewarrior", NAMED, Rule(action, title="*therapy*"))
    connection = intake.store.connection
    texts = [str(row) for table in tables(connection) for row in rows(connection, table)]
    assert any("walk" in text for text in texts), "a control: a tag that may be kept is found"
    assert not any("therapy" in text for text in texts)
    assert not any("a call" in text for text in texts)
    assert len(intake.lines()) == (1 if action is Action.DROP else 3)


def test_tags_that_stand_for_a_title_go_with_the_titles(intake: Intake) -> None:
    intake.store.settings.set("record-titles", "off")
    intake.take("timewarrior", NAMED)
    connection = intake.store.connection
    texts = [str(row) for row in connection.execute("SELECT * FROM span_label")]
    assert sum("therapy" in text for text in texts) == 1, "what has a title of its own keeps its tag"
    assert any("walk" in text for text in texts)


def test_tags_that_stand_for_a_title_go_with_it_whatever_their_order(intake: Intake) -> None:
    intake.store.settings.set("record-titles", "off")
    intake.take("timewarrior", b"inc 20261120T090000Z - 20261120T100000Z # zoo therapy\n")
    connection = intake.store.connection
    texts = [str(row) for table in tables(connection) for row in rows(connection, table)]
    assert not any("therapy" in text for text in texts)


def test_names_with_what_can_not_be_seen_are_taken_without_it(intake: Intake) -> None:
    line = 'inc 20261120T090000Z - 20261120T100000Z # "caf\u00e9\u00a0noir" a\u200db "\u200d" # x\n'
    toggl = files.TOGGL_WITHOUT_ENDS.replace(b"Site", "Si\u200bte\u00a0two".encode())
    left_out = LeftOut(strict=True)
    assert intake.take("timewarrior", line.encode(), left_out=left_out).added == 1
    assert intake.take("toggl", toggl, left_out=left_out).added == 1
    connection = intake.store.connection
    texts = [str(row) for table in tables(connection) for row in rows(connection, table)]
    assert any("'ab, café noir'" in text for text in texts)
    assert [project.name for project in intake.store.projects.all().values()] == ["Site two"]


def test_categories_are_found_by_rules_where_only_the_project_comes_along(intake: Intake) -> None:
    def labels() -> list[tuple[str | None, str | None]]:
        store = intake.store
        rows = store.reader.rows(Period(), all_sources=True)
        return [(said.category, said.project) for said in map(store.reader.labels, rows)]

    rule = LabelRule(0, title="*copy*")
    intake.store.categories.add(["Writing"], 0, rules=[rule])
    intake.take("toggl", files.TOGGL_WITHOUT_ENDS)
    assert labels() == [("Writing", "Site")]
    finer = intake.store.categories.add(["Finer"], 0, rules=[replace(rule, title="copy")])
    assert labels() == [("Finer", "Site")]
    other = intake.store.projects.add("Other")
    intake.store.projects.add_rule(other.id, replace(rule, title="copy"), 0)
    assert labels() == [("Finer", "Site")]
    intake.store.categories.remove(finer.id)
    assert labels() == [("Writing", "Site")]


OWN_PAGES = [
    {"app": "chromium", "title": "Bank - Chromium"},
    {"app": "chromium", "title": "News - Chromium", "domain": "news.example"},
    {"app": "firefox", "title": "Bank — Mozilla Firefox"},
    {"app": "firefox", "title": "Mine", "url": "https://bank.example/a", "domain": "harmless.example"},
    {"app": "code", "title": "main.py"},
]
"""Lines of our own from a store that keeps every browser's titles."""


def test_titles_of_browsers_in_our_own_lines_pass_the_gate_as_recorded_ones(intake: Intake) -> None:
    lines = [
        {"start": f"2026-11-20T10:0{n}:00.000+01:00", "end": f"2026-11-20T10:0{n + 1}:00.000+01:00", **page}
        for n, page in enumerate(OWN_PAGES)
    ]
    content = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    intake.take("jsonl", content, Rule(Action.HIDE_TITLE, domain="bank.example"))
    said = [line.split(" active ")[1].removesuffix(" jsonl") for line in intake.lines()]
    assert said == [
        "chromium|||",  # nobody has told that its window is no private one
        "chromium|News - Chromium||news.example",
        "firefox|||",  # which page it shows nobody knows: it may be that of the rule
        "firefox|||bank.example",
        "code|main.py||",
    ]
