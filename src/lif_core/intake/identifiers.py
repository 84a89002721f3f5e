"""Identifiers: whether the cells of a column, or its heading, look as if they identified people.

What an identifier looks like stands in `lif_core.values.personal`; here, that a cell or a column is one. A heading may
have a slip in any word, and may be in Welsh. The words that make it identifying must all be there: `Child name`, of
whatever spelling, is one, `Course name` and `Name of action lead` are none.
"""

import re
import unicodedata
from collections.abc import Sequence

from lif_core.intake.headings import LONGEST_SLIP, exact_field, forbidden, identifying, plain
from lif_core.intake.slips import SHORTEST, by_shape, lost_or_swapped, meant, slips
from lif_core.values.personal import form_of, has_nhs_number

ENOUGH = 2
"""So many cells must look alike before a column is refused for its content."""
SHARE = 0.5
"""And so much of the cells that hold something."""

_STREET = re.compile(
    r"\d{1,4}[a-z]?,? [a-z' -]{2,40}\b(road|street|avenue|lane|close|drive|way|court|crescent|"
    r"place|terrace|gardens|grove)\b",
    re.IGNORECASE,
)
MOST_BLANKS = 6
"""No such heading has more words than this and one."""

_CHILDREN = (
    "child childs children childrens young person persons baby babys pupil pupils student students sibling siblings "
    "mother mothers father fathers parent parents carer carers family victim victims patient patients client clients"
)
_RELATIVES = (
    "mum mums mam mams mom moms mummy mummys dad dads daddy daddys guardian guardians grandmother grandmothers "
    "grandfather grandfathers grandparent grandparents nan nans gran grans brother brothers sister sisters aunt aunts "
    "uncle uncles son sons daughter daughters stepfather stepfathers stepmother stepmothers"
)
PERSONS = frozenset(_CHILDREN.split() + _RELATIVES.split())
"""Words for a child and for those around it: beside `name` they head a column that identifies people."""

_OTHER_MEANT = (
    "name names date dates of birth first last middle given full surname surnames forename forenames telephone phone "
    "mobile number postcode address email nhs contact details guardian grandmother grandfather brother sister daughter "
    "stepfather stepmother dyddiad geni rhif plentyn disgybl cyfenw cyfeiriad cyntaf ffon"
)
_MEANT = (*_CHILDREN.split(), *_OTHER_MEANT.split())
"""Words in which a slip is looked for."""
_OTHER_WORDS = (
    "bay bays bother bothers care career careers cares contract fist give hone lat mail other others patent patents"
)
"""Words of their own that a slip in one of those would make too."""
_SLIPPED = {
    **{spelt: known for known in reversed(_MEANT) for spelt in lost_or_swapped(known)},
    **{word: word for word in (*_MEANT, *_OTHER_WORDS.split())},
}
_NEAR = by_shape(_MEANT)

_WHO = "|".join(sorted({*PERSONS - {"young", "person", "persons"}, "young persons?", "yps?"}))
_KIN = "|".join(_RELATIVES.split())
_WELSH_WHO = "plentyn|plant|disgybl|claf|mam|fam|tad|rhiant|rhieni|teulu|person ifanc|baban|gofalwr|gofalydd"
_NAMES = "names of children or family"
_SORTS = (
    (rf"({_WHO}) (full |first |last |family |middle |given |sur|fore)?names?", _NAMES),
    (rf"(full |first |last )?names? of (the )?({_WHO})", _NAMES),
    (rf"(enwr?|enwaur?) (y )?({_WELSH_WHO})", _NAMES),
    (r"(first|last|middle|given|family|full|christian) ?names?|(sur|fore)names?", "names of people"),
    (r"cyfenw(au)?|enw(au)? (cyntaf|llawn|olaf|teuluol)", "names of people"),
    (r"dates? of births?|births? dates?|dates? born|dyddiad(au)? (y |eu )?(geni|eni)", "dates of birth"),
    (r"dyddiad(au)? (y )?(marw|marwolaeth|farw|farwolaeth)", "dates of death"),
    (r"nhs (no|number)s?|rhif(au)? (y )?gig", "NHS numbers"),
    (r"rhif(au)? (y )?disgybl(ion)?( unigryw)?", "unique pupil numbers"),
    (r"cyfeiriad(au)? cartref|cod(au)? post", "addresses"),
    (
        r"(home |mobile |work )?((tele)?phone|mobile) (no|number)s?|rhif(au)? (y )?(ffon|symudol|cyswllt)",
        "phone numbers",
    ),
    (r"(cyfeiriad(au)? )?e ?(bost|byst)", "e-mail addresses"),
    (r"rhif(au)? yswiriant gwladol", "numbers of a person"),
)
_WHOLE = tuple((re.compile(pattern), sort) for pattern, sort in _SORTS)
_KIN_OR_WELSH = re.compile(
    rf"\b({_KIN}) (full |first |last |family |middle |given |sur|fore)?names?\b|\bnames? of (the )?({_KIN})\b"
    rf"|\b(enwr?|enwaur?) (y )?({_WELSH_WHO})\b"
)
_BIRTHLIKE = re.compile(r"dates? of (?:the )?(b[a-z]{3,6})")


def corrected(heading: str) -> str:
    """Give a heading in plain letters, with the slips mended in words that could make it identify people.

    A slip is one letter lost, two neighbours exchanged or, in longer words, any one; other words stay as they are.
    """
    folded = "".join(sign for sign in unicodedata.normalize("NFKD", heading) if not unicodedata.combining(sign))
    return " ".join(_corrected_word(word) for word in plain(folded).split())


def _corrected_word(word: str) -> str:
    known = _SLIPPED.get(word, "")
    if known or len(word) < SHORTEST - 1 or (word[0] + word[-1],) not in _NEAR:  # every short cell is asked: be quick
        return known or word
    return next(iter(meant(word, _NEAR)), word)


def sort_of_heading(heading: str) -> str:
    """Tell what sort of identifier the heading of a column announces, with slips in any word; empty where none."""
    if said := identifying(heading):
        return said
    if not heading or len(heading) > LONGEST_SLIP or exact_field(heading):
        return ""
    spelt = corrected(heading)
    like = _BIRTHLIKE.fullmatch(spelt)
    if like and slips(like[1], "birth", 2) <= 2:
        return "dates of birth"
    return _whole_sort(spelt) or (_NAMES if _KIN_OR_WELSH.search(spelt) else "") or _of_mended(heading, spelt)


def sort_of_lone(text: str) -> str:
    """Tell what sort a text announces that is such a heading and nothing else: this is asked of cells too."""
    if said := forbidden(text):
        return said
    if not text or len(text) > LONGEST_SLIP or text.count(" ") > MOST_BLANKS or exact_field(text):
        return ""
    return _whole_sort(corrected(text))


def _of_mended(heading: str, spelt: str) -> str:
    """Ask again of a heading in which a slip was mended."""
    return "" if spelt == plain(heading) or exact_field(spelt) else identifying(spelt)


def _whole_sort(spelt: str) -> str:
    return next((sort for search, sort in _WHOLE if search.fullmatch(spelt)), "")


def sort_of(text: str) -> str:
    """Tell what sort of identifier a whole cell is, such as `NHS numbers`; empty where it is none."""
    text = text.strip()
    form = form_of(text)
    if form is not None:
        return form.column
    return "addresses" if 5 <= len(text) <= 120 and _STREET.match(text) else ""


def sort_of_column(texts: Sequence[str]) -> str:
    """Tell what sort of identifiers a column holds; empty where too few of its cells look like any."""
    held = [text for text in texts if text]
    found = [sort for text in held if (sort := sort_of(text))]
    if len(found) < ENOUGH or len(found) < SHARE * len(held):
        return ""
    return max(dict.fromkeys(found), key=found.count)


def identifies(text: str) -> bool:
    """Tell whether a text that somebody wrote is an identifier of a person, or has an NHS number in it."""
    return bool(sort_of(text)) or has_nhs_number(text)
