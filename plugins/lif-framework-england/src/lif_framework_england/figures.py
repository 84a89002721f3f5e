"""Figures: every figure and duty of the shipped layers whose source nobody has compared, as a list for a reader.

`python -m lif_framework_england.figures` prints it.
"""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from lif_framework_england import layers

SPANS = ("within", "at-least", "every", "window", "keep")
"""Keys that hold an amount of time."""
OPERATIONS = ("change", "relabel", "retire")
"""Headings under which nothing is added."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Unverified:
    """Something that binds or counts and was recalled, not read.

    Attributes:
        key: its key in the framework, such as `deadline.local-review-copy`.
        says: what it asks, in words.
        figure: the amount of time, or empty.
        source: title of the document it is recalled from.
    """

    key: str
    says: str
    figure: str
    source: str

    def __str__(self) -> str:
        figure = f": {self.figure}" if self.figure else ""
        return f"{self.says}{figure}. {self.source} ({self.key})"


def unverified() -> Iterator[Unverified]:
    """Tell everything with a source of its own that is marked as not verified, in the order of the files.

    Single days of a calendar are left out: a calendar has one line.
    """
    for file in layers():
        for table, items in tomllib.loads(file.text).items():
            for id, item in items.items() if isinstance(items, Mapping) else ():
                source = item.get("source") if isinstance(item, Mapping) else None
                if source and not source.get("verified", False):
                    yield Unverified(
                        key=f"{table}.{id}", says=_says(item), figure=_figure(item), source=source["title"]
                    )


def _says(item: Mapping[str, Any]) -> str:
    said = item.get("says") or item.get("label", "")
    words = said["en"] if isinstance(said, Mapping) else said
    return f"{words} ({item['from']} to {item['to']})" if "days" in item else str(words)


def _figure(item: Mapping[str, Any]) -> str:
    checks = " and ".join(item.get("check-again", ()))
    if "below" in item:
        return f"counts below {item['below']} are not shown"
    return next((str(item[key]) for key in SPANS if key in item), f"checked again after {checks}" if checks else "")


def main() -> None:
    """Print the list, a line each."""
    for one in unverified():
        print(f"- {one}")


if __name__ == "__main__":
    main()
