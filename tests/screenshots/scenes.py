"""What there is to be seen: a name, and how to bring it into sight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tests.screenshots.asking import ASKING
from tests.screenshots.days import DAYS, ENTRIES
from tests.screenshots.reports import REPORTS
from tests.screenshots.rules import RULES
from tests.screenshots.surroundings import SURROUNDINGS
from tests.screenshots.tellings import TELLINGS
from tests.screenshots.ways import kept_in_keyring
from worktracker.desktop.app import App
from worktracker.desktop.window.window import Window

if TYPE_CHECKING:
    from worktracker.desktop.privacy.page import PrivacyPage
    from worktracker.desktop.settings.page import SettingsPage


@dataclass(frozen=True, slots=True)
class Stage:
    """What a scene is set on.

    Attributes:
        app: which is not running: nothing is recorded.
        record: which record it shows.
        settle: lets Qt work until everything that was asked of the record is in sight.
    """

    app: App
    record: str
    settle: Callable[[], None]

    def window(self, page: str) -> Window:
        """The window with this page."""
        window = self.app.show_page(page)
        self.settle()
        return window


def settings(stage: Stage) -> QWidget:
    """The first settings."""
    return stage.window("settings")


def settings_all(stage: Stage) -> QWidget:
    """Every setting, with hours, a goal, keys and a value that can't be."""
    store = stage.app.recording.opened.store
    if stage.record == "typical":  # the record of ten years is others' too
        store.settings.set("hours", "mon-thu 09:00-12:30,13:30-18:00; fri 09:00-14:00")
        store.settings.set("pause-hotkey", "ctrl+alt+p")
        store.keep_active.add("zoom", 0)
    window = stage.window("settings")
    page: SettingsPage = window.page  # type: ignore[assignment]
    page.rows["idle-threshold"].chosen.emit("idle-threshold", "soon")
    window.resize(window.width(), 3400)
    stage.settle()
    return window


def settings_search(stage: Stage) -> QWidget:
    """What is about one word."""
    window = stage.window("settings")
    page: SettingsPage = window.page  # type: ignore[assignment]
    page.search.setText("title")
    stage.settle()
    return window


def privacy(stage: Stage) -> QWidget:
    """What is kept."""
    return stage.window("privacy")


def privacy_all(stage: Stage) -> QWidget:
    """All cards, after a look for private things."""
    from worktracker.privacy.leaks import Field, Kind, rule_for
    from worktracker.reports.leaks import Leak, Proposal, Scan

    window = stage.window("privacy")
    page: PrivacyPage = window.page  # type: ignore[assignment]
    leak = Leak(Kind.E_MAIL, {Field.TITLE: 12, Field.URL: 3, Field.DOCUMENT: 0}, {"Thunderbird", "Firefox"})
    leak.spans, leak.length_ms = 40, 5_400_000
    rule = rule_for(Kind.E_MAIL, Field.TITLE)
    proposals = [] if rule is None else [Proposal(Kind.E_MAIL, Field.TITLE, 12, rule)]
    page.leaks.show_found(Scan(12_345, [leak], proposals, []))
    window.resize(window.width(), 1500)
    stage.settle()
    return window


def privacy_end(stage: Stage) -> QWidget:
    """The question before everything is erased."""
    from worktracker.desktop.privacy.end_dialog import EndDialog

    dialog = EndDialog(stage.window("privacy"), lambda: None)
    dialog.typed.setText("erase everyth")
    dialog.show()
    return dialog


def privacy_phrase(stage: Stage) -> QWidget:
    """The recovery phrase, of a key that opens nothing."""
    from worktracker.desktop.privacy.phrase_dialog import PhraseDialog

    dialog = PhraseDialog(stage.window("privacy"), bytes(32))
    dialog.show()
    dialog.recovery.focusProxy().click()  # type: ignore[union-attr]
    return dialog


def privacy_passphrase(stage: Stage) -> QWidget:
    """Another passphrase, half typed."""
    from worktracker.desktop.privacy.passphrase_change import PassphraseChange

    page = stage.window("privacy").page
    with kept_in_keyring(stage, and_passphrase=True):
        dialog = PassphraseChange(page, lambda: None)
    assert dialog.present is not None
    dialog.present.setText("the present one")
    dialog.first.setText("horse battery")
    dialog.second.setText("house")
    dialog.show()
    return dialog


def privacy_new_key(stage: Stage) -> QWidget:
    """The question before the key is replaced."""
    from worktracker.desktop.privacy.new_key import NewKey

    page = stage.window("privacy").page
    with kept_in_keyring(stage, and_passphrase=True):
        dialog = NewKey(page, lambda: None)
    dialog.show()
    return dialog


def privacy_new_key_busy(stage: Stage) -> QWidget:
    """While the record is rewritten; nothing is."""
    from worktracker.app.rotating import Step

    dialog = privacy_new_key(stage)
    dialog._began(Step.RECORD)  # type: ignore[attr-defined]
    return dialog


def privacy_new_key_done(stage: Stage) -> QWidget:
    """The new phrase is offered; nothing was replaced."""
    from pathlib import Path

    from worktracker.app.backups import Copies

    dialog = privacy_new_key(stage)
    dialog._show_phrase(Copies(changed=3, missing=(Path("/media/stick/copies"),)))  # type: ignore[attr-defined]
    return dialog


def sharing(stage: Stage) -> QWidget:
    """What is shared."""
    return stage.window("sharing")


def sharing_granted(stage: Stage) -> QWidget:
    """A grant that ends soon, its next bytes, and what was sent."""
    from dataclasses import replace

    from tests.unit.sync.conftest import TERMS
    from worktracker.desktop.sharing.grant_card import GrantCard
    from worktracker.desktop.sharing.ledger_card import LedgerCard
    from worktracker.model.days import day_date
    from worktracker.sync import granting
    from worktracker.sync.building import digests, due, now_of
    from worktracker.sync.receipt import Server, encoded, public_key

    store = stage.app.recording.opened.store
    if stage.record == "typical" and not store.sharing.recipients():  # the record of ten years is others' too
        now = now_of(store, stage.app.recording.clock)
        named = tuple(sorted(store.categories.paths().values()))
        first, end = day_date(now.today - 20), day_date(now.today + 6)
        terms = replace(TERMS, names=named, first_day=first, end_date=end)
        server = Server("https://sums.example", "Sums", encoded(public_key(bytes(range(32)))))
        grant = granting.give(store, server, terms, now.wall_ms)
        store.sharing.grant_stored(grant.id)
        for body in due(store, terms, {}, now)[:1]:
            asked = store.ledger.sent(now.wall_ms, server.url, "POST /v1/summaries", body.to_bytes())
            store.ledger.answered(asked, now.wall_ms + 80, "200", b'{"stored":[],"superseded":[]}')
            store.sharing.acknowledge(grant.id, dict(list(digests(body).items())[:-1]))
    window = stage.window("sharing")
    for card in window.page.findChildren(GrantCard):
        card.bytes.click()
    for ledger in window.page.findChildren(LedgerCard):
        ledger.table.setCurrentCell(1, 0)  # selectRow finds none from right to left
        ledger.verify.click()
    window.resize(window.width(), 1500)
    stage.settle()
    return window


SCENES: dict[str, Callable[[Stage], QWidget]] = {
    **DAYS,
    "privacy": privacy,
    "privacy-all": privacy_all,
    "privacy-end": privacy_end,
    "privacy-phrase": privacy_phrase,
    "privacy-passphrase": privacy_passphrase,
    "privacy-new-key": privacy_new_key,
    "privacy-new-key-busy": privacy_new_key_busy,
    "privacy-new-key-done": privacy_new_key_done,
    "sharing": sharing,
    "sharing-granted": sharing_granted,
    "settings": settings,
    "settings-all": settings_all,
    "settings-search": settings_search,
    **RULES,
    **REPORTS,
    **SURROUNDINGS,
    **TELLINGS,
    **ASKING,
    **ENTRIES,
}
