"""Secrets that are given out, and passwords."""

from __future__ import annotations

import uuid

import pytest

from worktracker.cloud import opaque, passwords


def test_a_secret_says_whose_it_is_and_nothing_else_is_one() -> None:
    account = uuid.uuid4()
    text, hashed = opaque.new(account)
    assert len(text) == 64
    assert opaque.read(text) == (account, hashed)
    assert opaque.new(account)[1] != hashed


@pytest.mark.parametrize("text", ["", "x", "A" * 63, "A" * 65, "é" * 64, "!" * 64, "A" * 62 + "=="])
def test_what_is_no_secret(text: str) -> None:
    assert opaque.read(text) is None


def test_codes_are_kept_as_their_hash() -> None:
    text, hashed = opaque.new_code()
    assert opaque.code_hash(text) == hashed
    assert len(text) == 43
    assert opaque.code_hash("\ud800")  # whatever comes in


def test_passwords_fit_themselves_alone() -> None:
    kept = passwords.hashed("correct horse battery staple")
    assert passwords.fits(kept, "correct horse battery staple")
    assert not passwords.fits(kept, "correct horse battery stapl")
    assert not passwords.fits(None, "nobody's")
    assert not passwords.fits("no hash", "x")
    assert not passwords.outdated(kept)
