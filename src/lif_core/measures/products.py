"""Products: what was handed on to whom, who says that it arrived, whom it reached, how it was used, whom to ask."""

from collections.abc import Iterator
from datetime import date

import attrs

from lif_core.measures.returns import who_is
from lif_core.records import Acknowledgement, Product
from lif_core.rules.products import missing_headings
from lif_core.rules.told_twice import acknowledged_on, asked_again
from lif_core.values.rates import Rate
from lif_core.values.saying import how_read
from lif_core.values.when import When
from lif_core.view.kinds import is_done, is_withdrawn, kind_of, name_of, standing
from lif_core.view.view import View
from lif_core.view.width import Width, width_of


@attrs.frozen(weakref_slot=False, kw_only=True)
class Received:
    """What one agency says became of a product.

    Attributes:
        agency: id of the agency, or the words as they stood.
        who: what the framework calls it.
        record: id of its acknowledgement; empty where nobody has asked it.
        on: when it said so, None while it has not.
        reach: how many it reached.
        of: of how many.
        use: how it was used.
        chased: when it was asked again.
        confirmed: whether it has said that it arrived.
        late: days past the day by which it was asked to say so, 0 where it is not late.
    """

    agency: str
    who: str = attrs.field(repr=False)
    record: str = ""
    on: When | None = None
    reach: int | None = None
    of: int | None = None
    use: str = attrs.field(default="", repr=False)
    chased: tuple[When, ...] = ()
    confirmed: bool = False
    late: int = 0


@attrs.frozen(weakref_slot=False, kw_only=True)
class HandedOn:
    """One product and how it was handed on.

    Attributes:
        record: id of the product.
        name: what people call it.
        what: words for its kind.
        is_out: whether it has gone out.
        due: by when agencies are asked to say that it arrived.
        received: what each agency says: those it is addressed to and those that were asked.
        confirmed: agencies that said it arrived, of those it went to.
        used: agencies that said how it was used, of those it went to.
        reached: people reached, of those it was meant for; only of agencies that reported both numbers.
        missing: headings of its kind under which it says nothing yet.
        width: how wide it is, and how wide it may be.
        sentence: all of it in one sentence.
    """

    record: str
    name: str = attrs.field(repr=False)
    what: str
    is_out: bool
    due: When | None = None
    received: tuple[Received, ...] = ()
    confirmed: Rate
    used: Rate
    reached: Rate
    missing: tuple[str, ...] = ()
    width: Width
    sentence: str = attrs.field(repr=False)

    @property
    def chase(self) -> tuple[Received, ...]:
        """Agencies that have not said that it arrived, the day by which they were asked to having passed."""
        return tuple(one for one in self.received if one.late)

    def __str__(self) -> str:
        return self.sentence


def products(view: View) -> tuple[HandedOn, ...]:
    """Tell every product: those to be finished first, then those that went out, by the day of their answers."""
    found = [handed_on(view, one) for one in standing(view, Product)]
    return tuple(sorted(found, key=lambda one: (one.is_out, _last(one.due), one.record)))


def _last(when: When | None) -> date:
    return when.last if when is not None and when.last else date.max


def handed_on(view: View, product: Product) -> HandedOn:
    """Tell how one product was handed on."""
    is_out = is_done(view, product)
    received = tuple(_received(view, product, is_out))
    whole = [one for one in received if one.reach is not None and one.of is not None]
    confirmed = Rate("Confirmed", sum(1 for one in received if one.confirmed), len(received))
    used = Rate("Use reported", sum(1 for one in received if one.use.strip()), len(received))
    reached = Rate("Reached", sum(one.reach or 0 for one in whole), sum(one.of or 0 for one in whole))
    return HandedOn(
        record=product.id,
        name=name_of(view, product),
        what=kind_of(view, product).words,
        is_out=is_out,
        due=product.due,
        received=received,
        confirmed=confirmed,
        used=used,
        reached=reached,
        missing=missing_headings(kind_of(view, product), product),
        width=width_of(view, product),
        sentence=_sentence(view, product, is_out, confirmed, used, received),
    )


def _received(view: View, product: Product, is_out: bool) -> Iterator[Received]:
    every = view.register.sources(product.id, Acknowledgement)
    told = {
        one.agency.named: one
        for one in sorted(every, key=lambda one: (_is_confirmed(view, one), one.id))
        if one.product == product.id and one.agency is not None and not is_withdrawn(view, one)
    }
    named = dict.fromkeys([*(party.named for party in product.to), *sorted(told)])
    passed = product.due is not None and product.due.is_past(view.day) and is_out
    late = (view.day - product.due.last).days if passed and product.due is not None and product.due.last else 0
    for agency in named:
        one = told.get(agency)
        confirmed = one is not None and _is_confirmed(view, one)
        yield Received(
            agency=agency,
            who=who_is(view, agency),
            record=one.id if one is not None else "",
            on=acknowledged_on(kind_of(view, one), one) if one is not None and confirmed else None,
            reach=one.reach if one is not None else None,
            of=one.of if one is not None else None,
            use=one.use if one is not None else "",
            chased=asked_again(kind_of(view, one), one) if one is not None else (),
            confirmed=confirmed,
            late=0 if confirmed else late,
        )


def _is_confirmed(view: View, one: Acknowledgement) -> bool:
    kind = kind_of(view, one)
    return one.state not in kind.waiting if kind.waiting else acknowledged_on(kind, one) is not None


def _sentence(
    view: View, product: Product, is_out: bool, confirmed: Rate, used: Rate, received: tuple[Received, ...]
) -> str:
    name = name_of(view, product)
    if not is_out:
        return f"{name} is {product.state.replace('-', ' ')}."
    if not received:
        return f"{name} went out; no agency was asked whether it arrived."
    by = f", asked for by {how_read(product.due)}" if product.due is not None else ""
    late = [one.who for one in received if one.late]
    not_yet = f" Not from {', '.join(late)}." if late else ""
    return (
        f"{name} arrived at {confirmed.n} of {confirmed.of} agencies, use reported by {used.n} of {used.of}{by}."
        f"{not_yet}"
    )


def dissemination(view: View) -> Rate:
    """Tell how much of what went out is confirmed: agencies that said so, of all that were to, product by product."""
    out = [one for one in products(view) if one.is_out]
    return Rate("Dissemination confirmed", sum(one.confirmed.n for one in out), sum(one.confirmed.of for one in out))


def to_approve(view: View) -> tuple[HandedOn, ...]:
    """Tell the products that wait to go out: neither out nor finished."""
    return tuple(one for one in products(view) if not one.is_out)
