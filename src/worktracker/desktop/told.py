"""Errors of what Qt calls: nobody else would hear of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from worktracker.errors import WorkTrackerError


class _Teller(Protocol):
    def tell(self, error: WorkTrackerError) -> None:
        """Say what went wrong."""
        ...


_P = ParamSpec("_P")
_S = TypeVar("_S", bound=_Teller)


def told(method: Callable[Concatenate[_S, _P], None]) -> Callable[Concatenate[_S, _P], None]:
    """Have the user hear what went wrong in ``method``, by its object's own ``tell``."""

    @wraps(method)
    def told_of(self: _S, *args: _P.args, **kwargs: _P.kwargs) -> None:
        try:
            method(self, *args, **kwargs)
        except WorkTrackerError as error:
            self.tell(error)

    return told_of
