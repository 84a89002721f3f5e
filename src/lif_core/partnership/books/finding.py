"""Finding: the records of one type that fit, streamed from the store; what does not fit does not leave the database.

A storage finds rows by keys that are equal (`rows.keys_of`). What they find is looked at again, so a key may find too
much and never too little: a stretch of dates is asked for month by month, and who asks for a review's actions is asked
through its findings. Rows that have a change which takes effect later than it was written stand otherwise on some days;
they carry a key that says so, and are looked at whatever they say now.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from heapq import merge
from itertools import chain, islice
from operator import attrgetter
from typing import Any, NamedTuple

import attrs

from lif_core.errors import UnknownName
from lif_core.hooks.ports import Row
from lif_core.partnership.books.books import Books
from lif_core.partnership.books.commits import day_of
from lif_core.partnership.books.forms import keyed
from lif_core.partnership.books.memory import in_batches
from lif_core.partnership.books.rows import AHEAD, YES, glances_of, of_their_types, owners_of, pointing_key
from lif_core.records import TYPES, Record
from lif_core.serial.glances import Seen, whole
from lif_core.view.view import View

_TRIES = 5  # how often the store is asked anew when others write between two questions
_MONTHS = 60  # a longer stretch of dates narrows little


@attrs.frozen(kw_only=True)
class Where:
    """What records are asked for; what is left out is not asked.

    Attributes:
        state: id of the status.
        kind: id of the kind.
        ref: what people call it.
        disclosure: id of the disclosure level.
        theme: id of a theme among its themes.
        owner: id of a body or role that leads, owns, made or was asked for it.
        review: id of the review that it came from; of an action, that what it answers came from.
        due_from: first day of the stretch in which its date may lie.
        due_to: last day of that stretch.
    """

    state: str = ""
    kind: str = ""
    ref: str = ""
    disclosure: str = ""
    theme: str = ""
    owner: str = ""
    review: str = ""
    due_from: date | None = None
    due_to: date | None = None

    def fits(self, seen: Seen, answered: frozenset[str]) -> bool:
        """Tell whether a record, or a glance of one, is what was asked for.

        Args:
            seen: the record.
            answered: ids of what came from the review that is asked for.
        """
        plain = all(
            getattr(seen, name) == wanted
            for name in ("state", "kind", "ref", "disclosure")
            if (wanted := getattr(self, name))
        )
        return (
            plain
            and (not self.theme or self.theme in seen.themes)
            and (not self.owner or self.owner in owners_of(seen))
            and (not self.review or self._of_review(seen, answered))
            and (not (self.due_from or self.due_to) or self._in_time(getattr(seen, "due", None)))
        )

    def _of_review(self, seen: Seen, answered: frozenset[str]) -> bool:
        return self.review in getattr(seen, "reviews", ()) or not answered.isdisjoint(getattr(seen, "answers", ()))

    def _in_time(self, due: Seen | None) -> bool:
        if due is None or due.first is None:
            return False
        return (self.due_from is None or due.last >= self.due_from) and (self.due_to is None or due.last <= self.due_to)

    def keys(self) -> dict[str, str]:
        """Tell the keys by which a storage finds what fits; the usual kind and disclosure are none."""
        plain = {"state": self.state, "ref": self.ref}
        plain |= {"kind": self.kind if self.kind != "standard" else ""}
        plain |= {"disclosure": self.disclosure if self.disclosure != "partnership" else ""}
        found = {name: value for name, value in plain.items() if value}
        found |= {f"{name}:{id}": YES for name, id in (("theme", self.theme), ("owner", self.owner)) if id}
        return found

    def months(self) -> list[str]:
        """Tell the months in which the date may lie; none where they are too many, or nobody asks."""
        if self.due_from is None or self.due_to is None:
            return []
        first, last = (day.year * 12 + day.month - 1 for day in (self.due_from, self.due_to))
        months = range(first, last + 1)
        return [f"{month // 12:04}-{month % 12 + 1:02}" for month in months] if len(months) <= _MONTHS else []


def asked(record_type: str, where: Mapping[str, Any]) -> Where:
    """Say what is asked for, by name.

    Raises:
        UnknownName: there is no such type or filter, or the type has nothing that the filter could ask for.
    """
    if record_type not in TYPES:
        raise UnknownName(record_type, "record type", TYPES)
    fields = {field.name for field in attrs.fields(TYPES[record_type])}
    known = [name for name in attrs.fields_dict(Where) if not fields.isdisjoint(_NEEDS.get(name, fields))]
    for name in where:
        if name not in known:
            raise UnknownName(name, f"filter of {record_type}", known)
    return Where(**where)


_NEEDS = {"review": ("reviews", "answers"), "due_from": ("due",), "due_to": ("due",)}


def find_in(view: View, record_type: str, where: Where) -> Iterator[Record]:
    """Stream the records of one type that fit out of a view; see `find`, which asks the store."""
    answered: frozenset[str] = frozenset()
    if where.review and record_type == "action":
        came = (find_in(view, source, Where(review=where.review)) for source in ("finding", "recommendation"))
        answered = frozenset(record.id for several in came for record in several)
    return (whole(seen) for seen in view.register.glances(record_type) if where.fits(seen, answered))


def find(books: Books, record_type: str, where: Where, day: date) -> Iterator[Record]:
    """Stream the records of one type that fit on a day, in the order of their ids."""
    found = _at_once(books, record_type, where, day)
    if found is None:
        yield from find_in(books.view(day), record_type, where)
        return
    for row in merge((row for row in found.plain if row.id not in found.then), found.ahead, key=attrgetter("id")):
        seen: Any = found.then[row.id] if row.id in found.then else glances_of(record_type, [row])[0]
        if seen is not None and where.fits(seen, found.answered):
            yield whole(seen)


class _Found(NamedTuple):
    """What several questions to the store found while nobody wrote in between.

    Attributes:
        plain: rows that may fit, and stand on the day as they say, but for those in `then`.
        ahead: rows that may stand otherwise on the day.
        then: how these stand on the day, by id.
        answered: ids of what came from the review that is asked for.
    """

    plain: Iterator[Row]
    ahead: list[Row]
    then: Mapping[str, Record | None]
    answered: frozenset[str]


def _at_once(books: Books, record_type: str, where: Where, day: date) -> _Found | None:
    """Ask the store by keys; None where they do not tell how records stood, or others keep writing meanwhile."""
    for _ in range(_TRIES):
        memory = books.memory()
        if day < _last_written(books):
            return None
        of_actions = where.review and record_type == "action"
        answered = frozenset(_answered(books, where, day)) if of_actions else frozenset()
        plain = _begun(_narrowed(books, record_type, where, answered))
        ahead = _ahead(books, record_type, day)
        then = memory.replayed([row.id for row in ahead], day) if ahead else {}
        with books.lock:
            if books.storage.head() == memory.head:
                return _Found(plain, ahead, then, answered)
    return None


def _begun(rows: Iterator[Row]) -> Iterator[Row]:
    """Read the first of some rows: from then on a stream shows what stood at that moment."""
    first = list(islice(rows, 1))
    return chain(first, rows)


def _ahead(books: Books, record_type: str, day: date) -> list[Row]:
    """Give the rows that may stand otherwise on a day than they say."""
    keys = {AHEAD: YES} if keyed(books.storage) else {}
    return [row for row in _rows(books, record_type, keys) if row.until > day.isoformat()]


def _answered(books: Books, where: Where, day: date) -> Iterator[str]:
    """Tell the ids of what came from a review: its findings and recommendations."""
    for record_type in ("finding", "recommendation"):
        yield from (record.id for record in find(books, record_type, Where(review=where.review), day))


def _narrowed(books: Books, record_type: str, where: Where, answered: Iterable[str]) -> Iterator[Row]:
    """Stream the rows that may fit, in the order of their ids, each once, leaving out those taken back."""
    if not keyed(books.storage):
        return (row for row in _rows(books, record_type, {}) if row.body)
    keys, months = where.keys(), where.months()
    ways = [keys | {"due": month} for month in months] if months else [keys]
    if where.review and record_type == "action":
        ways = [way | {pointing_key(id): YES} for way in ways for id in sorted(answered)]
    elif where.review:
        ways = [way | {pointing_key(where.review): YES} for way in ways]
    if len(ways) == 1:
        return (row for row in _rows(books, record_type, ways[0]) if row.body)
    found = {row.id: row for way in ways for row in _rows(books, record_type, way) if row.body}
    return iter([found[id] for id in sorted(found)])


def _rows(books: Books, record_type: str, keys: Mapping[str, str]) -> Iterator[Row]:
    return in_batches(of_their_types(books.storage.load(type=record_type, keys=keys or None)), books.lock)


def _last_written(books: Books) -> date:
    """Tell the day on which the last commit was written."""
    with books.lock:
        head = books.storage.head()
        last = next(iter(books.storage.commits(head.position - 1)), None) if head.position else None
    return day_of(last) if last is not None else date.min
