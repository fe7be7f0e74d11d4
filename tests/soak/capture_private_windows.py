"""Write down what private windows of the browsers installed here are called: run by hand, not a test.

    .venv/bin/python -m tests.soak.capture_private_windows

Each browser runs with a fresh profile on a screen of its own, opens one page in a private window
(and one in an ordinary window), and every title that any of its windows has had goes into
tests/unit/privacy/private-windows.json, with the command that opened it. Browsers and languages
that are not installed are named on stderr; rows of theirs that are there already stay.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.desktop.virtual_desktop import VirtualDesktop
from tests.integration.test_private_windows import (
    LANGUAGE_PACKS,
    PAGE,
    Titles,
    chromium_command,
    firefox_command,
)
from tests.waiting import wait_until

TABLE = Path(__file__).parents[1] / "unit" / "privacy" / "private-windows.json"
LANGUAGES = (
    "en-US", "ar", "cs", "de", "es-ES", "fi", "fr", "he", "ja", "pl", "pt-BR", "ru", "zh-CN",
)  # fmt: skip
PATIENCE_S = 30.0


@dataclass(frozen=True, order=True)
class Row:
    """A title that a window of a running browser had."""

    browser: str
    language: str
    private: bool
    app: str
    title: str
    how: str


@dataclass(frozen=True)
class Run:
    """One start of a browser; its title begins with ``shows`` once all is there."""

    program: str
    arguments: tuple[str, ...]
    private: bool
    language: str = "en-US"
    shows: str = PAGE

    @property
    def how(self) -> str:
        return " ".join((self.program, *self.arguments))

    def command(self, profile: Path, page: Path) -> list[str]:
        arguments = [page.as_uri() if each == "PAGE" else each for each in self.arguments]
        if self.program == "firefox-esr":
            return firefox_command(profile, self.language, *arguments)
        if self.program == "chromium":
            return chromium_command(profile, *arguments)
        return [self.program, *arguments]


RUNS = (
    *(Run("firefox-esr", ("--private-window", "PAGE"), private=True, language=each) for each in LANGUAGES),
    Run("firefox-esr", ("PAGE",), private=False),
    Run("firefox-esr", ("PAGE",), private=False, language="de"),
    Run("chromium", ("--incognito", "PAGE"), private=True),
    Run("chromium", ("--incognito",), private=True, shows="New"),
    Run("chromium", ("PAGE",), private=False),
    Run("falkon", ("--private-browsing", "PAGE"), private=True),
    Run("falkon", ("PAGE",), private=False),
    Run("epiphany-browser", ("--incognito-mode", "PAGE"), private=True),
    Run("epiphany-browser", ("PAGE",), private=False),
)


def main() -> int:
    """Capture everything that can be captured here, and write the table."""
    rows: set[Row] = set()
    if TABLE.exists():
        rows = {Row(**row) for row in json.loads(TABLE.read_text("utf-8"))["seen"]}
    with VirtualDesktop() as desktop:
        for run in RUNS:
            browser = _version(run.program)
            if browser is None or not _speaks(run):
                print(f"not installed: {run.how} in {run.language}", file=sys.stderr)
                continue
            seen = _capture(desktop, run)
            print(browser, run.language, run.how, sorted(seen), file=sys.stderr, flush=True)
            rows = {row for row in rows if (row.how, row.language) != (run.how, run.language)}
            rows |= {Row(browser, run.language, run.private, app, title, run.how) for app, title in seen}
    lines = ",\n    ".join(json.dumps(asdict(row), ensure_ascii=False) for row in sorted(rows))
    about = "Written by tests/soak/capture_private_windows.py: titles of windows of running browsers."
    TABLE.write_text(f'{{\n  "about": {json.dumps(about)},\n  "seen": [\n    {lines}\n  ]\n}}\n', "utf-8")
    return 0


def _capture(desktop: VirtualDesktop, run: Run) -> set[tuple[str, str]]:
    """Class and title of every window that the browser shows, from its start until its page is there."""
    titles = Titles(desktop.env["DISPLAY"])
    with tempfile.TemporaryDirectory(prefix="wt-capture-", ignore_cleanup_errors=True) as folder:
        page = Path(folder, "page.html")
        page.write_text(f"<!doctype html><meta charset=utf-8><title>{PAGE}</title>", "utf-8")
        command = run.command(Path(folder, "profile"), page)
        program = desktop.start(
            command,
            name=run.program,
            LANGUAGE="en_US",
            # Their sandboxes refuse to run as root.
            QTWEBENGINE_DISABLE_SANDBOX="1",
            WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS="1",
        )
        try:
            wait_until(lambda: titles.ending("", run.shows), PATIENCE_S, f"{run.how} in {run.language}")
        except AssertionError as error:
            print(error, file=sys.stderr)
        finally:
            desktop.end(program)
        return {(app, title.replace(folder, "/tmp/capture")) for app, title in titles.seen if title}


def _speaks(run: Run) -> bool:
    return run.language == "en-US" or bool(list(LANGUAGE_PACKS.glob(f"langpack-{run.language}@*.xpi")))


def _version(program: str) -> str | None:
    """The browser's Debian package and version; None where it is not installed."""
    if shutil.which(program) is None:
        return None
    asked = ["dpkg-query", "-W", "-f=${Package} ${Version}", program]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(main())
