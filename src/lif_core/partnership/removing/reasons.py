"""Reasons: whether the reason for removing something repeats a name that is in what is to be removed.

The reason stays in the journal for good, and is found there. What looks like a name is told by capitals alone, as
people write: a name that is a word of the framework too is missed, as is one that nowhere has a capital. So it
cannot be relied on; where it errs the other way, it asks for other words.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

import attrs

from lif_core.framework.framework import Framework
from lif_core.reports.phrases import PHRASES
from lif_core.values.labels import Label
from lif_core.values.saying import DAYS, MONTHS, SHORT_DAYS, SHORT_MONTHS
from lif_core.values.words import folded

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_BEGINS = re.compile(r"[.!?:;\n•*–—]|- ")
_SMALL = re.compile(r"(?<!\w)[a-z]{2,}(?!\w)")
_SHORT = 4  # letters of an abbreviation, such as MASH
_FEW = 2  # letters of a word that is no name, in a text that is all capitals
_KEPT = 4  # frameworks whose words are kept at hand
_ORDINARY = """
a about access after again all already also always an and another any are article as asked at aunt baby back because
before being both brother but by child children court dad data daughter day did doctor does duplicate during each
either entered erased erasure evening every family father first following for found from given grandfather grandmother
had has have he her here his home hospital house how if in into is it its kept last later left made may meeting might
mistake month more morning most mother much mum must my name names never next night no none nor not nothing now nurse
of off officer often old on once one only or order ordered other our out over parent parents people person please
police remove removed request requested retention rule said school second seen she should since sister so some son
soon still subject such taken teacher than that the their them then there these they third this those though to today
told too twice uncle under until up upon very visit visited was we week well were what when where whether which while
who whose why will with without worker would written wrong year yes yesterday yet you young your
"""


@attrs.frozen
class _Word:
    """One word of a text.

    Attributes:
        text: as it stands.
        begins: whether a sentence begins with it, so that its capital says nothing.
    """

    text: str
    begins: bool

    @property
    def key(self) -> str:
        """The word as it is compared: small letters, no accents, no `'s`."""
        return _key(self.text)

    @property
    def is_capital(self) -> bool:
        """Whether it has the capital of a name: no single letter, and no abbreviation."""
        letters = len(self.text)
        return letters > 1 and self.text[0].isupper() and not (letters <= _SHORT and self.text.isupper())


def names_repeated(why: str, removed: Iterable[str], framework: Framework) -> tuple[int, ...]:
    """Tell which words of a reason, the first 1, look like names that stand in what is to be removed.

    Args:
        why: the reason.
        removed: the texts that are to be removed.
        framework: its bodies, themes and whatever else it has words for are no names.
    """
    known, ordinary = _known(framework), _ordinary(framework)
    names = {key for text in removed for key in _names(text)} - known
    return tuple(
        number
        for number, word in enumerate(_words(why), start=1)
        if word.key in names and ((word.is_capital and not word.begins) or word.key not in ordinary)
    )


def _names(text: str) -> Iterator[str]:
    """Tell what may be names in a text, as they are compared: what has a capital, first words of sentences too."""
    shouted = text.isupper()
    for word in _words(text):
        if word.is_capital or (shouted and len(word.text) > _FEW):
            yield word.key


def _words(text: str) -> Iterator[_Word]:
    end = 0
    for found in _WORD.finditer(text):
        between = text[end : found.start()]
        yield _Word(found[0], begins=not end or _BEGINS.search(between) is not None)
        end = found.end()


def _key(word: str) -> str:
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", folded(word)) if not unicodedata.combining(sign))
    return plain.replace("’", "'").removesuffix("'s").rstrip("'")


@lru_cache(_KEPT)
def _known(framework: Framework) -> frozenset[str]:
    """Tell the words by which the framework calls anything, and those of days and months."""
    items = [item for table in framework.tables for item in framework.items(table).values()]
    said = [words for item in items for words in (*_both(item.label), *item.aliases, item.id)]
    days = [name for named in (MONTHS, SHORT_MONTHS, DAYS, SHORT_DAYS) for some in named.values() for name in some]
    return frozenset(_key(word) for words in (*said, *days) for word in _WORD.findall(words))


def _both(label: Label | None) -> Iterator[str]:
    if label is not None:
        yield label.en
        yield label.cy or ""


@lru_cache(_KEPT)
def _ordinary(framework: Framework) -> frozenset[str]:
    """Tell words of everyday: ours, and those that stand in small letters in what the framework and our papers say."""
    said = " ".join([framework.document.decode(), *(label.en for label in PHRASES.values())])
    return frozenset((*_ORDINARY.split(), *_SMALL.findall(said)))
