"""What identifies people is stored nowhere, not even aside, whatever became of the headings of the sheet."""

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_core.intake.mapping import Mapping
from lif_core.intake.plan import plan
from lif_core.view.register import Register

HEADINGS = ("Ref", "Acton required", "Who's leading?", "By when", "R/A/G", "Evidance", "Progress", "Date of Birth",
            "Objective", "Comments")  # fmt: skip
UNREAD = ("Rf", "Wht we do", "Hoo", "Byy", "Colr", "Shws", "Hwgoes", "{}", "Prio", "Zebra")
TITLES = [("Anytown multi-agency action tracker",), ("Updated by the business manager",), ()]
LINES = [
    ("1", "Brief every school", "Police", "31/03/2026", "Amber", "Rota", "Started", "12/03/2015", "Share", "ok"),
    ("2", "Hold a weekly huddle", "Health", "30/04/2026", "Green", "", "", "04/07/2012", "Share", ""),
    ("3", "Write the guidance", "Education", "31/05/2026", "Red", "", "Late", "01/02/2009", "Guide", ""),
]
BIRTHS = ("12/03/2015", "04/07/2012", "01/02/2009")


def stored(planned) -> str:
    """Everything that is stored or told: in records, aside, in the mapping, in questions and the receipt."""
    held = [cell for kept in planned.aside for cell in kept.cells]
    requests = [attrs.asdict(request) for request in planned.requests]
    return repr((held, requests, planned.mapping.to_toml(), planned.questions, planned.receipt, planned.refused))


@pytest.fixture
def read(small_framework, book):
    def planned(rows, mapping=None, as_kind=None, **more):
        workbook = rows if not isinstance(rows, list) else book(rows=rows, **more)
        framework = small_framework.newest
        return plan(workbook, framework=framework, register=Register(), mapping=mapping, as_kind=as_kind)

    return planned


def test_a_row_of_misspelt_headings_is_read_and_told(read) -> None:
    planned = read([*TITLES, HEADINGS, *LINES])
    assert planned.receipt.created["action"] == 3
    assert (planned.receipt.total.headings, planned.receipt.total.aside) == (1, 0)
    assert [(column.heading, column.cells, column.sort) for column in planned.refused] == [
        ("Date of Birth", 3, "dates of birth")
    ]
    told = [notice for notice in planned.receipt.notices if "the heading is read as" in notice]
    assert len(told) == 2
    assert "Sheet1!B4: the heading is read as 'action required'" in told[0]
    assert 'columns."Acton required" = "aside"' in told[0]
    assert not any(birth in stored(planned) for birth in BIRTHS)
    aside = read([*TITLES, HEADINGS, *LINES], Mapping(columns={"Acton required": "aside"}))
    assert "action" not in aside.receipt.created


@pytest.mark.parametrize("heading", ["Date of Birth", "Date of Brith", "DOB", "DateOfBirth", "Brn on", ""])
@pytest.mark.parametrize("kind", [None, "action", "recommendation", "nothing"])
@pytest.mark.parametrize("header", [None, 0, 4])
def test_no_date_of_birth_is_stored_whatever_the_headings_say(read, heading, kind, header) -> None:
    row = tuple(one.format(heading) for one in UNREAD)
    given_ = Mapping(header={} if header is None else {"Sheet1": header})
    planned = read([*TITLES, row, *LINES], given_, kind)
    assert not any(birth in stored(planned) for birth in BIRTHS)
    assert sum(column.cells for column in planned.refused) >= 3
    assert planned.receipt.total.holds


@given(st.data())
def test_law_a_forbidden_heading_near_the_top_keeps_its_column_out(
    small_framework, book, sheet, data: st.DataObject
) -> None:
    """Wherever it stands: in a row of words or of headings, below a title, on a hidden or ignored sheet."""
    said = data.draw(st.sampled_from(("Date of Birth", "NHS number", "Surname", "Date of Brith", "Post code")))
    columns = data.draw(st.integers(2, 6))
    at = data.draw(st.integers(0, columns - 1))
    heads = st.sampled_from((*HEADINGS[:7], "Zebra", "Qoph", ""))
    head = data.draw(st.lists(heads, min_size=columns, max_size=columns))
    head[at] = said
    above = data.draw(st.lists(st.sampled_from([("A title",), ("A note", "of two cells"), ()]), max_size=3))
    lines = [[f"words {row} {column}" for column in range(columns)] for row in range(data.draw(st.integers(1, 5)))]
    for number, line in enumerate(lines):
        line[at] = f"canary{number}"
    made = sheet("Tab", [*above, head, *lines], hidden=data.draw(st.booleans(), "hidden"))
    ignore = data.draw(st.sampled_from(((), ("Tab",))))
    planned = plan(
        book(made),
        framework=small_framework.newest,
        register=Register(),
        mapping=Mapping(ignore=ignore),
        as_kind=data.draw(st.sampled_from((None, "action", "finding", "course", "nothing"))),
    )
    assert "canary" not in stored(planned)
    assert sum(column.cells for column in planned.refused) >= len(lines)
    assert planned.receipt.total.holds


def test_a_second_row_of_headings_that_nobody_joined_keeps_its_columns_out(read) -> None:
    rows = [("Ref", "Action", "Lead", "Details", ""), ("", "", "", "Surname", "DOB")]
    rows += [(str(n), f"Do it {n}", "Police", f"canary{n}", f"canary-{n}") for n in (1, 2, 3)]
    planned = read(rows)
    assert "canary" not in stored(planned)
    assert planned.receipt.created["action"] == 3


def test_a_row_of_headings_is_no_line_where_it_stands_again(read) -> None:
    rows = [("Ref", "Action", "Lead", "By when"), ("1", "Do it", "Police", "May 2026")]
    rows += [("Ref", "Action", "Owner", "Deadline"), ("2", "Do more", "Police", "May 2026")]
    assert read(rows).receipt.created["action"] == 2


def test_days_of_work_in_an_unknown_column_are_kept_aside_as_ever(read) -> None:
    days = (date(2024, 3, 1), date(2024, 9, 1), date(2025, 2, 1))
    rows = [("Ref", "Action", "Lead", "Logged"), *(("1", f"Do {n}", "Police", day) for n, day in enumerate(days))]
    planned = read(rows)
    assert planned.refused == ()
    assert [kept.place for kept in planned.aside] == ["Sheet1!D2:D4"]


def test_where_no_heading_row_is_found_it_is_told_how_to_say_which_it_is(read) -> None:
    rows = [("one words", "Do this", "x"), ("two words", "Do that", "y"), ("more words", "Do it all", "z")]
    asked = {question.code: question for question in read(rows, as_kind="action").questions}
    assert 'header."Sheet1" = 1' in asked["no-heading-row"].mend
    assert "no-heading-row" not in {
        one.code for one in read(rows, Mapping(header={"Sheet1": 0}), as_kind="action").questions
    }
    said = read(rows, Mapping.from_toml('header."Sheet1" = 1'), as_kind="action")
    assert (said.receipt.total.headings, said.receipt.total.lines) == (1, 2)
    table = {question.code: question for question in read(rows).questions}["table-unknown"]
    assert 'header."Sheet1" = 1' in table.mend


def test_the_hint_for_an_unknown_column_names_its_heading(read) -> None:
    rows = [("Ref", "Action", "Lead", 'The "new" one'), ("1", "Do it", "Police", "x")]
    (asked,) = [question for question in read(rows).questions if question.code == "column-unknown"]
    assert 'columns."The \\"new\\" one" = "comment"' in asked.mend
    again = Mapping.from_toml('columns."The \\"new\\" one" = "comment"')
    assert "column-unknown" not in {question.code for question in read(rows, again).questions}


@pytest.mark.parametrize(
    ("numbers", "places"),
    [
        (("1", "2", "3", "3", "5"), ("Sheet1!4", "Sheet1!5")),
        (("1", "2", "3", "4"), ()),
        (("1", "2", "1", "2"), ()),
        (("", "", "3"), ()),
    ],
)
def test_a_number_that_stands_twice_is_told(read, numbers, places) -> None:
    rows = [("Ref", "Action", "Lead"), *((ref, f"Do {n}", "Police") for n, ref in enumerate(numbers))]
    asked = {question.code: question.where for question in read(rows).questions}
    assert asked.get("number-twice", ()) == places


def test_one_cell_is_told_as_one(read) -> None:
    planned = read([("Ref", "Action", "Date of birth"), ("1", "Do it", "12/03/2015")])
    assert str(planned.refused[0]).startswith("Sheet1!C2: 1 cell looks like dates of birth; it was counted")
    assert planned.filing().refused == ("Sheet1!C2 (1 cell)",)
    assert "= 1 line +" in planned.receipt.check_sum


FORM = [("Surname", "canary1", "Forename", "canary2"), ("Date of birth", "12/03/2015"), ("Seen by", "the nurse")]


@pytest.mark.parametrize("above", [FORM, FORM[:1], FORM[1:2], [(*FORM[0], *FORM[1])]])
@pytest.mark.parametrize(
    ("table", "hidden"),
    [([HEADINGS, *LINES], False), ([UNREAD, *LINES], False), ([HEADINGS, *LINES], True), ([], True)],
)
def test_what_a_form_above_the_table_says_of_somebody_is_stored_nowhere(
    read, book, sheet, above, hidden, table
) -> None:
    planned = read(book(sheet("Sheet1", [*above, (), *table], hidden=hidden)))
    assert "canary" not in stored(planned)
    assert "12/03/2015" not in stored(planned)
    assert planned.receipt.total.holds


FAR_APART = (date(2017, 3, 1), date(2019, 9, 1), date(2023, 2, 1), date(2025, 1, 6))


def headed(heading, days=FAR_APART, *, more=()):
    rows = [("Ref", "Action", "Lead", heading, *(one for one, _ in more))]
    for at, day in enumerate(days):
        rows.append((f"A{at}", f"Do thing {at}", "Police", day, *(held[at] for _, held in more)))
    return rows


@pytest.mark.parametrize(
    "heading",
    [
        *("Date added", "Date raised", "Last updated", "Original target date", "Date of meeting", "Ratified", "Month"),
        *("Dyddiad cyfarfod", "Cwblhawyd", "Dyddiad adolygu", "Child protection meeting date", "Deadline set"),
    ],
)
@pytest.mark.parametrize("texts", [False, True])
def test_days_under_a_heading_that_says_what_of_are_no_births_however_far_apart(read, heading, texts) -> None:
    days = [day.strftime("%d/%m/%Y") for day in FAR_APART] if texts else FAR_APART
    planned = read(headed(heading, days))
    assert planned.refused == ()
    assert planned.receipt.total.cells_refused == 0
    assert planned.receipt.created["action"] == 4


@pytest.mark.parametrize(
    "heading", ["Zebra", "", "Born on", "Child date", "Pupil date", "Date b", "Date of bierth", "Age on date"]
)
def test_days_as_far_apart_as_births_are_refused_where_no_heading_says_what_of(read, heading) -> None:
    planned = read(headed(heading))
    assert sum(column.cells for column in planned.refused) == 4
    assert "2019, 9, 1" not in stored(planned)
    assert "2019-09-01" not in stored(planned)


def test_days_that_are_only_refused_for_lying_apart_are_asked_about_and_read_as_somebody_says(read) -> None:
    rows = headed("Zebra")
    (asked,) = [question for question in read(rows).questions if question.code == "column-like-births"]
    assert asked.where == ("Sheet1!D2",)
    assert 'columns."Zebra" = "done"' in asked.mend
    planned = read(rows, Mapping.from_toml('columns."Zebra" = "due"'))
    assert planned.refused == ()
    assert [request.due.first for request in planned.requests if request.type == "action"] == list(FAR_APART)
    assert not {"column-refused", "column-like-births"} & {question.code for question in planned.questions}


def test_columns_without_headings_are_read_as_somebody_says_too(read) -> None:
    rows = headed("x")[1:]
    said = 'row = "action"\nheader."Sheet1" = 0\ncolumns.B = "action"\n'
    (asked,) = [one for one in read(rows, Mapping.from_toml(said)).questions if one.code == "column-like-births"]
    assert 'columns."D" = "done"' in asked.mend
    planned = read(rows, Mapping.from_toml(f'{said}columns.D = "due"'))
    assert planned.refused == ()
    assert [request.due.first for request in planned.requests if request.type == "action"] == list(FAR_APART)


@pytest.mark.parametrize("heading", ["Date of birth", "Dates of Brith", "Dyddiad geni", "NHS number", "Pupil Nmae"])
@pytest.mark.parametrize("field", ["due", "done", "comment", "aside", "people"])
def test_no_word_of_a_mapping_reads_a_column_whose_heading_names_an_identifier(read, heading, field) -> None:
    planned = read(headed(heading), Mapping(columns={heading: field}))
    assert [column.cells for column in planned.refused] == [4]
    asked = {question.code for question in planned.questions}
    assert "column-refused" in asked
    assert "column-like-births" not in asked


@pytest.mark.parametrize("field", ["aside", "people"])
def test_days_like_births_that_a_mapping_only_keeps_aside_stay_refused(read, field) -> None:
    assert [column.cells for column in read(headed("Zebra"), Mapping(columns={"Zebra": field})).refused] == [4]


@pytest.mark.parametrize(("later", "cells"), [(0, 4), (1, 4), (2, 0)])
def test_days_after_all_days_of_work_are_no_births(read, later, cells) -> None:
    days = (date(2012, 3, 1), date(2017, 3, 1), *([date(2026, 3, 1)] * later), *([date(2019, 3, 1)] * (2 - later)))
    planned = read(headed("Zebra", days, more=[("Date raised", [date(2024, month, 1) for month in (1, 2, 3, 4)])]))
    assert sum(column.cells for column in planned.refused) == cells


def test_births_of_two_people_do_not_vouch_for_each_other(read) -> None:
    mothers = [date(1980, 1, 1), date(1985, 1, 1), date(1990, 1, 1), date(1992, 1, 1)]
    planned = read(headed("Zebra", more=[("Qoph", mothers)]))
    assert [column.cells for column in planned.refused] == [4, 4]


@pytest.mark.parametrize("header", [True, False])
def test_in_a_hidden_sheet_too_days_of_work_are_told_from_births(read, book, sheet, header) -> None:
    def refused(heading):
        rows = headed(heading) if header else [("", "", "", heading), *headed(heading)[1:]]
        return sum(column.cells for column in read(book(sheet("Sheet1", rows, hidden=True))).refused)

    assert refused("Date added") == 0
    assert refused("Zebra") >= 4


@pytest.mark.parametrize("heading", ["Pupil Nmae", "Chid name", "Frist name", "Mum's name", "Enw'r plentyn"])
@pytest.mark.parametrize("hidden", [False, True])
def test_a_name_under_a_misspelt_heading_is_stored_nowhere(read, book, sheet, heading, hidden) -> None:
    rows = headed(heading, [f"canary{at}" for at in range(4)])
    planned = read(book(sheet("Sheet1", rows, hidden=hidden)))
    assert "canary" not in stored(planned)
    assert sum(column.cells for column in planned.refused) == 4
    assert planned.receipt.total.holds
