"""The page of rules in the real app, by real keys: what it keeps is followed at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.desktop.app_program import PATIENCE_S, AppProgram
from tests.desktop.stored_day import open_home
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.waiting import wait_until
from worktracker.app.opening import OpenStore
from worktracker.desktop.window.pages import PAGES
from worktracker.model.period import Period
from worktracker.privacy.rules import Action, Rule
from worktracker.store.connection import transaction

pytestmark = pytest.mark.desktop

RULES = f"Control_L+{[kind.name for kind in PAGES].index('rules') + 1}"


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(tray="tint2") as desktop:
        yield desktop


@pytest.fixture
def app(desktop: VirtualDesktop) -> Iterator[AppProgram]:
    app = AppProgram(desktop)
    yield app
    app.client.request("quit")
    wait_until(lambda: not app.home.socket.exists(), PATIENCE_S, "the end")
    wait_until(lambda: not app.windows(), PATIENCE_S, "its window to be gone")  # a little after its socket
    desktop.close_windows()


@pytest.fixture
def opened(app: AppProgram) -> Iterator[OpenStore]:
    opened = open_home(app.folder, agreed=False)
    yield opened
    opened.store.close()


def show_rules(app: AppProgram) -> None:
    """Bring the window to the front, with the page of rules."""
    app.client.request("show")
    app.wait_for_window("worktracker")
    app.desktop.key(RULES)
    app.wait_for_window("worktracker: rules")


def apps(app: AppProgram, opened: OpenStore) -> set[str | None]:
    """The applications in the record now."""
    app.client.request("settle")
    return {span.app for span in opened.store.reader.spans(Period())}


def test_an_exclusion_that_is_written_holds_for_the_next_window(
    desktop: VirtualDesktop, app: AppProgram, opened: OpenStore
) -> None:
    app.start()
    app.record()
    show_rules(app)
    desktop.key("Alt_L+e")  # a button that is pressed by its letter acts a moment later
    app.wait_for_window("worktracker: rules, exclusions")
    desktop.key("Control_L+n")  # of an application, unless something else is chosen
    desktop.type("zzbank")
    desktop.key("Control_L+s")
    own = wait_until(
        lambda: [rule for rule in opened.store.rules.all() if rule.program is None], PATIENCE_S, "the rule"
    )
    assert own == [Rule(Action.DROP, app="zzbank", id=own[0].id)]
    desktop.open_window("my account", ("zzbank", "zzbank"))
    desktop.open_window("something else", ("other", "other"))
    wait_until(lambda: "other" in apps(app, opened), PATIENCE_S, "the window after it")
    assert "zzbank" not in apps(app, opened)
    # Taken back, it is recorded again.
    show_rules(app)
    desktop.key("Control_L+z")
    wait_until(lambda: not [r for r in opened.store.rules.all() if r.program is None], PATIENCE_S, "no rule")
    desktop.open_window("my account", ("zzbank", "zzbank"))
    wait_until(lambda: "zzbank" in apps(app, opened), PATIENCE_S, "it to be recorded")


def test_a_rule_of_a_category_labels_the_past(
    desktop: VirtualDesktop, app: AppProgram, opened: OpenStore
) -> None:
    with transaction(opened.store.connection):
        for table in ("category", "category_rule"):
            opened.store.connection.execute(f"DELETE FROM {table}")  # noqa: S608
    work = opened.store.categories.add(("Work",), 0)
    app.start()
    app.record()
    desktop.open_window("a title", ("zzq", "zzq"))
    wait_until(lambda: "zzq" in apps(app, opened), PATIENCE_S, "the window")
    show_rules(app)

    def written() -> bool:
        """Write the rule; before the page has read its only category, the keys do nothing."""
        desktop.key("Control_L+Shift_L+n")
        desktop.type("zzq")
        desktop.key("Control_L+s")
        return wait_until(opened.store.categories.rules, PATIENCE_S / 3, "the rule") != []

    for last in (False, False, True):
        try:
            written()
            break
        except AssertionError:
            if last:
                raise
    (rule,) = opened.store.categories.rules()
    assert (rule.app, rule.label) == ("zzq", work.id)
    assert rule.app is not None

    def labelled() -> int:
        app.client.request("settle")
        found = opened.store.reader.by_labels(Period(), ())[0]
        return sum(length for (category, _), length in found.items() if category == work.id)

    wait_until(labelled, PATIENCE_S, "its time to be of the category")
