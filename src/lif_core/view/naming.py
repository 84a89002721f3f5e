"""Naming: which record somebody means by its id, its ref, its label, the name it is listed by, or the end of its id.

Whatever names a record is looked up here: a value of a request, a line of a file, a word of a command. Only one record
can be meant; where several fit, the caller refuses and tells them. A nearly right name is never taken for a right one.
"""

import re
from collections.abc import Iterator

from lif_core.errors import Problem
from lif_core.records import TYPES, Record
from lif_core.serial.glances import whole
from lif_core.view.kinds import title_of
from lif_core.view.view import View

SHORTEST_END = 6
"""Characters that the end of an id must have: fewer may be a mistyped ref that fits a record by chance."""
_END = re.compile(r"[0-9a-z]+")
_TOLD = 10  # so many of those that fit are told, in one sentence


def meant(view: View, said: str) -> tuple[Record, ...]:
    """Give the records that somebody may mean: exactly one where the name is good, several where it is not enough.

    The first way that gives any record decides: its id; its `ref`; its label; its label or ref with its kind before it,
    as lists call it (`Rapid review 2024-A`); the last part of its id, or the end of that from `SHORTEST_END` characters
    on. Capitals and the number of blanks do not count.
    """
    found = view.register.get(said)
    if found is not None:
        return (found,)
    words = " ".join(said.split())
    return (
        tuple(view.register.called(said))
        or tuple(view.register.called(words))
        or tuple(view.register.labelled(words))
        or tuple(_listed_as(view, words))
        or tuple(_ending(view, words.casefold()))
    )


def too_many(found: tuple[Record, ...], where: str = "") -> Problem:
    """Tell that several records are called what somebody said."""
    ids = ", ".join(record.id for record in found[:_TOLD])
    more = f", and {len(found) - _TOLD} more" if len(found) > _TOLD else ""
    says = f"{len(found)} records are called that."
    return Problem("several-called", says, f"Name one by its id: {ids}{more}.", where)


def _listed_as(view: View, words: str) -> Iterator[Record]:
    """Give the records whose name as they are listed is this: the words of their kind, then label or ref."""
    wanted, seen = words.casefold(), set[str]()
    rest = words.partition(" ")[2]
    while rest:
        for record in (*view.register.called(rest), *view.register.labelled(rest)):
            if record.id not in seen and title_of(view, record).casefold() == wanted:
                seen.add(record.id)
                yield record
        rest = rest.partition(" ")[2]


def _ending(view: View, end: str) -> Iterator[Record]:
    if not _END.fullmatch(end):
        return
    for record_type in sorted(TYPES):
        for seen in view.register.glances(record_type):
            last = seen.id.rpartition("/")[2]
            if last == end or (len(end) >= SHORTEST_END and last.endswith(end)):
                yield whole(seen)
