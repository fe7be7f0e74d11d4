"""JSON that means one thing: no name twice in an object, no numbers that JSON doesn't know."""

from __future__ import annotations

import json
from typing import Any, NoReturn


def parse_strictly(text: bytes) -> Any:
    """The value of a JSON text in UTF-8.

    Raises:
        ValueError: it is none, or an object has a name twice, or it is nested too deep; says nothing of
            what is in it.
    """
    try:
        return json.loads(text.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
    except RecursionError:
        raise ValueError("It is nested too deep.") from None
    except UnicodeDecodeError:
        raise ValueError("It is not UTF-8.") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"It is not JSON: {error.msg}.") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("A name stands twice in an object.")
    return found


def _no_number(_text: str) -> NoReturn:
    raise ValueError("It is not JSON: NaN and infinities are none.")
