"""Collects how browsers mark private windows, in all their languages, from their language packs.

To refresh ``resources/private-browsing.json`` on Debian, in an empty directory::

    apt-get download firefox-esr chromium-common chromium-l10n \\
        $(apt-cache search -n '^firefox-esr-l10n-' | cut -d' ' -f1 | grep -v -- '-all$')
    for deb in *.deb; do dpkg-deb -x "$deb" root; done
    python packaging/private_browsing/extract.py root resources/private-browsing.json

Then run the tests, and read the difference: a language that changed its marker keeps the old one
only in installed older browsers, so old markers may be worth keeping by hand in the tests.
"""

from __future__ import annotations

import argparse
import configparser
import json
import re
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from fluent import entries, texts
from pak import read_identifiers, read_strings

_FIREFOX = Path("usr/lib/firefox-esr")
_CHROMIUM = Path("usr/lib/chromium/locales")

# Any form of the full name stands for the brand: forks put their own in its place.
_BRAND = {"-brand-full-name": "{brand}"}
_CONTENT = {"$website": "{content}"}

Texts = dict[str, list[str]]


def main() -> None:
    """Write the table of what the packages unpacked under a directory hold."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("root", type=Path, help="directory into which the packages were unpacked")
    parser.add_argument("table", type=Path, help="file to write")
    arguments = parser.parse_args()
    table = {
        "note": "Written by packaging/private_browsing/extract.py; not to be edited by hand.",
        "firefox": _firefox(arguments.root / _FIREFOX),
        "chromium": _chromium(arguments.root / _CHROMIUM),
    }
    arguments.table.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _firefox(root: Path) -> dict[str, object]:
    packs: dict[str, zipfile.ZipFile] = {"en-US": zipfile.ZipFile(root / "browser" / "omni.ja")}
    for path in sorted((root / "browser" / "extensions").glob("langpack-*.xpi")):
        packs[path.name.removeprefix("langpack-").split("@")[0]] = zipfile.ZipFile(path)

    def collect(read: Callable[[_Pack], Iterable[str]]) -> Texts:
        found = {locale: list(dict.fromkeys(read(_Pack(locale, pack)))) for locale, pack in packs.items()}
        return {locale: lines for locale, lines in found.items() if lines}

    version = configparser.ConfigParser()
    version.read(root / "application.ini")
    return {
        "version": version["App"]["Version"],
        "brands": sorted({form for forms in collect(_Pack.brand_forms).values() for form in forms}),
        "private_window": collect(_Pack.private_window),
        "private_suffix": collect(_Pack.private_suffix),
        "side_window": collect(_Pack.side_window),
    }


class _Pack:
    """One language pack, or the browser's own English."""

    def __init__(self, locale: str, pack: zipfile.ZipFile) -> None:
        self._locale = locale
        self._pack = pack

    def brand_forms(self) -> list[str]:
        """The browser's full name in every grammatical case."""
        return texts(self._fluent("branding/brand.ftl").get("-brand-full-name", ""), {})

    def private_window(self) -> list[str]:
        """What a private window's title ends with: the name, marked (all systems but macOS with a page)."""
        return self._texts("browser/browser.ftl", "browser-main-private-window-title", _BRAND)

    def private_suffix(self) -> list[str]:
        """What follows the page's title on macOS, where the name is left out."""
        return self._texts("browser/browser.ftl", "browser-main-private-suffix-for-content", _BRAND)

    def side_window(self) -> list[str]:
        """Windows that show a page's address or name and never say that the page is private."""
        page = [
            line
            for name in ("page-info-page.title", "page-info-frame.title")
            for line in self._texts("browser/pageInfo.ftl", name, _CONTENT)
        ]
        tools = re.findall(
            r"^toolbox\.titleTemplate\d\s*=\s*(.*?)\s*$",
            self._read("devtools/client/toolbox.properties"),
            re.MULTILINE,
        )
        return page + [re.sub(r"%(\d\$)?S", "{content}", line) for line in tools]

    def _texts(self, file: str, name: str, places: dict[str, str]) -> list[str]:
        raw = self._fluent(file).get(name, "")
        return [text for text in texts(raw, places) if text]

    def _fluent(self, file: str) -> dict[str, str]:
        return entries(self._read(f"localization/{self._locale}/{file}"))

    def _read(self, ending: str) -> str:
        names = [name for name in self._pack.namelist() if name.endswith("/" + ending) or name == ending]
        return self._pack.read(names[0]).decode("utf-8") if names else ""


def _chromium(locales: Path) -> dict[str, object]:
    identifiers = read_identifiers(locales / "en-US.pak.info")
    start: Texts = {}
    tags: Texts = {}
    # Packs such as de_FEMININE hold only what differs by the user's gender; none of this does.
    for path in sorted(path for path in locales.glob("*.pak") if "_" not in path.stem):
        strings = read_strings(path)
        title = strings[identifiers["IDS_BROWSER_WINDOW_TITLE_FORMAT"]]
        page = strings[identifiers["IDS_NEW_INCOGNITO_TAB_TITLE"]].strip()
        start[path.stem] = [_placed(title, page)]
        tags[path.stem] = [
            _placed(strings[identifiers["IDS_ACCESSIBLE_INCOGNITO_WINDOW_TITLE_FORMAT"]], "{content}")
        ]
    return {"start_page": start, "accessible_name": tags}


def _placed(form: str, content: str) -> str:
    return re.sub("Chromium|क्रोमियम", "{brand}", form.replace("$1", content))


if __name__ == "__main__":
    main()
