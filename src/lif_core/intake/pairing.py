"""Pairing: which line of a file is which line of the register. A pair is exact, or somebody is asked."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import attrs

from lif_core.intake.desk import Desk, Draft
from lif_core.intake.differences import differences
from lif_core.records.parts import Party
from lif_core.records.record import Record
from lif_core.rules.requests import Create

Line = tuple[str, int]
"""A line of a file: its sheet and its row."""
NOWHERE = 0
"""The row of a line that is no longer in its sheet, and whose place another line has taken."""
Said = tuple[str, ...]
"""What a record is known by: its type, its number, its words."""

_MAIN = ("action", "course", "recommendation", "finding", "figure", "review", "priority")
"""Record types by which a line is known, the first that it has."""
_WORDS = frozenset({"text", "label", "name"})


def words_of(one: Create | Record) -> str:
    """Tell the words a record is known by: its text, its name, or what it is called."""
    said = getattr(one, "text", "") or getattr(one, "name", "") or str(one.label or "")
    return " ".join(said.split())


def said_of(one: Create | Record, record_type: str) -> Said:
    """Tell what a record is known by: number and words; of a figure its period and body too."""
    if record_type != "figure":
        return (record_type, one.ref, words_of(one))
    period, body = getattr(one, "period", None), getattr(one, "body", None)
    named = body.named if isinstance(body, Party) else ""
    return (record_type, one.ref, words_of(one), str(period or ""), named)


def type_of(record: Record) -> str:
    """Tell the type of a record by its id."""
    return record.id.split("/")[1]


def _rank(record_type: str) -> int:
    return _MAIN.index(record_type) if record_type in _MAIN else len(_MAIN)


def main_of(drafts: Sequence[Draft]) -> Draft:
    """Give the draft by which a line of the file is known."""
    return min(drafts, key=lambda draft: _rank(draft.request.type))


def lines_of(drafts: Iterable[Draft]) -> dict[Line, list[Draft]]:
    """Put drafts together by the line that asks for them."""
    found: dict[Line, list[Draft]] = {}
    for draft in drafts:
        found.setdefault((draft.tab, draft.row), []).append(draft)
    return found


@attrs.define
class Known:
    """A line as the register knows it.

    Attributes:
        place: sheet and row where it stood, by the names that the sheets have now.
        key: the key that its records hold.
        records: its records.
    """

    place: Line
    key: str
    records: list[Record] = attrs.field(factory=list)

    @property
    def main(self) -> Record:
        """The record by which it is known."""
        return min(self.records, key=lambda record: _rank(type_of(record)))

    @property
    def said(self) -> Said:
        """What it is known by."""
        return said_of(self.main, type_of(self.main))

    @property
    def is_named(self) -> bool:
        """Whether it has a record of a type by which lines are known."""
        return _rank(type_of(self.main)) < len(_MAIN)


def _by(of: Callable[[Known], Any], lines: Iterable[Known]) -> dict[Any, list[Known]]:
    index: dict[Any, list[Known]] = defaultdict(list)
    for one in lines:
        index[of(one)].append(one)
    return index


@attrs.define
class Pairing:
    """Pairs the lines of a file with those of the register.

    Attributes:
        desk: holds the answers, and takes the questions.
        mains: by line of the file, the draft by which it is known.
        pairs: the pairs found: line of the file, key in the register.
        asked: lines of which nobody can say whether they are new.
    """

    desk: Desk
    mains: Mapping[Line, Draft]
    pairs: dict[Line, str] = attrs.field(factory=dict, init=False)
    asked: list[Line] = attrs.field(factory=list, init=False)
    _left: dict[str, Known] = attrs.field(factory=dict, init=False)

    @classmethod
    def of(cls, desk: Desk, new: Mapping[Line, Sequence[Draft]], old: Mapping[str, Known]) -> "Pairing":
        """Pair what can be: in its place, word for word, by number, moved; where only words changed, by place."""
        pairing = cls(desk, {line: main_of(drafts) for line, drafts in new.items()})
        pairing._left = dict(old)
        pairing._in_place()
        pairing._word_for_word()
        pairing._by_number()
        pairing._moved_or_changed()
        if lost := [one for one in pairing._left.values() if lost_words(desk, one.main)]:
            pairing._without_words(lost, new)
        return pairing

    def _take(self, line: Line, key: str) -> None:
        self.pairs[line] = key
        self._left.pop(key)

    def _said(self, line: Line) -> Said:
        request = self.mains[line].request
        return said_of(request, request.type)

    def _open(self) -> list[Line]:
        return [line for line in self.mains if line not in self.pairs]

    def _in_place(self) -> None:
        standing = {(one.place, one.said): one for one in self._left.values()}
        for line in self._open():
            here = standing.get((line, self._said(line)))
            if here is not None:
                self._take(line, here.key)

    def _word_for_word(self) -> None:
        """Pair lines that say the same in the same sheet, in the order in which they stand."""
        exact = _by(lambda one: (one.place[0], one.said), reversed(self._left.values()))
        for line in self._open():
            alike = exact.get((line[0], self._said(line)))
            if alike:
                self._take(line, alike.pop().key)

    def _by_number(self) -> None:
        """Pair lines of one sheet whose number occurs once among what is left of both."""
        old = _by(lambda one: (one.place[0], type_of(one.main), one.main.ref), self._left.values())
        new: dict[Any, list[Line]] = defaultdict(list)
        for line in self._open():
            request = self.mains[line].request
            if request.ref:
                new[line[0], request.type, request.ref].append(line)
        for number, lines in new.items():
            if len(lines) == 1 and len(old.get(number, ())) == 1:
                self._take(lines[0], old[number][0].key)

    def _moved_or_changed(self) -> None:
        """Pair lines that moved to another sheet, and decide on other words in the place of earlier ones."""
        anywhere = _by(lambda one: one.said, self._left.values())
        places = {one.place: one for one in self._left.values()}
        for line in self._open():
            moved = [one for one in anywhere.get(self._said(line), ()) if one.key in self._left]
            here = places.get(line)
            if len(moved) == 1:
                self._take(line, moved[0].key)
            elif here is not None and here.key in self._left and self._may_be(line, here):
                self._same_place(line, here)

    def _may_be(self, line: Line, here: Known) -> bool:
        return type_of(here.main) == self.mains[line].request.type and not lost_words(self.desk, here.main)

    def _same_place(self, line: Line, here: Known) -> None:
        """Decide on a line with other words where another one stood: its like in all else, answered, or asked."""
        request = self.mains[line].request
        where = _where(line)
        answer = self.desk.mapping.answers.get(where)
        changes = differences(request, here.main, {})
        if answer == "same" or (answer != "new" and set(changes) <= _WORDS and _says_more(request)):
            self._take(line, here.key)
        elif answer != "new" and not (request.ref and here.main.ref and request.ref != here.main.ref):
            self.asked.append(line)
            self.desk.ask(
                "line-changed",
                "Other words than before stand on {n} line{s}: changed, or new? Kept aside until somebody says.",
                where,
                f'Say so in the mapping file: answers."{where}" = "same" or "new".',
            )

    def _without_words(self, lost: Sequence[Known], new: Mapping[Line, Sequence[Draft]]) -> None:
        """Pair lines whose words were removed for good: by other words they have, or in their place like in all else.

        Which of several new lines says what was removed nobody can tell: all of them are asked about.
        """
        sort = _by(lambda one: (one.place[0], type_of(one.main)), lost)
        for (tab, record_type), known in sort.items():
            lines = [line for line in self._open() if (line[0], self.mains[line].request.type) == (tab, record_type)]
            lines = [line for line in lines if self.desk.mapping.answers.get(_where(line)) != "new"]
            said = {line: _rest({words_of(draft.request) for draft in new[line]}) for line in lines}
            for one in known:
                alike = [line for line in lines if said[line] & _rest({words_of(record) for record in one.records})]
                if len(alike) == 1 and alike[0] not in self.pairs:
                    self._take(alike[0], one.key)
            lines = [line for line in lines if line not in self.pairs]
            here = {one.place: one for one in known if one.key in self._left}
            if here.keys() == set(lines) and all(self._agree(line, one.main) for line, one in here.items()):
                for line in lines:
                    self._take(line, here[line].key)
            elif here:
                self._ask_whether_removed([line for line in lines if line not in self.asked])

    def _agree(self, line: Line, record: Record) -> bool:
        """Tell whether a line says of a record what the record says, but for what was removed for good."""
        request = self.mains[line].request
        other = {name for name in differences(request, record, {}) if not self.desk.is_gone(record, name)}
        due = getattr(request, "due", None)
        return not other and (due is None or due == getattr(record, "due", None) or self.desk.is_gone(record, "due"))

    def _ask_whether_removed(self, lines: Iterable[Line]) -> None:
        for line in lines:
            self.asked.append(line)
            self.desk.ask(
                "line-removed",
                "New, or removed for good and moved? Nobody can tell of {n} line{s}: kept aside.",
                _where(line),
                f'Take out what was removed. Of what is new say in the mapping file: answers."{_where(line)}" = "new".',
            )


def _where(line: Line) -> str:
    return f"{line[0]}!{line[1]}"


def _rest(words: set[str]) -> set[str]:
    return words - {""}


def lost_words(desk: Desk, record: Record) -> bool:
    """Tell whether the words that a record is known by were removed for good."""
    return not words_of(record) and any(desk.is_gone(record, name) for name in _WORDS if hasattr(record, name))


def _says_more(request: Create) -> bool:
    """Whether a line says anything beside its words, by which it could be known."""
    told = (getattr(request, name, None) for name in ("leads", "lead", "due", "wanted", "how_measured", "to", "period"))
    return any(one not in (None, "", ()) for one in told)
