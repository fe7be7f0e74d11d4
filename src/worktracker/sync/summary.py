"""The payload: everything that can leave the machine, and nothing besides.

Both sides use this one file. What it can't express can't be sent: there is no field for a title, an address,
a document, a rule, a host or a person. It is frozen: whoever changes a field, a limit or the rounding gives
the schema a new version, so that no grant covers it (docs/sync.md). The schema as such is the document
``summary-1.schema.json``, written by hand; a test sees that the classes below accept and refuse what it does.
"""

from __future__ import annotations

import json
import re
from datetime import date
from enum import StrEnum
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from worktracker.errors import WorkTrackerError
from worktracker.sync.strict_json import parse_strictly

SCHEMA = "worktracker.summary/1"
OTHER = "Other"
"""What the names leave as that a grant does not list."""

MOST_DAYS = 400
MOST_NAMES = 500
LONGEST_DAY_S = 25 * 3600
COARSENESS_MINUTES = (5, 10, 15, 30, 60)

NAME_PATTERN = r"^[^\x00-\x1f\x7f/\\@:?#]{1,64}$"


_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Kind(StrEnum):
    """What the names of a summary are names of."""

    CATEGORIES = "categories"
    APPLICATIONS = "applications"


class NotASummaryError(WorkTrackerError):
    """Bytes that are no summary."""


def _ordered_days(days: list[Day]) -> list[Day]:
    if any(one.date >= next_one.date for one, next_one in pairwise(days)):
        raise ValueError("days come once each, oldest first")
    return days


def _ordered_totals(totals: list[Total]) -> list[Total]:
    if any(one.name >= next_one.name for one, next_one in pairwise(totals)):
        raise ValueError("names come once each, in the order of their code points")
    return totals


def _whole_coarseness(minutes: int) -> int:
    if minutes not in COARSENESS_MINUTES:
        raise ValueError(f"one of {', '.join(map(str, COARSENESS_MINUTES))}")
    return minutes


def _written_out(value: object) -> date:
    """Nothing but ``2026-11-20``: the library would take a number of seconds as well."""
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise ValueError("a date like 2026-11-20")
    return date.fromisoformat(value)


Name = Annotated[str, StringConstraints(pattern=NAME_PATTERN)]
"""1 to 64 characters; none of those that addresses and paths are made with."""

Coarseness = Annotated[int, AfterValidator(_whole_coarseness)]
"""Minutes that every total is rounded to."""


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Total(_Frozen):
    """How long something named was in use on a day: seconds, a multiple of the coarseness above 0."""

    name: Name
    seconds: Annotated[int, Field(gt=0, le=LONGEST_DAY_S)]


class Day(_Frozen):
    """All totals of one local day; none means that what was sent of it before is withdrawn."""

    date: Annotated[date, BeforeValidator(_written_out)]
    totals: Annotated[list[Total], Field(max_length=MOST_NAMES), AfterValidator(_ordered_totals)]


class Summary(_Frozen):
    """The body of a delivery. It replaces, on the server, what was sent of its days before."""

    schema_: Annotated[Literal["worktracker.summary/1"], Field(alias="schema")]
    of: Kind
    coarseness_minutes: Coarseness
    days: Annotated[list[Day], Field(min_length=1, max_length=MOST_DAYS), AfterValidator(_ordered_days)]

    @model_validator(mode="after")
    def _seconds_are_multiples(self) -> Summary:
        step_s = self.coarseness_minutes * 60
        if any(total.seconds % step_s for day in self.days for total in day.totals):
            raise ValueError("seconds are multiples of the coarseness")
        return self

    def to_bytes(self) -> bytes:
        """The body as it is sent: JSON without spaces, in UTF-8, its fields in the order of the schema."""
        return canonical(self.model_dump(mode="json", by_alias=True))

    @classmethod
    def made(cls, of: Kind, coarseness_minutes: int, days: list[Day]) -> Summary:
        """A summary of days in their order."""
        return cls.model_validate(
            {"schema": SCHEMA, "of": of, "coarseness_minutes": coarseness_minutes, "days": days}
        )

    @classmethod
    def from_bytes(cls, body: bytes) -> Summary:
        """The summary that a body is.

        Raises:
            NotASummaryError: it is none; says where, and nothing of what is in it.
        """
        try:
            parse_strictly(body)
            return cls.model_validate_json(body)
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False, include_context=False)[0]
            place = ".".join(_place(part) for part in first["loc"]) or "the body"
            raise NotASummaryError(f"{place}: {first['msg']}", "Nothing was stored.") from None
        except ValueError as error:
            raise NotASummaryError(f"the body: {error}", "Nothing was stored.") from None


def _place(part: str | int) -> str:
    """A step of the way to what is wrong; a name that the schema does not have is not repeated."""
    return str(part) if isinstance(part, int) or part in _FIELDS else "(unknown)"


_FIELDS = {"schema", "of", "coarseness_minutes", "days", "date", "totals", "name", "seconds"}


def json_schema() -> bytes:
    """The JSON Schema of a summary (draft 2020-12), as it was written."""
    return (Path(__file__).parent / "summary-1.schema.json").read_bytes()


def canonical(value: object) -> bytes:
    """JSON as bytes that are the same for the same value: UTF-8, no spaces, keys as they come."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


SCHEMA_SHA256 = sha256(json_schema()).hexdigest()
"""What a grant binds: a program with another schema must ask anew."""
