"""Upgrading: the records of a partnership take the names of another framework, all at once or not at all."""

from datetime import date

from lif_core.measures.upgrade import Plan, upgrade
from lif_core.partnership.books.books import Books
from lif_core.partnership.writing.committing import write
from lif_core.partnership.writing.receipt import Receipt


def upgraded(books: Books, plan: Plan, *, on: date, by: str = "", why: str = "", actor: str = "") -> Receipt:
    """Write what an upgrade asks for, as one commit under the new framework. Its layers take effect from their `since`.

    Args:
        books: the partnership's books, `Partnership.books`.
        plan: what `plan_upgrade` told, with every loss mapped.
        on: the day on which the records take the new names.
        by: id of the role that writes.
        why: the reason.
        actor: opaque key of whoever sits at the keyboard.

    Raises:
        Refused: something would lose its meaning, or is mapped to a name that is not there; nothing was written.
    """
    with books.lock:
        seen = books.memory()
    proposal = upgrade(plan, on)
    return write(books, proposal, seen=seen, framework=plan.new, by=by or books.settings.by, why=why, actor=actor)
