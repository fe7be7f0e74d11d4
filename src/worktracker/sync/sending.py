"""What is due under one grant goes to its server; what changes meanwhile is due again by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial

from worktracker.errors import PermissionMissingError, WorkTrackerError
from worktracker.model.days import day_date
from worktracker.store.recipients import StoredGrant
from worktracker.sync import building
from worktracker.sync.answers import NoAnswerError, RefusedError, Stored, read_answer, refusal
from worktracker.sync.granting import handed_in
from worktracker.sync.receipt import Grant
from worktracker.sync.session import Session, check
from worktracker.sync.summary import Summary
from worktracker.sync.transport import Answer, Request

_JSON = "application/json"
_REST_MS = 20 * 3_600_000
"""How long a server is left alone by timers that has refused a delivery for good, milliseconds."""


class ChangedError(WorkTrackerError):
    """What was due is due no more: the grant was taken back, or something was forgotten meanwhile."""

    title = "What was to be sent has changed"


class Sending:
    """Deliveries under a grant that is not taken back; its end date may have passed.

    Args:
        session: its server.
        grant: what its receipt says.
        stored: the same as it lies in the record.
    """

    def __init__(self, session: Session, grant: Grant, stored: StoredGrant) -> None:
        self._session = session
        self._means = session.means
        self._sharing = session.sharing
        self._recipient = session.recipient
        self._grant = grant
        self._stored = stored
        self._doubted = False

    def deliver(self) -> None:
        """Send what is due.

        Raises:
            PermissionMissingError: the server may not, or will not, have it.
            WorkTrackerError: it could not be sent; what is due then is sent the next time.
        """
        if (self._stored.stored or self._has_ended()) and not self._due():
            return
        self._require_welcome()
        self._session.signed_in().ready()
        if not self._stored.stored:
            self._hand_in()
        if self._recipient.unsure:
            self._count_on()
        self._send_all()

    def _require_welcome(self) -> None:
        """See that the server has not said that it wants nothing.

        Raises:
            PermissionMissingError: it is to delete the account.
            RefusedError: it has refused the newest delivery, and nobody is there who could have changed that.
        """
        due_ms = self._recipient.deletion_due_ms
        if due_ms is not None and due_ms > self._means.now_ms:
            raise PermissionMissingError(
                f"Your account there is deleted on {datetime.fromtimestamp(due_ms / 1000, UTC).date()};"
                " nothing is sent.",
                "Call it off: worktracker sync delete-account --cancel",
            )
        if self._means.person is not None:
            return
        newest = self._means.store.ledger.newest(self._recipient.url, "POST /v1/summaries")
        answer = newest[1] if newest else None
        if answer and answer.head == "403" and 0 <= self._means.now_ms - answer.at_ms < _REST_MS:
            raise refusal(403, answer.body or b"")

    def _hand_in(self) -> None:
        stored = self._stored
        body = handed_in(stored.receipt, stored.signature)
        self._session.signed_in().ask(Request("PUT", f"/v1/grants/{stored.id}", body, _JSON))
        self._sharing.grant_stored(stored.id)

    def _count_on(self) -> None:
        """Ask for the highest number of a delivery that the server has seen, and go on above it."""
        day = "2000-01-01"  # of no interest: the number comes with every answer
        path = f"/v1/summaries?first={day}&last={day}"
        request = Request("GET", path, headers={"Worktracker-Grant": self._stored.id})
        answer = self._ask_known(request, check=_has_number)
        assert answer.sequence is not None
        self._sharing.raise_sequence(self._recipient.id, answer.sequence, again=not self._has_ended())

    def _due(self) -> list[Summary]:
        store = self._means.store
        return building.due(store, self._grant.terms, self._sharing.acknowledged(self._grant.id), self._now())

    def _now(self) -> building.Now:
        return building.now_of(self._means.store, self._means.clock)

    def _has_ended(self) -> bool:
        return building.has_ended(self._grant.terms, self._now())

    def _send_all(self) -> None:
        sent = counted_on = 0
        while due := self._due():
            if sent > 100:
                raise NoAnswerError("What is due does not end; the rest is sent the next time.")
            sent += 1
            number = self._sharing.next_sequence(self._recipient.id)
            try:
                answer = self._send(due[0], number)
            except ChangedError:
                if self._is_taken_back():
                    raise
                continue
            got = self._keep(due[0], number, answer)
            if got == {each.date for each in due[0].days}:
                continue
            if counted_on:
                raise NoAnswerError(
                    "The server has not taken every day.", "They are sent again the next time."
                )
            counted_on = 1
            self._count_on()

    def _keep(self, summary: Summary, number: int, answer: Answer) -> set[date]:
        """Keep that the server has what it says to have of a delivery: these days.

        It says, too, which was the highest number that it had seen before. Where that is lower than the last
        one that it has acknowledged, it was restored, and what it had taken since is due again; once, for a
        server that can't count would have it again for ever.
        """
        seen = answer.sequence
        last = self._sharing.recipient(self._recipient.id).acknowledged
        if seen is not None and seen < last and not self._doubted:
            self._doubted = True
            self._sharing.doubt_acknowledged(self._recipient.id)
        got = set(read_answer(Stored, answer.body).stored) & {each.date for each in summary.days}
        digests = building.digests(summary)
        self._sharing.acknowledge(
            self._grant.id, {day: digest for day, digest in digests.items() if day_date(day) in got}, number
        )
        self._session.days += len(got)
        return got

    def _send(self, summary: Summary, number: int) -> Answer:
        grant = self._grant
        if (why := grant.covers(summary)) is not None:  # what is built under a grant is always covered by it
            raise PermissionMissingError(f"What was to be sent is not granted ({why}); nothing was sent.")
        headers = {"Worktracker-Grant": grant.id, "Worktracker-Sequence": str(number)}
        request = Request("POST", "/v1/summaries", summary.to_bytes(), _JSON, headers)
        return self._ask_known(
            request, check=partial(check, Stored), before=lambda: self._require_unchanged(summary)
        )

    def _ask_known(
        self,
        request: Request,
        *,
        check: Callable[[Answer], object],
        before: Callable[[], None] | None = None,
    ) -> Answer:
        """Ask about the grant; where the server does not know it, hand it in first."""
        try:
            return self._session.signed_in().ask(request, check=check, before=before)
        except RefusedError as error:
            if error.code != "unknown_grant":
                raise
            if self._has_ended():  # with the grant a restored server lost the days: none is left there
                self._sharing.drop_days(self._stored.id)
                raise
        self._sharing.grant_stored(self._stored.id, stored=False)
        self._sharing.unacknowledge(self._stored.id)
        self._hand_in()
        return self._session.signed_in().ask(request, check=check, before=before)

    def _require_unchanged(self, summary: Summary) -> None:
        """Before each attempt: time has passed since it was built, perhaps minutes. Its days leave then."""
        if self._is_taken_back() or self._due()[:1] != [summary]:
            raise ChangedError("What was to be sent has changed meanwhile.", "Run: worktracker sync now")
        self._sharing.sending(self._grant.id, building.digests(summary))

    def _is_taken_back(self) -> bool:
        return all(each.id != self._grant.id for each in self._sharing.held(self._recipient.id))


def _has_number(answer: Answer) -> None:
    if answer.sequence is None:
        raise NoAnswerError("The server does not say how far it has counted.")
