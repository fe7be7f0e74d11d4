"""``worktracker-cloud``: serve, and what an operator does beside it.

Every command finds the server by the same environment (WORKTRACKER_CLOUD_*); --database goes before it.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from worktracker.errors import ExitCode, WorkTrackerError

if TYPE_CHECKING:
    from collections.abc import Generator

    from worktracker.cloud.server import Server

_HELP = """A summary server: keeps the totals that people grant it, shows them to their owner, deletes them.

`worktracker-cloud serve` is all it needs: a SQLite file in the data directory, on http://127.0.0.1:8765.
Each option is also a variable of the environment, as WORKTRACKER_CLOUD_DATABASE.
"""

app = typer.Typer(help=_HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

DatabaseUrl = Annotated[
    str | None,
    typer.Option("--database", metavar="URL", help="Like postgresql://user@host/name; else a SQLite file."),
]
PublicUrl = Annotated[
    str | None, typer.Option("--public-url", metavar="URL", help="What people call the server by.")
]
Folder = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="For the SQLite file and the tombstones.")
]


@app.command()
def serve(
    host: Annotated[str | None, typer.Option("--host", help="The address to listen at; 127.0.0.1.")] = None,
    port: Annotated[int | None, typer.Option("--port", help="8765; 0: any that is free.")] = None,
    database: DatabaseUrl = None,
    data: Folder = None,
    public_url: PublicUrl = None,
    name: Annotated[str | None, typer.Option("--name", help="What people read; else its host.")] = None,
    sign_up: Annotated[
        bool | None,
        typer.Option("--open-sign-up/--invited", help="Open on the loopback, else by invitation."),
    ] = None,
    proxies: Annotated[
        str | None,
        typer.Option("--proxies", metavar="IPS", help="Whose X-Forwarded-* to believe, with commas."),
    ] = None,
    plain_http: Annotated[
        bool,
        typer.Option(
            "--allow-plain-http", help="Beyond the loopback without HTTPS, where something else encrypts."
        ),
    ] = False,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes; with PostgreSQL.")] = 1,
) -> None:
    """Serve until SIGINT or SIGTERM; requests that came before are answered.

    Example: worktracker-cloud serve --public-url https://totals.example.org --database postgresql:///totals
    """
    chosen = {None: None, True: "open", False: "invited"}[sign_up]
    _choose(HOST=host, PORT=port, DATABASE=database, DATA=data, PUBLIC_URL=public_url, NAME=name)
    _choose(SIGN_UP=chosen, PROXIES=proxies, PLAIN_HTTP="allowed" if plain_http else None)
    from worktracker.cloud import serving

    serving.serve(workers)


@app.command()
def migrate(
    database: DatabaseUrl = None,
    data: Folder = None,
    to: Annotated[str, typer.Option("--to", metavar="VERSION", help="base: no tables.")] = "head",
    yes: Annotated[bool, typer.Option("--yes", help="Delete all accounts, where `base` does.")] = False,
) -> None:
    """Bring the database's tables to this program's version. `serve` does it by itself with SQLite.

    To `base` every account goes with all that it has: that needs --yes, and the number of accounts, typed.

    Example: worktracker-cloud migrate --database postgresql:///totals
    """
    _choose(DATABASE=database, DATA=data)
    from worktracker.cloud import settings
    from worktracker.cloud.database import schema
    from worktracker.cloud.database.engine import Database

    opened = Database(settings.read().database)
    try:
        if to == "base" and (count := schema.accounts(opened)):
            _confirm_end_of(count, yes=yes)
        schema.migrate(opened, to)
        print(f"The tables are of version {schema.version(opened) or 'none'}.")
    finally:
        opened.close()


@app.command()
def invite(database: DatabaseUrl = None, data: Folder = None, public_url: PublicUrl = None) -> None:
    """Print a link that one person can sign up with, in the next two weeks.

    Example: worktracker-cloud invite --public-url https://totals.example.org
    """
    _choose(PUBLIC_URL=public_url)
    with _server(database, data) as server:
        from worktracker.cloud import accounts

        print(f"{server.settings.public_url}/sign-up?invitation={accounts.invite(server)}")


@app.command()
def key(database: DatabaseUrl = None, data: Folder = None) -> None:
    """Print the fingerprint of the server's key: people compare it with what `worktracker sync grant` shows.

    Example: worktracker-cloud key
    """
    with _server(database, data) as server:
        print(server.identity.fingerprint)


@app.command("reset-password")
def reset_password(
    name: str, database: DatabaseUrl = None, data: Folder = None, public_url: PublicUrl = None
) -> None:
    """Print a link by which somebody sets a new password: once, in the next day. Hand it over yourself.

    Example: worktracker-cloud reset-password anna --public-url https://totals.example.org
    """
    _choose(PUBLIC_URL=public_url)
    with _server(database, data) as server:
        from worktracker.cloud import accounts

        print(f"{server.settings.public_url}/reset/{accounts.begin_reset(server, name)}")


@app.command()
def retention(
    days: Annotated[int | None, typer.Option("--days", min=1, help="Delete totals when this old.")] = None,
    off: Annotated[bool, typer.Option("--off", help="Keep them.")] = False,
    database: DatabaseUrl = None,
    data: Folder = None,
) -> None:
    """Show, or set, after how many days totals are deleted.

    Example: worktracker-cloud retention --days 730
    """
    with _server(database, data) as server:
        from worktracker.cloud import deletion

        if days is not None or off:
            deletion.set_retention(server, None if off else days)
        kept = deletion.retention_days(server)
        print("Totals stay." if kept is None else f"Totals are deleted after {kept} days.")


@app.command("clear-up")
def clear_up(database: DatabaseUrl = None, data: Folder = None) -> None:
    """Delete what is due now: accounts, and what is past the retention. `serve` does it every hour.

    Example: worktracker-cloud clear-up
    """
    with _server(database, data) as server:
        from worktracker.cloud import deletion

        for what, count in deletion.clear_up(server).items():
            if count:
                print(f"{what}: {count}")


@app.command()
def policy(file: Path, database: DatabaseUrl = None, data: Folder = None) -> None:
    """Announce a new version of the policy, plain text. It holds in 30 days, for each person once accepted.

    Example: worktracker-cloud policy policy.txt
    """
    with _server(database, data) as server:
        from datetime import UTC, datetime

        from worktracker.cloud import policies, policy_text
        from worktracker.sync.receipt import moment

        made = policies.publish(server, policy_text.read(file))
        since = moment(datetime.fromtimestamp(made.in_force_at, UTC))
        print(f"Version {made.version} holds from {since} on.")


@app.command()
def backup(file: Path, database: DatabaseUrl = None, data: Folder = None) -> None:
    """Write a copy of everything but sessions and tokens to a new file; the server may run on meanwhile.

    Example: worktracker-cloud backup totals-2026-11-22.zip
    """
    with _server(database, data) as server:
        from worktracker.cloud.backup import back_up

        print(f"{back_up(server.database, file, server.now())} rows written to {file}.")


@app.command()
def restore(
    file: Path,
    database: DatabaseUrl = None,
    data: Folder = None,
    tombstones: Annotated[
        list[Path] | None,
        typer.Option(
            "--tombstones", metavar="FILE", help="Lists from other hosts; the data directory's counts."
        ),
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="What the database holds goes.")] = False,
) -> None:
    """Bring a copy back, but what was deleted since it was made. Stop the server first.

    Example: worktracker-cloud restore totals-2026-11-22.zip
    """
    with _server(database, data) as server:
        from worktracker.cloud import backup as copies
        from worktracker.cloud.tombstones import write_all

        for missing in (one for one in (file, *(tombstones or ())) if not one.exists()):
            raise copies.BackupError(f"{missing} is not there.")
        stones = list(copies.files_stones([server.settings.tombstones, *(tombstones or ())]))
        count, gone = copies.restore(server.database, file, stones, replace=replace)
        write_all(server, server.settings.tombstones)
        print(f"{count} rows restored, {gone} of them deleted again.")


@app.command()
def tombstones(file: Path, database: DatabaseUrl = None, data: Folder = None) -> None:
    """Bring a list of what was deleted up to date: keep it apart from the copies, for `restore`.

    Example: worktracker-cloud tombstones /srv/elsewhere/tombstones.jsonl
    """
    with _server(database, data) as server:
        from worktracker.cloud.tombstones import write_all

        print(f"{file}: {write_all(server, file)} of what was deleted.")


def run(arguments: list[str]) -> int:
    """Run a command; its exit status."""
    try:
        app(arguments, standalone_mode=False)
    except WorkTrackerError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except typer.Exit as end:
        return end.exit_code
    except typer.Abort:
        return ExitCode.FAILED
    except Exception as error:  # noqa: BLE001 - the last one who can say it in words
        from worktracker.cloud import command_errors

        return command_errors.said(error)
    return ExitCode.DONE


@contextmanager
def _server(database: str | None, data: Path | None) -> Generator[Server]:
    _choose(DATABASE=database, DATA=data)
    from worktracker.cloud import settings
    from worktracker.cloud.server import opened

    server = opened(settings.read())
    try:
        yield server
    finally:
        server.database.close()


def _choose(**options: object) -> None:
    """Let options go before the environment, for the processes that are started, too."""
    for name, value in options.items():
        if value is not None:
            os.environ[f"WORKTRACKER_CLOUD_{name}"] = str(value)


def _confirm_end_of(accounts: int, *, yes: bool) -> None:
    if not yes:
        raise WorkTrackerError(
            f"The database is not empty (accounts: {accounts}); nothing was changed.",
            "To delete them all with what they have: --yes, and type their number when it asks.",
        )
    asked = f"Delete all accounts ({accounts})? Type their number"
    if typer.prompt(asked, default="", err=True) != str(accounts):
        raise WorkTrackerError("That is not their number; nothing was changed.")
