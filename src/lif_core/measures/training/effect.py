"""Effect: what training changed, level by level, each with n and N; what nobody asked is not claimed.

Level 1 is how those who came found it, level 2 what they learnt, level 3 what they do differently weeks later, level 4
what it changed for practice, children and families.

Source:
    Kirkpatrick's four levels, as Scotland's National Framework for Child Protection Learning and Development 2024 uses
    them (appendix C). That answers before and right after show learning, and later ones behaviour, is our own reading,
    not verified.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

import attrs

from lif_core.framework.shape import GradeScale
from lif_core.measures.training.book import book_of, lies_in
from lif_core.measures.training.counting import lines
from lif_core.measures.training.needs import themes_of_need
from lif_core.records import Course, Evaluation, Feedback, Need
from lif_core.values.rates import Rate
from lif_core.values.when import Between
from lif_core.view.facts import evaluations_of
from lif_core.view.kinds import name_of, standing
from lif_core.view.moments import Moment, instrument_of, moment_of
from lif_core.view.view import View

FEW = 10
"""Fewer replies than these say little about the others. Our reading, not verified."""
THIN = 3
"""So do fewer than one in so many of those asked. Our reading, not verified."""

REPLIES = "Replies, of those asked"


@attrs.frozen(weakref_slot=False, kw_only=True)
class Asked:
    """How many were asked at one level, and what they said.

    Attributes:
        response: replies of those asked, as far as both are known.
        replies: all replies, those too of which nobody said how many were asked.
        said: sums as reported, under the words of the instrument; each has its own n and N.
        unanswered: feedback that was asked for and of which nobody told how many replied.
    """

    response: Rate
    replies: int
    said: tuple[Rate, ...] = ()
    unanswered: int = 0

    @property
    def is_few(self) -> bool:
        """Whether so few replied that it says little about the others."""
        return self.replies < FEW or (self.response.of > 0 and self.response.n * THIN < self.response.of)

    def __str__(self) -> str:
        shares = "; ".join(one.printed(suppress=False) for one in self.said)
        thin = " Few replied: it says little about the others." if self.is_few else ""
        return f"{self.response.printed(suppress=False)}{f'; {shares}' if shares else ''}.{thin}"


@attrs.frozen(weakref_slot=False, kw_only=True)
class Learnt:
    """How answers to one question differ, of those who answered it twice under one code.

    Attributes:
        question: the question, as the instrument words it.
        better: how many rated themselves better the second time, of those who answered twice.
        worse: how many rated themselves worse.
        before: mean of the first answers.
        after: mean of the second ones.
        alone: how many answered only once, and are not counted.
    """

    question: str
    better: Rate
    worse: int
    before: Decimal
    after: Decimal
    alone: int = 0

    @property
    def is_few(self) -> bool:
        """Whether so few answered twice that it says little about the others."""
        return self.better.of < FEW

    def __str__(self) -> str:
        thin = " Few answered twice: it says little about the others." if self.is_few else ""
        alone = f", {self.alone} answered once and are not counted" if self.alone else ""
        mean = f"mean {self.before} before, {self.after} then"
        return f"{self.better.printed(suppress=False)}; {self.worse} worse; {mean}{alone}.{thin}"


@attrs.frozen(weakref_slot=False, kw_only=True)
class Effect:
    """What the training of one course or theme changed.

    Attributes:
        about: id of the course or theme.
        name: what people call it.
        held: how many sessions were held.
        attended: how many came to them, as far as it was told.
        reaction: level 1: what was said right after; None where nobody asked.
        learning: level 2: the same questions before and right after, by question.
        behaviour: level 3: what was said weeks later, or by line managers; None where nobody asked.
        kept: level 3: the same questions before and weeks later, by question.
        results: level 4: ids of the evaluations in practice that it is linked to.
        outcomes: what those found, and how many of them.
    """

    about: str
    name: str = attrs.field(repr=False)
    held: int
    attended: int
    reaction: Asked | None = None
    learning: tuple[Learnt, ...] = ()
    behaviour: Asked | None = None
    kept: tuple[Learnt, ...] = ()
    results: tuple[str, ...] = ()
    outcomes: Mapping[str, int] = attrs.field(factory=dict)

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels, 1 to 4, at which something was heard."""
        heard = (
            self.reaction is not None and self.reaction.replies > 0,
            bool(self.learning),
            bool(self.kept) or (self.behaviour is not None and self.behaviour.replies > 0),
            bool(self.results),
        )
        return tuple(level for level, is_heard in enumerate(heard, start=1) if is_heard)

    def __str__(self) -> str:
        lines = [f"{self.name}: {self.held} held, {self.attended} came"]
        lines += [f"  1 reaction: {self.reaction or 'nobody asked'}"]
        lines += [f"  2 learning: {one}" for one in self.learning] or ["  2 learning: not known"]
        lines += [f"  3 behaviour: {one}" for one in (self.behaviour, *self.kept) if one]
        lines += [] if self.behaviour or self.kept else ["  3 behaviour: nobody asked later"]
        found = ", ".join(f"{n} {one.replace('-', ' ') or 'without a judgement'}" for one, n in self.outcomes.items())
        lines += [f"  4 results: evaluated in practice: {found}" if found else "  4 results: not evaluated"]
        return "\n".join(lines)


def effects(view: View, period: Between | None = None) -> tuple[Effect, ...]:
    """Tell what the training held in a period changed, course by course, by name."""
    known, book = _known(view, period), book_of(view)
    told = (_effect(view, known, id, name_of(view, one), (one,)) for id, one in book.courses.items())
    return _in_order(told)


def effects_by_theme(view: View, period: Between | None = None) -> tuple[Effect, ...]:
    """Tell what the training held in a period changed, theme by theme: those of courses and of what they answer."""
    known = _known(view, period)
    courses: dict[str, list[Course]] = {}
    for _, course in sorted(book_of(view).courses.items()):
        for theme in themes_of_course(view, course):
            courses.setdefault(theme, []).append(course)
    told = []
    for theme, several in courses.items():
        is_known = view.framework.has("theme", theme)
        name = view.framework.item("theme", theme).words if is_known else theme
        told.append(_effect(view, known, theme, name, several))
    return _in_order(told)


def _in_order(told: Iterable[Effect]) -> tuple[Effect, ...]:
    return tuple(sorted((one for one in told if one.held), key=lambda one: (one.name, one.about)))


def themes_of_course(view: View, course: Course) -> frozenset[str]:
    """Tell the themes of a course: its own, and those of the needs, findings and actions it answers."""
    themes = set(course.themes)
    for id in course.answers:
        answered = view.register.get(id)
        if isinstance(answered, Need):
            themes |= themes_of_need(view, answered)
        elif answered is not None:
            themes |= set(answered.themes)
    return frozenset(themes)


class _Known(NamedTuple):
    """What is known of the training held in a period.

    Attributes:
        held: ids of the sessions by course.
        came: by course, how many came and how many sessions there were.
        feedback: by session and moment.
    """

    held: Mapping[str, list[str]]
    came: Mapping[str, tuple[int, int]]
    feedback: Mapping[tuple[str, Moment], list[Feedback]]


def _known(view: View, period: Between | None) -> _Known:
    book = book_of(view)
    held = {course: [id for id in ids if lies_in(book.sessions[id].on, period)] for course, ids in book.held_of.items()}
    came: dict[str, tuple[int, int]] = {}
    for line in lines(view, period, ("attended",), "course"):
        attended, sessions = came.get(line.key, (0, 0))
        came[line.key] = (attended + (line.counts[0] if line.counts else 0), sessions + line.sessions)
    feedback: dict[tuple[str, Moment], list[Feedback]] = {}
    within = {id for ids in held.values() for id in ids}
    for one in standing(view, Feedback) if within else ():
        if one.session in within:
            feedback.setdefault((one.session, moment_of(view, one)), []).append(one)
    return _Known(held, came, feedback)


def _effect(view: View, known: _Known, about: str, name: str, courses: Sequence[Course]) -> Effect:
    held = [id for course in courses for id in known.held.get(course.id, ())]
    before, after, later = (
        [one for id in held for one in known.feedback.get((id, moment), ())] for moment in ("before", "after", "later")
    )
    results = _results(view, courses, held)
    outcomes: dict[str, int] = {}
    for one in results:
        outcomes[one.outcome] = outcomes.get(one.outcome, 0) + 1
    came = [known.came.get(course.id, (0, 0)) for course in courses]
    return Effect(
        about=about,
        name=name,
        held=sum(sessions for _, sessions in came),
        attended=sum(attended for attended, _ in came),
        reaction=_asked(after),
        learning=tuple(_learnt(view, before, after)),
        behaviour=_asked(later),
        kept=tuple(_learnt(view, before, later)),
        results=tuple(one.id for one in results),
        outcomes=dict(sorted(outcomes.items())),
    )


def _asked(feedback: Sequence[Feedback]) -> Asked | None:
    if not feedback:
        return None
    both = [(one.replies, one.asked) for one in feedback if one.replies is not None and one.asked is not None]
    codes = [(one, len({score.code for score in one.scores})) for one in feedback]
    said: dict[str, list[int]] = {}
    for reading in (reading for one in feedback for reading in one.readings):
        if reading.n is not None and reading.of is not None:
            words = ": ".join(filter(None, (reading.measure, reading.grade))) or "As reported"
            sums = said.setdefault(words, [0, 0])
            sums[0] += reading.n
            sums[1] += reading.of
    return Asked(
        response=Rate(REPLIES, sum(n for n, _ in both), sum(of for _, of in both)),
        replies=sum(one.replies if one.replies is not None else number for one, number in codes),
        said=tuple(Rate(words, n, of) for words, (n, of) in sorted(said.items())),
        unanswered=sum(one.replies is None and not number and not one.readings for one, number in codes),
    )


def _learnt(view: View, before: Sequence[Feedback], then: Sequence[Feedback]) -> Iterator[Learnt]:
    """Pair the answers of one code to one question of one session; those who answered once are counted apart."""
    first, second = _answers(before), _answers(then)
    lower = {one.session for one in before if _lower_is_better(view, one)}
    for question in sorted(first.keys() & second.keys()):
        pairs = [
            (first[question][who], second[question][who], who[0] in lower)
            for who in sorted(first[question].keys() & second[question].keys())
        ]
        if not pairs:
            continue
        better = sum(now < was if falls else now > was for was, now, falls in pairs)
        same = sum(now == was for was, now, _ in pairs)
        yield Learnt(
            question=question,
            better=Rate(f"Rated themselves better: {question}", better, len(pairs)),
            worse=len(pairs) - better - same,
            before=_mean([was for was, _, _ in pairs]),
            after=_mean([now for _, now, _ in pairs]),
            alone=len(first[question].keys() ^ second[question].keys()),
        )


def _answers(feedback: Iterable[Feedback]) -> dict[str, dict[tuple[str, str], int]]:
    """Give the answers by question, then by session and code."""
    found: dict[str, dict[tuple[str, str], int]] = {}
    for one in sorted(feedback, key=lambda one: one.id):
        for score in one.scores:
            found.setdefault(score.question, {})[one.session, score.code] = score.value
    return found


def _lower_is_better(view: View, one: Feedback) -> bool:
    instrument = instrument_of(view, one)
    scale = view.framework.all(GradeScale).get(instrument.scale) if instrument else None
    return scale is not None and scale.better == "lower"


def _mean(values: Sequence[int]) -> Decimal:
    return (Decimal(sum(values)) / len(values)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _results(view: View, courses: Collection[Course], held: Iterable[str]) -> tuple[Evaluation, ...]:
    """Give the evaluations of practice: of courses, sessions, or of the needs, findings and actions they answer."""
    about = dict.fromkeys(held)
    for course in courses:
        about[course.id] = None
        for id in course.answers:
            about[id] = None
            answered = view.register.get(id)
            about |= dict.fromkeys(answered.sources) if isinstance(answered, Need) else {}
    found = {
        one.id: one
        for id in about
        if (record := view.register.get(id)) is not None
        for one in evaluations_of(view, record)
        if one.question == "what-difference" or (one.outcome and not one.question)
    }
    return tuple(found[id] for id in sorted(found))
