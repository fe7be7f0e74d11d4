"""People with accounts, and devices with keys, tokens and grants, as a client would make them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from worktracker.cloud import accounts, devices, grants, tokens
from worktracker.cloud.grants import Signed
from worktracker.cloud.server import Server
from worktracker.sync import receipt
from worktracker.sync.grant import Terms
from worktracker.sync.receipt import Grant
from worktracker.sync.summary import Kind, canonical

PASSWORD = "a long enough password"
NAMES = ("Communication", "Work", "Work > Development")
FIRST, LAST = date(2026, 11, 1), date(2027, 5, 1)


@dataclass(frozen=True, slots=True)
class Machine:
    """A device with its private key."""

    id: uuid.UUID
    private: bytes
    name: str = "desk"

    @property
    def key(self) -> str:
        """Its public key, base64url."""
        return receipt.encoded(receipt.public_key(self.private))


@dataclass(slots=True)
class Someone:
    """A person with one device that was approved, and its tokens."""

    account: uuid.UUID
    name: str
    device: Machine
    tokens: tokens.Tokens
    grants: list[Grant] = field(default_factory=list[Grant])

    @property
    def bearer(self) -> dict[str, str]:
        """The header of the device's requests."""
        return {"Authorization": f"Bearer {self.tokens.access}"}


def new_device(name: str = "desk") -> Machine:
    """A device that no server knows."""
    return Machine(uuid.uuid4(), receipt.new_key(), name)


def approved(server: Server, account: uuid.UUID, device: Machine, address: str = "::1") -> tokens.Tokens:
    """The tokens of a device that its owner approves."""
    asked = devices.ask(server, device.id, receipt.public_key(device.private), device.name, address)
    devices.approve(server, account, asked.user_code)
    return tokens.of_device_code(server, asked.device_code, address)


def someone(server: Server, name: str | None = None) -> Someone:
    """A person who has signed up and approved a device; each comes from an address of their own."""
    name = name or f"p{uuid.uuid4().hex[:12]}"
    account = accounts.sign_up(server, name, PASSWORD, "", name)
    device = new_device()
    return Someone(account, name, device, approved(server, account, device, name))


def grant_of(server: Server, device: Machine, **other: object) -> Grant:
    """A grant for this server; ``other``: terms that differ."""
    terms = {
        "of": Kind.CATEGORIES,
        "names": NAMES,
        "coarseness_minutes": 15,
        "shortest_minutes": 0,
        "first_day": FIRST,
        "end_date": LAST,
        "purpose": "My weeks",
        "pseudonym": device.name,
    } | other
    return Grant(
        str(uuid.uuid4()),
        receipt.Server(server.settings.public_url, server.settings.name, server.identity.public_key),
        receipt.Device(str(device.id), device.key, device.name),
        Terms(**terms),  # pyright: ignore[reportArgumentType]
        "2026-11-01T12:00:00Z",
    )


def signed(grant: Grant, device: Machine) -> Signed:
    """A grant's receipt."""
    document = grant.document()
    return Signed(document.decode(), receipt.encoded(receipt.sign(device.private, document)))


def granted(server: Server, one: Someone, **other: object) -> uuid.UUID:
    """The id of a grant that the person's device has handed in."""
    grant = grant_of(server, one.device, **other)
    found = uuid.UUID(grant.id)
    assert grants.put(server, one.account, one.device.id, found, signed(grant, one.device))
    one.grants.append(grant)
    return found


def summary(days: Mapping[date, Mapping[str, int]], of: str = "categories", coarseness: int = 15) -> bytes:
    """A delivery's body: minutes by day and name."""
    return canonical(
        {
            "schema": "worktracker.summary/1",
            "of": of,
            "coarseness_minutes": coarseness,
            "days": [
                {
                    "date": day.isoformat(),
                    "totals": [
                        {"name": name, "seconds": minutes * 60} for name, minutes in sorted(totals.items())
                    ],
                }
                for day, totals in sorted(days.items())
            ],
        }
    )


def as_minutes(answer: Sequence[tuple[date, list[tuple[str, int]]]]) -> dict[date, dict[str, int]]:
    """What is stored, in the form of :func:`summary`."""
    return {day: {name: seconds // 60 for name, seconds in totals} for day, totals in answer}


def fields(body: bytes) -> dict[str, object]:
    """A body, to be changed."""
    return json.loads(body)
