"""Meeting: all papers of a group's meeting in one folder, and on record what they asked for, number by number."""

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import attrs

from lif_core.errors import Conflict, Problem, Refused
from lif_core.measures.meetings import day_of, last_meeting, meeting_on
from lif_core.partnership.asof import AsOf
from lif_core.partnership.books.books import Books
from lif_core.partnership.books.memory import Memory
from lif_core.partnership.leaving.publishing import EXPORTERS, Report, Written, see_ours, since_meeting
from lif_core.partnership.writing.committing import Still
from lif_core.partnership.writing.work import Work, begin
from lif_core.records import AgendaItem, Meeting
from lif_core.reports.agenda import items_of
from lif_core.reports.changed import Since
from lif_core.reports.telling import Asked
from lif_core.rules.requests import Amend
from lif_core.values.labels import Language
from lif_core.values.saying import plain_day
from lif_core.view.kinds import is_finished
from lif_core.view.who import known_body

_WANTED = (
    ("agenda", "sub-group-agenda", (".docx", ".html", ".md")),
    ("action-plan", "action-plan", (".xlsx", ".csv", ".html", ".md")),
    ("minutes", "minutes", (".xlsx", ".csv")),
    ("minutes", "minutes", (".docx",)),
)
"""The papers: name of the file, name of the report, and the endings it is written with, the first that can be."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Papers:
    """The papers of a meeting.

    Attributes:
        meeting: id of the meeting.
        body: id of the group.
        day: the day of the meeting.
        since: the day of the last meeting, None where none is on record.
        items: what the agenda asks for, by number.
        files: the files that were written, each recorded as having left.
    """

    meeting: str
    body: str
    day: date
    since: date | None = None
    items: tuple[AgendaItem, ...] = ()
    files: tuple[Written, ...] = ()

    def __str__(self) -> str:
        covers = f"covers changes since {plain_day(self.since)}" if self.since else "no earlier meeting is on record"
        count = f"{len(self.items)} {'item asks' if len(self.items) == 1 else 'items ask'} for something"
        lines = [f"Meeting of {plain_day(self.day)}: {count}; {covers}.", *(f"Written: {one}" for one in self.files)]
        return "\n".join(lines)


def papers(
    books: Books,
    view_of: Callable[[date], AsOf],
    body: str,
    day: date,
    folder: str | os.PathLike[str],
    *,
    by: str = "",
    chair: str = "",
    language: Language = "en",
    dry_run: bool = False,
    replace: bool = False,
) -> Papers:
    """Write the papers of a meeting, and record the meeting with what its agenda asks for.

    Made again for the same group and day, they replace what was sent out before; minutes of the earlier papers no
    longer come back then, as their numbers may mean something else.

    Args:
        books: the partnership's.
        view_of: gives the view of a day, for the audience that the papers are for.
        body: the group, by id or words.
        day: the day of the meeting.
        folder: where the papers are put; made where it is not there.
        by: id of the role that lets them go; left out, the one in the settings.
        chair: id of the role in the chair.
        language: language of the papers.
        dry_run: tell what they would ask for; nothing is written.
        replace: replace papers in the folder that somebody wrote into since they were made.

    Raises:
        Refused: the framework knows no such group, the meeting was held already, a paper in the folder was filled in
            since it was made, or a file cannot be written.
        PluginError: no installed plug-in writes papers.
        InvalidData: nobody is named who lets them go.
    """
    now = view_of(day)
    group = known_body(now.framework, body)
    known = meeting_on(now, group, day)
    if known is not None and is_finished(now, known):
        says = f"This meeting is {known.state.replace('-', ' ')} already."
        mend = "Its minutes are written with `lif report minutes`; name another day for new papers."
        raise Refused([Problem("meeting.held", says, mend, known.id)])
    last = last_meeting(now, group, day)
    since = _since(books, view_of, now, last)
    items = items_of(now, Asked(language=language), body=group, since=since)
    told = Papers(
        meeting=known.id if known is not None else "",
        body=group,
        day=day,
        since=day_of(last) if last is not None else None,
        items=items,
    )
    endings = tuple(_endings(now))
    if dry_run:
        return told
    reports = {
        "sub-group-agenda": now.report(
            "sub-group-agenda",
            language=language,
            body=group,
            since=since,
            chair=chair or (known.chair if known else ""),
        ),
        "action-plan": now.report("action-plan", language=language),
    }
    place = _folder(Path(folder))
    if not replace:
        see_ours(books, [place / f"{name}{ending}" for name, _, ending in endings])
    meeting = _recorded(books, now.seen, told, known, last, by=by, chair=chair)
    reports["minutes"] = view_of(day).report("minutes", language=language, meeting=meeting.id)
    files = tuple(_written(place, reports, endings, by, replace=replace))
    return attrs.evolve(told, meeting=meeting.id, files=files)


def _since(books: Books, view_of: Callable[[date], AsOf], now: AsOf, last: Meeting | None) -> Since | None:
    day = day_of(last) if last is not None else None
    if day is None:
        return None
    return since_meeting(now, view_of(day), (commit for _, commit in books.commits()))


def _endings(now: AsOf) -> Iterator[tuple[str, str, str]]:
    """Choose the ending of each paper among those that an installed plug-in writes; papers that none writes are left.

    Raises:
        PluginError: not one of them can be written.
    """
    written = {ending for offer in now.plugins.offers(EXPORTERS).values() for ending in offer.suffixes}
    found = [
        (name, report, ending)
        for name, report, endings in _WANTED
        if (ending := next((one for one in endings if one in written), ""))
    ]
    if not found:
        from lif_core.partnership.leaving.publishing import exporter

        exporter(now.plugins, ".docx")  # says which plug-in to install
    yield from found


def _folder(place: Path) -> Path:
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        mend = "Name a folder that may be written to."
        raise Refused([Problem("meeting.no-folder", f"The folder cannot be made ({why}).", mend, str(place))]) from None
    return place


def _recorded(
    books: Books, seen: Memory | None, told: Papers, known: Meeting | None, last: Meeting | None, *, by: str, chair: str
) -> Meeting:
    """Record the meeting, what its papers ask for, and the fingerprint of the journal that they were made from."""
    words = books.framework(told.day).item("body", told.body).words
    why = f"Papers of {words}, {plain_day(told.day)}"
    with begin(books, by=by, why=why, on=min(told.day, books.today), seen=seen) as work:
        work.rests_on(_no_other(work, told))
        return _asked(work, told, known, last, work.seen.head.link, chair)


def _no_other(work: Work, told: Papers) -> Still:
    """Give the check that nobody called this meeting in the meantime: it would be on record twice."""

    def still(now: Memory) -> None:
        for one in now.register.of_type(Meeting):
            same = one.body == told.body and day_of(one) == told.day
            if same and one.id not in work.seen.register:
                raise Conflict(work.seen.head.position, now.marks[one.id].position, one.id)

    return still


def _asked(work: Work, told: Papers, known: Meeting | None, last: Meeting | None, pack: str, chair: str) -> Meeting:
    follows = last.id if last is not None else ""
    if known is None:
        return work.call_meeting(told.body, on=told.day, chair=chair, follows=follows, items=told.items, pack=pack)
    values = {"items": told.items, "pack": pack, "follows": follows or None} | ({"chair": chair} if chair else {})
    amended = Amend(known.id, values)
    (record,) = work.apply([amended])
    assert isinstance(record, Meeting)
    return record


def _written(
    place: Path, reports: dict[str, Report], endings: tuple[tuple[str, str, str], ...], by: str, *, replace: bool
) -> Iterator[Written]:
    for name, report, ending in endings:
        yield reports[report].to(place / f"{name}{ending}", by=by, replace=replace)
