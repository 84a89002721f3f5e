"""Review words: the kinds of review that a text names, and whom a review is about, as lists of reviews print them."""

import re
from collections.abc import Mapping, Sequence

import attrs

from lif_core.framework.shape import Kind
from lif_core.intake.headings import LONGEST_HEADING
from lif_core.intake.names import Names

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_REPORTS = re.compile(r".*\b(reviews|reports|audits|inspections|inquiries|[A-Z]{2,6}s)\W*", re.DOTALL)
_DESIGNATED = r"(?:Child|Children|Baby|Babies|Infant|Young Person|Young People|YP|Adult|Family|Siblings?|Case)"
_QUOTED = r"(?:\s*[‘“'\"][^’”'\"]{1,40}[’”'\"])?"
_LETTERS = re.compile(
    rf"\b{_DESIGNATED}\s+[A-Z]{{1,3}}\d{{0,2}}(?:(?:,|,?\s+and|\s*&)\s+[A-Z]\d{{0,2}}\b)*(?!\w){_QUOTED}"
)
_NAMED = re.compile(rf"{_DESIGNATED}\s+[A-Z][\w’'-]{{1,30}}{_QUOTED}")
MOST_WORDS = 3
"""A pseudonym has no more words."""

Spelling = tuple[str, ...]


@attrs.frozen
class Named:
    """A kind of review that a text names.

    Attributes:
        kind: id of the kind.
        printed: the words by which it is named, as printed.
    """

    kind: str
    printed: str = attrs.field(repr=False)


@attrs.frozen
class ReviewKinds:
    """Tells the kinds of review that texts name: by label, alias or words of the id; singular or plural is one.

    Attributes:
        spelt: kind by its words; what it is called itself comes before aliases, and words that fit several name none.
    """

    spelt: Mapping[Spelling, str]

    @classmethod
    def of(cls, names: Names) -> "ReviewKinds":
        """Gather the words of a framework's kinds of review."""
        spelt: dict[Spelling, str] = {}
        for called in (_names, _aliases):
            fitting: dict[Spelling, dict[str, None]] = {}
            for id_, kind in names.kinds("review").items():
                for words in called(id_, kind):
                    fitting.setdefault(_spelling(words), {})[id_] = None
            for spelling, kinds in fitting.items():
                spelt.setdefault(spelling, next(iter(kinds)) if len(kinds) == 1 else "")
        return cls({spelling: kind for spelling, kind in spelt.items() if kind})

    def named_in(self, text: str) -> Sequence[Named]:
        """Give the kinds that a text names, in order; at each place the longest name counts."""
        words = list(_WORD.finditer(text))
        spelling = [_singular(word[0]) for word in words]
        longest = max(map(len, self.spelt), default=0)
        found, at = [], 0
        while at < len(words):
            lengths = range(min(longest, len(words) - at), 0, -1)
            length = next((length for length in lengths if tuple(spelling[at : at + length]) in self.spelt), 0)
            if length:
                printed = text[words[at].start() : words[at + length - 1].end()]
                found.append(Named(self.spelt[tuple(spelling[at : at + length])], printed))
            at += length or 1
        return found

    def is_name(self, text: str) -> str:
        """Tell the kind that a whole text names, whatever the order of its words; empty where it names none."""
        wanted = sorted(_spelling(text))
        return next((kind for spelt, kind in self.spelt.items() if sorted(spelt) == wanted), "") if wanted else ""


def _names(id_: str, kind: Kind) -> Sequence[str]:
    label = (kind.label.en, kind.label.cy) if kind.label else ()
    return [words for words in (*label, id_.replace("-", " ") if "-" in id_ else "") if words]


def _aliases(id_: str, kind: Kind) -> Sequence[str]:
    return kind.aliases


def other_kind(names: Names) -> str:
    """Tell the kind of what is no other kind: the standard one, or the one called other; empty where there is none."""
    return next((id_ for id_ in names.kinds("review") if id_ == "standard" or id_.split("-")[0] == "other"), "")


def heads_a_list(text: str, kinds: ReviewKinds) -> bool:
    """Tell whether a text without a date heads reviews and is none: it names many, or a kind and nothing else."""
    return len(text) <= LONGEST_HEADING and (
        text.endswith(":") or bool(_REPORTS.fullmatch(text)) or bool(kinds.is_name(text))
    )


def subjects_in(text: str, called: str) -> tuple[str, ...]:
    """Tell whom a review is about, as printed: `Child M ‘Vamp’`, `Baby Grace`, else the name it is called by.

    Args:
        text: the line.
        called: what it is called before the colon; empty where that is no name of anybody.
    """
    found = tuple(dict.fromkeys(match[0] for match in _LETTERS.finditer(text)))
    if found or not called:
        return found
    is_name = _NAMED.fullmatch(called) or len(called.split()) <= MOST_WORDS
    return (called,) if is_name else ()


def _spelling(text: str) -> Spelling:
    return tuple(_singular(word) for word in _WORD.findall(text))


def _singular(word: str) -> str:
    folded = word.casefold()
    if folded == "children":
        return "child"
    return folded[:-1] if len(folded) > 3 and folded.endswith("s") and not folded.endswith("ss") else folded
