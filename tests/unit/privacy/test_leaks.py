"""What is private in a text, and above all what is not."""

from __future__ import annotations

import random
import string
import time

import pytest

from worktracker.privacy.leaks import PATTERNS, Field, Kind, find, looks_random, rule_for
from worktracker.privacy.rules import Action, Facts, check_rule, compile_rule

FOUND = [
    (Kind.E_MAIL, "Re: offer - anna.schmidt@example.org - Mail", "anna.schmidt@example.org"),
    (Kind.E_MAIL, "o'brien+tag@mail.example.co.uk", "brien+tag@mail.example.co.uk"),
    (Kind.E_MAIL, "jörg@müller.de schreibt", "jörg@müller.de"),
    (Kind.E_MAIL, "li@163.com", "li@163.com"),
    (Kind.E_MAIL, "https://example.org/unsubscribe?m=anna%40example.org&x=1", "anna%40example.org"),
    (Kind.E_MAIL, "@anna@mastodon.social", "anna@mastodon.social"),
    (Kind.E_MAIL, "(anna@example.org)", "anna@example.org"),
    (Kind.TOKEN, "jwt eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.abc", "eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0"),
    (Kind.TOKEN, "export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE"),
    (Kind.TOKEN, "ghp_abcdefghijklmnopqrstuvwxyz - Terminal", "ghp_abcdefghijklmnopqrstuvwxyz"),
    (Kind.TOKEN, "xoxb-123456789012-abcdefGHIJ", "xoxb-123456789012-abcdefGHIJ"),
    (Kind.TOKEN, "sk_live_4eC39HqLyjWDarjtT1zdp7dc", "sk_live_4eC39HqLyjWDarjtT1zdp7dc"),
    (Kind.TOKEN, "curl -H 'Authorization: Bearer abcdefghijklmnop'", "Bearer abcdefghijklmnop"),
    (Kind.TOKEN, "https://example.org/reset?token=h7s6g5f4&lang=de", "token=h7s6g5f4"),
    (Kind.TOKEN, "https://example.org/?API_KEY=abc123def", "API_KEY=abc123def"),
    (Kind.TOKEN, "https://docs.example.org/d/1aBcD2eFgH3iJkL4mNoP5qRs/edit", "1aBcD2eFgH3iJkL4mNoP5qRs"),
    (Kind.TOKEN, "share k3Jx9QmZ2vLp8Rt5Wn7Y", "k3Jx9QmZ2vLp8Rt5Wn7Y"),
    (Kind.CARD, "pay 4111 1111 1111 1111 now", "4111 1111 1111 1111"),
    (Kind.CARD, "5500-0000-0000-0004", "5500-0000-0000-0004"),
    (Kind.CARD, "https://shop.example.org/?pan=4012888888881881", "4012888888881881"),
    (Kind.CARD, "3782 822463 10005", "3782 822463 10005"),
    (Kind.CARD, "2223003122003222", "2223003122003222"),
    (Kind.CARD, "Order 12 4111 1111 1111 1111", "4111 1111 1111 1111"),
    (Kind.CARD, "call 555 4111 1111 1111 1111 now", "4111 1111 1111 1111"),
    (Kind.CARD, "5551 2345 4111-1111-1111-1111", "4111-1111-1111-1111"),
    (Kind.CARD, "4111 1111 1111 1111 12/27 123", "4111 1111 1111 1111"),
    (Kind.IBAN, "Überweisung DE89 3704 0044 0532 0130 00 Miete", "DE89 3704 0044 0532 0130 00"),
    (Kind.IBAN, "GB82WEST12345698765432", "GB82WEST12345698765432"),
    (Kind.IBAN, "NO93 8601 1117 947", "NO93 8601 1117 947"),
    (Kind.IBAN, "MT84 MALT 0110 0001 2345 MTLC AST0 01S", "MT84 MALT 0110 0001 2345 MTLC AST0 01S"),
    (Kind.IBAN, "DE89370400440532013000 REF 12", "DE89370400440532013000"),
]  # fmt: skip

ORDINARY = [
    "Inbox (3) - Mozilla Firefox",
    # e-mail
    "icon@2x.png", "logo@3x.jpg - GIMP", "left-pad@1.3.0", "npm i package@1.0.beta", "@types/node@20.1.0",
    "git@github.com:owner/repository.git", "user@host: ~/work", "root@debian", "a @ b.c",
    "meet me @example.org", "1 000 € @ 5 %",
    # token: commits, checksums, ids, versions, dates, names
    "fix crash · 290cc3d1f0b8a7c6d5e4f3a2b1c0d9e8f7a6b5c4 · repository",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  file",
    "550e8400-e29b-41d4-a716-446655440000", "550E8400-E29B-41D4-A716-446655440000",
    "PySide6-Essentials-6.8.0-cp39-abi3-manylinux_2_28_x86_64.whl", "Windows10Enterprise2019LTSC.iso",
    "Screenshot_2026-11-21_at_17-30-45.png", "IMG_20261121_120301_HDR.jpg", "20261121T173000Z",
    "2026-11-21T17:30:00.000+01:00", "getElementByIdFromListOfThings",
    "test_what_is_forgotten_leaves_every_page",
    "QSystemTrayIcon2QWidget3", "Donaudampfschifffahrtsgesellschaft", "EN-ISO-9001-2015-Rev2-A4",
    "How a tokenizer works", "token=", "Secret Service API", "bearer of bad news",
    "password: how to choose one",
    "the author=unknown", "eyJ is how it begins", "AKIA", "watch?v=dQw4w9WgXcQ", "sk-learn", "MacBookPro18",
    # card
    "4111 1111 1111 1112", "1234 5678 9012 3456", "0000 0000 0000 0000", "4444444444444444",
    "order 12345678901234567890", "41111111111111110", "0.4111111111111111", "+49 30 1234567",
    "1700000000000",
    "20261121 173000 000 001", "ISBN 978-3-16-148410-0", "port 8080 8443 9000",
    # account
    "DE88 3704 0044 0532 0130 00", "ZZ89 3704 0044 0532 0130 00", "AB12 CDEF 3456 7890", "DE89 3704 0044",
    "XX00", "GB82 WEST 1234 5698 7654 33", "HTTP11 REST2000 API3000 2000",
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "wanted"), FOUND)
def test_what_is_found(kind: Kind, text: str, wanted: str) -> None:
    found = [(each.kind, text.encode()[each.start : each.end].decode()) for each in find([text])]
    assert (kind, wanted) in found
    assert kind is not Kind.IBAN or Kind.CARD not in {each for each, _ in found}


@pytest.mark.parametrize("text", ORDINARY)
def test_what_is_ordinary(text: str) -> None:
    assert [(each.kind, text[each.start : each.end]) for each in find([text])] == []


def test_each_find_says_in_which_text_it_is() -> None:
    texts = [
        None,
        "ä plain",
        "anna@example.org",
        "",
        "two\nlines of bob@example.org",
        None,
        "4111111111111111",
        None,
    ]
    assert [(each.text, each.kind) for each in find(texts)] == [
        (2, Kind.E_MAIL), (4, Kind.E_MAIL), (6, Kind.CARD),
    ]  # fmt: skip
    assert list(find([])) == []
    assert list(find([None])) == []


def test_nothing_reaches_from_one_text_into_the_next() -> None:
    assert (
        list(find(["anna@", "example.org", "4111 1111", "1111 1111", "DE89 3704 0044 0532", "0130 00"])) == []
    )


def test_most_of_what_a_machine_made_up_is_found() -> None:
    chance = random.Random(11)
    for length, least in ((20, 0.65), (24, 0.75), (32, 0.85), (64, 0.95)):
        drawn = ["".join(chance.choices(string.ascii_letters + string.digits, k=length)) for _ in range(1000)]
        assert len({each.text for each in find(drawn)}) >= least * 1000, length


def test_words_are_rarely_taken_for_random_strings() -> None:
    chance = random.Random(12)
    parts = ["Report", "final", "Draft", "v2", "2026", "Q3", "Berlin", "x64", "meeting", "Windows10", "photo"]
    names = ["-".join(chance.choices(parts, k=5)) for _ in range(2000)]
    assert sum(looks_random(name.encode()) for name in names) < 60


@pytest.mark.parametrize("kind", Kind)
def test_a_rule_keeps_out_what_was_found(kind: Kind) -> None:
    texts = [text for each, text, _ in FOUND if each is kind]
    for field, action in ((Field.TITLE, Action.HIDE_TITLE), (Field.URL, Action.DOMAIN_ONLY)):
        rule = rule_for(kind, field)
        assert rule is not None
        assert rule.action is action
        check_rule(rule)
        compiled = compile_rule(rule)
        for text in texts:
            title, url = (text, None) if field is Field.TITLE else (None, text)
            assert compiled.matches(Facts("app", title, url, None)), text
        assert not compiled.matches(
            Facts("app", "Inbox (3) - Mozilla Firefox", "https://example.org/a", None)
        )
    assert rule_for(kind, Field.DOCUMENT) is None
    assert PATTERNS[kind] not in repr(rule)


def test_no_text_takes_long() -> None:
    """Texts on which backtracking matchers work for hours; 1,024 characters is the longest title."""
    nasty = [
        "a@" * 512,
        "1" * 1024,
        "4111 " * 200,
        "AB12" * 256,
        "eyJ" * 341,
        "aA1" * 341,
        "a." * 512 + "@",
        "DE89 " * 204,
    ]
    begin = time.perf_counter()
    for _ in range(20):
        list(find(nasty * 10))
    assert time.perf_counter() - begin < 5
