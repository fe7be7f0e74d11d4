"""What is signed besides documents: short statements, each good for one purpose."""

from __future__ import annotations

DELETION_HEADER = "Worktracker-Signature"


def account_deletion(server_key: str, token: str) -> bytes:
    """What a device signs that has the account deleted at once: good at this server, with this access token.

    Args:
        server_key: base64url.
        token: the one that the request shows.
    """
    return f"worktracker.account-deletion/1\n{server_key}\n{token}".encode()
