"""The published sheets, as `examples/EXPECTED.md` counts them; each as xlsx and as its csv twin."""

from datetime import date
from pathlib import Path

import pytest

from lif_core.intake.mapping import Mapping
from lif_core.values.scales import Scale

STOCKTON = "plan_stockton_lscb_review_2017_table"
SLOUGH = "plan_slscb_business_2012_table"
LSCB = "plan_lscb_strategic_2014_15_table"
NORFOLK = "dhr_norfolk_pub_2023_09_recommendations"
SOLIHULL = "audit_solihull_maca_2016_17_table"
NORTHUMBERLAND = "training_northumberland_2014_15_table"
REDCAR = "training_plan_redcar_2015_16_table"
ALL = (STOCKTON, SLOUGH, LSCB, NORFOLK, SOLIHULL, NORTHUMBERLAND, REDCAR)
FALLBACK = Mapping(title=("What will it do?", "What is desired outcome"))

both = pytest.mark.parametrize("ending", ["xlsx", "csv"])


@pytest.fixture
def take(board, examples: Path):
    return lambda name, ending, mapping=None: board.take(examples / f"{name}.{ending}", mapping)


def counted(planned) -> tuple[int, ...]:
    total = planned.receipt.total
    return (total.rows, total.lines, total.headlines, total.titles, total.headings, total.keys, total.used, total.aside)


def codes(planned) -> list[str]:
    return sorted(question.code for question in planned.questions)


def dues(board) -> list[date | None]:
    return [action.due.last if action.due else None for action in board.records("action")]


# ---- Stockton ----


@both
def test_stockton(board, take, ending: str) -> None:
    planned = take(STOCKTON, ending)
    assert counted(planned) == (9, 5, 0, 1, 1, 2, 5, 0)
    assert planned.receipt.created == {"recommendation": 5, "action": 5, "note": 5}
    assert codes(planned) == ["date-undated", "status-unknown"]
    unknown = next(question for question in planned.questions if question.code == "status-unknown")
    assert len(unknown.where) == 3
    assert planned.mapping.row == "recommendation+action"
    assert list(planned.receipt.scales.values()) == [Scale(("1", "2", "3", "4"), "lower")]
    assert not planned.aside
    assert not planned.refused


@both
def test_stockton_records(board, take, ending: str) -> None:
    take(STOCKTON, ending)
    actions, recommendations = board.records("action"), board.records("recommendation")
    assert [action.ref for action in actions] == ["1", "2", "3", "4", "5"]
    assert [recommendation.ref for recommendation in recommendations] == ["1", "2", "3", "4", "5"]
    assert [action.answers for action in actions] == [(recommendation.id,) for recommendation in recommendations]
    assert [action.text for action in actions] == [recommendation.text for recommendation in recommendations]
    assert recommendations[1].text.endswith("; executive")
    assert [action.state for action in actions] == ["planned", "planned", "planned", "done", "done"]
    assert [action.extra["as-published-status"] for action in actions] == ["2", "2", "2", "1", "1"]
    assert dues(board) == [None, date(2017, 4, 30), date(2017, 3, 31), date(2017, 4, 30), date(2017, 4, 30)]
    assert actions[0].due.said == "To be confirmed in Children and Social Work Act"
    leads = {tuple((lead.role, lead.first) for lead in action.leads) for action in actions}
    assert leads == {(("chair", False), ("director", False))}
    assert not board.records("evidence")
    assert not board.records("evaluation")


@both
def test_stockton_notes_are_dated_by_their_heading(board, take, ending: str) -> None:
    take(STOCKTON, ending)
    notes = board.records("note")
    assert {(note.on.first, note.on.last, note.on.reading, note.sort) for note in notes} == {
        (date(2017, 12, 1), date(2017, 12, 31), "month", "progress")
    }
    assert [note.about for note in notes] == [(action.id,) for action in board.records("action")]


# ---- Slough ----


@both
def test_slough(board, take, ending: str) -> None:
    planned = take(SLOUGH, ending)
    assert counted(planned) == (8, 3, 0, 4, 1, 0, 3, 0)
    assert planned.receipt.created == {"priority": 1, "action": 3}
    assert codes(planned) == ["completion-reported", "lead-and", "lead-person", "status-blank"]
    assert [len(question.where) for question in planned.questions if question.code == "status-blank"] == [3]
    assert [address.rpartition("!")[2] for address in planned.receipt.cut] == ["D8"]
    joined = next(question for question in planned.questions if question.code == "lead-and")
    assert "D7" in joined.says
    assert planned.mapping.row == "action"


@both
def test_slough_records(board, take, ending: str) -> None:
    planned = take(SLOUGH, ending)
    (priority,) = board.records("priority")
    assert (priority.ref, priority.text) == ("1a", "Early Help and Prevention")
    actions = board.records("action")
    assert [action.ref for action in actions] == ["1", "2", "3"]
    assert actions[0].text.startswith("Ensure the Early Intervention Strategy")
    assert {action.answers for action in actions} == {(priority.id,)}
    assert {action.state for action in actions} == {"planned"}
    assert dues(board) == [date(2012, 4, 30), date(2013, 3, 31), date(2012, 9, 30)]
    assert [len(action.milestones) for action in actions] == [0, 0, 2]
    assert [(step.due.first, step.due.last) for step in actions[2].milestones] == [
        (date(2012, 6, 1), date(2012, 7, 31)),
        (date(2012, 9, 1), date(2012, 9, 30)),
    ]
    assert [[lead.said for lead in action.leads] for action in actions] == [
        ["Chair of SLSCB"],
        ["Pan-Berkshire Training Sub-Group", "Early Intervention Sub Group of Children’s Partnership"],
        [],
    ]
    assert [kept.place.rpartition("!")[2] for kept in planned.aside] == ["C8"]
    assert not any("Officer" in repr(vars_of(record)) for record in board.register)


def vars_of(record) -> list[object]:
    return [getattr(record, name) for name in ("text", "plan", "leads", "label", "keys") if hasattr(record, name)]


@both
def test_slough_an_answer_keeps_the_group_whole_and_another_sets_what_was_reported(board, examples, ending) -> None:
    tab = "Sheet1" if ending == "xlsx" else SLOUGH
    answers = Mapping(answers={f"{tab}!C7": "one", f"{tab}!D6": "set"})
    planned = board.take(examples / f"{SLOUGH}.{ending}", answers)
    actions = board.records("action")
    assert [len(action.leads) for action in actions] == [1, 1, 0]
    assert (actions[0].state, actions[0].happened["done"].exact) == ("done", date(2012, 4, 11))
    assert codes(planned) == ["lead-person", "status-blank"]


# ---- LSCB strategic plan ----


@both
def test_lscb_plan(board, take, ending: str) -> None:
    planned = take(LSCB, ending)
    assert counted(planned) == (9, 6, 0, 2, 1, 0, 3, 3)
    assert planned.receipt.created == {"priority": 2, "action": 3}
    assert codes(planned) == ["date-conditional", "date-undated", "line-unnamed", "text-cut"]
    assert [kept.place.rpartition("!")[2] for kept in planned.aside] == ["A6:F6", "C8:F8", "D9:F9"]
    assert all(kept.line for kept in planned.aside)
    unnamed = next(question for question in planned.questions if question.code == "line-unnamed")
    assert [place.rpartition("!")[2] for place in unnamed.where] == ["6", "8", "9"]
    assert 'title = ["What will it do?", "What is desired outcome"]' in unnamed.mend


@both
def test_lscb_plan_records(board, take, ending: str) -> None:
    take(LSCB, ending)
    actions, priorities = board.records("action"), board.records("priority")
    assert [priority.text for priority in priorities] == [
        "Challenge agencies to respond effectively to CSE",
        "Support agencies and staff to develop an effective response",
    ]
    assert [action.answers for action in actions] == [(priorities[0].id,), (priorities[0].id,), (priorities[1].id,)]
    assert dues(board) == [date(2014, 9, 30), None, date(2014, 9, 30)]
    assert [action.due.reading for action in actions] == ["month", "undated", "condition"]
    assert {tuple(lead.said for lead in action.leads) for action in actions} == {("CSE Implementation group",)}
    assert all(action.wanted and action.how_measured for action in actions)
    assert not any("as-published-status" in action.extra for action in actions)


@both
def test_lscb_plan_with_the_desired_outcome_as_title(board, take, ending: str) -> None:
    planned = take(LSCB, ending, FALLBACK)
    assert planned.receipt.created == {"priority": 2, "action": 6}
    assert not planned.aside
    actions = board.records("action")
    assert [len(action.leads) for action in actions] == [1, 1, 2, 1, 1, 0]
    assert len({lead.said for action in actions for lead in action.leads}) == 3
    assert actions[4].leads[0].said == "QEG."
    assert sum(action.due.is_dated for action in actions) == 5
    assert [action.due.last for action in actions if action.due.is_certain] == [
        date(2014, 9, 30),
        date(2015, 3, 31),
        date(2014, 9, 30),
        date(2014, 12, 31),
    ]
    assert "thought Learning" in actions[5].how_measured


def test_filling_down_is_proposed_for_the_leading_column_only_and_only_without_merged_cells(board, take) -> None:
    assert take(LSCB, "csv").mapping.fill_down == ("How will the LSCB do this?",)
    assert take(LSCB, "xlsx").mapping.fill_down == ()


# ---- Norfolk ----


@both
def test_norfolk(board, take, ending: str) -> None:
    planned = take(NORFOLK, ending)
    assert counted(planned) == (3, 2, 0, 0, 1, 0, 2, 0)
    assert planned.receipt.created == {"recommendation": 2}
    assert codes(planned) == ["addressee-blank", "date-in-text"]
    offered = next(question for question in planned.questions if question.code == "date-in-text")
    assert "ends in the middle" in offered.says
    first, tenth = board.records("recommendation")
    assert (first.ref, tenth.ref) == ("1", "10")
    assert [party.body for party in first.to] == ["nhs-england"]
    assert tenth.to == ()
    assert tenth.planned == {}
    assert "(a)" in tenth.text
    assert "(b)" in tenth.text


# ---- Solihull ----


@both
def test_solihull(board, take, ending: str) -> None:
    planned = take(SOLIHULL, ending)
    assert counted(planned) == (11, 5, 0, 4, 2, 0, 5, 0)
    assert planned.receipt.created == {"review": 2, "finding": 15}
    assert [address.rpartition("!")[2] for address in planned.receipt.cut] == ["C11"]
    assert not planned.aside


@both
def test_solihull_requests(board, examples: Path, ending: str) -> None:
    planned = board.plan(examples / f"{SOLIHULL}.{ending}")
    reviews = [request for request in planned.requests if request.type == "review"]
    findings = [request for request in planned.requests if request.type == "finding"]
    assert [(review.period.first, review.period.last) for review in reviews] == [
        (date(2015, 4, 1), date(2016, 3, 31)),
        (date(2016, 4, 1), date(2017, 3, 31)),
    ]
    assert {review.kind for review in reviews} == {"multi-agency-audit"}
    earlier = [f"#{finding.handle}" for finding in findings if finding.from_ == (f"#{reviews[0].handle}",)]
    links = [link for finding in findings for link in finding.links]
    assert len(earlier) == 5
    assert len(links) == 10
    assert {link.to for link in links} == set(earlier)
    assert sum(link.kind == "repeats" for link in links) == 5
    assert sum(finding.sort == "good-practice" for finding in findings) == 5


# ---- Northumberland ----


@both
def test_northumberland(board, take, ending: str) -> None:
    planned = take(NORTHUMBERLAND, ending)
    assert counted(planned) == (27, 11, 5, 7, 3, 1, 11, 0)
    assert planned.receipt.created == {"figure": 46, "course": 5}
    assert planned.receipt.parties == 8
    assert codes(planned) == ["duration-without-unit", "events-uncovered", "totals-equal", "totals-unaccounted"]
    rest = next(question for question in planned.questions if question.code == "totals-unaccounted")
    assert "549, 318, 212" in rest.says
    assert [notice[:8] for notice in planned.receipt.notices] == ["11 of 21", "15 of 27"]


@both
def test_northumberland_records(board, examples: Path, ending: str) -> None:
    planned = board.plan(examples / f"{NORTHUMBERLAND}.{ending}")
    figures = [request for request in planned.requests if request.type == "figure"]
    courses = [request for request in planned.requests if request.type == "course"]
    bodies = {figure.body.said for figure in figures if figure.body}
    assert bodies == {"NCC", "NHCT", "NTW", "Police", "Probation", "VCS", "GP"}
    assert sum(figure.name.startswith("Frequency") and figure.n for figure in figures) == 22
    assert sum(figure.name.startswith("Delegates") and figure.n for figure in figures) == 406
    days = [figure for figure in figures if "Trainer Days" in figure.name]
    trainers = [figure for figure in figures if figure.name == "Number of Trainers"]
    assert (len(days), len(trainers)) == (10, 6)
    assert [(figure.value, figure.n) for figure in (days[0], trainers[0])] == [("62.5", 62.5), ("10", 10)]
    totals = [figure for figure in figures if figure.name.endswith("TOTAL")]
    assert [(figure.value, figure.n) for figure in totals] == [("1,547", 1547), ("1,424", 1424), ("1,547", 1547)]
    others = [figure for figure in figures if figure.name.endswith("Other")]
    assert not any(figure.body for figure in (*totals, *others))
    assert len(others) == 2
    assert 0 not in [figure.n for figure in figures]
    assert {(course.period.first, course.period.last) for course in courses} == {(date(2014, 4, 1), date(2015, 3, 31))}
    assert [course.duration for course in courses] == ["1 day", "0.5", "1 day", "1 day", "1 day"]
    assert [[trainer.said for trainer in course.trainers] for course in courses][3] == ["NCC", "NHCT", "Police"]


# ---- Redcar ----


@both
def test_redcar(board, take, ending: str) -> None:
    planned = take(REDCAR, ending)
    assert counted(planned) == (26, 24, 0, 2, 0, 0, 24, 0)
    assert planned.receipt.created == {"course": 24}
    assert codes(planned) == ["column-without-heading", "course-series", "no-heading-row"]
    (column,) = planned.aside
    assert (column.place.rpartition("!")[2], len(column.cells), column.line) == ("B3:B26", 23, False)
    courses = board.records("course")
    assert {(course.period.first, course.period.last) for course in courses} == {(date(2015, 4, 1), date(2016, 3, 31))}
    assert [course.scheduling for course in courses if course.scheduling] == [
        "Dates to be confirmed",
        "Dates to be arranged",
        "Additional dates to be confirmed",
        "Details to be confirmed",
    ]
    labels = [course.label.en for course in courses]
    assert labels[0] == "Safeguarding Children Level 3 Core Training"
    assert "Common Assessment Framework (CAF/ EHA)" in labels
    assert "Court Witness Preparation" in labels


# ---- all of them ----


@both
@pytest.mark.parametrize("name", ALL)
def test_everything_is_accounted_for(board, examples: Path, name: str, ending: str) -> None:
    receipt = board.plan(examples / f"{name}.{ending}").receipt
    assert receipt.total.holds, receipt.check_sum
    assert receipt.total.blank == 0


@pytest.mark.parametrize("name", ALL)
def test_the_csv_twin_gives_the_same_records(new_board, examples: Path, name: str) -> None:
    def told(ending: str) -> list[object]:
        made = new_board().plan(examples / f"{name}.{ending}").requests
        return [repr_of(request) for request in made]

    assert told("csv") == told("xlsx")


def repr_of(request) -> tuple[object, ...]:
    own = {slot for cls in type(request).__mro__ for slot in getattr(cls, "__slots__", ())}
    silent = {"handle", "keys", "links", "answers", "about", "findings", "from_", "shows", "__weakref__"}
    return (request.type, *((slot, getattr(request, slot)) for slot in sorted(own - silent)))


@both
@pytest.mark.parametrize("name", ALL)
def test_the_same_file_twice_changes_nothing(board, take, name: str, ending: str) -> None:
    made = take(name, ending).receipt.created
    again = take(name, ending)
    assert again.requests == ()
    assert again.receipt.unchanged == made
    assert not again.receipt.missing


@both
@pytest.mark.parametrize("name", ALL)
def test_the_mapping_that_was_used_can_be_kept_and_given_back(
    new_board, examples: Path, name: str, ending: str
) -> None:
    first = new_board().plan(examples / f"{name}.{ending}")
    kept = Mapping.from_toml(first.mapping.to_toml())
    second = new_board().plan(examples / f"{name}.{ending}", kept)
    assert second.mapping == first.mapping
    assert second.requests == first.requests


def test_four_files_of_the_demo(new_board, examples: Path) -> None:
    planned = [new_board().plan(examples / f"{name}.xlsx") for name in (STOCKTON, SLOUGH, LSCB, NORFOLK)]
    totals = [one.receipt.total for one in planned]
    kinds = ("rows", "lines", "titles", "headings", "keys")
    assert [sum(getattr(total, kind) for total in totals) for kind in kinds] == [29, 16, 7, 4, 2]
    created = [one.receipt.created for one in planned]
    assert sum(made.get("recommendation", 0) for made in created) == 7
    assert sum(made.get("action", 0) for made in created) == 11
    assert sum(total.aside for total in totals) == 3
    assert [len(one.questions) for one in planned] == [2, 4, 4, 2]


def test_all_seven_files_have_93_rows(new_board, examples: Path) -> None:
    assert sum(new_board().plan(examples / f"{name}.csv").receipt.total.rows for name in ALL) == 93
