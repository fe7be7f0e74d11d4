"""Looking for text that must not be there: in files, in processes, and in a store's decrypted pages."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from mnemonic import Mnemonic

from tests.desktop.worktracker_program import Worktracker

_PAGE = 4096


def forms_of(text: str) -> dict[str, bytes]:
    """A text as it might lie in a file."""
    forms = {encoding: text.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")}
    for shift in range(3):
        # Base64 of something longer holds one of three forms, by where the text begins in it;
        # of its first and last letters others share the bits.
        coded = base64.b64encode(b"\0" * shift + forms["utf-8"])
        forms[f"base64 +{shift}"] = coded[(8 * shift + 5) // 6 : len(coded) // 4 * 4 - 4]
    forms["hex"] = forms["utf-8"].hex().encode()
    return forms


def found_in(content: bytes, canaries: Iterable[str]) -> list[tuple[str, str]]:
    """Which canaries are in some bytes, and in which form."""
    return [
        (canary, form)
        for canary in canaries
        for form, needle in forms_of(canary).items()
        if needle in content or (form == "hex" and needle.upper() in content)
    ]


def search(folders: Iterable[Path], canaries: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """The files with canaries in them; their names count as part of them."""
    hits: dict[str, list[tuple[str, str]]] = {}
    for folder in folders:
        for path in folder.rglob("*"):
            content = os.fsencode(path)
            if path.is_file():
                content += path.read_bytes()
            if found := found_in(content, canaries):
                hits[str(path)] = found
    return hits


def search_processes(processes: Iterable[int], canaries: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """What of processes others can see: arguments, environment, and the files that only they still have."""
    hits: dict[str, list[tuple[str, str]]] = {}
    for process in processes:
        places = [Path(f"/proc/{process}/{name}") for name in ("cmdline", "environ", "comm")]
        with suppress(OSError):
            places += [each for each in Path(f"/proc/{process}/fd").iterdir() if each.is_file()]
        for place in places:
            with suppress(OSError):  # it ended meanwhile
                if found := found_in(place.read_bytes(), canaries):
                    hits[str(place)] = found
    return hits


def key_of(program: Worktracker) -> bytes:
    """The store's raw key, by its recovery phrase."""
    return bytes(Mnemonic("english").to_entropy(program.json("key", "recovery")["phrase"]))


def pages_of(store: Path, key: bytes) -> bytes:
    """All pages of a store in clear, the free ones too, and those that are still in its WAL.

    SQLCipher 4: AES-256-CBC, each page with its IV and its MAC at its end. The WAL has a header of 32
    bytes, and one of 24 before each page (https://www.sqlite.org/fileformat2.html#walformat).
    """
    content = store.read_bytes()
    pages = [_clear(content, start, key, first=start == 0) for start in range(0, len(content), _PAGE)]
    wal = store.with_name(f"{store.name}-wal")
    if wal.exists():
        content = wal.read_bytes()
        for start in range(32, len(content) - _PAGE, 24 + _PAGE):
            first = content[start : start + 4] == b"\0\0\0\1"
            pages.append(_clear(content, start + 24, key, first=first))
    return b"".join(pages)


def _clear(content: bytes, start: int, key: bytes, *, first: bool) -> bytes:
    """One page; the first one begins with the salt, in clear."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    page = content[start : start + _PAGE]
    text, vector = page[16 if first else 0 : 4016], page[4016:4032]
    decryptor = Cipher(algorithms.AES256(key), modes.CBC(vector)).decryptor()
    return decryptor.update(text) + decryptor.finalize()
