"""Advising: which response the framework's criteria call for. The decision is written down by those who take it."""

import json
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from lif_cli.opening import heading_of, of_view, opened, record_asked, view_of
from lif_cli.options import VIEWING, Day, Viewing
from lif_cli.printing import say, tell
from lif_cli.refusals import FINE, of_file, wrong_words
from lif_core.errors import InvalidData
from lif_core.measures.advice import Advice, Weighed
from lif_core.serial.plain import to_wire


def advise(
    *answers: Annotated[str, Parameter(name="KEY=ANSWER")],
    when: Day | None = None,
    about: str = "",
    out: Path | None = None,
    view: Viewing = VIEWING,
) -> int:
    """Suggest which response is proportionate (notify, rapid review, local review, none) from the framework's criteria.

    What is read: the `criteria` of kinds of decision and review, and the lines of each `[matrix]`, from the top. A line
    with `where-met` or `where-not` follows from the criteria of the kinds that it names, and nobody is asked.

    Without answers it lists what is asked. An answer is met, not-met or unclear, with why behind a colon:
    `notification.2="met: two agencies say so"`. What nobody answers keeps the suggestion open.

    Args:
        answers: how the criteria are answered.
        when: the day that decides which edition of law and guidance rules; left out, the day it is looked at.
        about: the record it is about: its id, the end of its id, or what people call it.
        out: write the decision record, filled in and not decided, to this new file, for `lif apply`.
        view: of whom, of which day, for whom, and how it is told.
    """
    given = dict(map(_answer, answers))
    with opened(view) as lif:
        now = view_of(lif, view)
        advice = now.advise(given, when=when)
        if out is not None:
            _write(out, advice, record_asked(now, about).id if about else "")
        if view.json:
            tell({**of_view(now), "advice": to_wire(advice), "says": advice.says})
            return FINE
        say(heading_of(lif, now, "What the framework's criteria say"))
        for one in advice.weighed:
            say("", *_lines(one))
        say("", f"Suggested, not decided: {advice.says}")
        for sentence in advice.unverified:
            say(f"* {sentence}")
        if out is not None:
            say(f"The decision record is in {out}: see who dissents, then `lif apply {out}`.")
    return FINE


def _answer(said: str) -> tuple[str, str]:
    key, equals, answer = said.partition("=")
    if not equals:
        mend = "Write KEY=ANSWER, such as notification.1=met; `lif advise` alone lists the keys."
        raise wrong_words("no-answer", f"{said[:60]!r} has no answer.", mend)
    return key, answer


def _lines(one: Weighed) -> list[str]:
    star = "" if one.verified else " *"
    source = f" ({one.source}{star})" if one.source else ""
    return [f"{one.label}{source}: {one.why}", *(f"  {asked}" for asked in one.criteria)]


def _write(file: Path, advice: Advice, about: str) -> None:
    draft = advice.draft(about=about or ())
    plain = {
        "request": "record-decision",
        "question": draft.question,
        "kind": draft.kind,
        "about": [about] if about else [],
        "criteria": [to_wire(one) for one in draft.criteria],
        "outcome": draft.outcome,
        "dissent": "",
    }
    try:
        with file.open("x", encoding="utf-8") as opened_file:
            opened_file.write(
                json.dumps({key: value for key, value in plain.items() if value}, ensure_ascii=False) + "\n"
            )
    except FileExistsError:
        raise wrong_words("file-there", f"{file} is there already.", "Name a new file.") from None
    except OSError as error:
        raise InvalidData([of_file(error, file)]) from None
