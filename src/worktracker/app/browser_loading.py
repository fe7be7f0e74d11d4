"""How a browser is given the extension, step by step."""

from __future__ import annotations

from collections.abc import Sequence

from worktracker.app.browser_manifests import Browser, Family
from worktracker.resource import resource_path

_STEPS: dict[Family, str] = {
    "chromium": """
Then load the extension in {names}:
  1. Open chrome://extensions and switch on Developer mode.
  2. Choose Load unpacked, and this folder: {folder}""",
    "firefox": """
Then load the extension in {names}:
  1. Open about:debugging#/runtime/this-firefox
  2. Choose Load Temporary Add-on, and this file: {folder}/manifest.json
  It is gone when {names} ends: only signed add-ons stay, and this one is not signed yet.""",
}


def how_to_load(browsers: Sequence[Browser]) -> str:
    """What is left to do in browsers that find the program already."""
    folder = resource_path("extension")
    parts: list[str] = []
    for family, words in _STEPS.items():
        names = [each.name for each in browsers if each.family == family]
        if names:
            parts.append(words.format(names=" and ".join(names), folder=folder))
    return "\n".join(parts)
