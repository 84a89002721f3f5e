"""The error family: errors are data, tell everything wrong at once, and end with the cure.

LifError
├── Problems                 a list of `Problem`, told all at once
│   ├── InvalidFramework     the configuration cannot be used as it stands
│   ├── InvalidData          data from outside is not what it should be
│   ├── Refused              a request, a status move or a gate says no
│   └── UnreadableFile       a file that cannot be taken in (encrypted, too large, no sheet)
├── UnknownName              a name nobody knows, with the nearest that somebody does
│   └── SeveralFit           a name that several things are called by
├── StorageError
│   ├── Conflict             somebody else wrote first
│   ├── NotAStore            the file or database is no store of ours
│   ├── NewerFormat          the store was written by a newer version
│   ├── UnsafePlace          a network or synced folder, a read-only folder
│   ├── StorageFull          the disk or quota is full
│   ├── StorageAway          the store cannot be reached just now
│   └── BrokenChain          the journal was altered
└── PluginError              a plug-in cannot be used, or two offer one name
"""

from collections.abc import Iterable

import attrs

_PAGES = {"framework": "docs/how-to/mend-a-framework.md"}
"""By the first part of a code, the page that has a heading for each of its problems."""


@attrs.frozen(slots=True)
class Problem:
    """One thing that is wrong, where it is, and what would mend it.

    Attributes:
        code: stable dotted name for machines, such as `framework.unknown-key`.
        says: one sentence that a chair could read aloud; never the text of a cell or of a record.
        mend: one sentence that says what to do about it.
        where: a file and line, a cell address, a key path or a record id; empty where there is no place.
        found: what stands there, where it may be shown.
        expected: what could stand there instead.
        nearest: the known name most like the one found.
    """

    code: str
    says: str
    mend: str
    where: str = ""
    found: str | None = None
    expected: str | None = None
    nearest: str | None = None

    @property
    def see(self) -> str:
        """The heading of the handbook that says more on it; empty where none does."""
        area, _, name = self.code.partition(".")
        return f"{_PAGES[area]}#{name}" if area in _PAGES else ""

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        hint = f" Did you mean {self.nearest!r}?" if self.nearest else ""
        return f"{place}{self.says}{hint} {self.mend}".strip()


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Tell the known name most like `name`, or None where nothing is close.

    Letters in common are not enough: two pieces of the one make up more than half of the other, too.
    """
    import difflib  # only where something is wrong

    for close in difflib.get_close_matches(name, list(known), n=3, cutoff=0.6):
        blocks = difflib.SequenceMatcher(None, name, close).get_matching_blocks()
        pieces = sorted((one.size for one in blocks), reverse=True)
        if 2 * sum(pieces[:2]) > max(len(name), len(close)):
            return close
    return None


class LifError(Exception):
    """Whatever this library raises on purpose."""


class Problems(LifError):
    """Several problems told at once.

    Attributes:
        problems: tuple of `Problem`, in the order in which a reader would meet them; never empty.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class InvalidFramework(Problems):
    """The configuration cannot be used as it stands."""


class InvalidData(Problems):
    """Data that comes from outside is not what it should be."""


class Refused(Problems):
    """A request is refused; `problems` lists everything that stands in its way."""


class UnreadableFile(Problems):
    """A file cannot be taken in: encrypted, too large, not a sheet."""


class UnknownName(LifError, LookupError):
    """A name that nobody knows; a `LookupError` too, as Python's own look-ups raise.

    Attributes:
        name: the name asked for.
        sort: what it should have been, such as `review kind`.
        nearest: the known name most like it, or None.
    """

    def __init__(self, name: str, sort: str, known: Iterable[str]) -> None:
        self.name = name
        self.sort = sort
        self.nearest = nearest(name, known)
        super().__init__(name, sort)

    def __str__(self) -> str:
        hint = f" Did you mean {self.nearest!r}?" if self.nearest else ""
        return f"There is no {self.sort} called {self.name!r}.{hint}"

    def as_problem(self, where: str = "", mend: str = "") -> Problem:
        """Tell the same as a `Problem`, to stand in a list with others."""
        return Problem(
            code="unknown-name",
            says=f"There is no {self.sort} called {self.name!r}.",
            mend=mend or "Use a name that the framework knows, or add it to a layer.",
            where=where,
            found=self.name,
            nearest=self.nearest,
        )


class SeveralFit(UnknownName):
    """Words that several things are called by, so that nobody can tell which is meant.

    Attributes:
        ids: the ids of those that fit.
    """

    def __init__(self, name: str, sort: str, ids: Iterable[str]) -> None:
        super().__init__(name, sort, ())
        self.ids = tuple(ids)

    def __str__(self) -> str:
        return f"{self._says} {self._mend}"

    @property
    def _says(self) -> str:
        return f"Several are called {self.name!r} ({self.sort}): {', '.join(self.ids)}."

    @property
    def _mend(self) -> str:
        return "Name the one that is meant by its id."

    def as_problem(self, where: str = "", mend: str = "") -> Problem:
        """Tell the same as a `Problem`, to stand in a list with others."""
        return Problem("several-fit", self._says, mend or self._mend, where, self.name, ", ".join(self.ids))


class StorageError(LifError):
    """The storage could not do what was asked; the message ends with the cure."""


class Conflict(StorageError):
    """Somebody else wrote first.

    Attributes:
        record: id of the record both wrote, or None where only the head of the journal moved.
        expected: position (or head) the writer had seen.
        found: position (or head) the store is at.
        by: who wrote in between (role id), where known.
    """

    def __init__(self, expected: object, found: object, record: str | None = None, by: str | None = None) -> None:
        self.expected = expected
        self.found = found
        self.record = record
        self.by = by
        super().__init__(expected, found, record, by)

    def __str__(self) -> str:
        who = f" by {self.by}" if self.by else ""
        what = self.record or "The journal"
        return (
            f"{what} was changed{who} in the meantime (expected {self.expected}, found {self.found}). "
            "Read it again and repeat the change."
        )


class NotAStore(StorageError):
    """The file or database is no store of this library."""


class NewerFormat(StorageError):
    """The store was written by a newer version of the library."""


class UnsafePlace(StorageError):
    """The store may not stand where it was asked for: a network, synced or read-only folder."""


class StorageFull(StorageError):
    """The disk or quota is full; nothing of the commit was written."""


class StorageAway(StorageError):
    """The store cannot be reached just now; the next attempt may work."""


class BrokenChain(StorageError):
    """The journal was altered.

    Attributes:
        position: the first commit that does not fit.
    """

    def __init__(self, position: int, why: str) -> None:
        self.position = position
        self.why = why
        super().__init__(position, why)

    def __str__(self) -> str:
        return (
            f"The journal does not hold at commit {self.position}: {self.why} "
            "Restore the last backup whose fingerprint you hold, and tell whoever answers for the records."
        )


class PluginError(LifError):
    """A plug-in cannot be used, or two plug-ins offer one name."""
