"""What every answer says to browsers: no script, nothing from elsewhere, in nobody's frame, in no cache."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
    " frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
_YEAR_S = 365 * 86_400


def security_headers(*, secure: bool) -> dict[str, str]:
    """All of them.

    Args:
        secure: people come by HTTPS; browsers are then told to come by nothing else.
    """
    return _HEADERS | ({"Strict-Transport-Security": f"max-age={_YEAR_S}"} if secure else {})


class SecurityHeaders:
    """Puts them on every answer that is made below it; what an answer has set itself stays.

    Args:
        app: whose answers they are.
        secure: as in :func:`security_headers`.
    """

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        self._app = app
        self._headers = [
            (name.lower().encode(), value.encode()) for name, value in security_headers(secure=secure).items()
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = message.setdefault("headers", [])
                given = {name for name, _ in own}
                message["headers"] = [*own, *(each for each in self._headers if each[0] not in given)]
            await send(message)

        await self._app(scope, receive, send_with_headers)
