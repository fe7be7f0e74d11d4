"""Whether this program could reach a network, in words that the system itself has proved."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QObject, Signal

from worktracker.app.confinement import Attempt, attempts, is_refused
from worktracker.app.granted import network_of
from worktracker.app.reading import Reading
from worktracker.clock import Clock
from worktracker.errors import WorkTrackerError
from worktracker.store.store import Store


class Network(QObject):
    """Tries to make sockets when it is asked to, beside the window.

    Args:
        parent: whose it is.
        reading: the thread on which it is tried.
        clock: says whether a grant has ended.

    Attributes:
        found: what came of each kind of socket; None before it was tried.
        granted: whether something may leave, by a process of its own; None before it was read.
    """

    changed = Signal()

    def __init__(self, parent: QObject, reading: Reading, clock: Clock) -> None:
        super().__init__(parent)
        self._reading = reading
        self._clock = clock
        self.found: Mapping[str, Attempt] | None = None
        self.granted: bool | None = None

    def look(self) -> None:
        """Try it now, and read whether something is granted."""

        def tried(store: Store) -> tuple[Mapping[str, Attempt], bool]:
            return attempts(), network_of(store, self._clock)["network"] == "granted"

        self._reading.ask("network", tried, self._told, self._unknown)

    @property
    def words(self) -> str:
        """What is so, for the window's foot; empty while it is not known."""
        if self.found is None:
            return ""
        translate = QCoreApplication.translate
        if is_refused(self.found):
            return translate("Network", "No network: refused by the system")
        return translate("Network", "Makes no network connection; this system does not enforce that")

    @property
    def sharing_words(self) -> str:
        """Whether something is shared; empty while it is not known."""
        translate = QCoreApplication.translate
        match self.granted:
            case None:
                return ""
            case False:
                return translate("Network", "Nothing shared")
            case True:
                return translate("Network", "Shared as you permitted it")

    def _told(self, answer: tuple[Mapping[str, Attempt], bool]) -> None:
        found, granted = answer
        if granted != self.granted:
            self.granted = granted
            self.changed.emit()
        self._known(found)

    def _known(self, found: Mapping[str, Attempt]) -> None:
        if found != self.found:
            self.found = found
            self.changed.emit()

    def _unknown(self, _: WorkTrackerError) -> None:
        pass  # the record can't be read, and the page says so; what was found before stays
