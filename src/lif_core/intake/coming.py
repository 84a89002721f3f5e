"""Coming: which day words without a year mean after a day that is known."""

from datetime import date

import attrs

from lif_core.values.reading import read_when
from lif_core.values.when import When


def coming(said: str, after: date) -> When | None:
    """Tell the stretch that words without a year mean: the first that had not ended on a day.

    Args:
        said: the words, such as `end of March`; they are kept.
        after: the day on which they were said.

    Returns:
        None where the words name a year themselves, or no day even with one.
    """
    if read_when(said).reading != "undated":
        return None
    for year in (after.year, after.year + 1):
        when = read_when(f"{said} {year}")
        if not when.is_certain or when.last is None or when.reading == "year":
            return None
        if when.last >= after:
            return attrs.evolve(when, said=said.strip())
    return None
