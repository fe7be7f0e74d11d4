"""What the operator decides, by the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from worktracker.cloud import settings
from worktracker.errors import UsageError


def _read(**given: str) -> settings.Settings:
    return settings.read({f"WORKTRACKER_CLOUD_{name}": value for name, value in given.items()})


def test_nothing_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKTRACKER_HOME", str(tmp_path))
    found = settings.read({})
    assert found.database == f"sqlite:///{tmp_path}/cloud/worktracker-cloud.db"
    assert found.tombstones == tmp_path / "cloud" / "tombstones.jsonl"
    assert (found.public_url, found.open_sign_up, found.secure) == ("http://127.0.0.1:8765", True, False)


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("postgresql://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgres:///d", "postgresql+psycopg:///d"),
        ("postgresql+psycopg:///d", "postgresql+psycopg:///d"),
        ("sqlite:////tmp/x.db", "sqlite:////tmp/x.db"),
    ],
)
def test_databases(given: str, url: str) -> None:
    assert _read(DATABASE=given).database == url


@pytest.mark.parametrize(
    ("host", "sign_up", "is_open"),
    [
        ("127.0.0.1", "", True),
        ("::1", "", True),
        ("192.0.2.1", "", False),
        ("192.0.2.1", "open", True),
        ("127.0.0.1", "invited", False),
    ],
)
def test_who_may_sign_up(host: str, sign_up: str, is_open: bool) -> None:
    assert _read(HOST=host, SIGN_UP=sign_up).open_sign_up is is_open


@pytest.mark.parametrize(
    ("given", "is_safe"),
    [
        ({}, True),
        ({"HOST": "127.0.0.2"}, True),
        ({"HOST": "localhost"}, True),
        ({"HOST": "192.0.2.1"}, False),
        ({"HOST": "::"}, False),
        ({"HOST": "totals.example.org"}, False),
        ({"HOST": "192.0.2.1", "PUBLIC_URL": "http://totals.example.org"}, False),
        ({"HOST": "192.0.2.1", "PUBLIC_URL": "http://127.0.0.1:8765"}, False),
        ({"HOST": "192.0.2.1", "PUBLIC_URL": "https://totals.example.org"}, True),
        ({"HOST": "192.0.2.1", "PLAIN_HTTP": "yes"}, False),
        ({"HOST": "192.0.2.1", "PLAIN_HTTP": "allowed"}, True),
    ],
)
def test_no_password_goes_over_a_network_in_plain_text(given: dict[str, str], is_safe: bool) -> None:
    environment = {f"WORKTRACKER_CLOUD_{name}": value for name, value in given.items()}
    if is_safe:
        settings.check_passwords_are_safe(environment)
    else:
        with pytest.raises(UsageError, match="plain HTTP"):
            settings.check_passwords_are_safe(environment)


def test_public_urls() -> None:
    found = _read(PUBLIC_URL="https://totals.example.org/")
    assert (found.public_url, found.name, found.secure) == (
        "https://totals.example.org",
        "totals.example.org",
        True,
    )
    assert _read(HOST="::1", PORT="80").public_url == "http://[::1]:80"


@pytest.mark.parametrize(
    "given",
    [
        {"DATABASE": "oracle://x"},
        {"DATABASE": "x"},
        {"PUBLIC_URL": "ftp://x"},
        {"PUBLIC_URL": "https://x/?a=b"},
        {"PUBLIC_URL": "x"},
        {"PORT": "x"},
        {"PORT": "65536"},
        {"SIGN_UP": "perhaps"},
        {"DELIVERIES_AN_HOUR": "-1"},
    ],
)
def test_what_means_nothing(given: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        _read(**given)
