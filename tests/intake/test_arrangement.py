"""How a sheet is arranged does not matter: order of columns, words of headings, rows above and below."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lif_core.intake.plan import plan
from lif_core.view.register import Register

SYNONYMS = {
    "No.": ["No.", "#", "Ref", "Rec no", "Item"],
    "Recommendation": ["Recommendation", "Recommendations", "RECOMMENDATION", "What should change"],
    "Responsibility": ["Responsibility", "Lead", "Owner", "By whom", "Lead agency", "Responsible lead/ group", "Who?"],
    "Date": ["Date", "By when", "Target date", "Timescale", "Due date", "When will it be done by?", "Deadline"],
    "Progress presented to Committee\nDec 2017": [
        "Progress presented to Committee\nDec 2017",
        "Progress Dec 2017",
        "Update (December 2017)",
        "Progress update - Dec 2017",
    ],
    "Assessment of progress Categories\n1 - 4": [
        "Assessment of progress Categories\n1 - 4",
        "Status",
        "RAG rating",
        "Progress rating (1 - 4)",
        "BRAG",
    ],
}
ABOVE = st.lists(
    st.sampled_from(["Action plan", "Appendix 1", "DRAFT FOR COMMENT", "As at 14 December 2017"]), max_size=3
)
BELOW = st.lists(
    st.sampled_from(["NB categories as agreed", "Note: one appendix", "* as reported", "Source: the committee"]),
    max_size=2,
)


@pytest.fixture(scope="module")
def published() -> list[list[str]]:
    path = Path(__file__).parents[1] / "examples" / "plan_stockton_lscb_review_2017_table.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@st.composite
def arrangements(draw: st.DrawFn):
    return (
        draw(st.permutations(range(6))),
        {heading: draw(st.sampled_from(words)) for heading, words in SYNONYMS.items()},
        draw(ABOVE),
        draw(BELOW),
        draw(st.booleans()),
    )


@settings(max_examples=60)
@given(arrangement=arrangements())
def test_the_same_records_however_it_is_arranged(small_framework, book, published, arrangement) -> None:
    order, headings, above, below, total = arrangement
    title, header, *lines, first_key, second_key = published
    rows = [[text] for text in (*above, title[0])]
    rows.append([headings[header[column]] for column in order])
    rows += [[line[column] for column in order] for line in lines]
    if total:
        rows.append(["Total", 5])
    rows += [[first_key[0]], [second_key[0]], *([text] for text in below)]
    planned = plan(book(rows=rows), framework=small_framework.newest, register=Register())
    count = planned.receipt.total
    assert count.holds
    assert (count.lines, count.headings, count.aside) == (5, 1, 0)
    assert planned.receipt.created == {"recommendation": 5, "action": 5, "note": 5}
    actions = [request for request in planned.requests if request.type == "action"]
    assert [action.ref for action in actions] == ["1", "2", "3", "4", "5"]
    assert [action.state for action in actions] == ["", "", "", "done", "done"]
    assert [action.due.is_dated for action in actions] == [False, True, True, True, True]
    assert {len(action.leads) for action in actions} == {2}
    notes = [request for request in planned.requests if request.type == "note"]
    assert {(note.on.first.year, note.on.first.month) for note in notes} == {(2017, 12)}
    assert sorted(question.code for question in planned.questions) == ["date-undated", "status-unknown"]
