"""Fiction: one invented partnership's loop, from a review to an improvement that did not hold. Nobody in it exists."""

from datetime import date
from pathlib import Path

from lif_cli.starting import make_folder
from lif_core import Partnership
from lif_core.records.parts import Reading
from lif_core.values.when import When

NAME = "Example SCP (fictional)"
THURSDAY = date(2025, 5, 8)
"""The day of the sub-group's meeting."""
LAST_MEETING = date(2025, 2, 6)
"""The day of its meeting before."""
BEGAN = date(2024, 2, 12)
"""The day on which it all begins."""
GROUP = "quality-assurance-group"
"""The sub-group that meets."""
SHARED = "agencies"
"""The level of what the agencies may read; the review itself stays with the partnership."""
THEME = "information-sharing"


def live(folder: Path) -> str:
    """Make the invented partnership and let it work for fifteen months; give the id of the action it turns on."""
    make_folder(folder, id_="example", name=NAME, layer="north-west", by="qa-officer")
    with Partnership.open(folder) as lif:
        action = _learn_and_plan(lif)
        _do_and_show(lif, action)
        _check_again(lif, action)
        _meet_it_again(lif)
    return action


def _learn_and_plan(lif: Partnership) -> str:
    with lif.work(on=BEGAN, why="Panel meeting on review 2024-01") as work:
        review = work.start_review("local-child-safeguarding-practice-review", ref="2024-01", state="drafted")
        finding = work.record_finding(
            "Agencies did not share what each knew",
            from_=review,
            themes=[THEME],
            happened={"recorded": BEGAN},
            disclosure=SHARED,
        )
        advice = work.recommend("Share what is known every week", findings=finding, to="childrens-services")
    with lif.work(on=date(2024, 2, 26), why="Answer to review 2024-01") as work:
        action = work.plan_action(
            "Weekly huddle of all agencies",
            ref="2024-017",
            answers=advice,
            lead="childrens-services",
            group=GROUP,
            strength="procedure",
            due=date(2024, 7, 31),
            wanted="Each file shows what other agencies knew",
        )
        deputy = work.plan_action(
            "Name a deputy for every huddle, so that leave and shifts leave no gap",
            ref="2024-018",
            answers=advice,
            lead="police",
            group=GROUP,
            strength="procedure",
            due=date(2025, 3, 31),
            wanted="No huddle without the police",
        )
    with lif.work(on=date(2024, 7, 18)) as work:
        work.reschedule(action, date(2024, 9, 30), why="police rota")
    with lif.work(on=date(2024, 11, 14), why="Update to the group") as work:
        work.write_note(
            "Two districts have named a deputy, two have not", about=deputy, sort="progress", on=date(2024, 11, 12)
        )
    return str(action.id)


def _do_and_show(lif: Partnership, action: str) -> None:
    with lif.work(on=date(2024, 9, 27), why="Reported to the group") as work:
        work.move(action, "done")
    with lif.work(on=date(2024, 10, 4), why="Minutes seen by the quality assurance officer") as work:
        work.give_evidence(
            "11 of 12 huddles minuted", shows=action, sort="document", on=date(2024, 10, 4), state="accepted"
        )
    with lif.work(on=date(2024, 10, 25), why="File audit") as work:
        work.evaluate(
            action,
            state="completed",
            question="what-difference",
            method="file audit",
            by=GROUP,
            on=date(2024, 10, 25),
            readings=[_files(3, date(2024, 2, 5)), _files(8, date(2024, 10, 25))],
            judgement="8 of 20 files good, 3 of 20 before. Small sample",
            outcome="improved",
            limits="20 files of one district",
        )
        work.move(action, "checked")


def _check_again(lif: Partnership, action: str) -> None:
    with lif.work(on=date(2025, 4, 3), why="Check again, six months on") as work:
        work.evaluate(
            action,
            state="completed",
            question="what-difference",
            method="file audit",
            by=GROUP,
            on=date(2025, 4, 3),
            readings=[_files(5, date(2025, 4, 3))],
            judgement="Checked again: 5 of 20 files good. It did not hold",
            outcome="did-not-hold",
        )
        work.move(action, "not-sustained", why="5 of 20 files good, 8 of 20 in October")


def _meet_it_again(lif: Partnership) -> None:
    with lif.work(on=date(2025, 4, 24), why="Rapid review meeting") as work:
        review = work.start_review("rapid-review", ref="2025-02", happened={"notification-sent": date(2025, 4, 10)})
        work.record_finding(
            "The school was not told what the police knew",
            from_=review,
            themes=[THEME],
            happened={"recorded": date(2025, 4, 24)},
        )


def _files(good: int, day: date) -> Reading:
    return Reading(measure="files rated good", at=When.on(day), n=good, of=20)
