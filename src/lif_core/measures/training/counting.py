"""Counting: how many came, had booked or cancelled, so that nobody is counted twice and nothing untold is counted.

A session may be told as a whole, by agency, by role group, or by both; a report may tell a quarter in one sum. What is
told of all together stands for its parts: parts are added up only where nobody told the whole.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import add, attrgetter, itemgetter
from typing import Any, NamedTuple, cast, get_args

from lif_core.measures.training.book import Book, By, Count, book_of, lies_in
from lif_core.records import Attendance, Session
from lif_core.values.when import Between, When
from lif_core.view.once import once
from lif_core.view.view import View

_Counts = tuple[int, ...]


class Line(NamedTuple):
    """What is told of one session, or of several in one sum, under one key.

    Attributes:
        key: what it is told for: a course, agency or role group by id; empty for everything together.
        counts: the counts asked for; empty where not all of them were told.
        places: how many could have come, None where nobody said.
        sessions: of how many sessions it is.
        session: id of the session, empty for a sum of several.
    """

    key: str
    counts: tuple[int, ...]
    places: int | None
    sessions: int
    session: str


def lines(view: View, period: Between | None, counts: tuple[Count, ...], by: By = "all") -> Iterator[Line]:
    """Tell counts of everything held in a period, one line for each session or sum and key.

    A sum of several sessions stands for the sessions in its time; one that lies only partly in the period is left out.
    Lines come in no particular order.
    """
    book, get, pick = book_of(view), _getter(counts), _picking(counts)
    taken: dict[str, list[_Taken]] = {}
    for (course, first, last), cells in _sums(view, book, period).items():
        if by == "course" and not course:
            continue
        for key, of in _by_key(cells, by):
            told = _told(of, get, by)[0]
            rows = taken.setdefault(key, [])
            if told and not any(one.meets(course, first, last) for one in rows):
                rows.append(_Taken(course, first, last))
                sessions, places = _of_sum(cells)
                yield Line(course if by == "course" else key, cast(_Counts, told), places, sessions, "")
    for key, sums, its, session in _sessions(view, book, period, by):
        if taken and any(one.holds(session.course, session.on) for one in taken.get(key, ())):
            continue
        counted = _counted(sums, its, pick, get, by)
        yield Line(session.course if by == "course" else key, counted, session.places, 1, session.id)


def lines_of_group(view: View, period: Between | None, counts: tuple[Count, ...], group: str) -> Iterator[Line]:
    """Tell counts of one role group by agency, one line for each session or sum of several that is told of it.

    What an agency tells as a whole only may have some of the group in it: its line has no counts. An agency that tells
    other role groups of a session sent nobody of this one.
    """
    book, get = book_of(view), _getter(counts)
    taken: dict[str, list[_Taken]] = {}
    undivided: list[tuple[str, _Taken]] = []
    for (course, first, last), every in _sums(view, book, period).items():
        sum_ = _Taken(course, first, last)
        for key, cells in _by_key(every, "agency"):
            of = [one for one in cells if one.group == group]
            told, whole = _told(of, get, "agency")
            rows = taken.setdefault(key, [])
            if told and whole and not any(one.meets(course, first, last) for one in rows):
                rows.append(sum_)
                yield Line(key, cast(_Counts, told), None, _of_sum(every)[0], "")
            elif not any(one.group for one in cells):
                undivided.append((key, sum_))
    met: list[tuple[str, Session]] = []
    for id in book.held:
        session = book.sessions[id]
        if period is not None and not lies_in(session.on, period):
            continue
        for key, cells in _by_key(book.cells.get(id, ()), "agency"):
            of = [one for one in cells if one.group == group]
            is_divided = any(one.group for one in cells)
            if any(one.holds(session.course, session.on) for one in taken.get(key, ())) or (is_divided and not of):
                continue
            met.append((key, session))
            yield Line(key, _of_cells(of, get, "agency"), session.places, 1, id)
    for key, sum_ in undivided:
        if not any(agency == key and sum_.holds(one.course, one.on) for agency, one in met):
            yield Line(key, (), None, 0, "")


class Sum(NamedTuple):
    """What is told under one key: the sum of each count, of how many sessions; of how many more not all was told."""

    counts: tuple[int, ...] = ()
    sessions: int = 0
    unknown: int = 0

    def plus(self, line: Line) -> "Sum":
        """Give the sum with one line more."""
        if not line.counts:
            return Sum(self.counts, self.sessions, self.unknown + 1)
        counts = tuple(map(add, self.counts, line.counts)) if self.counts else line.counts
        return Sum(counts, self.sessions + line.sessions, self.unknown)


def summed(
    view: View, period: Between | None, wanted: Sequence[tuple[Count, ...]], by: By = "all"
) -> list[dict[str, Sum]]:
    """Give, for each set of counts that is wanted, its sums by key over everything held in a period."""
    book = book_of(view)
    if _sums(view, book, period):
        return [_summed_lines(view, period, counts, by) for counts in wanted]
    making: list[dict[str, _Making]] = [{} for _ in wanted]
    ways = [(made, len(counts), _picking(counts), _getter(counts)) for made, counts in zip(making, wanted, strict=True)]
    for key, sums, of, session in _sessions(view, book, period, by):
        key = session.course if by == "course" else key
        for made, width, pick, get in ways:
            so_far = made.get(key)
            if so_far is None:
                so_far = made[key] = _Making(width)
            counted = _counted(sums, of, pick, get, by)
            if counted:
                so_far.sessions += 1
                for place, count in enumerate(counted):
                    so_far.counts[place] += count
            else:
                so_far.unknown += 1
    return [{key: one.done() for key, one in made.items()} for made in making]


class _Making:
    """A sum being made."""

    __slots__ = ("counts", "sessions", "unknown")

    def __init__(self, width: int) -> None:
        self.counts, self.sessions, self.unknown = [0] * width, 0, 0

    def done(self) -> Sum:
        return Sum(tuple(self.counts) if self.sessions else (), self.sessions, self.unknown)


def _summed_lines(view: View, period: Between | None, counts: tuple[Count, ...], by: By) -> dict[str, Sum]:
    found: dict[str, Sum] = {}
    for line in lines(view, period, counts, by):
        found[line.key] = found.get(line.key, Sum()).plus(line)
    return found


def _sessions(
    view: View, book: Book, period: Between | None, by: By
) -> Iterator[tuple[str, "Sums | None", "Cells", Session]]:
    """Give what is told of each session held in a period, by key."""
    added, nothing = _added_once(view, by), _NOTHING_TOLD[by]
    for session_id in book.held:
        session = book.sessions[session_id]
        if period is None or lies_in(session.on, period):
            for key, sums, of in added.get(session_id) or nothing:
                yield key, sums, of, session


def _counted(sums: "Sums | None", of: "Cells", pick: "Pick", get: "Get", by: By) -> _Counts:
    """Pick counts; none where not all of them were told."""
    if sums is not None:
        told = pick(sums)
        return () if None in told else cast(_Counts, told)
    return _of_cells(of, get, by)


def _of_cells(of: "Cells", get: "Get", by: By) -> _Counts:
    told, whole = _told(of, get, by)
    return cast(_Counts, told) if whole and None not in told else ()


class _Taken(NamedTuple):
    """A sum that is counted: of which course (empty for all), from when to when."""

    course: str
    first: date
    last: date

    def holds(self, course: str, on: When | None) -> bool:
        """Whether a session of a course, held then, is within the sum."""
        day = on.first if on is not None and on.is_certain else None
        return day is not None and self.course in ("", course) and self.first <= day <= self.last

    def meets(self, course: str, first: date, last: date) -> bool:
        """Whether another sum is of the same sessions, or of some of them."""
        return self.course in ("", course) and self.first <= last and first <= self.last


# -- sums of several sessions ----------------------------------------------------------------------------------------


def _sums(view: View, book: Book, period: Between | None) -> Mapping[tuple[str, date, date], list[Attendance]]:
    """Give the sums told of a time within a period: those of all courses first, then the longest first."""
    found: dict[tuple[str, date, date], list[Attendance]] = {}
    for one in book.sums:
        when = one.period
        if when is None or not when.is_certain or when.first is None or when.last is None or when.last > view.day:
            continue
        if lies_in(when, period):
            found.setdefault((one.course, when.first, when.last), []).append(one)
    order = sorted(found, key=lambda key: (key[0] != "", key[1] - key[2], key))
    return {key: found[key] for key in order}


def _of_sum(cells: Iterable[Attendance]) -> tuple[int, int | None]:
    """How many sessions a sum is of, and how many places they had; those of all agencies together are asked first."""
    first = sorted(cells, key=lambda one: (one.agency is not None, one.group != "", one.id))
    sessions = next((one.sessions for one in first if one.sessions is not None), 0)
    return sessions, next((one.places for one in first if one.places is not None), None)


# -- adding up one session -------------------------------------------------------------------------------------------

Get = Callable[[Attendance], "tuple[int | None, ...]"]
Cells = Sequence[Attendance]
Sums = tuple["int | None", ...]
"""Sums of counts; None where not all of a count was told."""


def _getter(counts: tuple[Count, ...]) -> Get:
    if len(counts) == 1:
        name = counts[0]
        return lambda one: (getattr(one, name),)
    return attrgetter(*counts)


def _by_key(cells: Iterable[Attendance], by: By) -> Iterable[tuple[str, list[Attendance]]]:
    """Put attendances under what counts are told for: their agency or role group, or all of them together."""
    if by not in ("agency", "group"):
        return [("", list(cells))]
    found: dict[str, list[Attendance]] = {}
    for one in cells:
        key = (one.agency.named if one.agency is not None else "") if by == "agency" else one.group
        if key:
            found.setdefault(key, []).append(one)
    return found.items()


def _told(cells: Cells, get: Get, by: By) -> tuple[Sums, bool]:
    """Add up what is told under one key, and tell whether nobody's counts are missing in it."""
    if by == "agency":
        return _added([one for one in cells if not one.group], [one for one in cells if one.group], get)
    if by == "group":
        return _added([one for one in cells if not one.agency], [one for one in cells if one.agency], get)
    return _together(cells, get)


def _together(cells: Cells, get: Get) -> tuple[Sums, bool]:
    """Add up one session: as told of all together, else by agency, else by role group."""
    nobodys = [one for one in cells if one.agency is None]
    whole, groups = [one for one in nobodys if not one.group], [one for one in nobodys if one.group]
    told = _added(whole, (), get)
    agencies = _by_key(cells, "agency")
    if told[0] or not (agencies or groups):
        return told
    if not agencies:
        return _added((), groups, get)
    each = [_told(of, get, "agency") for _, of in agencies]
    sums = [sums for sums, _ in each if sums]
    return (_columns(sums), all(whole_ for _, whole_ in each)) if sums else ((), False)


def _added(whole: Iterable[Attendance], parts: Iterable[Attendance], get: Get) -> tuple[Sums, bool]:
    """Add up what is told of all together; else the parts, and whether every part tells all that was asked."""
    told = [values for one in whole if None not in (values := get(one))]
    if told:
        return _columns(told), True
    every = [get(one) for one in parts]
    told = [values for values in every if None not in values]
    return (_columns(told), len(told) == len(every)) if told else ((), False)


def _columns(told: Sequence[tuple[Any, ...]]) -> Sums:
    return tuple(map(sum, zip(*told, strict=True)))


# -- most sessions are told in one way only: their sums are kept with the book ---------------------------------------

Added = tuple[str, "Sums | None", Cells]
"""A key, the sum of every count where it was told in one way only (else None), and the attendances themselves."""
_ALL: tuple[Count, ...] = get_args(Count)
_all_counts = attrgetter(*_ALL)
_UNTOLD: tuple[Added, ...] = (("", (None,) * len(_ALL), ()),)
_NOTHING_TOLD: Mapping[By, tuple[Added, ...]] = {"all": _UNTOLD, "course": _UNTOLD, "agency": (), "group": ()}


Pick = Callable[[Sums], Sums]


def _picking(counts: tuple[Count, ...]) -> Pick:
    places = [_ALL.index(one) for one in counts]
    if len(places) == 1:
        place = places[0]
        return lambda sums: (sums[place],)
    return itemgetter(*places)


def _added_once(view: View, by: By) -> Mapping[str, Sequence[Added]]:
    """Give by session and key what every count adds up to."""
    if by == "agency":
        return _added_by_agency(view)
    return _added_by_group(view) if by == "group" else _added_together(view)


@once
def _added_together(view: View) -> Mapping[str, Sequence[Added]]:
    return {id: (("", _in_one_way(cells), cells),) for id, cells in book_of(view).cells.items()}


@once
def _added_by_agency(view: View) -> Mapping[str, Sequence[Added]]:
    return {id: _kept(cells, "agency") for id, cells in book_of(view).cells.items()}


@once
def _added_by_group(view: View) -> Mapping[str, Sequence[Added]]:
    return {id: _kept(cells, "group") for id, cells in book_of(view).cells.items()}


def _kept(cells: Cells, by: By) -> Sequence[Added]:
    return [
        (
            key,
            _added_up(of) if len({bool(one.group if by == "agency" else one.agency) for one in of}) == 1 else None,
            of,
        )
        for key, of in _by_key(cells, by)
    ]


def _in_one_way(cells: Cells) -> Sums | None:
    """Add up a session that was told in one way: all together, or by agency, each in one way; or by role group."""
    ways: dict[str, bool] = {}
    for one in cells:
        name, is_part = one.agency.named if one.agency is not None else "", one.group != ""
        if ways.setdefault(name, is_part) != is_part:
            return None
    return _added_up(cells) if "" not in ways or len(ways) == 1 else None


def _added_up(cells: Cells) -> Sums:
    if len(cells) == 1:
        return cast(Sums, _all_counts(cells[0]))
    return tuple(None if None in column else sum(column) for column in zip(*map(_all_counts, cells), strict=True))
