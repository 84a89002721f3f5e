"""Trackers: the tables of the sheets that were taken in, as they stand: a newer edition for an earlier one."""

from collections.abc import Iterable, Mapping

from lif_core.records import Intake
from lif_core.records.intake import SheetTable


def tables_of(intakes: Iterable[object]) -> Mapping[str, list[SheetTable]]:
    """Give the tables by their place, in the order of their imports; those of imports that were taken back left out.

    Args:
        intakes: the receipts of imports, in any order.
    """
    found: dict[str, list[SheetTable]] = {}
    several = (one for one in intakes if isinstance(one, Intake) and not one.undone)
    for intake in sorted(several, key=lambda one: one.id):
        here: dict[str, list[SheetTable]] = {}
        for table in intake.tables:
            here.setdefault(table.place, []).append(table)
        found.update(here)
    return found
