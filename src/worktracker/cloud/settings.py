"""What the operator decides: options of ``serve``, or the environment's WORKTRACKER_CLOUD_*."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_data_path

from worktracker.errors import UsageError

PREFIX = "WORKTRACKER_CLOUD_"
DEFAULT_PORT = 8765
_DRIVERS = {"postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}


@dataclass(frozen=True, slots=True)
class Settings:
    """How one server runs; the same on each of its hosts.

    Attributes:
        database: SQLAlchemy's URL.
        folder: the data directory: the SQLite file and the list of tombstones.
        public_url: what people and devices call it by, without a slash at the end; links are made from it
            alone.
        name: shown to people.
        open_sign_up: anyone may sign up; else with an invitation.
        deliveries_an_hour: what one device may send.
        proxies: addresses whose X-Forwarded-* are believed, with commas between; empty: nobody's.
    """

    database: str
    folder: Path
    public_url: str
    name: str
    open_sign_up: bool
    deliveries_an_hour: int = 600
    proxies: str = ""

    @property
    def secure(self) -> bool:
        """Whether people come by HTTPS: cookies are then sent over nothing else."""
        return self.public_url.startswith("https://")

    @property
    def sqlite(self) -> bool:
        """Whether the database is the embedded one."""
        return self.database.startswith("sqlite")

    @property
    def tombstones(self) -> Path:
        """The list of what was deleted; it lies outside the database, for it must outlive a restore."""
        return self.folder / "tombstones.jsonl"


def read(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings that the environment names.

    Raises:
        UsageError: a value means nothing.
    """
    given = {
        name.removeprefix(PREFIX): value
        for name, value in (os.environ if environment is None else environment).items()
        if name.startswith(PREFIX) and value
    }
    host, port = given.get("HOST", "127.0.0.1"), _port(given.get("PORT", str(DEFAULT_PORT)))
    folder = Path(given["DATA"]) if "DATA" in given else _default_folder()
    url = _public_url(given.get("PUBLIC_URL", f"http://{_in_url(host)}:{port}"))
    sign_up = given.get("SIGN_UP", "open" if _is_loopback(host) else "invited")
    if sign_up not in ("open", "invited"):
        raise UsageError("Sign-up is neither open nor invited.", f"{PREFIX}SIGN_UP=open, or invited.")
    rate = given.get("DELIVERIES_AN_HOUR", "600")
    if not rate.isdecimal():
        raise UsageError("That is no number of deliveries.", f"{PREFIX}DELIVERIES_AN_HOUR=600")
    return Settings(
        database=_database(given.get("DATABASE", ""), folder),
        folder=folder,
        public_url=url,
        name=given.get("NAME", urlsplit(url).netloc),
        open_sign_up=sign_up == "open",
        deliveries_an_hour=int(rate),
        proxies=given.get("PROXIES", ""),
    )


def check_passwords_are_safe(environment: Mapping[str, str] | None = None) -> None:
    """See that no password goes over a network in plain text: beyond the loopback people come by HTTPS.

    Raises:
        UsageError: it listens beyond the loopback, its public URL is none of HTTPS, and the operator has not
            said that something else encrypts.
    """
    given = os.environ if environment is None else environment
    host = given.get(f"{PREFIX}HOST") or "127.0.0.1"
    if _is_loopback(host) or read(environment).secure or given.get(f"{PREFIX}PLAIN_HTTP") == "allowed":
        return
    raise UsageError(
        f"At {host} passwords and totals would come over plain HTTP.",
        "Put TLS in front, and say --public-url https://…; or, where something else encrypts,"
        " --allow-plain-http.",
    )


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _default_folder() -> Path:
    home = os.environ.get("WORKTRACKER_HOME")
    return Path(home) / "cloud" if home else user_data_path("worktracker-cloud", appauthor=False)


def _database(url: str, folder: Path) -> str:
    if not url:
        return f"sqlite:///{folder.absolute() / 'worktracker-cloud.db'}"
    scheme, colon, rest = url.partition(":")
    if not colon or not (scheme in _DRIVERS or scheme in ("sqlite", "postgresql+psycopg")):
        raise UsageError(
            "That is no database of a kind that is known.",
            "Like postgresql://user@host/name, or sqlite:///FILE.",
        )
    return f"{_DRIVERS.get(scheme, scheme)}:{rest}"


def _public_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise UsageError("That is no address for a server.", "Like https://totals.example.org")
    return url.rstrip("/")


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 <= int(text) < 65536:
        raise UsageError("That is no port.", f"Like {DEFAULT_PORT}.")
    return int(text)


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
