"""A person's way through all pages: signs up, approves a device, looks, corrects, takes back, leaves."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import update

from tests.cloud.people import PASSWORD, Machine, grant_of, new_device, signed, summary
from tests.cloud.running import Program
from tests.integration.headless_browser import Page
from tests.waiting import wait_until
from worktracker.cloud import policies, settings
from worktracker.cloud.database.tables import Policy
from worktracker.cloud.server import Server, open_server
from worktracker.sync import receipt
from worktracker.sync.receipt import Grant
from worktracker.sync.summary import Kind

NAMES = ("Communication", "Leisure", "Meetings", "Work", "Work > Development", "Work > Research", "Writing")
_WEEK = (
    (90, 0, 60, 0, 240, 45, 30),
    (60, 0, 120, 15, 180, 60, 0),
    (75, 0, 30, 0, 270, 0, 90),
    (45, 15, 90, 30, 210, 90, 0),
    (90, 0, 45, 0, 150, 30, 60),
    (0, 60, 0, 0, 45, 0, 0),
    (0, 0, 0, 0, 0, 0, 0),
)
_APPS = {"code": 240, "firefox": 120, "thunderbird": 60}
_DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code"


def week_start() -> date:
    """The Monday of the newest week that is over: all of its days were delivered."""
    today = datetime.now(UTC).date()
    return today - timedelta(days=today.weekday() + 7)


def minutes(day: date) -> dict[str, int]:
    """What is delivered of a day."""
    found = {name: each for name, each in zip(NAMES, _WEEK[day.weekday()], strict=True) if each}
    return found | ({"Other": 30} if found else {})


@dataclass
class Desk:
    """A device that speaks the interface of docs/sync.md, over HTTP."""

    program: Program
    server: Server
    device: Machine
    sequence: int = 0
    access: str = ""
    grants: list[Grant] = field(default_factory=list[Grant])

    def ask(self) -> dict[str, str]:
        """Ask to be approved; what the server says."""
        form = {
            "client_id": "worktracker",
            "device_id": str(self.device.id),
            "device_key": self.device.key,
            "device_name": self.device.name,
        }
        answer = self.program.client.post("/v1/device/authorization", data=form)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def take_tokens(self, device_code: str) -> str:
        """Ask for tokens; the error's code, or nothing."""
        form = {"client_id": "worktracker", "grant_type": _DEVICE_CODE, "device_code": device_code}
        answer = self.program.client.post("/v1/device/token", data=form)
        self.access = answer.json().get("access_token", "")
        return answer.json().get("error", "")

    def give(self, **other: object) -> Grant:
        """A new grant, which the server takes."""
        today = datetime.now(UTC).date()
        days = {"first_day": today - timedelta(days=120), "end_date": today + timedelta(days=150)}
        grant = grant_of(
            self.server, self.device, **({"names": NAMES, "purpose": "My own weeks"} | days | other)
        )
        said = signed(grant, self.device)
        body = {"receipt": said.receipt, "signature": said.signature}
        answer = self.program.client.put(f"/v1/grants/{grant.id}", json=body, headers=self._bearer)
        assert answer.status_code == 201, answer.text
        self.grants.append(grant)
        return grant

    def deliver(self, grant: Grant, days: dict[date, dict[str, int]]) -> int:
        """Send totals in minutes; the answer's status."""
        self.sequence += 1
        headers = self._bearer | {"Worktracker-Grant": grant.id, "Worktracker-Sequence": str(self.sequence)}
        body = summary(days, grant.terms.of)
        return self.program.client.post("/v1/summaries", content=body, headers=headers).status_code

    @property
    def _bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.access}"}


class Walk:
    """The way, in one browser.

    Args:
        see: called at each page with its name, to look at it.
        downloads: where the browser puts files.
    """

    def __init__(self, program: Program, page: Page, see: Callable[[str], None], downloads: Path) -> None:
        self.program = program
        self.page = page
        self.see = see
        self.downloads = downloads
        found = settings.read(program._environment | {"WORKTRACKER_CLOUD_PUBLIC_URL": program.url})
        self.server = open_server(found)
        self.desk = Desk(program, self.server, new_device("desk"))
        self.monday = week_start()

    def go(self) -> None:
        """All of it."""
        self.sign_up()
        self.approve()
        self.look()
        self.correct()
        self.read_grants()
        self.rename()
        self.take_out()
        self.change_password()
        self.accept_policy()
        self.take_back()
        self.leave()

    def sign_up(self) -> None:
        """From a link to the device's page to an account, and back there."""
        page = self.page
        self.open("/device?user_code=BBBB-CCCC")
        assert page.path == "/sign-in?next=%2Fdevice%3Fuser_code%3DBBBB-CCCC"
        self.see("sign-in")
        page.press("Make one")
        self.see("sign-up")
        page.fill("Name", "robin")
        page.fill("Password", "aaaaaaaaaaaa")
        page.fill("I accept", "")
        page.press("Make the account")
        assert "soon guessed" in page.text
        self.see("sign-up-refused")
        page.fill("Password", PASSWORD)
        page.fill("I accept", "")
        page.press("Make the account")
        assert page.path == "/device?user_code=BBBB-CCCC"
        self.open("/")
        assert page.path == "/totals"
        assert "No device sends here yet" in page.text
        self.see("totals-first")
        for path in ("grants", "devices"):
            self.open(f"/{path}")
            self.see(f"{path}-first")

    def approve(self) -> None:
        """A wrong code, a denied one, and the right one; looking approves nothing."""
        page = self.page
        page.press("Add a device")
        self.see("device")
        page.fill("Code", "bbbb bbbb")
        page.press("Continue")
        assert "No device shows this code" in page.text
        self.see("device-refused")
        denied = self.desk.ask()
        self.open(_path(denied["verification_uri_complete"]))
        page.press("Deny")
        assert self.desk.take_tokens(denied["device_code"]) == "access_denied"
        asked = self.desk.ask()
        self.open("/device")
        page.fill("Code", asked["user_code"].replace("-", "").lower())
        page.press("Continue")
        assert asked["user_code"] in page.text
        assert receipt.fingerprint(receipt.decoded(self.desk.device.key)) in page.text
        self.see("device-confirm")
        assert self.desk.take_tokens(asked["device_code"]) == "authorization_pending"
        page.press("Approve this device")
        self.see("devices")
        assert self.desk.take_tokens(asked["device_code"]) == ""
        self.open("/totals")
        assert "No totals in this week" in page.text
        self.see("totals-empty")

    def look(self) -> None:
        """Totals that were delivered, by week and by day."""
        page = self.page
        days = {
            day: minutes(day) for day in (self.monday + timedelta(days=number) for number in range(-14, 7))
        }
        assert self.desk.deliver(self.desk.give(), days) == 200
        apps = self.desk.give(of=Kind.APPLICATIONS, names=tuple(_APPS), purpose="Which programs I use")
        assert self.desk.deliver(apps, {self.monday: _APPS}) == 200
        self.open(f"/totals?week={self.week}&of=applications")
        self.see("totals-applications")
        self.open(f"/totals?week={self.week}")
        total = sum(sum(minutes(self.monday + timedelta(days=number)).values()) for number in range(7))
        assert f"{total // 60} h {total % 60:02d} m" in page.text
        self.see("totals")
        page.press("Week before")
        assert "in all" in page.text
        page.press("Month")
        assert f"month={self.monday - timedelta(days=4):%Y-%m}" in page.path
        assert "in all" in page.text
        self.see("totals-month")
        page.press("Month before")
        page.press("Month after")
        self.open(f"/totals?week={self.week}")

    def correct(self) -> None:
        """A day that was otherwise; back again; and otherwise."""
        page = self.page
        page.press(f"Monday {self.monday.day}")
        self.see("day")
        page.fill("Meetings", "ten")
        page.press("Correct this day")
        assert "A time is hours and minutes" in page.text
        self.see("day-refused")
        for undone in (True, False):
            page.fill("Meetings", "0:30")
            page.fill("Time of the other name", "15 m")
            page.press("Correct this day")
            assert "The correction holds" in page.text
            assert "8 h 00 m, as you corrected it; 8 h 15 m were delivered" in page.text
            if undone:
                page.press("Undo the correction")
                assert "What was delivered counts again" in page.text
        self.see("day-corrected")
        page.press("To the week")
        assert "corrected" in page.text

    def read_grants(self) -> None:
        """The receipts."""
        page = self.page
        self.open("/grants")
        self.see("grants")
        page.press("My own weeks")
        assert "The device signed exactly this text." in page.text
        page.touch("The document, word for word")
        page.touch("Take this grant back")
        self.see("grant")
        page.touch("Download the receipt")
        name = f"grant-{self.desk.grants[0].id}.json"
        found = json.loads(self.downloaded(name))
        key = receipt.decoded(self.desk.device.key)
        assert receipt.is_signed(key, found["receipt"].encode(), receipt.decoded(found["signature"]))

    def rename(self) -> None:
        """The device: another name, and back."""
        page = self.page
        self.open("/devices")
        for old, new in (("desk", "The old laptop"), ("The old laptop", "desk")):
            page.touch(f"Rename {old}")
            if old == "desk":
                self.see("devices-rename")
            page.fill("Name on these pages", new)
            page.press("Rename this device")
            assert "The device has its new name" in page.text
            assert f"Rename {new}" in page.text
        assert "Rename The old laptop" not in page.text

    def take_out(self) -> None:
        """Everything, in one file."""
        page = self.page
        self.open("/account")
        self.see("account")
        page.touch("Download everything")
        found = json.loads(self.downloaded("worktracker-account.json"))
        assert found["account"]["name"] == "robin"
        day = next(
            each
            for each in found["days"]
            if each["date"] == self.monday.isoformat() and len(each["totals"]) > 3
        )
        assert {each["name"]: each["seconds"] // 60 for each in day["totals"]} == minutes(self.monday)
        assert {each["name"]: each["seconds"] for each in day["corrections"]} == {
            "Meetings": 1800,
            "Leisure": 900,
        }
        assert [each["name"] for each in found["devices"]] == ["desk"]
        assert len(found["grants"]) == 2

    def change_password(self) -> None:
        """Another password, and back."""
        page = self.page
        page.press("Change the password")
        page.fill("Password so far", "not the password")
        page.fill("New password", PASSWORD + "!")
        page.press("Change the password")
        self.see("password")
        for old, new in ((PASSWORD, PASSWORD + "!"), (PASSWORD + "!", PASSWORD)):
            self.open("/password")
            page.fill("Password so far", old)
            page.fill("New password", new)
            page.press("Change the password")
            assert "The new password holds" in page.text

    def accept_policy(self) -> None:
        """A new version: announced, in force (deliveries pause), accepted."""
        page = self.page
        self.open("/policy")
        self.see("policy")
        version = policies.publish(
            self.server, "The server's text.\n\nA second version of it, with another purpose."
        ).version
        self.open("/policy")
        assert f"Version {version} holds from" in page.text
        self.see("policy-announced")
        with self.server.database.writing() as connection:
            connection.execute(
                update(Policy).where(Policy.version == version).values(in_force_at=self.server.now_s)
            )
        assert self.deliver_again() == 403
        self.open("/totals")
        assert "The policy has changed" in page.text
        self.see("totals-paused")
        page.press("Read it")
        self.see("policy-changed")
        page.press(f"Accept version {version}")
        assert "Accepted" in page.text
        assert self.deliver_again() == 200

    def take_back(self) -> None:
        """A grant, then the device."""
        page = self.page
        self.open(f"/grants/{self.desk.grants[1].id}")
        page.touch("Take this grant back")
        page.press("Take back and delete 1 day")
        assert "The grant is taken back" in page.text
        self.see("grant-revoked")
        self.open("/devices")
        page.touch("Revoke desk")
        self.see("devices-revoke")
        page.press("Revoke this device")
        assert "The device is revoked" in page.text
        self.see("devices-revoked")
        assert self.deliver_again() == 401

    def leave(self) -> None:
        """In 30 days; not after all; at once."""
        page = self.page
        self.open("/account")
        page.touch("Delete in 30 days")
        page.press("Delete the account in 30 days")
        assert "Deleted on" in page.text
        self.see("account-ends")
        self.open("/grants")
        assert "This account is deleted on" in page.text
        page.press("Keep the account")
        page.press("Keep the account")
        assert "The account stays" in page.text
        page.touch("Delete at once")
        page.fill("Password", "not the password")
        page.press("Delete 18 days of totals and the account now")
        assert "Nothing was deleted" in page.text
        self.see("account-refused")
        page.fill("Password", PASSWORD)
        page.press("Delete 18 days of totals and the account now")
        assert "The account is deleted" in page.text
        assert '"schema":"worktracker.deletion/1"' in page.text
        self.see("deleted")
        self.open("/nowhere")
        self.see("not-found")
        self.open("/totals")
        assert page.path.startswith("/sign-in")

    @property
    def week(self) -> str:
        """The week's name in addresses."""
        return f"{self.monday:%G-W%V}"

    def open(self, path: str) -> None:
        """Go to one of the server's pages."""
        self.page.open(self.program.url + path)

    def deliver_again(self) -> int:
        """The answer's status."""
        return self.desk.deliver(self.desk.grants[0], {self.monday: minutes(self.monday)})

    def downloaded(self, name: str) -> str:
        """A file that the browser was given."""
        file = self.downloads / name
        wait_until(lambda: self.page.browser.downloaded(name), 15, name)
        return file.read_text("utf-8")


def _path(url: str) -> str:
    return re.sub(r"^https?://[^/]+", "", url)
