"""Books: the store of one partnership, what is remembered of it, and what is needed to read and write it."""

import os
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lif_core.errors import InvalidData, Problem
from lif_core.framework.framework import Framework
from lif_core.framework.layers import FrameworkHistory
from lif_core.hooks.manager import Plugins
from lif_core.hooks.ports import Storage
from lif_core.journal.change import Commit
from lif_core.journal.sealed import lifted
from lif_core.partnership.books.collecting import without_collecting
from lif_core.partnership.books.commits import sealed_in
from lif_core.partnership.books.forms import ready
from lif_core.partnership.books.memory import Memory, in_batches, journal_of
from lif_core.partnership.settings import Settings
from lif_core.values.identifiers import Mint, Minter
from lif_core.view.register import Register
from lif_core.view.view import View

if TYPE_CHECKING:  # what hashes brings OpenSSL with it, which nobody needs who only reads
    from lif_core.journal.chain import Salts


class Books:
    """The store of one partnership and everything needed to read and write it. Threads may share one.

    Args:
        framework: how the partnership works; a history where it changed its ways; or what composes one.
        storage: where the journal is kept.
        settings: who it is.
        plugins: plug-ins that hear of commits.
        folder: its folder, None where it has none.
        clock: tells the instant, UTC; None for the machine's.
        mint: gives fresh ids; None for opaque rising ones.
        salts: gives random bytes.
    """

    def __init__(
        self,
        framework: Framework | FrameworkHistory | Callable[[], FrameworkHistory],
        storage: Storage,
        settings: Settings,
        plugins: Plugins,
        folder: Path | None,
        clock: Callable[[], datetime] | None,
        mint: Mint | None,
        salts: "Salts",
    ) -> None:
        self.storage, self.settings, self.plugins, self.folder, self.salts = storage, settings, plugins, folder, salts
        self.lock = threading.RLock()
        self.now = clock or (lambda: datetime.now(UTC))
        self.mint = mint or Minter(settings.id, self._milliseconds, lambda: int.from_bytes(os.urandom(3), "big"))
        self._frameworks = framework
        self._memory: Memory | None = None
        self.is_fit = False  # whether it was seen that the store may be written to; see `writing.fit_to_write`
        self.stamp: tuple[str, datetime] | None = None  # link of the last commit written here, and the instant it says

    @property
    def today(self) -> date:
        """The day, by the clock and in the machine's place."""
        return self.now().astimezone().date()

    def framework(self, day: date) -> Framework:
        """Give the framework in force on a day."""
        if callable(self._frameworks):
            with without_collecting():
                self._frameworks = self._frameworks()
        return self._frameworks.on(day) if isinstance(self._frameworks, FrameworkHistory) else self._frameworks

    # -- reading -------------------------------------------------------------------------------------------------

    def memory(self) -> Memory:
        """Give what is known of the store, after catching up with what others wrote."""
        with self.lock:
            memory = self._memory
            if memory is None:
                ready(self.storage)
            self._memory = memory.caught_up() if memory else Memory.of(self.storage, self.lock)
            return self._memory

    def view(
        self, day: date | None = None, known_by: date | None = None, audience: str = "", *, seen: Memory | None = None
    ) -> View:
        """Give the view of a day; see `Partnership.as_of`.

        Args:
            day: the day it is looked at; left out, today.
            known_by: last day of writing that counts; left out, everything written.
            audience: for whom; left out, the partnership itself.
            seen: what is known of the store. Whoever goes on from the view hands over the one they go on with: another
                process may write between any two questions to the store. Left out, the store as it is now.

        Raises:
            InvalidData: the day is so far off that nothing can be reckoned from it.
        """
        day = day or self.today
        _near(day)
        framework = self.framework(day)
        with self.lock:
            register = (seen or self.memory()).as_of(day, known_by)
        return View(
            framework=framework,
            register=_cleared(register, framework, audience) if audience else register,
            day=day,
            known_by=known_by,
            audience=audience,
            baseline=self.settings.baseline,
        )

    def commits(self, after: int = 0) -> Iterator[tuple[int, Commit]]:
        """Stream the commits behind a position, each with its own."""
        for stored in in_batches(self.storage.commits(after), self.lock):
            yield stored.position, lifted(sealed_in(stored))

    def positions(self, record_id: str) -> list[int]:
        """Tell the positions of the commits that touch a record, in order."""
        with self.lock:
            return [stored.position for stored in self.storage.history(record_id)]

    def begins(self, record_id: str) -> date | None:
        """Tell on which day a record begins, None where there is no such record."""
        if record_id not in self.memory().marks:
            return None
        entries = journal_of(self.storage, [record_id])[record_id]
        return min((entry.change.on for entry in entries), default=None)

    def remember(self, memory: Memory) -> None:
        """Take over what is known of the store after a write."""
        self._memory = memory

    def _milliseconds(self) -> int:
        return int(self.now().timestamp() * 1000)


def _cleared(register: Register, framework: Framework, audience: str) -> Register:
    from lif_core.view.clearance import cleared  # nothing of it is needed by the partnership itself

    return cleared(register, framework, audience)


_FIRST = date(1000, 1, 1)
"""First day on which a register is looked at: what is reckoned back from it still lies in the calendar's years."""


def _near(day: date) -> None:
    if day < _FIRST:
        says = f"A register cannot be looked at in the year {day.year}."
        mend = f"Give a day of the year {_FIRST.year} or later; was another one meant?"
        raise InvalidData([Problem("day.too-far", says, mend, "as-of")])
