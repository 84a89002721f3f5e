"""The contract of a framework layer: a layer is right when it passes, whoever wrote it.

Example:
    class TestOurArea(LayerContract):
        def make(self):
            return layers_for(["our-area"], Plugins())

The last layer that the documents name is the one on trial; another is chosen by `layer = "our-area"` in the class.
"""

# ruff: noqa: D102 - each promise is said by the name of its test

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import attrs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lif_core.framework.documents import Document
from lif_core.framework.framework import Framework
from lif_core.framework.layers import FrameworkHistory, compose
from lif_core.framework.shape import (
    KINDS,
    Body,
    Charge,
    DeadlineRule,
    Duty,
    Item,
    Kind,
    Ladder,
    Recurrence,
    Retention,
    Strength,
    TrainingLevel,
)
from lif_core.records import TYPES
from lif_core.records.record import Record
from lif_core.values.when import When
from lif_core.view.deadlines import deadlines_of
from lif_core.view.register import Register
from lif_core.view.view import View

_DAYS = st.dates(date(2013, 4, 15), date(2029, 6, 30))
_TRIES = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


class LayerContract(ABC):
    """What every layer of a framework promises. Inherit, name the class `Test...`, and say what it is made of."""

    layer = ""
    """Id of the layer on trial, where it is not the last one."""

    @abstractmethod
    def make(self) -> Iterable[Document]:
        """Give the documents of the layer and of every layer it builds on."""

    # -- whole and readable ------------------------------------------------------------------------------------

    def test_it_composes_without_a_problem(self) -> None:
        assert self._history().editions

    def test_it_is_made_again_from_its_own_document(self) -> None:
        history = self._history()
        assert FrameworkHistory.from_document(history.document).fingerprint == history.fingerprint

    def test_what_it_adds_has_words(self) -> None:
        for table, item in self._own():
            said = item.label or getattr(item, "says", None) or getattr(item, "en", None) or table not in _WORDED
            assert said, f"{table}.{item.id} has no label."

    # -- kinds ---------------------------------------------------------------------------------------------------

    def test_every_state_can_be_reached_and_left_until_nothing_more_is_owed(self) -> None:
        for table, kind in self._kinds():
            assert _reached(kind) == set(kind.states), f"{table}.{kind.id}"
            for state in kind.states:
                left = set(kind.moves[state]) - set(kind.withdrawn)
                assert left or kind.is_finished(state) or state in (*kind.withdrawn, *kind.sustained), state

    def test_every_kind_of_its_own_ends_somewhere(self) -> None:
        for table, kind in self._kinds():
            assert any(kind.is_finished(state) for state in kind.states) or not kind.states, f"{table}.{kind.id}"

    # -- numbers and their sources -------------------------------------------------------------------------------

    def test_every_number_names_its_source(self) -> None:
        for table, item in self._own():
            for key in _numbers(item):
                assert item.source or self._because(table, item, key), f"{table}.{item.id}.{key} has no source."

    def test_every_source_has_a_title(self) -> None:
        assert all(item.source.title.strip() for _, item in self._own() if item.source)

    # -- with the layers above -----------------------------------------------------------------------------------

    def test_nothing_of_the_layers_above_is_gone(self) -> None:
        above, whole = self._above(), self._history().newest
        for table in above.tables if above else ():
            assert set(above.items(table) if above else ()) <= set(whole.items(table)), table

    def test_ids_keep_the_name_of_the_layer_that_added_them(self) -> None:
        above, whole = self._above(), self._history().newest
        for table in above.tables if above else ():
            for id in above.items(table) if above else ():
                assert above is not None
                assert above.full_id(table, id) == whole.full_id(table, id)

    @_TRIES
    @given(_DAYS)
    def test_no_deadline_of_the_layers_above_is_loosened_for_any_day(self, day: date) -> None:
        above, whole = self._above(), self._history().newest
        if above is None:
            return
        for record in _begun(above, day):
            before, after = _landings(above, record, day), _landings(whole, record, day)
            for rule, (sense, last) in before.items():
                if rule in after and last and after[rule][1]:
                    now = after[rule][1] or last
                    assert now >= last if sense == "at-least" else now <= last, (rule, day)

    # -- explained -----------------------------------------------------------------------------------------------

    def test_explain_names_the_line_that_really_says_it(self) -> None:
        for framework in (framework for _, framework in self._history().editions):
            lines = {document.name: document.text.splitlines() for document in framework.documents}
            for table in framework.tables:
                for id in framework.items(table):
                    told = framework.explain(f"{table}.{id}")
                    for origin in (told.set_by, *told.changes):
                        assert origin is not None, told
                        assert id in lines[origin.file][origin.line - 1], origin

    # -- what it works on ----------------------------------------------------------------------------------------

    def _history(self) -> FrameworkHistory:
        return _composed(tuple(self.make()))

    def _name(self) -> str:
        return self.layer or self._history().newest.layers[-1]

    def _above(self) -> Framework | None:
        others = tuple(one for one in self.make() if one.layer and one.layer.id != self._name())
        return _composed(others).newest if others else None

    def _own(self) -> Iterator[tuple[str, Item]]:
        """Tell the items that the layer on trial added or changed, in each stretch of time."""
        name = self._name()
        for _, framework in self._history().editions:
            for table in framework.tables:
                for id, item in framework.items(table).items():
                    rules = framework.deadline_rules(id) if isinstance(item, DeadlineRule) else (item,)
                    yield from ((table, one) for one in rules if one.layer == name)

    def _kinds(self) -> Iterator[tuple[str, Kind]]:
        for _, framework in self._history().editions:
            for table in KINDS:
                yield from ((table, kind) for kind in framework.kinds(table).values())

    def _because(self, table: str, item: Item, key: str) -> str:
        return self._history().newest.origin(table, item.id, key, layer=item.layer).because


_CACHE: dict[tuple[str, ...], FrameworkHistory] = {}
_WORDED = (*KINDS, "body", "role", "theme", "product", "duty", "deadline", "gap", "regime", "disclosure", "audience")


def _composed(documents: tuple[Document, ...]) -> FrameworkHistory:
    """Compose documents once, however many promises ask for them."""
    key = tuple(f"{document.name}\n{document.text}" for document in documents)
    if key not in _CACHE:
        _CACHE[key] = compose(documents)
    return _CACHE[key]


def _reached(kind: Kind) -> set[str]:
    reached, waiting = {kind.initial} - {""}, [kind.initial] if kind.initial else []
    while waiting:
        further = set(kind.moves[waiting.pop()]) - reached
        reached |= further
        waiting += further
    return reached


_NUMBERS: Mapping[type[Item], tuple[str, ...]] = {
    DeadlineRule: ("within", "at-least", "every"),
    Duty: ("every",),
    Strength: ("check-again",),
    Recurrence: ("window",),
    Retention: ("keep",),
    Body: ("quorum", "meets"),
    TrainingLevel: ("within", "refresh", "update", "hours"),
    Charge: ("place", "no-show", "late-cancellation", "not-completed", "notice", "prices"),
    Ladder: ("steps",),
}


def _numbers(item: Item) -> Iterator[str]:
    """Tell the keys of an item that hold an amount somebody might ask the source of."""
    for key in _NUMBERS.get(type(item), ()):
        if getattr(item, key.replace("-", "_")):
            yield key


def _begun(framework: Framework, day: date) -> Iterator[Record]:
    """Give one record of each kind that a deadline starts at, on which everything happened, or is planned, on a day."""
    for table in KINDS:
        for kind in framework.kinds(table).values():
            rules = framework.deadline_rules_for(kind.id)
            starts = {rule.anchor.rpartition(".")[2]: When.on(day) for rule in rules}
            if starts:
                record = TYPES[table](id=f"trial/{table}/1", kind=kind.id, state=kind.initial)
                yield attrs.evolve(record, happened=starts)


def _landings(framework: Framework, record: Record, day: date) -> dict[str, tuple[str, date | None]]:
    view = View(framework=framework, register=Register([record]), day=day)
    return {one.rule.id: (one.rule.sense, one.last) for one in deadlines_of(view, record)}
