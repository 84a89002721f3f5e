"""Amending: what a request about one record that is there already would write of it."""

from collections.abc import Mapping
from typing import Any, TypeVar

from lif_core.errors import Problem, Refused
from lif_core.framework.shape import Kind
from lif_core.journal.fold import apply
from lif_core.records import TYPES, Record
from lif_core.rules import particulars
from lif_core.rules.case import Case, ahead, built, in_order, proposed, refuse_any, too_early
from lif_core.rules.proposal import Proposal
from lif_core.rules.taking import Taker
from lif_core.serial.plain import Wire, from_wire, to_wire
from lif_core.values.when import When
from lif_core.view.naming import meant
from lif_core.view.register import type_name

R = TypeVar("R", bound=Record)


def named(case: Case, given: str | Record, *classes: type[R]) -> tuple[R, Kind]:
    """Give the record that a request names by itself, its id or what people call it, and its kind.

    Raises:
        Refused: there is none, or it is of another type.
    """
    record_id = given.id if isinstance(given, Record) else str(given)
    called = meant(case.view, record_id)
    fitting = [one for one in called if isinstance(one, classes)] or called
    if len(fitting) != 1:
        taker = case.taker("")
        taker.wire(TYPES["note"], "about", (record_id,))
        raise Refused(taker.problems)
    record = fitting[0]
    if not isinstance(record, classes):
        wanted = " or ".join(one.__name__.lower() for one in classes)
        is_ = type_name(record).replace("-", " ")
        raise Refused([Problem("wrong-type", f"This is a record of the type {is_}.", f"Name a {wanted}.", record.id)])
    return record, case.view.framework.kind(type_name(record), record.kind)


def day_given(case: Case, taker: Taker, record: Record, event: str, given: Any) -> Wire:
    """Take the day on which something happened; left out, the day of the block."""
    when = case.view.day if given is None or given == "" else given
    return taker.wire(type(record), f"happened.{event}", when)


def changed(case: Case, record: Record, values: Mapping[str, Wire], state: str = "", reached: Wire = None) -> Proposal:
    """Tell what setting these values would write, with a move to `state` on the way where one is given.

    Raises:
        Refused: with everything that stands in its way.
    """
    every = dict(values)
    if state:
        every |= {"state": state, f"happened.{state}": reached}
        refuse_any(too_early(record, state, from_wire(When, reached)))
    after = built(type(record), apply(to_wire(record), every))
    in_order(case.view, after)
    warnings = particulars.sound(case, record, after)
    warnings += tuple(one for one in ahead(case, after) if one not in ahead(case, record))
    if after == record:
        return Proposal(records=(record,), warnings=warnings)
    return proposed(after, "move" if state else "amend", every, case.view.day, warnings)


def refuse(code: str, says: str, mend: str, where: str = "") -> Refused:
    """Give a refusal of one problem."""
    return Refused([Problem(code, says, mend, where)])
