"""The short-lived child that alone loads the keyring and the passphrase's cryptography.

It stands alone: it is run by its path with ``python -I``, which keeps the caller's
``PYTHONPATH`` out, and imports nothing of worktracker. It reads one JSON request from
standard input, writes one JSON answer to standard output and ends:

    {"seconds": 30, "steps": [STEP, …]}     {"answers": [ANSWER, …]}

=============================================  ===============================
step (``do`` and its fields)                   answer
=============================================  ===============================
``get`` account                                ``key``
``add`` account, key                           ``account`` that now holds it
``delete`` account                             (nothing)
``wrap`` passphrase, key, binding, and cost    ``salt``, ``nonce``, ``wrapped``
``unwrap`` the same without the key            ``key``
=============================================  ===============================

Octets are written in hexadecimal. An answer may be ``{"trouble": NAME}`` instead, where
NAME is one of :class:`worktracker.keys.trouble.KeyTrouble`.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

SERVICE = "worktracker"
_MOST_ACCOUNTS = 16
_KEY = re.compile(r"[0-9a-f]{64}\Z")

# The operating system's own keyrings, and no other: what PYTHON_KEYRING_BACKEND or keyringrc.cfg
# name is never asked. libsecret is left out: it reaches the same Secret Service, except in a
# sandbox, where it keeps a file of its own.
_BACKENDS = {
    "win32": ("keyring.backends.Windows.WinVaultKeyring",),
    "darwin": ("keyring.backends.macOS.Keyring",),
}
_FREEDESKTOP = ("keyring.backends.SecretService.Keyring", "keyring.backends.kwallet.DBusKeyring")


class StepError(Exception):
    """Why a step failed; its one argument is the trouble's name."""


def main() -> None:
    """Serve one request."""
    _harden()
    # What a library prints must not get between the caller and the answer.
    answer_to = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    request = json.load(sys.stdin)
    if hasattr(signal, "setitimer"):  # so that no orphan waits at a prompt for ever
        signal.setitimer(signal.ITIMER_REAL, request["seconds"])
    with answer_to:
        json.dump({"answers": [_answer(step) for step in request["steps"]]}, answer_to)


def _harden() -> None:
    """No core dump, and on Linux no look into this memory or environment by the same user's programs."""
    if os.name == "posix":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        set_dumpable = 4  # PR_SET_DUMPABLE, prctl(2)
        ctypes.CDLL(None).prctl(set_dumpable, 0, 0, 0, 0)


def _answer(step: dict[str, Any]) -> dict[str, str]:
    try:
        match step.pop("do"):
            case "get":
                return {"key": _get(**step)}
            case "add":
                return {"account": _add(**step)}
            case "delete":
                _delete(**step)
                return {}
            case "wrap":
                return _wrap(**step)
            case "unwrap":
                return {"key": _unwrap(**step)}
            case _:
                return {"trouble": "helper-failed"}
    except StepError as trouble:
        return {"trouble": str(trouble)}


def _backends() -> Iterator[Any]:
    """The keyrings that can be reached, the desktop's own first."""
    names = _BACKENDS.get(sys.platform, _FREEDESKTOP)
    if "KDE" in os.environ.get("XDG_CURRENT_DESKTOP", "").split(":"):
        names = names[::-1]
    for name in names:
        module, _, kind = name.rpartition(".")
        backend = getattr(import_module(module), kind)
        if backend.viable:
            yield backend()


def _get(account: str) -> str:
    reached = False
    for backend in _backends():
        reached = True
        held = _asked(backend.get_password, account)
        if held is not None:
            if not _KEY.match(held):
                raise StepError("entry-damaged")
            return held
    raise StepError("entry-missing" if reached else "no-service")


def _add(account: str, key: str) -> str:
    """Put ``key`` under ``account``, or under a numbered name beside it: no entry is ever overwritten."""
    for backend in _backends():
        for number in range(1, _MOST_ACCOUNTS + 1):
            name = account if number == 1 else f"{account}:{number}"
            held = _asked(backend.get_password, name)
            if held == key:
                return name
            if held is None:
                _asked(backend.set_password, name, key)
                if _asked(backend.get_password, name) != key:
                    raise StepError("keyring-failed")
                return name
        raise StepError("keyring-failed")
    raise StepError("no-service")


def _delete(account: str) -> None:
    reached = False
    for backend in _backends():
        reached = True
        if _asked(backend.get_password, account) is not None:
            _asked(backend.delete_password, account)
    if not reached:
        raise StepError("no-service")


def _asked(call: Any, *arguments: str) -> Any:
    """What a backend's method answers for our service; every failure as one of our own troubles."""
    from keyring.errors import InitError, KeyringLocked, NoKeyringError

    try:
        return call(SERVICE, *arguments)
    except Exception as error:  # noqa: BLE001  # the backends pass on whatever their platform raises
        # Nothing of the error's text is told: a platform may quote the entry.
        causes = list(_causes(error))
        if any("AccessDenied" in str(getattr(cause, "name", "")) for cause in causes):
            raise StepError("denied") from None
        kinds = {type(cause).__name__ for cause in causes}
        if kinds & {"KeychainDenied", "SecAuthFailure"}:
            raise StepError("denied") from None
        if isinstance(error, KeyringLocked) or kinds & {"LockedException", "PromptDismissedException"}:
            raise StepError("locked") from None
        if isinstance(error, NoKeyringError | InitError) or "SecretServiceNotAvailableException" in kinds:
            raise StepError("no-service") from None
        raise StepError("keyring-failed") from None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _wrap(
    *, passphrase: str, key: str, binding: str, memory_kib: int, passes: int, lanes: int
) -> dict[str, str]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt = os.urandom(16)
    nonce = os.urandom(12)
    sealer = AESGCM(_derived(passphrase, salt, memory_kib, passes, lanes))
    wrapped = sealer.encrypt(nonce, bytes.fromhex(key), bytes.fromhex(binding))
    return {"salt": salt.hex(), "nonce": nonce.hex(), "wrapped": wrapped.hex()}


def _unwrap(
    *,
    passphrase: str,
    salt: str,
    nonce: str,
    wrapped: str,
    binding: str,
    memory_kib: int,
    passes: int,
    lanes: int,
) -> str:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    sealer = AESGCM(_derived(passphrase, bytes.fromhex(salt), memory_kib, passes, lanes))
    try:
        return sealer.decrypt(bytes.fromhex(nonce), bytes.fromhex(wrapped), bytes.fromhex(binding)).hex()
    except InvalidTag:
        raise StepError("wrong-passphrase") from None


def _derived(passphrase: str, salt: bytes, memory_kib: int, passes: int, lanes: int) -> bytes:
    """The key of 32 bytes that Argon2id (RFC 9106) makes of ``passphrase``."""
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    try:
        return hash_secret_raw(passphrase.encode(), salt, passes, memory_kib, lanes, 32, Type.ID)
    except HashingError:  # in practice: not that much memory to be had
        raise StepError("out-of-memory") from None


if __name__ == "__main__":
    main()
