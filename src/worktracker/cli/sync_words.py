"""Grants, what is due, and the ledger, as the terminal shows them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from worktracker.model.days import date_number, day_date
from worktracker.model.durations import duration_text
from worktracker.reports.words import counted
from worktracker.store.ledger import Entry
from worktracker.store.recipients import ACCOUNT_GONE, OTHER_KEY, UNKNOWN, UNSENT
from worktracker.store.store import Store
from worktracker.sync.answers import refusal
from worktracker.sync.building import Now, due
from worktracker.sync.grant import Terms
from worktracker.sync.receipt import decoded, fingerprint
from worktracker.sync.standing import Given, Standing, all_given
from worktracker.sync.summary import OTHER, Kind, Summary


def print_terms(terms: Terms, url: str) -> None:
    """Print everything that a grant lets out, and to whom."""
    print(f"Recipient:   {url}")
    print(f"Purpose:     {terms.purpose}")
    print(
        f"Leaves:      for each day, the name and the seconds of each total of {terms.of.value}; nothing else"
    )
    if terms.of is Kind.CATEGORIES:
        print("             Time that you entered by hand counts, too.")
    print(f"Names:       {', '.join([*terms.names, OTHER]) if terms.names else f'none but {OTHER}'}")
    shortest = (
        f"; below {duration_text(terms.shortest_minutes * 60_000)} stays here"
        if terms.shortest_minutes
        else ""
    )
    print(f"Rounded:     to {terms.coarseness_minutes} minutes{shortest}")
    print(f"Days:        from {terms.first_day} on, each when it has ended")
    print(f"Ends:        {terms.end_date}; no totals are sent after it")
    print(f"Pseudonym:   {terms.pseudonym}")


def why_nothing(terms: Terms, acknowledged: Mapping[int, bytes | None], now: Now) -> str:
    """Why no day is due under terms."""
    first, end = date_number(terms.first_day), date_number(terms.end_date)
    if now.today > end:
        return f"the grant has ended on {terms.end_date}, and nothing of its days was forgotten since"
    if first > now.ended:
        return f"its first day, {terms.first_day}, is not over yet, here and wherever you were"
    there = sum(first <= day <= min(now.ended, end) for day in acknowledged)
    if there:
        days = "the one day with time is" if there == 1 else f"all {there} days with time are"
        return f"{days} there already; today is sent when it is over"
    return f"no day from {terms.first_day} to {day_date(min(now.ended, end))} has time that may leave"


def write_bodies(bodies: Iterable[Summary]) -> None:
    """Write the exact bytes to standard output, several bodies one a line.

    A line feed comes after them on a terminal only.
    """
    write_bytes(b"\n".join(body.to_bytes() for body in bodies))


def write_bytes(exact: bytes) -> None:
    """Write these bytes to standard output; a line feed comes after them on a terminal only."""
    sys.stdout.flush()
    out = sys.stdout.buffer
    out.write(exact)
    if sys.stdout.isatty():
        out.write(b"\n")
    out.flush()


def shown(given: Given, store: Store, now: Now, today: date) -> dict[str, Any]:
    """A grant as ``sync status --json`` has it."""
    grant, stored = given.grant, given.stored
    acknowledged = store.sharing.acknowledged(stored.id)
    found: dict[str, Any] = {
        "id": stored.id,
        "recipient": {
            "url": given.recipient.url,
            "name": given.recipient.name,
            "key": fingerprint(decoded(given.recipient.server_key)),
        },
        "standing": given.standing.value,
        "deletion": _deletion(given),
        "ended_at": instant(stored.ended_ms),
        "received": stored.stored,
        "days_acknowledged": len(acknowledged),
        "days_due": 0,
    }
    if grant is None:
        return found
    terms = grant.terms
    if given.standing in (Standing.HOLDS, Standing.ENDED):
        found["days_due"] = sum(len(body.days) for body in due(store, terms, acknowledged, now))
    return found | {
        "purpose": terms.purpose,
        "of": terms.of.value,
        "names": list(terms.names),
        "coarseness_minutes": terms.coarseness_minutes,
        "shortest_minutes": terms.shortest_minutes,
        "first_day": terms.first_day.isoformat(),
        "end_date": terms.end_date.isoformat(),
        "ends_soon": given.ends_soon(today),
        "pseudonym": terms.pseudonym,
        "given_at": grant.given_at,
    }


def _deletion(given: Given) -> str | None:
    """Whether what came under a grant is deleted: ``done``, ``due``, or why nobody will ever say so."""
    stored = given.stored
    if stored.ended is None or given.standing is Standing.RESTORED:
        return None
    return stored.no_word or ("due" if stored.deletion is None else "done")


def status_of(store: Store, now: Now, today: date) -> dict[str, Any]:
    """What ``sync status --json`` says."""
    grants = [shown(given, store, now, today) for given in all_given(store.sharing, today)]
    return {
        "network": "granted" if any(each["standing"] == Standing.HOLDS for each in grants) else "none",
        "grants": grants,
        "recipients": [
            {
                "url": each.url,
                "superseded": each.superseded,
                "account_deletion_due": instant(each.deletion_due_ms),
                "account_deletion_overdue": each.account_was_due(now.wall_ms),
                "account_deleted": bool(each.deletion),
                "newest_request": newest_request(store, each.url),
            }
            for each in store.sharing.recipients()
        ],
    }


def newest_request(store: Store, url: str) -> dict[str, Any] | None:
    """The newest request to a recipient, and what came back: a status, or why none did."""
    found = store.ledger.newest(url)
    if found is None:
        return None
    request, answer = found
    return {
        "at": instant(request.at_ms),
        "request": request.head.partition("\n")[0],
        "answer": None if answer is None else answer.head.partition("\n")[0],
        "refused": _refusal(answer),
    }


def _refusal(answer: Entry | None) -> str | None:
    """Why the server refused a request, in words; None: it did not."""
    status = answer.head.partition("\n")[0] if answer is not None else ""
    if answer is None or not status.isdecimal() or int(status) < 300:
        return None
    return str(refusal(int(status), answer.body or b""))


def print_status(found: dict[str, Any]) -> None:
    """Print a status in words."""
    if not found["grants"]:
        print("Nothing is granted: no network connection is opened.")
        return
    for grant in found["grants"]:
        _print_grant(grant)
    for recipient in found["recipients"]:
        if recipient["superseded"]:
            continue
        newest = recipient["newest_request"]
        if newest is not None:
            answer = newest["answer"] or "no answer yet"
            print(f"{recipient['url']}: last request {newest['at']}  {newest['request']}  {answer}")
            if newest["refused"] is not None:
                print(f"    {newest['refused']}")
        if recipient["account_deleted"]:
            print(f"{recipient['url']}: your account there is deleted.")
        elif recipient["account_deletion_due"]:
            day = recipient["account_deletion_due"][:10]
            verb = "was to be" if recipient["account_deletion_overdue"] else "is"
            print(f"{recipient['url']}: your account there {verb} deleted on {day}.")


def _print_grant(grant: dict[str, Any]) -> None:
    words = {
        "holds": "holds",
        "ended": "has ended: no totals are sent",
        "revoked": "revoked",
        "replaced": "replaced by a newer one",
        "restored": "ended, because a copy was restored: grant anew",
        "other-schema": "made for another version of what is sent: grant anew",
        "other-recipient": "not its recipient's: grant anew",
    }
    line = f"{grant['recipient']['url']} ({grant['recipient']['key']}): {words[grant['standing']]}"
    if grant["standing"] == "holds":
        line += f" until {grant['end_date']}"
        line += (
            f"; {counted(grant['days_acknowledged'], 'day')} there, {counted(grant['days_due'], 'day')} due"
        )
    elif grant["ended_at"]:
        given = f"given {grant['given_at'][:10]}, " if "given_at" in grant else ""
        line += f" ({given}until {grant['ended_at'][:10]})"
    print(line)
    if grant["standing"] == "holds":
        _print_held(grant)
    if grant["standing"] == "ended" and grant["days_due"]:
        due = counted(grant["days_due"], "day")
        print(
            f"  It has {due} of which you forgot something; the next sync removes that: worktracker sync now"
        )
    if grant.get("ends_soon"):
        print(f"  It ends within a week, on {grant['end_date']}. Go on: worktracker sync grant … --end D")
    if grant["standing"] == "holds" and not grant["received"]:
        print("  The recipient does not have its receipt yet: worktracker sync now")
    if grant["deletion"] == "due":
        print("  The recipient has not yet said that it deleted what came under it: it is asked again.")
    elif grant["deletion"] == "done":
        print("  What came under it is deleted.")
    elif grant["deletion"] is not None:
        print(f"  {_NO_WORD[grant['deletion']]}")


_NO_WORD = {
    UNSENT: "Nothing had been sent under it.",
    UNKNOWN: "The recipient says that it knows nothing of it; it gave no word that anything was deleted.",
    OTHER_KEY: "Deletion is impossible from here: the server's key has changed. Ask its owner.",
    ACCOUNT_GONE: "The account was to be deleted, and the server knows this computer no more: no word came.",
}
"""Why nobody will say that what came under a grant is deleted."""


def _print_held(grant: dict[str, Any]) -> None:
    names = ", ".join([*grant["names"], OTHER])
    shortest = f", below {grant['shortest_minutes']} min stays here" if grant["shortest_minutes"] else ""
    print(f"  For: {grant['purpose']}")
    print(f"  Totals of {grant['of']}, in steps of {grant['coarseness_minutes']} min{shortest}: {names}")
    print(f"  Days from {grant['first_day']} to {grant['end_date']}")


def with_requests(entries: Iterable[Entry]) -> Iterator[tuple[Entry, str]]:
    """Each row with the head of the request that it is, or answers."""
    heads: dict[int, str] = {}
    for entry in entries:
        if entry.answers is None:
            heads[entry.number] = entry.head
        yield entry, heads.get(entry.answers or entry.number, "")


def why_not_kept(entry: Entry, request: str) -> str | None:
    """Why the ledger has no body of a row: ``secret``, ``foreign`` or ``forgotten``; None: it has."""
    if entry.body is not None:
        return None
    if request.startswith("POST /v1/device/"):
        return "secret"
    if entry.answers is not None and not request.startswith("GET /v1/summaries"):
        return "foreign"
    return "forgotten"


_NOT_KEPT = {
    "secret": "not kept, for it has a secret in it",
    "foreign": "not kept: no answer of a summary server",
    "forgotten": "blanked when you had something forgotten",
}


def entry_shown(entry: Entry, request: str) -> dict[str, Any]:
    """A row of the ledger as ``sync log --json`` has it; ``request``: the head of what it is, or answers."""
    lines = entry.head.split("\n")
    return {
        "number": entry.number,
        "at": instant(entry.at_ms),
        "recipient": entry.recipient,
        "answers": entry.answers,
        ("answer" if entry.answers else "request"): lines[0],
        "headers": lines[1:],
        "body": None if entry.body is None else entry.body.decode("utf-8", "backslashreplace"),
        "not_kept": why_not_kept(entry, request),
        "body_sha256": entry.body_sha256.hex(),
        "chain": entry.chain.hex(),
    }


def print_entry(entry: Entry, request: str) -> None:
    """Print a row of the ledger: a line about it, and its exact body."""
    lines = [_safe(line) for line in entry.head.split("\n")]
    to = f"answer to {entry.answers}" if entry.answers else entry.recipient
    print("  ".join([f"{entry.number:>4}", str(instant(entry.at_ms)), to, *lines]))
    if (why := why_not_kept(entry, request)) is not None:
        print(f"      ({_NOT_KEPT[why]}; SHA-256 {entry.body_sha256.hex()})")
    elif entry.body:
        print(f"      {_safe(entry.body.decode('utf-8', 'backslashreplace'))}")


def instant(at_ms: int | None) -> str | None:
    """An instant in UTC, to the second."""
    return None if at_ms is None else datetime.fromtimestamp(at_ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _safe(text: str) -> str:
    """A server's answer may hold what moves a terminal's cursor."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)
