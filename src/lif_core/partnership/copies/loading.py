"""Loading: the lines of a dump, or a copy, put into an empty store, once all of it is known to be whole.

A store into which a copy is being put has a note that says so, so that nobody takes the half of it for the whole, and
the same copy can go on where it was broken off.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count
from typing import Any

import attrs

from lif_core.errors import Conflict, InvalidData, LifError, NewerFormat, Problem
from lif_core.framework.stored import documents_in, fingerprint_of
from lif_core.hooks.ports import GENESIS, Head, Storage, StoredCommit
from lif_core.journal.chain import link
from lif_core.journal.fold import DoesNotFold
from lif_core.journal.sealed import Sealed, decode, to_install
from lif_core.partnership.books.commits import sealed_in
from lif_core.partnership.books.forms import note
from lif_core.partnership.books.replaying import Growing
from lif_core.partnership.copies.dumping import FORMAT, lines_of
from lif_core.rules.reading import read_line
from lif_core.serial.plain import canonical

RESTORING = "restoring"
"""Note in a store into which a copy was restored: the links of the first and of the last commit of that copy."""
_KEYS: Mapping[str, tuple[str, ...]] = {
    "dump": ("dump", "partnership", "marking", "position", "link", "fingerprint"),
    "framework": ("framework", "document"),
    "commit": ("commit", "position", "link"),
}


def copy_in(storage: Storage, copy: Storage, partnership: str, source: str = "copy") -> Head:
    """Put a copy, such as `backup` made of a store, into an empty store; checked as a dump is.

    Args:
        storage: an empty store.
        copy: the copy, opened.
        partnership: whose it is to be.
        source: what to call the copy, in problems.

    Raises:
        InvalidData: the copy was altered, or is that of another partnership; nothing was written.
        Conflict: the store is not empty.
    """
    ids = next((stored.touches for stored in copy.commits() if stored.touches), ())
    if any(id.partition("/")[0] != partnership for id in ids):
        says = f"This is the copy of another partnership than {partnership!r}."
        mend = "Set `id` in partnership.toml, or choose the other folder."
        raise InvalidData([Problem("restore.another", says, mend, source)])
    return restore(storage, lines_of(copy, {"partnership": partnership, "marking": ""}), source)


@attrs.frozen
class _Read:
    """What the lines of a dump say, so far as they can be read."""

    head: Head | None
    frameworks: Mapping[str, bytes] = attrs.field(repr=False)
    commits: tuple[StoredCommit, ...] = attrs.field(repr=False)


def restore(storage: Storage, lines: Iterable[str], source: str = "dump") -> Head:
    """Put a dump into an empty store, commit by commit; its journal then ends on the same link.

    Everything is checked before the first commit is written: the form of every line, the chain, and that the last
    commit is the one the first line names. Where it is broken off half way, `verify` says so until the same dump was
    restored again, which goes on where it ended.

    Args:
        storage: an empty store.
        lines: the lines of a dump.
        source: what to call the dump, in problems.

    Raises:
        InvalidData: the lines are no dump, an altered or a shortened one, or that of another partnership than its head
            says; everything wrong is told with its line.
        Conflict: the store is not empty.
    """
    found = storage.head()
    if found != Head() and not broken_off(storage):
        raise Conflict("an empty store", str(found))
    read = _read(lines, source)
    last = read.commits[-1].link if read.commits else ""
    if not _begins_with(read.commits, found) or (found.position and being_restored(storage) != last):
        raise Conflict("an empty store", str(found))
    _note_restoring(storage, read.commits)
    note(storage)
    for name, document in read.frameworks.items():
        storage.keep(name, document)
    return _written(storage, read.commits, found)


def being_restored(storage: Storage) -> str:
    """Tell the link on which the copy ends that was last restored into a store; empty where there was none.

    Where it never began to come in, as there was no room, it counts for nothing once the store begins otherwise.
    """
    first, _, last = _noted(storage).rpartition(" ")  # up to 0.1.0 the first link was not noted
    begins = next((stored.link for stored in storage.commits()), "") if first else first
    return last if first == begins or not begins else ""


def _note_restoring(storage: Storage, commits: Sequence[StoredCommit]) -> None:
    told = f"{commits[0].link} {commits[-1].link}" if commits else ""
    if told not in ("", _noted(storage)):
        storage.keep(next(_restorings(storage, taken=False)), told.encode())


def _noted(storage: Storage) -> str:
    *_, last = [b"", *(storage.kept(name) or b"" for name in _restorings(storage, taken=True))]
    return last.decode("ascii", "replace")


def _restorings(storage: Storage, *, taken: bool) -> Iterator[str]:
    """Give the names of the notes that are taken, or the first that is free: a note is kept once and never changed."""
    for name in chain((RESTORING,), (f"{RESTORING}-{number}" for number in count(2))):
        if storage.kept(name) is None:
            if not taken:
                yield name
            return
        if taken:
            yield name


def broken_off(storage: Storage) -> bool:
    """Tell whether a copy was being restored into a store, and that was broken off."""
    wanted = being_restored(storage)
    return bool(wanted) and not any(stored.link == wanted for stored in storage.commits())


def _begins_with(commits: Sequence[StoredCommit], found: Head) -> bool:
    """Tell whether what a store holds is the beginning of what is to be restored."""
    begun = commits[: found.position]
    return found == (Head(begun[-1].position, begun[-1].link) if begun else Head())


def _written(storage: Storage, commits: Iterable[StoredCommit], found: Head) -> Head:
    head, growing = Head(), Growing()
    for stored in commits:
        rows = list(growing.take(sealed_in(stored), stored.position))
        if stored.position > found.position:
            storage.append(stored, head, rows)
        head = Head(stored.position, stored.link)
    return head


def _read(lines: Iterable[str], source: str) -> _Read:
    reading = _Reading(source)
    for number, line in enumerate(lines, start=1):
        if line.strip():
            reading.take(line, number)
    reading.close()
    if reading.problems:
        raise InvalidData(reading.problems)
    return _Read(reading.head, reading.frameworks, tuple(reading.commits))


@attrs.define
class _Reading:
    """Reads the lines of a dump one by one and collects what is wrong with them."""

    source: str
    head: Head | None = None
    frameworks: dict[str, bytes] = attrs.field(factory=dict)
    commits: list[StoredCommit] = attrs.field(factory=list)
    problems: list[Problem] = attrs.field(factory=list)
    named: dict[str, str] = attrs.field(factory=dict)
    whose: str = ""
    growing: Growing = attrs.field(factory=Growing)
    where: str = ""

    def take(self, line: str, number: int) -> None:
        self.where = f"{self.source}, line {number}"
        try:
            plain = read_line(line, self.where, longest=None)  # an import of a year is one line
        except InvalidData as error:
            self.problems += error.problems
            return
        sort = next(iter(plain), "") if isinstance(plain, dict) else ""
        if sort not in _KEYS:
            self._says(
                "dump.no-sort", "This line does not say what it is.", "A line begins with dump, framework or commit."
            )
        elif sort == "dump" and plain["dump"] != FORMAT:
            self._says("dump.newer", "This dump was written in another form.", to_install(plain.get("needs")))
        elif set(plain) - set(_KEYS[sort]) or {key for key in _KEYS[sort] if key != "fingerprint"} - set(plain):
            keys = ", ".join(_KEYS[sort])
            self._says("dump.keys", f"A line of a {sort} has other keys.", f"It has {keys}, and no others.")
        elif number == 1 or sort == "dump":
            self._head(sort, plain, number)
        else:
            self._framework(plain) if sort == "framework" else self._commit(plain)

    def _says(self, code: str, says: str, mend: str = "") -> None:
        mend = mend or "The dump was altered or damaged: take another whose fingerprint you hold."
        self.problems.append(Problem(code, says, mend, self.where))

    def _head(self, sort: str, plain: Mapping[str, Any], number: int) -> None:
        if sort != "dump" or number != 1:
            self._says("dump.head", "A dump begins with its one head.", "Give the whole file, from its first line.")
        elif type(plain["position"]) is not int or type(plain["link"]) is not str:
            self._says("dump.head", "The head of this dump does not say where it ends.")
        else:
            self.head, self.whose = Head(plain["position"], plain["link"]), str(plain["partnership"])

    def _framework(self, plain: Mapping[str, Any]) -> None:
        name, document = plain["framework"], canonical(plain["document"])
        if not is_framework(str(name), document):
            self._says("dump.framework", "This framework is not the one its fingerprint names.")
        else:
            self.frameworks[str(name)] = document

    def _commit(self, plain: Mapping[str, Any]) -> None:
        position, stored_link, body = plain["position"], plain["link"], canonical(plain["commit"])
        expected = len(self.commits) + 1
        if position != expected:
            self._says("dump.order", f"Commit {expected} should stand here, and {_number(position)} does.")
            return
        previous = self.commits[-1].link if self.commits else GENESIS
        try:
            sealed = decode(body)
            told = link(previous, sealed)
        except NewerFormat as error:
            self._says("dump.newer", str(error).partition(". ")[0] + ".", str(error).partition(". ")[2])
            told, sealed = "", None
        except (LifError, ValueError, KeyError, TypeError, AttributeError):
            self._says("dump.commit", "This cannot be read as a commit.")
            told, sealed = "", None
        if sealed is not None and told != stored_link:
            self._says(
                "dump.chain", f"Commit {position} does not follow: its content or its place is not what was sealed."
            )
        touches = sealed.commit.touches if sealed else ()
        if sealed is not None and not self.problems:  # behind the first that is wrong, nothing can be told of records
            self._fits(sealed, position)
        self.commits.append(StoredCommit(position, str(stored_link), touches, body))

    def _fits(self, sealed: Sealed, position: int) -> None:
        """See that a commit changes records of the partnership, and that its changes make them."""
        if sealed.commit.framework:
            self.named.setdefault(sealed.commit.framework, self.where)
        others = {record_id.partition("/")[0] for record_id in sealed.commit.touches} - {self.whose}
        if others:
            says = f"This is a record of {min(others)[:40]!r}, and the dump is said to be of {self.whose[:40]!r}."
            self._says("restore.another", says, "Set `id` in partnership.toml, or choose the other copy or folder.")
            return
        rows = self.growing.take(sealed, position)
        for record_id in sealed.commit.touches:
            try:
                next(rows)
            except (DoesNotFold, InvalidData, KeyError, ValueError):
                self._says("dump.record", f"The changes of {record_id} make no record.")
                return

    def close(self) -> None:
        for name, where in self.named.items():
            if name not in self.frameworks:
                self.where = where
                self._says("dump.framework-missing", "The framework that this commit was decided under is not there.")
        self.where = self.source
        last = Head(len(self.commits), self.commits[-1].link) if self.commits else Head()
        if self.head is not None and not self.problems and last != self.head:
            says = f"The dump is shorter than it says: it ends at {last}, and its head names {self.head}."
            self._says("dump.short", says, "Copy it again from where it was written.")
        if self.head is None and not self.problems:
            self._says("dump.empty", "There is nothing in this dump.", "Give the file that `lif dump` wrote.")


def is_framework(name: str, document: bytes) -> bool:
    """Tell whether a document is the framework that a fingerprint names."""
    try:
        return fingerprint_of(documents_in(document)) == name
    except LifError:
        return False


def _number(position: object) -> str:
    return f"commit {position}" if type(position) is int else "another"
