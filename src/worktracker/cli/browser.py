"""``browser``: the way from the browser's extension to the app."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from worktracker.app.browser_manifests import (
    BROWSERS,
    Family,
    Found,
    Reach,
    install,
    launcher,
    look,
    named,
    remove,
)
from worktracker.cli import context
from worktracker.cli.context import Json
from worktracker.errors import WorkTrackerError
from worktracker.resource import resource_path

Browsers = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[BROWSER]...", help="chrome, chromium, edge, brave, vivaldi, opera, firefox, librewolf."
    ),
]

browser = typer.Typer(
    help="Browsers: the way from their extension to the app.\n\nExample: worktracker browser install",
    no_args_is_help=True,
)

_TO_LOAD: dict[Family, str] = {
    "chromium": (
        "To load the extension in {names}: open chrome://extensions, switch the developer mode on, choose"
        " Load unpacked: {folder}"
    ),
    "firefox": (
        "To load the extension in {names}, until its next restart: open"
        " about:debugging#/runtime/this-firefox, choose Load Temporary Add-on: {folder}/manifest.json"
        " (only signed extensions stay, and this one is not signed yet)"
    ),
}
_WORDS = {
    Reach.WRITTEN: "finds worktracker",
    Reach.OUTDATED: "finds an older worktracker",
    Reach.OTHER_HOME: "serves another home",
    Reach.MISSING: "does not know worktracker",
    Reach.CONFINED: "can't reach worktracker",
}


@browser.command("install")
def install_(
    browsers: Browsers = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Also where a browser serves another home.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Have browsers find worktracker: every installed one, or those that are named.

    Example: worktracker browser install firefox
    """
    home = context.home()
    wanted = [look(home, each) for each in named(browsers or [])]
    if not browsers:
        wanted = [found for found in wanted if found.installed]
    if not wanted:
        raise WorkTrackerError(
            "No browser was found that could start a host.", "Run: worktracker browser status"
        )
    for found in wanted:
        install(home, found.browser, replace=replace)
    _show([look(home, found.browser) for found in wanted], as_json=as_json)


@browser.command("remove")
def remove_(browsers: Browsers = None, as_json: Json = False) -> None:
    """Have browsers no longer find worktracker: all, or those that are named.

    Example: worktracker browser remove
    """
    home = context.home()
    gone = remove(home, named(browsers or []))
    if as_json:
        context.print_json({"removed": [each.key for each in gone]})
        return
    for each in gone:
        print(f"{each.name} no longer finds worktracker. Its extension is removed in {each.name} itself.")
    if not gone:
        print("No browser knew this worktracker.")


@browser.command("status")
@browser.command("list", help="The same as status.\n\nExample: worktracker browser list --json")
def status(as_json: Json = False) -> None:
    """Say which browsers find worktracker, and how to load the extension.

    Example: worktracker browser status
    """
    found = [look(context.home(), each) for each in BROWSERS]
    _show(found if as_json else [each for each in found if _is_here(each)], as_json=as_json)


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.add_typer(browser, name="browser")


def _is_here(found: Found) -> bool:
    return found.installed or found.sandbox is not None or found.reach is not Reach.MISSING


def _show(found: list[Found], *, as_json: bool) -> None:
    folder = resource_path("extension")
    if as_json:
        shown: dict[str, Any] = {
            "extension": str(folder),
            "host": str(launcher(context.home())),
            "browsers": [_row(each) for each in found],
        }
        context.print_json(shown)
        return
    if not found:
        print("No browser was found.")
    for each in found:
        print(f"{each.browser.name}: {_WORDS[each.reach]}. {each.note}".rstrip())
    for family, words in _TO_LOAD.items():
        names = [
            each.browser.name
            for each in found
            if each.browser.family == family and each.reach is not Reach.CONFINED
        ]
        if names:
            print(words.format(names=" and ".join(names), folder=folder))


def _row(found: Found) -> dict[str, Any]:
    return {
        "browser": found.browser.key,
        "name": found.browser.name,
        "installed": found.installed,
        "sandbox": found.sandbox,
        "manifest": str(found.browser.manifest),
        "state": found.reach.value,
        "signed_only": found.browser.family == "firefox",
        "note": found.note,
    }
