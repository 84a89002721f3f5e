"""Particulars: what follows by itself for returns, training, products, challenges, consultations and comments.

`complete` fills in what a person would otherwise have to say again: the day something was asked, the level a product
was cleared from. `sound` refuses what cannot stand, and tells what should be looked at.
"""

from collections.abc import Iterator, Mapping

from lif_core.errors import Problem
from lif_core.framework.shape import Kind
from lif_core.records import Acknowledgement, Challenge, Consultation, Export, Intake, Note, Product, Record
from lif_core.rules import consulting, products, told_twice, training
from lif_core.rules.case import Case, refuse_any
from lif_core.rules.disclosing import widened
from lif_core.rules.hinting import hinted
from lif_core.rules.taking import Taker
from lif_core.serial.plain import Wire, to_wire
from lif_core.values.when import When

_ASKED = ("return", "acknowledgement", "challenge")
"""Record types whose first status says that somebody was asked."""


def kind_for(case: Case, record_type: str, said: str, values: dict[str, Wire]) -> str:
    """Tell the kind that a creating request means: the one it names, or the one that follows from what it says."""
    return consulting.kind_of_note(case, values) if record_type == "note" and not said else said


def complete(
    case: Case, taker: Taker, record_type: str, values: dict[str, Wire], kind: Kind, before: Record | None = None
) -> None:
    """Fill in what follows by itself from what was given."""
    if record_type == "product":
        products.complete(case, taker, values, kind, before)
    if record_type == "acknowledgement":
        _not_said_yet(taker, values, kind, before)
    if not taker.problems:
        told_twice.follow(taker, record_type, values, kind, before)
    if before is not None:
        return
    today = to_wire(When.on(case.view.day))
    if record_type == "challenge" and not values.get("on"):
        values["on"] = today
    if record_type in _ASKED and kind.initial and values.get("state") == kind.initial:
        happened: Mapping[str, Wire] = values.get("happened") or {}
        if not happened.get(kind.initial):
            on = values.get("on") if record_type == "challenge" else None
            values["happened"] = {**happened, kind.initial: on or today}
    if record_type == "note":
        consulting.complete_comment(case, values)


def _not_said_yet(taker: Taker, values: Mapping[str, Wire], kind: Kind, before: Record | None) -> None:
    state = values.get("state") or (before.state if before is not None else "")
    if values.get("on") and state in kind.waiting:
        says = "The agency has not said yet what became of it, and a day is given on which it did."
        mend = f"Give the day on which it was asked as 'happened.{kind.initial}'."
        taker.problems.append(Problem("acknowledgement.not-yet", says, mend, taker.where))


def sound(case: Case, before: Record | None, after: Record) -> tuple[str, ...]:
    """Check a record as it would stand; tell what should be looked at.

    Args:
        case: what it is decided on.
        before: the record as it stands, None where it is made.
        after: the record as it would stand.

    Raises:
        Refused: with everything that cannot be so.
    """
    refuse_any(list(_problems(case, before, after)))
    return (*training.sound(case.view, after), *_look_at(case, before, after))


def _problems(case: Case, before: Record | None, after: Record) -> Iterator[Problem]:
    view = case.view
    if isinstance(after, Product):
        yield from products.problems_of(view, before, after)
    elif isinstance(after, Acknowledgement):
        yield from products.acknowledged(after)
    elif isinstance(after, Consultation):
        yield from consulting.consultation(view, before, after)
    elif isinstance(after, Note):
        yield from consulting.comment(view, before, after)
    elif isinstance(after, Challenge) and _owed_before(after):
        says = "An answer would be owed before the question was put."
        yield Problem("challenge.days", says, "Correct one of the two days.", after.id)


def _owed_before(one: Challenge) -> bool:
    put, owed = one.on.first if one.on else None, one.due.last if one.due else None
    return put is not None and owed is not None and owed < put


def _look_at(case: Case, before: Record | None, after: Record) -> Iterator[str]:
    if before is not None:
        yield from widened(case.view, before, after)
    if isinstance(after, Product):
        yield from products.look_at(case.view, before, after)
    elif isinstance(after, Note) and consulting.is_comment(case.view, after):
        yield from consulting.look_at_comment(before, after)
    elif case.looks_at_words and not isinstance(after, Intake | Export):
        yield from hinted(before, after)
