"""Typed: a date that somebody types and can be asked about, so that nothing doubtful is kept.

In a sheet that was filled in long ago `01/10/2025` stays what it is: one of two days, told as such. Whoever types it
now knows which day is meant, and is asked.
"""

import re
from collections.abc import Sequence

import attrs

from lif_core.values.mentions import Custom, mentions, plain
from lif_core.values.reading import LONGEST, read_when
from lif_core.values.saying import DAYS, say_between, say_day
from lif_core.values.when import Between, When

_WEEKDAY = re.compile(
    r"(?:^|[(,;:–-]\s?|\b(?:on|by|before|until|till|from|to|dydd|ar|erbyn|cyn)\s)"  # "the panel sat 1 October" is none
    r"(?:(mon|llun)|(tues?|mawrth)|(wed|mercher)|(thur?s?|iau)|(fri|gwener)|(sat|sadwrn)|(sun|sul))"
    r"(?:day|s|nesday|urday)?\.?,?\s(?:the\s)?$",
    re.IGNORECASE | re.ASCII,
)


@attrs.frozen
class Doubt:
    """Why a date that was typed cannot be taken.

    Attributes:
        code: what it is: `date.ambiguous`, `date.no-such-day`, `date.other-weekday`.
        says: the same as a sentence, without the words that were typed.
        mend: what to write.
    """

    code: str
    says: str
    mend: str


_MEND = "Write it so that it means one thing only: 1 October 2025, October 2025, 1 July to 30 September 2025."


def doubt_about(text: str) -> Doubt | None:
    """Tell why a date that somebody typed cannot be taken, None where it can, also where it names no day at all.

    Readings that overlap, as of `summer 2020`, are one vague time: whoever typed it may know no better.
    """
    when = read_when(text)
    if when.reading == "ambiguous" and not _overlap(when.options):
        return Doubt("date.ambiguous", f"This can be read as {_readings(when)}.", _MEND)
    said = plain(text[:LONGEST])
    for mention in mentions(said, Custom())[0]:
        if not mention.options:
            return Doubt("date.no-such-day", "There is no such day in the calendar.", _MEND)
        named = _WEEKDAY.search(said[: mention.start])
        day = mention.options[0].first
        if named and mention.reading == "day" and named.lastindex != day.weekday() + 1:
            told = f"{say_day(day)} is no {DAYS['en'][(named.lastindex or 1) - 1]}."
            return Doubt("date.other-weekday", told, "Correct the day, or leave the day of the week out.")
    return None


def _overlap(readings: Sequence[Between]) -> bool:
    return len(readings) > 1 and max(one.first for one in readings) <= min(one.last for one in readings)


def _readings(when: When) -> str:
    readings = [say_between(option) for option in when.options]
    return " or ".join(readings) if len(readings) > 1 else f"{readings[0]}, or as a day of a year that is not said"
