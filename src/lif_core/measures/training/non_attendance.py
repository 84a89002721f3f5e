"""Non-attendance: who did not come or cancelled late, and what that costs by the policy of the charge."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

import attrs

from lif_core.framework.items.training import Charge, Occasion
from lif_core.measures.training.attendance import named
from lif_core.measures.training.book import Count, book_of
from lif_core.measures.training.counting import lines
from lif_core.records import Attendance
from lif_core.values.when import Between
from lif_core.view.view import View

Why = Literal["no-charge", "no-amount", "nobody-said-whose", "sum-of-several"]
"""Why a cost cannot be told."""

WHY: Mapping[Why, str] = {
    "no-charge": "no charge is named for the session",
    "no-amount": "the charge gives no amount for it",
    "nobody-said-whose": "what is paid depends on whose staff it was, and nobody said",
    "sum-of-several": "only a sum of several sessions is known",
}
"""The same in words."""

_OCCASIONS: tuple[tuple[Count, Occasion], ...] = (
    ("did_not_attend", "no-show"),
    ("cancelled_late", "late-cancellation"),
)


def money(amount: Decimal, unit: str) -> str:
    """Tell an amount as people print it: `1,855 pounds`, `35.50 pounds`."""
    return f"{amount:,.0f} {unit}" if amount == amount.to_integral_value() else f"{amount:,.2f} {unit}"


@attrs.frozen(weakref_slot=False, kw_only=True)
class Cost:
    """What non-attendance of one agency costs.

    Attributes:
        agency: its id, or the words for it; empty where nobody said whose staff it was.
        name: what people call it.
        did_not_attend: how many did not come, of those whose cost is known.
        cancelled_late: how many cancelled late, of those whose cost is known.
        amount: what is to be paid for them.
        unit: what the amount is counted in.
    """

    agency: str
    name: str = attrs.field(repr=False)
    did_not_attend: int = 0
    cancelled_late: int = 0
    amount: Decimal = Decimal(0)
    unit: str = "pounds"

    def __str__(self) -> str:
        counts = f"{self.did_not_attend} did not come, {self.cancelled_late} cancelled late"
        return f"{self.name or 'Agency not said'}: {counts}: {money(self.amount, self.unit)}"


@attrs.frozen(weakref_slot=False, kw_only=True)
class Unpriced:
    """So many did not come or cancelled late whose cost cannot be told, and why."""

    n: int
    why: Why

    def __str__(self) -> str:
        return f"{self.n} more, whose cost cannot be told: {WHY[self.why]}."


@attrs.frozen(weakref_slot=False, kw_only=True)
class NonAttendance:
    """Non-attendance of a period.

    Attributes:
        did_not_attend: how many did not come, as far as it was told.
        cancelled_late: how many cancelled late, as far as it was told.
        costs: what it costs, by agency.
        totals: what it costs in all, by unit.
        unpriced: those whose cost cannot be told, by reason.
    """

    did_not_attend: int
    cancelled_late: int
    costs: tuple[Cost, ...]
    totals: Mapping[str, Decimal]
    unpriced: tuple[Unpriced, ...]

    def __str__(self) -> str:
        total = ", ".join(money(amount, unit) for unit, amount in self.totals.items()) or "no cost known"
        head = f"{self.did_not_attend} did not come, {self.cancelled_late} cancelled late: {total}."
        return "\n".join((head, *map(str, self.costs), *map(str, self.unpriced)))


def non_attendance(view: View, period: Between | None = None) -> NonAttendance:
    """Tell who did not come or cancelled late, and what that costs by the policy of the charge.

    Each agency pays what the charge of the session says of it. Where that cannot be told, nothing is guessed: it is
    told how many there are, and why.
    """
    costs: dict[tuple[str, str], _Sum] = {}
    unpriced: dict[Why, int] = {}
    counts = dict.fromkeys([count for count, _ in _OCCASIONS], 0)
    for count, occasion in _OCCASIONS:
        prices: dict[tuple[str, str, str, bool], tuple[str, Decimal | None, Why]] = {}
        for piece in _pieces(view, period, count):
            counts[count] += piece.n
            payer = (piece.charge, piece.agency, piece.group, piece.of_several)
            if payer not in prices:
                prices[payer] = _price(view, piece, occasion)
            unit, each, why = prices[payer]
            if each is None:
                unpriced[why] = unpriced.get(why, 0) + piece.n
                continue
            held = costs.get((piece.agency, unit))
            if held is None:
                held = costs[piece.agency, unit] = _Sum()
            held.counts[count] = held.counts.get(count, 0) + piece.n
            held.amount += each * piece.n
    told = [
        Cost(agency=agency, name=named(view, agency, "agency"), amount=held.amount, unit=unit, **held.counts)
        for (agency, unit), held in costs.items()
    ]
    totals: dict[str, Decimal] = {}
    for cost in told:
        totals[cost.unit] = totals.get(cost.unit, Decimal(0)) + cost.amount
    return NonAttendance(
        did_not_attend=counts["did_not_attend"],
        cancelled_late=counts["cancelled_late"],
        costs=tuple(sorted(told, key=lambda one: (one.name, one.agency, one.unit))),
        totals=dict(sorted(totals.items())),
        unpriced=tuple(Unpriced(n=unpriced[why], why=why) for why in WHY if why in unpriced),
    )


@attrs.define
class _Sum:
    """Counts and costs of one agency being added up."""

    counts: dict[Count, int] = attrs.field(factory=dict)
    amount: Decimal = Decimal(0)


class _Piece(NamedTuple):
    """So many of one agency and role group; both are empty where nobody said."""

    charge: str
    agency: str
    group: str
    n: int
    of_several: bool = False


def _pieces(view: View, period: Between | None, count: Count) -> Iterator[_Piece]:
    book = book_of(view)
    for line in lines(view, period, (count,)):
        if not line.session:
            yield _Piece("", "", "", line.counts[0], of_several=True)
            continue
        if line.counts and not line.counts[0]:
            continue  # everybody came
        charge = book.sessions[line.session].charge
        told = 0
        for agency, group, n in _by_payer(book.cells.get(line.session, ()), count):
            if n:
                told += n
                yield _Piece(charge, agency, group, n)
        if line.counts and line.counts[0] > told:
            yield _Piece(charge, "", "", line.counts[0] - told)


def _by_payer(cells: Iterable[Attendance], count: Count) -> Iterator[tuple[str, str, int]]:
    """Tell a count of one session by agency; and by role group too, where an agency told no sum of its groups."""
    whole: dict[str, int] = {}
    parts: dict[tuple[str, str], int] = {}
    for one in cells:
        n = getattr(one, count)
        if one.agency is None or n is None:
            continue
        if one.group:
            key = (one.agency.named, one.group)
            parts[key] = parts.get(key, 0) + n
        else:
            whole[one.agency.named] = whole.get(one.agency.named, 0) + n
    for agency, n in whole.items():
        yield agency, "", n
    for (agency, group), n in parts.items():
        if agency not in whole:
            yield agency, group, n


def _price(view: View, piece: _Piece, occasion: Occasion) -> tuple[str, Decimal | None, Why]:
    """Tell the unit, what each of a piece costs, and where that is not known, why."""
    if piece.of_several:
        return "", None, "sum-of-several"
    charge = view.framework.all(Charge).get(piece.charge)
    if charge is None:
        return "", None, "no-charge"
    each = charge.amount(occasion, view.framework.standing(piece.agency, piece.group))
    if not piece.agency and (charge.prices or (charge.free_for and each is None)):
        return "", None, "nobody-said-whose"
    if each is None:
        return "", None, "no-amount"
    return charge.unit, Decimal(str(each)), "no-amount"
