"""Nobody is counted twice, and nothing that was not told is counted at all."""

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lif_core.measures.training.attendance import CANCELLED, CANCELLED_LATE, attendance
from lif_core.measures.training.book import Stated, book_of, lies_in
from lif_core.measures.training.counting import lines
from lif_core.records import Attendance, Course, Party, Record, Session
from lif_core.values.rates import Rate
from lif_core.values.reading import read_when
from lif_core.values.when import Between, When
from lif_core.view.view import View

See = Callable[..., View]
DAY = date(2024, 6, 3)
POLICE, SCHOOLS = Party(body="police"), Party(body="schools")
MAY = When.on(date(2024, 5, 2))


def session(number: int = 1, **given_: Any) -> Session:
    told = {"state": "held", "on": MAY, "course": "demo/course/1", **given_}
    return Session(id=f"demo/session/{number}", **told)


def came(number: int, attended: int | None = None, **given_: Any) -> Attendance:
    told = {"state": "reported", "session": "demo/session/1", **given_}
    return Attendance(id=f"demo/attendance/{number}", attended=attended, **told)


def counted(view: View, by: Any = "all", *counts: Any) -> dict[str, int | None]:
    """Tell the sum of attended by key, None where not all was told."""
    found: dict[str, int | None] = {}
    for line in lines(view, None, counts or ("attended",), by):
        found[line.key] = (found.get(line.key) or 0) + line.counts[-1] if line.counts else None
    return found


def test_the_whole_stands_for_its_parts(see: See) -> None:
    parts = (came(1, 4, agency=POLICE), came(2, 5, agency=SCHOOLS))
    assert counted(see(DAY, session(), *parts)) == {"": 9}
    assert counted(see(DAY, session(), *parts, came(3, 12))) == {"": 12}
    assert counted(see(DAY, session(), *parts, came(3, 12)), "agency") == {"police": 4, "schools": 5}


def test_an_agency_stands_for_its_role_groups(see: See) -> None:
    groups = (came(1, 4, agency=POLICE, group="managers"), came(2, 1, agency=POLICE, group="practitioners"))
    assert counted(see(DAY, session(), *groups), "agency") == {"police": 5}
    assert counted(see(DAY, session(), *groups, came(3, 6, agency=POLICE)), "agency") == {"police": 6}
    assert counted(see(DAY, session(), *groups, came(3, 6, agency=POLICE))) == {"": 6}
    assert counted(see(DAY, session(), *groups, came(3, 7, group="managers")), "group") == {
        "managers": 7,
        "practitioners": 1,
    }


def test_agencies_and_role_groups_are_two_tellings_of_one_session(see: See) -> None:
    view = see(DAY, session(), came(1, 4, agency=POLICE), came(2, 9, group="managers"))
    assert counted(view) == {"": 4}
    assert counted(see(DAY, session(), came(2, 9, group="managers"))) == {"": 9}


def test_what_is_not_told_is_not_counted(see: See) -> None:
    assert counted(see(DAY, session())) == {"": None}
    assert counted(see(DAY, session(), came(1, 4, agency=POLICE), came(2, agency=SCHOOLS, booked=3))) == {"": None}
    told = (came(1, 4, agency=POLICE, booked=5), came(2, 5, agency=SCHOOLS))
    assert counted(see(DAY, session(), *told)) == {"": 9}
    assert counted(see(DAY, session(), *told), "all", "booked", "attended") == {"": None}
    assert counted(see(DAY, session(), *told, came(3, 9, booked=12)), "all", "booked", "attended") == {"": 9}


def test_cancelled_and_coming_sessions_are_not_held(see: See) -> None:
    gone = session(1, state="cancelled")
    ahead = session(2, state="booking", on=When.on(date(2024, 6, 4)))
    undated = session(3, state="held", on=None)
    planned = session(4, state="planned", on=None)
    book = book_of(see(DAY, gone, ahead, undated, planned))
    assert book.held == {"demo/session/3"}
    assert book.held_of == {"demo/course/1": ["demo/session/3"]}
    assert set(book.sessions) == {f"demo/session/{number}" for number in (2, 3, 4)}


def test_what_was_taken_back_does_not_count(see: See) -> None:
    assert counted(see(DAY, session(), came(1, 4), came(2, 5, state="withdrawn"))) == {"": 4}


QUARTER, YEAR = read_when("April to June 2016"), read_when("April 2016 to March 2017")


def test_longer_sums_stand_for_shorter_ones_and_for_sessions(see: See) -> None:
    day = date(2017, 6, 1)
    of = {"session": "", "course": "demo/course/1"}
    year, quarter = came(1, 50, period=YEAR, **of), came(2, 20, period=QUARTER, **of)
    one = session(on=When.on(date(2016, 5, 2)))
    other = session(2, on=When.on(date(2016, 5, 2)), course="demo/course/2")
    records = (Course(id="demo/course/1", state="offered"), one, other, came(3, 7), came(4, 8, session=other.id))
    assert counted(see(day, *records, year, quarter)) == {"": 58}
    assert counted(see(day, *records, year, quarter), "course") == {"demo/course/1": 50, "demo/course/2": 8}
    assert counted(see(day, *records, quarter)) == {"": 28}
    everything = came(5, 99, session="", period=YEAR)
    assert counted(see(day, *records, quarter, everything)) == {"": 99}
    assert counted(see(day, *records, quarter, everything), "course") == {"demo/course/1": 20, "demo/course/2": 8}
    period = Between(date(2016, 4, 1), date(2016, 6, 30))
    assert [line.counts for line in lines(see(day, *records, everything), period, ("attended",)) if line.counts] in (
        [(7,), (8,)],
        [(8,), (7,)],
    )


def test_a_sum_of_one_agency_stands_for_that_agency_only(see: See) -> None:
    day = date(2016, 7, 1)
    one = session(on=When.on(date(2016, 5, 2)))
    told = (came(1, 4, agency=POLICE), came(2, 5, agency=SCHOOLS))
    quarter = came(3, 11, session="", period=QUARTER, agency=POLICE)
    assert counted(see(day, one, *told, quarter), "agency") == {"police": 11, "schools": 5}


def test_periods() -> None:
    may = Between(date(2024, 5, 1), date(2024, 5, 31))
    assert lies_in(None, None)
    assert lies_in(MAY, may)
    assert lies_in(read_when("May 2024"), may)
    assert not lies_in(read_when("2024"), may)
    assert not lies_in(None, may)
    assert not lies_in(read_when("to be arranged"), may)


def test_what_a_rate_does_not_rest_on_stands_beside_it() -> None:
    rate = Rate("Take-up", 3, 4)
    assert str(Stated(rate=rate, sessions=1, unknown=1)) == "Take-up: 75% (3 of 4); of 1 more session not all was told"
    assert str(Stated(rate=rate, sessions=1)) == "Take-up: 75% (3 of 4)"


CELLS = st.lists(
    st.builds(
        lambda session_, agency, group, attended: (session_, agency, group, attended),
        st.integers(1, 3),
        st.sampled_from((None, POLICE, SCHOOLS)),
        st.sampled_from(("", "managers", "practitioners")),
        st.none() | st.integers(0, 9),
    ),
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CELLS, st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(see: See, cells, random) -> None:
    records: list[Record] = [session(number) for number in (1, 2, 3)]
    for number, (of, agency, group, attended) in enumerate(cells):
        records.append(came(number, attended, session=f"demo/session/{of}", agency=agency, group=group))
    turned = random.sample(records, len(records))
    for by in ("all", "course", "agency", "group"):
        one, other = (sorted(lines(see(DAY, some), None, ("attended",), by)) for some in (records, turned))
        assert one == other


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CELLS)
def test_agencies_together_are_everything_where_every_part_is_told_once(see: See, cells) -> None:
    """Counting apart and adding up is counting together, where nothing is told twice."""
    known = {(of, agency.body, group): n for of, agency, group, n in cells if agency and group and n is not None}
    records: list[Record] = [session(number) for number in {of for of, _, _ in known}]
    for number, ((of, agency, group), attended) in enumerate(known.items()):
        told = {"session": f"demo/session/{of}", "agency": Party(body=agency), "group": group}
        records.append(came(number, attended, **told))
    for by in ("all", "course", "agency", "group"):
        assert sum(filter(None, counted(see(DAY, records), by).values())) == sum(known.values())


def test_certificates_are_counts(see: See) -> None:
    view = see(DAY, session(), came(1, 4, agency=POLICE, certificates=3), came(2, 5, agency=SCHOOLS, certificates=5))
    (told,) = attendance(view)
    assert (told.attended, told.certificates, told.walked_in) == (9, 8, 0)
    assert [(one.name, one.certificates) for one in attendance(view, by="agency")] == [("Police", 3), ("Schools", 5)]
    assert [one.name for one in attendance(see(DAY, session(), came(1, 4, group="managers")), by="group")] == [
        "Operational managers"
    ]


def test_late_cancellations_told_apart_are_counted_in(see: See) -> None:
    counts = {"booked": 10, "cancelled": 2, "cancelled_late": 1}
    (told,) = attendance(see(DAY, session(), came(1, 7, **counts)))
    assert told.share(CANCELLED).rate.n == 3
    assert told.share(CANCELLED_LATE).rate.n == 1
    (told,) = attendance(see(DAY, session(), came(1, 8, booked=10, cancelled=2)))
    assert told.share(CANCELLED).rate.n == 2
    assert told.share(CANCELLED_LATE).rate.percent() is None
    assert str(told.share(CANCELLED_LATE)).endswith("not known; of 1 more session not all was told")
