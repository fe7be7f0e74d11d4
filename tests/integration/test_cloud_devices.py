"""Devices of the summary server: how they are approved (RFC 8628), and their tokens (RFC 6749)."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import select

from tests.cloud.people import Machine, Someone, approved, new_device, someone
from tests.cloud.running import clock
from worktracker.cloud import deletion, devices, opaque, summaries, tokens
from worktracker.cloud.database.tables import Authorization
from worktracker.cloud.devices import Asked
from worktracker.cloud.refusals import RefusedError
from worktracker.cloud.server import Server
from worktracker.sync import receipt


def _code(call, *arguments) -> str:
    with pytest.raises(RefusedError) as caught:
        call(*arguments)
    return caught.value.code


def _ask(server: Server) -> Asked:
    device = new_device("the desk")
    return devices.ask(server, device.id, receipt.public_key(device.private), device.name, str(device.id))


def _poll(server: Server, asked: Asked) -> str:
    return _code(tokens.of_device_code, server, asked.device_code, asked.user_code)


def _works(server: Server, access: str) -> bool:
    try:
        summaries.caller(server, opaque.read(access))
    except RefusedError:
        return False
    return True


def _refreshed(server: Server, refresh: str) -> tokens.Tokens:
    return tokens.of_refresh_token(server, refresh, refresh)


@pytest.fixture
def one(summary_server: Server) -> Someone:
    return someone(summary_server)


def test_a_device_waits_is_approved_and_gets_tokens_once(summary_server: Server, one: Someone) -> None:
    asked = _ask(summary_server)
    assert _poll(summary_server, asked) == "authorization_pending"
    typed = asked.user_code.lower().replace("-", " ")
    waiting = devices.waiting(summary_server, one.account, typed)
    assert waiting.name == "the desk"
    assert waiting.fingerprint.startswith("SHA256:")
    own = devices.approve(summary_server, one.account, typed)
    assert own.device == waiting.device
    clock(summary_server).go_on(5)
    pair = tokens.of_device_code(summary_server, asked.device_code, "poll")
    assert _works(summary_server, pair.access)
    assert _poll(summary_server, asked) == "expired_token"
    assert _code(devices.approve, summary_server, one.account, asked.user_code) == "not_found"


def test_user_codes_are_eight_letters_without_vowels(summary_server: Server) -> None:
    code = _ask(summary_server).user_code
    assert len(code) == 9
    assert code[4] == "-"
    assert not set(code) & set("AEIOU0123456789")


def test_who_asks_too_soon_is_told_to_slow_down(summary_server: Server) -> None:
    asked = _ask(summary_server)
    assert _poll(summary_server, asked) == "authorization_pending"
    clock(summary_server).go_on(4)
    assert _poll(summary_server, asked) == "slow_down"
    clock(summary_server).go_on(9)
    assert _poll(summary_server, asked) == "slow_down"
    clock(summary_server).go_on(15)
    assert _poll(summary_server, asked) == "authorization_pending"


def test_a_no_is_a_no_and_a_code_runs_out(summary_server: Server, one: Someone) -> None:
    denied, late = _ask(summary_server), _ask(summary_server)
    devices.deny(summary_server, one.account, denied.user_code)
    assert _poll(summary_server, denied) == "access_denied"
    assert _code(devices.approve, summary_server, one.account, denied.user_code) == "not_found"
    clock(summary_server).go_on(devices.WAITS_S)
    assert _poll(summary_server, late) == "expired_token"
    assert _code(devices.approve, summary_server, one.account, late.user_code) == "not_found"
    assert _code(tokens.of_device_code, summary_server, "made up", "poll") == "expired_token"


def test_codes_cant_be_guessed_at_leisure(summary_server: Server, one: Someone) -> None:
    found = [_code(devices.waiting, summary_server, one.account, f"BBBB-{n:04}") for n in range(21)]
    assert found == ["not_found"] * 19 + ["too_many_requests"] * 2  # its own approval counts


def test_a_device_that_is_known_needs_its_own_key(summary_server: Server, one: Someone) -> None:
    stranger = new_device()
    asked = devices.ask(
        summary_server, one.device.id, receipt.public_key(stranger.private), "desk", "stranger"
    )
    assert _code(devices.approve, summary_server, one.account, asked.user_code) == "other_key"
    again = approved(summary_server, one.account, one.device)
    assert _works(summary_server, again.access)
    assert not _works(summary_server, one.tokens.access)


def test_the_same_device_id_at_two_people_is_two_devices(summary_server: Server, one: Someone) -> None:
    other = someone(summary_server)
    pair = approved(summary_server, other.account, one.device)
    caller = summaries.caller(summary_server, opaque.read(pair.access))
    assert caller.account == other.account
    assert _works(summary_server, one.tokens.access)


def test_an_access_token_is_good_for_an_hour(summary_server: Server, one: Someone) -> None:
    clock(summary_server).go_on(tokens.ACCESS_S - 1)
    assert _works(summary_server, one.tokens.access)
    clock(summary_server).go_on(1)
    assert not _works(summary_server, one.tokens.access)


def test_a_refresh_token_is_no_access_token_nor_the_other_way_round(
    summary_server: Server, one: Someone
) -> None:
    assert not _works(summary_server, one.tokens.refresh)
    assert _code(_refreshed, summary_server, one.tokens.access) == "invalid_grant"
    assert _works(summary_server, one.tokens.access)


def test_the_token_before_stays_good_until_the_new_one_was_used(summary_server: Server, one: Someone) -> None:
    lost = _refreshed(summary_server, one.tokens.refresh)
    second = _refreshed(summary_server, one.tokens.refresh)  # the answer before was lost
    third = _refreshed(summary_server, second.refresh)
    assert _works(summary_server, third.access)
    # One from before comes from somebody else: the device's tokens end, all of them.
    assert _code(_refreshed, summary_server, one.tokens.refresh) == "invalid_grant"
    for pair in (lost, second, third):
        assert not _works(summary_server, pair.access)
        assert _code(_refreshed, summary_server, pair.refresh) == "invalid_grant"


def test_a_token_that_nobody_gave_ends_nothing(summary_server: Server, one: Someone) -> None:
    for text in ("", "made up", opaque.new(one.account)[0], "A" * 64, "é" * 64):
        assert _code(_refreshed, summary_server, text) == "invalid_grant"
    assert _works(summary_server, one.tokens.access)


def test_who_was_approved_and_is_gone_since_gets_no_tokens(summary_server: Server, one: Someone) -> None:
    def approved_one() -> tuple[Machine, Asked]:
        device = new_device()
        key = receipt.public_key(device.private)
        asked = devices.ask(summary_server, device.id, key, "laptop", str(device.id))
        devices.approve(summary_server, one.account, asked.user_code)
        return device, asked

    device, asked = approved_one()
    devices.revoke(summary_server, one.account, device.id)
    assert _code(tokens.of_device_code, summary_server, asked.device_code, "gone") == "access_denied"
    _, asked = approved_one()
    deletion.delete_now(summary_server, one.account)
    with summary_server.database.reading() as connection:
        of_it = select(Authorization.code_hash).where(Authorization.account == one.account)
        assert connection.execute(of_it).all() == []
    assert _code(tokens.of_device_code, summary_server, asked.device_code, "gone") == "expired_token"


@pytest.mark.parametrize("first", ["owner", "thief"])
def test_two_that_take_turns_with_a_stolen_token_are_noticed(
    summary_server: Server, one: Someone, first: str
) -> None:
    pairs = {"owner": one.tokens, "thief": one.tokens}
    turns = ["owner", "thief"] if first == "owner" else ["thief", "owner"]
    for who in turns:
        pairs[who] = _refreshed(summary_server, pairs[who].refresh)
    # The other's answer, never shown before, was retired by this one's turn.
    assert _code(_refreshed, summary_server, pairs[turns[0]].refresh) == "invalid_grant"
    for pair in pairs.values():
        assert not _works(summary_server, pair.access)
        assert _code(_refreshed, summary_server, pair.refresh) == "invalid_grant"


def test_a_refresh_token_lasts_half_a_year(summary_server: Server, one: Someone) -> None:
    clock(summary_server).go_on(tokens.REFRESH_S - 1)
    pair = _refreshed(summary_server, one.tokens.refresh)
    clock(summary_server).go_on(tokens.REFRESH_S)
    assert _code(_refreshed, summary_server, pair.refresh) == "invalid_grant"


def test_a_revoked_device_has_no_tokens_until_it_is_approved_again(
    summary_server: Server, one: Someone
) -> None:
    devices.revoke(summary_server, one.account, one.device.id)
    assert not _works(summary_server, one.tokens.access)
    assert _code(_refreshed, summary_server, one.tokens.refresh) == "invalid_grant"
    assert devices.device(summary_server, one.account, one.device.id).revoked_at is not None
    again = approved(summary_server, one.account, one.device)
    assert _works(summary_server, again.access)
    assert devices.device(summary_server, one.account, one.device.id).revoked_at is None


def test_devices_are_their_owners(summary_server: Server, one: Someone) -> None:
    other = someone(summary_server)
    for call in (devices.revoke, devices.device):
        assert _code(call, summary_server, other.account, one.device.id) == "not_found"
    assert _code(devices.rename, summary_server, other.account, one.device.id, "mine") == "not_found"
    assert [each.device for each in devices.all_of(summary_server, one.account)] == [one.device.id]
    assert _works(summary_server, one.tokens.access)


def test_a_device_has_a_name(summary_server: Server, one: Someone) -> None:
    devices.rename(summary_server, one.account, one.device.id, " the laptop ")
    assert devices.device(summary_server, one.account, one.device.id).name == "the laptop"
    for name in ("", "  ", "x" * 201, "a\nb"):
        assert _code(devices.rename, summary_server, one.account, one.device.id, name) == "not_valid"


def test_nobody_approves_for_an_account_that_is_gone(summary_server: Server) -> None:
    asked = _ask(summary_server)
    assert _code(devices.approve, summary_server, uuid.uuid4(), asked.user_code) == "not_found"
    assert _poll(summary_server, asked) == "authorization_pending"


def test_asking_has_a_rate(summary_server: Server) -> None:
    key = receipt.public_key(new_device().private)
    for _ in range(60):
        devices.ask(summary_server, uuid.uuid4(), key, "desk", "a crowd")
    assert _code(devices.ask, summary_server, uuid.uuid4(), key, "desk", "a crowd") == "too_many_requests"
