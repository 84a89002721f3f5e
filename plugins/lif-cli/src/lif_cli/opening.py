"""Opening: the partnership and the view that a call looks at."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from lif_cli.options import Viewing, Writing
from lif_cli.printing import clean
from lif_cli.refusals import unknown_word, wrong_words
from lif_core import Partnership
from lif_core.errors import InvalidData, Problem, nearest
from lif_core.records import TYPES, Record
from lif_core.values.saying import short_day
from lif_core.values.words import folded

if TYPE_CHECKING:  # what a command does not call is not loaded for it
    from lif_core import AsOf, Work
    from lif_core.values.spans import Span
    from lif_core.view.register import Register
    from lif_core.view.view import View


def opened(options: Viewing | Writing) -> Partnership:
    """Open the partnership of the folder that a call names."""
    return Partnership.open(options.directory)


def view_of(lif: Partnership, options: Viewing) -> "AsOf":
    """Give the view that a call asks for."""
    return lif.as_of(options.as_of, known_by=options.known_by, audience=options.audience)


def work_of(lif: Partnership, options: Writing) -> "Work":
    """Begin the unit of work that a call asks for."""
    return lif.work(by=role_of(lif, options), why=options.why, on=options.on, dry_run=options.dry_run)


def role_of(lif: Partnership, options: Writing) -> str:
    """Give the role that a call says it writes as, by its id; empty where it does not say.

    Raises:
        InvalidData: the framework knows no such role or body.
    """
    framework = lif.framework(options.on or lif.today)
    found = framework.find("role", options.by) or framework.find("body", options.by) if options.by else ""
    if found is None:
        says, mend = (
            f"There is no role called {options.by[:60]!r}.",
            "Name a role of the framework, or add it to a layer.",
        )
        known = [*framework.items("role"), *framework.items("body")]
        raise InvalidData([Problem("unknown-name", says, mend, "--by", nearest=nearest(options.by, known))])
    return found


def somebody(lif: Partnership, options: Writing) -> str:
    """Give the role that a call says it writes as; refuse a call of which nobody is named, before anything is touched.

    Raises:
        InvalidData: nobody is named, or the framework knows no such role or body.
        Refused: whoever the settings name is no role or body.
    """
    by = role_of(lif, options)
    lif.work(by=by, on=options.on)
    return by


def heading_of(lif: Partnership, view: "AsOf", what: str) -> str:
    """Tell what is printed, of whom, as at which day and for whom."""
    who = lif.settings.name or lif.id
    known = f", as known by {short_day(view.known_by)}" if view.known_by else ""
    readers = f", for {view.audience}" if view.audience else ""
    return f"{what}: {who}, as at {short_day(view.day)}{known}{readers}"


def of_view(view: "AsOf") -> dict[str, str]:
    """Tell as plain data which view an answer is of."""
    told = {"as_of": view.day.isoformat(), "framework": view.framework.fingerprint}
    if view.known_by:
        told["known_by"] = view.known_by.isoformat()
    if view.audience:
        told["audience"] = view.audience
    return told


def type_asked(record_type: str) -> str:
    """Give a record type as people may write it: `action`, `actions`, `accepted gap`.

    Raises:
        WrongWords: there is no such type.
    """
    word = record_type.lower().replace(" ", "-").replace("_", "-")
    plurals = {_plural(name): name for name in TYPES}
    if word in TYPES or word in plurals:
        return plurals.get(word, word)
    raise unknown_word(record_type, "record type", tuple(TYPES))


def item_asked(view: "AsOf", tables: Sequence[str], said: str, used: Iterable[str] = ()) -> str:
    """Give the id of what somebody asks to see only, such as a body or a kind; empty where nothing was said.

    Args:
        view: the view it is asked of.
        tables: the framework's tables that it may stand in, the first one first.
        said: its id, or words for it.
        used: what stands in records, which may be called by no name of the framework of this day.

    Raises:
        UnknownName: neither the framework nor a record has it; nothing to tell would look like good news.
    """
    if not said:
        return ""
    for table in tables:
        found = view.framework.find(table, said)
        if found is not None:
            return found
    if said in used:
        return said
    raise view.framework.misnamed(clean(said)[:80], *tables, sort=_SORTS.get(tables[0], f"{tables[0]} kind"))


def stretch_asked(within: str) -> "Span | None":
    """Give a stretch of time as people may write it, such as `30d`; None where nothing is said.

    Raises:
        WrongWords: it cannot be read.
    """
    from lif_core.values.spans import parse_span

    if not within:
        return None
    try:
        return parse_span(within)
    except ValueError as error:
        raise wrong_words("no-span", f"{within[:40]!r} cannot be read as a stretch of time.", str(error)) from None


_SORTS = {"body": "body or role"}


def _plural(word: str) -> str:
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"


def record_asked(view: "View", said: str) -> Record:
    """Give the record that somebody names by its id, the end of its id, or what people call it.

    Raises:
        InvalidData: there is none in this view, with those that may be meant; or several are called so.
    """
    from lif_core.view.naming import meant, too_many

    called = meant(view, said)
    if len(called) == 1:
        return called[0]
    if called:
        raise InvalidData([too_many(called)])
    shown = clean(said)[:80]
    says = f"There is no record called {shown!r}."
    near = nearest(said, _names(view.register, said))
    raise InvalidData([Problem("unknown-name", says, perhaps(view, said), found=shown, nearest=near)])


def _names(register: "Register", said: str) -> Iterator[str]:
    """Give what records of a view are called: their ids where an id was said, else their refs and labels."""
    for record in (one for record_type in TYPES for one in register.glances(record_type)):
        if "/" in said:
            yield record.id
        else:
            yield from (str(name) for name in (record.ref, record.label) if name)


_OFFERED = 5


def perhaps(view: "View", said: str) -> str:
    """Tell which records may be meant by what no record is called: those that `lif find` finds, each with its id."""
    from lif_core.measures.search import search
    from lif_core.view.kinds import title_of

    words = folded(said)
    ends = [one for one in _names(view.register, "/") if one.endswith(words)] if len(words) > 2 else []
    found = dict.fromkeys((*ends, *(one.record for one in search(view, words)))) if words else {}
    if not found:
        return "`lif list` and `lif find` tell what there is."
    offered = [f"{id} ({title_of(view, view.register[id])})" for id in list(found)[:_OFFERED]]
    more = f"; and {len(found) - _OFFERED} more, which `lif find` tells" if len(found) > _OFFERED else ""
    return f"Perhaps one of these is meant: {'; '.join(offered)}{more}. Name it by its id."
