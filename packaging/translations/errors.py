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
PACKAGES = (
    "app",
    "capture",
    "control/client.py",
    "control/instance.py",
    "desktop",
    "errors.py",
    "home.py",
    "interchange/exporting.py",
    "interchange/my_data.py",
    "interchange/new_file.py",
    "interchange/span_formats.py",
    "keys",
    "labels",
    "model",
    "privacy",
    "reports",
    "store",
)
"""Whose errors reach a window."""

_TROUBLES = {"trouble", "_held_long", "_words", "did_you_mean"}
"""Functions that say what a window shows without raising it."""

_HINTED = {"did_you_mean", "parse_weekdays"}
"""Functions that are told what an error of theirs says more."""

_LEAST_LETTERS = 6
"""Of what is not filled in: less could be anything."""


def sentences() -> list[str]:
    """What they say, in order of the alphabet."""
    trees = {path: ast.parse(path.read_text("utf-8")) for path in sorted(_SOURCE.rglob("*.py"))}
    errors = _error_names(trees)
    found = {each.values for each in SETTINGS.values() if " " in each.values}  # what is filled in, of ours
    for path, tree in trees.items():
        place = path.relative_to(_SOURCE)
        if place.parts[0] in PACKAGES or place.as_posix() in PACKAGES:
            constants, makers = dict(_constants(tree)), errors | _makers(tree, errors)
            for node in ast.walk(tree):
                for said in _said(node, makers):
                    found.update(_texts(said, constants))
    return sorted(each for each in found if _letters(each) >= _LEAST_LETTERS and each[0] != " ")


def _said(node: ast.AST, errors: set[str]) -> list[ast.expr]:
    """What an error is made with, what it is titled, and the table of what stands between us and the key."""
    match node:
        case ast.Call(func=ast.Name(id=name)) if name in _HINTED:
            return node.args[1:]
        case ast.Call(func=ast.Name(id=name)) if name in errors:
            return [*node.args, *(each.value for each in node.keywords)]
        case ast.ClassDef(name=name) if name in errors:
            lines = [line for line in node.body if isinstance(line, ast.Assign)]
            titles = [line.value for line in lines if ast.unparse(line.targets[0]) == "title"]
            made = [each for each in ast.walk(node) if isinstance(each, ast.Call)]
            above = [each.args for each in made if ast.unparse(each.func) == "super().__init__"]
            return [*titles, *(said for each in above for said in each)]
        case ast.FunctionDef(name=name) if name in _TROUBLES:
            lines = [each.value for each in ast.walk(node) if isinstance(each, ast.Assign | ast.Return)]
            return [each for each in lines if each is not None]
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


def _makers(tree: ast.Module, errors: set[str]) -> set[str]:
    """The names of a module's functions that make an error of what they are told."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return {each.name for each in functions if each.returns and ast.unparse(each.returns) in errors}


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The texts that a module gives names to."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.expr() as value):
                pass
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                pass
            case _:
                continue
        for text in _texts(value, {}):
            yield name, text


def _texts(node: ast.expr, constants: Mapping[str, str]) -> list[str]:
    """What an argument can say."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.Name(id=name):
            return [constants[name]] if name in constants else []
        case ast.IfExp():
            return _texts(node.body, constants) + _texts(node.orelse, constants)
        case ast.Call(func=ast.Attribute(value=said, attr="rstrip")):
            return _texts(said, constants)
        case ast.BoolOp():
            return [text for each in node.values for text in _texts(each, constants)]
        case ast.JoinedStr():
            return _filled(node, constants)
        case ast.BinOp(op=ast.Add()):
            left, right = _texts(node.left, constants), _texts(node.right, constants)
            return [one + two for one in left for two in right]
        case _:
            return []


def _filled(node: ast.JoinedStr, constants: Mapping[str, str]) -> list[str]:
    said, places = [""], 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            known = [str(part.value)]
        elif isinstance(part, ast.FormattedValue) and not isinstance(part.value, ast.BoolOp):
            known = _texts(part.value, constants)
        else:
            known = []
        if not known:
            places += 1
            known = [f"%{places}"]
        said = [before + each for before in said for each in known]
    return said


def _letters(text: str) -> int:
    return sum(letter.isalpha() for letter in text)


if __name__ == "__main__":
    FILE.write_text("".join(f"{each}\n" for each in sentences()), "utf-8")
