"""Gaps, reckonings and states in Welsh documents."""

from datetime import date

import pytest

from lif_core import compose
from lif_core.framework.documents import read_document
from lif_core.framework.shape import Checklist, DeadlineRule, Kind, ProductKind
from lif_core.measures.gap import Gap
from lif_core.reports.due_list import due_list
from lif_core.reports.gap_list import gap_list
from lif_core.reports.state_words import STATE_WORDS
from lif_core.reports.telling import Asked
from lif_core.reports.welsh_sentences import GAPS, welsh_gap, welsh_span
from lif_core.values.spans import parse_span
from lif_core.view.gap_codes import CODES

DAY = date(2025, 3, 20)
WELSH = Asked(language="cy")


def test_every_gap_of_the_library_has_its_welsh():
    assert set(CODES) - set(GAPS) == set()
    assert all(says.endswith(".") and mend.endswith(".") for says, mend in GAPS.values())


def test_every_state_of_the_shipped_framework_has_its_welsh(liverpool):
    states = {state for kind in liverpool.all(Kind).values() for state in kind.states}
    assert len(states) > 50
    assert states - set(STATE_WORDS) == set()


def test_a_gap_list_is_welsh_throughout(now):
    told = [cell.value for table in gap_list(now, WELSH).tables for row in table.rows for cell in row[1:3]]
    assert told
    assert set(told) <= {words for pair in GAPS.values() for words in pair}


def test_a_gap_rule_of_a_framework_brings_its_own_welsh(liverpool):
    local = (
        'layer = "local"\n[gap.no-room]\non = "action"\nwhen = "done"\n'
        'says = { en = "No room", cy = "Dim ystafell" }\nmend = { en = "Find one.", cy = "Dewch o hyd i un." }\n'
    )
    framework = compose([read_document(local, "local.toml")]).newest
    gap = Gap(code="no-room", level="low", record="x", name="X", says="No room.", mend="Find one.")
    assert welsh_gap(framework, gap) == ("Dim ystafell.", "Dewch o hyd i un.")
    unknown = Gap(code="of-a-plug-in", level="low", record="x", name="X", says="Says.", mend="Mend.")
    assert welsh_gap(liverpool, unknown) == ("Says.", "Mend.")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("15 working days", "15 diwrnod gwaith"),
        ("1 year", "1 flwyddyn"),
        ("2 years", "2 blynedd"),
        ("6 months", "6 mis"),
    ],
)
def test_spans_in_welsh(said, told):
    assert welsh_span(parse_span(said)) == told


def test_a_reckoning_is_told_from_its_parts(year):
    rows = [row for table in due_list(year.as_of(DAY), WELSH).tables for row in table.rows]
    told = [row[-1].value for row in rows if row[1].value == "Terfyn amser"]
    assert any(one.startswith("15 diwrnod gwaith ar ôl hysbysu (dydd Llun 3 Mawrth 2025)") for one in told)
    assert any("ni ellir dweud y diwrnod" in one for one in told)


def test_what_a_document_says_of_the_shipped_framework_has_its_welsh(liverpool):
    """Deadlines, kinds of reviews, headings of products and items of checklists stand in every Welsh document."""
    told = [rule.says for rule in liverpool.all(DeadlineRule).values()]
    told += [kind.label for kind in liverpool.kinds("review").values() if kind.layer == "england"]
    told += [heading for kind in liverpool.all(ProductKind).values() for heading in kind.headings]
    told += [ask for checklist in liverpool.all(Checklist).values() for ask in checklist.asks]
    assert len(told) > 50
    assert [str(one) for one in told if one is not None and not one.cy] == []


def test_dates_that_people_set_are_read_in_welsh(now):
    told = [row[-1].value for table in due_list(now, WELSH).tables for row in table.rows]
    assert "March 2025 (darllenwyd fel 31 Maw 2025)" in told
