"""Gaps of learning products: wider than their sources, without some of their headings, not acknowledged in time."""

from collections.abc import Iterator

from lif_core.measures.gap import Gap, gap_of
from lif_core.measures.products import HandedOn
from lif_core.measures.products import products as every_product
from lif_core.records import Product
from lif_core.values.saying import how_read
from lif_core.view.view import View
from lif_core.view.width import holds_behind, level_words


def products(view: View) -> Iterator[Gap]:
    """Tell what is missing of products that went out; one gap a product, however many agencies have not answered."""
    for one in every_product(view):
        product = view.register[one.record]
        assert isinstance(product, Product)
        if one.is_out:
            yield from _went_out(view, product, one)


def _went_out(view: View, product: Product, one: HandedOn) -> Iterator[Gap]:
    if one.width.wider:
        again = " It was cleared, and a source was made narrower since." if product.cleared_by else ""
        says = f"It is out, and wider than its narrowest source ({level_words(view, one.width.narrowest)}).{again}"
        mend = "Take it back, narrow it, or have a role clear it again."
        yield gap_of(view, product, "product-wider-than-source", "high", says, mend)
    held = dict.fromkeys(review.id for review, _ in holds_behind(view, product))
    if held:
        says = "It is out, and a review that it goes back to is held."
        mend = "Take it back until the hold is lifted, or take out what comes from that review."
        yield gap_of(view, product, "product-source-held", "high", says, mend, None, *held)
    if one.missing:
        says = f"It is out, and nothing stands under: {'; '.join(one.missing)}."
        mend = "Write these parts, or publish it as a kind of product without them."
        yield gap_of(view, product, "product-heading-missing", "low", says, mend)
    if one.chase and one.due is not None:
        who = ", ".join(agency.who for agency in one.chase)
        count = f"{len(one.chase)} of {one.confirmed.of} agencies"
        says = f"{count} have not said by {how_read(one.due)} that it arrived: {who}."
        mend = "Ask them again whether it arrived, whom it reached and how it was used."
        yield gap_of(view, product, "product-unacknowledged", "medium", says, mend, one.due.last)
