"""The categories that every store starts with."""

from __future__ import annotations

import json

from worktracker.app.watching import OWN_APP
from worktracker.labels.starting_set import read_starting_set
from worktracker.resource import resource_path


def test_the_programs_own_windows_are_work_like_other_time_trackers() -> None:
    given = read_starting_set(json.loads(resource_path("categories.json").read_text("utf-8")))

    rules = [(each.key, rule) for each in given.categories for _, rule in each.rules]
    assert [key for key, rule in rules if rule.app == OWN_APP] == ["work"]
    assert [key for key, rule in rules if rule.domain == "toggl.com"] == ["work"]
