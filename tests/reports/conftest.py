"""A small fictional partnership under the shipped layers, and its views."""

from collections.abc import Callable
from datetime import date

import attrs
import pytest

from lif_core import Partnership, Settings, compose
from lif_core.framework.documents import read_document
from lif_core.hooks import Plugins
from lif_core.records.product import Section as Part
from lif_core.testing import MemoryStorage
from lif_framework_england import layers

DAY = date(2025, 3, 20)


@attrs.frozen
class Story:
    lif: Partnership
    review: str
    finding: str
    huddle: str
    briefing: str


@pytest.fixture(scope="session")
def history():
    """Liverpool over the North West over England."""
    return compose([read_document(file.text, file.name) for file in layers()])


@pytest.fixture(scope="session")
def liverpool(history):
    return history.on(DAY)


@pytest.fixture(scope="session")
def story(history) -> Story:
    """One review, one finding; an action that was done and is to be checked again; another that is late."""
    plugins = Plugins(entry_points=())
    lif = Partnership(history, MemoryStorage(), settings=Settings(id="example"), plugins=plugins)
    with lif.work(by="qa-officer", on=date(2024, 5, 14), why="Rapid review meeting") as work:
        review = work.start_review("rapid-review", label="2024-A", happened={"notification-sent": date(2024, 5, 1)})
        finding = work.record_finding(
            "Agencies did not share what each knew. It had happened before.",
            from_=review,
            themes=["information-sharing"],
        )
        asked = work.recommend("Share what is known", findings=finding, ref="R1")
        huddle = work.plan_action(
            "Weekly multi-agency huddle",
            ref="2024-017",
            answers=asked,
            lead="childrens-services",
            due=date(2024, 7, 31),
            strength="procedure",
        )
        briefing = work.plan_action(
            "=SUM(A1:A9) is the briefing", ref="2024-2", answers=finding, leads=["police", "schools"], due="March 2025"
        )
    with lif.work(by="qa-officer", on=date(2024, 6, 14), why="Sub-group, item 3") as work:
        work.reschedule(huddle, date(2024, 9, 30), why="police rota")
        work.write_note("Rooms found", about=huddle, sort="progress", on=date(2024, 6, 10))
    with lif.work(by="qa-officer", on=date(2024, 6, 30), why="Update") as work:
        work.write_note("First huddle held", about=huddle, sort="progress", on=date(2024, 6, 28))
    with lif.work(by="qa-officer", on=date(2024, 10, 4), why="Done") as work:
        work.give_evidence("11 of 12 huddles minuted", shows=huddle, sort="document", on=date(2024, 10, 4))
        work.move(huddle, "done", when=date(2024, 9, 28))
    return Story(lif, review.id, finding.id, huddle.id, briefing.id)


@pytest.fixture
def now(story: Story):
    return story.lif.as_of(DAY)


@pytest.fixture(scope="session")
def cells() -> Callable:
    """Gives the cells of a table's row as a mapping from the name of the column to the value."""

    def of(table, ref: str) -> dict:
        names = [column.name for column in table.columns]
        row = next(row for row in table.rows if ref in [cell.value for cell in row])
        return dict(zip(names, row, strict=True))

    return of


@pytest.fixture(scope="session")
def year(history) -> Partnership:
    """A fictional year: reviews, training with its figures, products, returns, a challenge, meetings."""
    lif = Partnership(
        history,
        MemoryStorage(),
        settings=Settings(id="example", name="Example SCP (fictional)", by="qa-officer"),
        plugins=Plugins(entry_points=()),
    )
    with lif.work(by="qa-officer", on=date(2025, 3, 4), why="Rapid review") as work:
        rapid = work.start_review("rapid-review", ref="2025-002", happened={"notification-sent": date(2025, 3, 3)})
        work.ask_return(about=rapid, agency="police", due=date(2025, 3, 10), ref="S1")
        work.ask_return(about=rapid, agency="schools", due=date(2025, 3, 10), ref="S2")
        review = work.start_review("local-child-safeguarding-practice-review", ref="2024-01", method="Interviews")
        finding = work.record_finding(
            "Agencies did not share what each knew.", ref="F1", from_=review, themes=["information-sharing"],
            why="Each waited for another to call.",
        )  # fmt: skip
        good = work.record_finding(
            "School nurses asked every child.",
            ref="F2",
            from_=review,
            sort="good-practice",
            themes=["voice-of-the-child"],
        )
        work.record_finding("Who calls the meeting when nobody leads?", ref="F3", from_=review, sort="question")
        asked = work.recommend("Share what is known every week", ref="R1", findings=finding)
        huddle = work.plan_action("Weekly huddle", ref="2024-017", answers=asked, lead="police", due=date(2025, 6, 30))
        work.recommend("Revise national guidance on huddles", ref="N1", findings=finding, reach="national")
    with lif.work(by="training-coordinator", on=date(2025, 3, 5), why="Training year") as work:
        need = work.record_need(
            "How to share information lawfully", ref="TN1", from_=finding, weight=3, agencies=["police", "schools"]
        )
        work.record_need("Asking about fathers", ref="TN2", from_=good)
        course = work.offer_course(label="Sharing what we know", answers=need)
        other = work.offer_course(label="Introduction to neglect")
        first = work.plan_session(course, on=date(2025, 3, 10), places=280, ref="T1")
        second = work.plan_session(other, on=date(2025, 3, 11), places=40, ref="T2")
        work.plan_session(course, on=date(2025, 5, 6), places=20, waiting_list=4, ref="T3", trainers=["police"])
        work.record_attendance(
            first, agency="police", booked=120, attended=118, did_not_attend=4, cancelled=3, walked_in=5
        )
        work.record_attendance(
            first, agency="schools", booked=120, attended=113, did_not_attend=9, cancelled=2, walked_in=4
        )
        work.record_attendance(
            second, agency="schools", booked=33, attended=31, did_not_attend=2, cancelled=0, walked_in=0
        )
    with lif.work(by="qa-officer", on=date(2025, 3, 12), why="Sharing") as work:
        briefing = work.write_product(
            "seven-minute-briefing", ref="B1", label="Sharing what we know", draws_on=finding,
            sections=[Part(heading="Background", text="Why we share."), Part(heading="Findings", text="We did not.")],
            to=["police", "schools"], due=date(2025, 4, 10), disclosure="practitioners", cleared_by="qa-officer",
            audience=["practitioners"],
        )  # fmt: skip
        work.move(briefing, "published", when=date(2025, 3, 13))
        work.raise_challenge(
            "How do you know that the huddle helps?", ref="C1", about=huddle, by="independent-scrutineer",
            to="safeguarding-partners", on=date(2025, 3, 12), due=date(2025, 4, 30),
        )  # fmt: skip
        work.consult("What should we ask of schools?", ref="H1", opens=date(2025, 3, 14), closes=date(2025, 4, 14))
        work.call_meeting("quality-assurance-group", on=date(2025, 4, 3), ref="M1")
        work.give_evidence(
            "Children say they are asked twice", shows=huddle, sort="child-and-family", on=date(2025, 3, 9)
        )
        work.evaluate(huddle, by="schools", judgement="Fewer missed calls", outcome="improved", on=date(2025, 3, 14))
    return lif
