"""Scales: ordered grades, and which end is the better one."""

from typing import Literal

import attrs

Better = Literal["higher", "lower"]
"""Which end of a scale is good: later grades (`higher`) or earlier ones (`lower`)."""


@attrs.frozen(weakref_slot=False)
class Scale:
    """An ordered list of grades.

    Attributes:
        grades: grade words in the order in which the scale runs, such as `("1", "2", "3", "4")`.
        better: which end is good; on Stockton's scale 1 is fully achieved, so `lower`.

    Raises:
        ValueError: a grade stands twice, or there is none.
    """

    grades: tuple[str, ...]
    better: Better = "higher"

    def __attrs_post_init__(self) -> None:
        if not self.grades or len(set(self.grades)) != len(self.grades):
            raise ValueError("A scale needs at least one grade, and each only once.")

    def merit(self, grade: str) -> int:
        """Tell how good a grade is: 0 for the worst, `len(grades) - 1` for the best.

        Raises:
            ValueError: the scale has no such grade.
        """
        if grade not in self.grades:
            raise ValueError(f"The scale has no grade {grade!r}: use one of {', '.join(self.grades)}.")
        place = self.grades.index(grade)
        return place if self.better == "higher" else len(self.grades) - 1 - place

    def is_better(self, grade: str, than: str) -> bool:
        """Tell whether `grade` is better than `than`."""
        return self.merit(grade) > self.merit(than)
