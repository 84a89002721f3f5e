"""Boards: the four published sheets, each taken in by its own board as at its own day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

import attrs

from lif_cli.printing import plural
from lif_cli.starting import make_folder
from lif_core import Partnership
from lif_core.partnership.arriving.importing import Imported
from lif_core.records import Action


@attrs.frozen(kw_only=True)
class Board:
    """One board and the sheet it published.

    Attributes:
        id: its folder, and what its ids begin with.
        name: what it is called; some are only inferred, see the notes beside the files.
        title: what the sheet is, as the walk-through prints it.
        file: name of the sheet.
        day: the day as at which it is looked at.
    """

    id: str
    name: str
    title: str
    file: str
    day: date


BOARDS: tuple[Board, ...] = (
    Board(
        id="stockton",
        name="Stockton LSCB (as published)",
        title="Stockton LSCB review, Dec 2017",
        file="plan_stockton_lscb_review_2017_table.xlsx",
        day=date(2017, 12, 14),
    ),
    Board(
        id="slough",
        name="SLSCB, probably Slough (as published)",
        title="Slough business plan 2012",
        file="plan_slscb_business_2012_table.xlsx",
        day=date(2012, 10, 1),
    ),
    Board(
        id="lscb-plan",
        name="An LSCB that is not named (as published)",
        title="LSCB strategic plan 2014-15",
        file="plan_lscb_strategic_2014_15_table.xlsx",
        day=date(2015, 1, 5),
    ),
    Board(
        id="norfolk",
        name="Norfolk community safety partnership (as published)",
        title="Norfolk DHR, 2 of 15 recommendations",
        file="dhr_norfolk_pub_2023_09_recommendations.xlsx",
        day=date(2023, 9, 30),
    ),
)
"""The four boards, in the order in which the walk-through tells them."""


@attrs.frozen(kw_only=True)
class Taken:
    """What came of one sheet: taken in once, and the same file once more.

    Attributes:
        board: whose it is.
        folder: the board's folder.
        first: what came of it.
        again: what came of it the second time.
        milestones: steps that its actions carry.
    """

    board: Board
    folder: Path
    first: Imported
    again: Imported
    milestones: int

    @property
    def made(self) -> int:
        """How many recommendations and actions it made."""
        return sum(self.first.read.created.get(sort, 0) for sort in ("recommendation", "action"))


def became(one: Taken) -> str:
    """Tell what one sheet became, in words."""
    created = one.first.read.created
    parts = [plural(number, sort) for sort, number in created.items() if sort != "priority"]
    parts += [plural(one.milestones, "milestone")] if one.milestones else []
    aside = one.first.read.total.aside
    return ", ".join(parts) + (f"; {plural(aside, 'line')} aside" if aside else "")


@contextmanager
def sheet_of(board: Board) -> Iterator[Path]:
    """Give the published sheet of a board as a file, also where this package lies in an archive."""
    with as_file(files("lif_cli").joinpath("examples", board.file)) as path:
        yield path


def take_in(board: Board, folder: Path) -> Taken:
    """Make the board's own partnership folder and take its sheet in, twice."""
    make_folder(folder, id_=board.id, name=board.name, layer="england", by="business-manager")
    with Partnership.open(folder) as lif, sheet_of(board) as path:
        first = lif.import_(path, on=board.day)
        again = lif.import_(path, on=board.day)
        milestones = sum(len(action.milestones) for action in lif.as_of(board.day).register.of_type(Action))
    return Taken(board=board, folder=folder, first=first, again=again, milestones=milestones)
