"""Minutes: the shell that is filled in at a meeting and comes back by number, from a workbook or a paper alike.

Every row begins with what it is: `3.2` for an item of the agenda, `P4` for who was there, `A1` for an action arising,
`N1` for what is to be kept in words, `M` for the meeting itself. Columns stand in one order, so that a row tells by
itself what it says, in any language and in any format.
"""

from collections.abc import Iterable, Iterator, Sequence

from lif_core.errors import Problem, Refused
from lif_core.framework.shape import Body
from lif_core.measures.meetings import KEY, day_of, number_of
from lif_core.records import AgendaItem, Decision, Meeting, Record
from lif_core.reports.document import Block, Cell, Column, Document, Paragraph, Section
from lif_core.reports.telling import Asked, Teller
from lif_core.view.naming import meant
from lif_core.view.view import View

REPORT = "minutes"
"""The name of the report."""
ITEM_COLUMNS = ("number", "proposed", "asked-state", "decision-made", "new-date", "decided-because", "dissent")
"""The columns of an item of the agenda, in their order."""
FREE = 12
"""How many empty rows there are for actions arising."""
WORDS = 8
"""How many empty rows there are for what is to be kept in words."""
_OPEN = frozenset(
    (
        *("decision-made", "new-date", "decided-because", "dissent", "there"),
        *("arising", "arising-lead", "arising-date", "arising-from", "minute-about", "minute"),
    )
)
_WIDTHS = {
    "number": 8, "proposed": 44, "asked-state": 16, "decision-made": 24, "new-date": 13, "arising": 50, "minute": 70,
}  # fmt: skip


def minutes(view: View, asked: Asked | None = None, *, meeting: str) -> Document:
    """Build the minutes shell of a meeting, with the numbers its agenda was sent out with.

    Args:
        view: what to report on.
        asked: language, fingerprint.
        meeting: id of the meeting, or what people call it.

    Raises:
        Refused: there is no such meeting in the view.
    """
    teller = Teller(view, asked)
    record = _meeting(view, meeting)
    teller.shows(record)
    parts = sorted({_part(item) for item in record.items})
    sections = [
        Section(name="meeting", title=teller.words("minutes-of-this"), blocks=tuple(_head(teller, record))),
        Section(name="there", title=teller.words("there"), blocks=(_there(teller, record),)),
        *(_items(teller, record, part) for part in parts),
        Section(name="arising", title=teller.words("actions-arising"), blocks=(_arising(teller),)),
        Section(name="minutes", title=teller.words("kept-in-words"), blocks=(_words(teller),)),
    ]
    title = teller.words("minutes-of", body=teller.body(record.body))
    return teller.document(REPORT, title, sections, "a3-landscape")


def _meeting(view: View, said: str) -> Meeting:
    called = [one for one in meant(view, said) if isinstance(one, Meeting)]
    if len(called) != 1:
        says, mend = "There is no such meeting.", "Name it by its id; `lif list meeting` lists the meetings there are."
        raise Refused([Problem("minutes.no-meeting", says, mend, "meeting", said[:120])])
    return called[0]


def _part(item: AgendaItem) -> int:
    part = item.number.partition(".")[0]
    return int(part) if part.isdecimal() else 0


def _head(teller: Teller, meeting: Meeting) -> Iterator[Block]:
    yield Paragraph(teller.words("minutes-note"), form=True)
    day = day_of(meeting)
    columns = (
        *(teller.column("number", 8), teller.column("meeting", 40), teller.column("meeting-on", 13, "day")),
        *(teller.column("meeting-key", 40), teller.column("meeting-pack", 24)),
    )
    row = ("M", teller.body(meeting.body), Cell(day), meeting.id, meeting.pack[:16])
    yield teller.table("meeting", columns, [row])


def _column(teller: Teller, name: str) -> Column:
    width, locked = _WIDTHS.get(name, 22), name not in _OPEN
    if name in ("new-date", "arising-date"):
        return teller.column(name, width, "day", locked=locked)
    return teller.column(name, width, locked=locked)


def _there(teller: Teller, meeting: Meeting) -> Block:
    """List who may be there: partners and agencies in use, then empty rows; what is told already stands there."""
    framework, day = teller.view.framework, teller.view.day
    told = {party.named: teller.words("yes") for party in meeting.present}
    told |= {party.named: teller.words("apologies") for party in meeting.apologies}
    known = [
        id
        for id, body in framework.all(Body).items()
        if body.sort in ("statutory-partner", "partner") and body.in_use(day) and body.id != meeting.body
    ]
    named = dict.fromkeys([*known, *told])
    rows = [(f"P{n}", teller.body(id) or id, told.get(id, "")) for n, id in enumerate(named, 1)]
    rows += [(f"P{n}", "", "") for n in range(len(rows) + 1, len(rows) + 6)]
    columns = (teller.column("number", 8), teller.column("who", 40, locked=False), _column(teller, "there"))
    return teller.table("there", columns, rows)


def _items(teller: Teller, meeting: Meeting, part: int) -> Section:
    columns = [_column(teller, name) for name in ITEM_COLUMNS]
    if teller.inside:
        columns.append(Column(name="key", heading=teller.words("key"), key=True))
    rows = [_item(teller, meeting, item) for item in meeting.items if _part(item) == part]
    table = teller.table(f"items-{part}", columns, [row for row in rows if row])
    title = f"{part}. {teller.words(_TITLES.get(part, 'agenda-decisions'))}"
    return Section(name=f"items-{part}", title=title, blocks=(table,))


_TITLES = {3: "agenda-decisions", 5: "agenda-by-exception", 6: "agenda-for-closure", 9: "agenda-products"}


def _item(teller: Teller, meeting: Meeting, item: AgendaItem) -> tuple[Cell | str, ...]:
    record = teller.view.register.get(item.about)
    says = teller.entry(record) if record is not None else ""
    if isinstance(record, Decision):
        says = record.question
    to = teller.state(item.to) if item.to and item.asks != "decision" else ""
    told = _decided(teller, meeting, item)
    key = (f"{meeting.id} {item.number} {item.about}",) if teller.inside else ()
    return (item.number, says, to, told.outcome if told else "", Cell(), "", told.dissent if told else "", *key)


def _decided(teller: Teller, meeting: Meeting, item: AgendaItem) -> Decision | None:
    """Give what was decided under a number already, where it was."""
    for one in teller.view.register.sources(meeting.id, Decision):
        if one.meeting == meeting.id and number_of(one) == item.number and one.outcome:
            teller.shows(one)
            return one
    return None


def in_order(number: str) -> tuple[int, ...]:
    """Give what sorts numbers of an agenda as people count: `3.2` before `3.10`."""
    return tuple(int(part) for part in number.split(".") if part.isdecimal())


def arose_at(record: Record, meeting: Meeting) -> bool:
    """Tell whether a record was made by the minutes of a meeting."""
    return record.keys.get(KEY, "").startswith(f"{meeting.id}#")


def _arising(teller: Teller) -> Block:
    names = ("number", "arising", "arising-lead", "arising-date", "arising-from")
    return _empty(teller, "arising", names, "A", FREE)


def _words(teller: Teller) -> Block:
    return _empty(teller, "minutes", ("number", "minute", "minute-about"), "N", WORDS)


def _empty(teller: Teller, name: str, names: Sequence[str], letter: str, count: int) -> Block:
    columns = [_column(teller, one) for one in names]
    rows: Iterable[tuple[str, ...]] = [(f"{letter}{n}", *("" for _ in names[1:])) for n in range(1, count + 1)]
    return teller.table(name, columns, rows)
