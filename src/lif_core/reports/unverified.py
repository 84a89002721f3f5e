"""Unverified: figures of the framework that nobody has compared with the document they come from."""

from collections.abc import Iterator

from lif_core.framework.items.training import FULL_COST
from lif_core.framework.shape import Charge, DeadlineRule, Item, Recurrence, Retention, SmallNumbers, Strength
from lif_core.reports.document import Block
from lif_core.reports.telling import Teller

_SHAPES: tuple[type[Item], ...] = (DeadlineRule, Strength, Recurrence, SmallNumbers, Retention, Charge)


def unverified(teller: Teller) -> list[tuple[str, str, str]]:
    """Tell each such figure in use on the day: what it says, its figure, its source."""
    return [
        (_says(teller, item), _figure(item), _source(teller, item))
        for item in _used(teller)
        if _figure(item) and (item.source is None or not item.source.verified)
    ]


def _used(teller: Teller) -> Iterator[Item]:
    framework = teller.view.framework
    for shape in _SHAPES:
        for item in framework.all(shape).values():
            if item.in_use(teller.view.day):
                yield from framework.deadline_rules(item.id) if isinstance(item, DeadlineRule) else (item,)


def _says(teller: Teller, item: Item) -> str:
    return teller.label(item.says) if isinstance(item, DeadlineRule) else teller.label(item.label, item.words)


def _figure(item: Item) -> str:
    if isinstance(item, DeadlineRule):
        return str(item.span)
    if isinstance(item, Strength):
        return ", ".join(map(str, item.check_again))
    if isinstance(item, Recurrence):
        return str(item.window)
    if isinstance(item, SmallNumbers):
        return f"< {item.below}"
    if isinstance(item, Charge):
        return _amounts(item)
    return str(item.keep) if isinstance(item, Retention) else ""


def _amounts(charge: Charge) -> str:
    """Tell the amounts of a charge, each once: those of everybody, then those of some."""
    every = [
        getattr(one, key)
        for one in (charge, *charge.prices)
        for key in ("place", "no_show", "late_cancellation", "not_completed")
    ]
    told = dict.fromkeys(f"{amount:g}" for amount in every if amount is not None and amount != FULL_COST)
    return f"{', '.join(told)} {charge.unit}" if told else ""


def _source(teller: Teller, item: Item) -> str:
    return item.source.title if item.source else teller.words("local-rule", layer=item.layer)


def unverified_table(teller: Teller) -> Block:
    """Give the table of figures not verified."""
    columns = (teller.column("rule", 60), teller.column("figure", 20), teller.column("source", 50))
    return teller.table("unverified", columns, unverified(teller), nothing="all-verified")
