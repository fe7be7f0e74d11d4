"""Settings and the user's agreement: private themselves, so kept in the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from worktracker.model.detail import Detail
from worktracker.model.durations import parse_duration, parse_keeping, parse_time_of_day
from worktracker.model.hours import Hours, parse_hours
from worktracker.model.settings import SETTINGS, check_alone, checked, parse_cap, parse_switch, setting_named
from worktracker.model.weeks import WeekStart
from worktracker.privacy.levels import BrowserTitles, DocumentLevel, Levels, UrlLevel
from worktracker.store import totals
from worktracker.store.connection import Connection, transaction, translated


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the user agreed to: version of the text, and when (milliseconds UTC)."""

    version: int
    agreed_ms: int


class Values:
    """What the values of settings mean, wherever they are had from."""

    def get(self, name: str) -> str:
        """The value of a setting as text.

        Raises:
            UsageError: there is no such setting.
        """
        raise NotImplementedError

    def all(self) -> dict[str, str]:
        """Every setting with its value."""
        return {name: self.get(name) for name in SETTINGS}

    def switch(self, name: str) -> bool:
        """An on/off setting."""
        return parse_switch(self.get(name))

    def levels(self) -> Levels:
        """The recording levels."""
        return Levels(
            apps=self.switch("record-apps"),
            titles=self.switch("record-titles"),
            urls=UrlLevel(self.get("record-urls")),
            browser_titles=BrowserTitles(self.get("browser-titles")),
            documents=DocumentLevel(self.get("record-documents")),
        )

    def keeping(self) -> dict[Detail, int | None]:
        """How long each detail is kept, in milliseconds; None for ever."""
        return {detail: parse_keeping(self.get(detail.setting)) for detail in Detail}

    @property
    def hours(self) -> Hours:
        """The hours of the week outside which nothing is recorded."""
        return parse_hours(self.get("hours"))

    @property
    def idle_threshold_ms(self) -> int:
        """Milliseconds without input that count as idle."""
        return parse_duration(self.get("idle-threshold"))

    @property
    def keep_active_cap_ms(self) -> int:
        """Milliseconds for which a program may be active without input; 0: not at all."""
        return parse_cap(self.get("keep-active-cap"))

    @property
    def week_start(self) -> WeekStart:
        """The day on which a week begins."""
        return WeekStart(self.get("week-start"))

    @property
    def day_start_ms(self) -> int:
        """Local time of day at which a day begins, in milliseconds."""
        return parse_time_of_day(self.get("day-start"))


class Settings(Values):
    """The settings of one store, read anew each time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, name: str) -> str:
        """See :meth:`Values.get`."""
        setting = setting_named(name)
        with translated():
            row = self._connection.execute(
                "SELECT value FROM setting WHERE name = ?", (setting.name,)
            ).fetchone()
        return row[0] if row else setting.default

    def set(self, name: str, text: str) -> str:
        """Keep a setting; the value as it was kept.

        A new ``day-start`` recounts every total in the same transaction.

        Raises:
            UsageError: no such setting or value, or keys that are another setting's.
            StoreBusyError: it could not be written.
        """
        value = checked(name, text)
        with transaction(self._connection):
            check_alone(setting_named(name).name, value, self.all())
            _keep(self._connection, name, value)
            if setting_named(name).name == "day-start":
                totals.recount_all(self._connection, parse_time_of_day(value))
        return value

    @property
    def window_place(self) -> str:
        """Where the window was when it was closed, as it said so itself; empty before the first time."""
        return self._meta("window_place")

    def keep_window_place(self, text: str) -> None:
        """Keep where the window is.

        Raises:
            StoreBusyError: it could not be written.
        """
        self._keep_meta("window_place", text)

    @property
    def reminded(self) -> int | None:
        """The beginning of the day (milliseconds UTC) of the last word that nothing is recorded."""
        text = self._meta("reminded")
        return int(text) if text else None

    def keep_reminded(self, day_ms: int) -> None:
        """Keep that it was said on the day that begins there.

        Raises:
            StoreBusyError: it could not be written.
        """
        self._keep_meta("reminded", str(day_ms))

    def _meta(self, name: str) -> str:
        with translated():
            row = self._connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    def _keep_meta(self, name: str, text: str) -> None:
        with transaction(self._connection):
            self._connection.execute(
                "INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, text),
            )


class Agreements:
    """What the user agreed to, newest last."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def newest(self) -> Agreement | None:
        """The newest text agreed to; None before the first."""
        with translated():
            row = self._connection.execute(
                "SELECT version, agreed_ms FROM agreement ORDER BY version DESC LIMIT 1"
            ).fetchone()
        return Agreement(*row) if row else None

    def add(self, agreement: Agreement, levels: Mapping[str, str] | None = None) -> None:
        """Keep an agreement; the same version again keeps the first date.

        Args:
            agreement: what was agreed to.
            levels: settings of recording levels that were chosen with it: kept with it or not at all.

        Raises:
            UsageError: no such setting or value.
            StoreBusyError: it could not be written; nothing was.
        """
        values = {name: checked(name, text) for name, text in (levels or {}).items()}
        with transaction(self._connection):
            for name, value in values.items():
                _keep(self._connection, name, value)
            self._connection.execute(
                "INSERT OR IGNORE INTO agreement VALUES (?, ?)", (agreement.version, agreement.agreed_ms)
            )


def _keep(connection: Connection, name: str, value: str) -> None:
    connection.execute(
        "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (setting_named(name).name, value),
    )
