"""Writing: one record, one change of status, or many requests from a file."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import attrs
from cyclopts import Parameter

from lif_cli.fields import Words
from lif_cli.opening import opened, record_asked, role_of, work_of
from lif_cli.options import FORMS, WRITING, Day, Writing
from lif_cli.printing import plural, say, warn
from lif_cli.refusals import FINE, of_file, unknown_word, wrong_words
from lif_cli.requesting import REQUEST, offering, one_request, told_of
from lif_core.errors import InvalidData, Problem, Refused, UnknownName
from lif_core.framework.shape import StatusWords
from lif_core.records import Record
from lif_core.rules.reading import NOT_ASKED, creating_name, read_request, read_requests
from lif_core.rules.requests import CREATING, Move, Request
from lif_core.view.register import type_name
from lif_core.view.view import View


def add(
    type_: Annotated[str, Parameter(name="TYPE")],
    /,
    *values: Annotated[str, Parameter(name="KEY=VALUE")],
    write: Writing = WRITING,
) -> int:
    """Write one new record.

    Several values of one field are given by commas or by giving the field again. What happened, is planned, or is an
    extra field is named by two words: `happened.notification-sent=2024-05-01`. What it hangs on is named as everywhere:
    by id, the end of an id, or what people call it: `from="CIR 2026-1"`.

    Which fields there are, and what each means, tells the schema of the request that makes it, such as
    `lif schema record-finding` or `lif schema plan-action`; `lif schema TYPE` names it. In the name of a field hyphens
    and underscores are one.

    Args:
        type_: record type, such as `action` or `finding`.
        values: what the record says, field by field, such as `due="30 Sep 2024"`.
        write: who writes, why, and on which day it takes effect.
    """
    name = _creating(type_)
    request = read_request({"request": name, **Words(name).read(values).plain})
    with opened(write) as lif:
        with one_request(creating=True), work_of(lif, write) as work, offering(work):
            touched = work.apply([request])
        told_of(work, touched, write)
    return FINE


def _creating(type_: str) -> str:
    word = type_.lower().replace(" ", "-").replace("_", "-")
    try:
        return creating_name(word)
    except UnknownName:
        known = tuple(record_type for record_type in CREATING if record_type not in NOT_ASKED)
        raise unknown_word(type_, "record type that can be added", known) from None


def status(
    id_: Annotated[str, Parameter(name="ID")],
    state: Annotated[str, Parameter(name="STATE")],
    /,
    *,
    when: Day | None = None,
    write: Writing = WRITING,
) -> int:
    """Move a record to another status of its kind's path. What stands in its way is told all at once.

    Args:
        id_: its id, the end of its id, or what people call it.
        state: the status, such as `done`.
        when: the day it was reached; left out, the day given by --on.
        write: who writes, why, and on which day it takes effect.
    """
    with opened(write) as lif:
        with one_request(), work_of(lif, write) as work:
            record = record_asked(work.view, id_)
            with _meant(work.view, record, state):
                touched = work.apply([Move(record, to="-".join(state.casefold().split()), when=when)])
        told_of(work, touched, write)
    return FINE


@contextmanager
def _meant(view: View, record: Record, said: str) -> Iterator[None]:
    """Tell beside a status that there is not which one sheets mean by such words, as the framework reads them."""
    try:
        yield
    except Refused as refused:
        kind = view.framework.kind(type_name(record), record.kind)
        words = "-".join(said.split()).replace("-", " ").casefold()
        read = (
            one.words_.get(words) for one in view.framework.all(StatusWords).values() if one.on == type_name(record)
        )
        meant = next((state for state in read if state in kind.states), None)
        raise Refused(
            attrs.evolve(one, nearest=meant or one.nearest) if one.code == "status.unknown" else one
            for one in refused.problems
        ) from None


def apply(
    file: Annotated[Path | None, Parameter(name="FILE")] = None,
    /,
    *,
    form: Path | None = None,
    requests: str = "",
    records: str = "",
    write: Writing = WRITING,
) -> int:
    """Write requests from a file: JSON Lines, or a form that was filled in: all or none.

    Each line says what it asks by its first key, such as {"request": "plan-action", "text": "..."}; `lif schema` lists
    them. A request may be given a `handle`, and later lines may point at what it makes by `#handle`. What the folder's
    list says was removed for good, and an older copy of the store has brought back, is removed again behind it.

    Args:
        file: the file: JSON Lines; or a form as xlsx, ods or csv, one request a row on the sheet of its name.
        form: write an empty form to this file instead, to be filled in and given back.
        requests: of a form, which requests it asks for, such as `move,reschedule`; left out, the usual ones.
        records: of a form, a record type: every open record of it gets a row.
        write: who writes, why, and on which day it takes effect.
    """
    if form is not None:
        from lif_cli.bulk import write_form

        return write_form(form, requests, records, write)
    if file is None:
        mend = "Name it, or write an empty form with --form FILE."
        raise wrong_words("no-file", "It is not said which file to apply.", mend)
    if file.suffix.casefold() in FORMS:
        from lif_cli.bulk import apply_sheets

        status = apply_sheets(file, write)
        if not write.dry_run:
            _remove_again(write)
        return status
    lines = _lines(file)
    read = read_requests(lines, file.name)
    with _each_its_line(file.name, lines):
        status = _written(read, write)
    if not write.dry_run:
        _remove_again(write)
    return status


def _remove_again(write: Writing) -> None:
    """Remove again what the folder's list says was removed for good and an older copy of the store has brought back."""
    from lif_core.partnership.removing.reapplying import kept_again, reapply
    from lif_core.partnership.removing.redactions import FILE

    if not (write.directory / FILE).exists():
        return
    with opened(write) as lif:
        again = reapply(lif.books, by=role_of(lif, write))
        warn(*kept_again(lif.books))
    if again and not write.json:
        say(f"Removed again what had been removed for good: {plural(len(again), 'commit')}.")


@contextmanager
def _each_its_line(name: str, lines: Iterable[str]) -> Iterator[None]:
    """Tell the line of the file where a problem is about a request of that number."""
    try:
        yield
    except Refused as refused:
        numbers = [number for number, line in enumerate(lines, start=1) if line.strip()]

        def placed(where: str) -> str:
            return REQUEST.sub(lambda said: f"{name}, line {numbers[int(said[1]) - 1]}", where, count=1)

        raise Refused(attrs.evolve(one, where=placed(one.where)) for one in refused.problems) from None


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise InvalidData([of_file(error, file)]) from None
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        problem = Problem(
            "file.not-utf-8", "This file is not written in UTF-8.", "Save it again as UTF-8.", f"{file}, line {line}"
        )
        raise InvalidData([problem]) from None


def _written(requests: Iterable[Request], write: Writing) -> int:
    with opened(write) as lif:
        with work_of(lif, write) as work:
            touched = work.apply(requests)
        told_of(work, touched, write)
    return FINE
