"""Asking: what only a person can say of a sheet that came back; one question for all cells of one sort."""

from collections.abc import Iterable, Mapping, Sequence

import attrs

from lif_core.intake.receipt import KeptAside, Question
from lif_core.intake.returned.edits import Edit
from lif_core.values.sent import normal

QUESTIONS: Mapping[str, tuple[str, str]] = {
    "changed-both": (
        "Changed there and here since the sheet was sent: {n} cell{s}. What stands here was left as it is.",
        "Look at both and change the record by hand if the sheet is right.",
    ),
    "locked-cell": (
        "Written over, though it was not to be written in: {n} cell{s}. Nothing of it was taken over.",
        "If the change is right, make it by hand; or take the file in again with --locked take.",
    ),
    "not-a-field": (
        "Other words stand in {n} cell{s} that the register works out by itself.",
        "Change what the cell is worked out from: its dates, its evidence, its status.",
    ),
    "blanked": (
        "Emptied: {n} cell{s}. A blank takes nothing away.",
        "If something is to be taken away, do it by hand.",
    ),
    "several-lines": (
        "Several lines stand for one row and say different things in {n} cell{s}.",
        "Ask which of them is meant, delete the others, and take the file in again.",
    ),
    "several-answers": (
        "Several sheets that came back say different things in {n} cell{s}: none of them was taken over.",
        "Ask those who sent them back to agree, and enter what they say.",
    ),
    "answered-before": (
        "Something else was taken in from the same sender for {n} cell{s} of this sheet: left as it was.",
        "If the newer words are to stand beside the earlier ones, enter them by hand.",
    ),
    "column-gone": (
        "The column was deleted over {n} cell{s}: nothing was taken away.",
        "Nothing is to be done, unless the column was meant to go.",
    ),
    "row-gone": (
        "Deleted in the sheet: {n} cell{s} of whole rows. No record was taken back.",
        "Withdraw a record by hand where it is to go.",
    ),
    "record-gone": (
        "The record of the row was taken back, or may no longer be seen, since the sheet was sent: {n} cell{s}.",
        "Say whether it is still wanted.",
    ),
    "record-closed": (
        "A new date is proposed for an action that is done or closed: {n} cell{s}.",
        "Move it back to an open status first if it is to go on.",
    ),
    "no-target-date": (
        "A date is proposed for a recommendation or finding, which has none, in {n} cell{s}: an action has.",
        "Plan the action that answers it, with this date: lif add action.",
    ),
    "date-unclear": (
        "No one day can be told from the date proposed in {n} cell{s}.",
        "Ask for it with the month as a word, such as 30 September 2025.",
    ),
    "reason-missing": (
        "Another date is proposed without a reason in {n} cell{s}: a date moves only with one.",
        "Ask for the reason and write it into the column beside the date.",
    ),
    "reason-alone": (
        "A reason stands alone in {n} cell{s}: no other date is proposed beside it.",
        "Ask which date is meant, or enter the words as a note.",
    ),
    "lead-unclear": (
        "A person is named where a body or role should stand, in {n} cell{s}.",
        "Write the agency or the role in their place.",
    ),
    "status-unclear": (
        "Nobody can tell which status is meant, or it cannot follow the one on record, in {n} cell{s}.",
        "Set it by hand: lif status ID STATE.",
    ),
    "identifies": (
        "Something that looks as if it identified a person stands in {n} cell{s}: not stored.",
        "Ask for it without.",
    ),
    "too-long": (
        "More is written than a record can hold, in {n} cell{s}.",
        "Keep the long text where it belongs and say here where that is.",
    ),
    "refused": (
        "What is written in {n} cell{s} cannot be entered as the framework stands.",
        "Enter it by hand: then everything that stands in its way is told.",
    ),
}
"""By code, what is asked and what would mend it. `{n}` becomes the number of cells, `{s}` the plural's s."""

BESIDE: Mapping[str, tuple[str, str]] = {
    "row-new": (
        "{n} row{s} stand in the sheet that were not sent: kept aside.",
        "Enter what is new by hand: lif add action.",
    ),
    "key-altered": (
        "The hidden cell of {n} row{s} was changed, and nothing tells which row it was: kept aside.",
        "Copy what was written into the sheet you sent, or enter it by hand.",
    ),
    "beside-the-table": (
        "Something stands in {n} cell{s} beside the table, under no column that was sent: kept aside.",
        "Enter it by hand where it belongs.",
    ),
    "only-told": (
        "Something was written into {n} row{s} of sheets that only tell: kept aside.",
        "Copy it into the columns that are to be filled in, or enter it by hand.",
    ),
    "remark": (
        "A remark hangs on {n} cell{s} that was not sent with it: kept aside.",
        "Enter it as a note by hand: lif add note.",
    ),
}
"""By code, what is asked about what was never sent."""


@attrs.define
class Asking:
    """Gathers what is asked of one file.

    Attributes:
        asked: record and column of every cell that is asked about; of one that is gone, a number in its place.
        aside: what is kept aside of it, with its text: for the quarantine only.
    """

    asked: set[tuple[str, str]] = attrs.field(factory=set)
    aside: list[KeptAside] = attrs.field(factory=list)
    _places: dict[str, list[str]] = attrs.field(factory=dict)
    _more: dict[str, list[str]] = attrs.field(factory=dict)

    def ask(self, code: str, edits: Iterable[Edit], more: str = "") -> None:
        """Ask about cells that were sent; each is asked about once."""
        for edit in edits:
            if self.has(edit):
                continue
            self.asked.add((edit.record, edit.column))
            self._places.setdefault(code, []).append(edit.place)
            if code != "identifies" and normal(edit.value):
                self._keep(code, edit.place, ((edit.place, edit.text),))
        self._say_more(code, more)

    def _say_more(self, code: str, more: str) -> None:
        if more and more not in self._more.setdefault(code, []):
            self._more[code].append(more)

    def has(self, edit: Edit) -> bool:
        """Tell whether a cell is asked about."""
        return (edit.record, edit.column) in self.asked

    def row_gone(self, record: str, columns: Sequence[str], place: str) -> None:
        """Ask about the cells of a row that is not there any more."""
        self.asked.update((record, column) for column in columns)
        self._places.setdefault("row-gone", []).extend([place] * len(columns))

    def beside(self, code: str, place: str, texts: tuple[tuple[str, str], ...], more: str = "") -> None:
        """Ask about something that was never sent."""
        self._say_more(code, more)
        self._places.setdefault(code, []).append(place)
        self._keep(code, place, texts)

    def _keep(self, code: str, place: str, texts: tuple[tuple[str, str], ...]) -> None:
        says = (QUESTIONS.get(code) or BESIDE[code])[0]
        reason = _counted(says, 1).partition(":")[0]
        self.aside.append(KeptAside(place=place, reason=reason, cells=texts))

    def questions(self) -> tuple[Question, ...]:
        """Give the questions."""
        found = []
        for code, places in self._places.items():
            says, mend = QUESTIONS.get(code) or BESIDE[code]
            told = " ".join((_counted(says, len(places)), *self._more.get(code, ())))
            found.append(Question(code=code, says=told, where=tuple(dict.fromkeys(places)), mend=mend))
        return tuple(found)


def _counted(says: str, number: int) -> str:
    return says.replace("{n}", str(number)).replace("{s}", "" if number == 1 else "s")
