"""Kinds: what the status of a record stands for in the framework of a view, and what people call the record."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple, overload

from lif_core.framework.framework import Framework
from lif_core.framework.shape import Kind
from lif_core.records.record import Record
from lif_core.serial.glances import Seen
from lif_core.view.register import Of, type_name, type_named
from lif_core.view.view import View
from lif_core.view.who import called

_LONGEST_NAME = 60


def kind_of(view: View, record: Seen) -> Kind:
    """Give the kind of a record."""
    return view.framework.kind(type_name(record), record.kind)


class Meaning(NamedTuple):
    """What one status of one kind stands for.

    Attributes:
        done: it stands for done.
        finished: nothing more is owed.
        sustained: it stands for an improvement that held.
        withdrawn: it stands for taken back.
        open: something is still to be done: neither done nor finished nor taken back.
        after_done: only statuses of being done lead to it, such as `not-sustained`.
        dones: the statuses of the kind that stand for done.
    """

    done: bool
    finished: bool
    sustained: bool
    withdrawn: bool
    open: bool
    after_done: bool
    dones: tuple[str, ...]


class Meanings(dict[tuple[str, str], Meaning]):
    """What each status of each kind of one record type stands for, by (kind, status); filled as it is asked for."""

    def __init__(self, framework: Framework, record_type: str) -> None:
        super().__init__()
        self._framework, self._type = framework, record_type

    def __missing__(self, key: tuple[str, str]) -> Meaning:
        kind, state = self._framework.kind(self._type, key[0]), key[1]
        done, finished, withdrawn = state in kind.done, kind.is_finished(state), state in kind.withdrawn
        before = {earlier for earlier, following in kind.moves.items() if state in following}
        self[key] = found = Meaning(
            done=done,
            finished=finished,
            sustained=state in kind.sustained,
            withdrawn=withdrawn,
            open=not (done or finished or withdrawn),
            after_done=bool(before) and before <= set(kind.done),
            dones=kind.done,
        )
        return found


@lru_cache(maxsize=256)  # a handful of frameworks, each with some twenty types
def meanings(framework: Framework, record_type: str) -> Meanings:
    """Give what the statuses of a record type stand for: for rules that look at every record of it."""
    return Meanings(framework, record_type)


def meaning_of(view: View, record: Seen) -> Meaning:
    """Tell what the status of a record stands for."""
    return meanings(view.framework, type_name(record))[record.kind, record.state]


def is_done(view: View, record: Seen) -> bool:
    """Tell whether its status stands for done."""
    return meaning_of(view, record).done


def is_finished(view: View, record: Seen) -> bool:
    """Tell whether its status stands for nothing more being owed."""
    return meaning_of(view, record).finished


def is_sustained(view: View, record: Seen) -> bool:
    """Tell whether its status stands for an improvement that held."""
    return meaning_of(view, record).sustained


def is_withdrawn(view: View, record: Seen) -> bool:
    """Tell whether its status stands for taken back."""
    return meaning_of(view, record).withdrawn


@overload
def standing(view: View, record_type: type[Of]) -> Iterator[Of]: ...


@overload
def standing(view: View, record_type: str) -> Iterator[Record]: ...


def standing(view: View, record_type: str | type[Record]) -> Iterator[Any]:
    """Give the records of a type that still stand: that nobody took back.

    Args:
        view: what to look at.
        record_type: the type: its class, such as `Course`, or its name, such as `course`.

    Raises:
        UnknownName: a class that is no record type.
    """
    means = meanings(view.framework, type_named(record_type))
    return (one for one in view.register.of_type(record_type) if not means[one.kind, one.state].withdrawn)


def is_open(view: View, record: Seen) -> bool:
    """Tell whether something is still to be done: neither done nor finished nor taken back."""
    return meaning_of(view, record).open


def fell_back(view: View, record: Seen) -> bool:
    """Tell whether it was done, was found not to hold, and nobody has taken it up again: its target date was met.

    A status tells that where only statuses of being done lead to it, such as `not-sustained`.
    """
    means = meaning_of(view, record)
    return means.open and means.after_done and any(state in record.happened for state in means.dones)


def title_of(view: View, record: Record) -> str:
    """Tell what people call a record by its label or ref: `Rapid review 2024-A`, `Action 3.2`."""
    label = str(record.label) if record.label else record.ref
    words = (
        type_name(record).replace("-", " ").capitalize() if record.kind == "standard" else kind_of(view, record).words
    )
    agency = _agency(view, record)
    return " ".join(part for part in (words, label, agency and f"({agency})") if part)


def _agency(view: View, record: Record) -> str:
    """Tell whose return or acknowledgement it is: many are called the same, one for each agency."""
    party = getattr(record, "agency", None) if type_name(record) in ("return", "acknowledgement") else None
    if party is None or not party.named:
        return ""
    return called(view.framework, party.named) or str(party.named)


def name_of(view: View, record: Record) -> str:
    """Tell what people call a record; where nobody gave it a label or ref, by its own words, cut short."""
    title = title_of(view, record)
    if record.label or record.ref:
        return title
    words = words_of(record, _LONGEST_NAME)
    return f'{title} "{words}"' if words else title


def words_of(record: Record, longest: int = 120) -> str:
    """Tell a record's own words in short: its text, judgement, question or name, cut at a word."""
    for field in ("text", "judgement", "question", "name", "aims", "why", "file", "report"):
        words = " ".join(str(getattr(record, field, "") or "").split())
        if words:
            return words if len(words) <= longest else words[:longest].rsplit(" ", 1)[0] + " ..."
    return ""
