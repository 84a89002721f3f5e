"""Advice: which response the framework's criteria call for, as somebody answered them. A suggestion, never a decision.

What nobody answered is never taken for no: it keeps the answer open. The decision, and who sees it otherwise, is
written down by those who take it.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

import attrs

from lif_core.errors import InvalidData, Problem, nearest
from lif_core.framework.shape import Choice, Item, Kind, Matrix
from lif_core.records import Criterion
from lif_core.rules.requests import RecordDecision, To, Who
from lif_core.values.words import folded
from lif_core.view.view import View

Called = Literal["called-for", "to-be-weighed", "not-called-for", "cannot-be-told"]
"""What the criteria say of one response, as they were answered."""

Met = Literal["met", "not-met", "unclear"]
Answers = Mapping[str, "str | Criterion"]
"""By the key of a criterion (`rapid-review.1`) or its own words: met, not met or unclear, or a `Criterion` with why."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Asked:
    """One criterion, and how it was answered.

    Attributes:
        key: what it is called, such as `rapid-review.1`.
        criterion: its words, the answer, and why.
        answered: whether anybody answered it; one that nobody answered is unclear.
        follows: whether nobody is asked, as it follows from the criteria of other responses.
    """

    key: str
    criterion: Criterion
    answered: bool = False
    follows: bool = False

    def __str__(self) -> str:
        if self.follows:
            return f"{self.key}: {self.criterion.text}: {self.criterion.met.replace('-', ' ')}, {self.criterion.why}"
        told = self.criterion.met.replace("-", " ") if self.answered else "not answered"
        return f"{self.key}: {self.criterion.text}: {told}"


@attrs.frozen(weakref_slot=False, kw_only=True)
class Weighed:
    """What the criteria of one response say.

    Attributes:
        response: id of the kind of decision or review, in full, such as `review.rapid-review`.
        label: what it is called.
        rule: whether any or all of its criteria call for it, or whether somebody has to weigh them.
        criteria: every criterion, and how it was answered.
        called: what they say together.
        why: why so, in one sentence.
        source: where the criteria come from, empty where nobody said.
        verified: whether somebody compared them with that source.
        regimes: ids of the editions of law and guidance under which it is used; empty for all.
        chosen: of a decision matrix, the kind that it chooses, in full; empty where it chooses none.
        chooses: what that is called.
    """

    response: str
    label: str
    rule: Literal["any", "all", "weighing"]
    criteria: tuple[Asked, ...]
    called: Called
    why: str
    source: str = ""
    verified: bool = False
    regimes: tuple[str, ...] = ()
    chosen: str = ""
    chooses: str = ""

    @property
    def says(self) -> str:
        """What is called for: the response, and of a decision matrix the kind that it chooses."""
        return f"{self.chooses} ({self.label})" if self.chooses else self.label

    def __str__(self) -> str:
        return f"{self.label}: {self.why}"


@attrs.frozen(weakref_slot=False, kw_only=True)
class Advice:
    """A suggestion of the proportionate response.

    Attributes:
        day: the day that decides which edition of law and guidance rules.
        weighed: what the criteria say of each response that is in use on that day.
        suggested: ids of the responses that are called for; of a decision matrix the kind that it chooses.
        to_be_weighed: ids of those that somebody has to weigh.
        open: keys of the criteria that keep the answer open.
        says: the suggestion in one sentence.
        rests_on: what it rests on, a sentence each.
        unverified: what of that nobody has compared with its source, a sentence each.
    """

    day: date
    weighed: tuple[Weighed, ...]
    suggested: tuple[str, ...] = ()
    to_be_weighed: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    says: str = ""
    rests_on: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.says

    def draft(self, *, question: str = "", about: To = (), by: Who = (), ref: str = "") -> RecordDecision:
        """Give the request for a decision record, filled in with what was answered: people decide, and dissent.

        The outcome says that it is a suggestion, and the record begins as proposed. Dissent is left to who dissents.

        Args:
            question: what is to be decided; left out, which response is proportionate.
            about: the records it is about.
            by: who is to decide.
            ref: its number.
        """
        kinds = [one for one in self.suggested if one.startswith("decision.")]
        return RecordDecision(
            question or "Which response is proportionate?",
            ref=ref,
            kind=kinds[0].partition(".")[2] if len(kinds) == len(self.suggested) == 1 else "",
            about=about,
            by=by,
            criteria=tuple(asked.criterion for one in self.weighed for asked in one.criteria),
            outcome=f"Suggested, not decided: {self.says}",
        )


def criteria(view: View, when: date | None = None) -> tuple[Weighed, ...]:
    """Tell the criteria of every response in use on a day, none of them answered."""
    return advise(view, {}, when=when).weighed


def advise(view: View, answers: Answers, *, when: date | None = None) -> Advice:
    """Suggest the proportionate response from the framework's criteria and its decision matrix.

    Args:
        view: the framework that is asked.
        answers: how the criteria were answered; those left out are open.
        when: the day that decides which edition rules; left out, the day of the view.

    Raises:
        InvalidData: an answer to nothing that is asked, or one that is none of met, not met and unclear; all are told.

    Source:
        The criteria are the framework's, each with its own source. That they suggest and people decide is the
        second of the principles of Working Together 2015, chapter 4: the response is in proportion to what can be
        learnt. Verified in local repetitions.
    """
    day = when or view.day
    asked = list(_asked(view, day))
    known = _read(answers, asked)
    weighed = _all_weighed(view, asked, known)
    suggested = tuple(dict.fromkeys(one.chosen or one.response for one in weighed if one.called == "called-for"))
    to_be_weighed = tuple(one.response for one in weighed if one.called == "to-be-weighed")
    untold = [one for one in weighed if one.called == "cannot-be-told"]
    advice = Advice(
        day=day,
        weighed=weighed,
        suggested=suggested,
        to_be_weighed=to_be_weighed,
        open=tuple(it.key for one in untold for it in one.criteria if it.criterion.met == "unclear" and not it.follows),
    )
    named = [one for one in weighed if one.called in ("called-for", "to-be-weighed", "cannot-be-told")]
    return attrs.evolve(
        advice,
        says=_says(weighed),
        rests_on=tuple(f"{one.label}: {one.source or 'no source is given'}." for one in named),
        unverified=tuple(
            f"{one.label}: nobody has compared its criteria with {one.source or 'any source'}."
            for one in named
            if not one.verified
        ),
    )


Keyed = tuple[str, Item, tuple[tuple[str, str], ...]]
"""A response, the item that says its criteria, and each of these with its key."""


def _asked(view: View, day: date) -> Iterator[Keyed]:
    for table in ("decision", "review"):
        for id, item in view.framework.items(table).items():
            if isinstance(item, Kind) and item.criteria and item.in_use(day) and _rules(view, item, day):
                keys = tuple((f"{id}.{number}", str(text)) for number, text in enumerate(item.criteria, 1))
                yield f"{table}.{id}", item, keys
    for id, matrix in view.framework.all(Matrix).items():
        if matrix.in_use(day) and _rules(view, matrix, day):
            keys = tuple((f"{id}.{number}", str(choice.where)) for number, choice in enumerate(matrix.choices, 1))
            yield f"matrix.{id}", matrix, keys


def _rules(view: View, item: Item, day: date) -> bool:
    ruling = {one for subject in ("notification", "review") for one in view.framework.ruling(subject, day)}
    return not item.under or not ruling.isdisjoint(item.under)


def _folded(words: str) -> str:
    return folded(words).rstrip(".")


def _read(answers: Answers, asked: list[Keyed]) -> Mapping[str, Criterion]:
    names = {_folded(name): key for key, text in _to_answer(asked) for name in (key, text)}
    found, problems = dict[str, Criterion](), list[Problem]()
    for said, given in answers.items():
        key = names.get(_folded(said))
        answer = given if isinstance(given, Criterion) else _answer(given)
        if key is None:
            known = [key for key, _ in _to_answer(asked)]
            says = f"Nothing that is asked on this day is called {said[:60]!r}."
            mend = "`lif advise` without answers lists what is asked."
            problems.append(Problem("advice.not-asked", says, mend, nearest=nearest(said, known)))
        elif answer is None:
            says = f"The answer to {key} is none of met, not met and unclear."
            problems.append(Problem("advice.no-answer", says, "Say met, not-met or unclear.", key))
        else:
            found[key] = answer
    if problems:
        raise InvalidData(problems)
    return found


def _to_answer(asked: list[Keyed]) -> Iterator[tuple[str, str]]:
    """Give what people are asked: not the lines of a matrix that follow from the criteria of other responses."""
    for _, item, keys in asked:
        for number, (key, text) in enumerate(keys):
            if not (isinstance(item, Matrix) and _follows(item.choices[number])):
                yield key, text


def _follows(choice: Choice) -> bool:
    return bool(choice.where_met or choice.where_not)


_WORDS: Mapping[str, Met] = {"met": "met", "yes": "met", "not-met": "not-met", "no": "not-met", "unclear": "unclear"}


def _answer(said: str) -> Criterion | None:
    """Read an answer, with why it is so behind a colon: `met: seen by the paediatrician`."""
    word, _, why = said.partition(":")
    met = _WORDS.get("-".join(word.split()).casefold())
    return None if met is None else Criterion(met=met, why=why.strip())


def _all_weighed(view: View, asked: list[Keyed], known: Mapping[str, Criterion]) -> tuple[Weighed, ...]:
    """Weigh kinds first, then the matrices, whose lines may follow from them."""
    told: dict[str, Weighed] = {}
    for response, item, keys in asked:
        criteria = tuple(
            _answered(view, item, number, key, text, known, told) for number, (key, text) in enumerate(keys)
        )
        told[response] = _weighed(view, response, item, criteria)
    return tuple(told.values())


def _answered(
    view: View,
    item: Item,
    number: int,
    key: str,
    text: str,
    known: Mapping[str, Criterion],
    told: Mapping[str, Weighed],
) -> Asked:
    if isinstance(item, Matrix) and _follows(item.choices[number]):
        return Asked(key=key, criterion=_following(view, item.choices[number], text, told), follows=True)
    return Asked(key=key, criterion=attrs.evolve(known.get(key, Criterion()), text=text), answered=key in known)


def _following(view: View, choice: Choice, text: str, told: Mapping[str, Weighed]) -> Criterion:
    """Tell what the criteria of other responses say of a line; one that is not in use on the day is not called for."""
    wanted: list[tuple[str, Called]] = [(id, "called-for") for id in choice.where_met]
    wanted += [(id, "not-called-for") for id in choice.where_not]
    said: list[Met] = []
    why = []
    for id, met in wanted:
        one = told.get(f"decision.{id}") or told.get(f"review.{id}")
        called = one.called if one is not None else "not-called-for"
        sure = called in ("called-for", "not-called-for")
        said.append("unclear" if not sure else "met" if called == met else "not-met")
        words = one.label if one is not None else _kind(view, "review", id)
        why.append(f"{words} is {called.replace('-', ' ')}" if sure else f"{words} is still open")
    met_: Met = "not-met" if "not-met" in said else "unclear" if "unclear" in said else "met"
    return Criterion(text=text, met=met_, why=f"as {' and '.join(why)}")


def _weighed(view: View, response: str, item: Item, asked: tuple[Asked, ...]) -> Weighed:
    rule = item.called_for_by if isinstance(item, Kind) else "any"
    chosen = ""
    if isinstance(item, Matrix):
        called, why, chosen = _first_met(view, item, asked)
    else:
        called, why = _RULES[rule](asked)
    return Weighed(
        response=response,
        label=item.words,
        rule=rule,
        criteria=asked,
        called=called,
        why=why,
        source=str(item.source.title) if item.source else "",
        verified=bool(item.source and item.source.verified),
        regimes=item.under,
        chosen=f"{item.on}.{chosen}" if isinstance(item, Matrix) and chosen else "",
        chooses=_kind(view, item.on, chosen) if isinstance(item, Matrix) and chosen else "",
    )


def _any(asked: tuple[Asked, ...]) -> tuple[Called, str]:
    met = [one.key for one in asked if one.criterion.met == "met"]
    unclear = [one.key for one in asked if one.criterion.met == "unclear"]
    if met:
        return "called-for", f"called for, as {_list(met)} {_are(met)} met, and any one of them is enough."
    if unclear:
        return "cannot-be-told", f"cannot be told yet: {_list(unclear)} {_are(unclear)} open."
    return "not-called-for", "not called for, as none of its criteria is met."


def _all(asked: tuple[Asked, ...]) -> tuple[Called, str]:
    missing = [one.key for one in asked if one.criterion.met == "not-met"]
    unclear = [one.key for one in asked if one.criterion.met == "unclear"]
    if missing:
        return "not-called-for", f"not called for, as {_list(missing)} {_are(missing)} not met, and all are needed."
    if unclear:
        return "cannot-be-told", f"cannot be told yet: {_list(unclear)} {_are(unclear)} open, and all are needed."
    return "called-for", "called for, as all of its criteria are met."


def _weighing(asked: tuple[Asked, ...]) -> tuple[Called, str]:
    met = [one.key for one in asked if one.criterion.met == "met"]
    unclear = [one.key for one in asked if one.criterion.met == "unclear"]
    if met:
        beside = f"; {_list(unclear)} {_are(unclear)} open" if unclear else ""
        return "to-be-weighed", (
            f"to be weighed: {_list(met)} {_are(met)} met, which does not by itself call for it{beside}."
        )
    if unclear:
        return "cannot-be-told", f"cannot be told yet: {_list(unclear)} {_are(unclear)} open."
    return "not-called-for", "not suggested, as none of its criteria is met; it may be held all the same."


_RULES = {"any": _any, "all": _all, "weighing": _weighing}


def _first_met(view: View, matrix: Matrix, asked: tuple[Asked, ...]) -> tuple[Called, str, str]:
    """Read a decision matrix from the top: the first line that is met chooses, unless one above it is still open."""
    above: list[str] = []
    for one, choice in zip(asked, matrix.choices, strict=True):
        if one.criterion.met == "unclear":
            above.append(one.key)
        elif one.criterion.met == "met":
            kind = _kind(view, matrix.on, choice.kind)
            if above:
                why = f"cannot be told yet: {_list(above)} {_are(above)} open above {one.key} ({kind})."
                return "cannot-be-told", why, ""
            return "called-for", f"{kind}, as {one.key} is met.", choice.kind
    if above:
        return "cannot-be-told", f"cannot be told yet: {_list(above)} {_are(above)} open.", ""
    return "not-called-for", "no line of it is met.", ""


def _kind(view: View, on: str, kind: str) -> str:
    """Tell what a kind is called."""
    found = next((table for table in (on, "decision") if view.framework.has(table, kind)), "")
    return view.framework.item(found, kind).words if found else kind.replace("-", " ")


def _says(weighed: tuple[Weighed, ...]) -> str:
    """Put the suggestion into words; while anything is open it says so."""
    by: dict[Called, list[str]] = {}
    for one in weighed:
        by.setdefault(one.called, []).append(one.says)
    told = []
    if called := by.get("called-for"):
        told.append(f"called for: {'; '.join(called)}")
    if weighing := by.get("to-be-weighed"):
        told.append(f"to be weighed: {'; '.join(weighing)}")
    if untold := by.get("cannot-be-told"):
        told.append(f"cannot be told yet: {'; '.join(untold)}")
    if told:
        return f"{'. '.join(one[:1].upper() + one[1:] for one in told)}."
    return "No response is called for by the framework's criteria, as they were answered." if weighed else (
        "The framework says no criteria for this day."
    )  # fmt: skip


def _list(keys: list[str]) -> str:
    return ", ".join(keys[:-1]) + f" and {keys[-1]}" if len(keys) > 1 else keys[0]


def _are(keys: list[str]) -> str:
    return "are" if len(keys) > 1 else "is"
