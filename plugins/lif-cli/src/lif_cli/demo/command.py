"""The command `lif demo`: the walk-through on the screen, and its papers in a folder."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from lif_cli.demo import fiction, screen
from lif_cli.demo.boards import BOARDS, Taken, take_in
from lif_cli.demo.papers import FILES, PAGES, READERS, START, write_papers
from lif_cli.explaining import layer_words
from lif_cli.printing import say, working
from lif_cli.refusals import FINE
from lif_core import Framework, Partnership, compose
from lif_core.errors import Problem, Refused
from lif_core.hooks import Plugins
from lif_core.partnership.opening import layers_for

EXAMPLE = "example"


def demo(dir_: Annotated[Path, Parameter(name="DIR")] = Path("demo"), /) -> int:
    """Walk through what a partnership gets: real published sheets, and one invented partnership's loop.

    Args:
        dir_: the folder for the papers and the five partnership folders; left out, `demo`. What an earlier
            walk-through left there is replaced; a folder with anything else in it is refused.
    """
    _make_room(dir_)
    with working("Taking in four published sheets"):
        taken = [take_in(board, dir_ / board.id) for board in BOARDS]
        action_id = fiction.live(dir_ / EXAMPLE)
    for line in _lines(dir_, taken, action_id):
        say(line)
    return FINE


def _make_room(folder: Path) -> None:
    ours = {START, PAGES, EXAMPLE, *FILES, *(board.id for board in BOARDS)}
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    if folder.exists() and (not folder.is_dir() or there - ours or (there and START not in there)):
        mend = "Name a folder that is empty or new: lif demo DIR."
        says = "This is no folder of an earlier walk-through; nothing in it was touched."
        raise Refused([Problem("demo.no-room", says, mend, str(folder))])
    folder.mkdir(parents=True, exist_ok=True)
    for name in sorted(there):
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    (folder / START).write_text("The walk-through was stopped before it was done.\n", encoding="utf-8")


def _lines(folder: Path, taken: list[Taken], action_id: str) -> Iterator[str]:
    shown = f"written to {folder}  (open {folder / START})"
    yield screen.headed("Learning & improvement: demonstration", shown)
    yield ""
    liverpool = _liverpool()
    yield from screen.of_framework(liverpool, layer_words(liverpool))
    yield ""
    yield from screen.of_sheets(taken)
    yield ""
    with ExitStack() as stack:
        boards = {one.board.id: stack.enter_context(Partnership.open(one.folder)) for one in taken}
        views = {one.board.id: boards[one.board.id].as_of(one.board.day, audience=READERS) for one in taken}
        first = taken[0]
        yield from screen.of_due(first, views[first.board.id], liverpool)
        yield ""
        yield from screen.of_gaps(first, views[first.board.id])
        yield ""
        lif = stack.enter_context(Partnership.open(folder / EXAMPLE))
        yield from screen.of_thread(folder / EXAMPLE, lif.as_of(fiction.THURSDAY, audience=READERS), action_id)
        yield ""
        written = write_papers(folder, taken, views, lif, action_id)
        yield from screen.of_files(written, folder, lif)


def _liverpool() -> Framework:
    return compose(layers_for(["liverpool"], Plugins())).on(fiction.THURSDAY)
