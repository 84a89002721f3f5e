"""Aside: the quarantine of what imports kept aside. Outside the journal, never in a dump, share or backup."""

import json
import os
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import attrs

from lif_core.errors import InvalidData, Problem
from lif_core.serial.plain import canonical, to_wire

FOLDER = "aside"


@attrs.frozen(kw_only=True)
class Held:
    """One place whose cells are kept aside.

    Attributes:
        place: such as `Sheet1!A6:F6`.
        reason: why it was kept aside.
        cells: address and text of each cell.
    """

    place: str
    reason: str
    cells: tuple[tuple[str, str], ...] = attrs.field(default=(), repr=False)


@attrs.frozen(kw_only=True)
class AsideFile:
    """One quarantine file: of which import, until when, and how much it holds.

    Attributes:
        intake: id of the intake record.
        file: name of the file that was imported.
        expires: the last day on which it is kept.
        places: the places it holds, without their text.
        path: the file itself.
    """

    intake: str
    file: str
    expires: date
    places: tuple[str, ...]
    path: Path = attrs.field(repr=False)


class Aside:
    """The quarantine folder of one partnership.

    Args:
        folder: the partnership's folder.
        days: how long a file is kept.
    """

    def __init__(self, folder: Path, days: int) -> None:
        self._folder = folder / FOLDER
        self._days = days

    def put(self, intake_id: str, file: str, held: Iterable[Held], day: date) -> None:
        """Keep what one import set aside. Only the owner of the folder may read it."""
        lines = [{"aside": intake_id, "file": file, "expires": (day + timedelta(days=self._days)).isoformat()}]
        lines += [to_wire(one) for one in held]
        if len(lines) == 1:
            return
        self._folder.mkdir(mode=0o700, exist_ok=True)
        path = self._folder / f"{intake_id.rpartition('/')[2]}.jsonl"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(b"\n".join(canonical(line) for line in lines) + b"\n")

    def list(self) -> tuple[AsideFile, ...]:
        """Tell every file there is, the first to expire first.

        Raises:
            InvalidData: some files were altered and cannot be read; all of them are named.
        """
        found, problems = [], []
        for path in sorted(self._folder.glob("*.jsonl")) if self._folder.is_dir() else ():
            try:
                found.append(_head(path))
            except (ValueError, KeyError, TypeError, StopIteration):
                says = "This file of what was kept aside was altered and cannot be read."
                mend = "Put it back as it was, or delete it: the import can be read again from its own file."
                problems.append(Problem("aside.unreadable", says, mend, path.name))
        if problems:
            raise InvalidData(problems)
        return tuple(sorted(found, key=lambda one: (one.expires, one.intake)))

    def purge(self, day: date, *, everything: bool = False) -> tuple[AsideFile, ...]:
        """Delete what has expired before `day`, or everything; give what was deleted."""
        doomed = [one for one in self.list() if everything or one.expires < day]
        for one in doomed:
            one.path.unlink()
        return tuple(doomed)

    def drop(self, intake_id: str) -> None:
        """Delete what one import kept aside, because it was taken back."""
        (self._folder / f"{intake_id.rpartition('/')[2]}.jsonl").unlink(missing_ok=True)


def _head(path: Path) -> AsideFile:
    with path.open(encoding="utf-8") as lines:
        head = json.loads(next(lines))
        places = tuple(json.loads(line)["place"] for line in lines)
    expires = date.fromisoformat(head["expires"])
    return AsideFile(intake=head["aside"], file=head["file"], expires=expires, places=places, path=path)
