"""Serialising: whole records to JSON bytes and back, against msgspec on the same attrs classes.

    python benchmarks/serialise.py [ROUNDS]

Both sides take the very same objects and the same bytes. What is told is msgspec's time over ours, CPU time: 1 is as
quick. Ours leaves out what is at its default and puts keys in order, so that equal records give equal bytes; msgspec
writes every field. The size of both is told beside.
"""

import resource
import sys
from datetime import date

import msgspec
from storage import actions
from timing import compare, explain, here

from lif_core.records import Evaluation, Finding, Record, Review
from lif_core.records.parts import Hold, Link, Reading
from lif_core.serial.plain import decode, encode
from lif_core.values.labels import Label
from lif_core.values.when import When

EACH = 1_000
"""Records of each of four types."""
DAY = When.on(date(2024, 9, 30))


def records() -> list[Record]:
    """Give records as a register holds them: flat ones, and such with events, links, holds and readings within."""
    made: list[Record] = list(actions(EACH))
    for number in range(EACH):
        made.append(
            Review(
                id=f"demo/review/{number:013d}",
                ref=f"2024-{number}",
                label=Label(en="Learning review", cy="Adolygiad dysgu"),
                happened={"notification-sent": DAY, "rapid-review-sent": DAY},
                planned={"published": DAY},
                links=(Link(kind="parallel-with", to="demo/review/1"), Link(kind="arose-from", to="demo/review/2")),
                holds=(Hold(kind="criminal-proceedings", since=DAY, why="Asked for by the police"),),
            )
        )
        made.append(
            Finding(
                id=f"demo/finding/{number:013d}",
                text="Agencies did not share what each knew about the child and the family. " * 2,
                reviews=(f"demo/review/{number:013d}",),
                themes=("information-sharing", "thresholds"),
            )
        )
        made.append(
            Evaluation(
                id=f"demo/evaluation/{number:013d}",
                of=(f"demo/action/{number:013d}",),
                question="how-well",
                readings=(Reading(measure="demo/measure/1", at=DAY, n=7, of=12), Reading(measure="demo/measure/2")),
            )
        )
    return made


def main(rounds: str = "11") -> None:
    every = records()
    bodies = [(type(record), encode(record)) for record in every]
    readers = {kind: msgspec.json.Decoder(kind) for kind, _ in bodies}
    whole = msgspec.json.Encoder().encode
    sizes = sum(len(body) for _, body in bodies), sum(len(whole(record)) for record in every)
    print(f"{len(every):,} records, {sizes[0]:,} bytes as ours writes them, {sizes[1]:,} as msgspec does")
    both = {"ours": here(lambda: [encode(one) for one in every]), "msgspec": here(lambda: [whole(o) for o in every])}
    compare("Records to JSON bytes", both, int(rounds))
    read = {
        "ours": here(lambda: [decode(kind, body) for kind, body in bodies]),
        "msgspec": here(lambda: [readers[kind].decode(body) for kind, body in bodies]),
    }
    compare("JSON bytes to records", read, int(rounds))
    print(f"\nMost memory held: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.1f} MiB")


if __name__ == "__main__":
    explain(__doc__, 0)
    main(*sys.argv[1:2])
