"""Request form: an empty workbook in which many requests are written, one a row, for `lif apply`."""

from collections.abc import Iterator, Sequence

from lif_core.errors import InvalidData, UnknownName
from lif_core.records import TYPES
from lif_core.reports.document import Block, Cell, Column, Document, Paragraph, Section, Table
from lif_core.reports.telling import Asked, Teller
from lif_core.rules.reading import RequestField, fields_of, request_class, request_names
from lif_core.rules.sheet_words import ABOUT, REQUIRED
from lif_core.view.kinds import is_finished, words_of
from lif_core.view.view import View

USUAL = ("plan-action", "move", "reschedule", "amend", "write-note", "give-evidence", "hand-over")
"""What a form asks for where nobody says what."""
ROWS = 120
"""Empty rows below what is filled in already."""


def request_form(view: View, asked: Asked | None = None, *, requests: str = "", records: str = "") -> Document:
    """Build a form for requests.

    Args:
        view: whose records are filled in.
        asked: language, fingerprint.
        requests: names of requests with commas between, such as `move, reschedule`; left out, the usual ones.
        records: a record type: every open record of it gets a row on sheets that ask for one.

    Raises:
        InvalidData: there is no such request or record type.
    """
    teller = Teller(view, asked)
    names = tuple(name.strip() for name in requests.split(",") if name.strip()) or USUAL
    problems = [UnknownName(name, "request", request_names()).as_problem("requests") for name in _unknown(names)]
    if records and records not in TYPES:
        problems.append(UnknownName(records, "record type", TYPES).as_problem("records"))
    if problems:
        raise InvalidData(problems)
    sheets = tuple(Section(name=name, title=name, blocks=(_sheet(teller, name, records),)) for name in names)
    first = Section(name="read-me", title=teller.words("read-me"), blocks=tuple(_told(teller, names)))
    return teller.document("request-form", teller.words("request-form"), (first, *sheets), "a3-landscape")


def _unknown(names: Sequence[str]) -> Iterator[str]:
    known = request_names()
    return (name for name in names if name not in known)


def shown(name: str) -> tuple[RequestField, ...]:
    """Give the fields of a request that fit into cells: what has parts of its own is written as a line of JSON."""
    return tuple(one for one in fields_of(name).values() if one.takes not in ("part", "map") or one.name == "set")


def _told(teller: Teller, names: Sequence[str]) -> Iterator[Block]:
    yield Paragraph(teller.words("request-form-how"), form=True)
    columns = (
        teller.column("request", 20),
        teller.column("field", 18),
        teller.column("needed", 9),
        teller.column("meaning", 70),
    )
    rows = [
        (name, field.name, teller.words("yes") if field.required else None, field.says)
        for name in names
        for field in shown(name)
    ]
    yield teller.table("fields", columns, rows)
    for name in names:
        yield Paragraph(f"{name}: {(request_class(name).__doc__ or '').strip().partition(chr(10))[0]}")


def _sheet(teller: Teller, name: str, records: str) -> Block:
    fields = shown(name)
    has_record = any(field.name == "record" for field in fields)
    columns = tuple(_column(field) for field in fields)
    filled = _open_records(teller, records) if records and has_record else ()
    if filled:
        columns = (Column(name=ABOUT, heading=ABOUT, width=40), *columns)
    rows = [(Cell(words), *(Cell(id if field.name == "record" else None) for field in fields)) for id, words in filled]
    rows += [(Cell(),) * len(columns) for _ in range(ROWS)]
    return Table(name=name, columns=columns, rows=tuple(rows))


def _column(field: RequestField) -> Column:
    heading = field.name if field.name != "set" else "set.text"
    return Column(
        name=field.name,
        heading=f"{heading}{REQUIRED if field.required else ''}",
        kind="day" if field.takes == "day" else "text",
        width=30 if field.name in ("text", "why", "record", "set") else 16,
        locked=False,
    )


def _open_records(teller: Teller, records: str) -> tuple[tuple[str, str], ...]:
    found = []
    for record in teller.view.register.of_type(records):
        if not is_finished(teller.view, record):
            teller.shows(record)
            found.append((record.id, " ".join(part for part in (record.ref, words_of(record)) if part)))
    return tuple(found)
