"""Measured: which measure a reading names, by the measure's id or by what people call it."""

from lif_core.records import Measure
from lif_core.values.labels import Label
from lif_core.values.words import folded


def names_of(measure: Measure) -> tuple[str, ...]:
    """Tell everything by which a reading can name a measure, folded: id, ref, label, definition."""
    label = (measure.label.en, measure.label.cy or "") if isinstance(measure.label, Label) else ()
    return tuple(dict.fromkeys(folded(name) for name in (measure.id, measure.ref, *label, measure.definition) if name))
