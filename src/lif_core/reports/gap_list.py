"""Gap list: what is missing and what would mend it, the heaviest first, with what is accepted for now."""

from collections.abc import Iterable

from lif_core.measures.gaps import LEVELS, Gap, Gaps, gaps
from lif_core.reports.document import Block, Document, KeyFigure, KeyFigures, Paragraph, Section
from lif_core.reports.telling import Asked, Teller
from lif_core.view.view import View


def gap_list(view: View, asked: Asked | None = None) -> Document:
    """Build the list of what is missing."""
    teller = Teller(view, asked)
    found = gaps(view, teller.asked.gap_rules)
    figures = tuple(
        KeyFigure(teller.words(f"level-{level}"), sum(1 for gap in found if gap.level == level)) for level in LEVELS
    )
    first: list[Block] = [KeyFigures((*figures, KeyFigure(teller.words("accepted-gap"), len(found.accepted))))]
    if found.older and found.baseline:
        first.append(Paragraph(teller.words("older-gaps", n=len(found.older), day=teller.day(found.baseline))))
    if found.unasked:
        first.append(Paragraph(teller.words("rules-failed", codes=", ".join(found.unasked)), strong=True))
    sections = [Section(name="summary", title=teller.words("summary"), blocks=tuple(first))]
    for level in LEVELS:
        title = teller.words(f"level-{level}")
        table = gap_table(teller, f"gaps-{level}", [gap for gap in found if gap.level == level])
        sections.append(Section(name=level, title=title, blocks=(table,)))
    accepted = accepted_table(teller, found)
    sections.append(Section(name="accepted", title=teller.words("accepted-gap"), blocks=(accepted,)))
    return teller.document("gap-list", teller.words("gap-list"), sections, "a3-landscape")


def gap_table(teller: Teller, name: str, found: Iterable[Gap], *, nothing: str = "no-gaps") -> Block:
    """Give a table of gaps: which record, what is missing, what would mend it, since when."""
    columns = (
        teller.column("what", 44),
        teller.column("missing", 50),
        teller.column("mend", 50),
        teller.column("since", 13, "day"),
    )
    told = [(_called(teller, gap), *teller.gap(gap), gap.since) for gap in found]
    return teller.table(name, columns, told, nothing=nothing)


def _called(teller: Teller, gap: Gap) -> str:
    teller.shows(*gap.beside)
    record = teller.view.register.get(gap.record)
    if record is None:
        return gap.name
    return teller.entry(record) if record.ref or record.label else teller.name(record)


def accepted_table(teller: Teller, found: Gaps) -> Block:
    """Give a table of the gaps that are accepted for now: because of what, by whom, until when."""
    columns = (
        teller.column("what", 44),
        teller.column("missing", 44),
        teller.column("because", 40),
        teller.column("accepted-by", 22),
        teller.column("until", 13, "day"),
    )
    told = []
    for one in found.accepted:
        teller.shows(one.by)
        by, until = teller.party(one.by.by), teller.when(one.by.until)
        told.append((_called(teller, one.gap), teller.gap(one.gap)[0], one.by.why, by, until))
    return teller.table("accepted", columns, told, nothing="nothing-accepted")
