"""Origins: who set a value, where, and why."""

from typing import NamedTuple

import attrs

from lif_core.framework.documents import Document, shown_whole, written
from lif_core.framework.places import KeyPath


@attrs.frozen(weakref_slot=False, kw_only=True)
class Origin:
    """Where one value was set.

    Attributes:
        layer: id of the layer.
        file: name of the document.
        line: line of the document, from 1.
        key: key path in the document, such as `change.deadline.rapid-review.within`.
        because: why, where it was said.
        value: the value set, in the words of a document.
    """

    layer: str
    file: str
    line: int
    key: str
    because: str = ""
    value: str = ""

    @property
    def place(self) -> str:
        """File, line and key path, for a problem."""
        return f"{self.file}, line {self.line}, {self.key}"

    def __str__(self) -> str:
        why = f", because: {self.because}" if self.because else ""
        return f"{self.layer} ({self.file}, line {self.line}{why})"


class Spot(NamedTuple):
    """Where a value was set, before anybody asks for the line: of thousands, few are ever told.

    Attributes:
        document: the document.
        path: key path in it.
        because: why, where it was said.
        said: the value set; None where an item as a whole is meant.
    """

    document: Document
    path: KeyPath
    because: str = ""
    said: object = None

    @property
    def layer(self) -> str:
        """Id of the layer."""
        return self.document.layer.id if self.document.layer else ""

    @property
    def origin(self) -> Origin:
        """All of it in the words of a reader."""
        return Origin(
            layer=self.layer,
            file=self.document.name,
            line=self.document.line(self.path),
            key=written(self.path),
            because=self.because,
            value="" if self.said is None else shown_whole(self.said),
        )


@attrs.frozen(weakref_slot=False, kw_only=True)
class Explanation:
    """Where a setting comes from.

    Attributes:
        key: full key, such as `england:deadline.rapid-review.within`.
        value: what it is now, all of it, in the words of a document; empty for an item as a whole.
        set_by: who said it first; None where no layer sets it.
        changes: who said it differently since, oldest first.
        beside: figures added beside it by layers that tightened it; for each case the stricter one rules.
        keys: every setting that stands within it, of an item or of a table.
        means: what it would say, where no layer sets it.
        default: what holds, where no layer sets it.
    """

    key: str
    value: str
    set_by: Origin | None = None
    changes: tuple[Origin, ...] = ()
    beside: tuple[Origin, ...] = ()
    keys: "tuple[Explanation, ...]" = ()
    means: str = ""
    default: str = ""

    def __str__(self) -> str:
        if self.set_by is None:
            return f"{self.key} is set by no layer. It would say: {self.means}. Until then: {self.default}."
        said = f"{self.key} is {self.value}, " if self.value else f"{self.key} was "
        told = [f"{said}{'set' if self.value else 'added'} by {self.set_by}."]
        if self.changes:
            was = f" it was {self.set_by.value} before" if self.set_by.value and self.value else ""
            told.append(f"Changed by {'; then by '.join(map(str, self.changes))};{was}".rstrip(";") + ".")
        told += [
            f"Beside it {origin.layer} asks for {origin.value} ({origin.file}, line {origin.line}"
            f"{f', because: {origin.because}' if origin.because else ''}): for each case the stricter one rules."
            for origin in self.beside
        ]
        return " ".join(told)
