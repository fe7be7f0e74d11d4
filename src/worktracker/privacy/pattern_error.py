"""What can be wrong with a pattern of a rule."""

from __future__ import annotations

from enum import StrEnum

from worktracker.errors import UsageError


class Fault(StrEnum):
    """Why a pattern can't be one."""

    EMPTY = "empty"
    LONG = "long"
    NO_SITE = "no-site"
    NO_GLOB = "no-glob"
    NO_EXPRESSION = "no-expression"


class PatternError(UsageError):
    """A pattern that could not be evaluated: the field that it is for, and what is wrong with it."""

    def __init__(self, field: str, fault: Fault, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.field = field
        self.fault = fault
