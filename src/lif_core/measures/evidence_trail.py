"""Evidence trail: the revisions of a piece of evidence, which one is current, and who relies on an earlier one."""

from collections.abc import Iterator
from datetime import date

import attrs

from lif_core.records import Evidence
from lif_core.serial.glances import Seen, whole
from lif_core.values.saying import how_read
from lif_core.view.facts import has_expired
from lif_core.view.kinds import is_withdrawn, name_of
from lif_core.view.view import View


@attrs.frozen(weakref_slot=False, kw_only=True)
class Revision:
    """One state of a piece of evidence.

    Attributes:
        evidence: its id.
        on: the last day on which it can have been gathered, None where nobody said.
        owner: who holds it, as named.
        sha256: hash of its file, empty where nobody gave it.
        unchanged: whether it is said to revise evidence whose file has the same hash: nothing was revised.
        expired: whether it may no longer be relied on.
    """

    evidence: str
    on: date | None = None
    owner: str = ""
    sha256: str = ""
    unchanged: bool = False
    expired: bool = False


@attrs.frozen(weakref_slot=False, kw_only=True)
class Trail:
    """The revisions of one piece of evidence, the first one first.

    Attributes:
        revisions: every revision that was not taken back.
        current: ids of those that nothing revises; more than one where two revise the same, and somebody must choose.
    """

    revisions: tuple[Revision, ...]
    current: tuple[str, ...]


@attrs.frozen(weakref_slot=False, kw_only=True)
class Relied:
    """An evaluation that rests on evidence of which there is a newer revision.

    Attributes:
        evaluation: its id.
        name: what people call it.
        evidence: id of the earlier revision.
        current: ids of what is current.
        changed: whether the files of the two differ by their hashes; None where a hash is missing.
        says: all of it in one sentence.
    """

    evaluation: str
    name: str = attrs.field(repr=False)
    evidence: str
    current: tuple[str, ...]
    changed: bool | None = None
    says: str = attrs.field(default="", repr=False)

    def __str__(self) -> str:
        return f"{self.name}: {self.says}"


def trail(view: View, evidence: Evidence) -> Trail:
    """Tell the revisions of a piece of evidence: what it revises, what revises it, and what is current."""
    known = {evidence.id: evidence, **{one.id: one for one in _earlier(view, evidence)}}
    for one in _later(view, list(known.values())):
        known.setdefault(one.id, one)
    ordered = _in_order(known)
    revised = {one.revises for one in ordered}
    return Trail(
        revisions=tuple(_revision(view, one, known.get(one.revises)) for one in ordered),
        current=tuple(one.id for one in ordered if one.id not in revised),
    )


def _earlier(view: View, evidence: Evidence) -> Iterator[Evidence]:
    seen, one = {evidence.id}, view.register.get(evidence.revises)
    while isinstance(one, Evidence) and one.id not in seen:
        seen.add(one.id)
        if not is_withdrawn(view, one):
            yield one
        one = view.register.get(one.revises)


def _later(view: View, first: list[Evidence]) -> Iterator[Evidence]:
    waiting, seen = list(first), {one.id for one in first}
    while waiting:
        for one in _revising(view, waiting.pop()):
            if one.id not in seen:
                seen.add(one.id)
                waiting.append(one)
                yield one


def _revising(view: View, evidence: Seen) -> list[Evidence]:
    pointing = view.register.glances_of_sources(evidence.id, "evidence")
    return [whole(one) for one in pointing if one.revises == evidence.id and not is_withdrawn(view, one)]


def _in_order(known: dict[str, Evidence]) -> list[Evidence]:
    """Put revisions behind what they revise; beside each other by their ids."""

    def depth(one: Evidence) -> int:
        steps, seen = 0, {one.id}
        while one.revises in known and one.revises not in seen:
            one = known[one.revises]
            seen.add(one.id)
            steps += 1
        return steps

    return sorted(known.values(), key=lambda one: (depth(one), one.id))


def _revision(view: View, one: Evidence, before: Evidence | None) -> Revision:
    return Revision(
        evidence=one.id,
        on=one.on.last if one.on else None,
        owner=one.owner.named if one.owner else "",
        sha256=one.sha256,
        unchanged=bool(before is not None and one.sha256 and one.sha256 == before.sha256),
        expired=has_expired(one, view.day),
    )


def superseded(view: View) -> tuple[Relied, ...]:
    """Tell the evaluations that still rest on evidence of which there is a newer revision."""
    found = (told for one in view.register.glances("evaluation") if one.rests_on for told in _of(view, one))
    return tuple(sorted(found, key=lambda told: (told.evaluation, told.evidence)))


def _of(view: View, evaluation: Seen) -> Iterator[Relied]:
    if is_withdrawn(view, evaluation):
        return
    for id in evaluation.rests_on:
        seen = view.register.glance(id)
        evidence = whole(seen) if seen is not None and _revising(view, seen) else None
        if not isinstance(evidence, Evidence):
            continue
        current = [one for one in trail(view, evidence).current if one != id]
        if not current or not set(current).isdisjoint(evaluation.rests_on):
            continue
        newer = [one for one in map(view.register.get, current) if isinstance(one, Evidence)]
        hashed = evidence.sha256 and all(one.sha256 for one in newer)
        changed = any(one.sha256 != evidence.sha256 for one in newer) if hashed else None
        yield Relied(
            evaluation=evaluation.id,
            name=name_of(view, evaluation),
            evidence=id,
            current=tuple(current),
            changed=changed,
            says=_says(view, evidence, newer, changed),
        )


def _says(view: View, evidence: Evidence, newer: list[Evidence], changed: bool | None) -> str:
    dated = [one.on for one in newer if one.on is not None]
    since = f" of {how_read(dated[-1])}" if dated else ""
    files = {True: "; the file is another one", False: "; the file is the same one", None: ""}[changed]
    told = "a newer revision" if len(newer) == 1 else f"{len(newer)} newer revisions"
    return f"It rests on {name_of(view, evidence)}, of which there is {told}{since}{files}."
