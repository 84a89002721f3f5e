"""Receipt: what came of a sheet that came back, in numbers that account for every cell that was sent."""

import attrs

from lif_core.errors import LifError


@attrs.frozen(weakref_slot=False, kw_only=True)
class ReturnCount:
    """Counts of one file that came back. `sent = unchanged + changed + asked`, exactly.

    Attributes:
        sent: cells that were sent out.
        unchanged: of these, those that say what was sent, or what is on record by now.
        changed: those that became changes.
        asked: those that only a person can settle.
        rows: rows that were sent.
        deleted: of these, those that are not in the file.
        added: rows in the file that were not sent.
        created: of these, those that became actions.
        found: rows that were found by what they say, as their hidden cell was gone or another's.
        twice: lines beyond the first that stand for one row.
        altered: hidden cells that were changed.
        moved: rows that stand on another sheet of the file than before.
        tables: sheets of the report that are in the file.
        of_tables: sheets that the report had.
        beside: cells beside the table, under no column that was sent.
        remarks: remarks on cells that were not sent with them.

    Raises:
        LifError: the cells do not add up; a fault of ours.
    """

    sent: int = 0
    unchanged: int = 0
    changed: int = 0
    asked: int = 0
    rows: int = 0
    deleted: int = 0
    added: int = 0
    created: int = 0
    found: int = 0
    twice: int = 0
    altered: int = 0
    moved: int = 0
    tables: int = 1
    of_tables: int = 1
    beside: int = 0
    remarks: int = 0

    def __attrs_post_init__(self) -> None:
        if self.sent != self.unchanged + self.changed + self.asked:
            raise LifError(f"The cells of a returned sheet do not add up: {self.check_sum}")

    @property
    def check_sum(self) -> str:
        """The sentence that accounts for every cell that was sent."""
        return (
            f"{self.sent} cells sent = {self.unchanged} unchanged + {self.changed} changed + {self.asked} to ask about."
        )

    @property
    def notices(self) -> tuple[str, ...]:
        """What else there is to say of the rows, each in a sentence."""
        told = (
            (self.of_tables - self.tables, "{n} of {tables} sheets of the report {is} not in the file."),
            (self.deleted, "{n} of {rows} rows sent {is} not in the file; no record was taken back."),
            (self.added - self.created, "{n} row{s} in the file {was} not sent."),
            (self.created, "{n} new row{s} became {an} action{s}."),
            (self.found, "{n} row{s} {was} found by what {it} say{third}: the hidden cell was gone, or another row's."),
            (self.twice, "{n} line{s} repeat{third} a row that stands in the file already."),
            (self.altered, "{n} hidden cell{s} {was} changed."),
            (self.moved, "{n} row{s} stand{third} on another sheet than the one {it} {was} sent on."),
        )
        return tuple(_worded(says, number, rows=self.rows, tables=self.of_tables) for number, says in told if number)


def _worded(says: str, number: int, **more: int) -> str:
    one = {"s": "", "is": "is", "was": "was", "an": "an", "it": "it", "third": "s"}
    several = {"s": "s", "is": "are", "was": "were", "an": "", "it": "they", "third": ""}
    return " ".join(says.format(n=number, **more, **(one if number == 1 else several)).split())
