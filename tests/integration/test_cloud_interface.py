"""The interface of docs/sync.md over HTTP: as a client meets it, and as somebody who means no good."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import select

from tests.cloud.people import (
    Machine,
    Someone,
    fields,
    grant_of,
    granted,
    new_device,
    signed,
    someone,
    summary,
)
from tests.cloud.running import serving
from tests.conftest import LogGuard
from worktracker.cloud import devices, sessions
from worktracker.cloud.database.tables import Table
from worktracker.cloud.server import Server
from worktracker.sync import receipt
from worktracker.sync.deletion_receipt import read_deletion

DAY = date(2026, 11, 20)
_CODE = "urn:ietf:params:oauth:grant-type:device_code"


@pytest.fixture(scope="module")
def client(summary_server: Server) -> Iterator[httpx.Client]:
    with serving(summary_server) as found:
        yield found


@pytest.fixture
def one(summary_server: Server) -> Someone:
    return someone(summary_server)


def _headers(one: Someone, grant: object, sequence: int = 1) -> dict[str, str]:
    return one.bearer | {"Worktracker-Grant": str(grant), "Worktracker-Sequence": str(sequence)}


def _everything(server: Server) -> str:
    """All that the database holds."""
    with server.database.reading() as connection:
        return "".join(
            repr(connection.execute(select(*table.columns)).all()) for table in Table.metadata.sorted_tables
        )


def _error(answer: httpx.Response, status: int, code: str) -> None:
    assert (answer.status_code, answer.json()["error"]) == (status, code), answer.text
    assert set(answer.json()) == {"error", "message"}


def _deletion(server_key: str, device: Machine, token: str) -> str:
    said = f"worktracker.account-deletion/1\n{server_key}\n{token}"
    return receipt.encoded(receipt.sign(device.private, said.encode()))


def test_a_client_from_its_first_question_to_its_last(
    client: httpx.Client, summary_server: Server, one: Someone
) -> None:
    challenge = b"c" * 32
    server = client.get("/v1/server", params={"challenge": receipt.encoded(challenge)}).json()
    key = Ed25519PublicKey.from_public_bytes(receipt.decoded(server["key"]))
    assert server["url"] == summary_server.settings.public_url
    proof = f"worktracker.server/1\n{server['url']}\n".encode() + challenge
    key.verify(receipt.decoded(server["signature"]), proof)
    assert (server["schema"], server["policy_version"], server["sign_up"]) == (
        "worktracker.summary/1",
        1,
        "open",
    )

    device = new_device()
    asked = client.post(
        "/v1/device/authorization",
        data={
            "client_id": "worktracker",
            "device_id": str(device.id),
            "device_key": device.key,
            "device_name": device.name,
        },
    ).json()
    assert asked["verification_uri"] == f"{summary_server.settings.public_url}/device"
    assert parse_qs(urlsplit(asked["verification_uri_complete"]).query)["user_code"] == [asked["user_code"]]
    assert (asked["expires_in"], asked["interval"]) == (900, 5)
    form = {"grant_type": _CODE, "device_code": asked["device_code"], "client_id": "worktracker"}
    _error(client.post("/v1/device/token", data=form), 400, "authorization_pending")
    devices.approve(summary_server, one.account, asked["user_code"])
    tokens = client.post("/v1/device/token", data=form).json()
    assert (tokens["token_type"], tokens["expires_in"]) == ("Bearer", 3600)
    form = {
        "grant_type": "refresh_token",
        "refresh_token": tokens["refresh_token"],
        "client_id": "worktracker",
    }
    tokens = client.post("/v1/device/token", data=form).json()
    bearer = {"Authorization": f"Bearer {tokens['access_token']}"}

    grant = grant_of(summary_server, device)
    proof = signed(grant, device)
    body = {"receipt": proof.receipt, "signature": proof.signature}
    answers = [client.put(f"/v1/grants/{grant.id}", json=body, headers=bearer) for _ in range(2)]
    assert [each.status_code for each in answers] == [201, 200]

    headers = bearer | {"Worktracker-Grant": grant.id, "Worktracker-Sequence": "1"}
    sent = summary({DAY: {"Work": 60}})
    for _ in range(2):
        done = client.post("/v1/summaries", content=sent, headers=headers)
        assert (done.status_code, done.json()) == (200, {"stored": ["2026-11-20"], "superseded": []})
    span = {"first": "2026-11-01", "last": "2026-11-30"}
    there = client.get("/v1/summaries", params=span, headers=headers).json()
    assert there == {"days": fields(sent)["days"]}

    said = [client.delete(f"/v1/grants/{grant.id}", headers=bearer).json() for _ in range(2)]
    assert said[0] == said[1]
    assert read_deletion(said[0]["receipt"].encode(), said[0]["signature"], server["key"])["totals"] == 1
    _error(client.post("/v1/summaries", content=sent, headers=headers), 403, "grant_revoked")

    due = client.post("/v1/account/deletion", json={"now": False}, headers=bearer).json()["due"]
    assert due == "2026-12-28T12:00:00Z"
    assert client.delete("/v1/account/deletion", headers=bearer).status_code == 204
    at_once = {"now": True}
    token = tokens["access_token"]
    right = _deletion(server["key"], device, token)
    for wrong in (
        None,
        "nonsense",
        _deletion(server["key"], device, "another token"),
        _deletion("another server", device, token),
        _deletion(server["key"], one.device, token),
    ):
        headers = bearer if wrong is None else bearer | {"Worktracker-Signature": wrong}
        _error(client.post("/v1/account/deletion", json=at_once, headers=headers), 403, "not_signed")
    headers = bearer | {"Worktracker-Signature": right}
    said = client.post("/v1/account/deletion", json=at_once, headers=headers).json()
    assert read_deletion(said["receipt"].encode(), said["signature"], server["key"])
    _error(client.delete("/v1/account/deletion", headers=bearer), 401, "invalid_token")


WITH_A_TOKEN = [
    ("PUT", "/v1/grants/{grant}"),
    ("DELETE", "/v1/grants/{grant}"),
    ("POST", "/v1/summaries"),
    ("GET", "/v1/summaries?first=2026-11-01&last=2026-11-30"),
    ("POST", "/v1/account/deletion"),
    ("DELETE", "/v1/account/deletion"),
]
WITHOUT = {
    ("GET", "/v1/server"),
    ("POST", "/v1/device/authorization"),
    ("POST", "/v1/device/token"),
    ("GET", "/v1/account/deletion"),  # of an account that is gone; signed by the device's key
    ("GET", "/healthz"),
}


def test_every_route_is_among_those_that_are_tried_below(client: httpx.Client) -> None:
    described = client.get("/openapi.json").json()["paths"]
    found = {(method.upper(), path) for path, methods in described.items() for method in methods}
    assert found == WITHOUT | {(method, path.partition("?")[0]) for method, path in WITH_A_TOKEN}


@pytest.mark.parametrize(("method", "path"), WITH_A_TOKEN)
def test_nobody_without_a_token_and_nobody_with_anothers(
    client: httpx.Client, summary_server: Server, one: Someone, method: str, path: str
) -> None:
    grant = granted(summary_server, one)
    body = summary({DAY: {"Work": 60}})
    client.post("/v1/summaries", content=body, headers=_headers(one, grant))
    before = _everything(summary_server)
    where = path.format(grant=grant)
    cookie = sessions.begin(summary_server, one.account, None)
    sessions.end(summary_server, cookie)
    for name, value in (
        ("X-Nothing", ""),
        ("Authorization", "Bearer"),
        ("Authorization", f"Bearer {'A' * 64}"),
        ("Authorization", f"Bearer {one.tokens.refresh}"),
        ("Authorization", f"Basic {one.tokens.access}"),
        ("Authorization", f"Bearer {cookie}"),
        ("Cookie", f"worktracker={one.tokens.access}"),
    ):
        tried = _headers(one, grant) | {"Authorization": "none"} | {name: value}
        _error(client.request(method, where, content=body, headers=tried), 401, "invalid_token")
    assert _everything(summary_server) == before

    other = someone(summary_server)
    if "account" in path:
        return  # names nothing of anybody's but the caller's
    proof = signed(one.grants[0], one.device)
    content = (
        body
        if method == "POST"
        else json.dumps({"receipt": proof.receipt, "signature": proof.signature}).encode()
    )
    answer = client.request(method, where, content=content, headers=_headers(other, grant))
    assert answer.status_code in (404, 422)
    assert answer.json()["error"] in ("unknown_grant", "not_a_receipt")
    there = client.get("/v1/summaries?first=2026-11-01&last=2026-11-30", headers=_headers(one, grant))
    assert there.json() == {"days": fields(body)["days"]}


def test_unknown_fields_are_refused_and_leave_nothing_not_even_in_the_log(
    client: httpx.Client, summary_server: Server, one: Someone, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    grant = granted(summary_server, one)
    given = fields(summary({DAY: {"Work": 60}})) | {"title": "canary-1b7e"}
    answers = [
        client.post("/v1/summaries", content=json.dumps(given), headers=_headers(one, grant)),
        client.post("/v1/account/deletion", json={"now": True, "title": "canary-1b7e"}, headers=one.bearer),
        client.put(
            f"/v1/grants/{uuid.uuid4()}",
            json={"receipt": "canary-1b7e", "signature": "", "account": "canary-1b7e"},
            headers=one.bearer,
        ),
        client.post("/v1/device/token", data={"grant_type": "canary-1b7e"}),
        client.get("/v1/server", params={"challenge": "canary-1b7e"}),
    ]
    assert [answer.status_code for answer in answers] == [422] * 5
    assert "canary" not in "".join(answer.text for answer in answers)
    assert "canary-1b7e" not in _everything(summary_server)
    # The client's own log, and the server's access log, which the program switches off, hold the address.
    others = ("httpx", "httpcore", "uvicorn.access", "asyncio")
    said = repr([each.__dict__ for each in caplog.records if not each.name.startswith(others)])
    assert "canary-1b7e" not in said
    assert one.name in _everything(summary_server)  # the control: what is there is found
    assert "/v1/device/token" in said


def test_the_log_names_nobody(
    client: httpx.Client, summary_server: Server, one: Someone, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", "worktracker")
    grant = granted(summary_server, one)
    client.post("/v1/summaries", content=summary({DAY: {"Work": 60}}), headers=_headers(one, grant))
    client.delete(f"/v1/grants/{grant}", headers=one.bearer)
    said = [record.__dict__ for record in caplog.records if record.name == "worktracker.cloud"]
    assert {"/v1/summaries", "/v1/grants/{grant}"} <= {each["route"] for each in said}
    everything = repr([{name: value for name, value in each.items() if name != "args"} for each in said])
    for private in (str(grant), one.tokens.access, one.name, str(one.account), "127.0.0.1", "Work"):
        assert private not in everything


def test_fields_of_an_account_cant_be_set_from_outside(
    client: httpx.Client, summary_server: Server, one: Someone
) -> None:
    device = new_device()
    form = {
        "client_id": "worktracker",
        "device_id": str(device.id),
        "device_key": device.key,
        "device_name": "desk",
        "account": str(one.account),
        "state": "approved",
    }
    asked = client.post("/v1/device/authorization", data=form).json()
    form = {
        "grant_type": _CODE,
        "device_code": asked["device_code"],
        "client_id": "worktracker",
        "account": str(one.account),
    }
    _error(client.post("/v1/device/token", data=form), 400, "authorization_pending")


@pytest.mark.parametrize(
    "name", ["'; DROP TABLE totals; --", '" OR 1=1 --', "Robert'); DELETE FROM days;", "%s %(x)s {0} :name"]
)
def test_names_are_values_never_statements(
    client: httpx.Client, summary_server: Server, one: Someone, name: str
) -> None:
    # A name can't hold a colon or a slash; what it can hold is stored as it is.
    name = name.replace(":", "")
    grant = granted(summary_server, one, names=(name,))
    body = summary({DAY: {name: 60}})
    assert client.post("/v1/summaries", content=body, headers=_headers(one, grant)).status_code == 200
    there = client.get("/v1/summaries?first=2026-11-01&last=2026-11-30", headers=_headers(one, grant))
    assert there.json() == {"days": fields(body)["days"]}
    for where in ("/v1/summaries?first=2026-11-01'--&last=2026-11-30", f"/v1/grants/{grant}'%20OR%201=1"):
        method = "GET" if "summaries" in where else "DELETE"
        assert client.request(method, where, headers=_headers(one, grant)).status_code == 422


def test_bodies_have_a_length(client: httpx.Client, summary_server: Server, one: Someone) -> None:
    grant = granted(summary_server, one)
    for where, most in (("/v1/summaries", 8 << 20), (f"/v1/grants/{grant}", 128 << 10)):
        method = "POST" if "summaries" in where else "PUT"
        for content in (b" " * (most + 1), iter([b" " * (most // 2)] * 3)):  # with a length, and in chunks
            _error(
                client.request(method, where, content=content, headers=_headers(one, grant)), 413, "too_long"
            )
    _error(client.post("/v1/device/token", data={"device_code": "x" * 20_000}), 413, "too_long")
    chunked = client.post(
        "/v1/device/token",
        content=iter([b"device_code=x"]),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    _error(chunked, 413, "too_long")


def test_what_is_not_there_is_said_in_the_interfaces_own_words(client: httpx.Client) -> None:
    _error(client.get("/v1/nothing"), 404, "not_found")
    _error(client.delete("/v1/server"), 405, "method_not_allowed")
    assert client.get("/docs").status_code == 404
    assert client.get("/healthz").json() == {"status": "ok"}


def test_every_answer_forbids_browsers_what_it_can(client: httpx.Client) -> None:
    for path in ("/healthz", "/v1/nothing", "/sign-in"):
        headers = client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert "server" not in headers


def test_a_database_that_does_not_answer_is_said_and_nothing_else(
    client: httpx.Client,
    summary_server: Server,
    one: Someone,
    log_guard: LogGuard,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from sqlalchemy.exc import OperationalError

    log_guard.expect("worktracker.cloud", 40)

    def broken(*_: object) -> None:
        raise OperationalError("SELECT canary", {}, Exception("canary"))

    monkeypatch.setattr("worktracker.cloud.summaries.deliver", broken)
    answer = client.post("/v1/summaries", headers=_headers(one, uuid.uuid4()))
    _error(answer, 503, "unavailable")
    assert answer.headers["retry-after"] == "5"
    assert "canary" not in answer.text


def test_the_description_names_every_refusal(client: httpx.Client) -> None:
    described = client.get("/openapi.json").json()
    deliver = described["paths"]["/v1/summaries"]["post"]
    assert {"200", "401", "403", "404", "413", "422", "429", "503"} <= set(deliver["responses"])
    assert (
        deliver["requestBody"]["content"]["application/json"]["example"]["schema"] == "worktracker.summary/1"
    )
    assert not any(path.startswith("/v1") is False and path != "/healthz" for path in described["paths"])
