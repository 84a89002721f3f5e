"""Readings: everything that reads a store through a partnership, to see what each says of one that was altered."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from lif_core.errors import LifError
from lif_core.testing.small import small_framework

if TYPE_CHECKING:
    from lif_core.framework.layers import FrameworkHistory
    from lif_core.hooks.ports import Storage
    from lif_core.partnership.asof import AsOf
    from lif_core.partnership.partnership import Partnership

_WRITTEN = date(2024, 5, 1)

Reading = Callable[["Partnership", str, Path], object]
"""Given a partnership, the id of one of its actions, and a folder in which a copy may be made."""


def fill(storage: "Storage") -> str:
    """Write some records, in several states, into an empty store; give the id of an action that has a past."""
    lif = _over(storage)
    with lif.work(on=_WRITTEN) as work:
        action = work.plan_action("Weekly huddle")
        gone = work.plan_action("Nothing came of it")
        later = work.plan_action("Something is to come of it")
        work.write_note("Said aloud", about=[action], sort="comment")
    with lif.work(on=_WRITTEN + timedelta(1)) as work:
        work.amend(action, {"wanted": "Fewer surprises"})
        work.withdraw(gone, why="Entered twice")
    with lif.work(on=lif.today + timedelta(9)) as work:
        work.amend(later, {"wanted": "None at all"})
    return action.id


def read(name: str, storage: "Storage", record_id: str, folder: Path) -> str:
    """Read a store in one way, to the end, by a partnership that knows nothing of it yet.

    Gives what the error says that comes of it, empty where it answers; whatever is no error of ours is raised.

    Args:
        name: one of `READINGS` or `LEAVINGS`.
        storage: the store that `fill` wrote.
        record_id: the id that it gave.
        folder: where a copy may be made.
    """
    try:
        told = {**READINGS, **LEAVINGS}[name](_over(storage), record_id, folder)
        if isinstance(told, Iterable):
            deque(told, maxlen=0)
    except LifError as error:
        return str(error)
    return ""


def _over(storage: "Storage") -> "Partnership":
    from lif_core import Partnership, Settings

    return Partnership(_framework(), storage, settings=Settings(id="demo", by="qa-officer"))


@cache
def _framework() -> "FrameworkHistory":
    return small_framework()


def _on(look: "Callable[[AsOf, str], object]", *, past: bool = False, known: bool = False) -> Reading:
    """Look at a view: of today, of a past day, or by what was known by today."""

    def reading(lif: "Partnership", record_id: str, folder: Path) -> object:
        view = lif.as_of(_WRITTEN if past else None, known_by=lif.today if known else None)
        return look(view, record_id)

    return reading


def _written(lif: "Partnership", record_id: str, folder: Path) -> None:
    with lif.work() as work:
        work.write_note("Said later", about=[record_id], sort="comment")
        work.amend(record_id, {"wanted": "Something else"})


READINGS: Mapping[str, Reading] = {
    "find": lambda lif, record_id, folder: lif.find("action"),
    "find by status": lambda lif, record_id, folder: lif.find("action", state="planned"),
    "find of the past": lambda lif, record_id, folder: lif.find("action", day=_WRITTEN),
    "list": _on(lambda view, record_id: view.list("action")),
    "list of the past": _on(lambda view, record_id: view.list("action"), past=True),
    "list of what was known": _on(lambda view, record_id: view.list("action"), known=True),
    "show": _on(lambda view, record_id: view.show(record_id)),
    "show the past": _on(lambda view, record_id: view.show(record_id), past=True),
    "show what was known": _on(lambda view, record_id: view.show(record_id), known=True),
    "gaps": _on(lambda view, record_id: list(view.gaps())),
    "due": _on(lambda view, record_id: view.due()),
    "thread": _on(lambda view, record_id: view.thread(record_id)),
    "portfolio": _on(lambda view, record_id: view.portfolio()),
    "fingerprint": lambda lif, record_id, folder: lif.fingerprint,
    "history": lambda lif, record_id, folder: lif.history(record_id),
    "commits": lambda lif, record_id, folder: lif.commits(),
    "ever said": lambda lif, record_id, folder: lif.ever_said("huddle"),
    "changed between": lambda lif, record_id, folder: lif.changed_between(_WRITTEN, lif.today),
    "retain": lambda lif, record_id, folder: lif.retain(),
    "verify": lambda lif, record_id, folder: lif.verify(),
}
"""What only reads, by name."""

LEAVINGS: Mapping[str, Reading] = {
    "report": _on(lambda view, record_id: view.report("action-plan")),
    "dump": lambda lif, record_id, folder: lif.dump(),
    "write": _written,
    "backup": lambda lif, record_id, folder: lif.backup(folder / "copy-of-the-store"),
    "redact": lambda lif, record_id, folder: lif.redact(record_id, ["wanted"], why="Asked for"),
    "rebuild": lambda lif, record_id, folder: lif.rebuild(),
}
"""What reads, and writes too, by name; `rebuild` is the cure for what the commits make."""
