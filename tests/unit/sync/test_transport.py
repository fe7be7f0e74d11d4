"""What a request tells, whom it is told to, and what comes of every kind of answer."""

from __future__ import annotations

import datetime as dt
import gzip
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from tests.unit.sync.scripted_server import Say, ScriptedServer, answer
from worktracker.errors import ExitCode, UsageError, WorkTrackerError
from worktracker.sync import transport
from worktracker.sync.answers import NoAnswerError
from worktracker.sync.grant import checked_url
from worktracker.sync.receipt import fingerprint
from worktracker.sync.transport import (
    Answer,
    OtherCertificateError,
    Request,
    Transport,
    UntrustedError,
)

TOKEN = "canary-token"
SECRET = Request(
    "POST", "/v1/summaries", b'{"canary":"body"}', "application/json", {"Worktracker-Grant": "g"}
)


def ask(*script: Say, request: Request = SECRET) -> tuple[Answer, list[bytes]]:
    with ScriptedServer(script) as server, Transport(server.url) as asked:
        return asked.send(request, TOKEN), server.heard


def test_a_request_says_what_it_is_told_to_and_no_more() -> None:
    found, heard = ask(answer(b'{"stored":[]}'))
    assert found.body == b'{"stored":[]}'
    assert (found.status, found.wait_s) == (200, None)
    head, _, body = heard[0].partition(b"\r\n\r\n")
    first, *headers = head.decode().split("\r\n")
    assert first == "POST /v1/summaries HTTP/1.1"
    host = next(line for line in headers if line.startswith("Host: localhost:"))
    assert sorted(headers) == sorted(
        [
            host,
            "Accept: application/json",
            "Accept-Encoding: identity",
            "User-Agent: worktracker",
            "Content-Type: application/json",
            "Content-Length: 17",
            "Authorization: Bearer canary-token",
            "Worktracker-Grant: g",
        ]
    )
    assert body == b'{"canary":"body"}'


def test_no_redirect_is_followed_and_no_cookie_kept() -> None:
    away = answer(b"", "Location: http://127.0.0.1:9/elsewhere", "Set-Cookie: id=7", status="307 Temporary")
    with ScriptedServer([away, answer()]) as server, Transport(server.url) as asked:
        assert asked.send(SECRET).status == 307
        assert asked.send(SECRET).status == 200
        assert b"ookie" not in server.heard[1]


def test_no_proxy_is_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    with ScriptedServer([answer()]) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert ask(answer())[0].status == 200
        assert proxy.connections == 0


def _silent(connection: socket.socket) -> None:
    connection.recv(1)  # until the client gives up


def _dripping(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    connection.settimeout(0.05)
    while True:
        connection.sendall(b"x")
        try:
            if connection.recv(1) == b"":
                return
        except TimeoutError:
            continue


@pytest.mark.parametrize(
    "say",
    [
        b"",  # closed without a word
        b"HTTP/1.1 200 OK\r\nContent-Le",  # cut in its head
        b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"sto',  # cut in its body
        b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"st',
        b"SSH-2.0-OpenSSH_9.2\r\n",
        answer(b"x" * (transport.MOST_BYTES + 1)),
        answer(gzip.compress(b"x" * 10_000), "Content-Encoding: gzip"),
        _silent,
        _dripping,
    ],
)
def test_what_is_no_whole_answer_is_none(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "SILENCE_S", 0.3)
    with ScriptedServer([say]) as server, Transport(server.url) as asked:
        with pytest.raises(NoAnswerError) as caught:
            asked.send(SECRET, TOKEN, whole_s=0.5)
        assert_says_nothing(caught.value, server)


def test_nobody_there() -> None:
    with ScriptedServer([]) as server:
        url = server.url
    with Transport(url) as asked, pytest.raises(NoAnswerError, match="can't be reached"):
        asked.send(SECRET, TOKEN)


def test_a_name_that_no_rule_for_names_allows() -> None:
    with Transport("https://xn--zz9-a") as asked, pytest.raises(UsageError, match="Nothing can be asked"):
        asked.send(Request("GET", "/v1/server"))


def assert_says_nothing(error: WorkTrackerError, server: ScriptedServer) -> None:
    text = f"{error} {error.__context__ if not error.__suppress_context__ else ''} {SECRET!r}"
    for canary in ("canary", str(server.port)):
        assert canary not in text


@pytest.mark.parametrize(
    ("header", "wait_s"),
    [
        ("Retry-After: 7", 7.0),
        ("Retry-After: Sun, 22 Nov 2026 15:00:09 GMT", 9.0),
        ("Retry-After: Sun, 22 Nov 2026 14:00:00 GMT", 0.0),
        ("Retry-After: soon", None),
        ("Retry-After: -3", None),
    ],
)
def test_a_server_says_how_long_to_wait_by_its_own_clock(header: str, wait_s: float | None) -> None:
    date = "Date: Sun, 22 Nov 2026 15:00:00 GMT"
    assert ask(answer(b"{}", date, header, status="503 Busy"))[0].wait_s == wait_s


@pytest.mark.parametrize(
    "url",
    [
        "https://sync.example.org",
        "https://sync.example.org:8443/sync",
        "http://127.0.0.1:8020",
        "http://[::1]:8020",
        "http://localhost:8020",
    ],
)
def test_urls_to_send_to(url: str) -> None:
    assert checked_url(url) == checked_url(url + "/") == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "sync.example.org",
        "http://sync.example.org",
        "http://127.0.0.1.example.org",
        "http://localhost.example.org",
        "http://192.168.1.2",
        "http://0.0.0.0",
        "http://127.1",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "https://",
        "https://user:word@sync.example.org",
        "https://sync.example.org/?to=me",
        "https://sync.example.org/#there",
        "https://sync.example.org:none",
        "https://sync.exämple.org",
        "http://127.9.9.9",
    ],
)
def test_urls_that_nothing_is_sent_to(url: str) -> None:
    with pytest.raises(UsageError):
        Transport(url)


@dataclass
class Certificate:
    """A certificate for a name, signed by itself, and what a server needs of it."""

    file: Path
    pin: str

    @property
    def context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.file)
        return context


def certificate(folder: Path, name: str) -> Certificate:
    key = ec.generate_private_key(ec.SECP256R1())
    called = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    alternative = x509.SubjectAlternativeName([x509.DNSName(name)])
    made = (
        x509.CertificateBuilder(called, called, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(alternative, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    file = folder / f"{name}.pem"
    file.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + made.public_bytes(Encoding.PEM)
    )
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return Certificate(file, fingerprint(public))


def test_a_certificate_that_nobody_vouches_for_gets_no_byte(tmp_path: Path) -> None:
    ours = certificate(tmp_path, "localhost")
    with ScriptedServer([answer()], ours.context) as server, Transport(server.url) as asked:
        with pytest.raises(UntrustedError) as caught:
            asked.send(SECRET, TOKEN)
        assert_says_nothing(caught.value, server)
    assert server.heard == []


def test_a_trusted_certificate_is_taken_for_its_own_name_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the test before: what the system trusts, here through SSL_CERT_FILE."""
    for name, taken in (("localhost", True), ("elsewhere.example", False)):
        ours = certificate(tmp_path, name)
        monkeypatch.setenv("SSL_CERT_FILE", str(ours.file))
        with ScriptedServer([answer()], ours.context) as server, Transport(server.url) as asked:
            if taken:
                assert asked.send(SECRET, TOKEN).status == 200
            else:
                with pytest.raises(UntrustedError):
                    asked.send(SECRET, TOKEN)
        assert len(server.heard) == taken


def test_a_pin_counts_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, other = certificate(tmp_path, "localhost"), certificate(tmp_path, "other.example")
    with ScriptedServer([answer()], ours.context) as server, Transport(server.url, pin=ours.pin) as asked:
        assert asked.send(SECRET, TOKEN).status == 200
    # However much the system trusts it.
    monkeypatch.setenv("SSL_CERT_FILE", str(ours.file))
    with ScriptedServer([answer()], ours.context) as server, Transport(server.url, pin=other.pin) as asked:
        with pytest.raises(OtherCertificateError) as caught:
            asked.send(SECRET, TOKEN)
        assert caught.value.exit_code == ExitCode.PERMISSION_MISSING
        assert_says_nothing(caught.value, server)
    assert server.heard in ([], [b""])
