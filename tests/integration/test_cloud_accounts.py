"""Accounts and sessions of the summary server, on SQLite and on PostgreSQL."""

from __future__ import annotations

import statistics
import time
import uuid
from dataclasses import replace

import pytest
from sqlalchemy import select, text

from tests.cloud.people import PASSWORD, Someone, someone
from tests.cloud.running import clock
from worktracker.cloud import accounts, deletion, opaque, policies, sessions, summaries, tokens
from worktracker.cloud.database.tables import Account, Reset, Session, Token
from worktracker.cloud.refusals import RefusedError
from worktracker.cloud.server import Server


def _name() -> str:
    return f"n{uuid.uuid4().hex[:12]}"


def _refusal(call, *arguments, **named) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        call(*arguments, **named)
    return caught.value


def test_who_signed_up_signs_in_however_the_name_is_typed(summary_server: Server) -> None:
    name = _name()
    account = accounts.sign_up(summary_server, name.title(), PASSWORD, "", name)
    assert accounts.check_password(summary_server, f" {name.upper()} ", PASSWORD, name) == account
    person = accounts.person(summary_server, account)
    assert (person.name, person.accepted_policy, person.deletion_due_at) == (name.title(), 1, None)


def test_a_name_is_one_persons(summary_server: Server) -> None:
    name = _name()
    accounts.sign_up(summary_server, name, PASSWORD, "", name)
    again = _refusal(accounts.sign_up, summary_server, name.upper(), PASSWORD, "", name)
    assert again.code == "name_taken"


@pytest.mark.parametrize("name", ["", "x", "a" * 41, "a\nb", "<b>bold</b>", "a/b", "a\u202eb"])
def test_what_is_no_name(summary_server: Server, name: str) -> None:
    assert _refusal(accounts.sign_up, summary_server, name, PASSWORD, "", "names").code == "not_a_name"


@pytest.mark.parametrize("password", ["short", "a" * 20, "b" * 201, "somebodys-name"])
def test_what_is_no_password(summary_server: Server, password: str) -> None:
    refused = _refusal(accounts.sign_up, summary_server, "Somebodys-Name", password, "", "passwords")
    assert refused.code == "weak_password"


def test_passwords_are_argon2id_and_secrets_only_hashes(summary_server: Server) -> None:
    one = someone(summary_server)
    cookie = sessions.begin(summary_server, one.account, None)
    reset = accounts.begin_reset(summary_server, one.name)
    with summary_server.database.reading() as connection:
        kept = connection.execute(text("SELECT password FROM accounts")).scalars().all()
        rows = [repr(connection.execute(select(table)).all()) for table in (Session, Token, Reset, Account)]
    assert all(each.startswith("$argon2id$v=19$m=19456,t=2,p=1$") for each in kept)
    everything = "".join(rows)
    for secret in (cookie, reset, one.tokens.access, one.tokens.refresh, PASSWORD):
        found = opaque.read(secret)
        assert secret not in everything
        # The control: what is searched does hold the hash.
        assert found is None or repr(found[1]) in everything


def test_an_invitation_is_good_once_and_for_two_weeks(summary_server: Server) -> None:
    closed = replace(summary_server, settings=replace(summary_server.settings, open_sign_up=False))
    refused = _refusal(accounts.sign_up, closed, _name(), PASSWORD, "made up", "invited")
    assert (refused.status, refused.code) == (403, "not_invited")
    code = accounts.invite(closed)
    assert accounts.is_invitation(closed, code)
    accounts.sign_up(closed, _name(), PASSWORD, code, "invited")
    assert not accounts.is_invitation(closed, code)
    assert _refusal(accounts.sign_up, closed, _name(), PASSWORD, code, "invited").code == "not_invited"
    late = accounts.invite(closed)
    clock(closed).go_on(accounts.INVITATION_S)
    assert _refusal(accounts.sign_up, closed, _name(), PASSWORD, late, "invited").code == "not_invited"


def test_a_taken_name_uses_no_invitation_up(summary_server: Server) -> None:
    closed = replace(summary_server, settings=replace(summary_server.settings, open_sign_up=False))
    name, code = someone(summary_server).name, accounts.invite(summary_server)
    assert _refusal(accounts.sign_up, closed, name, PASSWORD, code, "taken").code == "name_taken"
    assert accounts.is_invitation(closed, code)


@pytest.mark.parametrize("known", [True, False])
def test_a_name_that_failed_too_often_is_locked_for_a_while_whether_it_exists_or_not(
    summary_server: Server, known: bool
) -> None:
    name = someone(summary_server).name if known else _name()
    for _ in range(6):
        wrong = _refusal(accounts.check_password, summary_server, name, "not the password", "locking")
        assert (wrong.status, wrong.code) == (403, "not_signed_in")
    locked = _refusal(accounts.check_password, summary_server, name, PASSWORD, "locking")
    assert locked.status == 429
    assert 0 < locked.retry_after_s <= 900
    clock(summary_server).go_on(901)
    if known:
        accounts.check_password(summary_server, name, PASSWORD, "locking")
    else:
        assert _refusal(accounts.check_password, summary_server, name, PASSWORD, "locking").status == 403


def test_a_lock_is_the_addresss_until_forty_failed_from_anywhere(summary_server: Server) -> None:
    one = someone(summary_server)
    for _ in range(6):
        _refusal(accounts.check_password, summary_server, one.name, "not the password", "attacker")
    accounts.check_password(summary_server, one.name, PASSWORD, "home")
    for number in range(40):
        _refusal(accounts.check_password, summary_server, one.name, "not it", f"attacker {number % 10}")
    assert _refusal(accounts.check_password, summary_server, one.name, PASSWORD, "home").status == 429


def test_one_address_cant_try_many_names(summary_server: Server) -> None:
    found = [
        _refusal(accounts.check_password, summary_server, _name(), "a guess of it", "sprayer").status
        for _ in range(61)
    ]
    assert found == [403] * 60 + [429]


def test_sign_up_has_a_rate(summary_server: Server) -> None:
    found = [_refusal(accounts.sign_up, summary_server, "", PASSWORD, "", "crowd").status for _ in range(21)]
    assert found == [422] * 20 + [429]


def test_no_address_and_no_name_is_in_what_is_counted(summary_server: Server) -> None:
    name = _name()
    _refusal(accounts.check_password, summary_server, name, "not the password", "192.0.2.77")
    with summary_server.database.reading() as connection:
        kept = repr(connection.execute(text("SELECT * FROM limits")).all())
    assert len(kept) > 50
    assert "192.0.2.77" not in kept
    assert name not in kept


def _may_send(server: Server, one: Someone) -> bool:
    try:
        summaries.caller(server, opaque.read(one.tokens.access))
    except RefusedError:
        return False
    return True


def test_a_reset_link_sets_the_password_once_and_ends_every_session(summary_server: Server) -> None:
    one = someone(summary_server)
    cookie = sessions.begin(summary_server, one.account, None)
    older, newer = (accounts.begin_reset(summary_server, one.name) for _ in range(2))
    assert (accounts.is_reset(summary_server, older), accounts.is_reset(summary_server, newer)) == (
        False,
        True,
    )
    assert _refusal(accounts.finish_reset, summary_server, older, "another password", "reset").status == 404
    assert _refusal(accounts.finish_reset, summary_server, newer, "short", "reset").code == "weak_password"
    assert accounts.finish_reset(summary_server, newer, "another password", "reset") == one.account
    assert sessions.of(summary_server, cookie) is None
    assert not _may_send(summary_server, one)
    assert _refusal(accounts.finish_reset, summary_server, newer, "a third password", "reset").status == 404
    assert _refusal(accounts.check_password, summary_server, one.name, PASSWORD, "reset").status == 403
    accounts.check_password(summary_server, one.name, "another password", "reset")


def test_a_reset_link_is_good_for_a_day_and_for_its_own_account(summary_server: Server) -> None:
    one, other = someone(summary_server), someone(summary_server)
    link = accounts.begin_reset(summary_server, one.name)
    _, of_other = opaque.new(other.account)
    assert of_other
    forged = opaque.new(other.account)[0][:22] + link[22:]
    assert not accounts.is_reset(summary_server, forged)
    clock(summary_server).go_on(accounts.RESET_S)
    assert _refusal(accounts.finish_reset, summary_server, link, "another password", "day").status == 404
    assert _refusal(accounts.begin_reset, summary_server, _name()).status == 404


def test_a_new_password_needs_the_old_one_and_ends_every_session(summary_server: Server) -> None:
    one = someone(summary_server)
    cookie = sessions.begin(summary_server, one.account, None)
    wrong = _refusal(
        accounts.change_password, summary_server, one.account, "not the old one", "another password", "change"
    )
    assert wrong.status == 403
    assert sessions.of(summary_server, cookie) is not None
    link = accounts.begin_reset(summary_server, one.name)
    accounts.change_password(summary_server, one.account, PASSWORD, "another password", "change")
    assert sessions.of(summary_server, cookie) is None
    assert not accounts.is_reset(summary_server, link)
    assert _may_send(summary_server, one)
    change = (summary_server, one.account, "another password", "a third password", "change")
    accounts.change_password(*change, revoke_devices=True)
    assert not _may_send(summary_server, one)
    refused = _refusal(tokens.of_refresh_token, summary_server, one.tokens.refresh, "change")
    assert refused.code == "invalid_grant"
    accounts.change_password(summary_server, one.account, "a third password", "another password", "change")
    accounts.check_password(summary_server, one.name, "another password", "change")


def test_signing_in_begins_a_session_that_the_browser_never_had(summary_server: Server) -> None:
    one = someone(summary_server)
    before = sessions.begin(summary_server, one.account, None)
    planted = opaque.new(one.account)[0]
    assert sessions.of(summary_server, planted) is None
    after = sessions.begin(summary_server, one.account, before)
    assert after not in (before, planted)
    assert sessions.of(summary_server, before) is None
    found = sessions.of(summary_server, after)
    assert found is not None
    assert found.account == one.account


def test_a_session_ends_unused_and_in_the_end(summary_server: Server) -> None:
    one = someone(summary_server)
    idle, used = (sessions.begin(summary_server, one.account, None) for _ in range(2))
    for _ in range(9):
        clock(summary_server).go_on(3 * 86_400)
        assert sessions.of(summary_server, used) is not None
    assert sessions.of(summary_server, idle) is None
    clock(summary_server).go_on(3 * 86_400)
    assert sessions.of(summary_server, used) is None


def test_sessions_end_one_by_one_or_all(summary_server: Server) -> None:
    one, other = someone(summary_server), someone(summary_server)
    first, second, third = (sessions.begin(summary_server, one.account, None) for _ in range(3))
    of_other = sessions.begin(summary_server, other.account, None)
    assert len(sessions.all_of(summary_server, one.account)) == 3
    sessions.end(summary_server, first)
    assert sessions.of(summary_server, first) is None
    assert sessions.of(summary_server, second) is not None
    sessions.end_all(summary_server, one.account)
    assert sessions.of(summary_server, third) is None
    assert sessions.of(summary_server, of_other) is not None


def test_a_forms_token_is_its_cookies_own(summary_server: Server) -> None:
    one = someone(summary_server)
    first, second = (sessions.begin(summary_server, one.account, None) for _ in range(2))
    token = sessions.csrf_token(summary_server, first)
    assert sessions.is_csrf_token(summary_server, first, token)
    for cookie, tried in ((second, token), (first, ""), (first, token[:-1]), (first, "é")):
        assert not sessions.is_csrf_token(summary_server, cookie, tried)


def test_what_is_no_cookie_is_nobody(summary_server: Server) -> None:
    for cookie in (None, "", "x", "A" * 64, "é" * 64, "!" * 64, "A" * 63 + "=", "A" * 10_000):
        assert sessions.of(summary_server, cookie) is None


def test_a_new_policy_holds_in_30_days(summary_server: Server) -> None:
    one = someone(summary_server)
    before = policies.in_force(summary_server)
    made = policies.publish(summary_server, "Something else.")
    assert policies.in_force(summary_server) == before
    assert policies.coming(summary_server) == made
    clock(summary_server).go_on(policies.NOTICE_S)
    assert policies.in_force(summary_server) == made
    assert policies.coming(summary_server) is None
    accounts.accept_policy(summary_server, one.account, made.version)
    assert accounts.person(summary_server, one.account).accepted_policy == made.version
    assert _refusal(accounts.accept_policy, summary_server, one.account, 999).status == 404


def test_what_has_run_out_is_cleared_up_by_one_process(summary_server: Server) -> None:
    one = someone(summary_server)
    sessions.begin(summary_server, one.account, None)
    accounts.begin_reset(summary_server, one.name)
    assert deletion.is_my_turn(summary_server, 3600)
    assert not deletion.is_my_turn(summary_server, 3600)
    clock(summary_server).go_on(200 * 86_400)
    assert deletion.is_my_turn(summary_server, 3600)
    done = deletion.clear_up(summary_server)
    assert done["accounts"] == 0
    assert all(done[table] > 0 for table in ("sessions", "resets", "tokens", "limits"))
    with summary_server.database.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM limits")) == 0


@pytest.mark.exact
def test_signing_in_takes_as_long_for_a_name_that_nobody_has(summary_server: Server) -> None:
    one = someone(summary_server)

    def took(name: str, number: int) -> float:
        started = time.perf_counter()
        _refusal(accounts.check_password, summary_server, name, "not the password", f"timing {number}")
        return time.perf_counter() - started

    known, unknown = [], []
    for number in range(15):
        known.append(took(one.name, number))
        unknown.append(took(_name(), number))
    ratio = statistics.median(known) / statistics.median(unknown)
    assert 0.6 < ratio < 1.7
