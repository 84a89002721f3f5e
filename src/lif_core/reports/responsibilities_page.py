"""Responsibilities page: who must do what by the framework, and what each owes now."""

from collections.abc import Iterable, Iterator

import attrs

from lif_core.measures.responsibilities import Must, Responsible, responsibilities
from lif_core.reports.document import Block, Cell, Document, Heading, Paragraph, Section
from lif_core.reports.figures import known
from lif_core.reports.telling import Asked, Teller
from lif_core.view.view import View


def responsibilities_page(view: View, asked: Asked | None = None, *, body: str = "") -> Document:
    """Build the table of responsibilities with the duty list of each body.

    Args:
        view: what to report on.
        asked: language, fingerprint.
        body: one body or role, by id or words; left out, everybody.

    Raises:
        Refused: the framework knows no such body or role.
    """
    teller = Teller(view, asked)
    told = [attrs.evolve(one, musts=tuple(_in_force(view, one.musts))) for one in responsibilities(view, body)]
    sections = [
        Section(name=f"body-{number}", title=teller.body(one.id) or one.who, blocks=tuple(_blocks(teller, one, number)))
        for number, one in enumerate(told, 1)
        if one.musts or one.owes
    ]
    if not sections:
        none = Paragraph(teller.words("nothing"))
        sections = [Section(name="none", title=teller.words("responsibilities"), blocks=(none,))]
    return teller.document("responsibilities", teller.words("responsibilities"), sections)


def _in_force(view: View, musts: Iterable[Must]) -> Iterator[Must]:
    """Leave out what only an earlier edition asked for; what is still owed under one stands among what is owed now."""
    framework = view.framework
    regimes = frozenset(framework.regime("review", view.day).regimes)
    for must in musts:
        table, _, id = must.key.partition(".")
        under = framework.item(table, id).under if framework.has(table, id) else ()
        if not under or not regimes.isdisjoint(under):
            yield must


def _blocks(teller: Teller, one: Responsible, number: int) -> Iterator[Block]:
    roles = ", ".join(teller.body(id) for id in one.answers_for)
    if roles:
        yield Paragraph(teller.words("answers-for", roles=roles))
    if one.owes:
        yield Heading(teller.words("owes-now"))
        yield _owes(teller, one, number)
    yield Heading(teller.words("must-do"))
    columns = (
        teller.column("duty", 60),
        teller.column("to-whom", 26),
        teller.column("by-when", 26),
        teller.column("source", 40),
    )
    rows = [_must(teller, must) for must in one.musts]
    yield teller.table(f"musts-{number}", columns, rows, nothing="no-duties")
    if any(not must.verified for must in one.musts):
        yield Paragraph(teller.words("star-not-verified"))


def _owes(teller: Teller, one: Responsible, number: int) -> Block:
    columns = (
        teller.column("what", 60),
        teller.column("sort-of-date", 20),
        teller.column("by-when", 13, "day"),
        teller.column("standing", 20),
    )
    rows = []
    for owed in one.owes:
        named = known(teller, (owed.record,))
        what = teller.entry(named[0]) if named else owed.name
        sort = teller.words(f"sort-{owed.sort.replace(' ', '-')}")
        rows.append((what, sort, Cell(owed.last), teller.words(f"due-{owed.standing}")))
    return teller.table(f"owes-{number}", columns, rows)


def _must(teller: Teller, must: Must) -> tuple[str, ...]:
    """Tell one duty in the language of the document, where its item still stands in the framework."""
    table, _, id = must.key.partition(".")
    framework = teller.view.framework
    what = must.what
    if framework.has(table, id):
        item = framework.item(table, id)
        said = getattr(item, "says", None) or item.label
        what = teller.label(said, must.what)
    to = ", ".join(teller.body(id) for id in must.to)
    return what, to, must.when, f"{must.source}{'' if must.verified else ' *'}"
