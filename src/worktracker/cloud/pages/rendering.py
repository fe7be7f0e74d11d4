"""Templates, and what they are filled with. Everything is escaped; a name that is missing is a mistake."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from worktracker.cloud.pages import words

STATIC = Path(__file__).with_name("static")
"""The style sheet and the icon."""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals |= {"icon": _address("icon.svg"), "style": _address("style.css")}  # pyright: ignore[reportUnknownMemberType]
    environment.filters |= {  # pyright: ignore[reportUnknownMemberType]
        "counted": _counted,
        "days": _days,
        "duration": words.duration_words,
        "moment": _moment,
        "percent": _percent,
        "weekday": words.weekday_words,
    }
    return environment


def render(template: str, **values: object) -> str:
    """A page.

    Args:
        template: the file's name in ``templates/``.
        values: what it is filled with.
    """
    return _environment().get_template(template).render(**values)


def _address(name: str) -> str:
    """Of a file that browsers keep as long as it is the same."""
    return f"/static/{name}?{sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _days(days: tuple[date, date]) -> str:
    return words.days_words(*days)


def _moment(at: int) -> str:
    return words.moment_words(datetime.fromtimestamp(at, UTC))


def _percent(share: float) -> str:
    if 0 < share < 0.005:
        return "< 1 %"
    return f"{share * 100:.0f} %"
