"""Conformance: what a storage was found to keep, as a JSON report.

    LIF_CONFORMANCE=conformance.json pytest tests/test_contract.py

    {"contract": "storage", "version": 4,
     "storages": {"test_contract.TestRedis": {"level": "many-processes", "capabilities": ["processes"],
                                              "kept": [...], "broken": [], "skipped": {"test_...": "why"}}}}

The level is `none` where a promise was broken, `one-process` where nobody could try it from several processes, and
`many-processes` otherwise. A capability is what not every storage has: `processes`, `online-copy`, `backup`, `rebuild`;
docs/how-to/write-a-storage.md says what each means. A report of a part of the contract says so by what it lists.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

Outcome = Literal["kept", "broken"]

VARIABLE = "LIF_CONFORMANCE"
"""The environment variable that names the file of the report; unset, no report is written."""


class Conformance:
    """What was found of one storage so far.

    Args:
        name: name of the test class.
        version: version of the contract.
        capabilities: by the promise that shows it, the name of a capability that not every storage has.
    """

    def __init__(self, name: str, version: int, capabilities: Mapping[str, str]) -> None:
        self._name = name
        self._version = version
        self._capabilities = capabilities
        self._found: dict[str, Outcome] = {}
        self._skipped: dict[str, str] = {}

    def note(self, promise: str, outcome: Outcome) -> None:
        """Note whether a promise was kept."""
        self._found[promise] = outcome
        self._write()

    def skip(self, promise: str, why: str) -> None:
        """Note why a promise was not tried."""
        self._skipped[promise] = why
        self._write()

    @property
    def broken(self) -> tuple[str, ...]:
        """The promises that were broken."""
        return tuple(sorted(promise for promise, outcome in self._found.items() if outcome == "broken"))

    def report(self) -> Mapping[str, object]:
        """Tell what was found."""
        kept = sorted(promise for promise, outcome in self._found.items() if outcome == "kept")
        capabilities = sorted({name for promise, name in self._capabilities.items() if promise in kept})
        level = "none" if self.broken else "many-processes" if "processes" in capabilities else "one-process"
        return {
            "level": level,
            "capabilities": capabilities,
            "kept": kept,
            "broken": list(self.broken),
            "skipped": dict(sorted(self._skipped.items())),
        }

    def _write(self) -> None:
        if VARIABLE not in os.environ:
            return
        path = Path(os.environ[VARIABLE])
        whole = {"contract": "storage", "version": self._version, "storages": self._others(path)}
        whole["storages"] |= {self._name: self.report()}  # type: ignore[operator]
        path.write_text(f"{json.dumps(whole, indent=1, ensure_ascii=False)}\n", encoding="utf-8")

    def _others(self, path: Path) -> dict[str, object]:
        """Tell what the file says of other storages; what another version of the contract found is let go."""
        try:
            held = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        known = isinstance(held, dict) and held.get("version") == self._version
        return dict(held.get("storages", {})) if known else {}
