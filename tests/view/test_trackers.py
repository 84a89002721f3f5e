"""Which tables of trackers stand: those of the newest edition, and none of what was taken back."""

from lif_core.records import Intake
from lif_core.records.intake import SheetColumn, SheetTable
from lif_core.view.trackers import tables_of


def table(place: str, heading: str) -> SheetTable:
    return SheetTable(place=place, columns=(SheetColumn(heading=heading, field="ref", letters="A"),))


def intake(number: int, *tables: SheetTable, undone: bool = False) -> Intake:
    return Intake(id=f"demo/intake/{number:06d}", tables=tables, undone=undone)


def headings(*intakes: object) -> dict[str, list[str]]:
    return {place: [one.columns[0].heading for one in several] for place, several in tables_of(intakes).items()}


def test_a_newer_edition_stands_for_an_earlier_one_whichever_is_met_first():
    old, new = intake(1, table("t/A", "No"), table("t/B", "No")), intake(2, table("t/A", "Number"))
    assert headings(new, old) == headings(old, new) == {"t/A": ["Number"], "t/B": ["No"]}


def test_several_tables_of_one_sheet_stand_together():
    assert headings(intake(1, table("t/A", "No"), table("t/A", "Ref"))) == {"t/A": ["No", "Ref"]}


def test_what_was_taken_back_gives_the_earlier_edition_free():
    old, new = intake(1, table("t/A", "No")), intake(2, table("t/A", "Number"), undone=True)
    assert headings(old, new) == {"t/A": ["No"]}


def test_a_receipt_without_tables_says_nothing():
    assert headings(intake(1, table("t/A", "No")), intake(2)) == {"t/A": ["No"]}
