"""``browser``: the way from the browser's extension to the app."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from worktracker.app.browser_loading import how_to_load
from worktracker.app.browser_manifests import (
    BROWSERS,
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
from worktracker.errors import NotRunningError, WorkTrackerError
from worktracker.resource import resource_path

Browsers = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[BROWSER]...", help="chrome, chromium, edge, brave, vivaldi, opera, firefox, librewolf."
    ),
]

browser = typer.Typer(
    help="Browsers: let their extension tell which site is in front.\n\nExample: worktracker browser install",
    no_args_is_help=True,
)

_AFTER = "\nIts icon shows whether worktracker is recording. Private windows stay private."
_WORDS = {
    Reach.WRITTEN: "finds worktracker",
    Reach.OUTDATED: "finds an older worktracker",
    Reach.OTHER_HOME: "serves another home",
    Reach.MISSING: "does not find worktracker yet",
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
    """Have browsers find worktracker.

    Every browser that is installed, or those that are named.

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
    """Have browsers no longer find worktracker.

    All browsers, or those that are named.

    Example: worktracker browser remove
    """
    home = context.home()
    gone = remove(home, named(browsers or []))
    if as_json:
        context.print_json({"removed": [each.key for each in gone]})
        return
    for each in gone:
        print(f"{each.name} no longer finds worktracker. Remove its extension in {each.name} itself.")
    if not gone:
        print("No browser knew this worktracker.")


@browser.command("status")
@browser.command("list", help="The same as status.\n\nExample: worktracker browser list --json")
def status(as_json: Json = False) -> None:
    """Which browsers find worktracker, and what to do next.

    Example: worktracker browser status
    """
    found = [look(context.home(), each) for each in BROWSERS]
    heard = _heard()
    if heard is not None and not as_json:
        print(
            "The extension is connected."
            if heard
            else "No extension is connected to the running worktracker."
        )
    _show(
        found if as_json else [each for each in found if _is_here(each)], heard=bool(heard), as_json=as_json
    )


def _heard() -> bool | None:
    """Whether an extension speaks to the running app; None where none runs."""
    try:
        sources: Any = context.client().request("sources")["sources"]
        return sources["browser"] is not None
    except NotRunningError:
        return None


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.add_typer(browser, name="browser")


def _is_here(found: Found) -> bool:
    return found.installed or found.sandbox is not None or found.reach is not Reach.MISSING


def _show(found: list[Found], *, heard: bool = False, as_json: bool) -> None:
    folder = resource_path("extension")
    if as_json:
        shown: dict[str, Any] = {
            "extension": str(folder),
            "host": str(launcher(context.home())),
            "connected": heard,
            "browsers": [_row(each) for each in found],
        }
        context.print_json(shown)
        return
    if not found:
        print("No browser was found. Known are: " + ", ".join(each.name for each in BROWSERS) + ".")
    for each in found:
        print(f"{each.browser.name}: {_WORDS[each.reach]}. {each.note}".rstrip())
    if heard:
        print("How to load it into another browser says: worktracker browser install")
        return
    ready = [each.browser for each in found if each.reach in (Reach.WRITTEN, Reach.OUTDATED)]
    if ready:
        print(how_to_load(ready))
        print(_AFTER)


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
