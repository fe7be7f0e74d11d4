"""What a person does on their pages about devices, browsers and the password."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.cloud.people import PASSWORD, Someone, someone
from tests.cloud.running import new_server, serving
from tests.cloud.visitor import Visitor, signed_in
from worktracker.cloud import devices
from worktracker.cloud.server import Server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("cloud")
    server = new_server(f"sqlite:///{folder / 'cloud.db'}", folder)
    yield server
    server.database.close()


@pytest.fixture(scope="module")
def address(server: Server) -> Iterator[str]:
    with serving(server) as client:
        yield str(client.base_url)


@pytest.fixture
def robin(server: Server) -> Someone:
    return someone(server)


@pytest.fixture
def visitor(address: str, robin: Someone) -> Iterator[Visitor]:
    with httpx.Client(base_url=address, timeout=30) as client:
        yield signed_in(Visitor(client), robin)


def _field(page: str, name: str) -> str:
    """The one field of a name that a page has, as it is written."""
    (found,) = re.findall(rf'<input [^>]*name="{name}"[^>]*>', page)
    return found


def test_a_device_is_renamed(server: Server, robin: Someone, visitor: Visitor) -> None:
    page = visitor.client.get("/devices").text
    assert 'value="desk"' in _field(page, "name")
    path = f"/devices/{robin.device.id}/rename"
    assert path in page
    answer = visitor.post(path, page="/devices", name="The <old> laptop")
    assert answer.headers["location"] == "/devices?done=renamed"
    page = visitor.client.get("/devices").text
    assert "The &lt;old&gt; laptop" in page
    assert "<old>" not in page
    for wrong in ("", "a\nb", "x" * 201):
        assert visitor.post(path, page="/devices", name=wrong).status_code == 422
    other = someone(server)
    strange = f"/devices/{other.device.id}/rename"
    assert visitor.post(strange, page="/devices", name="mine").status_code == 404
    assert devices.device(server, other.account, other.device.id).name == "desk"


def test_one_browser_signs_another_out(address: str, robin: Someone, visitor: Visitor) -> None:
    with httpx.Client(base_url=address, timeout=30) as client:
        elsewhere = signed_in(Visitor(client), robin)
        page = visitor.client.get("/account").text
        assert page.count("This browser") == 1
        (path,) = re.findall(r'action="(/account/sessions/[0-9a-f]+/end)"', page)
        assert elsewhere.client.get("/account").status_code == 200
        assert visitor.post(path, page="/account").headers["location"] == "/account?done=signed-out"
        assert elsewhere.client.get("/account").status_code == 303
        page = visitor.client.get("/account").text
        assert "Another browser" not in page
        assert visitor.post(path, page="/account").status_code == 303  # it is out already


def test_nobody_signs_somebody_elses_browser_out(server: Server, address: str, visitor: Visitor) -> None:
    other = someone(server)
    with httpx.Client(base_url=address, timeout=30) as client:
        theirs = signed_in(Visitor(client), other)
        with httpx.Client(base_url=address, timeout=30) as second:
            signed_in(Visitor(second), other)
            page = theirs.client.get("/account").text
            (path,) = re.findall(r'action="(/account/sessions/[0-9a-f]+/end)"', page)
            visitor.post(path, page="/account")
            assert second.get("/account").status_code == 200


@pytest.mark.parametrize("ticked", [True, False])
def test_a_new_password_revokes_devices_where_its_box_is_ticked(
    server: Server, robin: Someone, visitor: Visitor, ticked: bool
) -> None:
    box = _field(visitor.client.get("/password").text, "devices")
    assert 'type="checkbox"' in box
    assert "checked" not in box
    value = re.search(r'value="([^"]+)"', box)
    assert value
    fields = {"devices": value[1]} if ticked else {}
    answer = visitor.post(
        "/password", page="/password", password=PASSWORD, new_password=PASSWORD + "!", **fields
    )
    assert answer.headers["location"] == "/account?done=password"
    revoked = devices.device(server, robin.account, robin.device.id).revoked_at
    assert (revoked is not None) == ticked
