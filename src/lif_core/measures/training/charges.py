"""Charges: what a place costs whom, what not coming costs, as the charges of the framework in force say."""

from decimal import Decimal
from typing import get_args

import attrs

from lif_core.framework.items.bodies import BodySort
from lif_core.framework.items.training import FULL_COST, Amount, Charge, Occasion
from lif_core.measures.training.attendance import named
from lif_core.measures.training.non_attendance import money
from lif_core.view.view import View

_OCCASIONS: dict[Occasion, str] = {
    "place": "a place",
    "no-show": "not coming",
    "late-cancellation": "cancelling too late",
    "not-completed": "online training not completed",
}


@attrs.frozen(weakref_slot=False, kw_only=True)
class Charged:
    """What one charge says of one payer, or of somebody of whom nothing is said.

    Attributes:
        charge: id of the charge.
        name: what people call it.
        amounts: by occasion, what is to be paid: an amount, or `full-cost`; None where the charge does not say it.
        unit: what amounts are counted in.
        notice: how long before the day a place can be given up without a charge, in words; empty where nobody said.
    """

    charge: str
    name: str
    amounts: dict[Occasion, Amount | None]
    unit: str
    notice: str = ""

    def words(self, occasion: Occasion) -> str:
        """Tell an amount in words."""
        amount = self.amounts[occasion]
        if amount is None:
            return "not told"
        if amount == FULL_COST:
            return "full cost"
        return money(Decimal(str(amount)), self.unit) if amount else "free of charge"

    def __str__(self) -> str:
        told = [f"{said}: {self.words(occasion)}" for occasion, said in _OCCASIONS.items() if self._is_told(occasion)]
        notice = [f"to be given up {self.notice} before"] if self.notice else []
        return f"{self.name}: {'; '.join([*told, *notice])}"

    def _is_told(self, occasion: Occasion) -> bool:
        return occasion == "place" or self.amounts[occasion] is not None


def charges(view: View, agency: str = "", group: str = "") -> tuple[Charged, ...]:
    """Tell what each charge in use says of a payer.

    Args:
        view: the framework is that of its day.
        agency: id of the body that pays; left out, what is said of everybody.
        group: id of the role group of those who come.
    """
    payer = view.framework.standing(agency, group)
    return tuple(
        Charged(
            charge=charge.id,
            name=charge.words,
            amounts={occasion: charge.said(occasion, payer) for occasion in get_args(Occasion)},
            unit=charge.unit,
            notice=str(charge.notice) if charge.notice else "",
        )
        for charge in view.framework.all(Charge).values()
        if charge.in_use(view.day)
    )


def whose(view: View, agency: str, group: str = "") -> str:
    """Tell for whom charges are told: an agency with how it stands to the partnership, and a role group."""
    sorts = [one.replace("-", " ") for one in view.framework.standing(agency) if one in get_args(BodySort)]
    body = f"{named(view, agency, 'agency')} ({', '.join(sorts)})" if sorts else named(view, agency, "agency")
    return ", ".join(part for part in (body, named(view, group, "group")) if part) or "everybody not named otherwise"
