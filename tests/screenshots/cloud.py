"""Pictures of the summary server's pages: ``python -m tests.screenshots.cloud``, into build/."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.cloud.pages_walk import Walk
from tests.cloud.running import Program
from tests.integration.headless_browser import Browser, Page

_REPOSITORY = Path(__file__).parents[2]
_LOOKS = {
    "light": ("light", 1180, 800),
    "dark": ("dark", 1180, 800),
    "narrow": ("light", 360, 740),
    "narrow-dark": ("dark", 360, 740),
    "paper": ("light", 794, 1123, "print"),
}


def main() -> int:
    """Take them all; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots.cloud", description=__doc__)
    parser.add_argument("--looks", nargs="+", default=list(_LOOKS), choices=list(_LOOKS))
    parser.add_argument("--pages", nargs="*", default=[], help="all, unless some are named")
    parser.add_argument("--to", type=Path, default=_REPOSITORY / "build" / "screenshots" / "cloud")
    asked = parser.parse_args()
    asked.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "browser").mkdir()
        with Program(folder / "server", {"NAME": "totals.example.org"}) as program:
            browser = Browser(folder / "browser")
            try:
                page = Page(browser)

                def see(name: str) -> None:
                    if asked.pages and name not in asked.pages:
                        return
                    for look in asked.looks:
                        page.look(*_LOOKS[look])
                        (asked.to / f"{name}-{look}.png").write_bytes(page.picture())
                    page.look()

                Walk(program, page, see, browser.downloads).go()
            finally:
                browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
