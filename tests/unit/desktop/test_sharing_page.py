"""The Sharing page: a grant with all that it lets out, its exact bytes, the ledger, and the way back."""

from __future__ import annotations

from pathlib import Path

from tests.desktop.page_script import run

_FILLED = """
from datetime import date
from tests.desktop.stored_day import UTC
from tests.unit.sync.conftest import TERMS
from dataclasses import replace
from worktracker.model.change import Change
from worktracker.model.days import DAY_MS, day_date
from worktracker.model.span import Activity, Reason, Span, State
from worktracker.sync import granting
from worktracker.sync.building import digests, due, now_of
from worktracker.sync.receipt import Server, encoded, new_key, public_key
store = pages.opened.store
clock = pages.app.recording.clock
now = now_of(store, clock)
begin = (now.today - 2) * DAY_MS + DAY_MS // 2
journal = store.journal
activity = Activity("editor", "secret")
journal.write(Change((Span(begin, begin + 3_600_000, State.ACTIVE, UTC, activity, Reason.NONE),)))
assert journal.flush()
server = Server("https://sums.example", "Sums", encoded(public_key(new_key())))
terms = replace(TERMS, first_day=day_date(now.today - 30), end_date=day_date(now.today + 5), names=("Work",))
def texts(widget):
    from PySide6.QtWidgets import QLabel, QPushButton
    return " | ".join(each.text() for kind in (QLabel, QPushButton) for each in widget.findChildren(kind))
"""

_NOTHING = """
page = pages.page("sharing")
pages.settle()
assert "Nothing is shared" in texts(page) and "Your permission" in texts(page)
assert "worktracker sync grant https://SERVER" in texts(page)
from worktracker.desktop.sharing.commands_card import CommandsCard
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
card = page.findChild(CommandsCard)
card.findChildren(QPushButton)[0].click()
assert QGuiApplication.clipboard().text().startswith("worktracker sync preview")
pages.close()
"""

_GRANTED = """
grant = granting.give(store, server, terms, now.wall_ms)
(body,) = due(store, terms, {}, now_of(store, clock))
page = pages.page("sharing")
pages.settle()
said = texts(page)
for word in ("Shared with 1 recipient", "https://sums.example", "SHA256:", "Work, Other", "My overview",
             "Desk", "to 15 minutes", "ends within a week", "0 days there, 1 due", "worktracker sync now"):
    assert word in said, (word, said)
from worktracker.desktop.sharing.grant_card import GrantCard
from worktracker.desktop.sharing.ledger_card import LedgerCard
assert "Shared as you permitted it" in pages.app.show_page().contents.foot.words.text()
card = page.findChild(GrantCard)
assert card.shown == "" and page.findChild(LedgerCard) is None
card.bytes.click()
assert card.shown == body.to_bytes().decode() and "secret" not in card.shown
card.receipt.click()
assert card.shown == grant.document().decode()
card.receipt.click()
assert card.shown == ""

# The sync of another process: the page follows.
request = store.ledger.sent(now.wall_ms, server.url, "POST /v1/summaries", body.to_bytes())
store.ledger.answered(request, now.wall_ms, "200", b'{"stored":[]}')
store.ledger.sent(now.wall_ms, server.url, "POST /v1/device/token", b"refresh_token=hidden", secret=True)
store.sharing.acknowledge(grant.id, digests(body))
page.refresh()
pages.settle()
assert "1 day there, 0 due" in texts(page)
ledger = page.findChild(LedgerCard)
table = ledger.table
assert [table.item(row, 2).text() for row in range(3)] == [
    "POST /v1/device/token", "answer: 200", "POST /v1/summaries"]
table.selectRow(2)
assert ledger.box.toPlainText() == body.to_bytes().decode()
table.selectRow(0)
assert "Not kept" in ledger.box.toPlainText()
ledger.verify.click()
pages.settle()
assert ledger.remark.text() == "3 rows, as they were written."
store.connection.execute("UPDATE ledger SET body = x'7b7d' WHERE number = 1")
ledger.verify.click()
pages.settle()
assert ledger.remark.text().startswith("It was changed: 0 rows hold")

def chosen(word):
    (button,) = [each for each in pages.app.newest_box.buttons() if word in each.text()]
    button.click()
    pages.settle()

# What is forgotten is there until the next sync: whoever forgets is told.
forget = pages.page("privacy").forget
pages.settle()
forget.name.setText("editor")
forget.name_button.click()
pages.settle()
chosen("Forget 1 span")
pages.wait(lambda: not pages.app.recording.held)
assert "https://sums.example has totals of it until the next sync." in forget.remark.text()
page = pages.page("sharing")
pages.settle()

# Asked, taken back, then done; the recording app sends nothing itself.
card = page.findChild(GrantCard)
card.revoke.click()
pages.settle()
assert pages.app.newest_box.defaultButton().text().replace("&", "") == "Cancel"
chosen("Cancel")
assert len(store.sharing.held()) == 1
card.revoke.click()
pages.settle()
chosen("Take it back")
assert store.sharing.held() == [] and len(store.sharing.to_delete()) == 1
pages.settle()
assert "Nothing shared" in pages.app.show_page().contents.foot.words.text()
assert "Nothing is shared" in texts(page) and "has yet to say that it deleted" in texts(page)
import sys
assert "httpx" not in sys.modules and "worktracker.sync.transport" not in sys.modules
pages.close()
"""

_MADE_ANEW = """
from PySide6.QtCore import QEvent
from worktracker.desktop.sharing.grant_card import GrantCard
from worktracker.desktop.sharing.ledger_card import LedgerCard
bugs = []

def note(*bug):  # the app ends then
    bugs.append(bug)
    sys.__excepthook__(*bug)

sys.excepthook = note
granting.give(store, server, terms, now.wall_ms)
store.ledger.sent(now.wall_ms, server.url, "POST /v1/summaries", b"{}")
page = pages.page("sharing")
reading = pages.app.recording.reading

def sent_another():
    store.ledger.sent(now.wall_ms, server.url, "POST /v1/summaries", b"{}")
    page.refresh()
    pages.settle()
    pages.application.sendPostedEvents(None, QEvent.Type.DeferredDelete)

page.findChild(GrantCard).revoke.click()  # asks; meanwhile a sync of another process
sent_another()
(take,) = [each for each in pages.app.newest_box.buttons() if "Take it back" in each.text()]
take.click()
assert store.sharing.held() == []
pages.settle()
reading.hold()
page.findChild(LedgerCard).verify.click()
known, page._known = page._known, None
page._show(known)
pages.application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
reading.release()
pages.settle()
assert not bugs, bugs
pages.close()
"""


def test_without_a_grant_it_says_what_one_would_be(tmp_path: Path) -> None:
    run(_FILLED + _NOTHING, tmp_path)


def test_a_grant_is_shown_read_back_and_taken_back(tmp_path: Path) -> None:
    run(_FILLED + _GRANTED, tmp_path)


def test_what_was_asked_of_a_card_holds_though_it_is_made_anew(tmp_path: Path) -> None:
    run(_FILLED + _MADE_ANEW, tmp_path)
