"""Rates: a share that never loses its numerator, its denominator or its name."""

from decimal import ROUND_HALF_UP, Decimal

import attrs

SMALL = 5
"""Counts from 1 up to, not including, this number are suppressed unless a framework says otherwise."""


@attrs.frozen(weakref_slot=False)
class Rate:
    """A share of something.

    Attributes:
        name: what is counted, so that two rates of one report cannot be confused.
        n: numerator, 0 or more; may exceed `of` (walk-ins, attendances per head).
        of: denominator, 0 or more; 0 makes the rate not statable.

    Raises:
        ValueError: a negative count.
    """

    name: str
    n: int
    of: int

    def __attrs_post_init__(self) -> None:
        if self.n < 0 or self.of < 0:
            raise ValueError("A rate counts things: neither number can be below zero.")

    def percent(self, places: int = 0) -> Decimal | None:
        """Tell the rate in per cent, rounded half up to `places`; None where the denominator is 0.

        Half up because that is how published tables round: 231 of 280 is printed as 83, not 82.
        """
        if self.of == 0:
            return None
        return (Decimal(self.n) * 100 / Decimal(self.of)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)

    def is_small(self, below: int = SMALL) -> bool:
        """Tell whether printing this rate could point at a person: a part, or the rest, is from 1 to `below` - 1."""
        rest = self.of - self.n
        return 0 < self.n < below or 0 < rest < below or 0 < self.of < below

    def printed(self, below: int = SMALL, *, suppress: bool = True) -> str:
        """Tell the rate for a reader: with n and N, or suppressed when small."""
        if suppress and self.is_small(below):
            return f"{self.name}: not shown, fewer than {below}"
        share = self.percent()
        return f"{self.name}: not known" if share is None else f"{self.name}: {share}% ({self.n} of {self.of})"

    def __str__(self) -> str:
        return self.printed()
