"""Case: what a request is decided on, and the checks that every decision ends in."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

import attrs

from lif_core.errors import InvalidData, Problem, Refused, UnknownName, nearest
from lif_core.framework.framework import STANDARD
from lif_core.framework.shape import Kind
from lif_core.journal.change import Change, ChangeKind
from lif_core.records import Record
from lif_core.rules.proposal import Proposal
from lif_core.rules.taking import Taker
from lif_core.serial.plain import Wire, from_wire
from lif_core.values.identifiers import Mint
from lif_core.values.saying import plain_day
from lif_core.values.when import When
from lif_core.view.deadlines import deadlines_of
from lif_core.view.naming import meant
from lif_core.view.reckoning import event_words
from lif_core.view.register import type_name
from lif_core.view.view import View


@attrs.frozen(kw_only=True)
class Case:
    """What a request is decided on.

    Attributes:
        view: the framework and the records as they stand within the block.
        by: id of the role that asks.
        why: the reason given for the whole block.
        mint: gives fresh ids.
        later: tells when a record begins that is not there on the day of the view.
        looks_at_words: whether what somebody writes is looked at for what may say who somebody is, record by record.
    """

    view: View
    by: str
    why: str = ""
    mint: Mint
    later: Callable[[str], date | None] = lambda _: None
    looks_at_words: bool = True

    def taker(self, where: str) -> Taker:
        """Give a taker of values for one record."""
        called = partial(meant, self.view)
        return Taker(self.view.framework, self.view.register, where, [], self.later, called)


def refuse_any(problems: list[Problem]) -> None:
    """Refuse where there is any problem, with all of them."""
    if problems:
        raise Refused(problems)


def built(record_class: type[Record], plain: Wire) -> Record:
    """Build a record of plain values; what does not fit is refused, all of it at once."""
    try:
        return from_wire(record_class, plain, plain["id"])
    except InvalidData as error:
        raise Refused(error.problems) from None


def proposed(
    record: Record, kind: ChangeKind, values: Mapping[str, Wire], day: date, warnings: tuple[str, ...] = ()
) -> Proposal:
    """Give the proposal of one change that leaves `record` behind."""
    change = Change(record=record.id, kind=kind, set=dict(values), on=day)
    return Proposal(changes=(change,), warnings=warnings, records=(record,))


def in_order(view: View, record: Record) -> None:
    """Refuse a record in which what meets a deadline certainly lies before the event that the deadline counts from.

    Raises:
        Refused: names every such pair.
    """
    if not record.happened:
        return
    problems = []
    for deadline in deadlines_of(view, record):
        anchor, met = deadline.reckoning.anchor, deadline.met
        if deadline.rule.after and anchor and met and anchor.first and met.last and met.last < anchor.first:
            problems.append(
                Problem(
                    code="date.before-its-trigger",
                    says=f"{event_words(deadline.rule.met_by).capitalize()} on {days_of(met)} lies before "
                    f"{event_words(deadline.rule.anchor)} on {days_of(anchor)}.",
                    mend="Correct one of the two days.",
                    where=record.id,
                )
            )
    refuse_any(problems)


def ahead(case: Case, record: Record) -> tuple[str, ...]:
    """Tell of days that are said to have happened and lie ahead."""
    day = case.view.day
    ahead = [event for event, when in record.happened.items() if when.is_certain and when.first and when.first > day]
    return tuple(
        f"{event_words(event).capitalize()} is said to have happened on a day that lies ahead: plan it instead."
        for event in ahead
    )


def converted(case: Case, record: Record) -> tuple[str, ...]:
    """Tell of conversions that the framework does not foresee: into a kind that its kind does not turn into."""
    view, told = case.view, []
    for link in record.links:
        other = view.register.get(link.to) if link.kind == "converted-to" else None
        kinds = view.framework.kinds(type_name(record))
        kind = kinds.get(record.kind)
        if other is None or kind is None or not kind.converts_to or other.kind in kind.converts_to:
            continue
        into = view.framework.kind(type_name(other), other.kind).words
        known = ", ".join(view.framework.item(type_name(record), id).words for id in kind.converts_to)
        told.append(f"{kind.words} is not known to turn into {into}, only into {known}. It was recorded all the same.")
    return tuple(told)


def kind_named(case: Case, taker: Taker, record_type: str, said: str) -> Kind | None:
    """Give the kind that is named by its id, label or alias; the standard one where none is named."""
    framework = case.view.framework
    kinds = framework.kinds(record_type)
    named = said or STANDARD
    found = named if named in kinds or not kinds else framework.find(record_type, named)
    if found is None:
        misnamed = framework.misnamed(named[:120], record_type, sort=f"{record_type} kind", known=kinds)
        taker.problems.append(misnamed.as_problem(taker.where))
        return None
    return framework.kind(record_type, found)


def check_events(taker: Taker, values: Mapping[str, Wire], kind: Kind) -> None:
    """Check that what happened, or is planned, can happen to records of this kind."""
    named = [key for table in ("happened", "planned") for key in values.get(table) or ()]
    named += [entry for key in values for table, _, entry in (key.partition("."),) if table in ("happened", "planned")]
    for event in dict.fromkeys(one for one in named if one):
        if kind.happenings and event not in kind.happenings:
            unknown = UnknownName(event[:120], f"event of {kind.words}", kind.happenings)
            taker.problems.append(unknown.as_problem(taker.where, f"It knows: {', '.join(kind.happenings)}."))


def unknown_state(where: str, kind: Kind, state: str) -> Problem:
    """Tell that a kind knows no such status, and which it knows."""
    return Problem(
        code="status.unknown",
        says=f"{kind.words} knows no status {state[:120]!r}.",
        mend=f"Its path is: {kind.path}.",
        where=where,
        found=state[:120],
        expected=", ".join(kind.states),
        nearest=nearest(state, kind.states),
    )


def plainly(state: str) -> str:
    """Tell a status for a sentence."""
    return state.replace("-", " ")


def days_of(when: When) -> str:
    """Tell a day for a problem: as read, as the words themselves may be anything."""
    return " to ".join(dict.fromkeys(plain_day(day) for day in (when.first, when.last) if day))


def too_early(record: Record, to: str, reached: When) -> list[Problem]:
    """A state cannot be reached before the state it follows was reached."""
    before = record.happened.get(record.state)
    if before is None or before.first is None or reached.last is None or reached.last >= before.first:
        return []
    return [
        Problem(
            code="status.too-early",
            says=f"{plainly(to).capitalize()} on {days_of(reached)} would lie before "
            f"{plainly(record.state)} on {days_of(before)}.",
            mend="Correct the day, or the day of the status before it.",
            where=record.id,
        )
    ]
