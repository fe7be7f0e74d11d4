"""The extension's popup in a real browser, beside a background that answers as it is told."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.integration.headless_browser import Browser, Page
from tests.waiting import wait_until
from worktracker.resource import resource_path

FOLDER = resource_path("extension")
PATIENCE_S = 15.0

_BROWSER = """
const words = %s, answers = %s;
globalThis.chrome = {
  i18n: { getMessage: (name) => words[name].message },
  tabs: { query: async () => [{ url: "https://site.example/", incognito: false }] },
  runtime: {
    sendMessage: async (message) =>
      message.ask ? { state: { recording: true, urlLevel: "domain" } } : answers.shift(),
    onMessage: { addListener() {} },
  },
};
document.body.innerHTML = %s;
await import(%s);
"""


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    with closing(Browser(tmp_path)) as browser:
        yield Page(browser)


def _module(name: str) -> str:
    """The address of a script of the extension, with all that it imports."""
    text = (FOLDER / name).read_text()
    for other in ("address.js", "refusals.js"):
        if name == "popup.js":
            text = text.replace(f'"./{other}"', json.dumps(_module(other)))
    return "data:text/javascript;base64," + base64.b64encode(text.encode()).decode()


def test_a_refusal_is_told_in_the_browsers_language(page: Page) -> None:
    refusals = {
        "The record is being rewritten. Try again.": (
            "Die Aufzeichnung wird gerade neu geschrieben. Noch einmal versuchen."
        ),
        "Nothing is recorded before you have agreed to it. Run: worktracker agree": (
            "Vor der Zustimmung wird nichts aufgezeichnet. Im Terminal: worktracker agree"
        ),
        "The record can't be written (the disk is full). Free some space or check the folder.": (
            "Die Aufzeichnung lässt sich nicht schreiben (die Platte ist voll)."
            " Platz schaffen oder den Ordner prüfen."
        ),
        "worktracker is not running.": "worktracker läuft nicht.",
        "A later version says this. Try again.": "A later version says this. Noch einmal versuchen.",
    }
    words = (FOLDER / "_locales/de/messages.json").read_text()
    answers = json.dumps([{"ok": False, "message": refusal} for refusal in refusals])
    body = json.dumps((FOLDER / "popup.html").read_text().partition("<body>")[2].partition("</body>")[0])
    script = _BROWSER % (words, answers, body, json.dumps(_module("popup.js")))
    page.evaluate(f"(async () => {{ {script} }})()")
    for said in refusals.values():
        page.touch("Diese Website ausschließen")
        wait_until(lambda said=said: said in page.text, PATIENCE_S, said)
