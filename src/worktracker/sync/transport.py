"""The one way out: a request to a recipient's server, and its answer.

HTTPS with a certificate that this computer trusts, or with exactly the one that was pinned; plain HTTP to
this computer only. No redirect is followed, no proxy is taken from the environment, no cookie is kept, and
nothing is said about this computer or the program's version. What goes wrong in the libraries below becomes
an error of ours here, without a word of a body, a token or an address in it.
"""

from __future__ import annotations

import ssl
import time
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from errno import EHOSTUNREACH, ENETUNREACH
from types import TracebackType
from typing import Self

import httpx

from worktracker.errors import PermissionMissingError, UsageError, WorkTrackerError
from worktracker.sync.answers import NoAnswerError
from worktracker.sync.grant import checked_url
from worktracker.sync.receipt import fingerprint

CONNECT_S = 10.0
SILENCE_S = 20.0
"""Seconds to wait for the next bytes of an answer."""
WHOLE_S = 60.0
"""Seconds that an answer may take as a whole."""
MOST_BYTES = 1 << 20
"""Of an answer."""


class UntrustedError(WorkTrackerError):
    """Who answers can't prove to be the server: its certificate is not one that this computer trusts."""

    title = "The summary server can't be trusted"


class OtherCertificateError(PermissionMissingError):
    """The server's certificate has another key than the one that was pinned at the grant."""

    title = "Another certificate than the granted one"


@dataclass(frozen=True, slots=True, repr=False)
class Request:
    """What is asked; ``path`` is below the recipient's URL. The header with the token is no part of it."""

    method: str
    path: str
    body: bytes = b""
    content_type: str = ""
    headers: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What came back.

    Attributes:
        status, body: as they came.
        wait_s: seconds that the server asks to wait before the next request.
        sequence: the highest number of a delivery that the server has seen, where it says so.
    """

    status: int
    body: bytes
    wait_s: float | None = None
    sequence: int | None = None


class Transport:
    """The server at one URL; connections live as long as the ``with`` block.

    Args:
        url: as :func:`checked_url` gives it.
        pin: the fingerprint of the certificate's public key; it then counts alone, whoever signed it.

    Raises:
        UsageError: the URL is none to send anything to.
    """

    def __init__(self, url: str, *, pin: str | None = None) -> None:
        self._url = checked_url(url)
        # The transport without httpx's client: no redirects, cookies, proxies or log lines, by construction.
        self._http = httpx.HTTPTransport(verify=_context(self._url, pin), trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def send(
        self,
        request: Request,
        token: str | None = None,
        *,
        most_bytes: int = MOST_BYTES,
        whole_s: float = WHOLE_S,
    ) -> Answer:
        """Send a request and read its answer, whatever it is.

        Args:
            request: what is asked.
            token: shows who asks.
            most_bytes: an answer that is longer is none.
            whole_s: seconds that all of it may take.

        Raises:
            NoAnswerError: no whole answer came; whether the server has the request is not known.
            UntrustedError: the server's certificate is not trusted; nothing was sent.
            OtherCertificateError: it is not the pinned one; nothing was sent.
        """
        until = time.monotonic() + whole_s
        try:
            response = self._http.handle_request(self._made(request, token, whole_s))
            try:
                body = _body(response, most_bytes, until)
                return Answer(response.status_code, body, _wait_s(response), _sequence(response))
            finally:
                response.close()
        except httpx.HTTPError as error:
            raise _ours(error) from None
        except (httpx.InvalidURL, UnicodeError):  # the latter from a name that no rule for such names allows
            raise UsageError("Nothing can be asked at that address.", "See that it is right.") from None
        except OSError as error:  # what the libraries let through when a connection is closed
            raise NoAnswerError(f"The connection broke ({type(error).__name__}).", _LATER) from None

    def _made(self, request: Request, token: str | None, whole_s: float) -> httpx.Request:
        headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "worktracker"}
        if request.content_type:
            headers["Content-Type"] = request.content_type
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        silence = min(SILENCE_S, whole_s)
        timeouts = {"connect": min(CONNECT_S, whole_s), "read": silence, "write": silence, "pool": silence}
        return httpx.Request(
            request.method,
            self._url + request.path,
            content=request.body,
            headers=headers | request.headers,
            extensions={"timeout": timeouts},
        )


_LATER = "What was not taken is sent again the next time."


def _body(response: httpx.Response, most_bytes: int, until: float) -> bytes:
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise NoAnswerError("The server's answer is packed, which nobody asked for.", _LATER)
    content = bytearray()
    for chunk in response.iter_raw():
        content += chunk
        if len(content) > most_bytes:
            raise NoAnswerError(f"The server's answer is longer than {most_bytes} bytes.", _LATER)
        if time.monotonic() > until:
            raise NoAnswerError("The server's answer takes too long.", _LATER)
    return bytes(content)


def _wait_s(response: httpx.Response) -> float | None:
    """``Retry-After`` (RFC 9110, 10.2.3): seconds, or an instant by the server's own clock."""
    text = response.headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        until = parsedate_to_datetime(text)
        now = parsedate_to_datetime(response.headers.get("Date", ""))
        return max(0.0, (until - now).total_seconds())
    except (TypeError, ValueError):
        return None


def _sequence(response: httpx.Response) -> int | None:
    text = response.headers.get("Worktracker-Sequence", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _ours(error: httpx.HTTPError) -> WorkTrackerError:
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return UntrustedError(
            "The server's certificate is not one that this computer trusts; nothing was sent.",
            "Ask who runs it. A certificate of one's own can be pinned: worktracker sync grant --pin",
        )
    if isinstance(error, httpx.TimeoutException):
        return NoAnswerError("The server does not answer in time.", _LATER)
    if isinstance(error, httpx.ConnectError):
        return NoAnswerError(f"The server can't be reached: {_cause(error)}.", _LATER)
    return NoAnswerError("The connection to the server broke before it had answered.", _LATER)


def _cause(error: BaseException) -> str:
    """Why there is no connection, from the error at the bottom of the libraries' own."""
    at: BaseException | None = error
    while at is not None:
        if type(at).__name__ == "gaierror":  # of the module that nothing here may import
            return "no computer of this name is known, or this one is not online"
        if isinstance(at, ssl.SSLError):
            return "what answers there does not speak HTTPS"
        if isinstance(at, ConnectionRefusedError):
            return "nothing listens at this address"
        if isinstance(at, OSError) and at.errno in (ENETUNREACH, EHOSTUNREACH):
            return "there is no way to it from here"
        at = at.__cause__ or at.__context__
    return "the connection broke off at once"


def _context(url: str, pin: str | None) -> ssl.SSLContext:
    if url.startswith("http:"):
        return ssl.SSLContext(
            ssl.PROTOCOL_TLS_CLIENT
        )  # which trusts nobody; to load whom it could takes time
    if pin is None:
        return ssl.create_default_context()
    context = _Pinned(ssl.PROTOCOL_TLS_CLIENT)
    context.pin = pin
    # The pin says more than a signature could: exactly this key, whoever signed it, whatever it is called.
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class _Pinned(ssl.SSLContext):
    """Ends the handshake with a server whose certificate has another key, before anything is sent."""

    pin: str

    def wrap_socket(self, *args: object, **named: object) -> ssl.SSLSocket:
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
        from cryptography.x509 import load_der_x509_certificate

        wrapped = super().wrap_socket(*args, **named)  # pyright: ignore[reportArgumentType]
        found = wrapped.getpeercert(binary_form=True)
        try:
            assert found is not None
            key = load_der_x509_certificate(found).public_key()
            same = fingerprint(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)) == self.pin
        except (AssertionError, ValueError):
            same = False
        if not same:
            wrapped.close()
            raise OtherCertificateError(
                "The server's certificate is not the one that was pinned at the grant; nothing was sent.",
                "If its owner has replaced it: worktracker sync grant",
            )
        return wrapped
