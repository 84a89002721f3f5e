"""Aside: the quarantine of what imports kept aside. Outside the journal, never in a dump, share or backup."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import attrs

from lif_core.errors import InvalidData, Problem
from lif_core.partnership.books.files import PART, not_written, put
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
        """Keep what one import set aside, whole and on the disk when this returns. Only its owner may read it.

        Raises:
            StorageError: it cannot be written; nothing of it is there.
        """
        lines = [{"aside": intake_id, "file": file, "expires": (day + timedelta(days=self._days)).isoformat()}]
        lines += [to_wire(one) for one in held]
        if len(lines) == 1:
            return
        path = self._path(intake_id)
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            put(path, (canonical(line) + b"\n" for line in lines))
        except OSError as error:
            raise not_written(path, error) from None

    def list(self) -> tuple[AsideFile, ...]:
        """Tell every file there is, the first to expire first.

        Raises:
            InvalidData: some files were altered and cannot be read; all of them are named.
        """
        found, broken = self._read()
        if broken:
            raise InvalidData(map(_unreadable, broken))
        return found

    def _read(self) -> tuple[tuple[AsideFile, ...], tuple[Path, ...]]:
        """Give every file there is, and those that cannot be read."""
        found, broken = [], []
        for path in sorted(self._folder.glob("*.jsonl")) if self._folder.is_dir() else ():
            try:
                found.append(_head(path))
            except FileNotFoundError:
                continue  # another process purged it
            except (ValueError, KeyError, TypeError, StopIteration):
                broken.append(path)
        return tuple(sorted(found, key=lambda one: (one.expires, one.intake))), tuple(broken)

    def purge(self, day: date, *, everything: bool = False) -> tuple[AsideFile, ...]:
        """Delete what has expired before `day`, or everything; give what was deleted.

        A file that cannot be read does not keep the others: it is told when they are gone. With `everything` it goes
        too, and so does what a crash left half written.

        Raises:
            InvalidData: some files were altered, and nobody can tell their day; all of them are named.
        """
        found, broken = self._read()
        doomed = [one for one in found if everything or one.expires < day]
        for path in (*(one.path for one in doomed), *self._left_over(day, everything=everything)):
            path.unlink(missing_ok=True)
        if broken and everything:
            for path in broken:
                path.unlink(missing_ok=True)
        elif broken:
            raise InvalidData(map(_unreadable, broken))
        return tuple(doomed)

    def _left_over(self, day: date, *, everything: bool) -> tuple[Path, ...]:
        """Tell what a crash left half written, once nobody can still be writing it."""
        parts = self._folder.glob(f"*{PART}") if self._folder.is_dir() else ()
        return tuple(one for one in parts if everything or _written(one) < day)

    def drop(self, intake_id: str) -> None:
        """Delete what one import kept aside, because it was taken back."""
        self._path(intake_id).unlink(missing_ok=True)

    def _path(self, intake_id: str) -> Path:
        return self._folder / f"{intake_id.rpartition('/')[2]}.jsonl"


def _unreadable(path: Path) -> Problem:
    says = "This file of what was kept aside was altered and cannot be read."
    mend = "Put it back as it was, or delete it: the import can be read again from its own file."
    return Problem("aside.unreadable", says, mend, path.name)


def _head(path: Path) -> AsideFile:
    with path.open(encoding="utf-8") as lines:
        head = json.loads(next(lines))
        places = tuple(json.loads(line)["place"] for line in lines)
    expires = date.fromisoformat(head["expires"])
    return AsideFile(intake=head["aside"], file=head["file"], expires=expires, places=places, path=path)


def _written(path: Path) -> date:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    except FileNotFoundError:  # its writer was done with it
        return date.max
