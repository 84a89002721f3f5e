"""The law of the round trip: what goes out and comes back untouched changes nothing, whatever the register holds."""

from datetime import date

import attrs
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from lif_core.framework.framework import Framework
from lif_core.intake.returned.merging import Merged, merge, open_returned
from lif_core.records import Action, Evidence, Finding, Intake, Note, Party, Recommendation
from lif_core.records.intake import PART_KEY, SHEET_KEY, SheetColumn, SheetTable
from lif_core.reports.action_plan import action_plan
from lif_core.reports.document import Document
from lif_core.reports.plan_tables import cells_now
from lif_core.reports.telling import Asked, Teller
from lif_core.testing.strategies import built, parties, texts, whens
from lif_core.values.sent import HEAD
from lif_core.view.clearance import cleared
from lif_core.view.register import Register
from lif_core.view.view import View
from lif_export_office import workbook
from lif_export_text.delimited import delimited
from lif_import_sheets import read_workbook

DAY = date(2025, 3, 20)
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)  # to make a failing register smaller takes many minutes
LEVELS = ("public", "agencies", "partnership", "review-team")
AUDIENCES = ("", "agencies", "partnership", "review-team")
STATES = ("planned", "in-progress", "done", "withdrawn")
FIELDS = ("ref", "action", "finding", "recommendation", "lead", "due", "due", "status", "progress", "comment", "aside")
LETTERS = "ABCDEFGHIJK"
PARTS = ({}, {PART_KEY: "progress-I"}, {PART_KEY: "remark-I"}, {PART_KEY: "comment-J"})
ODD = ("=1+1", "'=1+1", "@x", "_x000D_ and _x0041_", "a\r\nb", "bell\x07", "007", "3.10", "x" * 33_000)


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """Registers with actions and what hangs on them; some stand in a tracker that was taken in, beside other lines."""
    level = st.sampled_from(LEVELS)
    plain = {"kind": st.just("standard"), "themes": st.just(()), "links": st.just(()), "planned": st.just({})}
    plain |= {"happened": st.just({}), "disclosure": level, "extra": st.just({})}
    table = draw(tables())
    several: list[object] = [
        Intake(id="demo/intake/000001", tables=(table,), disclosure="public", file="tracker.xlsx", state="filed")
    ]
    finding = draw(built(Finding, id=st.just("demo/finding/000001"), **plain))
    several.append(attrs.evolve(finding, state="recorded", reviews=(), agencies=()))
    asked = draw(built(Recommendation, id=st.just("demo/recommendation/000001"), **plain))
    several.append(attrs.evolve(asked, state="made", findings=(finding.id,), reviews=(), replies=(), to=()))
    several += draw(lines_without_action(table, finding.id, plain))
    for number in range(draw(st.integers(0, 5))):
        keys = {SHEET_KEY: f"{table.place}/{number + 2}", PART_KEY: "action"} if draw(st.booleans()) else {}
        action = draw(
            built(
                Action,
                id=st.just(f"demo/action/{number:06d}"),
                **plain | {"extra": st.sampled_from(({}, {"as-published-status": "Complete"}))},
                state=st.sampled_from(STATES),
                keys=st.just(keys),
                answers=st.sampled_from(((), (finding.id,), (asked.id, finding.id))),
                text=long_texts(),
                leads=st.lists(known_parties(), max_size=3).map(tuple),
                lead_role=st.just(""),
                group=st.just(""),
                signs_off=st.just(()),
                strength=st.just(""),
                due=st.none() | whens(),
                milestones=st.just(()),
            )
        )
        several.append(action)
        for one in range(draw(st.integers(0, 2))):
            part = draw(
                st.sampled_from(({}, {PART_KEY: "progress-I"}, {PART_KEY: "remark-I"}, {PART_KEY: "comment-J"}))
            )
            note = draw(built(Note, id=st.just(f"demo/note/{number:03d}{one:03d}"), **plain))
            several.append(attrs.evolve(note, about=(action.id,), sort="progress", keys=part, state="written", by=None))
        if draw(st.booleans()):
            evidence = draw(built(Evidence, id=st.just(f"demo/evidence/{number:06d}"), **plain))
            several.append(
                attrs.evolve(evidence, shows=(action.id,), sort="", owner=None, revises="", keys={}, state="given")
            )
    return Register(several)


@st.composite
def lines_without_action(draw: st.DrawFn, table: SheetTable, finding: str, plain: dict[str, object]) -> list[object]:
    """Recommendations and findings that are lines of a tracker, or stand beside one, with what was said of them."""
    several: list[object] = []
    for number in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from((Recommendation, Finding)))
        name = kind.__name__.lower()
        record = draw(built(kind, id=st.just(f"demo/{name}/{number + 2:06d}"), **plain))
        part = draw(st.sampled_from((name, name, f"{name}-B")))
        keys = {SHEET_KEY: f"{table.place}/{number + draw(st.sampled_from((2, 40)))}", PART_KEY: part}
        record = attrs.evolve(record, keys=keys, reviews=(), text=draw(long_texts()))
        if isinstance(record, Recommendation):
            to, behind = st.lists(known_parties(), max_size=2).map(tuple), st.sampled_from(((), (finding,)))
            record = attrs.evolve(record, state="made", findings=draw(behind), replies=(), to=draw(to))
        else:
            record = attrs.evolve(record, state="recorded", agencies=())
        several.append(record)
        if draw(st.booleans()):
            note = draw(built(Note, id=st.just(f"demo/note/9{number:05d}"), **plain))
            part = draw(st.sampled_from(PARTS))
            several.append(attrs.evolve(note, about=(record.id,), sort="progress", keys=part, state="written", by=None))
        if draw(st.booleans()):
            evidence = draw(built(Evidence, id=st.just(f"demo/evidence/9{number:05d}"), **plain))
            several.append(
                attrs.evolve(evidence, shows=(record.id,), sort="", owner=None, revises="", keys={}, state="given")
            )
    return several


def long_texts() -> st.SearchStrategy[str]:
    """Texts, some with what a workbook cannot hold, cuts, or takes for a formula."""
    odd = st.sampled_from(
        ("=1+1", "'=1+1", "@x", "_x000D_ and _x0041_", "a\r\nb", "bell\x07", "007", "3.10", "x" * 33_000)
    )
    return texts() | odd | st.builds("{} {}".format, odd, texts())


def known_parties() -> st.SearchStrategy[Party]:
    return parties().map(lambda party: attrs.evolve(party, body="", role=""))


@st.composite
def tables(draw: st.DrawFn) -> SheetTable:
    fields = draw(st.permutations(FIELDS))[: draw(st.integers(1, len(FIELDS)))]
    return SheetTable(
        place="tracker/Sheet1",
        sheet=draw(st.sampled_from(("Sheet1", "Ours: a/b", ""))),
        first=2,
        last=60,
        numbered=draw(st.booleans()),
        columns=tuple(
            SheetColumn(heading=draw(texts(12) | st.just("Status")), field=field, letters=letters, joint=" / ")
            for field, letters in zip(fields, LETTERS, strict=False)
        ),
        status={"Complete": "done"},
    )


def came_back(made: bytes, name: str, view: View, document: Document) -> Merged:
    """Read a file as one that came back, and merge it."""
    opened = open_returned(read_workbook(made, name, HEAD))
    assert opened.edited == ()
    teller = Teller(view, Asked(language=document.language))
    told = cells_now(teller, "action-plan", opened.records)
    now = {record: {column: cell.value for column, cell in cells.items()} for record, cells in told.items()}
    return merge(opened, view=view, now=now, sender=Party(role="chair"), own=True)


def test_what_comes_back_untouched_changes_nothing(liverpool: Framework):
    """Neither the workbook nor the csv, for no audience and in no language."""

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)
    @given(registers(), st.sampled_from(AUDIENCES), st.sampled_from(("en", "cy")))
    def law(register: Register, audience: str, language: str) -> None:
        view = View(framework=liverpool, register=cleared(register, liverpool, audience), day=DAY, audience=audience)
        document = action_plan(view, Asked(language=language, fingerprint="7f3a-91c2"))
        forms = [table for table in document.tables if table.is_form]
        for made, name in files(document) if forms else ():
            merged = came_back(made, name, view, document)
            assert (merged.proposals, merged.added, merged.asking.questions()) == ((), (), ())
            count = merged.count(())
            assert count.sent == count.unchanged == sum(len(table.rows) * (len(table.columns) - 1) for table in forms)
            assert count.rows == sum(len(table.rows) for table in forms)
            assert count.notices == ()

    law()


def files(document: Document) -> list[tuple[bytes, str]]:
    """The document as a workbook, and as csv where it has one form only: a text file cannot keep two apart."""
    made = [(workbook(document), "plan.xlsx")]
    longest = max((len(str(cell.value)) for table in document.tables for row in table.rows for cell in row), default=0)
    if sum(table.is_form for table in document.tables) == 1 and longest <= 32_000:
        made.append((delimited(document).encode("utf-8", "replace"), "plan.csv"))
    return made


def test_the_rows_would_say_the_same_if_they_went_out_now(liverpool: Framework):
    """What stands now is told by the same words as what was sent: else untouched rows would look changed here."""

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)
    @given(registers(), st.sampled_from(AUDIENCES))
    def same(register: Register, audience: str) -> None:
        view = View(framework=liverpool, register=cleared(register, liverpool, audience), day=DAY, audience=audience)
        document = action_plan(view)
        for table in document.tables:
            if not table.is_form:
                continue
            ids = [str(row[-1].value).partition("|")[0] for row in table.rows]
            now = cells_now(Teller(view), "action-plan", ids)
            for id, row in zip(ids, table.rows, strict=True):
                for column, cell in zip(table.columns, row, strict=True):
                    if column.locked and not column.key:
                        told = now[id][column.name].value
                        assert told == cell.value or len(str(told)) > 32_000

    same()
