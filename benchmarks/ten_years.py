"""Ten years of a partnership, invented: 200 reviews, 2,000 findings, 5,000 actions, 10,000 evidence and evaluations.

    python benchmarks/ten_years.py FOLDER [training]

With `training`, the same decade has its training too: 150 needs, 200 courses, 1,200 sessions, 6,840 attendances,
2,280 sets of feedback and 70 returns of staff in date. Without it nothing is different: figures stay comparable.

Everything goes through the public interface, a year a commit, into a SQLite store under the layers of Liverpool. The
same call gives the same records every time: ids, days, words and states come from one seeded source.
"""

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from timing import explain

from lif_core import Partnership, Work
from lif_core.records import Headcount, Party, Score
from lif_core.rules.requests import (
    AskReturn,
    Evaluate,
    GiveEvidence,
    OfferCourse,
    PlanAction,
    PlanSession,
    RecordAttendance,
    RecordFeedback,
    RecordFinding,
    RecordNeed,
    StartReview,
)
from lif_core.values.codes import draw_codes
from lif_core.values.identifiers import counting

FIRST, YEARS = 2014, 10
DAY = date(2024, 6, 28)
"""The day the partnership is looked at."""
A_YEAR = {"review": 20, "finding": 200, "action": 500, "evidence": 600, "evaluation": 400}
TRAINING_A_YEAR = {"need": 15, "course": 20, "session": 120}

REVIEWS = ("serious-case-review", "rapid-review", "local-child-safeguarding-practice-review", "multi-agency-audit",
           "section-11-audit", "practice-learning-review", "domestic-homicide-review", "other-review")  # fmt: skip
AGENCIES = ("childrens-services", "police", "education-service", "adult-social-care", "health-provider",
            "general-practice", "mental-health-trust")  # fmt: skip
GROUPS = ("practitioners", "managers", "health-staff", "volunteers")
LEVELS = ("group-2", "group-3", "health-2", "health-3", "school-staff")
QUESTIONS = ("Knowledge", "Confidence")
CHARGES = """
layer = "ours"
informed-by = ["liverpool"]
[charge.half-day]
label = "Half a day"
length = "half-day"
place = 0
no-show = 35
late-cancellation = 20
prices = [{ for = "general-practice", no-show = 50 }]
"""
STRENGTHS = ("training", "procedure", "audit", "commissioning", "system-change")
SORTS = ("self-report", "document", "data", "observation", "child-and-family")
SAID = """practitioners huddle weekly checklist supervision sampled cases shared early what each agency knew about the
child and family before decisions were made because forms arrived late briefing audit shows that recording improved
where managers asked about it and did not where nobody did"""
WORDS = SAID.split()


class Clock:
    """Tells whatever instant it was set to."""

    def __init__(self) -> None:
        self.at = datetime(FIRST, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


class Decade:
    """The invented decade, a year at a time."""

    def __init__(self, themes: Sequence[str], seed: int = 2014) -> None:
        self._some = Random(seed)
        self._themes = themes

    def text(self, shortest: int, longest: int) -> str:
        return " ".join(self._some.choices(WORDS, k=self._some.randint(shortest, longest))).capitalize() + "."

    def day(self, year: int) -> date:
        return date(year, 1, 1) + timedelta(days=self._some.randrange(340))

    def reviews(self, year: int) -> Iterator[StartReview]:
        for number in range(A_YEAR["review"]):
            day = self.day(year)
            kind = self._some.choice(REVIEWS)
            happened = {"withdrawn": day + timedelta(days=9)} if number % 17 == 0 else {}
            if kind == "rapid-review":
                happened |= {"incident": day, "aware": day, "notification-sent": day + timedelta(days=3)}
                if number % 3:
                    happened["sent"] = day + timedelta(days=self._some.randint(18, 40))
            elif kind in ("serious-case-review", "local-child-safeguarding-practice-review"):
                happened |= {"incident": day, "decided": day + timedelta(days=20)}
                if number % 4:
                    happened["published"] = day + timedelta(days=self._some.randint(200, 500))
            yield StartReview(
                kind=kind,
                ref=f"{year}-{number:03}",
                happened=happened,
                state="withdrawn" if "withdrawn" in happened else "closed" if number % 3 else "",
                agencies=self._some.sample(AGENCIES, 3),
                method=self.text(3, 8),
            )

    def findings(self, year: int, reviews: list[str]) -> Iterator[RecordFinding]:
        for number in range(A_YEAR["finding"]):
            yield RecordFinding(
                text=self.text(12, 40),
                why=self.text(8, 25),
                from_=self._some.choice(reviews),
                sort="good-practice" if number % 8 == 0 else "gap",
                themes=self._some.sample(self._themes, self._some.choice((1, 1, 2))),
                agencies=self._some.sample(AGENCIES, 2),
                happened={"recorded": self.day(year)},
            )

    def actions(self, year: int, findings: list[str]) -> Iterator[PlanAction]:
        for number in range(A_YEAR["action"]):
            day = self.day(year)
            due = day + timedelta(days=self._some.randint(60, 400))
            late = number % 10
            done = due + timedelta(days=self._some.randint(-30, 60))
            state = "done" if late < 5 else "sustained" if late < 7 else "in-progress" if late < 9 else "planned"
            happened = {"planned": day, "in-progress": day + timedelta(days=10)}
            if late < 7:
                happened["done"] = done
            if state == "sustained":
                happened |= {"checked": done + timedelta(days=100), "sustained": done + timedelta(days=200)}
            yield PlanAction(
                text=self.text(10, 30),
                ref=f"{year}/{number:03}",
                answers=self._some.sample(findings, self._some.choice((1, 1, 2))),
                lead=self._some.choice(AGENCIES) if number % 25 else None,
                strength=self._some.choice(STRENGTHS),
                due=due if number % 30 else None,
                state=state,
                happened=happened,
                wanted=self.text(6, 14),
                how_measured=self.text(4, 10) if number % 2 else "",
            )

    def evidence(self, year: int, actions: list[str]) -> Iterator[GiveEvidence]:
        for number in range(A_YEAR["evidence"]):
            day = self.day(year)
            yield GiveEvidence(
                shows=self._some.choice(actions),
                sort=self._some.choice(SORTS),
                text=self.text(8, 30),
                owner=self._some.choice(AGENCIES),
                on=day,
                expires=day + timedelta(days=730) if number % 5 == 0 else None,
                where=f"records/{year}/{number}",
            )

    def evaluations(self, year: int, actions: list[str]) -> Iterator[Evaluate]:
        for _ in range(A_YEAR["evaluation"]):
            yield Evaluate(
                of=self._some.choice(actions),
                question=self._some.choice(("how-much", "how-well", "what-difference")),
                method=self.text(2, 6),
                by=self._some.choice(AGENCIES),
                on=self.day(year) + timedelta(days=200),
                judgement=self.text(10, 30),
                outcome=self._some.choice(("improved", "no-change", "held", "too-early")),
            )


class Training:
    """The training of the invented decade, from a source of its own: the rest of the decade does not hang on it."""

    def __init__(self, seed: int = 1998) -> None:
        self._some = Random(seed)

    def day(self, year: int) -> date:
        return date(year, 1, 1) + timedelta(days=self._some.randrange(340))

    def needs(self, year: int, findings: list[str]) -> Iterator[RecordNeed]:
        for number in range(TRAINING_A_YEAR["need"]):
            yield RecordNeed(
                text=f"What is to be learnt, {year}-{number}",
                from_=self._some.sample(findings, 2),
                weight=self._some.randint(1, 4),
                audience=self._some.sample(GROUPS, 1),
                agencies=self._some.sample(AGENCIES, 2),
                state="met" if number % 3 == 0 else "",
            )

    def courses(self, year: int, needs: list[str]) -> Iterator[OfferCourse]:
        for number in range(TRAINING_A_YEAR["course"]):
            yield OfferCourse(
                label=f"Course {year}-{number:02}",
                answers=self._some.sample(needs, 2) if number % 4 else (),
                levels=self._some.sample(LEVELS, 2),
                audience=self._some.sample(GROUPS, 2),
                state="offered",
            )

    def sessions(self, year: int, courses: list[str]) -> Iterator[PlanSession]:
        for number in range(TRAINING_A_YEAR["session"]):
            held = number % 20 != 0
            yield PlanSession(
                course=self._some.choice(courses),
                on=self.day(year) if held else None,
                places=self._some.randint(12, 30) if number % 11 else None,
                waiting_list=self._some.randint(0, 5),
                charge="half-day" if number % 7 else "",
                state="held" if held else "",
            )

    def attendances(self, sessions: list[str]) -> Iterator[RecordAttendance]:
        for session in sessions:
            for agency in self._some.sample(AGENCIES, 6):
                came, gone, late, walked = (self._some.randint(0, most) for most in (4, 1, 1, 1))
                walked = min(walked, came)
                yield RecordAttendance(
                    session,
                    agency=agency,
                    group=self._some.choice(GROUPS) if came % 3 == 0 else "",
                    booked=came + gone + late - walked,
                    attended=came,
                    did_not_attend=gone,
                    cancelled=0,
                    cancelled_late=late,
                    walked_in=walked,
                )

    def feedback(self, sessions: list[str], came: dict[str, int]) -> Iterator[RecordFeedback]:
        for session in sessions:
            codes = draw_codes(min(came[session], 6), self._some.randrange)
            for point, lift in (("Before", 0), ("Right after", 1)):
                answering = [code for code in codes if self._some.random() < 0.9]
                yield RecordFeedback(
                    session,
                    instrument="before-and-after",
                    time_point=point,
                    asked=came[session],
                    replies=len(answering),
                    scores=[
                        Score(code, question, self._some.randint(1, 4) + lift)
                        for code in answering
                        for question in QUESTIONS
                    ],
                )

    def returns(self, year: int) -> Iterator[AskReturn]:
        for agency in AGENCIES:
            counts = []
            for group in ("", *GROUPS):
                staff = self._some.randint(20, 300)
                counts.append(Headcount(group=group, in_post=staff, in_date=self._some.randint(0, staff)))
            yield AskReturn(
                agency=Party(body=agency),
                as_at=date(year, 3, 31),
                headcount=counts,
                happened={"asked": date(year, 4, 1)},
            )


def make(folder: Path, with_training: bool = False) -> None:
    """Make the partnership in a folder that holds none yet."""
    folder.mkdir(parents=True, exist_ok=True)
    if with_training:
        (folder / "framework").mkdir()
        (folder / "framework" / "ours.toml").write_text(CHARGES)
    (folder / "partnership.toml").write_text('id = "demo"\nlayers = ["liverpool"]\nby = "qa-officer"\n')
    clock, noise = Clock(), Random(7)
    lif = Partnership.open(folder, clock=clock, mint=counting("demo"), salts=noise.randbytes)
    with lif:
        decade, training = Decade(sorted(lif.framework(DAY).items("theme"))), Training()
        for year in range(FIRST, FIRST + YEARS):
            clock.at = datetime(year, 12, 30, 12, tzinfo=UTC)
            with lif.work(on=date(year, 12, 30), why=f"The year {year}") as work:
                ids = [[one.id for one in work.apply(decade.reviews(year))]]
                ids.append([one.id for one in work.apply(decade.findings(year, ids[0]))])
                ids.append([one.id for one in work.apply(decade.actions(year, ids[1]))])
                work.apply(decade.evidence(year, ids[2]))
                work.apply(decade.evaluations(year, ids[2]))
                if with_training:
                    train(work, training, year, ids[1])
            print(year, len(lif.books.memory().register), flush=True)


def train(work: Work, training: Training, year: int, findings: list[str]) -> None:
    """Write the training of one year."""
    needs = [one.id for one in work.apply(training.needs(year, findings))]
    courses = [one.id for one in work.apply(training.courses(year, needs))]
    made = work.apply(training.sessions(year, courses))
    held = [one.id for one in made if one.state == "held"]
    came = dict.fromkeys(held, 0)
    for one in work.apply(training.attendances(held)):
        came[one.session] += one.attended
    work.apply(training.feedback(held, came))
    work.apply(training.returns(year))


if __name__ == "__main__":
    explain(__doc__, 1)
    make(Path(sys.argv[1]), with_training=sys.argv[2:] == ["training"])
