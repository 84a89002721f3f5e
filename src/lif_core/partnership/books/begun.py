"""Begun: a folder knows the commit with which its register began, so that a store that is missing is no new one.

    {"begun": "7f3a91c2..."}          the link of the first commit, in begun.json beside partnership.toml

A storage makes an empty store where it finds none: an address that was mistyped, or a file that was deleted, would open
as a register in which nothing ever happened. The line is written once, when the first commit is, or a copy is restored.
The store holds the same as a note, so that opening asks for a few bytes and not for a commit.
"""

import re
from contextlib import suppress
from pathlib import Path

from lif_core.errors import InvalidData, Problem, Refused, StorageError
from lif_core.hooks.ports import Head, Storage

FILE = "begun.json"
NOTE = "begun"
"""Note in a store: the link of its first commit."""
_ANEW = f"To begin anew on purpose, move {FILE} out of the folder first."
_LINE = re.compile(rb'\s*\{\s*"begun"\s*:\s*"([0-9a-f]{64})"\s*\}\s*')
_SETTING = "partnership.toml, storage"


def begun(folder: Path) -> str:
    """Tell the link of the commit with which the register of a folder began; empty where nothing was written yet.

    Raises:
        InvalidData: the file was altered by hand.
    """
    try:
        held = (folder / FILE).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError:
        raise _broken() from None
    found = _LINE.fullmatch(held)
    if found is None:
        raise _broken()
    return found[1].decode()


def see_begun(link: str, storage: Storage, *, restoring: bool = False) -> None:
    """Refuse a store that is not the one with which the register of a folder began.

    Args:
        link: the link of the commit with which it began, as `begun` tells it; empty where it has not yet.
        storage: its store, open.
        restoring: whether a copy is to be put into it: then it may be empty.

    Raises:
        Refused: the store is empty, or begins with another commit.
    """
    if not link or _is_noted(storage, link):
        return
    first = _first(storage)
    if first != link and (first or not restoring):
        raise Refused([_another() if first else _gone()])


def note_begun(folder: Path, storage: Storage) -> None:
    """Leave in a folder, and in its store, with which commit the register began, where that is not there yet.

    Where the folder cannot be written it is left out: the commits are in the store all the same.

    Raises:
        Refused: the store is not the one with which the register of this folder began.
        InvalidData: the file in the folder was altered by hand.
    """
    link = begun(folder)
    if link and _is_noted(storage, link):
        return
    see_begun(link, storage)
    first = _first(storage)
    if first:
        if not link:
            with suppress(OSError):
                _write(folder, first)
        with suppress(StorageError):
            storage.keep(NOTE, first.encode())


def see_same_past(folder: Path, first: str) -> None:
    """Refuse a copy that begins with another commit than the register of a folder did.

    Args:
        folder: the partnership's folder.
        first: link of the first commit of the copy; empty where it has none.

    Raises:
        Refused: it is the copy of another register.
    """
    link = begun(folder)
    if link and first and first != link:
        says = "This copy begins with another commit than the register of this folder did."
        raise Refused([Problem("restore.another-past", says, f"Choose the other copy or folder. {_ANEW}", FILE)])


def _is_noted(storage: Storage, link: str) -> bool:
    """Tell whether a store has the note, and any commit at all: one that was emptied may have kept it."""
    return storage.head() != Head() and storage.kept(NOTE) == link.encode()


def _first(storage: Storage) -> str:
    return next((stored.link for stored in storage.commits()), "")


def _write(folder: Path, link: str) -> None:
    from lif_core.partnership.books.files import put  # once in the life of a folder

    put(folder / FILE, [f'{{"begun":"{link}"}}\n'.encode()])


def _gone() -> Problem:
    says = "The register of this folder had begun, and the store that its settings name is empty."
    mend = f"Correct `storage`, or put the register back from a dump or a backup with `lif restore`. {_ANEW}"
    return Problem("store.gone", says, mend, _SETTING)


def _another() -> Problem:
    says = "The store that the settings of this folder name begins with another commit than its register did."
    return Problem("store.another-past", says, f"Correct `storage`. {_ANEW}", _SETTING)


def _broken() -> InvalidData:
    says = "The file that tells with which commit the register began cannot be read."
    mend = "Take it from the last copy of the folder, or move it away: it is written again with the next commit."
    return InvalidData([Problem("begun.broken", says, mend, FILE)])
