"""Sampling: a sample is drawn and put on record with its seed, so that whoever scrutinises can draw it again."""

import os

import attrs

from lif_core.measures.sample import Sample, sample
from lif_core.partnership.asof import AsOf
from lif_core.partnership.books.books import Books
from lif_core.partnership.writing.work import begin
from lif_core.records import Decision
from lif_core.rules.requests import RecordDecision
from lif_core.rules.steps import settling_step
from lif_core.view.view import View
from lif_core.view.who import party_of

SEED, OF, N, POPULATION, HEAD = (f"sample.{name}" for name in ("seed", "of", "n", "population", "head"))
"""Keys under which a drawn sample is kept with its decision."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Drawn:
    """A sample that was drawn, and the decision that keeps it.

    Attributes:
        sample: the sample.
        record: id of the decision; empty where it was not put on record.
    """

    sample: Sample
    record: str = ""

    def __str__(self) -> str:
        return str(self.sample)


def draw(
    books: Books, now: AsOf, of: str = "closed", *, n: int = 10, seed: str = "", by: str = "", keep: bool = True
) -> Drawn:
    """Draw a sample and put it on record.

    Args:
        books: the partnership's.
        now: the view to draw from.
        of: what is drawn from.
        n: how many.
        seed: the seed; left out, one is drawn by chance.
        by: id of the role that picks; left out, the one in the settings.
        keep: whether to put it on record.

    Raises:
        Refused: nothing of that name can be drawn from, or none is asked for.
        InvalidData: nobody is named who picks.
    """
    drawn = sample(now, of, n=n, seed=seed or os.urandom(8).hex())
    if not keep or not drawn.population:  # of nothing, nothing was drawn
        return Drawn(sample=drawn)
    with begin(books, by=by, why="Sample drawn by chance", on=min(now.day, books.today), seen=now.seen) as work:
        kind = work.view.framework.kind("decision", "standard")
        (record,) = work.apply(
            [
                RecordDecision(
                    f"Which {drawn.of} actions to look at",
                    state=settling_step(kind, kind.initial) if kind.states else "",
                    about=drawn.drawn,
                    outcome=str(drawn),
                    by=party_of(work.view.framework, by or books.settings.by),
                    on=work.view.day,
                    keys={
                        SEED: drawn.seed,
                        OF: drawn.of,
                        N: str(drawn.n),
                        POPULATION: str(drawn.population),
                        HEAD: work.seen.head.link,
                    },
                )
            ]
        )
    assert isinstance(record, Decision)
    return Drawn(sample=drawn, record=record.id)


def drawn_again(view: View, decision: Decision) -> Sample | None:
    """Draw the sample of a decision again from a view; None where the decision keeps no sample.

    It is the same sample where the view is of the register that it was drawn from.
    """
    seed, of = decision.keys.get(SEED, ""), decision.keys.get(OF, "")
    number = decision.keys.get(N, "")
    if not seed or not number.isdecimal():
        return None
    return sample(view, of, n=int(number), seed=seed)
