"""Who answers at an address: asked before anything else, and without saying who asks."""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64encode

from worktracker.errors import PermissionMissingError, WorkTrackerError
from worktracker.sync import receipt
from worktracker.sync.answers import NoAnswerError, RefusedError, ServerProof, read_answer
from worktracker.sync.asking import Line
from worktracker.sync.receipt import NotAReceiptError, Server
from worktracker.sync.statements import is_address, server_proof
from worktracker.sync.summary import SCHEMA
from worktracker.sync.transport import Answer, Request


class OtherServerError(PermissionMissingError):
    """Another server answers than the one that was granted."""

    title = "Another server answers"


class NoServerError(WorkTrackerError):
    """Something answers at the address, but no summary server."""

    title = "No summary server"


class OtherSchemaError(WorkTrackerError):
    """The server takes something else than what this program sends."""

    title = "The server takes something else"


def asked_who(line: Line) -> ServerProof:
    """What the server says of itself, with the proof that it has the key that it names.

    Raises:
        OtherServerError: it has not, or it is the server of another address.
        OtherSchemaError: it would not understand what this program sends.
        NoServerError: the address has no such thing.
        NoAnswerError: nobody answers, or somebody who is no summary server.
    """
    challenge = secrets.token_bytes(32)
    text = urlsafe_b64encode(challenge).decode().rstrip("=")
    try:
        answer = line.ask(Request("GET", f"/v1/server?challenge={text}"), check=_check)
    except RefusedError as error:
        if error.status != 404:
            raise
        raise NoServerError(
            f"There is no summary server at {line.url}.", "See that the address is right, path and all."
        ) from None
    proof = read_answer(ServerProof, answer.body)
    try:
        key, signature = receipt.decoded(proof.key), receipt.decoded(proof.signature)
    except NotAReceiptError:
        raise OtherServerError("The server's key or signature is none; nothing was sent.", "") from None
    if not receipt.is_signed(key, server_proof(proof.url, challenge), signature):
        raise OtherServerError(
            "The server can't prove that it has the key that it names; nothing was sent.",
            "Somebody may stand between you and it.",
        )
    if not is_address(line.url, proof.url):
        raise OtherServerError(
            f"The server that answers at {line.url} is {proof.url}; nothing was sent.",
            "Grant to that address, if it is the one you mean; else somebody stands between you and it.",
        )
    if proof.schema_ != SCHEMA:
        raise OtherSchemaError(
            f"The server does not take {SCHEMA}; nothing was sent.", "Update worktracker, or the server."
        )
    return proof


def require_granted(proof: ServerProof, granted: Server) -> None:
    """See that it is the server that was granted.

    Raises:
        OtherServerError: it has another key, or another name.
    """
    if proof.key != granted.key:
        raise OtherServerError(
            f"The server at {granted.url} has another key than the one that was granted; nothing was sent.",
            "If that is right, grant anew: worktracker sync grant",
        )
    if proof.name != granted.name:
        raise OtherServerError(
            f"The server at {granted.url} calls itself something else than when it was granted;"
            " nothing was sent.",
            "If that is right, grant anew: worktracker sync grant",
        )


def _check(answer: Answer) -> None:
    proof = read_answer(ServerProof, answer.body)
    if not proof.name.isprintable():
        raise NoAnswerError("What answers there is not a summary server.")
