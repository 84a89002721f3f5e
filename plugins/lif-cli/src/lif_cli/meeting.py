"""Meeting: all papers of a group's meeting in one folder, and its minutes back by number."""

from pathlib import Path
from typing import Annotated, Any

import attrs
from cyclopts import Parameter

from lif_cli.opening import opened, role_of
from lif_cli.options import WRITING, Day, Flag, Writing
from lif_cli.printing import say, table, tell
from lif_cli.refusals import FINE, of_file
from lif_core import AsOf
from lif_core.errors import InvalidData
from lif_core.partnership.arriving.minutes import MinutesTaken
from lif_core.partnership.meeting import Papers
from lif_core.values.labels import Language
from lif_core.view.kinds import name_of


def meeting(
    body: Annotated[str, Parameter(name="BODY")],
    day: Annotated[Day, Parameter(name="DAY")],
    /,
    *,
    to: Path | None = None,
    chair: str = "",
    audience: str = "",
    language: Language = "en",
    replace: Flag = False,
    write: Writing = WRITING,
) -> int:
    """Write all papers of a group's meeting into one folder, and record what its agenda asks for.

    They hold as at the day of the meeting and tell what changed since the last one. The minutes shell has the numbers
    of the agenda: `lif minutes FILE` takes it back.

    Args:
        body: the group, such as `quality-assurance-group`.
        day: the day of the meeting, such as 2024-06-20.
        to: the folder; left out, one named after group and day.
        chair: role in the chair.
        audience: for whom: an audience or disclosure level; left out, the partnership itself.
        language: language of the papers: `en` or `cy`.
        replace: replace papers in the folder that somebody wrote into since they were made.
        write: who lets them go; --dry-run tells what they would ask for.
    """
    with opened(write) as lif:
        group = lif.framework(day).find_body(body) or body
        folder = to or Path(f"{group}-{day.isoformat()}")
        made = lif.papers(
            body,
            day,
            folder,
            audience=audience,
            by=role_of(lif, write),
            chair=chair,
            language=language,
            dry_run=write.dry_run,
            replace=replace,
        )
        rows = [] if write.json else _rows(lif.as_of(day), made)
    if write.json:
        tell(_plain(made))
        return FINE
    say(made)
    if rows:
        table(("No.", "Asks for", "About", "Would go to"), rows, whole=(0, 1))
    if not write.dry_run:
        say(f"The meeting is on record: lif show {made.meeting}")
    return FINE


def _rows(now: AsOf, made: Papers) -> list[tuple[str, ...]]:
    """Give a line for each item of the agenda, with the record as people call it."""
    found = ((one, now.register.get(one.about)) for one in made.items)
    return [(one.number, one.asks, name_of(now, about) if about else one.about, one.to) for one, about in found]


def _plain(made: Papers) -> dict[str, Any]:
    return {
        "meeting": made.meeting,
        "body": made.body,
        "day": made.day.isoformat(),
        "since": made.since.isoformat() if made.since else None,
        "items": [attrs.asdict(one) for one in made.items],
        "files": [
            {"file": str(one.path), "sha256": one.sha256, "marking": one.marking, "recorded": one.recorded}
            for one in made.files
        ],
    }


def minutes(file: Annotated[Path, Parameter(name="FILE")], /, *, write: Writing = WRITING) -> int:
    """Take the minutes of a meeting back: decisions, sign-offs, new dates and actions arising, by their numbers.

    All of it is one commit with the meeting as its reason, or nothing is written. The same file twice changes nothing.

    Args:
        file: the filled-in minutes: xlsx or docx.
        write: who writes, and on which day it takes effect; left out, the day of the meeting.
    """
    if not file.is_file():
        raise InvalidData([of_file(IsADirectoryError() if file.is_dir() else FileNotFoundError(), file)])
    with opened(write) as lif:
        taken = lif.take_minutes(file, by=role_of(lif, write), on=write.on, dry_run=write.dry_run)
    if write.json:
        tell(_plain_minutes(taken))
        return FINE
    say(taken, taken.written if taken.written is not None else "Dry run: nothing was written.")
    return FINE


def _plain_minutes(taken: MinutesTaken) -> dict[str, Any]:
    return {
        "meeting": taken.meeting,
        "decided": list(taken.decided),
        "empty": list(taken.empty),
        "unchanged": list(taken.unchanged),
        "actions": list(taken.actions),
        "quorate": taken.quorum.is_met,
        "quorum": str(taken.quorum),
        "notices": list(taken.notices),
        "commit": taken.written.position if taken.written else None,
        "fingerprint": taken.written.fingerprint if taken.written else None,
    }
