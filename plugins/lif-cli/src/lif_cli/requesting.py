"""Requesting: what commands that write have in common: which request a problem is about, and what was written."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import attrs

from lif_cli.opening import opened, perhaps, work_of
from lif_cli.options import Writing
from lif_cli.printing import plural, say, tell
from lif_cli.refusals import FINE
from lif_cli.telling import full_name, plain_record
from lif_core import Work
from lif_core.errors import Refused
from lif_core.records import Record
from lif_core.rules.requests import Request
from lif_core.view.view import View

REQUEST = re.compile(r"^request (\d+)")
"""How a problem names the request that it is about."""
_CURES = {"reason-missing": 'Give it with --why "...".'}
"""What mends a problem where the request is a call, by its code."""


@contextmanager
def one_request(*, creating: bool = False) -> Iterator[None]:
    """Leave out which request a problem is about where there is only one, and tell its cure as an option of the call.

    Args:
        creating: whether it makes a record, whose own `why` is a field and no option.
    """
    try:
        yield
    except Refused as refused:
        places = (problem.where.removeprefix("request 1").removeprefix(", ") for problem in refused.problems)
        told = (attrs.evolve(one, where=where) for one, where in zip(refused.problems, places, strict=True))
        cures = {} if creating else _CURES
        raise Refused(attrs.evolve(one, mend=cures.get(one.code, one.mend)) for one in told) from None


@contextmanager
def offering(work: Work) -> Iterator[None]:
    """Tell beside a name by which no record is called which records may be meant."""
    try:
        yield
    except Refused as refused:
        raise Refused(
            attrs.evolve(one, mend=perhaps(work.view, one.found)) if one.code == "unknown-record" and one.found else one
            for one in refused.problems
        ) from None


def write_one(write: Writing, asked: Callable[[View], Request]) -> int:
    """Write what one request asks for and tell it.

    Args:
        write: who writes, why, and on which day it takes effect.
        asked: says the request of the records as the block sees them.
    """
    with opened(write) as lif:
        with one_request(), work_of(lif, write) as work:
            touched = work.apply([asked(work.view)])
        told_of(work, touched, write)
    return FINE


def told_of(work: Work, touched: tuple[Record, ...], write: Writing) -> None:
    """Tell what was written, or would be."""
    receipt, proposal = work.receipt, work.proposal
    assert receipt is not None
    changes = len(proposal.changes)
    if write.json:
        tell(
            {
                "written": receipt.position is not None,
                "commit": receipt.position,
                "fingerprint": receipt.fingerprint,
                "created": list(receipt.created),
                "changed": list(receipt.changed),
                "withdrawn": list(receipt.withdrawn),
                "warnings": list(receipt.warnings),
                "notices": list(proposal.notices),
                "unheard": list(receipt.unheard),
                "records": [plain_record(record) for record in touched],
            }
        )
        return
    for record in touched:
        say(f"{record.id}  {full_name(work.view, record)}{f'  [{record.state}]' if record.state else ''}")
    if write.dry_run:
        say(f"Dry run: {plural(changes, 'change')} would be written; nothing was.")
        for warning in receipt.warnings:
            say(f"Look at: {warning}")
    else:
        say(receipt)
    for notice in proposal.notices:
        say(notice)
