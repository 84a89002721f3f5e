"""Versions: what older versions of this library wrote, lifted to what this one reads.

A commit is written in the form of its day and stays in it for ever: its digest rests on the very values it was sealed
with. Whoever reads records out of it lifts those values first, one form at a time. Golden files of every form that was
released stay in the tests (`tests/golden`), so that none is ever forgotten.

To change how records are written: raise `FORMAT`, say in `UPCASTERS` under the old number what became of the values,
and in `NEEDS` which version first reads the new form: each commit tells it to versions that do not know the form.
"""

from collections.abc import Callable, Mapping
from typing import Any

FORMAT = 1
"""The form in which commits are written now. Older ones are lifted on reading; newer ones are refused."""

Upcaster = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]
"""Given a record type and the values that a change sets, by field, gives them in the next form."""

UPCASTERS: Mapping[int, Upcaster] = {}
"""What lifts values of a form to the next one, by the older form's number. Form 1 is the first."""

NEEDS: Mapping[int, str] = {}
"""The first version of lif-core that reads a form, by its number. Form 1 is read by all."""


def lift(record_type: str, values: Mapping[str, Any], written: int) -> Mapping[str, Any]:
    """Give the values that a change set, in today's form.

    Args:
        record_type: type of the record that the change is of, such as `action`.
        values: what it set, by field; never altered.
        written: the form they were written in.

    Raises:
        KeyError: a form between the two has no upcaster, which is a fault of this library.
    """
    for form in range(written, FORMAT):
        values = UPCASTERS[form](record_type, values)
    return values
