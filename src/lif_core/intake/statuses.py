"""Statuses: what the status words of a sheet mean, and which nobody can read without a key."""

import re
from collections.abc import Mapping

import attrs

from lif_core.intake.names import Names
from lif_core.values.scales import Better, Scale

_CUT = re.compile(r"(…|\.{3})\s*(\[[^\]]*\])?\s*$|\[cut\b")
_RANGE = re.compile(r"\b(\d{1,2})\s*(?:-|–|to)\s*(\d{1,2})\b")
_BLANKS = re.compile(r"\s+")
_DONE = re.compile(
    r"\b(fully (achieved|complete[d]?|met|implemented)|completed?|achieved|done|closed)\b", re.IGNORECASE
)
_NOT = re.compile(r"\b(not|partly|partially|in-?complete|un)\b", re.IGNORECASE)


def is_cut(text: str) -> bool:
    """Tell whether a text ends in the middle, as copies do: `practi… [cut]`."""
    return bool(_CUT.search(text))


def folded(text: str) -> str:
    """Give status words without what does not count: case, blanks, a full stop."""
    return _BLANKS.sub(" ", text).strip(" .").casefold()


@attrs.frozen
class Status:
    """A status cell as read.

    Attributes:
        published: the words as they stood.
        state: the state of the framework that they mean; empty where nobody can say.
    """

    published: str = attrs.field(repr=False)
    state: str = ""


@attrs.frozen
class Statuses:
    """Reads status words of one record type.

    Attributes:
        states: states that the kind of record knows.
        done: of these, the ones that stand for done.
        words: state by folded status word: of the mapping, then of the framework.
    """

    states: tuple[str, ...]
    done: tuple[str, ...]
    words: Mapping[str, str]

    @classmethod
    def of(cls, names: Names, record_type: str, mapping: Mapping[str, str]) -> "Statuses":
        """Gather what the framework and a mapping say of the status words of a record type."""
        kind = names.kind(record_type, "standard")
        states = tuple(kind.states)
        known = {state.replace("-", " "): state for state in states} | {state: state for state in states}
        for item in names.items("status-words").values():
            if item.on == record_type:
                known.update({folded(said): state for said, state in item.words_.items()})
        known.update({folded(said): state for said, state in mapping.items()})
        return cls(states, tuple(kind.done), {said: state for said, state in known.items() if state in states})

    def read(self, text: str, key: Mapping[str, str]) -> Status:
        """Read a status cell; `key` gives the meaning of grades as the sheet's own key tells it."""
        said = folded(text)
        if said in self.words:
            return Status(text, self.words[said])
        meaning = key.get(text.strip().upper(), "")
        if not meaning or is_cut(meaning):
            return Status(text)
        return Status(text, self.words.get(folded(meaning), ""))


def scale_of(heading: str, key: Mapping[str, str]) -> Scale | None:
    """Tell the numbered scale that a status column uses: its grades by the heading (`1 - 4`), else by the key.

    None where nothing says which end is the better one.
    """
    better = better_end(key)
    said = _RANGE.search(heading)
    if said and int(said[1]) < int(said[2]):
        grades = [str(grade) for grade in range(int(said[1]), int(said[2]) + 1)]
    else:
        grades = sorted((grade for grade in key if grade.isdigit()), key=int)
    return Scale(tuple(grades), better) if better and grades else None


def better_end(key: Mapping[str, str]) -> Better | None:
    """Tell which end of a numbered scale is the better one: `lower` where the lowest grade stands for done.

    None where the key does not say.
    """
    grades = sorted((grade for grade in key if grade.isdigit()), key=int)
    done = [grade for grade in grades if _DONE.search(key[grade]) and not _NOT.search(key[grade])]
    if not done or is_cut(key[done[0]]):
        return None
    if done[0] == grades[0]:
        return "lower"
    return "higher" if done[-1] == grades[-1] else None
