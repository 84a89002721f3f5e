"""Bulk: many requests at once from a filled-in form, and what a role leads handed over in one line."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import attrs
from cyclopts import Parameter

from lif_cli.opening import opened, role_of, work_of
from lif_cli.options import FORMS, WRITING, Writing
from lif_cli.printing import plural, say, tell
from lif_cli.refusals import FINE, wrong_words
from lif_cli.requesting import REQUEST, one_request, told_of
from lif_core.errors import Refused
from lif_core.intake.request_sheets import Placed, read_request_sheets
from lif_core.partnership.arriving.importing import read_file
from lif_core.partnership.leaving.publishing import Report
from lif_core.reports.request_form import request_form
from lif_core.reports.telling import Asked
from lif_core.rules.requests import HandOver


def write_form(path: Path, requests: str, records: str, write: Writing) -> int:
    """Write an empty form for requests; with a record type, every open record of it has a row.

    Raises:
        WrongWords: no such file could be given back, or one is there that somebody may have filled in.
    """
    if path.suffix.casefold() not in FORMS:
        mend = "Name a workbook, such as form.xlsx."
        raise wrong_words("no-form", "A form in such a file could not be read again once it was filled in.", mend)
    if path.exists():
        mend = "Name another file, or take this one away first."
        raise wrong_words("form-there", f"There is a {path.name} already, which somebody may have filled in.", mend)
    with opened(write) as lif:
        now = lif.as_of(write.on)
        asked = Asked(fingerprint=now.fingerprint, whose=lif.settings.name)
        document = request_form(now, asked, requests=requests, records=records)
        written = Report(document=document, plugins=lif.plugins, books=lif.books).to(path, by=role_of(lif, write))
    if write.json:
        tell({"file": str(written.path), "sha256": written.sha256, "recorded": written.recorded})
    else:
        say(f"Written: {written}. Fill it in, then: lif apply {path.name}")
    return FINE


def apply_sheets(file: Path, write: Writing) -> int:
    """Write the requests of a filled-in form: all or none."""
    with opened(write) as lif:
        placed = read_request_sheets(read_file(lif.books, file))
        with _each_its_row(placed), work_of(lif, write) as work:
            touched = work.apply([one.request for one in placed])
        told_of(work, touched, write)
    return FINE


@contextmanager
def _each_its_row(placed: Sequence[Placed]) -> Iterator[None]:
    """Tell the row of the form where a problem is about a request of that number."""
    try:
        yield
    except Refused as refused:

        def at(where: str) -> str:
            return REQUEST.sub(lambda said: placed[int(said[1]) - 1].place, where, count=1)

        raise Refused(attrs.evolve(one, where=at(one.where)) for one in refused.problems) from None


def hand_over(
    of: Annotated[str, Parameter(name="OF")], to: Annotated[str, Parameter(name="TO")], /, *, write: Writing = WRITING
) -> int:
    """Hand every open action that a body or role leads over to another, in one commit. Asks for the reason.

    What is done or closed keeps its lead; where the other leads an action already, it stays its lead.

    Args:
        of: the body or role that led, by id or words, such as `police`.
        to: the body or role that leads from now on.
        write: who writes, why, and on which day it takes effect.
    """
    with opened(write) as lif:
        with one_request(), work_of(lif, write) as work:
            touched = work.apply([HandOver(of, to, why=write.why)])
        if not write.json:
            say(f"Handed over: {plural(len(touched), 'open action')}.")
        told_of(work, touched, write)
    return FINE
