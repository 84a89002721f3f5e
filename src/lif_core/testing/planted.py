"""Planted: bytes that cannot be made smaller, and where they still stand in files, however a storage spells them."""

import base64
import random
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

PIECE = 48
"""Bytes of the pieces that are looked for: of what was overwritten in part, the rest is found too."""

_WHOLE = 12  # base64 takes three bytes at a time, base85 four: what is cut to these ends where both do


def planted(seed: int, size: int = 2_400) -> bytes:
    """Give bytes that no compression makes smaller, the same for the same seed."""
    return random.Random(seed).randbytes(size)  # noqa: S311 - they keep nothing secret


def standing(folder: Path, sought: Iterable[bytes]) -> list[str]:
    """Tell the names of the files below a folder in which something that was planted stands, whole or in part."""
    needles = [spelt for one in sought for piece in pieces(one) for spelt in spellings(piece)]
    return sorted(str(path.relative_to(folder)) for path, held in _files(folder) if any(one in held for one in needles))


def first_place(path: Path, sought: bytes) -> int | None:
    """Tell where in a file something that was planted begins to stand, in bytes; None where it stands nowhere."""
    held = path.read_bytes()
    places = [held.find(spelt) for piece in pieces(sought) for spelt in spellings(piece)]
    return min((place for place in places if place >= 0), default=None)


def pieces(sought: bytes) -> Iterator[bytes]:
    """Cut bytes into pieces."""
    return (sought[start : start + PIECE] for start in range(0, len(sought) - PIECE + 1, PIECE))


def spellings(piece: bytes) -> set[bytes]:
    """Tell how a piece may stand in a file: as it is, in hexadecimal digits, in base64 or base85 at any beginning."""
    found = {piece, piece.hex().encode(), piece.hex().upper().encode()}
    for skip in range(4):
        rest = piece[skip:]
        rest = rest[: len(rest) // _WHOLE * _WHOLE]
        found |= {base64.b64encode(rest), base64.urlsafe_b64encode(rest), base64.b85encode(rest)}
    return found


def _files(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for path in sorted(folder.rglob("*")):
        with suppress(OSError):  # a lock file may be gone, or no file at all
            if path.is_file():
                yield path, path.read_bytes()
