"""From a home to its open store: slots, key, file."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from worktracker.clock import Clock
from worktracker.errors import StoreUnavailableError
from worktracker.home import Home
from worktracker.keys.fetch import KeyRequest, StoreKey, fetch_keys
from worktracker.keys.passphrase import Ask, supplied_passphrase
from worktracker.keys.slots import KeyringSlot, KeySlots, SlotSet, load
from worktracker.keys.trouble import KeyTrouble, KeyUnavailableError

if TYPE_CHECKING:  # while the key is being fetched there is time to import what reads the store
    from worktracker.store.store import Store


@dataclass(frozen=True, slots=True)
class OpenStore:
    """An open store and the ways to its key."""

    store: Store
    slots: KeySlots


class Opening:
    """Opens the store of one home; the key is being fetched from the moment this is made.

    Args:
        home: whose store.
        clock: for the record of migrations.
        ask: asks the user for a passphrase; None where nobody can answer.
        environ: for the passphrase's variables and the session's addresses.

    Raises:
        StoreUnavailableError: there is a store, but no way to its key is known; or a link lies
            where a file should.
    """

    def __init__(
        self, home: Home, clock: Clock, ask: Ask | None, environ: Mapping[str, str] = os.environ
    ) -> None:
        self._home = home
        self._clock = clock
        self._ask = ask
        self._environ = environ
        home.keep_to_the_user()
        self._slots = load(home.keys) if home.keys.exists() or self.exists else None
        self._keys: tuple[StoreKey, ...] | None = None
        self._request = KeyRequest(self._slots, environ=environ) if self._slots else None

    @property
    def exists(self) -> bool:
        """Whether there is a store; an empty file is one whose making was cut short.

        Raises:
            StoreUnavailableError: something that is no file lies at its place.
        """
        try:
            found = self._home.store.stat()  # once: `forget --everything` may take it away at any moment
        except (FileNotFoundError, NotADirectoryError):
            return False
        if not stat.S_ISREG(found.st_mode):
            raise StoreUnavailableError(
                f"{self._home.store} is not a file.", "Move away what lies there; nothing was changed."
            )
        return found.st_size > 0

    @property
    def key_comes_by(self) -> int | None:
        """A file descriptor that can be read when the key is there or won't come; None: none is awaited."""
        return None if self._request is None or self._keys is not None else self._request.fileno()

    def close(self) -> None:
        """Give up: the key is wanted no more."""
        if self._request is not None:
            self._request.close()

    def existing(self) -> OpenStore | None:
        """Open the store; None if there is none yet. Nothing is made.

        Raises:
            StoreUnavailableError: the key can't be had, or the file is not to be opened with
                it; also where there is no store and none could be made, for want of a key.
            StoreBusyError: the file can't be read.
        """
        if not self.exists:
            if self._slots is None:
                self._look_for_a_place_for_a_key()
            elif self._home.backups.is_dir():
                self._offer(StoreUnavailableError(""))  # a record that was lost is not replaced by a new one
            return None
        from worktracker.store.store import Store

        assert self._slots is not None
        keys = self._fetched()
        try:
            store = Store.open(
                self._home.store, [key.raw for key in keys], self._clock.now().wall_ms, self._in_use
            )
        except StoreUnavailableError as error:
            if load(self._home.keys) == self._slots:
                self._offer(error)
                raise
            # The key was replaced meanwhile.
            return Opening(self._home, self._clock, self._ask, self._environ).existing()
        slots = self._slots
        if slots.pending is not None:
            from worktracker.app.rotation import settled  # needed after an interrupted rotation only

            slots = settled(self._home, store, slots, keys, self._environ)
        return _with_default_rules(OpenStore(store, slots), self._clock.now().wall_ms)

    def existing_or_new(self, ask_new: Ask | None = None) -> OpenStore:
        """Open the store, or make it with a new key.

        Args:
            ask_new: asks for a new passphrase, where that is another question.

        Raises:
            StoreUnavailableError: see :meth:`existing`; nothing was written then.
            StoreBusyError: the files can't be written.
            HomeError: the directory can't be made.
        """
        found = self.existing()
        if found is not None:
            return found
        self._home.make()
        if self._slots is None:
            from worktracker.keys.change import SlotFile  # needed once in a store's life

            slots, key = SlotFile(self._home.keys, environ=self._environ).create(ask_new or self._ask)
        else:
            slots, key = self._slots, self._fetched()[0].raw
        from worktracker.store.store import Store

        now_ms = self._clock.now().wall_ms
        store = Store.create(self._home.store, key, slots.store_id, now_ms)
        return _with_default_rules(OpenStore(store, slots), now_ms)

    def _in_use(self) -> bool:
        from worktracker.control.client import ControlClient  # only after an update

        return ControlClient(self._home.socket).is_running()

    def _fetched(self) -> tuple[StoreKey, ...]:
        if self._keys is None:
            assert self._request is not None
            self._keys = self._request.result(self._ask)
        return self._keys

    def _offer(self, error: StoreUnavailableError) -> None:
        """Raise ``error`` anew with a copy that could be restored, if there is one."""
        from worktracker.app.restoring import with_offer  # needed where something is wrong only

        assert self._slots is not None
        offered = with_offer(
            self._home, self._slots, [key.raw for key in self._fetched()], error, self._clock
        )
        if offered is not error:
            raise offered from None

    def _look_for_a_place_for_a_key(self) -> None:
        """See that a key could be kept: by a passphrase, by asking for one, or in a keyring."""
        if supplied_passphrase(self._environ) is not None or self._ask is not None:
            return
        nobody = "00000000-0000-4000-8000-000000000000"
        probe = KeySlots(nobody, SlotSet(keyring=KeyringSlot(nobody)))
        try:
            fetch_keys(probe, environ=self._environ)
        except KeyUnavailableError as error:
            if error.trouble is KeyTrouble.ENTRY_MISSING:
                return
            raise StoreUnavailableError(
                f"There is no place for the record's key: {error.message[0].lower()}{error.message[1:]}",
                "Set a passphrase through WORKTRACKER_PASSPHRASE_FILE or WORKTRACKER_PASSPHRASE,"
                " or run on a terminal.",
            ) from None


def _with_default_rules(opened: OpenStore, now_ms: int) -> OpenStore:
    from worktracker.app.default_rules import add_default_rules
    from worktracker.app.starting_categories import add_starting_categories

    try:
        add_default_rules(opened.store, now_ms)
        add_starting_categories(opened.store, now_ms)
    except BaseException:
        opened.store.close()
        raise
    return opened


def path_size(path: Path) -> int:
    """Bytes of the file at ``path``; 0 if there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
