"""Width: how far a learning product may go: never further than its narrowest source, unless a role cleared it again."""

from collections.abc import Iterator

import attrs

from lif_core.errors import Problem, UnknownName
from lif_core.framework.framework import Framework
from lif_core.records import Hold, Product, Record, Review
from lif_core.view.kinds import name_of
from lif_core.view.register import Register, pointers
from lif_core.view.view import View

BEHIND = frozenset({"draws_on", "reviews", "findings", "answers", "shows", "of", "sources", "rests_on", "arose-from"})
"""Fields and links that lead from a product to what it draws on, and from there to the reviews behind it."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Width:
    """How wide a product is, and how wide it may be.

    Attributes:
        own: id of the widest level it is made for: its own, or the clearance of its audience.
        narrowest: id of the level of its narrowest source; empty where it draws on nothing that is on record.
        cleared: whether a role has cleared it for as narrow a source as that.
        wider: whether it is wider than it may be.
    """

    own: str
    narrowest: str
    cleared: bool
    wider: bool


def width_of(view: View, product: Product) -> Width:
    """Tell how wide a product is on the day of a view, its audience counted."""
    framework = view.framework
    narrowest = narrowest_source(framework, view.register, product)
    own = _widest(framework, product)
    cleared = is_cleared(framework, product, narrowest)
    wider = bool(narrowest) and not cleared and _rank(framework, own) < _rank(framework, narrowest)
    return Width(own=own, narrowest=narrowest, cleared=cleared, wider=wider)


def narrowest_source(framework: Framework, register: Register, product: Product) -> str:
    """Tell the level of the narrowest record that a product draws on; empty where none is on record."""
    levels = {source.disclosure for one in product.draws_on if (source := register.get(one)) is not None}
    return max(levels, key=lambda level: (_rank(framework, level), level), default="")


def is_cleared(framework: Framework, product: Product, narrowest: str) -> bool:
    """Tell whether a role cleared a product while its narrowest source was at least as narrow as it is now."""
    if not product.cleared_by or not product.cleared_from:
        return False
    return not narrowest or _rank(framework, narrowest) <= _rank(framework, product.cleared_from)


def reach_of(framework: Framework, register: Register, product: Product) -> int | float:
    """Tell the rank at which a product may be seen: its own level, or that of its narrowest source where it is wider.

    A source that was made narrower takes the product with it, until a role clears it again.
    """
    narrowest = narrowest_source(framework, register, product)
    own = _rank(framework, product.disclosure)
    return own if is_cleared(framework, product, narrowest) else max(own, _rank(framework, narrowest))


def _widest(framework: Framework, product: Product) -> str:
    """Tell the widest level among that of a product and the clearances of its audiences."""
    ranks = {_rank(framework, product.disclosure): product.disclosure}
    for audience in product.audience:
        try:
            rank = framework.clearance(audience)
        except UnknownName:
            continue
        level = next((id for id in framework.items("disclosure") if framework.disclosure(id) == rank), audience)
        ranks.setdefault(rank, level)
    return ranks[min(ranks)]


def _rank(framework: Framework, level: str) -> int | float:
    """Tell the rank of a level; one that the framework does not know lies above every clearance."""
    if not level:
        return -1
    try:
        return framework.disclosure(level)
    except UnknownName:
        return float("inf")


def too_wide(view: View, product: Product) -> Problem | None:
    """Tell what stands in the way of letting a product go, where it is wider than its narrowest source; else None."""
    width = width_of(view, product)
    if not width.wider:
        return None
    return Problem(
        code="product.wider-than-source",
        says=f"The product is for {level_words(view, width.own)}, wider than {level_words(view, width.narrowest)}, "
        "the level of its narrowest source.",
        mend="Leave that source out, narrow the product, or have it cleared again by a role: set `cleared_by`.",
        where=product.id,
        found=width.own,
        expected=width.narrowest,
    )


def level_words(view: View, level: str) -> str:
    """Tell a disclosure level within a sentence."""
    known = view.framework.items("disclosure")
    return known[level].words.lower() if level in known else level.replace("-", " ")


def reviews_behind(view: View, record: Record) -> tuple[Review, ...]:
    """Tell the reviews that a record goes back to, in the order of their ids."""
    found: dict[str, Review] = {}
    waiting, met = [record], {record.id}
    while waiting:
        one = waiting.pop()
        if isinstance(one, Review):
            found[one.id] = one
        for field, target in pointers(one):
            above = view.register.get(target) if field in BEHIND else None
            if above is not None and above.id not in met:
                met.add(above.id)
                waiting.append(above)
    return tuple(found[id] for id in sorted(found))


def holds_behind(view: View, record: Record) -> Iterator[tuple[Review, Hold]]:
    """Tell the holds that stand, on the day of a view, on reviews that a record goes back to."""
    for review in reviews_behind(view, record):
        for hold in review.holds:
            if hold.stands_on(view.day):
                yield review, hold


def held_back(view: View, product: Product) -> Iterator[Problem]:
    """Tell, for each hold on a review behind a product, that it may not be published yet."""
    for review, hold in holds_behind(view, product):
        items = view.framework.items("hold")
        words = items[hold.kind].words.lower() if hold.kind in items else hold.kind.replace("-", " ")
        yield Problem(
            code="product.source-held",
            says=f"{name_of(view, review)}, which it goes back to, is held: {words}.",
            mend="Wait until the hold is lifted, or leave out what comes from that review.",
            where=product.id,
            found=review.id,
        )
