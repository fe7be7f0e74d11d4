"""``settings``."""

from __future__ import annotations

from typing import Annotated

import typer

from worktracker.app.backups import Backups
from worktracker.app.changing import change as set_value
from worktracker.app.changing import detail_of, remarks, too_old
from worktracker.cli import context
from worktracker.cli.context import Json, Yes
from worktracker.cli.output import progress_of
from worktracker.model.detail import Detail
from worktracker.model.settings import SETTINGS, checked, setting_named
from worktracker.reports.words import duration_words
from worktracker.store.erase import Forgotten
from worktracker.store.retention import STEP_SPANS, Retention

_WIDEST_VALUE = 16
"""Hours can be longer; they move only their own line's words."""

group = typer.Typer(no_args_is_help=False, invoke_without_command=True)


@group.callback()
def default(ctx: typer.Context, as_json: Json = False) -> None:
    """Every setting; without a command, the list.

    Example: worktracker settings set idle-threshold 5m
    """
    if ctx.invoked_subcommand is None:
        show(as_json)


@group.command("list")
def show(as_json: Json = False) -> None:
    """Show every setting with its value.

    Example: worktracker settings list --json
    """
    values = _values()
    if as_json:
        context.print_json(values)
        return
    width = max(len(name) for name in values)
    value_width = min(max(len(value) for value in values.values()), _WIDEST_VALUE)
    for name, value in values.items():
        setting = SETTINGS[name]
        print(f"{name:<{width}}  {value:<{value_width}}  {setting.meaning} ({setting.values})")


@group.command()
def get(name: Annotated[str, typer.Argument(metavar="NAME")], as_json: Json = False) -> None:
    """Show one setting.

    Example: worktracker settings get idle-threshold
    """
    known = setting_named(name).name
    value = _values()[known]
    if as_json:
        context.print_json({known: value})
    else:
        print(value)


# A value may begin with a dash: -3 is a wrong number then, and no unknown option.
@group.command("set", context_settings={"ignore_unknown_options": True})
def change(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    value: Annotated[str, typer.Argument(metavar="VALUE")],
    yes: Yes = False,
) -> None:
    """Change one setting; it holds at once. One that would erase something asks first.

    Example: worktracker settings set record-titles off
    """
    value = checked(name, value)
    known = setting_named(name).name
    detail = detail_of(known)
    old = Forgotten(0, 0)
    if detail is not None:
        old = _too_old(known, value)
        if old.spans:
            context.confirm(
                f"{_words(detail, old)} are older than that. Erase them for good?", yes=yes, what=known
            )
    with context.writing() as opened:
        set_value(context.home(), opened.store, known, value)
        said = list(remarks(opened.store, known, value))
    if detail is not None and old.spans:
        copies = _erase_too_old(old.spans)
        print(f"Erased: {_words(detail, old)}. The bytes are gone from the file.")
        if copies:
            print(
                f"Copies made before hold it yet ({copies} there): the app's own go one by one as new ones"
                " come, others when you delete them."
            )
    print(f"{known} is {value} from now on.")
    for each in said:
        print(each)


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.add_typer(group, name="settings")


def _too_old(name: str, value: str) -> Forgotten:
    """What the new value of a detail's setting would erase."""
    opened = context.open_store()
    if opened is None:
        return Forgotten(0, 0)
    try:
        return too_old(opened.store, name, value, context.clock.now().wall_ms)
    finally:
        opened.store.close()


def _erase_too_old(spans: int) -> int:
    """Age by the settings as they are: step by step beside a running app, and the file at the end.

    How many copies there are that hold it yet.
    """
    now_ms = context.clock.now().wall_ms
    opened = context.open_store()
    if opened is None:
        return 0
    store = opened.store
    try:
        work = Retention(store.connection, store.settings.keeping(), store.settings.day_start_ms)
        with progress_of("Erasing", spans) as progress:
            done = 0
            while work.step(now_ms):
                done = min(done + STEP_SPANS, spans)
                if progress is not None:
                    progress(done)
    finally:
        store.close()
    with context.writing(make=False) as opened:
        store = opened.store
        Retention(store.connection, store.settings.keeping(), store.settings.day_start_ms).finish()
        return len(Backups.of(context.home(), store).all())


def _words(detail: Detail, old: Forgotten) -> str:
    spans = f"{old.spans:,} span{'' if old.spans == 1 else 's'} ({duration_words(old.duration_ms)})"
    return spans if detail is Detail.SPANS else f"the {detail} of {spans}"


def _values() -> dict[str, str]:
    opened = context.open_store()
    if opened is None:
        return {name: setting.default for name, setting in SETTINGS.items()}
    return opened.store.settings.all()
