"""Writing: one record, one change of status, or many requests from a file."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import attrs
from cyclopts import Parameter

from lif_cli.opening import opened, perhaps, record_asked, role_of, work_of
from lif_cli.options import FORMS, WRITING, Day, Writing
from lif_cli.printing import plural, say
from lif_cli.refusals import FINE, WrongWords, of_file, unknown_word, wrong_words
from lif_cli.requesting import REQUEST, one_request, told_of, write_one
from lif_core import Work
from lif_core.errors import InvalidData, Problem, Refused, UnknownName, nearest
from lif_core.rules.reading import NOT_ASKED, RequestField, creating_name, fields_of, read_request, read_requests
from lif_core.rules.requests import CREATING, Move, Request


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
    request = read_request({"request": name, **_plain(name, values)})
    with opened(write) as lif:
        with one_request(), work_of(lif, write) as work, _offering(work):
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


def _plain(name: str, values: Iterable[str]) -> dict[str, Any]:
    """Give `KEY=VALUE` words as the plain table of a request.

    Raises:
        WrongWords: with every word that is no field of it.
    """
    fields = fields_of(name)
    plain: dict[str, Any] = {}
    problems: list[Problem] = []
    for said in values:
        key, equals, value = said.partition("=")
        base, _, entry = key.replace("-", "_").partition(".")
        field = fields.get(key) or fields.get(base)
        if not equals:
            mend = "Write KEY=VALUE; put quotes around it where it has blanks."
            problems.append(Problem("call.no-value", f"{said[:60]!r} has no value.", mend))
        elif not value.strip():
            mend = "Leave it out; to take a value away from a record, give null for it in an amend of `lif apply`."
            problems.append(Problem("call.empty-value", f"Nothing stands behind {f'{key}='[:60]!r}.", mend))
        elif field is None or (field.takes == "map") != bool(entry) or field.takes == "part":
            problems.append(_no_field(name, key, field, list(fields)))
        else:
            _put(plain, field, key.partition(".")[2], value, problems)
    if problems:
        raise WrongWords(problems)
    return plain


def _no_field(name: str, key: str, field: RequestField | None, known: list[str]) -> Problem:
    if field is not None and field.takes == "map":
        mend = f"Say which entry, such as {field.name}.NAME=VALUE."
        return Problem("call.no-entry", f"{key[:60]!r} is a table of several entries.", mend)
    if field is not None and field.takes == "part":
        mend = "Write it as a line of JSON and give it to `lif apply`."
        return Problem(
            "call.has-parts", f"{key[:60]!r} has parts of its own, which do not fit on a command line.", mend
        )
    mend = f"Fields are: {', '.join(known)}. `lif schema {name}` tells what each means."
    return Problem("call.unknown-field", f"{name} has nothing called {key[:60]!r}.", mend, nearest=nearest(key, known))


def _put(plain: dict[str, Any], field: RequestField, entry: str, value: str, problems: list[Problem]) -> None:
    if field.takes == "map":
        plain.setdefault(field.name, {})[entry] = value
    elif field.many:
        plain.setdefault(field.name, []).extend(part.strip() for part in value.split(",") if part.strip())
    elif field.name in plain:
        problems.append(
            Problem("call.twice", f"{field.name!r} is given twice.", "It takes one value: keep one of them.")
        )
    elif field.takes in _READ:
        plain[field.name] = _read(value, field, problems)
    else:
        plain[field.name] = value


def _read(value: str, field: RequestField, problems: list[Problem]) -> Any:
    read, says, mend = _READ[field.takes]
    try:
        return read(value)
    except (ValueError, KeyError):
        problems.append(Problem("call.no-number", f"{field.name!r} takes {says}.", mend))
        return None


_READ: Mapping[str, tuple[Callable[[str], Any], str, str]] = {
    "number": (float, "a number", "Write digits, such as 12 or 0.5."),
    "count": (int, "a whole number", "Write digits, such as 12."),
    "yes-no": ({"yes": True, "true": True, "no": False, "false": False}.__getitem__, "yes or no", "Write yes or no."),
}


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
    return write_one(write, lambda now: Move(record_asked(now, id_), to=state.replace(" ", "-"), when=when))


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
    from lif_core.partnership.erasing import reapply
    from lif_core.partnership.redactions import FILE

    if not (write.directory / FILE).exists():
        return
    with opened(write) as lif:
        again = reapply(lif.books, by=role_of(lif, write))
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


@contextmanager
def _offering(work: Work) -> Iterator[None]:
    """Tell beside a name by which no record is called which records may be meant."""
    try:
        yield
    except Refused as refused:
        raise Refused(
            attrs.evolve(one, mend=perhaps(work.view, one.found)) if one.code == "unknown-record" and one.found else one
            for one in refused.problems
        ) from None


def _written(requests: Iterable[Request], write: Writing) -> int:
    with opened(write) as lif:
        with work_of(lif, write) as work:
            touched = work.apply(requests)
        told_of(work, touched, write)
    return FINE
