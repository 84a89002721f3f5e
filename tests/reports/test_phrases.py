"""Every fixed phrase of every report is there in both languages, and every one asked for is in the catalogue."""

import re
import string
from pathlib import Path

import pytest

import lif_core.reports
from lif_core.framework.documents import read_document
from lif_core.framework.layers import compose
from lif_core.measures.due import Sort
from lif_core.measures.gaps import LEVELS
from lif_core.records import TYPES
from lif_core.records.evidence import Outcome
from lif_core.records.parts import Stance
from lif_core.reports import phrases
from lif_core.reports.action_rows import COLUMNS, UPDATES
from lif_core.reports.catalogue import REPORTS
from lif_core.reports.due_list import STANDINGS
from lif_core.reports.meeting_phrases import MEETING_WORDS
from lif_core.reports.paper_phrases import PAPER_WORDS
from lif_core.reports.phrases import PHRASES, phrase
from lif_core.reports.telling import COLOURS, STATES, Asked

SOURCES = "\n".join(path.read_text() for path in Path(lif_core.reports.__path__[0]).glob("*.py"))
ASKED = re.compile(r'(?:words|_says|column)\(\s*"([a-z-]+)"|nothing="([a-z-]+)"')


def test_every_phrase_has_both_languages():
    missing = [key for key, label in PHRASES.items() if not label.en or not label.cy]
    assert missing == []


def test_no_key_stands_in_two_catalogues():
    catalogues = (phrases._WORDS, MEETING_WORDS, PAPER_WORDS)
    keys = [key for catalogue in catalogues for key in catalogue]
    assert sorted(key for key in set(keys) if keys.count(key) > 1) == []


def test_both_languages_fill_the_same_places():
    def places(text: str) -> set:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}

    assert [key for key, label in PHRASES.items() if places(label.en) != places(label.cy)] == []


def test_every_phrase_that_is_asked_for_is_there():
    asked = {one or other for one, other in ASKED.findall(SOURCES)}
    assert len(asked) > 100
    assert asked - set(PHRASES) == set()


def test_every_made_up_key_is_there():
    from typing import get_args

    made = {f"colour-{one}" for one in COLOURS} | {f"letter-{one}" for one in COLOURS} | set(STATES)
    made |= {f"level-{one}" for one in LEVELS} | {f"due-{one}" for one in STANDINGS} | {f"type-{one}" for one in TYPES}
    made |= {f"sort-{one.replace(' ', '-')}" for one in get_args(Sort)}
    made |= {f"outcome-{one}" for one in get_args(Outcome) if one} | {f"stance-{one}" for one in get_args(Stance)}
    made |= {*COLUMNS, *UPDATES}
    assert made - set(PHRASES) == set()


def test_the_words_of_the_partnership_win():
    own = '[wording.lead-agency]\nen = "Owner"\n'
    own += '[text.as-at]\nen = "Stand: {day}"\n[text.days-overdue]\nen = "{much} late"\n'
    framework = compose([read_document('layer = "local"\n' + own, "local.toml")]).newest
    assert phrase(framework, "lead-agency") == "Owner"
    assert phrase(framework, "lead-agency", "cy") == "Asiantaeth arweiniol"
    assert phrase(framework, "as-at", day="today") == "Stand: today"
    assert phrase(framework, "days-overdue", n=3) == "Overdue, 3 days"


SAID_ELSEWHERE = ("agency-update", "thread", "minutes", "framework", "responsibilities")
"""Reports that ask for something, or whose parts are called after bodies: their own tests look at their Welsh."""


@pytest.mark.parametrize("name", [name for name in REPORTS if name not in SAID_ELSEWHERE])
def test_a_welsh_report_has_welsh_titles_and_headings(name: str, now):
    english, welsh = (REPORTS[name].make(now, Asked(language=language)) for language in ("en", "cy"))
    same = {"Agenda", "Data", "Note"}
    assert english.title != welsh.title or english.title in same
    for one, other in zip(english.sections, welsh.sections, strict=True):
        assert one.title != other.title
    for one, other in zip(english.tables, welsh.tables, strict=True):
        heads = [a.heading for a, b in zip(one.columns, other.columns, strict=True) if a.heading == b.heading]
        assert [head for head in heads if any(sign.isalpha() for sign in head)] == []  # a year is the same in both
    assert welsh.footer.as_at == "Fel ar 20 Maw 2025"
