"""Kinds: what the status of a record stands for in the framework of a view, and what people call the record."""

from lif_core.framework.shape import Kind
from lif_core.records.record import Record
from lif_core.view.register import type_name
from lif_core.view.view import View

_LONGEST_NAME = 60


def kind_of(view: View, record: Record) -> Kind:
    """Give the kind of a record."""
    return view.framework.kind(type_name(record), record.kind)


def is_done(view: View, record: Record) -> bool:
    """Tell whether its status stands for done."""
    return record.state in kind_of(view, record).done


def is_finished(view: View, record: Record) -> bool:
    """Tell whether its status stands for nothing more being owed."""
    return kind_of(view, record).is_finished(record.state)


def is_sustained(view: View, record: Record) -> bool:
    """Tell whether its status stands for an improvement that held."""
    return record.state in kind_of(view, record).sustained


def is_withdrawn(view: View, record: Record) -> bool:
    """Tell whether its status stands for taken back."""
    return record.state in kind_of(view, record).withdrawn


def is_open(view: View, record: Record) -> bool:
    """Tell whether something is still to be done: neither done nor finished nor taken back."""
    kind, state = kind_of(view, record), record.state
    return not (state in kind.done or state in kind.withdrawn or kind.is_finished(state))


def fell_back(view: View, record: Record) -> bool:
    """Tell whether it was done, was found not to hold, and nobody has taken it up again: its target date was met.

    A status tells that where only statuses of being done lead to it, such as `not-sustained`.
    """
    kind = kind_of(view, record)
    if not is_open(view, record) or not any(state in record.happened for state in kind.done):
        return False
    before = {state for state, following in kind.moves.items() if record.state in following}
    return bool(before) and before <= set(kind.done)


def title_of(view: View, record: Record) -> str:
    """Tell what people call a record by its label or ref: `Rapid review 2024-A`, `Action 3.2`."""
    called = str(record.label) if record.label else record.ref
    words = (
        type_name(record).replace("-", " ").capitalize() if record.kind == "standard" else kind_of(view, record).words
    )
    return f"{words} {called}".strip()


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
