"""The recovery phrase against BIP-39's own test vectors, and against what people type."""

from __future__ import annotations

import secrets

import pytest

from worktracker.errors import ExitCode
from worktracker.keys.phrase import key_from, phrase_of
from worktracker.keys.trouble import KeyTrouble, KeyUnavailableError

# https://github.com/trezor/python-mnemonic/blob/master/vectors.json, which BIP-39 names as its vectors
VECTORS = [
    ("00" * 32, "abandon " * 23 + "art"),
    ("7f" * 32, "legal winner thank year wave sausage worth useful " * 2
     + "legal winner thank year wave sausage worth title"),
    ("80" * 32, "letter advice cage absurd amount doctor acoustic avoid " * 2
     + "letter advice cage absurd amount doctor acoustic bless"),
    ("ff" * 32, "zoo " * 23 + "vote"),
    ("68a79eaca2324873eacc50cb9c6eca8cc68ea5d936f98787c60c7ebc74e6ce7c",
     "hamster diagram private dutch cause delay private meat slide toddler razor book "
     "happy fancy gospel tennis maple dilemma loan word shrug inflict delay length"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "phrase"), VECTORS)
def test_the_standards_own_vectors(key: str, phrase: str) -> None:
    assert phrase_of(bytes.fromhex(key)) == phrase
    assert key_from(phrase) == bytes.fromhex(key)


def test_any_key_comes_back() -> None:
    for _ in range(50):
        key = secrets.token_bytes(32)
        assert key_from(phrase_of(key)) == key


def test_case_blanks_and_lines_do_not_matter() -> None:
    key, phrase = VECTORS[4]
    typed = "\n  " + phrase.upper().replace(" ", " \t ", 5).replace("RAZOR ", "Razor\r\n") + "  \n"
    assert key_from(typed) == bytes.fromhex(key)


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        ("", "has 24 words, not 0"),
        ("abandon " * 12, "has 24 words, not 12"),
        ("abandon " * 25, "has 24 words, not 25"),
        ("abandon " * 4 + "abandonn " + "abandon " * 18 + "art", "Word 5 is not in the list"),
        ("abandon " * 4 + "x y " + "abandon " * 17 + "art", "Words 5, 6 are not in the list"),
        ("abandon " * 24, "do not fit together"),
    ],
)
def test_a_wrong_phrase_says_what_is_wrong(phrase: str, message: str) -> None:
    with pytest.raises(KeyUnavailableError, match=message) as caught:
        key_from(phrase)
    assert caught.value.trouble is KeyTrouble.PHRASE_WRONG
    assert caught.value.exit_code == ExitCode.STORE_UNAVAILABLE
    assert not {"abandon", "abandonn", "art"} & set(str(caught.value).split())


def test_a_key_of_another_size_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        phrase_of(b"short")
