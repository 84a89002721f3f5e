"""Replies: what was answered to a recommendation, and by whom. Where no plain word says how, the words are kept."""

import re
from collections.abc import Mapping, Sequence

import attrs

from lif_core.intake.cells import Cell
from lif_core.intake.grid import words
from lif_core.intake.heading_rows import Column
from lif_core.intake.histories import heading_date
from lif_core.intake.table_cells import Line, TableCells
from lif_core.records.parts import Party, Reply, Stance
from lif_core.values.words import folded

_PLAIN: tuple[tuple[Stance, str], ...] = (
    ("accepted", "accepted | accept | fully accepted | accepted in full | agreed | agree | fully agreed"),
    (
        "accepted-in-part",
        """accepted in part | partly accepted | partially accepted | part accepted | partial | partly | partially |
        in part | agreed in part | partly agreed | partially agreed""",
    ),
    ("not-accepted", "not accepted | rejected | reject | declined | not agreed | refused | disagree | disagreed"),
    (
        "no-reply",
        """no reply | no response | no reply yet | no response yet | no response received | none received |
        not received | awaited | awaiting reply | awaiting response | reply awaited | response awaited |
        outstanding | pending""",
    ),
)
_STANCES = {said.strip(): stance for stance, many in _PLAIN for said in " ".join(many.split()).split("|")}
_YES_OR_NO: Mapping[str, Stance] = {"yes": "accepted", "y": "accepted", "no": "not-accepted", "n": "not-accepted"}
_ASKS = re.compile(r"\b(accept(ed)?|agreed?)\b", re.IGNORECASE)
_FIRST = re.compile(r"\s*([^.,;:\n()–—]{1,40}?)\s*(?:$|[.,;:\n()–—]|\s-\s)")
_ANSWER = re.compile(r"\b(responses?|repl(y|ies)|accepted|agreed|from|by|of|the|to|recommendation)\b|\?", re.IGNORECASE)


def stance_of(text: str, heading: str = "") -> Stance:
    """Tell how an answer stands to a recommendation: by its first words, where they are plain; else `unclear`.

    A bare yes or no counts only under a heading that asks whether it was accepted or agreed.
    """
    first = _FIRST.match(text)
    said = folded(first[1]) if first else ""
    if said in _YES_OR_NO and _ASKS.search(heading):
        return _YES_OR_NO[said]
    return _STANCES.get(said, "unclear")


@attrs.define
class ReplyReader:
    """Reads the answers to the recommendation of a line."""

    table: TableCells

    def read(self, line: Line, to: Sequence[Party]) -> tuple[Reply, ...]:
        """Give the answers that the cells of a line hold; `to` are those whom the recommendation is addressed to."""
        found = [(column, cell) for column, cell in self.table.cells(line.row, "reply") if words(cell)]
        self.table.use(cell for _, cell in found)
        return tuple(self._reply(column, cell, to) for column, cell in found)

    def _reply(self, column: Column, cell: Cell, to: Sequence[Party]) -> Reply:
        text = words(cell)
        stance = stance_of(text, column.heading)
        if stance == "unclear":
            self._ask_stance(cell)
        body = self._body(column, to)
        if not body.named:
            self._ask_body(cell)
        plain = text.strip(" .").casefold() in {*_STANCES, *_YES_OR_NO} and stance != "unclear"
        return Reply(body=body, stance=stance, why="" if plain else text, on=heading_date(column.heading))

    def _body(self, column: Column, to: Sequence[Party]) -> Party:
        """Tell whose answer it is: the body that the heading names, else the only one that was asked."""
        said = " ".join(_ANSWER.sub(" ", column.heading).split())
        body = self.table.desk.names.find_body(said) if said else None
        if body:
            return Party(said=said, body=body)
        return to[0] if len(to) == 1 else Party()

    def _ask_stance(self, cell: Cell) -> None:
        self.table.desk.ask(
            "reply-unclear",
            "No plain word says whether the recommendation is accepted in {n} answer{s}: kept in its words.",
            self.table.where(cell),
            "Begin the cell with accepted, accepted in part or not accepted.",
        )

    def _ask_body(self, cell: Cell) -> None:
        self.table.desk.ask(
            "reply-by-nobody",
            "Whose answer it is cannot be told of {n} answer{s}: kept without a body.",
            self.table.where(cell),
            "Name in a column of its own whom the recommendation is addressed to, one on each line.",
        )
