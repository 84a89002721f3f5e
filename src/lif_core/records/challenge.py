"""Challenge and Consultation: what others ask of the partnership, and what it says to that."""

import attrs

from lif_core.records.fields import refers_many, said
from lif_core.records.parts import Party
from lif_core.records.record import Record
from lif_core.values.when import When


@attrs.frozen(weakref_slot=False, kw_only=True)
class Raised:
    """That a matter was raised to somebody further up: to whom, when and why."""

    to: Party
    on: When
    why: str = said()


@attrs.frozen(weakref_slot=False, kw_only=True, repr=False)
class Challenge(Record):
    """A question or disagreement that asks for an answer: a partner's challenge, a scrutineer's question.

    Attributes:
        about: ids of the records it is about.
        question: what is asked or disputed.
        by: who raises it.
        to: whom it is put to.
        on: when.
        due: by when an answer is owed.
        answer: what was answered.
        answered_by: who answered.
        answered: when.
        rests_on: ids of the evidence, evaluations or other records that the answer rests on.
        raised: to whom it was raised further, in order.
    """

    about: tuple[str, ...] = refers_many()
    question: str = said()
    by: Party | None = None
    to: tuple[Party, ...] = ()
    on: When | None = None
    due: When | None = None
    answer: str = said()
    answered_by: Party | None = None
    answered: When | None = None
    rests_on: tuple[str, ...] = refers_many()
    raised: tuple[Raised, ...] = ()


@attrs.frozen(weakref_slot=False, kw_only=True)
class Heard:
    """One line of "you said, we did".

    Attributes:
        you_said: what was said, in words of the partnership, without names.
        we_did: what was done about it, or why not.
        notes: ids of the comments that said it.
    """

    you_said: str = said()
    we_did: str = said()
    notes: tuple[str, ...] = refers_many("note")


@attrs.frozen(weakref_slot=False, kw_only=True, repr=False)
class Consultation(Record):
    """A call to have one's say: on a product, a finding, or the framework itself. Comments are notes about it.

    Attributes:
        about: ids of the products, findings or other records it is on; empty for the framework.
        item: key of the framework's part it is on, such as `review.rapid-review`; empty for records.
        question: what is asked.
        opens: first day on which comments are taken.
        closes: last day on which comments are taken.
        asked: who is asked.
        heard: what was said and what was done.
    """

    about: tuple[str, ...] = refers_many()
    item: str = ""
    question: str = said()
    opens: When | None = None
    closes: When | None = None
    asked: tuple[Party, ...] = ()
    heard: tuple[Heard, ...] = ()
