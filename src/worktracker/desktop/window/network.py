"""Whether this program could reach a network, in words that the system itself has proved."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QObject, Signal

from worktracker.app.confinement import Attempt, attempts, is_refused
from worktracker.app.reading import Reading
from worktracker.errors import WorkTrackerError
from worktracker.store.store import Store


class Network(QObject):
    """Tries to make sockets when it is asked to, beside the window.

    Args:
        parent: whose it is.
        reading: the thread on which it is tried.

    Attributes:
        found: what came of each kind of socket; None before it was tried.
    """

    changed = Signal()

    def __init__(self, parent: QObject, reading: Reading) -> None:
        super().__init__(parent)
        self._reading = reading
        self.found: Mapping[str, Attempt] | None = None

    def look(self) -> None:
        """Try it now."""

        def tried(_: Store) -> Mapping[str, Attempt]:
            return attempts()

        self._reading.ask("network", tried, self._known, self._unknown)

    @property
    def words(self) -> str:
        """What is so, for the window's foot; empty while it is not known."""
        if self.found is None:
            return ""
        translate = QCoreApplication.translate
        if is_refused(self.found):
            return translate("Network", "No network: refused by the system")
        return translate("Network", "Makes no network connection; this system does not enforce that")

    def _known(self, found: Mapping[str, Attempt]) -> None:
        if found != self.found:
            self.found = found
            self.changed.emit()

    def _unknown(self, _: WorkTrackerError) -> None:
        pass  # the record can't be read, and the page says so; what was found before stays
