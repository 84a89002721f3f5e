"""The invented tracker with everything that goes wrong in one: 202 lines, none dropped."""

import importlib.util
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from lif_core.intake.mapping import Mapping


@pytest.fixture(scope="module")
def maker(request):
    path = Path(__file__).parents[1] / "examples" / "make_tracker_140.py"
    spec = importlib.util.spec_from_file_location("make_tracker_140", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def tracker(maker, tmp_path_factory) -> Path:
    return maker.make(tmp_path_factory.mktemp("tracker"))


@pytest.fixture
def planned(board, tracker):
    return board.plan(tracker)


@pytest.fixture
def made(planned):
    return lambda record_type: [request for request in planned.requests if request.type == record_type]


def asked(planned, code: str) -> list[str]:
    return [place for question in planned.questions if question.code == code for place in question.where]


def test_every_line_is_there(planned, maker) -> None:
    total = planned.receipt.total
    assert total.holds
    assert (total.lines, total.used, total.aside) == (maker.SEEDED["lines"], 202, 0)
    assert planned.receipt.created["action"] == 202
    assert planned.receipt.duplicates == maker.SEEDED["duplicates"]
    assert len(asked(planned, "line-duplicate")) == 6
    lines = {count.sheet: count.lines for count in planned.receipt.sheets}
    assert sum(lines[tab] for tab in maker.TABS) == maker.SEEDED["live"]
    assert lines["Closed"] == maker.SEEDED["closed"]
    assert lines["Lists"] == lines["Guidance"] == 0


def test_rows_of_totals_and_the_late_heading_row(planned, maker) -> None:
    counts = {count.sheet: count for count in planned.receipt.sheets}
    assert sum(counts[tab].keys for tab in maker.ALL_TABS) == maker.SEEDED["total_rows"]
    late = counts[list(maker.ALL_TABS)[maker.LATE_TAB]]
    assert (late.titles, late.headings) == (2, 1)


def test_statuses_by_colour_are_read_by_the_key_of_the_guidance(made, maker) -> None:
    by_place = {request.handle: request for request in made("action")}
    tabs = list(maker.ALL_TABS)
    states = {"92D050": "done", "FFC000": "in-progress", "FF0000": "planned"}
    words = {"92D050": "Complete", "FFC000": "In progress", "FF0000": "Not started"}
    assert len(maker.COLOUR_ONLY) == maker.SEEDED["status_by_colour_only"]
    for (tab, line), colour in maker.COLOUR_ONLY.items():
        action = by_place[f"{tabs[tab]}!{maker.header_row(tab) + 1 + line}:action"]
        assert (action.state, action.extra["as-published-status"]) == (states[colour], words[colour])


def test_a_colour_without_a_key_is_asked_about_and_read_by_the_mapping(board, tracker, maker) -> None:
    bare = board.plan(tracker, Mapping(ignore=("Guidance",)))
    assert bare.mapping.fills == {}
    assert len(asked(bare, "status-colour")) == maker.SEEDED["status_by_colour_only"]
    told = board.plan(tracker, Mapping(ignore=("Guidance",), fills={"92D050": "Complete"}))
    assert len(asked(told, "status-colour")) == 7


def test_struck_and_hidden_lines_are_imported_and_said(board, tracker, planned, maker) -> None:
    assert len(asked(planned, "line-struck")) == maker.SEEDED["struck_lines"]
    assert planned.receipt.total.hidden == maker.SEEDED["hidden_by_filter"]
    assert any("hidden rows" in notice for notice in planned.receipt.notices)
    withdrawn = board.plan(tracker, Mapping(struck="withdrawn"))
    assert sum(request.state == "withdrawn" for request in withdrawn.requests if request.type == "action") == 4


def test_remarks_and_histories_become_notes(made, planned, maker) -> None:
    notes = made("note")
    remarks = [note for note in notes if note.keys["sheet-part"].startswith("remark")]
    assert len(remarks) == maker.SEEDED["progress_in_comment_only"]
    assert {note.sort for note in remarks} == {"progress"}
    assert len(asked(planned, "history-without-year")) == maker.SEEDED["dated_histories"]
    entries = [note for note in notes if note.keys["sheet-part"][-1].isdigit()]
    assert len({note.keys["sheet"] for note in entries}) == maker.SEEDED["dated_histories"]
    assert {note.on.is_dated for note in entries} == {False}


def test_dates(made, planned, maker) -> None:
    by_place = {request.handle: request for request in made("action")}
    tabs = list(maker.ALL_TABS)

    def due(place: tuple[int, int]):
        return by_place[f"{tabs[place[0]]}!{maker.header_row(place[0]) + 1 + place[1]}:action"].due

    assert [due(place).exact for place in maker.REAL_DATES] == list(maker.REAL_DATES.values())
    assert [due(place).exact for place in maker.SERIAL_TEXT] == [
        date(2024, 3, 31),
        date(2024, 6, 30),
        date(2024, 9, 30),
    ]
    assert [due(place).reading for place in maker.AMBIGUOUS] == ["ambiguous"] * 2
    assert len(asked(planned, "date-ambiguous")) == maker.SEEDED["ambiguous_dates"]


def test_people_are_no_leads(made, planned, maker) -> None:
    places = asked(planned, "lead-person")
    assert len(places) == maker.SEEDED["people_as_leads"]
    leads = {party.said for request in made("action") for party in (request.lead, *request.leads) if party}
    assert not leads & set(maker.PEOPLE)
    assert sum(not request.lead and not request.leads for request in made("action")) == 8


def test_the_column_of_names_is_counted_and_stored_nowhere(board, tracker, planned, maker) -> None:
    (column,) = planned.refused
    assert (column.heading, column.cells) == ("Child name", maker.SEEDED["child_names"])
    board.take(tracker)
    everything = [planned.questions, planned.receipt, planned.mapping.to_toml(), [kept.cells for kept in planned.aside]]
    everything += [[getattr(record, slot, "") for slot in slots(record)] for record in board.register]
    told = str(everything)
    assert not [name for name in maker.CHILDREN if name in told]


def slots(record) -> list[str]:
    return [slot for cls in type(record).__mro__ for slot in getattr(cls, "__slots__", ()) if slot != "__weakref__"]


def test_the_value_behind_a_formula_is_read(made, maker) -> None:
    tab = list(maker.ALL_TABS)[maker.FORMULA_TAB]
    colours = [request.extra["as-published-rag"] for request in made("action") if request.handle.startswith(f"{tab}!")]
    assert len(colours) == maker.SEEDED["rag_formulas"]
    assert set(colours) == {"Green", "Amber"}


def test_status_words_are_read_or_asked_about_once_each(made, planned) -> None:
    states = Counter(request.state for request in made("action"))
    assert states["done"] > 0
    assert (
        len([question for question in planned.questions if question.code == "status-unknown"]) == 2
    )  # Overdue, Closed


def test_twice_is_once(board, tracker) -> None:
    first = board.take(tracker)
    again = board.take(tracker)
    assert again.requests == ()
    assert again.receipt.unchanged == first.receipt.created
