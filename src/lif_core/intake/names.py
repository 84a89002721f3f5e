"""Names: what intake asks of a framework and of a register. Both fit the real ones; tests may bring their own."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from lif_core.records.record import Record


class Names(Protocol):
    """What intake asks of a framework: whom and what words name, and what kinds of record there are."""

    def find_body(self, text: str) -> str | None:
        """Tell the body that words name."""

    def find_role(self, text: str) -> str | None:
        """Tell the role that words name."""

    def find_theme(self, text: str) -> str | None:
        """Tell the theme that words name."""

    def find(self, table: str, text: str) -> str | None:
        """Tell the item of a table that words name."""

    def items(self, table: str) -> Mapping[str, Any]:
        """Give the items of a table by id."""

    def kinds(self, record_type: str) -> Mapping[str, Any]:
        """Give the kinds of a record type by id."""

    def kind(self, record_type: str, id: str) -> Any:
        """Give one kind."""


class Standing(Protocol):
    """What intake asks of a register: the records as they stand."""

    def of_type(self, record_type: str, /) -> Iterable[Record]:
        """Give the records of a type."""

    def get(self, record_id: str, /) -> Record | None:
        """Give one record."""
