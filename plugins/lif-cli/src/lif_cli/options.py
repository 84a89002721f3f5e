"""Options: what many commands are given in the same words."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import attrs
from cyclopts import Parameter, Token

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _a_day(_: Any, tokens: Sequence[Token]) -> date:
    said = tokens[0].value
    if _DAY.fullmatch(said):
        try:
            return date.fromisoformat(said)
        except ValueError:
            pass
    return _as_people_write(said)


def _as_people_write(said: str) -> date:
    from lif_core.values.reading import read_when
    from lif_core.values.typed import doubt_about

    day, doubt = read_when(said).exact, doubt_about(said)
    if day is not None and doubt is None:
        return day
    why = f" {doubt.says}" if doubt is not None else ""
    raise ValueError(f"{said[:40]!r} is no day.{why} Write it as 2024-05-23, or 23 May 2024.")


Day = Annotated[date, Parameter(converter=_a_day)]
"""A day of the calendar, as `2024-05-23` or `23 May 2024`."""

Flag = Annotated[bool, Parameter(negative=())]
"""Something that is either asked for or not."""

Folder = Annotated[Path, Parameter(name=("-C", "--directory"))]
"""The partnership's folder."""


@Parameter(name="*")
@attrs.frozen(kw_only=True)
class Viewing:
    """What every reading command is given.

    Attributes:
        directory: the partnership's folder; left out, the folder you are in.
        as_of: the day it is looked at, such as 2024-05-23; left out, today.
        known_by: only what was written by the end of this day.
        audience: for whom: an audience or disclosure level of the framework; left out, the partnership itself.
        json: print one JSON document and nothing else.
    """

    directory: Folder = Path()
    as_of: Day | None = None
    known_by: Day | None = None
    audience: str = attrs.field(default="")
    json: Flag = False


@Parameter(name="*")
@attrs.frozen(kw_only=True)
class Writing:
    """What every writing command is given.

    Attributes:
        directory: the partnership's folder; left out, the folder you are in.
        by: role that writes; left out, the one in partnership.toml.
        why: the reason.
        on: the day on which it takes effect, such as 2024-05-23, and on which what is new began; left out, today.
        dry_run: say what would be written, and write nothing.
        json: print one JSON document and nothing else.
    """

    directory: Folder = Path()
    by: str = ""
    why: str = ""
    on: Day | None = None
    dry_run: Flag = False
    json: Flag = False


VIEWING = Viewing()
"""A reading command of which nothing is said: the folder you are in, today, everything written, no audience."""
WRITING = Writing()
"""A writing command of which nothing is said."""
FORMS = (".xlsx", ".xlsm", ".ods", ".csv", ".tsv")
"""Endings of files in which a filled-in form can come back."""
