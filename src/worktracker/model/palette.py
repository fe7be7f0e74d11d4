"""The colours of the categories that come with the program, each with its counterpart for a dark ground."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

OFFERED = 6
"""So many, the first, are offered for any category; the last of them is for all the rest."""

DARK: Mapping[str, str] = MappingProxyType(
    {
        "#3b7dd8": "#5c97e8",  # blue
        "#1b9e86": "#3dbba2",  # green
        "#d99a2b": "#e3b04b",  # amber
        "#8765cf": "#a58ae6",  # violet
        "#d4604a": "#e57f6b",  # red
        "#7f8a9a": "#8f99a8",  # slate
        "#2a4f96": "#a3c8ff",  # navy, by night a pale blue: writing
        "#45abd0": "#2fb4d4",  # cyan: spreadsheets
        "#c073c8": "#e091d8",  # orchid: design
        "#74b04a": "#8fcb66",  # leaf: chat
        "#15656f": "#14808c",  # petrol: meetings
        "#88801c": "#a89c2c",  # olive: music
        "#a83a66": "#c7557f",  # raspberry: games
        "#8f5530": "#ab6e48",  # brown: shopping
        "#a9b4c2": "#c3c9d0",  # pale grey: browsing
    }
)
"""``#rrggbb`` on a dark ground by that on a light one. Any two are told apart on either ground."""
