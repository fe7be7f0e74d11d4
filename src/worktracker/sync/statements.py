"""What is signed besides documents: short statements, each good for one purpose."""

from __future__ import annotations

from urllib.parse import urlsplit

DELETION_HEADER = "Worktracker-Signature"
DEVICE_HEADER = "Worktracker-Device"


def server_proof(url: str, challenge: bytes) -> bytes:
    """What a server signs to show who it is, and where: passed on by another address it proves nothing there.

    Args:
        url: its own public one.
        challenge: 32 random bytes, of who asks.
    """
    return f"worktracker.server/1\n{url}\n".encode() + challenge


def is_address(url: str, public_url: str) -> bool:
    """Whether a server may be called by this address: by its public one; or by plain HTTP, which goes to the
    loopback alone, where a tunnel may end.
    """
    return url == _plain(public_url) or urlsplit(url).scheme == "http"


def _plain(url: str) -> str:
    """As ``sync.grant.checked_url`` writes an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path.rstrip('/')}"


def account_deletion(server_key: str, token: str) -> bytes:
    """What a device signs that has the account deleted at once: good at this server, with this access token.

    Args:
        server_key: base64url.
        token: the one that the request shows.
    """
    return f"worktracker.account-deletion/1\n{server_key}\n{token}".encode()


def account_deleted(server_key: str, device_key: str) -> bytes:
    """What a device signs that asks for the word that its account is deleted, when no token is good any more.

    Args:
        server_key, device_key: base64url.
    """
    return f"worktracker.account-deleted/1\n{server_key}\n{device_key}".encode()
