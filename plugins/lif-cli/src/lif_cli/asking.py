"""Asking: what agencies were asked for and what came back: returns, the day sheet of a rapid review, products."""

from typing import Annotated, Any

from cyclopts import Parameter

from lif_cli.opening import heading_of, item_asked, of_view, opened, record_asked, view_of
from lif_cli.options import VIEWING, WRITING, Day, Flag, Viewing, Writing
from lif_cli.printing import plural, say, table, tell
from lif_cli.refusals import FINE, wrong_words
from lif_cli.requesting import write_one
from lif_core.measures.day_sheet import DaySheet, SheetDay
from lif_core.measures.day_sheet import day_sheet as sheet_of
from lif_core.measures.products import HandedOn, dissemination
from lif_core.measures.products import products as every_product
from lif_core.measures.returns import Asked, chase_list, return_rates
from lif_core.measures.returns import returns as every_return
from lif_core.rules.requests import AskReturns, Chase, TakeReturn
from lif_core.values.rates import Rate
from lif_core.values.saying import short_day
from lif_core.view.view import View


def _listed(said: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in said.split(",") if part.strip())


def ask(
    kind: Annotated[str, Parameter(name="KIND")],
    /,
    *,
    of: str,
    about: str = "",
    due: str = "",
    to: str = "",
    text: str = "",
    when: Day | None = None,
    write: Writing = WRITING,
) -> int:
    """Ask many agencies for the same at once: a return each, in one line.

    Args:
        kind: what is asked for, such as `rapid-review-summary`, `section-11` or `training`.
        of: whom to ask, by commas: `police,integrated-care-board,schools`.
        about: the review, action, course or product they are asked about.
        due: by when, such as 2024-05-10 or `10 May 2024`.
        to: who asks, to whom it goes back.
        text: what is asked for, in words.
        when: the day they were asked; left out, the day given by --on.
        write: who writes, why, and on which day it takes effect.
    """
    if not kind.strip():
        raise wrong_words(
            "no-kind", "It is not said what is asked for.", "Name a kind, such as section-11 or training."
        )

    def asked(now: View) -> AskReturns:
        on = (record_asked(now, about).id,) if about else ()
        return AskReturns(_listed(of), kind, about=on, to=_listed(to), due=due or None, when=when, text=text)

    return write_one(write, asked)


def chase(*ids: Annotated[str, Parameter(name="ID")], when: Day | None = None, write: Writing = WRITING) -> int:
    """Ask again for returns or acknowledgements that have not come. `lif returns --chase` lists whom to ask.

    Args:
        ids: the returns or acknowledgements.
        when: the day they were asked again; left out, the day given by --on.
        write: who writes, why, and on which day it takes effect.
    """
    return write_one(write, lambda now: Chase(tuple(record_asked(now, one) for one in ids), when=when))


def returned(
    id_: Annotated[str, Parameter(name="ID")],
    /,
    *,
    text: str = "",
    when: Day | None = None,
    write: Writing = WRITING,
) -> int:
    """Take what an agency sent back. Answers and staff in date are given with `lif apply`.

    Args:
        id_: the return that was asked for.
        text: what was said.
        when: the day it came; left out, the day given by --on.
        write: who writes, why, and on which day it takes effect.
    """
    return write_one(write, lambda now: TakeReturn(record_asked(now, id_), when=when, text=text))


def returns(
    *,
    about: str = "",
    kind: str = "",
    agency: str = "",
    waiting: Flag = False,
    chase: Flag = False,
    view: Viewing = VIEWING,
) -> int:
    """Tell what agencies were asked for and what came back: what is late first, then the share returned by agency.

    Args:
        about: only what was asked about this record.
        kind: only returns of this kind.
        agency: only what this agency was asked for.
        waiting: only what has not come.
        chase: only what is past its day: whom to ask again.
        view: of whom, of which day, for whom, and how it is told.
    """
    with opened(view) as lif:
        now = view_of(lif, view)
        of = record_asked(now, about).id if about else ""
        asked = every_return(now)
        wanted = item_asked(now, ("return",), kind, {one.kind for one in asked})
        body = item_asked(now, ("body", "role"), agency, {one.agency for one in asked})
        found = every_return(now, about=of, kind=wanted, agency=body)
        late = {one.record for one in chase_list(now)}
        shown = [one for one in found if (not waiting or not one.is_in) and (not chase or one.record in late)]
        rates = return_rates(now, about=of, kind=wanted)
        if view.json:
            told = [
                {"agency": one.agency, "returned": _rate(one.returned), "on_time": _rate(one.on_time)} for one in rates
            ]
            tell({**of_view(now), "returns": [_plain(one) for one in shown], "rates": told})
            return FINE
        say(heading_of(lif, now, "What was asked for, and what came back"))
        if not found:
            say("Nothing was asked of any agency.")
            return FINE
        table(("Standing", "What", "Id"), [(_stands(one), str(one), _end(one.record)) for one in shown], whole=(0, 2))
        say("", "Returned of asked")
        rows = [(one.who, f"{one.returned.n} of {one.returned.of}", _share(one.returned)) for one in rates]
        table(("Agency", "Returned", "Share"), rows, whole=(1, 2))
    return FINE


def _stands(one: Asked) -> str:
    words = {
        "overdue": "OVERDUE",
        "asked": "waited for",
        "returned": "came",
        "returned-late": "came late",
        "returned-undated": "came, day not known",
    }
    return f"{words[one.came]} {plural(one.days, 'day')}" if one.came == "overdue" else words[one.came]


def _end(id: str) -> str:
    return id.rpartition("/")[2]


def _share(rate: Rate) -> str:
    share = rate.percent()
    return f"{share}%" if share is not None else "not known"


def _rate(rate: Rate) -> dict[str, Any]:
    share = rate.percent()
    return {"name": rate.name, "n": rate.n, "of": rate.of, "percent": None if share is None else str(share)}


def _plain(one: Asked) -> dict[str, Any]:
    return {
        "id": one.record,
        "kind": one.kind,
        "agency": one.agency,
        "about": list(one.about),
        "due": one.due.last.isoformat() if one.due and one.due.last else None,
        "chased": [when.said for when in one.chased],
        "returned": one.returned.said if one.returned else None,
        "standing": one.came,
        "days": one.days,
        "sentence": one.sentence,
    }


def day_sheet(id_: Annotated[str, Parameter(name="ID")], /, *, deadline: str = "", view: Viewing = VIEWING) -> int:
    """Tell the working days of a review with their dates: what is due, who was asked, who has returned.

    Args:
        id_: the review, such as a rapid review.
        deadline: whose days are counted; left out, the longest deadline in working days.
        view: of whom, of which day, for whom, and how it is told.
    """
    with opened(view) as lif:
        now = view_of(lif, view)
        sheet = sheet_of(now, record_asked(now, id_), deadline)
        if view.json:
            tell({**of_view(now), **_plain_sheet(sheet)})
            return FINE
        say(heading_of(lif, now, f"Day sheet of {sheet.name}"), str(sheet.deadline), "")
        table(("Day", "Date", "What"), [_day_row(day) for day in sheet.days], whole=(0, 1))
        if sheet.outstanding:
            say("", "Not returned")
            table(("Standing", "What"), [(_stands(one), str(one)) for one in sheet.outstanding], whole=(0,))
        if sheet.undated:
            say("", f"Returned, day not known: {', '.join(one.who for one in sheet.undated)}")
    return FINE


def _day_row(day: SheetDay) -> tuple[str, ...]:
    told = [*day.happened]
    told += [str(one.rule.says) for one in day.due]
    told += [f"asked: {', '.join(one.who for one in day.asked)}"] if day.asked else []
    told += [f"wanted from: {', '.join(one.who for one in day.wanted)}"] if day.wanted else []
    told += [f"returned: {', '.join(one.who for one in day.returned)}"] if day.returned else []
    told += [f"asked again: {', '.join(one.who for one in day.chased)}"] if day.chased else []
    today = " < today" if day.is_today else ""
    return f"{day.number}", f"{short_day(day.day)}{today}", "; ".join(told)


def _plain_sheet(sheet: DaySheet) -> dict[str, Any]:
    def ids(found: tuple[Asked, ...]) -> list[str]:
        return [one.record for one in found]

    return {
        "id": sheet.record,
        "name": sheet.name,
        "deadline": str(sheet.deadline),
        "days": [
            {
                "number": day.number,
                "day": day.day.isoformat(),
                "happened": list(day.happened),
                "due": [one.rule.id for one in day.due],
                "asked": ids(day.asked),
                "wanted": ids(day.wanted),
                "returned": ids(day.returned),
                "chased": ids(day.chased),
                "today": day.is_today,
            }
            for day in sheet.days
        ],
        "skipped": [{"day": one.day.isoformat(), "why": one.why} for one in sheet.skipped],
        "returns": [_plain(one) for one in sheet.returns],
    }


def products(*, chase: Flag = False, view: Viewing = VIEWING) -> int:
    """Tell the learning products: what waits to go out, what arrived where, whom it reached, how it was used.

    Args:
        chase: only those that agencies have not acknowledged in time: whom to ask again.
        view: of whom, of which day, for whom, and how it is told.
    """
    with opened(view) as lif:
        now = view_of(lif, view)
        found = [one for one in every_product(now) if not chase or one.chase]
        whole = dissemination(now)
        if view.json:
            told = [_plain_product(one) for one in found]
            tell({**of_view(now), "products": told, "dissemination": _rate(whole)})
            return FINE
        say(heading_of(lif, now, "Learning products"))
        if not found:
            say("No learning products are on record." if not chase else "Nobody is to be asked again.")
        for one in found:
            say(str(one))
            if one.missing and not chase:
                say(f"  Nothing stands under: {'; '.join(one.missing)}.")
            if one.width.wider:
                say("  It is wider than its narrowest source: a role has to clear it again.")
            for agency in one.chase if chase else ():
                say(f"  Ask again: {agency.who}{f' ({_end(agency.record)})' if agency.record else ''}")
        if whole.of:
            say(f"Dissemination confirmed: {whole.n} of {whole.of} ({_share(whole)}).")
    return FINE


def _plain_product(one: HandedOn) -> dict[str, Any]:
    return {
        "id": one.record,
        "name": one.name,
        "out": one.is_out,
        "confirmed": _rate(one.confirmed),
        "used": _rate(one.used),
        "reached": _rate(one.reached),
        "missing": list(one.missing),
        "wider_than_source": one.width.wider,
        "agencies": [
            {
                "agency": agency.agency,
                "id": agency.record,
                "confirmed": agency.confirmed,
                "reach": agency.reach,
                "of": agency.of,
                "use": agency.use,
                "late": agency.late,
            }
            for agency in one.received
        ],
        "sentence": one.sentence,
    }
