"""How a server comes to trust this computer: its person approves it by a code, and tokens show it then.

RFC 8628 (device authorization) and RFC 6749 (refreshing), as docs/sync.md has them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import monotonic, sleep
from urllib.parse import urlencode

from worktracker.clock import Clock
from worktracker.errors import PermissionMissingError
from worktracker.store.recipients import Tokens
from worktracker.store.sharing import Sharing
from worktracker.sync.answers import DeviceCode, RefusedError, read_answer
from worktracker.sync.answers import Tokens as TokenAnswer
from worktracker.sync.asking import Line, Polling
from worktracker.sync.receipt import Device, decoded, fingerprint
from worktracker.sync.statements import DELETION_HEADER
from worktracker.sync.transport import Answer, Request

CLIENT = "worktracker"
_FORM = "application/x-www-form-urlencoded"
_MARGIN_MS = 60_000
"""A token is replaced so long before it ends, milliseconds."""
_PENDING = frozenset({"authorization_pending", "slow_down"})
_SLOWER_S = 5
"""RFC 8628, 3.5: what ``slow_down`` adds to the interval."""


class NotApprovedError(PermissionMissingError):
    """Nobody has approved this computer on the server's pages, and nobody is there to be asked."""

    title = "This computer is not approved on the server"


@dataclass(frozen=True, slots=True)
class Person:
    """Who approves this computer.

    Attributes:
        show: shows the code, where it is to be typed in, and the fingerprint of this computer's key, by which
            the server's pages call it.
        pause: waits so many seconds; raises what breaks the waiting off.
    """

    show: Callable[[DeviceCode, str], None]
    pause: Callable[[float], None] = sleep


def asking_form(device: Device) -> bytes:
    """The body of the request that asks for this computer to be approved."""
    form = {
        "client_id": CLIENT,
        "device_id": device.id,
        "device_key": device.key,
        "device_name": device.name,
    }
    return urlencode(form).encode()


class SignIn:
    """The tokens of one recipient: kept, replaced in time, and asked for.

    Args:
        line: the way to its server.
        sharing: where the tokens are kept.
        recipient: its number there.
        clock: says when a token ends.
        device: who this computer is to it.
        person: who approves it; None: nobody is there.
        before: called before it is asked to be approved anew; raises what makes that needless.
    """

    def __init__(
        self,
        line: Line,
        sharing: Sharing,
        recipient: int,
        clock: Clock,
        device: Device,
        person: Person | None,
        before: Callable[[], None] = lambda: None,
    ) -> None:
        self._line = line
        self._sharing = sharing
        self._recipient = recipient
        self._clock = clock
        self._device = device
        self._person = person
        self._before = before

    def ready(self) -> None:
        """See that there is a token; raises as :meth:`ask`."""
        self._token()

    def ask(
        self,
        request: Request,
        *,
        check: Callable[[Answer], object] | None = None,
        before: Callable[[], None] | None = None,
        signed: Callable[[str], str] | None = None,
    ) -> Answer:
        """As :meth:`worktracker.sync.asking.Line.ask`, as this computer.

        Args:
            request, check, before: as there.
            signed: the signature that goes along with a token.

        Raises:
            NotApprovedError: it is not approved.
        """

        def ask(token: str) -> Answer:
            headers = {} if signed is None else {DELETION_HEADER: signed(token)}
            made = replace(request, headers=request.headers | headers)
            return self._line.ask(made, token, check=check, before=before)

        try:
            return ask(self._token())
        except RefusedError as error:
            if error.status != 401:
                raise
        # The server's clock, or its person, has ended the token before its time.
        return ask(self._token(anew=True))

    def _token(self, *, anew: bool = False) -> str:
        kept = self._sharing.tokens(self._recipient)
        if kept is None:
            return self._approved().access
        if not anew and self._now_ms() < kept.access_until_ms:
            return kept.access
        try:
            return self._kept(self._asked(grant_type="refresh_token", refresh_token=kept.refresh)).access
        except RefusedError as error:
            if error.code != "invalid_grant":
                raise
        self._sharing.keep_tokens(self._recipient, None)
        return self._approved().access

    def _approved(self) -> Tokens:
        """Ask the person to approve this computer, and wait until they did.

        Raises:
            NotApprovedError: nobody is there.
            RefusedError: they refused, or did not come in time.
        """
        self._before()
        person = self._person
        if person is None:
            raise NotApprovedError(
                "This computer has to be approved on the server's pages.", "Run: worktracker sync now"
            )
        code = self._code()
        person.show(code, fingerprint(decoded(self._device.key)))
        polling = Polling(_PENDING)
        try:
            tokens = self._waited_for(code, person, polling)
        finally:
            self._line.end(polling, "Nobody approved this computer while it waited.")
        self._sharing.doubt_acknowledged(self._recipient)  # a restored server, or another account
        return tokens

    def _waited_for(self, code: DeviceCode, person: Person, polling: Polling) -> Tokens:
        over = monotonic() + code.expires_in
        interval: float = code.interval
        while True:
            person.pause(interval)
            try:
                return self._kept(
                    self._asked(
                        polling,
                        grant_type="urn:ietf:params:oauth:grant-type:device_code",
                        device_code=code.device_code,
                    )
                )
            except RefusedError as error:
                if error.code == "slow_down":
                    interval += _SLOWER_S
                elif error.code != "authorization_pending":
                    raise
            if monotonic() > over:
                raise RefusedError(400, "expired_token")

    def _code(self) -> DeviceCode:
        request = Request("POST", "/v1/device/authorization", asking_form(self._device), _FORM)
        answer = self._line.ask(
            request, secret=(False, True), check=lambda answer: read_answer(DeviceCode, answer.body)
        )
        return read_answer(DeviceCode, answer.body)

    def _asked(self, polling: Polling | None = None, **form: str) -> TokenAnswer:
        body = urlencode({**form, "client_id": CLIENT}).encode()
        answer = self._line.ask(
            Request("POST", "/v1/device/token", body, _FORM),
            secret=(True, True),
            check=lambda answer: read_answer(TokenAnswer, answer.body),
            polling=polling,
        )
        return read_answer(TokenAnswer, answer.body)

    def _kept(self, answer: TokenAnswer) -> Tokens:
        """Keep new tokens before they are used: the old ones end with their first use."""
        until_ms = self._now_ms() + answer.expires_in * 1000 - _MARGIN_MS
        tokens = Tokens(answer.access_token, until_ms, answer.refresh_token)
        self._sharing.keep_tokens(self._recipient, tokens)
        return tokens

    def _now_ms(self) -> int:
        return self._clock.now().wall_ms
