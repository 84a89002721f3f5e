"""Retaining: what was kept long enough, and what is removed for good."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from lif_cli.opening import opened, record_asked, somebody
from lif_cli.options import Day, Flag, Folder, Viewing, Writing
from lif_cli.printing import plural, say, tell, warn, working
from lif_cli.refusals import FINE, wrong_words
from lif_core import Partnership
from lif_core.hooks.ports import AgesOut, Scrubs
from lif_core.measures.retention import Kept
from lif_core.partnership.removing.carrying_out import copies_showing
from lif_core.partnership.removing.removals import removed_since
from lif_core.partnership.writing.receipt import went_out
from lif_core.records import Export
from lif_core.serial.plain import to_wire


def retain(
    *,
    delete: Flag = False,
    by: str = "",
    as_of: Day | None = None,
    directory: Folder = Path(),
    json: Flag = False,
) -> int:
    """Tell the records whose time of keeping is over. With --delete remove what they say, for good.

    How long is said by the framework. What a legal hold keeps is told, and never goes.

    Args:
        delete: remove for good what may go.
        by: role that removes it; left out, the one in partnership.toml.
        as_of: the day it is looked at; left out, today. Nothing is removed as of a day to come.
        directory: the partnership's folder; left out, the folder you are in.
        json: print one JSON document and nothing else.
    """
    with opened(Viewing(directory=directory)) as lif:
        day = as_of or lif.today
        if delete and day > lif.today:
            raise wrong_words(
                "day-to-come",
                "Nothing is removed for good before its time.",
                "Leave --as-of out, or leave --delete out to see what will be over by then.",
            )
        role = somebody(lif, Writing(by=by)) if delete else ""
        with _told_when_stopped(lif), working("Removing" if delete else "Looking"):
            found = lif.retain(day, delete=delete, by=role)
            gone = tuple(kept for kept in found if delete and kept.may_go)
            copies = copies_showing(lif.books, {kept.record for kept in gone}) if gone else ()
        left_over = _ages_out(lif) if gone else ""
    if json:
        told = [{**to_wire(kept), "may_go": kept.may_go, "removed": kept in gone} for kept in found]
        tell({"as_of": day.isoformat(), "kept_long_enough": told, **_plain_rest(copies, left_over)})
        return FINE
    say(*found)
    say(_summed(found, gone, delete=delete), *_rest(copies, left_over))
    return FINE


def _summed(found: tuple[Kept, ...], gone: tuple[Kept, ...], *, delete: bool) -> str:
    if not found:
        return "There is no record whose time of keeping is over."
    held = sum(not kept.may_go for kept in found)
    over = f"{plural(len(found), 'record')} kept long enough, {held} of them held."
    if delete:
        return f"{over} {plural(len(gone), 'record')} emptied for good."
    return f"{over} Nothing was removed; `lif retain --delete` removes what may go."


@contextmanager
def _told_when_stopped(lif: Partnership) -> Iterator[None]:
    """Tell on standard error what was removed for good before somebody stopped it: it stays removed."""
    before = lif.storage.head().position
    try:
        yield
    except KeyboardInterrupt:
        gone = removed_since(lif.books, before)
        if gone:
            warn(f"Written: {plural(len(gone), 'record')} emptied for good before it was stopped.")
            if isinstance(lif.storage, Scrubs) and lif.storage.owes:
                warn("What they said still stands in the file of the store: the next command clears it.")
            warn(*map(went_out, copies_showing(lif.books, set(gone))))
        raise


def redact(
    id_: Annotated[str, Parameter(name="ID")],
    /,
    *fields: Annotated[str, Parameter(name="FIELD")],
    why: str = "",
    by: str = "",
    despite_hold: Flag = False,
    dry_run: Flag = False,
    directory: Folder = Path(),
    json: Flag = False,
) -> int:
    """Remove values of one record for good, from everything that was ever written of it. There is no way back.

    The journal still holds, and says that something was removed, by whom and why. Files that went out before are told:
    they are to be asked for back.

    Args:
        id_: the record, by its id, the end of its id, or what people call it.
        fields: names of the fields, such as `text` or `happened`; `lif schema TYPE` lists them. `commit.why` stands for
            the reasons that were given whenever the record was written.
        why: the reason: why, not whom. It stays for good, and must not repeat what is removed. A dry run needs none.
        by: role that removes it; left out, the one in partnership.toml.
        despite_hold: remove also what a hold keeps, such as criminal proceedings; what is written then says so.
        dry_run: tell what would go and from how many commits, which files had left, and where else the same words
            stand; nothing is removed.
        directory: the partnership's folder; left out, the folder you are in.
        json: print one JSON document and nothing else.
    """
    if not fields:
        mend = "Name the fields behind the record: lif redact ID text --why REASON."
        raise wrong_words("no-field", "It is not said what is to be removed.", mend)
    if not why.strip() and not dry_run:
        raise wrong_words("no-reason", "It is not said why.", "Give a reason that does not repeat what is removed.")
    with opened(Viewing(directory=directory)) as lif:
        role = somebody(lif, Writing(by=by))
        with _told_when_stopped(lif), working("Looking" if dry_run else "Removing"):
            named = [_field(one) for one in fields]
            told: dict[str, Any] = {"by": role, "why": why, "despite_hold": despite_hold, "dry_run": dry_run}
            receipt = lif.redact(_id(lif, id_), named, **told)
        left_over = _ages_out(lif)
    if json:
        what: dict[str, Any] = {
            "commit": receipt.position,
            "fingerprint": receipt.fingerprint,
            "changed": list(receipt.changed),
        }
        what |= {"removed": dict(receipt.removed), "aside": list(receipt.aside)}
        what |= {"unheard": list(receipt.unheard), "also_said": list(receipt.also_said)}
        what["warnings"] = list(receipt.warnings)
        tell({**what, **_plain_rest(receipt.copies, left_over)})
        return FINE
    say(receipt)
    if left_over:
        say(left_over)
    return FINE


def _field(said: str) -> str:
    """Give a field by its name, which people write with hyphens too."""
    name, dot, entry = said.partition(".")
    return f"{name.replace('-', '_')}{dot}{entry}"


def _id(lif: Partnership, said: str) -> str:
    """Give the id that somebody means. A whole id is one, whether or not its record still stands."""
    return said if said.count("/") == 2 else record_asked(lif.as_of(), said).id


def _ages_out(lif: Partnership) -> str:
    """Tell what an erasure in this storage does not reach at once, where the storage says so."""
    return lif.storage.ages_out if isinstance(lif.storage, AgesOut) else ""


def _plain_rest(copies: tuple[Export, ...], left_over: str) -> dict[str, Any]:
    return {"copies": [to_wire(copy) for copy in copies], "ages_out": left_over}


def _rest(copies: tuple[Export, ...], left_over: str) -> list[str]:
    told = [went_out(copy) for copy in copies]
    return [*told, left_over] if left_over else told
