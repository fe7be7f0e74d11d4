"""Writes resources/errors.txt: what errors say that a window may show, with %1 for what is filled in.

The sentences are English in the code, where the terminal says them; windows translate them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from worktracker.model.settings import SETTINGS

_REPOSITORY = Path(__file__).resolve().parents[2]
_SOURCE = _REPOSITORY / "src" / "worktracker"
FILE = _REPOSITORY / "resources" / "errors.txt"
PACKAGES = ("app", "capture", "desktop", "home.py", "keys", "labels", "model", "privacy", "reports", "store")
"""Whose errors reach a window."""

_LEAST_LETTERS = 6
"""Of what is not filled in: less could be anything."""


def sentences() -> list[str]:
    """What they say, in order of the alphabet."""
    trees = {path: ast.parse(path.read_text("utf-8")) for path in sorted(_SOURCE.rglob("*.py"))}
    errors = _error_names(trees)
    found = {each.values for each in SETTINGS.values() if " " in each.values}  # what is filled in, of ours
    for path, tree in trees.items():
        if path.relative_to(_SOURCE).parts[0] in (*PACKAGES, "errors.py"):
            constants = dict(_constants(tree))
            for node in ast.walk(tree):
                for said in _said(node, errors):
                    found.update(_texts(said, constants))
    return sorted(each for each in found if _letters(each) >= _LEAST_LETTERS and each[0] != " ")


def _said(node: ast.AST, errors: set[str]) -> list[ast.expr]:
    """What an error is made with, what it is titled, and the table of what stands between us and the key."""
    match node:
        case ast.Call(func=ast.Name(id=name)) if name in errors:
            return [*node.args, *(each.value for each in node.keywords)]
        case ast.ClassDef(name=name) if name in errors:
            lines = [line for line in node.body if isinstance(line, ast.Assign)]
            return [line.value for line in lines if ast.unparse(line.targets[0]) == "title"]
        case ast.AnnAssign(target=ast.Name(id="_TEXTS")):
            return [part for each in ast.walk(node) if isinstance(each, ast.Tuple) for part in each.elts]
        case _:
            return []


def _error_names(trees: Mapping[Path, ast.Module]) -> set[str]:
    """The names of all classes of our errors."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    names = {"WorkTrackerError"}
    while more := {name for name, above in bases.items() if above & names} - names:
        names |= more
    return names


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The texts that a module gives names to."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            for text in _texts(node.value, {}):
                yield node.targets[0].id, text


def _texts(node: ast.expr, constants: Mapping[str, str]) -> list[str]:
    """What an argument can say."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.Name(id=name):
            return [constants[name]] if name in constants else []
        case ast.IfExp():
            return _texts(node.body, constants) + _texts(node.orelse, constants)
        case ast.BoolOp():
            return [text for each in node.values for text in _texts(each, constants)]
        case ast.JoinedStr():
            return [_filled(node, constants)]
        case ast.BinOp(op=ast.Add()):
            left, right = _texts(node.left, constants), _texts(node.right, constants)
            return [one + two for one in left for two in right]
        case _:
            return []


def _filled(node: ast.JoinedStr, constants: Mapping[str, str]) -> str:
    said, places = "", 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            said += str(part.value)
        elif isinstance(part, ast.FormattedValue) and (known := _texts(part.value, constants)):
            said += known[0]
        else:
            places += 1
            said += f"%{places}"
    return said


def _letters(text: str) -> int:
    return sum(letter.isalpha() for letter in text)


if __name__ == "__main__":
    FILE.write_text("".join(f"{each}\n" for each in sentences()), "utf-8")
