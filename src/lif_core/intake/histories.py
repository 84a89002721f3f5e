"""Histories: progress cells that hold several dated entries, and texts that report that something was done."""

import re
from collections.abc import Sequence

from lif_core.values.reading import dates_within, read_when
from lif_core.values.when import When

_ENTRY = re.compile(
    r"(?:^|(?<=[\s.;]))(\d{1,2}[/.]\d{1,2}(?:[/.](?:\d{4}|\d{2}))?|\d{1,2}(?:st|nd|rd|"
    r"th)? [A-Z][a-z]{2,8}\.?(?: \d{4}| \d{2})?"
    r"|[A-Z][a-z]{2,8}\.? \d{4})\s*[-–:]\s+(?=\S)"
)
_YEARS = re.compile(r"(?<![\d/-])(?:19|20)\d\d ?[-/–] ?(?:(?:19|20)\d\d|\d{1,2})(?![\d/-])")
_SENTENCE = re.compile(r"\n+|(?<=[.;])\s+(?=[A-Z(])")
_REPORTED = re.compile(
    r"\b(secured|agreed|completed?|delivered|achieved|signed off|approved|published|launched|"
    r"established|held|took place|ratified|"
    r"implemented|finalised|undertaken|done|adopted)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(will|to be|by|should|must|would|due|planned|target|aim(s|ing)?|expected|if|not)\b", re.IGNORECASE
)


def entries(text: str) -> Sequence[tuple[str, str]]:
    """Part a progress cell into its dated entries: the words of the date, and the text; empty where it has none."""
    found = list(_ENTRY.finditer(text))
    if not found or found[0].start() != 0:
        return ()
    ends = [match.start() for match in found[1:]] + [len(text)]
    return [(match[1], text[match.end() : end].strip()) for match, end in zip(found, ends, strict=True)]


def done_on(text: str) -> When | None:
    """Tell the day on which a text reports that something was done, where one sentence names exactly one such day."""
    for sentence in _SENTENCE.split(text):
        if _REPORTED.search(sentence) and not _AHEAD.search(sentence):
            days = [when for when in dates_within(sentence) if when.exact]
            if len(days) == 1:
                return days[0]
    return None


def heading_date(heading: str) -> When | None:
    """Tell the date that a heading gives to what stands below it: `Progress presented to Committee Dec 2017`."""
    found = [when for when in dates_within(heading) if when.is_certain]
    return found[0] if len(found) == 1 else None


def period_in(texts: Sequence[str]) -> When | None:
    """Tell the year or stretch of months that titles name: `April 2015 to March 2016`, `2014-15`."""
    for text in (part for title in texts for part in (title, *_YEARS.findall(title))):
        when = read_when(text)
        if when.is_certain and when.first and when.last and (when.last - when.first).days >= 180:
            return next((one for one in dates_within(text) if (one.first, one.last) == (when.first, when.last)), when)
    return None
