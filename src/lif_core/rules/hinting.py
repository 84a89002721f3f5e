"""Hinting: whether what people write in a record may say who somebody is. It is told and never refused.

Source:
    Our own reading of what free text leaks: names, ages, births, streets. A search for a few forms; not verified.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, cast

import attrs

from lif_core.records import Record
from lif_core.records.fields import SAID
from lif_core.values.personal import CAUTION, hints_in, identifiers_in, listed


def hinted(before: Record | None, after: Record) -> Iterator[str]:
    """Tell, in one sentence, the free text of a record that may say who somebody is, where it is new.

    Args:
        before: the record as it stands, None where it is made.
        after: the record as it would stand.
    """
    found = {
        field: sorts
        for field in _free_text(cast(Any, type(after)))
        if (text := getattr(after, field)) and (before is None or getattr(before, field, "") != text)
        if (sorts := tuple(dict.fromkeys((*identifiers_in(text), *hints_in(text)))))
    }
    if found:
        sorts = tuple(dict.fromkeys(sort for some in found.values() for sort in some))
        where = listed(tuple(map(repr, found)))
        yield f"What {where} says may tell who somebody is: it looks as if {listed(sorts)} stood there. {CAUTION}"


@cache
def _free_text(record_class: Any) -> tuple[str, ...]:
    return tuple(
        field.name for field in attrs.fields(record_class) if SAID in field.metadata and isinstance(field.default, str)
    )
