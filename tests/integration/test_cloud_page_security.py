"""What the person's pages must not let happen: forms from elsewhere, other people's things, other places."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from starlette.routing import Mount

from tests.cloud.people import PASSWORD, Someone, granted, new_device, someone, summary
from tests.cloud.running import new_server, serving
from tests.cloud.visitor import CSRF, Visitor, signed_in
from tests.conftest import LogGuard
from tests.waiting import wait_until
from worktracker.cloud import accounts, application, devices, grants, holdings, summaries, totals
from worktracker.cloud.database.tables import (
    PERSONAL,
    Correction,
    Day,
    Deletion,
    Delivery,
    Device,
    Grant,
    Reset,
    Session,
    Token,
    Total,
)
from worktracker.cloud.pages import rendering
from worktracker.cloud.server import Server
from worktracker.cloud.summaries import Caller
from worktracker.sync import receipt

DAY = date(2026, 11, 20)
OPEN = {"/", "/sign-in", "/sign-up", "/reset/{secret}", "/policy", "/static/{name}", "/sign-out"}
EVIL = "<script>alert(1)</script>\"'&"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("cloud")
    server = new_server(f"sqlite:///{folder / 'cloud.db'}", folder)
    yield server
    server.database.close()


@pytest.fixture(scope="module")
def address(server: Server) -> Iterator[str]:
    with serving(server) as client:
        yield str(client.base_url)


@pytest.fixture
def visitor(address: str) -> Iterator[Visitor]:
    with httpx.Client(base_url=address, timeout=30) as client:
        yield Visitor(client)


@pytest.fixture(scope="module")
def robin(server: Server) -> Someone:
    return with_totals(server)


def with_totals(server: Server) -> Someone:
    """Somebody with a day of totals."""
    found = someone(server)
    grant = granted(server, found)
    body = summary({DAY: {"Work": 60}})
    summaries.store(server, Caller(found.account, found.device.id), grant, 1, body)
    return found


@cache
def routes(server: Server, method: str) -> list[str]:
    """The paths of all pages that answer to a method."""
    app: FastAPI = application.create(server)
    mounted = [each for each in app.routes if isinstance(each, Mount)]
    found = [route for each in mounted for route in _all(each.routes) if method in (route.methods or ())]
    assert len(found) >= 10
    return sorted(route.path for route in found)


def _all(found: Sequence[object]) -> Iterator[APIRoute]:
    for each in found:
        if isinstance(each, APIRoute):
            yield each
        elif (inner := getattr(each, "original_router", None)) is not None:
            yield from _all(inner.routes)


def filled(path: str, person: Someone) -> str:
    """A route's path with somebody's ids."""
    grant = person.grants[0].id
    values = {"grant_id": grant, "device": str(person.device.id), "day": str(DAY), "session": "0" * 12}
    return path.format(**values, secret="x" * 64, name="style.css")


def state(server: Server, person: Someone) -> str:
    """All that is held about somebody, but for browsers that came and went."""
    found = json.loads(holdings.everything(server, person.account))
    return json.dumps(
        {name: value for name, value in found.items() if name not in ("sessions", "exported_at")}
    )


def test_every_form_is_refused_that_is_not_from_a_page_of_this_browser(
    server: Server, robin: Someone, visitor: Visitor, address: str
) -> None:
    signed_in(visitor, robin)
    before = state(server, robin)
    own = visitor.token("/account")
    with httpx.Client(base_url=address) as other:
        others = Visitor(other).token()
    for path in (filled(each, robin) for each in routes(server, "POST")):
        for token in ({}, {"csrf": others}, {"csrf": own[:-1] + "é"}):
            answer = visitor.client.post(
                path, data={"grant": robin.grants[0].id, "password": PASSWORD, **token}
            )
            assert answer.status_code == 403, (path, token)
            assert "out of date" in answer.text
        answer = visitor.client.post(path, data={"csrf": own}, headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 403, path
        answer = visitor.client.post(path, json={"csrf": own})
        assert answer.status_code == 403, path
    assert state(server, robin) == before
    # The same with the right token is done.
    assert visitor.client.post("/account/deletion", data={"csrf": own}).status_code == 303
    assert visitor.client.post("/account/deletion/cancel", data={"csrf": own}).status_code == 303


def test_who_is_not_signed_in_sees_nothing(server: Server, robin: Someone, visitor: Visitor) -> None:
    token = visitor.token()
    before = state(server, robin)
    for path in routes(server, "GET"):
        if path not in OPEN:
            answer = visitor.client.get(filled(path, robin))
            assert (answer.status_code, answer.headers["location"][:14]) == (303, "/sign-in?next="), path
    for path in routes(server, "POST"):
        if path not in OPEN:
            answer = visitor.client.post(filled(path, robin), data={"csrf": token})
            assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in"), path
    assert state(server, robin) == before


def test_other_peoples_things_are_as_if_they_were_not(
    server: Server, robin: Someone, visitor: Visitor
) -> None:
    signed_in(visitor, someone(server))
    before = state(server, robin)
    token = visitor.token("/account")
    nobodys = replace(robin, device=new_device(), grants=[replace(robin.grants[0], id=str(uuid4()))])
    for method in ("GET", "POST"):
        for path in routes(server, method):
            if re.search(r"\{(grant_id|device)\}", path):
                form = {"csrf": token, "name": "mine"} if method == "POST" else None
                answers = [
                    visitor.client.request(method, filled(path, whose), data=form)
                    for whose in (robin, nobodys)
                ]
                assert [each.status_code for each in answers] == [404, 404], path
                assert answers[0].text == answers[1].text, path
    grant = robin.grants[0].id
    for path in (f"/totals/{DAY}", f"/totals/{DAY}/undo"):
        fields = {"csrf": token, "grant": grant, "name.1": "Work", "time.1": "0:15", "of": "categories"}
        visitor.client.post(path, data=fields)
    assert "Nothing of this day is here" in visitor.client.get(f"/totals/{DAY}").text
    export = visitor.client.get("/account/export").text
    for theirs in (robin.name, str(robin.account), str(robin.device.id), robin.grants[0].id):
        assert theirs not in export
    assert state(server, robin) == before


@pytest.mark.parametrize(
    "path",
    [
        "https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
        "javascript:alert(1)", "/%0d%0aSet-Cookie:x=1", "/\r\nSet-Cookie: x=1", "http:/evil.example",
        "evil.example", "/" + "a" * 600, "///evil.example", " //evil.example", "/é",
    ],
)  # fmt: skip
def test_after_signing_in_it_goes_on_to_pages_of_its_own_alone(
    robin: Someone, visitor: Visitor, path: str
) -> None:
    page = visitor.client.get("/sign-in", params={"next": path})
    answer = visitor.client.post(
        "/sign-in", data={"csrf": _token(page), "name": robin.name, "password": PASSWORD, "next": path}
    )
    assert answer.status_code == 303
    for place in (answer.headers["location"], _hidden(page, "next")):
        assert re.fullmatch(r"/(?![/\\])[\x21-\x7e]*", place), place
        assert httpx.URL("http://own.example").join(place).host == "own.example"
    assert "x" not in visitor.client.cookies


def test_it_goes_on_to_the_page_that_was_asked_for(robin: Someone, visitor: Visitor) -> None:
    asked = visitor.client.get("/device?user_code=BCDF-GHJK")
    page = visitor.client.get(asked.headers["location"])
    fields = {"csrf": _token(page), "name": robin.name, "password": PASSWORD, "next": _hidden(page, "next")}
    answer = visitor.client.post("/sign-in", data=fields)
    assert answer.headers["location"] == "/device?user_code=BCDF-GHJK"


def _token(page: httpx.Response) -> str:
    return _hidden(page, "csrf")


def _hidden(page: httpx.Response, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.text)
    assert found
    return found[1].replace("&amp;", "&")


def test_a_session_is_new_at_each_sign_in_and_ends_with_it(robin: Someone, visitor: Visitor) -> None:
    visitor.client.cookies.set("worktracker", "A" * 64, domain="127.0.0.1")
    visitor.client.cookies.set("worktracker-visit", "B" * 43, domain="127.0.0.1")
    before = dict(visitor.client.cookies)
    answer = visitor.post("/sign-in", name=robin.name, password=PASSWORD)
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    first = visitor.client.cookies["worktracker"]
    assert first not in before.values()
    old = visitor.token("/account")
    visitor.client.post("/sign-out", data={"csrf": old})
    visitor.client.cookies.set("worktracker", first, domain="127.0.0.1")
    assert visitor.client.get("/account").status_code == 303  # what was signed out is worth nothing
    visitor.client.cookies.clear()
    signed_in(visitor, robin)
    assert visitor.client.cookies["worktracker"] != first
    assert visitor.client.post("/account/deletion", data={"csrf": old}).status_code == 403


def test_over_https_cookies_stay_on_it(tmp_path: Path) -> None:
    server = new_server(
        f"sqlite:///{tmp_path / 'cloud.db'}", tmp_path, public_url="https://totals.example.org"
    )
    with serving(server) as client:
        answer = client.get("/sign-up")
        assert re.match(r"__Host-worktracker-visit=[^;]+; .*Secure", answer.headers["set-cookie"])
        assert answer.headers["strict-transport-security"].startswith("max-age=")


def test_every_answer_has_the_headers(server: Server, robin: Someone, visitor: Visitor, address: str) -> None:
    answers = [visitor.client.get(filled(path, robin)) for path in routes(server, "GET")]
    signed_in(visitor, robin)
    answers += [visitor.client.get(filled(path, robin)) for path in routes(server, "GET")]
    answers += [visitor.client.post(filled(path, robin)) for path in routes(server, "POST")]
    paths = (
        "/nowhere",
        "/grants/x",
        "/static/../secret",
        "/v1/server",
        "/v1/nowhere",
        "/healthz",
        "/openapi.json",
    )
    answers += [visitor.client.get(path) for path in paths]
    answers += [
        visitor.client.put("/account"),
        visitor.client.get("/sign-in", headers={"Cookie": "worktracker=x;y"}),
    ]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert policy == (
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
            " frame-ancestors 'none'; base-uri 'none'"
        )
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        if answer.request.url.path not in ("/static/style.css", "/static/icon.svg"):
            assert answer.headers["cache-control"] == "no-store", answer.request.url
    assert {each.status_code for each in answers} >= {200, 303, 403, 404, 405, 422}


def test_pages_have_no_script_and_nothing_inline(server: Server, robin: Someone, visitor: Visitor) -> None:
    signed_in(visitor, robin)
    for path in routes(server, "GET"):
        text = visitor.client.get(filled(path, robin)).text
        assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=|javascript:", text), path
        assert not re.findall(r'(?:href|src|action|formaction)="(?!/(?!/)|#)', text), path


def test_what_others_named_is_text(server: Server, visitor: Visitor) -> None:
    """A device's name and a grant's purpose come from a program: they stay text wherever they are shown."""
    person = someone(server)
    person.device = new_device(EVIL[:60])
    asked = devices.ask(server, person.device.id, receipt.public_key(person.device.private), EVIL, "::1")
    signed_in(visitor, person)
    shown = [visitor.client.get("/device", params={"user_code": asked.user_code})]
    devices.approve(server, person.account, asked.user_code)
    name = "<b>a&b'\""
    grant = granted(server, person, purpose=EVIL, pseudonym=EVIL, names=(name,))
    caller = Caller(person.account, person.device.id)
    summaries.store(server, caller, grant, 1, summary({DAY: {name: 60}}))
    paths = ("/devices", "/grants", f"/grants/{grant}", f"/totals/{DAY}", "/totals?week=2026-W47")
    shown += [visitor.client.get(path) for path in paths]
    for answer in shown:
        assert answer.status_code == 200
        assert not re.search(r"<script|<b>", answer.text), answer.request.url
        assert re.search(r"&lt;script|&lt;b&gt;", answer.text), answer.request.url
    wrong = visitor.client.get("/device", params={"user_code": '"><script>'})
    assert "<script" not in wrong.text
    refused = visitor.client.post("/sign-in", data={"csrf": "", "name": EVIL})
    assert "<script" not in refused.text


def test_a_look_changes_nothing(server: Server, robin: Someone, visitor: Visitor) -> None:
    signed_in(visitor, robin)
    device = new_device()
    asked = devices.ask(server, device.id, receipt.public_key(device.private), "desk", "::1")
    before = state(server, robin)
    for path in routes(server, "GET"):
        query = {"user_code": asked.user_code, "answer": "approve", "csrf": visitor.token("/account")}
        visitor.client.get(filled(path, robin), params=query)
    assert state(server, robin) == before
    assert devices.waiting(server, robin.account, asked.user_code).device == device.id


def test_nobody_learns_which_names_there_are(robin: Someone, visitor: Visitor) -> None:
    answers = [
        visitor.post("/sign-in", name=name, password="not the password at all")
        for name in (robin.name, "nobody-of-this-name")
    ]
    texts = {
        CSRF.sub("", each.text).replace(robin.name, "N").replace("nobody-of-this-name", "N")
        for each in answers
    }
    assert len(texts) == 1
    assert {each.status_code for each in answers} == {403}


def test_too_many_guesses_are_told_when_to_come_back(server: Server, visitor: Visitor) -> None:
    person = someone(server)
    for _ in range(6):
        assert visitor.post("/sign-in", name=person.name, password="not the password").status_code == 403
    answer = visitor.post("/sign-in", name=person.name, password=PASSWORD)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert "too often" in answer.text


def test_an_invitation_and_a_reset_link_work_once(tmp_path: Path) -> None:
    server = new_server(f"sqlite:///{tmp_path / 'cloud.db'}", tmp_path, open_sign_up=False)
    with serving(server) as client:
        visitor = Visitor(client)
        assert client.get("/sign-up").status_code == 403
        assert client.get("/sign-up?invitation=made-up").status_code == 403
        page = f"/sign-up?invitation={accounts.invite(server)}"
        fields = {"name": "robin", "password": PASSWORD, "accept": "1", "invitation": page.partition("=")[2]}
        extra = {"account": str(uuid4()), "accepted_policy": "99", "deletion_due_at": "1", "created_at": "1"}
        assert visitor.post("/sign-up", page=page, **fields, **extra).status_code == 303
        made = json.loads(client.get("/account/export").text)["account"]
        assert (made["accepted_policy"], made["deletion_due_at"]) == (1, None)
        assert made["id"] != extra["account"]
        client.cookies.clear()
        assert client.get(page).status_code == 403
        assert visitor.post("/sign-up", **(fields | {"name": "other"})).status_code == 403

        link = f"/reset/{accounts.begin_reset(server, 'robin')}"
        assert visitor.post(link, page=link, new_password="short").status_code == 422
        answer = visitor.post(link, page=link, new_password="another long password")
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?done=password")
        assert client.get(link).status_code == 404
        assert visitor.post(link, new_password="another long password").status_code == 404
        assert client.get("/account").status_code == 303  # it signs nobody in
        assert visitor.post("/sign-in", name="robin", password=PASSWORD).status_code == 403
        assert visitor.post("/sign-in", name="robin", password="another long password").status_code == 303


def test_all_that_is_held_is_in_the_export(server: Server, visitor: Visitor) -> None:
    """A table of a person's that is not here is a new one: it belongs into the export, and into this test."""
    person = with_totals(server)
    gone = granted(server, person)
    summaries.store(server, Caller(person.account, person.device.id), gone, 2, summary({DAY: {"Work": 60}}))
    grants.withdraw(server, person.account, gone, None)
    totals.correct(
        server, person.account, DAY, UUID(person.grants[0].id), {"Work": 1800, "Communication": 900}
    )
    signed_in(visitor, person)
    found = json.loads(visitor.client.get("/account/export").text)
    days = found["days"]
    told = {
        Total: sum(len(day["totals"]) for day in days),
        Correction: sum(len(day["corrections"]) for day in days),
        Day: len(days),
        Delivery: len(found["deliveries"]),
        Deletion: sum(grant["deletion"] is not None for grant in found["grants"]),
        Grant: len(found["grants"]),
        Device: len(found["devices"]),
        Session: len(found["sessions"]),
    }
    assert set(PERSONAL) == set(told) | {Token, Reset}  # those two are secrets
    with server.database.reading() as connection:
        for table, number in told.items():
            rows = connection.execute(select(table).where(table.account == person.account)).all()
            assert len(rows) == number > 0, table
    secrets = (visitor.client.cookies["worktracker"], person.tokens.access, person.tokens.refresh, "$argon2")
    assert not [each for each in secrets if each in json.dumps(found)]


def test_without_the_password_nothing_is_deleted_at_once(server: Server, visitor: Visitor) -> None:
    person = someone(server)
    signed_in(visitor, person)
    for wrong in ("", "not the password"):
        answer = visitor.post("/account/deletion/now", page="/account", password=wrong)
        assert answer.status_code == 403
    assert accounts.person(server, person.account).deletion_due_at is None
    assert visitor.post("/account/deletion/now", page="/account", password=PASSWORD).status_code == 200
    assert visitor.client.get("/account").status_code == 303


def test_a_correction_stays_within_the_grant(server: Server, visitor: Visitor) -> None:
    person = with_totals(server)
    signed_in(visitor, person)
    grant = person.grants[0].id
    before = state(server, person)
    for fields in (
        {"name.1": "A title, say", "time.1": "1:00"},
        {"name.1": "Work", "time.1": "99:00"},
        {"name.1": "Work", "time.1": "-1:00"},
        {"name.1": "Work", "time.1": "1e9"},
        {"name.1": "Work", "time.1": "٣"},
    ):
        answer = visitor.post(f"/totals/{DAY}", page="/account", grant=grant, **fields)
        assert answer.status_code == 422, fields
    for day in ("2026-11-21", "0001-01-01", "9999-12-31"):
        fields = {"grant": grant, "name.1": "Work", "time.1": "1:00"}
        assert visitor.post(f"/totals/{day}", page="/account", **fields).status_code == 404
    assert visitor.post(f"/totals/{DAY}", page="/account", grant="x").status_code == 404
    assert state(server, person) == before
    visitor.post(f"/totals/{DAY}", page="/account", **{"grant": grant, "name.1": "Work", "time.1": "0:30"})
    assert totals.between(server, person.account, DAY, DAY)[0].entries[0].seconds == 1800


@pytest.mark.parametrize(
    "week",
    [
        "2026-W54",
        "9999-W52",
        "0001-W01",
        "x",
        "2026-W00",
        "٢٠٢٦-W01",
        "9999-12",
        "2999-12",
        "2000-01",
        "2026-13",
    ],
)
def test_weeks_and_months_at_the_edge_of_time(robin: Someone, visitor: Visitor, week: str) -> None:
    signed_in(visitor, robin)
    for unit in ("week", "month"):
        assert visitor.client.get("/totals", params={unit: week}).status_code in (200, 404)
    for day in ("0001-01-01", "9999-12-31"):
        assert visitor.client.get(f"/totals/{day}").status_code == 200


def test_too_much_is_not_read(visitor: Visitor) -> None:
    token = visitor.token()
    long = visitor.client.post("/sign-in", data={"csrf": token, "name": "x" * (128 << 10)})
    assert (long.status_code, "too long" in long.text) == (413, True)
    many = visitor.client.post(
        "/sign-in", data={"csrf": token} | {f"x{number}": "" for number in range(2000)}
    )
    assert many.status_code == 403


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (RuntimeError("a canary of the inside"), 500, "Something went wrong here"),
        (OperationalError("a canary of the inside", {}, Exception()), 503, "Not for the moment"),
    ],
)
def test_a_mistake_is_a_page_that_tells_nothing(
    robin: Someone,
    visitor: Visitor,
    monkeypatch: pytest.MonkeyPatch,
    log_guard: LogGuard,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    status: int,
    words: str,
) -> None:
    signed_in(visitor, robin)

    def broken(*_: object, **__: object) -> object:
        raise error

    for logger in ("worktracker.cloud", "uvicorn.error"):
        log_guard.expect(logger, logging.ERROR)
    monkeypatch.setattr(grants, "all_of", broken)
    monkeypatch.setattr(devices, "ask", broken)
    once = {"Connection": "close"}  # uvicorn closes it after a mistake, whatever comes on it meanwhile
    page = visitor.client.get("/grants", headers=once)
    assert words in page.text
    form = {
        "client_id": "worktracker",
        "device_id": str(uuid4()),
        "device_key": "A" * 43,
        "device_name": "desk",
    }
    said = visitor.client.post("/v1/device/authorization", data=form, headers=once)
    assert said.headers["content-type"] == "application/json"
    for answer in (page, said):
        assert answer.status_code == status
        assert "canary" not in answer.text
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert ("retry-after" in answer.headers) == (status == 503)

    def told() -> bool:  # after the answer, perhaps
        return sum(each.name == "uvicorn.error" for each in caplog.records) == 2

    if status == 500:
        wait_until(told, 15, "uvicorn's word on both")


def test_the_package_has_its_templates_and_files() -> None:
    """They lie within the package, and so in its wheel: hatchling takes all of src/worktracker."""
    folder = Path(rendering.__file__).parent
    assert {each.suffix for each in (folder / "static").iterdir()} == {".css", ".svg"}
    for template in (folder / "templates").iterdir():
        rendering._environment().get_template(template.name)
