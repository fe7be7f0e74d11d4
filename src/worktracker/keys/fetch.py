"""Fetching the key of an existing store. Nothing is written."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from worktracker.keys.exchange import TIME_LIMIT_S, Exchange, Step, exchange
from worktracker.keys.passphrase import Ask, supplied_passphrase, usable
from worktracker.keys.slots import KeySlots, PassphraseSlot
from worktracker.keys.trouble import HOW_TO_GIVE_IT, KeyTrouble, KeyUnavailableError


@dataclass(frozen=True, slots=True)
class StoreKey:
    """A raw key (32 bytes) that may open the store; ``pending`` if a rotation was bringing it in."""

    raw: bytes = field(repr=False)
    pending: bool = False


class KeyRequest:
    """A key being fetched: begun at once, so that the caller can do other work until it needs the result.

    A passphrase that the environment supplies goes before the keyring: who sets it means it.
    Else the keyring is asked, and then, if it has no key and the store knows a passphrase,
    the user. A context manager: leaving it ends the child.

    Args:
        slots: the store's key slots.
        environ: for the passphrase's variables and the session's addresses.
        time_limit_s: seconds until a keyring that does not answer is given up.

    Raises:
        KeyUnavailableError: the supplied passphrase can't be read, or the child can't be started.
    """

    def __init__(
        self,
        slots: KeySlots,
        *,
        environ: Mapping[str, str] = os.environ,
        time_limit_s: float = TIME_LIMIT_S,
    ) -> None:
        self._slots = slots
        self._environ = environ
        self._time_limit_s = time_limit_s
        self._knows_passphrase = slots.current.passphrase is not None
        supplied = supplied_passphrase(environ) if self._knows_passphrase else None
        self._supplied = supplied is not None
        self._exchange: Exchange | None = None
        if supplied is not None:
            self._exchange = Exchange(_unwrap_steps(slots, supplied), environ, time_limit_s)
        elif slots.current.keyring is not None:
            self._exchange = Exchange(_get_steps(slots), environ, time_limit_s)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def fileno(self) -> int | None:
        """What can be read when :meth:`result` need not wait; None where it waits for the user alone."""
        return None if self._exchange is None else self._exchange.fileno()

    def result(self, ask: Ask | None = None) -> tuple[StoreKey, ...]:
        """The keys to try, in order: the current one, then a pending one. To be called once.

        Args:
            ask: asks the user for the passphrase; None where nobody can answer.

        Raises:
            KeyUnavailableError: there is none; its ``trouble`` says why.
        """
        if self._exchange is None:
            return self._by_asking(ask, KeyUnavailableError(KeyTrouble.PASSPHRASE_NEEDED))
        try:
            return _found(self._exchange.answers())
        except KeyUnavailableError as error:
            if self._supplied or not self._knows_passphrase:
                raise
            hint = f"{error.hint} Or {HOW_TO_GIVE_IT}."
            return self._by_asking(ask, KeyUnavailableError(error.trouble, hint=hint))

    def close(self) -> None:
        """Give up: end the child if it still runs."""
        if self._exchange is not None:
            self._exchange.close()

    def _by_asking(self, ask: Ask | None, otherwise: KeyUnavailableError) -> tuple[StoreKey, ...]:
        if ask is None:
            raise otherwise
        steps = _unwrap_steps(self._slots, usable(ask()))
        return _found(exchange(steps, self._environ, self._time_limit_s))


def fetch_keys(
    slots: KeySlots,
    ask: Ask | None = None,
    *,
    environ: Mapping[str, str] = os.environ,
    time_limit_s: float = TIME_LIMIT_S,
) -> tuple[StoreKey, ...]:
    """The keys to try on the store, in order; :class:`KeyRequest` without the early start."""
    with KeyRequest(slots, environ=environ, time_limit_s=time_limit_s) as request:
        return request.result(ask)


def require_passphrase(slots: KeySlots, passphrase: str) -> None:
    """See that ``passphrase`` is the store's, whatever the environment supplies; takes a third of a second.

    Raises:
        KeyUnavailableError: it is not, or can't be tried.
    """
    sealed = slots.current.passphrase
    if sealed is None:
        raise KeyUnavailableError(KeyTrouble.WRONG_PASSPHRASE)
    _found(exchange([unwrap_step(slots, sealed, usable(passphrase))], os.environ, TIME_LIMIT_S))


def unwrap_step(slots: KeySlots, sealed: PassphraseSlot, passphrase: str) -> Step:
    """The child's step that opens ``sealed``."""
    return {
        "do": "unwrap",
        "passphrase": passphrase,
        "binding": slots.binding.hex(),
        "salt": sealed.salt.hex(),
        "nonce": sealed.nonce.hex(),
        "wrapped": sealed.wrapped.hex(),
        "memory_kib": sealed.cost.memory_kib,
        "passes": sealed.cost.passes,
        "lanes": sealed.cost.lanes,
    }


def _get_steps(slots: KeySlots) -> list[Step]:
    return [{"do": "get", "account": ways.keyring.account} for ways in slots.sets if ways.keyring]


def _unwrap_steps(slots: KeySlots, passphrase: str) -> list[Step]:
    return [unwrap_step(slots, ways.passphrase, passphrase) for ways in slots.sets if ways.passphrase]


def _found(answers: list[dict[str, Any]]) -> tuple[StoreKey, ...]:
    """The keys among ``answers``; if there is none, the first trouble is raised.

    The current set is asked first, and a pending one has the same kinds of slots.
    """
    keys = tuple(
        StoreKey(bytes.fromhex(answer["key"]), pending=place > 0)
        for place, answer in enumerate(answers)
        if "key" in answer
    )
    if not keys:
        raise KeyUnavailableError(KeyTrouble(answers[0]["trouble"]))
    return keys
