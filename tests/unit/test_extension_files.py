"""The extension's own files: what it asks for, what it can't do, and how it is packed."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from worktracker.resource import resource_path

ROOT = Path(__file__).parents[2]
FOLDER = resource_path("extension")
MANIFEST = json.loads((FOLDER / "manifest.json").read_text())
IDS = json.loads(resource_path("extension-ids.json").read_text())


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / f"packaging/extension/{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_asks_for_two_permissions_and_no_sites() -> None:
    assert MANIFEST["permissions"] == ["nativeMessaging", "tabs"]
    assert not {"host_permissions", "optional_permissions", "content_scripts", "externally_connectable"} & {
        *MANIFEST
    }
    policy = MANIFEST["content_security_policy"]["extension_pages"]
    assert policy == "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"


def test_it_fetches_nothing_keeps_nothing_and_runs_no_text() -> None:
    words = r"\b(fetch|XMLHttpRequest|WebSocket|eval|Function|innerHTML|localStorage|indexedDB|setInterval)\b"
    addresses = re.compile(r"(https?:)?//[a-z0-9]")
    for path in FOLDER.iterdir():
        if path.suffix in (".js", ".html", ".css"):
            text = path.read_text()
            assert not re.search(words + r"|\.storage\b|import\(", text), path
            assert not addresses.search(text), path
    assert addresses.search("https://example.org")


def test_the_ids_are_those_of_the_manifest() -> None:
    key = base64.b64decode(MANIFEST["key"], validate=True)
    digest = hashlib.sha256(key).hexdigest()[:32]
    assert IDS["chromium"]["unpacked"] == "".join(chr(ord("a") + int(digit, 16)) for digit in digest)
    assert IDS["firefox"]["addons.mozilla.org"] == MANIFEST["browser_specific_settings"]["gecko"]["id"]
    assert f'const HOST = "{IDS["host"]}"' in (FOLDER / "background.js").read_text()


def test_the_versions_are_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert MANIFEST["version"] == project["project"]["version"]


def test_what_the_manifest_names_is_there() -> None:
    names = [*MANIFEST["icons"].values(), *MANIFEST["action"]["default_icon"].values()]
    names += [MANIFEST["action"]["default_popup"], *MANIFEST["background"]["scripts"]]
    assert all((FOLDER / name).is_file() for name in names)


def test_every_language_says_everything_that_is_asked_for_and_no_more() -> None:
    languages = {path.parent.name: json.loads(path.read_text()) for path in FOLDER.glob("_locales/*/*.json")}
    assert {"en", "de"} <= languages.keys()
    assert MANIFEST["default_locale"] == "en"
    scripts = "".join(path.read_text() for path in FOLDER.glob("*.js"))
    calls = "".join(re.findall(r"\bword\(([^()]*)\)", scripts))
    asked = set(re.findall(r'"(\w+)"', calls)) | set(re.findall(r"__MSG_(\w+)__", json.dumps(MANIFEST)))
    for language, messages in languages.items():
        assert messages.keys() == asked, language
        assert messages["language"]["message"] == language
        for name, entry in messages.items():
            places = [re.findall(r"\$\d", found[name]["message"]) for found in languages.values()]
            assert entry.keys() == {"message"}
            assert entry["message"].strip()
            assert all(each == places[0] for each in places), name


def test_refusals_are_known_by_what_the_program_says() -> None:
    """The popup knows them by their English words: in its own language the same words stand for them."""
    table = re.findall(r'^  ("[^"]+"): word\("(\w+)"\)', (FOLDER / "refusals.js").read_text(), re.MULTILINE)
    assert len(table) > 20
    english = json.loads((FOLDER / "_locales/en/messages.json").read_text())
    listed = resource_path("errors.txt").read_text("utf-8").splitlines()
    hosts = (ROOT / "src/worktracker/browser_host/relay.py").read_text()
    for text, name in table:
        sentence = json.loads(text)
        assert english[name]["message"] == sentence
        filled = re.sub(r" \(.+\)\.$", " (%1).", sentence)
        assert filled in listed or f'"{sentence}"' in hosts, sentence


def test_the_manifest_asks_for_browsers_that_know_all_of_it() -> None:
    """Firefox knows data_collection_permissions from 140 on, on Android from 142 on."""
    assert int(MANIFEST["browser_specific_settings"]["gecko"]["strict_min_version"].split(".")[0]) >= 142


def test_packed_twice_it_is_the_same(tmp_path: Path) -> None:
    pack = script("pack").pack
    first = pack(tmp_path / "first")
    sources = [path for path in FOLDER.rglob("*") if path.is_file()]
    before_s = sources[0].stat().st_mtime
    try:
        os.utime(sources[0], (1, 1))
        second = pack(tmp_path / "second")
    finally:
        os.utime(sources[0], (before_s, before_s))
    assert [path.name for path in first] == [
        f"worktracker-extension-{MANIFEST['version']}-{store}.zip"
        for store in ("chrome-web-store", "edge-add-ons", "opera-add-ons", "addons.mozilla.org")
    ]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    for path in first:
        with zipfile.ZipFile(path) as archive:
            assert set(archive.namelist()) == {str(each.relative_to(FOLDER)) for each in sources}
            manifest = json.loads(archive.read("manifest.json"))
        assert "key" not in manifest
        background = (
            {"scripts": ["background.js"]} if "mozilla" in path.name else {"service_worker": "background.js"}
        )
        assert manifest["background"] == background | {"type": "module"}
        assert ("browser_specific_settings" in manifest) == ("mozilla" in path.name)


def test_the_icons_are_the_apps() -> None:
    """Drawn anew they are the committed ones, pixel by pixel."""
    pytest.importorskip("PySide6.QtGui")
    program = """
import sys, tempfile
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from icons import write
from PySide6.QtGui import QImage
with tempfile.TemporaryDirectory() as folder:
    write(Path(folder))
    names = sorted(path.name for path in Path(folder).iterdir())
    assert names == sorted(path.name for path in Path(sys.argv[2]).iterdir()), names
    for name in names:
        assert QImage(str(Path(folder, name))) == QImage(str(Path(sys.argv[2], name))), name
"""
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", program, str(ROOT / "packaging/extension"), str(FOLDER / "icons")]
    subprocess.run(command, env=environ, check=True, timeout=60)
