"""A server's signed word that it deleted what came under a grant, or an account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from worktracker.sync.receipt import LONGEST_RECEIPT, NotAReceiptError, decoded, is_signed
from worktracker.sync.strict_json import parse_strictly
from worktracker.sync.summary import canonical

DELETION_SCHEMA = "worktracker.deletion/1"


def deletion_document(
    *, days: int, totals: int, deleted_at: str, grant: str | None = None, device: str = "", account: str = ""
) -> bytes:
    """The server's word that it deleted what came under a grant, or an account.

    Args:
        days, totals: how many there were; a day without totals is none.
        deleted_at: see :func:`moment`.
        grant: None: the account.
        device: whose grant it was, or for which of the account's devices the word is; empty: for none.
        account: the server's own id of it.
    """
    of: dict[str, Any] = {"account": account} if grant is None else {"grant": grant}
    what = of | ({"device": device} if device or grant is not None else {})
    return canonical(
        {"schema": DELETION_SCHEMA, **what, "days": days, "totals": totals, "deleted_at": deleted_at}
    )


def read_deletion(document: bytes, signature: str, server_key: str) -> dict[str, Any]:
    """A deletion receipt's fields, of one that the server's key has signed.

    Raises:
        NotAReceiptError: it is none, or somebody else's signature.
    """
    if len(document) > LONGEST_RECEIPT:
        raise NotAReceiptError("The receipt is too long.")
    if not is_signed(decoded(server_key), document, decoded(signature)):
        raise NotAReceiptError("The deletion receipt's signature is not the server's.")
    try:
        found: dict[str, Any] = parse_strictly(document)
    except ValueError:
        raise NotAReceiptError("This is not a deletion receipt.") from None
    if not _is_deletion(found):
        raise NotAReceiptError("This is not a deletion receipt.")
    return found


def _is_deletion(found: dict[str, Any]) -> bool:
    if type(found) is not dict or found.get("schema") != DELETION_SCHEMA:
        return False
    fields: Sequence[tuple[str, type]] = (
        ("account" if "account" in found else "grant", str),
        *((("device", str),) if "device" in found or "account" not in found else ()),
        ("days", int),
        ("totals", int),
        ("deleted_at", str),
    )
    return set(found) == {"schema", *(name for name, _ in fields)} and all(
        isinstance(found[name], kind) for name, kind in fields
    )
