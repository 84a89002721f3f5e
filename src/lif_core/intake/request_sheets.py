"""Request sheets: a filled-in form becomes requests, one a row; everything wrong in any row is told at once."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

import attrs

from lif_core.errors import InvalidData, Problem, nearest
from lif_core.intake.cells import Plain, Value, Workbook, column_letters
from lif_core.rules.reading import RequestField, fields_of, read_request, request_names
from lif_core.rules.requests import Request
from lif_core.rules.sheet_words import ABOUT, REQUIRED
from lif_core.serial.plain import Wire
from lif_core.values.sent import normal

_MAPS = ("happened", "planned", "extra", "keys", "set")


@attrs.frozen(weakref_slot=False)
class Placed:
    """A request with the place where it stands, such as `form.xlsx, move!3`."""

    place: str
    request: Request


def read_request_sheets(workbook: Workbook) -> tuple[Placed, ...]:
    """Read the requests of a filled-in form, sheet by sheet. Rows in which nothing was filled in are passed over.

    Raises:
        InvalidData: with everything that does not fit, each with its cell; or no sheet is called after a request.
    """
    problems: list[Problem] = []
    found: list[Placed] = []
    known = set(request_names())
    sheets = [(name, one) for one in workbook.sheets if (name := _named(one.name)) in known]
    if not sheets:
        says, mend = "No sheet of this file is called after a request.", "Begin with: lif report request-form --to FILE"
        raise InvalidData([Problem("form.no-request", says, mend, workbook.name)])
    for name, sheet in sheets:
        reading = _Sheet(f"{workbook.name}, {sheet.name}", name, Plain.of(sheet))
        for place, plain in reading.rows(problems):
            try:
                found.append(Placed(place, read_request({"request": name, **plain}, place)))
            except InvalidData as error:
                problems += error.problems
    if problems:
        raise InvalidData(problems)
    return tuple(found)


def _named(sheet: str) -> str:
    return "-".join(sheet.casefold().replace("_", " ").replace("-", " ").split())


@attrs.frozen
class _Sheet:
    where: str
    name: str
    sheet: Plain

    def rows(self, problems: list[Problem]) -> Iterator[tuple[str, dict[str, Wire]]]:
        """Give each row that was filled in, as the plain table of a request."""
        if not self.sheet.rows:
            return
        fields = fields_of(self.name)
        columns = self._columns(fields, problems)
        for number, row in enumerate(self.sheet.rows[1:], 2):
            plain: dict[str, Wire] = {}
            for at, key in columns.items():
                value = row[at] if at < len(row) else None
                if normal(value):
                    _put(plain, fields[key.partition(".")[0]], key.partition(".")[2], value)
            if plain and set(plain) != {"record"}:
                yield f"{self.where}!{number}", plain

    def _columns(self, fields: Mapping[str, RequestField], problems: list[Problem]) -> dict[int, str]:
        found: dict[int, str] = {}
        for at, value in enumerate(self.sheet.rows[0]):
            said = normal(value).removesuffix(REQUIRED.strip()).strip()
            key, dot, entry = said.partition(".")
            if not said or said == ABOUT:
                continue
            if key in fields and bool(dot and entry) == (key in _MAPS):
                found[at] = said
                continue
            problems.append(
                Problem(
                    code="form.unknown-column",
                    says=f"{self.name} has nothing called {said[:60]!r}.",
                    mend="Correct the heading; of a table name the entry too, such as happened.done or set.text.",
                    where=f"{self.where}!{column_letters(at + 1)}1",
                    found=said[:60],
                    expected=", ".join(fields),
                    nearest=nearest(key, fields),
                )
            )
        return found


def _put(plain: dict[str, Wire], field: RequestField, entry: str, value: Value) -> None:
    if field.takes == "map":
        plain.setdefault(field.name, {})[entry] = _plain(value)
    elif field.many:
        plain[field.name] = _several(value)
    elif field.takes == "number" and isinstance(value, int | float):
        plain[field.name] = value
    else:
        plain[field.name] = _plain(value)


def _plain(value: Value) -> str:
    """Tell a cell as text, its line ends kept."""
    return value.strip() if isinstance(value, str) else normal(value)


def _several(value: Value) -> Sequence[str]:
    if isinstance(value, date | datetime) or not isinstance(value, str):
        return [normal(value)]
    return [part.strip() for line in value.splitlines() for part in line.split(";") if part.strip()]
