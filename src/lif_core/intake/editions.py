"""Editions: which of the trackers that were read before a file is a newer edition of.

Files are renamed (`tracker v2`, `tracker June`), so a file's name alone does not tell. A file is a newer edition of a
tracker where more than half of its lines stand there with the same number and the same words, and of no other tracker
is that so. Nothing is told by likeness, and the mapping file can always say otherwise: `source = "..."`.
"""

from collections.abc import Iterable, Mapping

import attrs

from lif_core.errors import InvalidData
from lif_core.intake.desk import Desk
from lif_core.intake.mapping import Mapping as SheetMapping
from lif_core.intake.names import Standing
from lif_core.intake.pairing import NOWHERE, Known, Line, lines_of, lost_words, main_of, said_of, type_of, words_of
from lif_core.records import TYPES, Intake
from lif_core.records.intake import SHEET_KEY, line_of
from lif_core.records.record import Record
from lif_core.rules.requests import Create

FEWEST = 2
"""One line that is the same makes no edition."""

Same = tuple[str, ...]
"""What has to be equal for a line to count: type, number, words, and the period where it has one."""


def settle_source(desk: Desk) -> Mapping[str, Known]:
    """Settle which tracker a file is an edition of; give the lines that the register knows of it, by their key."""
    earlier = _earlier(desk.register)
    source = desk.mapping.source or _read_before(desk) or _chosen(desk, earlier)
    if source != desk.stem:
        desk.mapping = attrs.evolve(desk.mapping, source=source)
    return _under_todays_names(desk, earlier.get(source, {}))


def _earlier(register: Standing) -> Mapping[str, dict[str, Known]]:
    """Give the lines that the register knows, by the tracker they come from and their key."""
    found: dict[str, dict[str, Known]] = {}
    for record_type in TYPES:
        for record in register.of_type(record_type):
            line, key = line_of(record.keys), record.keys.get(SHEET_KEY, "")
            source, _, tab = line.place.rpartition("/") if line else ("", "", "")
            if line and source and tab:
                lines = found.setdefault(source, {})
                place = (tab, NOWHERE if line.is_gone else line.row)
                lines.setdefault(key, Known(place, key)).records.append(record)
    return found


def _read_before(desk: Desk) -> str:
    """Tell the tracker as which these very bytes were read before; empty where they were not."""
    for intake in desk.register.of_type("intake"):
        if isinstance(intake, Intake) and intake.sha256 == desk.workbook.sha256 and not intake.undone:
            return _source_in(intake.mapping) or intake.file.rpartition(".")[0] or intake.file
    return ""


def _source_in(mapping: str) -> str:
    try:
        return SheetMapping.from_toml(mapping).source
    except InvalidData:  # a mapping of an earlier library may say what this one does not know
        return ""


def _chosen(desk: Desk, earlier: Mapping[str, Mapping[str, Known]]) -> str:
    mains = [main_of(drafts).request for drafts in lines_of(desk.drafts).values()]
    said = [_same(request, request.type) for request in mains if words_of(request)]
    known = {source: _said_in(lines.values()) for source, lines in earlier.items()}
    lost = any(lost_words(desk, line.main) for line in earlier.get(desk.stem, {}).values())  # one of these may be here
    if desk.stem in earlier and (lost or not _is_another(said, known[desk.stem], mains)):
        return desk.stem
    shared = {source: sum(one in lines for one in said) for source, lines in known.items()}
    most = [source for source, number in shared.items() if number >= FEWEST and number * 2 > len(said)]
    if len(most) > 1:
        _ask_which(desk, most)
    if len(most) != 1:
        return _another(desk, known) if desk.stem in earlier else desk.stem
    desk.notices.append(
        f'{shared[most[0]]} of {len(said)} lines stand word for word in what was read as "{most[0]}": read as a newer '
        f'edition of it. If it is another tracker, say so in the mapping file: source = "{desk.stem}".'
    )
    return most[0]


def _same(one: Create | Record, record_type: str) -> Same:
    return (*said_of(one, record_type), str(getattr(one, "period", None) or ""))


def _said_in(lines: Iterable[Known]) -> frozenset[Same]:
    return frozenset(_same(line.main, type_of(line.main)) for line in lines)


def _is_another(said: Iterable[Same], known: frozenset[Same], mains: list[Create]) -> bool:
    """Tell whether a file has only the name in common with an earlier one: not one line of either is the other's."""
    words, standing = {one[2] for one in said}, {one[2] for one in known}
    return len(mains) >= FEWEST and len(known) >= FEWEST and not words & standing


def _another(desk: Desk, known: Mapping[str, object]) -> str:
    name = next(name for count in range(2, len(known) + 3) if (name := f"{desk.stem} ({count})") not in known)
    desk.ask(
        "source-same-name",
        "A file of this name was read before, and no line of it stands in this one: read as another tracker.",
        desk.workbook.name,
        f'If it is a newer edition all the same, say so in the mapping file: source = "{desk.stem}".',
    )
    return name


def _ask_which(desk: Desk, most: Iterable[str]) -> None:
    named = " and ".join(f'"{source}"' for source in most)
    desk.ask(
        "source-unclear",
        f"Most of the lines stand word for word in what was read as {named}: read as a tracker of its own.",
        desk.workbook.name,
        'If it is a newer edition of one of them, say so in the mapping file: source = "its name".',
    )


def _under_todays_names(desk: Desk, lines: Mapping[str, Known]) -> Mapping[str, Known]:
    """Give lines under the names that the sheets have now: where one name went and one came, the sheet was renamed."""
    today = {line[0] for line in lines_of(desk.drafts)}
    before = {line.place[0] for line in lines.values()}
    gone, come = before - {sheet.name for sheet in desk.workbook.sheets}, today - before
    if len(gone) != 1 or len(come) != 1:
        return lines
    (old,), (new,) = gone, come
    return {key: attrs.evolve(line, place=_renamed(line.place, old, new)) for key, line in lines.items()}


def _renamed(place: Line, old: str, new: str) -> Line:
    return (new, place[1]) if place[0] == old else place
