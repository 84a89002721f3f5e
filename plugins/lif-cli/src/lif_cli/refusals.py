"""Refusals: what stands between a call and its answer, told as problems with an exit status."""

import errno
from collections.abc import Iterator
from pathlib import Path

from lif_core.errors import LifError, Problem, Problems, UnknownName, nearest

FINE = 0
NOT_FINE = 1
WRONG_WORDS = 2
_NO_ROOM = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}

_MENDS = {
    "report": "`lif report` lists the reports there are.",
    "record": "`lif list` and `lif find` tell what there is.",
    "setting": "`lif schema framework` lists the tables of a framework and their keys.",
    "layer": "`lif plugins` lists the layers there are.",
    "body or role": "Name one of the framework; `lif responsibilities` lists them, or add it to a layer.",
}


class WrongWords(Problems):
    """The words of a call are off: nothing was looked at, nothing was done."""


def wrong_words(code: str, says: str, mend: str, nearest: str | None = None) -> WrongWords:
    """Give a `WrongWords` of one problem."""
    return WrongWords([Problem(code=f"call.{code}", says=says, mend=mend, nearest=nearest)])


def unknown_word(word: str, sort: str, known: tuple[str, ...]) -> WrongWords:
    """Give a `WrongWords` for a word that is none of those it may be."""
    says = f"There is no {sort} called {word[:60]!r}."
    return wrong_words("unknown-word", says, f"Known: {', '.join(known)}.", nearest(word, known))


def problems_of(error: LifError) -> Iterator[Problem]:
    """Tell an error of ours as problems."""
    if isinstance(error, Problems):
        yield from error.problems
    elif isinstance(error, UnknownName):
        yield error.as_problem(mend=_MENDS.get(error.sort, ""))
    else:
        yield Problem(code=_code(error), says=str(error), mend="")


def _code(error: LifError) -> str:
    return "storage." + "".join(f"-{c.lower()}" if c.isupper() else c for c in type(error).__name__).lstrip("-")


def of_file(error: OSError, path: Path) -> Problem:
    """Tell that a file cannot be read or written."""
    where = "" if path == Path() else str(path)
    if error.errno in _NO_ROOM:
        mend = "Free some space; where something was to be recorded, look whether it was before you call this again."
        return Problem("file.no-room", "There is no room left for all that was to be written here.", mend, where)
    if isinstance(error, FileNotFoundError):
        return Problem("file.missing", "There is no such file or folder.", "Correct its name.", str(path))
    if isinstance(error, IsADirectoryError):
        return Problem("file.is-folder", "This is a folder; a file is asked for.", "Name a file in it.", str(path))
    if isinstance(error, PermissionError):
        mend = "Ask whoever owns it to let you read and write it, or name another."
        return Problem("file.not-allowed", "You may not read or write this.", mend, str(path))
    return Problem(
        "file.unusable", f"This cannot be used: {error.strerror or 'the system says no'}.", "Try another.", where
    )
