"""Questions: the questionnaire as a workbook, and the answers of one that was filled in.

A plug-in makes the workbook out of a document, as it makes any report, and another one reads it again.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from lif_core import Framework
from lif_core.errors import InvalidData, Problem, nearest
from lif_core.framework.questionnaire import SHEETS, Ask, Row, choices
from lif_core.framework.questionnaire import Sheet as Asked
from lif_core.framework.shape import DisclosureLevel
from lif_core.hooks import ImportRequest, Plugins
from lif_core.intake.cells import Sheet, Value, Workbook
from lif_core.partnership.leaving.publishing import exporter, write_whole
from lif_core.reports.document import Bullets, Cell, Column, Document, Footer, Paragraph, Pick, Section, Table
from lif_core.values.words import folded

_LINES = 40
_QUESTION, _ANSWER = 64, 48
_HOW = (
    "Write into the open cells only. What you leave empty stays as the framework that you build on has it. "
    "Where a name of something that is there already is asked for, the cell has a list to pick it from; "
    "the last sheet has them all."
)
_THEN = "Then call: lif init FOLDER --from-workbook THIS-FILE"


def write_questions(file: Path, framework: Framework, above: str, day: date) -> None:
    """Write the questionnaire to a workbook, which is not there yet.

    Args:
        file: where; its ending chooses the plug-in that writes it.
        framework: the one that is built on; the names that there are come from it.
        above: what its layer is called.
        day: the day.

    Raises:
        PluginError: no plug-in writes such a file.
        Refused: the file cannot be written.
    """
    document = _document(framework, above, day)
    write_whole(file, exporter(Plugins(), file.suffix).make(document))


def _document(framework: Framework, above: str, day: date) -> Document:
    told = Bullets(tuple(f"{sheet.title}: {sheet.says}" for sheet in SHEETS))
    how = Section(name="how", title="How to fill it in", blocks=(Paragraph(_HOW), told, Paragraph(_THEN)))
    sheets = [Section(name=one.name, title=one.title, blocks=(_form(one, framework, above),)) for one in SHEETS]
    levels = sorted(framework.all(DisclosureLevel).values(), key=lambda level: level.rank)
    marking = str(levels[0].marking or levels[0].words) if levels else ""
    names = Section(name="names", title="Names", blocks=(_names(framework),))
    return Document(
        name="questionnaire",
        title="How we work",
        as_at=day,
        audience=f"Builds on: {above}",
        marking=marking,
        footer=Footer(as_at=above, marking=marking),
        sections=(how, *sheets, names),
        page="a3-landscape",
    )


def _form(sheet: Asked, framework: Framework, above: str) -> Table:
    options = {ask.name: choices(ask, framework) for ask in sheet.columns}
    options |= {"builds-on": tuple(Plugins().offers("lif_layers"))} if sheet.upright else {}
    if not sheet.upright:
        columns = tuple(Column(name=ask.name, heading=ask.asks, width=30, locked=False) for ask in sheet.columns)
        picks = tuple(Pick(column=name, options=told) for name, told in options.items() if told)
        return Table(name=sheet.name, columns=columns, rows=((Cell(),) * len(columns),) * _LINES, picks=picks)
    columns = (
        Column(name="question", heading="Question", width=_QUESTION),
        Column(name="answer", heading="Answer", width=_ANSWER, locked=False),
    )
    known = {"builds-on": above}
    rows = tuple((Cell(ask.asks), Cell(known.get(ask.name))) for ask in sheet.columns)
    numbers = {ask.name: number for number, ask in enumerate(sheet.columns)}
    picks = tuple(Pick(column="answer", options=told, rows=(numbers[name],)) for name, told in options.items() if told)
    return Table(name=sheet.name, columns=columns, rows=rows, picks=picks)


def _names(framework: Framework) -> Table:
    columns = tuple(
        Column(name=name, heading=heading, width=width)
        for name, heading, width in (("sheet", "Sheet", 20), ("question", "Question", 48), ("name", "Name", 64))
    )
    rows = ((sheet.title, ask.asks, name) for sheet, ask in _asks() for name in choices(ask, framework))
    return Table(name="names", columns=columns, rows=tuple(tuple(Cell(one) for one in row) for row in rows))


def _asks() -> Iterator[tuple[Asked, Ask]]:
    return ((sheet, ask) for sheet in SHEETS for ask in sheet.columns)


# --- answers --------------------------------------------------------------------------------------------------------


def read_answers(file: Path) -> Mapping[str, Sequence[Row]]:
    """Read what was answered in a workbook: by sheet, its rows, from the second on.

    Raises:
        PluginError: no plug-in reads such a file.
        UnreadableFile: the file is encrypted, too large, or no workbook.
        InvalidData: it is no questionnaire, or a question in it is not one of ours; all of them are told.
    """
    read = Plugins().for_suffix("lif_importers", file.suffix).make(ImportRequest(path=file, name=file.name))
    return _answers(read)


def _answers(workbook: Workbook) -> Mapping[str, Sequence[Row]]:
    found = {sheet.name.casefold(): sheet for sheet in workbook.sheets}
    given = {asked: found[asked.title.casefold()] for asked in SHEETS if asked.title.casefold() in found}
    if not given:
        mend = "Take the workbook that `lif init --workbook FILE` writes, and leave its sheets their names."
        raise InvalidData([Problem("questionnaire.not-one", "This is no questionnaire.", mend, workbook.name)])
    problems: list[Problem] = []
    answers = {asked.name: _rows(asked, sheet, problems) for asked, sheet in given.items()}
    if problems:
        raise InvalidData(problems)
    return answers


def _rows(asked: Asked, sheet: Sheet, problems: list[Problem]) -> Sequence[Row]:
    cells = {(cell.row, cell.column): _text(cell.value) for cell in sheet.cells}
    if asked.upright:
        lines = [row for row in range(2, sheet.rows + 1) if cells.get((row, 2)) or cells.get((row, 1))]
        questions = {row: cells.get((row, 1), "") for row in lines}
        names = _named(asked, questions, lambda row: f"row {row}", problems)
        return ({name: cells.get((row, 2), "") for row, name in names.items()},)
    headings = {column: text for (row, column), text in cells.items() if row == 1 and text}
    filled = {column for (row, column), text in cells.items() if row > 1 and text}
    headings |= dict.fromkeys(filled - set(headings), "")
    names = _named(asked, headings, lambda column: f"column {column}", problems)
    return tuple(
        {name: cells.get((row, column), "") for column, name in names.items()} for row in range(2, sheet.rows + 1)
    )


def _named(
    asked: Asked, said: Mapping[int, str], place: Callable[[int], str], problems: list[Problem]
) -> Mapping[int, str]:
    """Tell which question stands where. One that is not ours is a problem: an answer to it would be lost."""
    known = {folded(ask.asks): ask.name for ask in asked.columns}
    found: dict[int, str] = {}
    for number, text in said.items():
        name = known.get(folded(text))
        if name is None or name in found.values():
            says = "A question here is not one of the questionnaire, or stands here twice."
            mend = "Leave the questions as they were written, and their cells in their places."
            near = nearest(text, [ask.asks for ask in asked.columns])
            problems.append(
                Problem("questionnaire.question", says, mend, f"{asked.title}, {place(number)}", nearest=near)
            )
        else:
            found[number] = name
    return found


def _text(value: Value) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
