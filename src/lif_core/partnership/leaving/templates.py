"""Templates: a partnership's own papers, into which reports are written: named in the call, or in `templates/`."""

import os
from pathlib import Path

from lif_core.errors import Problem, Refused

FOLDER = "templates"
"""The folder of a partnership's templates: `templates/sub-group-agenda.docx` is that of the report of this name."""
LARGEST = 20_000_000
"""Most bytes that a template may have."""


def own_template(folder: Path | None, report: str, suffix: str) -> Path | None:
    """Give the partnership's own template of a report for files of one ending, None where it has none."""
    if folder is None:
        return None
    path = folder / FOLDER / f"{report}{suffix.casefold()}"
    return path if path.is_file() else None


def read_template(path: str | os.PathLike[str], suffix: str) -> bytes:
    """Read a template.

    Args:
        path: where it is.
        suffix: the ending of the file that is to be written.

    Raises:
        Refused: it cannot be read, is too large, or has another ending than the file that is to be written.
    """
    at = Path(path)
    if at.suffix.casefold() != suffix.casefold():
        says = f"The template ends in {at.suffix or 'nothing'}, and the file to be written in {suffix or 'nothing'}."
        mend = f"Save the template as {suffix}, without macros." if suffix else "Give the file its ending."
        raise _refused("other-ending", says, mend, at)
    try:
        if at.stat().st_size > LARGEST:
            raise _refused("too-large", "The template is larger than 20 MB.", "Take large pictures out of it.", at)
        return at.read_bytes()
    except OSError as error:
        why = (error.strerror or type(error).__name__).rstrip(".").lower()
        mend = "See that it is there, that you may read it, and that no other program has it open."
        raise _refused("unreadable", f"The template {at.name} cannot be read ({why}).", mend, at) from None


def _refused(code: str, says: str, mend: str, at: Path) -> Refused:
    return Refused([Problem(code=f"template.{code}", says=says, mend=mend, where=at.name)])
