"""Where the program looks for its icons: in the checkout first, else in the installed package."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from worktracker import resource
from worktracker.resource import resource_path

_REPOSITORY = Path(__file__).parents[2]


def _package(monkeypatch: pytest.MonkeyPatch, *parts: str, root: Path) -> Path:
    """Have the package lie at ``parts`` below ``root``, with resources inside it and two folders above."""
    package = root.joinpath(*parts)
    (package / "_resources").mkdir(parents=True)
    (package.parents[1] / "resources").mkdir()
    monkeypatch.setattr(resource, "_PACKAGE", package)
    return package


def test_a_checkout_has_them_beside_the_source() -> None:
    assert resource_path("private-browsing.json") == _REPOSITORY / "resources" / "private-browsing.json"


def test_a_checkout_comes_before_a_copy_in_the_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _package(monkeypatch, "checkout", "src", "worktracker", root=tmp_path)
    assert resource_path("icons/some.svg") == tmp_path / "checkout" / "resources" / "icons" / "some.svg"


def test_an_installed_package_has_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    package = _package(monkeypatch, "lib", "site-packages", "worktracker", root=tmp_path)
    assert resource_path("icons/some.svg") == package / "_resources" / "icons" / "some.svg"


def test_a_wheel_holds_them_and_an_install_in_place_does_not(tmp_path: Path) -> None:
    code = "import sys; from hatchling import build; print(getattr(build, sys.argv[1])(sys.argv[2]))"
    held = {}
    for kind in ("build_wheel", "build_editable"):
        done = subprocess.run(
            [sys.executable, "-c", code, kind, str(tmp_path / kind)],
            cwd=_REPOSITORY, check=True, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        with zipfile.ZipFile(tmp_path / kind / done.stdout.split()[-1]) as wheel:
            held[kind] = set(wheel.namelist())
    assert "worktracker/_resources/private-browsing.json" in held["build_wheel"]
    assert "worktracker/__main__.py" in held["build_wheel"]
    assert not any("resources" in name for name in held["build_editable"])
