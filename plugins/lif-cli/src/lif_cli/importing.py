"""Importing: spreadsheets in, imports taken back, and what they kept aside."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import attrs
from cyclopts import Parameter

from lif_cli.opening import opened, record_asked, role_of
from lif_cli.options import VIEWING, WRITING, Flag, Viewing, Writing
from lif_cli.printing import clean, plain_problem, plural, problems, say, table, tell, working
from lif_cli.refusals import FINE, NOT_FINE, of_file, problems_of, wrong_words
from lif_core import Partnership
from lif_core import Receipt as Written
from lif_core.errors import InvalidData, Problem, Refused
from lif_core.intake.mapping import LARGEST, Mapping
from lif_core.intake.receipt import Receipt
from lif_core.intake.returned.receipt import ReturnCount
from lif_core.partnership.arriving.importing import Imported
from lif_core.partnership.arriving.returning import LockedCells
from lif_core.partnership.arriving.taking_in import NotTaken
from lif_core.partnership.books.aside import AsideFile
from lif_core.values.saying import plain_day


def import_(
    *files: Annotated[Path, Parameter(name="FILE")],
    as_: Annotated[str, Parameter(name="--as")] = "",
    mapping: Path | None = None,
    keep_mapping: Path | None = None,
    from_: Annotated[str, Parameter(name="--from")] = "",
    locked: LockedCells = "",
    show_values: Flag = False,
    write: Writing = WRITING,
) -> int:
    """Take spreadsheets in: their lines become records, a commit a file. The same file twice changes nothing.

    What nobody could place is kept aside, with its reason; a column that looks as if it identified people is counted
    and not stored; what only a person can say is asked. Formulas and macros are never run, links never followed.

    A sheet that `lif report` wrote and that comes back filled in is known by itself. What was left untouched changes
    nothing; what changed there and here is asked, never overwritten; every cell that was sent is accounted for.

    Args:
        files: the spreadsheets: xlsx, xlsm, ods, csv or tsv; a folder stands for every sheet in it.
        as_: what one line becomes: `action`, `recommendation`, `recommendation+action`, `finding`, `course` ...
        mapping: a mapping file that says how the sheet is read; what it leaves open is guessed.
        keep_mapping: write the mapping that was used to this file, to be edited and given back with --mapping.
        from_: of sheets that come back, the body or role that sent them, where they do not tell themselves.
        locked: of sheets that come back, what becomes of cells that were written over though they were locked: `ask`,
            or `take` where the framework allows it; left out, only our own working sheet is taken at its word.
        show_values: print the text of what is kept aside; only on a terminal.
        write: who writes, why, and on which day it takes effect.
    """
    if not files:
        mend = "Name one or more, or a folder with the sheets that came back."
        raise wrong_words("no-file", "It is not said which file to take in.", mend)
    if len(files) == 1 and not files[0].is_dir():
        return _import_one(files[0], as_, mapping, keep_mapping, from_, locked, show_values, write)
    if keep_mapping is not None:
        raise wrong_words("one-file", "A mapping is kept of one file only.", "Take the files in one by one.")
    said = _mapping(mapping)
    with opened(write) as lif, working(f"Reading {plural(len(files), 'file')}"):
        several = lif.import_all(
            files,
            by=role_of(lif, write),
            why=write.why,
            on=write.on,
            mapping=said,
            as_kind=as_ or None,
            dry_run=write.dry_run,
            sender=from_,
            locked=locked,
        )
    return _tell_several(several, write)


def _import_one(
    file: Path,
    as_: str,
    mapping: Path | None,
    keep_mapping: Path | None,
    from_: str,
    locked: LockedCells,
    show_values: bool,
    write: Writing,
) -> int:
    said = _mapping(mapping)
    if keep_mapping is not None and keep_mapping.exists():
        mend = "Name another file, or delete this one."
        raise Refused([Problem("mapping.there-already", "This file is there already.", mend, str(keep_mapping))])
    if not file.is_file():
        raise InvalidData([of_file(IsADirectoryError() if file.is_dir() else FileNotFoundError(), file)])
    with opened(write) as lif:
        with working(f"Reading {clean(file.name)}"):
            found = lif.import_(
                file,
                by=role_of(lif, write),
                why=write.why,
                on=write.on,
                mapping=said,
                as_kind=as_ or None,
                dry_run=write.dry_run,
                sender=from_,
                locked=locked,
            )
        texts = _texts(lif, found) if show_values else {}
    if keep_mapping is not None:
        keep_mapping.write_text(found.mapping.to_toml(), encoding="utf-8")
    if write.json:
        tell(receipt_of(found))
    else:
        _say_import(found, texts, write, keep_mapping)
    return FINE


def _tell_several(several: Iterable[Imported | NotTaken], write: Writing) -> int:
    """Tell what came of each of several files, and of all together."""
    told = list(several)
    taken = [one for one in told if isinstance(one, Imported)]
    failed = [one for one in told if isinstance(one, NotTaken)]
    counts = [one.returned for one in taken if one.returned is not None]
    sums = {name: sum(getattr(count, name) for count in counts) for name in ("sent", "unchanged", "changed", "asked")}
    if write.json:
        not_taken = [
            {"file": one.file, "problems": [dict(plain_problem(problem)) for problem in problems_of(one.error)]}
            for one in failed
        ]
        tell({"files": [receipt_of(one) for one in taken], "not_taken": not_taken, "returned": sums})
        return NOT_FINE if failed else FINE
    for one in taken:
        _say_import(one, {}, write, None)
    if counts:
        total = ReturnCount(**sums)
        say(f"{plural(len(counts), 'sheet')} came back: {total.check_sum}")
    for lost in failed:
        say(f"{lost.file}: not taken in.")
        problems(problems_of(lost.error))
    return NOT_FINE if failed else FINE


def _mapping(path: Path | None) -> Mapping | None:
    if path is None:
        return None
    try:
        with path.open(encoding="utf-8-sig") as file:
            return Mapping.from_toml(file.read(LARGEST + 1), path.name)
    except OSError as error:
        raise InvalidData([of_file(error, path)]) from None
    except UnicodeDecodeError:
        problem = Problem("file.not-utf-8", "This file is not written in UTF-8.", "Save it again as UTF-8.", str(path))
        raise InvalidData([problem]) from None


def receipt_of(found: Imported) -> dict[str, Any]:
    """Give what came of an import as plain data: numbers and addresses, never the text of a cell."""
    read = found.read
    if found.returned is not None:
        return _return_of(found, found.returned)
    return {
        "receipt": found.intake,
        "file": read.file,
        "sha256": read.sha256,
        "rows": read.total.rows,
        "lines": read.total.lines,
        "created": dict(read.created),
        "changed": list(read.changed),
        "unchanged": dict(read.unchanged),
        "kept_aside": [{"place": place, "reason": reason} for place, reason in found.aside],
        "questions": [attrs.asdict(question) for question in found.questions],
        "refused_columns": [attrs.asdict(column) for column in found.refused],
        "moved": list(read.moved),
        "missing": list(read.missing),
        "notices": list(read.notices),
        "counts": read.total.numbers(),
        "check_sum": read.check_sum,
        "written": found.written is not None and found.written.position is not None,
        "fingerprint": found.written.fingerprint if found.written else "",
    }


def _return_of(found: Imported, count: ReturnCount) -> dict[str, Any]:
    """Give what came of a sheet that came back as plain data."""
    return {
        "receipt": found.intake,
        "file": found.read.file,
        "sha256": found.read.sha256,
        "sender": found.sender,
        "returned": attrs.asdict(count),
        "created": dict(found.read.created),
        "changed": list(found.read.changed),
        "kept_aside": [{"place": place, "reason": reason} for place, reason in found.aside],
        "questions": [attrs.asdict(question) for question in found.questions],
        "notices": list(found.read.notices),
        "check_sum": count.check_sum,
        "written": found.written is not None and found.written.position is not None,
        "fingerprint": found.written.fingerprint if found.written else "",
    }


def _texts(lif: Partnership, found: Imported) -> dict[str, str]:
    """Give the text of what was kept aside, by place: only where somebody sits at a terminal."""
    import json
    import sys

    if not sys.stdout.isatty() or lif.aside is None:
        return {}
    files = [one.path for one in lif.aside.list() if one.intake == found.intake]
    lines = [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return {line["place"]: "; ".join(text for _, text in line.get("cells", ())) for line in lines}


def _say_import(found: Imported, texts: dict[str, str], write: Writing, kept: Path | None) -> None:
    if found.returned is not None:
        say(f"{found.read.file}, from {found.sender}: {found.returned.check_sum}", _changed_by(found.read))
    else:
        say(f"{found.read.file}: {found.read.check_sum}", *_became(found.read))
    for notice in found.read.notices:
        say(f"Seen: {notice}")
    for column in found.refused:
        say(f"Not stored: {column}")
    for place, reason in found.aside:
        say(f"Kept aside: {place}: {reason}{f' [{clean(texts[place])}]' if place in texts else ''}")
    for number, question in enumerate(found.questions, start=1):
        say(f"To ask you {number}: {question}")
    if kept is not None:
        say(f"The mapping is written to {kept}: edit it and give it back with --mapping {kept}.")
    if write.dry_run:
        say("Dry run: nothing was written.")
    elif found.intake:
        say(f"Taken back with: lif undo {found.intake}")
        say(found.written or "")
    else:
        say("Nothing to write: the register says all of it already.")


def _changed_by(read: Receipt) -> str:
    created = ", ".join(plural(number, _words(sort)) for sort, number in read.created.items())
    return f"Became: {created or 'nothing new'}. {plural(len(read.changed), 'record')} changed."


def _became(read: Receipt) -> list[str]:
    created = ", ".join(plural(number, _words(sort)) for sort, number in read.created.items())
    unchanged = sum(read.unchanged.values())
    return [f"Became: {created or 'nothing new'}. {len(read.changed)} changed, {unchanged} unchanged."]


def _words(record_type: str) -> str:
    return record_type.replace("-", " ")


def undo(receipt: Annotated[str, Parameter(name="RECEIPT")], /, *, write: Writing = WRITING) -> int:
    """Take an import back: what it made is taken back, what it changed is set back as it was.

    No day shows then what was wrongly taken in. Where others have changed or built upon its records since, all of them
    are named and nothing is done.

    Args:
        receipt: the receipt that the import printed, or the end of it; `lif list intake` lists them.
        write: who writes, and why; it takes effect from the day of the import itself.
    """
    with opened(write) as lif:
        intake = record_asked(lif.as_of(write.on), receipt).id
        if write.dry_run:
            return _undo_told(lif, intake, write)
        written = lif.undo(intake, by=role_of(lif, write), why=write.why, on=write.on)
    if write.json:
        tell({"receipt": intake, "taken_back": _withdrawn(written), "changed": _changed(written), "written": True})
    elif written is not None:
        say(f"Taken back: {plural(len(written.withdrawn), 'record')}. Set back: {_set_back(written, intake)}.", written)
    return FINE


def _withdrawn(written: Written | None) -> list[str]:
    return list(written.withdrawn) if written else []


def _changed(written: Written | None) -> list[str]:
    return list(written.changed) if written else []


def _set_back(written: Written, intake: str) -> int:
    return sum(record_id != intake for record_id in written.changed)


def _undo_told(lif: Partnership, intake: str, write: Writing) -> int:
    """Tell what would be taken back."""
    from lif_core.records import Intake

    record = lif.as_of(write.on).register[intake]
    if not isinstance(record, Intake) or record.undone:
        mend = "`lif list intake` tells the imports there were."
        problems([Problem("undo.no-such-import", "This is no import that could be taken back.", mend, intake)])
        return NOT_FINE
    if write.json:
        told = {"receipt": intake, "taken_back": list(record.created), "changed": list(record.changed)}
        tell({**told, "written": False})
    else:
        say(f"Dry run: {plural(len(record.created), 'record')} would be taken back, {len(record.changed)} set back.")
    return FINE


def aside(*, purge: Flag = False, everything: Flag = False, view: Viewing = VIEWING) -> int:
    """Tell what imports kept aside, by place and reason, and until when it is kept. Its text is not printed.

    Args:
        purge: delete what has expired.
        everything: with --purge, delete what has not expired too.
        view: whose, as at which day, and how it is told.
    """
    with opened(view) as lif:
        kept = lif.aside
        day = view.as_of or lif.today
        gone = kept.purge(day, everything=everything) if purge and kept else ()
        left = kept.list() if kept else ()
    if view.json:
        tell({"kept_aside": [_plain(one) for one in left], "deleted": [_plain(one) for one in gone]})
        return FINE
    for one in gone:
        say(f"Deleted: {plural(len(one.places), 'place')} of {one.file} ({one.intake}).")
    if left:
        rows = [(one.file, ", ".join(one.places), plain_day(one.expires), one.intake) for one in left]
        table(("File", "Places", "Kept until", "Receipt"), rows)
    else:
        say("Nothing is kept aside.")
    return FINE


def _plain(one: AsideFile) -> dict[str, Any]:
    places = list(one.places)
    return {"receipt": one.intake, "file": one.file, "expires": one.expires.isoformat(), "places": places}
