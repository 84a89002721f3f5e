"""Keeping: a whole register out as lines of JSON, and back into an empty store with an equal fingerprint.

    {"dump": 1, "partnership": "liverpool", "marking": "...", "position": 214, "link": "7f3a..."}
    {"framework": "FINGERPRINT", "document": {...}}          each framework that a commit was decided under
    {"commit": {...}, "position": 1, "link": "..."}          each commit, verbatim

The quarantine of imports is no part of it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, count
from typing import Any

import attrs

from lif_core.errors import Conflict, InvalidData, LifError, NewerFormat, Problem
from lif_core.framework.framework import Framework
from lif_core.framework.stored import documents_in, fingerprint_of
from lif_core.hooks.ports import GENESIS, Head, Row, Storage, StoredCommit
from lif_core.journal.chain import fingerprint, link
from lif_core.journal.fold import DoesNotFold, Entry
from lif_core.journal.sealed import Sealed, decode, to_install
from lif_core.partnership.books import Books
from lif_core.partnership.commits import sealed_in
from lif_core.partnership.forms import note
from lif_core.partnership.rows import entries_of, folded, row_gone, row_of
from lif_core.rules.reading import read_line
from lif_core.serial.plain import canonical

FORMAT = 1
"""The form of a dump."""
RESTORING = "restoring"
"""Note in a store into which a copy was restored: the link on which that copy ends."""
_KEYS: Mapping[str, tuple[str, ...]] = {
    "dump": ("dump", "partnership", "marking", "position", "link", "fingerprint"),
    "framework": ("framework", "document"),
    "commit": ("commit", "position", "link"),
}


# --- out ------------------------------------------------------------------------------------------------------------


def dump(books: Books, day: date | None = None) -> Iterator[str]:
    """Give everything that a partnership's journal holds, as lines of JSON, in clear.

    What others write in the meantime is not in it: the head that the first line names is where it ends.

    Args:
        books: the partnership's.
        day: the day whose framework says the marking; left out, today.
    """
    whose = {"partnership": books.settings.id, "marking": marking(books.framework(day or books.today))}
    yield from lines_of(books.storage, whose)


def lines_of(storage: Storage, whose: Mapping[str, str]) -> Iterator[str]:
    """Give everything that a store holds as the lines of a dump: what it held at one moment, while others write.

    Args:
        storage: the store.
        whose: `partnership` and `marking` of the dump's head.
    """
    head = storage.head()
    at = {"position": head.position, "link": head.link, "fingerprint": fingerprint(head.link)}
    yield _line({"dump": FORMAT, **whose, **at})
    told: set[str] = set()
    for stored in storage.commits():
        if stored.position > head.position:
            return
        framework = sealed_in(stored).commit.framework
        if framework and framework not in told:
            told.add(framework)
            document = storage.kept(framework)
            if document is not None:
                yield _line({"framework": framework, "document": json.loads(document)})
        body = json.loads(stored.body)
        yield _line({"commit": body, "position": stored.position, "link": stored.link})


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


def _line(plain: Mapping[str, Any]) -> str:
    """Write one line; its first key says what it is."""
    inside = (f"{_spelt(key)}:{_spelt(value)}" for key, value in plain.items())
    return f"{{{','.join(inside)}}}"


def _spelt(plain: Any) -> str:
    return canonical(plain).decode("utf-8", "surrogatepass")


def marking(framework: Framework) -> str:
    """Tell the marking of the narrowest disclosure level: a dump holds records of every level."""
    from lif_core.framework.shape import DisclosureLevel

    levels = framework.all(DisclosureLevel).values()
    narrowest = max(levels, key=lambda level: level.rank, default=None)
    return str(narrowest.marking or narrowest.words) if narrowest else ""


# --- in -------------------------------------------------------------------------------------------------------------


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
        InvalidData: the lines are no dump, or an altered or a shortened one; everything wrong is told with its line.
        Conflict: the store is not empty.
    """
    found = storage.head()
    if found != Head() and not broken_off(storage):
        raise Conflict("an empty store", str(found))
    read = _read(lines, source)
    last = read.commits[-1].link if read.commits else ""
    if not _begins_with(read.commits, found) or (found.position and being_restored(storage) != last):
        raise Conflict("an empty store", str(found))
    if last and being_restored(storage) != last:
        storage.keep(next(_restorings(storage, taken=False)), last.encode())
    note(storage)
    for name, document in read.frameworks.items():
        storage.keep(name, document)
    return _written(storage, read.commits, found)


def being_restored(storage: Storage) -> str:
    """Tell the link on which the copy ends that was last restored into a store, empty where none was."""
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
    head = Head()
    entries: dict[str, list[Entry]] = {}
    for stored in commits:
        for entry in entries_of(sealed_in(stored), stored.position):
            entries.setdefault(entry.change.record, []).append(entry)
        if stored.position > found.position:
            rows = [_row(record_id, entries[record_id], stored.position) for record_id in stored.touches]
            storage.append(stored, head, rows)
        head = Head(stored.position, stored.link)
    return head


def _row(record_id: str, entries: list[Entry], position: int) -> Row:
    until = max(entry.change.on for entry in entries)
    record = folded(record_id, entries)
    recorded = entries[-1].recorded
    if record is None:
        return row_gone(record_id, position, until, recorded)
    return row_of(record, position, until, recorded)


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
    entries: dict[str, list[Entry]] = attrs.field(factory=dict)
    where: str = ""

    def take(self, line: str, number: int) -> None:
        self.where = f"{self.source}, line {number}"
        try:
            plain = read_line(line, self.where)
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
            self.head = Head(plain["position"], plain["link"])

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
            self._folds(sealed, position)
        self.commits.append(StoredCommit(position, str(stored_link), touches, body))

    def _folds(self, sealed: Sealed, position: int) -> None:
        for entry in entries_of(sealed, position):
            self.entries.setdefault(entry.change.record, []).append(entry)
        for record_id in sealed.commit.touches:
            try:
                _row(record_id, self.entries[record_id], position)
            except (DoesNotFold, InvalidData, KeyError, ValueError):
                self._says("dump.record", f"The changes of {record_id} make no record.")

    def close(self) -> None:
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
