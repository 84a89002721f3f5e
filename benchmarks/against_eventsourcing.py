"""Writing against the library `eventsourcing`, used as its own documentation does: get, change, save.

    python benchmarks/against_eventsourcing.py FOLDER [sqlite|postgres] [ROUNDS]

Needs `pip install eventsourcing[postgres]`, which nothing else here does. What is told is its time over ours, wall
time, both durable. Ours stands twice: a commit made and stored (sealed, linked, encoded, appended with its rows), and
a whole `work` block through the rules of a small framework. It replays an aggregate to get it, ours reads none of the
history; so one change is measured twice: on things with histories of several lengths, and as the anchors of this
project measured it, where fifty things are changed two thousand times a round and their histories grow with the run.
What a change says is the same on both sides: the field, what it said and says, by whom, and a note of why.
"""

import resource
import sys
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
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
THINGS, GROWTH = 50, 2_000
"""Things that are changed in turn, and changes a round, where histories grow with the run."""
NOTE = (
    "Chased the lead agency by telephone; evidence of the revised pathway is expected by the end of next month and "
    "will be brought to the quality assurance subgroup."
)
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

    @event("Changed")
    def change(self, field: str, old: str, new: str, by: str, note: str) -> None:
        self.wanted = new


class Plan(Application[UUID]):
    def start(self, how_many: int) -> list[UUID]:
        planned = [Planned(text=TEXT, lead="police", due="2024-09-30") for _ in range(how_many)]
        self.save(*planned)
        return [one.id for one in planned]

    def change(self, which: UUID, wanted: str) -> None:
        one: Planned = self.repository.get(which)
        one.change(field="wanted", old=one.wanted, new=wanted, by="qa-officer", note=NOTE)
        self.save(one)


class Race:
    """One change after another, in turn of some things: ours and theirs."""

    def __init__(self, contest: Contest, plan: Plan, things: int) -> None:
        self.store, self.plan = contest.ours, plan
        self.theirs, self.ours = plan.start(things), actions(things)
        for store in (contest.ours, contest.bare):
            stored, rows = committed(self.ours, store.head())
            store.append(stored, store.head(), rows)
        framework = compose([read_document(LAYER, "here.toml")])
        self.lif = Partnership(framework, contest.bare, settings=Settings(id="demo", by="qa-officer"))
        self.turns = count()

    def stored(self, changes: int) -> None:
        head = self.store.head()
        for number in range(changes):
            stored, rows = committed([self.ours[number % len(self.ours)]], head, "move", NOTE)
            self.store.append(stored, head, rows)
            head = type(head)(stored.position, stored.link)

    def blocks(self, changes: int) -> None:
        for number in range(changes):
            with self.lif.work(on=date(2024, 6, 1), why=NOTE) as work:
                work.amend(self.ours[number % len(self.ours)].id, {"wanted": f"Fewer surprises {next(self.turns)}"})

    def events(self, changes: int) -> None:
        for number in range(changes):
            self.plan.change(self.theirs[number % len(self.theirs)], f"Fewer surprises {next(self.turns)}")

    def contenders(self, changes: int) -> dict[str, Any]:
        return {
            "ours, made and stored": wall(partial(self.stored, changes)),
            "ours, a work block": wall(partial(self.blocks, changes)),
            "eventsourcing": wall(partial(self.events, changes)),
        }


def measure(name: str, contest: Contest, plan: Plan, rounds: int) -> None:
    growing(name, Race(contest, plan, THINGS))
    race, seen = Race(contest, plan, CHANGES), 0
    for history in HISTORIES:
        race.events((history - seen) * CHANGES)
        race.blocks((history - seen) * CHANGES)
        seen = history + rounds + 1
        title = f"{name}: {CHANGES} durable changes, one a commit, each of a thing changed {history} times before"
        compare(title, race.contenders(CHANGES), rounds, WALL)
    many(name, contest, plan, race.lif, rounds)
    print(f"\nMost memory held: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.1f} MiB")


def growing(name: str, race: Race) -> None:
    """Change things in turn, as the anchors do: three rounds, in which histories grow from nothing to 120 changes."""
    title = f"{GROWTH:,} durable changes of {THINGS} things, one a commit, as the anchors measure it"
    print(f"\n{name}: {title} (wall time)\n")
    print("| changed before | ours, made and stored: ms | its time over that | over ours, a work block |")
    print("| -------------: | ------------------------: | -----------------: | ----------------------: |")
    told = []
    for number in range(3):
        ours, whole, theirs = (run() for run in race.contenders(GROWTH).values())
        told.append((theirs / ours, theirs / whole))
        before = GROWTH // THINGS
        histories = f"{number * before} to {(number + 1) * before}"
        print(f"| {histories:>14} | {ours * 1000:25.0f} | {told[-1][0]:18.1f} | {told[-1][1]:23.1f} |")
    print(f"| the median | | {median(one for one, _ in told):18.1f} | {median(other for _, other in told):23.1f} |")


def many(name: str, contest: Contest, plan: Plan, lif: Partnership, rounds: int) -> None:
    def stored() -> None:
        head = contest.ours.head()
        commit, rows = committed(actions(MANY), head)
        contest.ours.append(commit, head, rows)

    def block() -> None:
        with lif.work(on=date(2024, 6, 1)) as work:
            for _ in range(MANY):
                work.plan_action(TEXT, lead="police", due=date(2024, 9, 30))

    contenders = {
        "ours, made and stored": wall(stored),
        "ours, a work block": wall(block),
        "eventsourcing": wall(lambda: plan.start(MANY)),
    }
    compare(f"{name}: {MANY:,} new records in one commit", contenders, rounds, WALL)


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
