"""Agenda items: what a meeting is asked for, each with the number by which its answer comes back.

Items follow from the view alone: the same view and group give the same items with the same numbers. What was sent out
is kept with the meeting, so that an answer finds the item that people saw, whatever changed in between.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import attrs

from lif_core.measures.products import to_approve
from lif_core.measures.sustained import to_decide
from lif_core.records import Action, AgendaItem, Decision, Product, Record
from lif_core.records.meeting import Asks
from lif_core.reports.standing import exceptions, sign_offs
from lif_core.reports.telling import Teller
from lif_core.rules.steps import settling_step
from lif_core.view.kinds import is_finished, is_open, kind_of, standing
from lif_core.view.width import held_back, too_wide

PARTS: Mapping[Asks, int] = {"decision": 3, "reopen": 3, "date": 5, "sign-off": 6, "product": 9}
"""The part of the agenda in which an item of each sort stands."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Proposed:
    """One item as it stands in the papers.

    Attributes:
        item: its number, what it asks for, about which record.
        record: that record.
        says: what is proposed, in words.
        who: who decides.
        unmet: conditions that are not met yet.
        options: the statuses that the record could go to.
        why: why it is there.
    """

    item: AgendaItem
    record: Record
    says: str = attrs.field(repr=False)
    who: str = attrs.field(default="", repr=False)
    unmet: tuple[str, ...] = attrs.field(default=(), repr=False)
    options: tuple[str, ...] = attrs.field(default=(), repr=False)
    why: str = attrs.field(default="", repr=False)

    @property
    def number(self) -> str:
        """Its number, such as `3.2`."""
        return self.item.number

    @property
    def asks(self) -> Asks:
        """What it asks for."""
        return self.item.asks


def proposed_items(
    teller: Teller, actions: Sequence[Action], body: str = "", since: date | None = None
) -> tuple[Proposed, ...]:
    """Give the items of an agenda that ask for something, numbered part by part.

    Args:
        teller: says things.
        actions: the actions that the group looks at.
        body: id of the group; empty for all.
        since: the day of the last meeting, where there was one.
    """
    again = list(_reopened(teller, body))
    asked = {one.record.id for one in again}
    found = [
        *_decisions(teller),
        *again,
        *_dates(teller, actions, since),
        *_sign_offs(teller, [one for one in actions if one.id not in asked], body),
        *_products(teller, body),
    ]
    counts: dict[int, int] = {}
    numbered = []
    for one in found:
        part = PARTS[one.asks]
        counts[part] = counts.get(part, 0) + 1
        numbered.append(attrs.evolve(one, item=attrs.evolve(one.item, number=f"{part}.{counts[part]}")))
    return tuple(numbered)


def of_part(items: Iterable[Proposed], part: int) -> tuple[Proposed, ...]:
    """Give the items of one part of the agenda."""
    return tuple(one for one in items if PARTS[one.asks] == part)


def _item(asks: Asks, record: Record, to: str = "") -> AgendaItem:
    return AgendaItem(number="", asks=asks, about=record.id, to=to)


def _decisions(teller: Teller) -> Iterator[Proposed]:
    view = teller.view
    for one in sorted(standing(view, Decision), key=lambda one: one.id):
        if is_finished(view, one) or not one.question:
            continue
        kind = kind_of(view, one)
        unmet = tuple(f"{each.text}: {teller.words(f'met-{each.met}')}" for each in one.criteria if each.met != "met")
        yield Proposed(
            item=_item("decision", one, settling_step(kind, one.state)),
            record=one,
            says=one.question,
            who=teller.party(one.by),
            unmet=unmet,
            options=_options(teller, one),
        )


def _reopened(teller: Teller, body: str) -> Iterator[Proposed]:
    """Give what is proposed for actions that were checked again: reopen what did not hold, call sustained what did."""
    view = teller.view
    for one in to_decide(view, body):
        action = view.register[one.life.action]
        held = one.request.to in kind_of(view, action).sustained
        key = "propose-sustained" if held else "propose-reopen"
        yield Proposed(
            item=_item("reopen", action, one.request.to),
            record=action,
            says=teller.words(key, action=teller.entry(action)),
            who=teller.body(getattr(action, "group", "") or body),
            unmet=tuple(f"{problem.says} {problem.mend}" for problem in one.refused),
            options=_options(teller, action),
            why=one.request.why,
        )


def _dates(teller: Teller, actions: Sequence[Action], since: date | None) -> Iterator[Proposed]:
    """Give the actions that stand out and are still to be done: the meeting may set another date."""
    for action in actions:
        why = "; ".join(exceptions(teller, action, since))
        if why and is_open(teller.view, action):
            yield Proposed(
                item=_item("date", action),
                record=action,
                says=action.text,
                who=teller.parties(action.leads),
                why=why,
            )


def _sign_offs(teller: Teller, actions: Sequence[Action], body: str) -> Iterator[Proposed]:
    for action in actions:
        for one in sign_offs(teller.view, action):
            yield Proposed(
                item=_item("sign-off", action, one.state),
                record=action,
                says=action.text,
                who="; ".join(map(teller.body, action.signs_off)) or teller.body(action.group or body),
                unmet=tuple(problem.mend for problem in one.unmet),
            )


def _products(teller: Teller, body: str) -> Iterator[Proposed]:
    view = teller.view
    for one in to_approve(view):
        product = view.register[one.record]
        assert isinstance(product, Product)
        kind = kind_of(view, product)
        to = settling_step(kind, product.state)
        problem = too_wide(view, product)
        unmet = [f"{each.says} {each.mend}" for each in (problem, *held_back(view, product)) if each is not None]
        if one.missing:
            unmet.append(teller.words("headings-missing", headings="; ".join(one.missing)))
        yield Proposed(
            item=_item("product", product, to),
            record=product,
            says=teller.words("propose-product", product=teller.name(product)),
            who=teller.body(body),
            unmet=tuple(unmet),
            options=_options(teller, product),
        )


def _options(teller: Teller, record: Record) -> tuple[str, ...]:
    return tuple(map(teller.state, kind_of(teller.view, record).moves.get(record.state, ())))
