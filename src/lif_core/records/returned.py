"""Return: what an agency was asked for, and what it sent back."""

import attrs

from lif_core.records.fields import counted, named, refers_many, said
from lif_core.records.parts import Party
from lif_core.records.record import Record
from lif_core.values.when import When


@attrs.frozen(weakref_slot=False, kw_only=True)
class Answer:
    """One answer of a return.

    Attributes:
        to: what was asked: a standard, an area of judgement, a question, as the tool words it.
        grade: the grade given, in words of the tool's scale.
        text: the answer in words.
        n: how many, where it is a count.
        of: of how many.
        carried: whether it stands as in the return before and nobody has looked at it again.
    """

    to: str = said()
    grade: str = ""
    text: str = said()
    n: int | None = counted()
    of: int | None = counted()
    carried: bool = False


@attrs.frozen(weakref_slot=False, kw_only=True)
class Headcount:
    """How many staff an agency has in post, and how many of them are in date with a level of training.

    Attributes:
        group: id of the role group, empty for all staff together.
        level: id of the training level, empty for training as a whole.
        in_post: staff in post on the day of the return.
        in_date: those of them whose training is in date.
    """

    group: str = named("role-group")
    level: str = named("training-level")
    in_post: int = counted(0)
    in_date: int | None = counted()


@attrs.frozen(weakref_slot=False, kw_only=True, repr=False)
class Return(Record):
    """What one agency was asked for: a summary for a rapid review, a self-assessment, an update, staff in date.

    When it was asked and returned stands in `happened` (`asked`, `returned`), as its states are called.

    Attributes:
        about: ids of the reviews, actions, courses or products it is asked about.
        agency: who was asked.
        to: who asked, to whom it goes back.
        period: the time it covers.
        as_at: the one day on which its counts hold.
        due: by when it was asked for.
        chased: when it was asked for again.
        answers: what was answered, question by question.
        headcount: staff in post and in date, both on the day `as_at`.
        text: anything else that was said.
    """

    about: tuple[str, ...] = refers_many()
    agency: Party | None = None
    to: Party | None = None
    period: When | None = None
    as_at: When | None = None
    due: When | None = None
    chased: tuple[When, ...] = ()
    answers: tuple[Answer, ...] = ()
    headcount: tuple[Headcount, ...] = ()
    text: str = said()
