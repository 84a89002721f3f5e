"""Writing against the library `eventsourcing`, used as its own documentation does: get, change, save.

    python benchmarks/against_eventsourcing.py FOLDER [sqlite|postgres] [ROUNDS]

Needs `pip install eventsourcing[postgres]`, which nothing else here does. What is told is its time over ours, wall
time, both durable. Ours stands twice: a commit made and stored (sealed, linked, encoded, appended with its rows), and
a whole `work` block through the rules of a small framework. One change is measured on things with histories of several
lengths: it replays an aggregate to get it, ours reads none of the history.
"""

import resource
import sys
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from storage import MANY, TEXT, WALL, Contest, actions, committed, postgres, server, sqlite, wall
from timing import compare, explain

from lif_core import Partnership, Settings, compose
from lif_core.framework.documents import read_document

CHANGES = 20
"""Changes a round, each of another thing."""
HISTORIES = (10, 40, 160)
"""Changes that each thing has seen before."""
LAYER = """
layer = "here"
[action.standard]
label = "Action"
path = "planned > in-progress > done"
finished = ["done"]
[body.police]
label = "Police"
[role.qa-officer]
label = "Quality assurance officer"
[disclosure.partnership]
label = "Partnership"
rank = 4
"""


class Planned(Aggregate):
    @event("Started")
    def __init__(self, text: str, lead: str, due: str) -> None:
        self.text, self.lead, self.due, self.state, self.wanted = text, lead, due, "planned", ""

    @event("Amended")
    def amend(self, wanted: str) -> None:
        self.wanted = wanted


class Plan(Application[UUID]):
    def start(self, how_many: int) -> list[UUID]:
        planned = [Planned(text=TEXT, lead="police", due="2024-09-30") for _ in range(how_many)]
        self.save(*planned)
        return [one.id for one in planned]

    def amend(self, which: UUID, wanted: str) -> None:
        one: Planned = self.repository.get(which)
        one.amend(wanted=wanted)
        self.save(one)


def measure(name: str, contest: Contest, plan: Plan, rounds: int) -> None:
    theirs = plan.start(20)
    ours = actions(20)
    for store in (contest.ours, contest.bare):
        stored, rows = committed(ours, store.head())
        store.append(stored, store.head(), rows)
    lif = Partnership(
        compose([read_document(LAYER, "here.toml")]), contest.bare, settings=Settings(id="demo", by="qa-officer")
    )
    turns = iter(range(10**9))

    def stored_() -> None:
        head = contest.ours.head()
        for number in range(CHANGES):
            stored, rows = committed([ours[number % 20]], head, "move")
            contest.ours.append(stored, head, rows)
            head = type(head)(stored.position, stored.link)

    def blocks() -> None:
        for number in range(CHANGES):
            with lif.work(on=date(2024, 6, 1)) as work:
                work.amend(ours[number % 20].id, {"wanted": f"Fewer surprises {next(turns)}"})

    def changes() -> None:
        for number in range(CHANGES):
            plan.amend(theirs[number % 20], f"Fewer surprises {next(turns)}")

    def both(one: Any, whole: Any, other: Any) -> dict[str, Any]:
        return {"ours, made and stored": wall(one), "ours, a work block": wall(whole), "eventsourcing": wall(other)}

    seen = 0
    for history in HISTORIES:
        for _ in range(history - seen):
            changes()
            blocks()
        seen = history + rounds + 1
        title = f"{name}: {CHANGES} durable changes, one a commit, each of a thing changed {history} times before"
        compare(title, both(stored_, blocks, changes), rounds, WALL)

    def stored_many() -> None:
        head = contest.ours.head()
        stored, rows = committed(actions(MANY), head)
        contest.ours.append(stored, head, rows)

    def block_of_many() -> None:
        with lif.work(on=date(2024, 6, 1)) as work:
            for _ in range(MANY):
                work.plan_action(TEXT, lead="police", due=date(2024, 9, 30))

    several = both(stored_many, block_of_many, lambda: plan.start(MANY))
    compare(f"{name}: {MANY:,} new records in one commit", several, rounds, WALL)
    print(f"\nMost memory held: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.1f} MiB")


def main(folder: Path, which: str = "sqlite", rounds: str = "5") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if which == "sqlite":
        plan = Plan(env={"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(folder / "theirs.db")})
        measure("SQLite", sqlite(folder), plan, int(rounds))
        return
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    with server() as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("DROP SCHEMA IF EXISTS theirs CASCADE")
            connection.execute("CREATE SCHEMA theirs")
        at = conninfo_to_dict(url)
        plan = Plan(
            env={
                "PERSISTENCE_MODULE": "eventsourcing.postgres",
                "POSTGRES_DBNAME": str(at.get("dbname", "postgres")),
                "POSTGRES_HOST": str(at.get("host", "")),
                "POSTGRES_PORT": str(at.get("port", "5432")),
                "POSTGRES_USER": str(at.get("user", "")),
                "POSTGRES_PASSWORD": str(at.get("password", "none")),
                "POSTGRES_SCHEMA": "theirs",
            }
        )
        measure("PostgreSQL", postgres(url), plan, int(rounds))
        plan.close()


if __name__ == "__main__":
    explain(__doc__, 1)
    main(Path(sys.argv[1]), *sys.argv[2:])
