"""Where a passphrase comes from when nobody is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from worktracker.keys.passphrase import Strength, strength, supplied_passphrase, usable
from worktracker.keys.trouble import KeyTrouble, KeyUnavailableError


def _file(path: Path, content: bytes) -> dict[str, str]:
    path.write_bytes(content)
    return {"WORKTRACKER_PASSPHRASE_FILE": str(path)}


def test_none_where_the_environment_supplies_none() -> None:
    assert supplied_passphrase({"HOME": "/"}) is None


def test_the_variable() -> None:
    assert supplied_passphrase({"WORKTRACKER_PASSPHRASE": " with blanks "}) == " with blanks "


@pytest.mark.parametrize(
    "content", [b"words", b"words\n", b"words\r\n", b"\xef\xbb\xbfwords\n", b"words\nmore\n"]
)
def test_the_first_line_of_the_file(tmp_path: Path, content: bytes) -> None:
    assert supplied_passphrase(_file(tmp_path / "p", content)) == "words"


def test_the_file_goes_before_the_variable(tmp_path: Path) -> None:
    environ = _file(tmp_path / "p", b"from the file\n") | {"WORKTRACKER_PASSPHRASE": "from the variable"}
    assert supplied_passphrase(environ) == "from the file"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\nsecond", "is empty"),
        (b"\xff\xfe\n", "not UTF-8"),
        (b"x" * 5000, "longer than 4096"),
    ],
)
def test_a_file_without_a_passphrase_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(KeyUnavailableError, match=message) as caught:
        supplied_passphrase(_file(tmp_path / "p", content))
    assert caught.value.trouble is KeyTrouble.PASSPHRASE_UNUSABLE


@pytest.mark.parametrize("name", ["nothing-here", ".", "a\0b"])
def test_a_file_that_cannot_be_read_is_an_error_even_beside_the_variable(tmp_path: Path, name: str) -> None:
    environ = {"WORKTRACKER_PASSPHRASE_FILE": str(tmp_path / name), "WORKTRACKER_PASSPHRASE": "words"}
    with pytest.raises(KeyUnavailableError, match="can't be read"):
        supplied_passphrase(environ)


@pytest.mark.parametrize(
    ("value", "message"), [("", "is empty"), ("p\udcff", "not UTF-8"), ("ä" * 2049, "longer")]
)
def test_a_variable_without_a_passphrase_is_refused(value: str, message: str) -> None:
    with pytest.raises(KeyUnavailableError, match=message) as caught:
        supplied_passphrase({"WORKTRACKER_PASSPHRASE": value})
    assert "p\udcff" not in str(caught.value)


def test_the_same_letters_are_the_same_passphrase_however_they_are_composed() -> None:
    assert usable("a\u0308") == usable("\u00e4") == "\u00e4"


@pytest.mark.parametrize(
    ("passphrase", "hint"),
    [
        ("", Strength.SHORT),
        ("seven77", Strength.SHORT),
        ("12345678", Strength.WEAK),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", Strength.WEAK),
        ("password", Strength.WEAK),
        ("Donaudampfschiff", Strength.WEAK),
        ("the the the the the the the", Strength.WEAK),
        ("horse battery", Strength.WEAK),
        ("correct horse battery staple", Strength.FAIR),
        ("correct horse battery staple river nine", Strength.GOOD),
        ("k3!Vq9_x", Strength.FAIR),
        ("k3!Vq9_xP0#s", Strength.GOOD),
    ],
)
def test_how_long_a_passphrase_would_hold_out(passphrase: str, hint: Strength) -> None:
    assert strength(passphrase) is hint
