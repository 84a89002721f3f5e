"""Printing: answers on standard output, for people or as one JSON document; problems on standard error."""

import json
import sys
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import attrs

from lif_cli.columns import columns
from lif_core.errors import Problem

WIDTH = 100
"""Columns a table may have where nobody is at a terminal."""
_KEPT = "\n\t"


def clean(text: str) -> str:
    """Give text without what would steer a terminal: control characters and marks that turn the reading direction."""
    return "".join(
        letter
        if letter in _KEPT or unicodedata.category(letter) not in ("Cc", "Cf", "Cs")
        else "\N{REPLACEMENT CHARACTER}"
        for letter in text
    )


def say(*lines: object) -> None:
    """Print lines for people."""
    for line in lines:
        print(clean(str(line)))


def warn(*lines: object) -> None:
    """Print lines on standard error, for whoever runs a command whose answer is fine."""
    for line in lines:
        print(f"lif: {clean(str(line))}", file=sys.stderr)


def tell(document: Any) -> None:
    """Print the one JSON document that an answer is."""
    ascii_only = "utf" not in (sys.stdout.encoding or "").lower()
    print(json.dumps(document, ensure_ascii=ascii_only, indent=2, default=str))


def table(headings: Sequence[str], rows: Iterable[Sequence[object]], *, whole: Iterable[int] = ()) -> None:
    """Print a table: with lines on a terminal, plain in a pipe.

    Args:
        headings: words above the columns.
        rows: the cells of each row.
        whole: columns, counted from 0, whose cells are never broken.
    """
    cells = [[clean("" if cell is None else str(cell)) for cell in row] for row in rows]
    if sys.stdout.isatty():
        _table_on_terminal(headings, cells, set(whole))
    else:
        print("\n".join(columns([headings, *cells], WIDTH, set(whole))))


def _table_on_terminal(headings: Sequence[str], rows: Iterable[Sequence[str]], whole: Collection[int]) -> None:
    import shutil

    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    width = shutil.get_terminal_size().columns
    console = Console(file=sys.stdout, width=width, highlight=False, soft_wrap=False)
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0))
    for number, heading in enumerate(headings):
        shown.add_column(heading, no_wrap=number in whole, overflow="fold", vertical="top", header_style="bold")
    for row in rows:
        shown.add_row(*map(Text, row))
    with console.capture() as taken:
        console.print(shown)
    print("\n".join(line.rstrip() for line in taken.get().splitlines()))


@contextmanager
def working(what: str) -> Iterator[None]:
    """Show on a terminal that something takes its time; nothing at all in a pipe."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{what} ..."):
        yield


def problems(found: Iterable[Problem], *, as_json: bool = False) -> None:
    """Print problems: to standard error for people; as JSON on standard output where that was asked for."""
    every = tuple(found)
    for problem in every:
        more = f" See {problem.see}." if problem.see else ""
        print(f"lif: {clean(str(problem))}{more}", file=sys.stderr)
    if as_json:
        tell({"problems": [plain_problem(problem) for problem in every]})


def plain_problem(problem: Problem) -> Mapping[str, str]:
    """Give a problem as plain data, without what it does not say."""
    told = {**attrs.asdict(problem), "see": problem.see}
    return {name: value for name, value in told.items() if value}


_UNCOUNTED = ("attendance", "evidence", "feedback")


def plural(count: int, one: str, many: str = "") -> str:
    """Tell a number of things: `1 gap`, `2 gaps`, `2 priorities`, `2 evidence records`."""
    one = f"{one} record" if one in _UNCOUNTED else one
    several = many or (f"{one[:-1]}ies" if one.endswith("ty") else f"{one}s")
    return f"{count} {one if count == 1 else several}"
