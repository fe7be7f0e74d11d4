"""Who answers at an address: a proof that is passed on from elsewhere shows nothing."""

from __future__ import annotations

import json
from typing import cast
from urllib.parse import parse_qs, urlsplit

import pytest

from worktracker.sync import receipt, statements
from worktracker.sync.asking import Line
from worktracker.sync.proof import OtherServerError, asked_who
from worktracker.sync.summary import SCHEMA
from worktracker.sync.transport import Answer, Request

OWN = "https://totals.example.org/here"


class Passing:
    """A line to an address that passes each question on to the server at ``OWN``, and its answer back."""

    def __init__(self, url: str, says: str = OWN, signs: str = OWN) -> None:
        self.url = url
        self._says, self._signs = says, signs

    def ask(self, request: Request, **_: object) -> Answer:
        challenge = receipt.decoded(parse_qs(urlsplit(request.path).query)["challenge"][0])
        key = receipt.new_key()
        said = {
            "name": "totals",
            "url": self._says,
            "key": receipt.encoded(receipt.public_key(key)),
            "schema": SCHEMA,
            "policy_version": 1,
            "sign_up": "open",
            "signature": receipt.encoded(
                receipt.sign(key, statements.server_proof(self._signs, challenge)),
            ),
        }
        return Answer(200, json.dumps(said).encode())


def _asked(passing: Passing) -> str:
    return asked_who(cast("Line", passing)).url


def test_a_server_is_known_by_its_own_address() -> None:
    assert _asked(Passing(OWN)) == OWN
    other = OWN.replace("example", "Example") + "/"  # as an operator may write it
    assert _asked(Passing(OWN, other, other)) == other
    # A tunnel may end on the loopback.
    assert _asked(Passing("http://127.0.0.1:9000")) == OWN


@pytest.mark.parametrize("url", ["https://evil.example", "https://totals.example.org", f"{OWN}:8443"])
def test_a_proof_that_is_passed_on_is_none(url: str) -> None:
    with pytest.raises(OtherServerError, match="answers at"):
        _asked(Passing(url))
    with pytest.raises(OtherServerError, match="can't prove"):
        _asked(Passing(url, says=url))
