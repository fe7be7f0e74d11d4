"""Private things that have got into titles and addresses: e-mail addresses, keys, card and account numbers.

What is looked for is an RE2 expression, which takes linear time, and which is also the pattern of
the rule that keeps such texts out from then on. Where an expression can't tell (a card number
has a check digit, a key looks random), the find is confirmed by arithmetic; the rule can't do that and
matches everything of that shape.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from worktracker.privacy.rules import Action, Rule


class Kind(StrEnum):
    """What is looked for."""

    E_MAIL = "e-mail"
    TOKEN = "token"  # noqa: S105 - the name of a kind
    CARD = "card"
    IBAN = "iban"


class Field(StrEnum):
    """Where it is looked for."""

    TITLE = "title"
    URL = "url"
    DOCUMENT = "document"
    NOTE = "note"


class Find(NamedTuple):
    """A find: in which of the texts, and from which byte to which of its UTF-8."""

    text: int
    kind: Kind
    start: int
    end: int


_KNOWN_TOKENS = (
    r"eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}",  # JSON Web Token (RFC 7519)
    r"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b",  # Amazon
    r"\bAIza[A-Za-z0-9_-]{35}",  # Google
    r"\b(?:gh[pousr]_|github_pat_|glpat-|npm_|pypi-|dop_v1_|hf_)[A-Za-z0-9_-]{20,}",
    r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}",  # Slack
    r"\b(?:sk|pk|rk)[-_][A-Za-z0-9_-]{16,}",  # Stripe, OpenAI and their like
    r"\b(?i:bearer) +[A-Za-z0-9._~+/-]{16,}",  # RFC 6750
    r"\b(?i:(?:access_|id_|auth_|refresh_)?token|api_?key|secret|passw(?:or)?d|pwd|sig(?:nature)?"
    r"|session_?id|sid|auth)=[^&\s#;]{6,}",
)
# Twenty or more letters and digits, with a digit and a capital beside each other somewhere in the middle.
_RANDOM_LOOKING = r"[A-Za-z0-9_-]{5,}(?:[0-9][a-z_-]*[A-Z]|[A-Z][a-z_-]*[0-9])[A-Za-z0-9_-]{5,}"

PATTERNS = {
    # The name of a site may begin with a digit, but "icon@2x.png" and "package@1.0.beta" are none.
    Kind.E_MAIL: (
        r"[\pL\pN._%+-]*[\pL\pN_](?:@|%40)(?:\pL|[0-9][\pL\pN-]{2})[\pL\pN-]*(?:\.[\pL\pN-]+)*\.\pL{2,}"
    ),
    Kind.TOKEN: f"(?-i:{'|'.join((*_KNOWN_TOKENS, _RANDOM_LOOKING))})",
    # ISO/IEC 7812: 16 digits in fours, or 15 as American Express writes them; as one word or in groups.
    Kind.CARD: (
        r"\b(?:(?:2[2-7]|[3-6][0-9])[0-9]{2}(?:[ -]?[0-9]{4}){3}|3[47][0-9]{2}[ -]?[0-9]{6}[ -]?[0-9]{5})\b"
    ),
    # ISO 13616.
    Kind.IBAN: r"(?-i:\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b)",
}
"""The expression of each kind; as everywhere in rules, capitals count only where it says so (``(?-i:…)``)."""

RANDOM_LENGTH = 20
"""The fewest characters of a random-looking string."""

_SHARE_OF_CHANGES = 0.5
"""Of the steps in a random string from one character to the next, the least share that goes between small
letters, capitals and digits: 0.62 on average where letters are drawn, some 0.2 in words with numbers."""

# The length of each country's account numbers (ISO 13616, the registry's release of 2024).
_IBAN_LENGTHS: dict[str, int] = {
    entry[:2]: int(entry[2:])
    for entry in re.findall(
        r"\w+",
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 "
        "ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 "
        "LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 "
        "QA29 RO24 RS22 SA24 SC31 SD18 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20",
    )
}

_SEPARATORS = re.compile(rb"[ -]")
_IMAGE = re.compile(rb"\.(?:png|jpe?g|gif|svg|webp|bmp|ico)\Z", re.IGNORECASE)
_HEX = re.compile(rb"[0-9A-Fa-f_-]+\Z")


def find(texts: Sequence[str | None]) -> Iterator[Find]:
    """What is private in some texts, kind by kind. Takes time in proportion to their length."""
    encoded = [b"" if text is None else text.replace("\n", " ").encode(errors="replace") for text in texts]
    joined = b"\n".join(encoded)
    starts = [0, *accumulate(len(text) + 1 for text in encoded[:-1])] if encoded else []
    for kind in Kind:
        expression, place = _compiled(PATTERNS[kind]), 0
        while (match := expression.search(joined, place)) is not None:
            start, place = match.span()
            number = bisect_right(starts, start) - 1
            first, last = start - starts[number], place - starts[number]
            if (end := _confirmed(kind, encoded[number], first, last)) > first:
                yield Find(number, kind, first, end)
            elif kind is Kind.CARD and (gap := _SEPARATORS.search(joined, start, place)):
                place = gap.end()  # what stands before the number may have its shape too


def rule_for(kind: Kind, field: Field) -> Rule | None:
    """The rule that keeps such texts out: the title with its page, or of the page's address all but the site.

    None for documents, which no rule's condition can name, and for what the user wrote.
    """
    match field:
        case Field.TITLE:
            return Rule(Action.HIDE_TITLE, title=PATTERNS[kind], regex=True)
        case Field.URL:
            return Rule(Action.DOMAIN_ONLY, url=PATTERNS[kind], regex=True)
        case Field.DOCUMENT | Field.NOTE:
            return None


@cache
def _compiled(pattern: str) -> Any:
    import re2  # 4 MB of memory that only those pay who look

    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    return re2.compile(pattern, options)


def _confirmed(kind: Kind, text: bytes, start: int, end: int) -> int:
    """Where the find ends, if it is one; else ``start``."""
    found = text[start:end]
    match kind:
        case Kind.E_MAIL:
            real = not _IMAGE.search(found) and not found.startswith(b"git@")
        case Kind.TOKEN:
            real = looks_random(found) or _compiled(f"(?-i:{'|'.join(_KNOWN_TOKENS)})").search(found)
        case Kind.CARD:
            real = (
                not _is_decimal(text, start, end)
                and _luhn(_SEPARATORS.sub(b"", found))
                and not _in_account(text, start)
            )
        case Kind.IBAN:
            return start + _iban_length(found)
    return end if real else start


def looks_random(text: bytes) -> bool:
    """Whether somebody's machine made this up: capitals, small letters and digits in no order.

    Not so: hexadecimal digits (commits, checksums, UUIDs), words in CamelCase, dates, file names.
    """
    if len(text) < RANDOM_LENGTH or _HEX.match(text):
        return False
    classes = [_class(letter) for letter in text if letter not in b"_-"]
    if len(set(classes)) < 3:
        return False
    changes = sum(one != other for one, other in pairwise(classes))
    return changes >= _SHARE_OF_CHANGES * (len(classes) - 1)


def _class(letter: int) -> int:
    return 0 if 48 <= letter <= 57 else 1 if 65 <= letter <= 90 else 2


def _is_decimal(text: bytes, start: int, end: int) -> bool:
    """Whether digits stand before or behind a decimal point."""
    return text[start - 1 : start] == b"." or re.match(rb"\.[0-9]", text[end : end + 2]) is not None


def _in_account(text: bytes, start: int) -> bool:
    """Whether digits lie within an account number: then they are no card's."""
    accounts = (match.span() for match in _compiled(PATTERNS[Kind.IBAN]).finditer(text))
    return any(first < start < first + _iban_length(text[first:last]) for first, last in accounts)


def _luhn(digits: bytes) -> bool:
    """The check digit of ISO/IEC 7812-1, annex B."""
    if len(set(digits)) == 1:
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = (digit - 48) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _iban_length(found: bytes) -> int:
    """How many bytes are an account number with right check digits (ISO 7064, MOD 97-10); 0 for none."""
    wanted = _IBAN_LENGTHS.get(found[:2].decode())
    if wanted is None:
        return 0
    letters = bytearray()
    for used, letter in enumerate(found, 1):
        if letter != 32:
            letters.append(letter)
        if len(letters) == wanted:
            moved = (letters[4:] + letters[:4]).decode()
            number = int("".join(str(int(each, 36)) for each in moved))
            ends = used == len(found) or found[used] == 32
            return used if ends and number % 97 == 1 else 0
    return 0
