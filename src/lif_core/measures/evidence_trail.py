"""Evidence trail: the revisions of a piece of evidence, which one is current, and who relies on an earlier one."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import attrs

from lif_core.records import Evidence
from lif_core.serial.glances import Seen, whole
from lif_core.values.saying import how_read
from lif_core.view.facts import has_expired
from lif_core.view.kinds import is_withdrawn, name_of
from lif_core.view.register import type_name
from lif_core.view.view import View

S = TypeVar("S", bound=Any)
"""Evidence, or a glance of it."""


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


def _revising(view: View, evidence: Evidence) -> list[Evidence]:
    pointing = view.register.glances_of_sources(evidence.id, "evidence")
    return [whole(one) for one in pointing if one.revises == evidence.id and not is_withdrawn(view, one)]


def _in_order(known: Mapping[str, S]) -> list[S]:
    """Put revisions behind what they revise; beside each other by their ids."""
    depths: dict[str, int] = {}
    for id in known:
        _deepen(depths, known, id)
    return sorted(known.values(), key=lambda one: (depths[one.id], one.id))


def _deepen(depths: dict[str, int], known: Mapping[str, Seen], id: str) -> None:
    """Tell of one, and of all that it goes back to, how many steps that is; in a ring all are alike."""
    way: dict[str, int] = {}
    while id in known and id not in depths and id not in way:
        way[id] = len(way)
        id = known[id].revises
    path = list(way)
    if id in way:
        ring = path[way[id] :]
        depths |= dict.fromkeys(ring, len(ring) - 1)
        del path[way[id] :]
    for one in reversed(path):
        depths[one] = depths[known[one].revises] + 1 if known[one].revises in depths else 0


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
    chains = _Chains(view)
    found = (told for one in view.register.glances("evaluation") if one.rests_on for told in _of(view, one, chains))
    return tuple(sorted(found, key=lambda told: (told.evaluation, told.evidence)))


class _Chains:
    """The revisions of all evidence of one view: what is current of a chain is worked out once for all that is in it.

    A chain is what hangs together by revisions that were not taken back. Above one that was taken back another chain
    may go on: what is current there is current beside.
    """

    def __init__(self, view: View) -> None:
        self._view, self._current = view, dict[str, tuple[str, ...]]()

    def current(self, evidence: Seen) -> tuple[str, ...]:
        """Tell what is current of a piece of evidence that something revises, as `trail` does."""
        chain = self._chain_of.get(evidence.id, "")
        key = chain or evidence.id  # what was taken back is in no chain
        if key not in self._current:
            self._current[key] = self._among(chain) if chain else trail(self._view, whole(evidence)).current
        return self._current[key]

    def _among(self, chain: str) -> tuple[str, ...]:
        """Tell what is current in a chain and in those above it."""
        every: dict[str, Seen] = {}
        while chain and chain not in every:
            every |= self._chains.get(chain, {})
            chain = self._above(chain)
        revised = {one.revises for one in every.values()}
        return tuple(one.id for one in _in_order(every) if one.id not in revised)

    def _above(self, chain: str) -> str:
        """Tell the chain above one: over what was taken back, as far as there is any."""
        seen, one = set[str](), self._view.register.glance(chain)
        while one is not None and one.id not in seen and type_name(one) == "evidence":
            seen.add(one.id)
            one = self._view.register.glance(one.revises) if one.revises else None
            if one is not None and one.id in self._chain_of and self._chain_of[one.id] != chain:
                return self._chain_of[one.id]
        return ""

    @cached_property
    def _chain_of(self) -> Mapping[str, str]:
        """By id, which chain it is in: told by the first one of it, of a ring by the least id."""
        live = {one.id: one for one in self._view.register.glances("evidence") if not is_withdrawn(self._view, one)}
        first: dict[str, str] = {}
        for id in live:
            way: dict[str, None] = {}
            while id not in first and id not in way:
                way[id] = None
                if live[id].revises not in live:
                    break
                id = live[id].revises
            ring = list(way)[list(way).index(id) :] if id in way else []
            first |= dict.fromkeys(way, first[id] if id in first else min(ring))
        return first

    @cached_property
    def _chains(self) -> Mapping[str, Mapping[str, Seen]]:
        found: dict[str, dict[str, Seen]] = {}
        for one in self._view.register.glances("evidence"):
            chain = self._chain_of.get(one.id)
            if chain is not None:
                found.setdefault(chain, {})[one.id] = one
        return found


def _of(view: View, evaluation: Seen, chains: _Chains) -> Iterator[Relied]:
    if is_withdrawn(view, evaluation):
        return
    for id in evaluation.rests_on:
        seen = view.register.glance(id)
        if seen is None or type_name(seen) != "evidence" or not _is_revised(view, seen):
            continue
        current = [one for one in chains.current(seen) if one != id]
        if not current or not set(current).isdisjoint(evaluation.rests_on):
            continue
        evidence: Evidence = whole(seen)
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


def _is_revised(view: View, evidence: Seen) -> bool:
    pointing = view.register.glances_of_sources(evidence.id, "evidence")
    return any(one.revises == evidence.id and not is_withdrawn(view, one) for one in pointing)


def _says(view: View, evidence: Evidence, newer: list[Evidence], changed: bool | None) -> str:
    dated = [one.on for one in newer if one.on is not None]
    since = f" of {how_read(dated[-1])}" if dated else ""
    files = {True: "; the file is another one", False: "; the file is the same one", None: ""}[changed]
    told = "a newer revision" if len(newer) == 1 else f"{len(newer)} newer revisions"
    return f"It rests on {name_of(view, evidence)}, of which there is {told}{since}{files}."
