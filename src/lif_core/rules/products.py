"""Products: headings are those of their kind, and none goes further than its narrowest source allows."""

from collections.abc import Iterator, Mapping

import attrs

from lif_core.errors import Problem, nearest
from lif_core.framework.shape import Kind, ProductKind
from lif_core.records import Acknowledgement, Product, Record
from lif_core.rules.case import Case
from lif_core.rules.taking import Taker
from lif_core.serial.plain import Wire
from lif_core.values.personal import CAUTION, hints_in, listed
from lif_core.values.words import folded
from lif_core.view.kinds import is_done, is_withdrawn, kind_of
from lif_core.view.view import View
from lif_core.view.width import held_back, level_words, narrowest_source, too_wide, width_of


def complete(case: Case, taker: Taker, values: dict[str, Wire], kind: Kind, before: Record | None) -> None:
    """Fill in the audience of its kind, put headings as the framework words them, and keep what it was cleared from."""
    if before is None and isinstance(kind, ProductKind) and kind.audience:
        values.setdefault("audience", list(kind.audience))
    if values.get("sections"):
        values["sections"] = [_worded(section, kind) for section in values["sections"]]
    if "cleared_from" in values:
        says = "The level that a product was cleared from is kept by itself."
        taker.problems.append(Problem("product.cleared-from", says, "Set `cleared_by` alone.", taker.where))
    elif "cleared_by" in values:
        values["cleared_from"] = _cleared_from(case, values, before) if values["cleared_by"] else None
        if values["cleared_from"] is None and before is None:
            del values["cleared_from"]


def _cleared_from(case: Case, values: Mapping[str, Wire], before: Record | None) -> str | None:
    draws_on = values.get("draws_on", getattr(before, "draws_on", ()))
    product = Product(id="", draws_on=tuple(draws_on or ()))
    return narrowest_source(case.view.framework, case.view.register, product) or None


def _worded(section: Wire, kind: Kind) -> Wire:
    """Give a section under the heading as its kind words it, where only case or language differ."""
    if not isinstance(section, Mapping):
        return section
    found = _headings(kind).get(_plain(str(section.get("heading", ""))))
    return {**section, "heading": found} if found else section


def _headings(kind: Kind) -> dict[str, str]:
    labels = kind.headings if isinstance(kind, ProductKind) else ()
    return {_plain(word): label.en or str(label) for label in labels for word in (label.en, label.cy) if word}


def _plain(text: str) -> str:
    return folded(text.replace("’", "'")).rstrip(":")


def missing_headings(kind: Kind, product: Product) -> tuple[str, ...]:
    """Tell the headings of its kind under which a product says nothing yet, in their order."""
    said = {_plain(section.heading) for section in product.sections if section.text.strip()}
    return tuple(word for plain, word in _headings_once(kind).items() if plain not in said)


def _headings_once(kind: Kind) -> dict[str, str]:
    labels = kind.headings if isinstance(kind, ProductKind) else ()
    return {_plain(label.en or str(label)): label.en or str(label) for label in labels}


def problems_of(view: View, before: Record | None, product: Product) -> Iterator[Problem]:
    """Tell what a product cannot say, and whether it may stand at its level and go where it goes."""
    kind = kind_of(view, product)
    yield from _sections(kind, product)
    if is_withdrawn(view, product):
        return
    if is_done(view, product) and (before is None or not is_done(view, before)):
        problem = too_wide(view, product)
        if problem is not None:
            yield problem
        yield from held_back(view, product)
    elif _widened(before, product):
        problem = too_wide(view, product if is_done(view, product) else attrs.evolve(product, audience=()))
        if problem is not None:
            yield problem


def _widened(before: Record | None, product: Product) -> bool:
    """Whether it is made, made wider, or drawn on other sources just now: what stood before is told as a gap."""
    if not isinstance(before, Product):
        return True
    fields = ("disclosure", "audience", "draws_on", "cleared_by")
    return any(getattr(before, name) != getattr(product, name) for name in fields)


def _sections(kind: Kind, product: Product) -> Iterator[Problem]:
    known = _headings_once(kind)
    seen = set[str]()
    for section in product.sections:
        plain = _plain(section.heading)
        if known and plain not in known:
            yield Problem(
                code="product.unknown-heading",
                says=f"{kind.words} has no heading called {section.heading[:60]!r}.",
                mend=f"Its headings are: {'; '.join(known.values())}.",
                where=product.id,
                found=section.heading[:60],
                expected="; ".join(known.values()),
                nearest=nearest(section.heading, known.values()),
            )
        elif plain in seen:
            says = f"The heading {section.heading[:60]!r} stands there twice."
            yield Problem("product.heading-twice", says, "Put its text under one.", product.id)
        seen.add(plain)


def look_at(view: View, before: Record | None, product: Product) -> Iterator[str]:
    """Tell what should be looked at: headings not written yet, an audience it is not cleared for, hints at people."""
    missing = missing_headings(kind_of(view, product), product)
    if missing and not is_withdrawn(view, product):
        yield f"Nothing is written yet under: {'; '.join(missing)}."
    width = width_of(view, product)
    if width.wider and not is_done(view, product):
        yield (
            f"It is written for {level_words(view, width.own)} and draws on {level_words(view, width.narrowest)}: "
            "before it goes out a role has to clear it again."
        )
    found = tuple(dict.fromkeys(sort for section in product.sections for sort in hints_in(section.text)))
    was = {section.text for section in before.sections} if isinstance(before, Product) else set[str]()
    if found and any(section.text not in was for section in product.sections):
        yield f"Its text may say who somebody is: it looks as if {listed(found)} stood in it. {CAUTION}"


def acknowledged(one: Acknowledgement) -> Iterator[Problem]:
    """Tell where an acknowledgement says that more were reached than it was meant for."""
    if one.reach is not None and one.of is not None and one.reach > one.of:
        says = "More were reached than it was meant for."
        yield Problem("acknowledgement.reach", says, "Correct one of the two numbers.", one.id)
