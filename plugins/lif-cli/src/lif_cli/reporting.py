"""Reporting: a report becomes a file: an agenda, an action plan, a sheet for one agency."""

import inspect
import typing
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from lif_cli.opening import of_view, opened, stretch_asked, view_of
from lif_cli.options import VIEWING, Flag, Viewing
from lif_cli.printing import clean, plural, say, table, tell
from lif_cli.refusals import FINE, wrong_words
from lif_core import AsOf, Partnership
from lif_core.hooks import Plugins
from lif_core.measures.meetings import day_of, last_meeting
from lif_core.partnership.leaving.publishing import EXPORTERS, Written, since_meeting
from lif_core.reports.catalogue import REPORTS
from lif_core.reports.changed import Since
from lif_core.reports.document import Document
from lif_core.values.labels import Language
from lif_core.values.spans import Span
from lif_core.view.who import known_body

_MADE_WITH = ("view", "asked")


def report(
    name: Annotated[str, Parameter(name="NAME")] = "",
    /,
    *,
    to: Path | None = None,
    language: Language = "en",
    attach: str = "",
    template: Path | None = None,
    by: str = "",
    replace: Flag = False,
    view: Viewing = VIEWING,
    **own: Annotated[str, Parameter(name="OWN")],
) -> int:
    """Write a report to a file, and record that it left. Without a name, tell which reports there are.

    The ending of the file says what it becomes: `.docx`, `.xlsx`, `.html`, `.md`, `.csv`, `.eml`, `.ics`. Without a
    file it is printed as Markdown, to be looked at, and nothing is recorded. A file that is there already is replaced
    only while it is as it was written here. What a report asks for itself is given by its own name, such as
    `--body police` or `--since 2024-05-14`.

    Args:
        name: the report, such as `action-plan`.
        to: the file to write.
        language: language of the report: `en` or `cy`.
        attach: for an e-mail draft: the ending of the file it carries, such as `.xlsx`.
        template: a paper of your own with our blocks placed by name, such as `{{ decisions }}`; left out, the one in
            `templates/` that is called as the report.
        by: role that lets it go; left out, the one in partnership.toml.
        replace: replace the file that is there, though somebody may have written into it.
        view: of whom, of which day, for whom, and how it is told.
        own: what the report asks for itself.
    """
    if not name and to is None:
        return _listed(view)
    if not name:
        raise wrong_words(
            "no-report", "It is not said which report to write.", "`lif report` lists the reports there are."
        )
    if to is None and (attach or template or by or replace or ".md" not in _endings()):
        endings = ", ".join(_endings())
        mend = f"Name it with --to FILE; its ending says what it becomes: {endings}."
        raise wrong_words("no-file", "It is not said which file to write.", mend)
    with opened(view) as lif:
        now = view_of(lif, view)
        settings = {key.replace("-", "_"): value for key, value in own.items()}
        made = now.report(name, language=language, **_settings(lif, now, name, settings))
        if to is None:
            text = made.bytes_as(".md").decode()
            tell({**of_view(now), "text": text}) if view.json else say(text)
            return FINE
        written = made.to(to, attach=attach, by=by, template=template, replace=replace)
    _told(now, written, view)
    return FINE


def _told(now: AsOf, written: Written, view: Viewing) -> None:
    if view.json:
        tell(
            {
                **of_view(now),
                "file": str(written.path),
                "sha256": written.sha256,
                "marking": written.marking,
                "records": list(written.records),
                "whole": written.whole,
                "recorded": written.recorded,
            }
        )
        return
    shows = f"It shows {plural(len(written.records), 'record')}."
    if now.audience and not written.records:
        shows = f"It shows no record: what {clean(now.audience)} may not see is left out."
    if written.whole:
        shows = "It does not say which records it shows: it counts as showing every one."
    say(f"Written: {written}. {shows}")
    say(f"That it left is recorded: lif show {written.recorded}")


def _settings(lif: Partnership, now: AsOf, name: str, given: Mapping[str, str]) -> dict[str, Any]:
    """Read what a report asks for from the words of a call; what it does not know it refuses itself."""
    hints = typing.get_type_hints(_make(lif.plugins, name)) if name in _kinds(lif.plugins) else {}
    said = {**_since_last_meeting(now, given, hints), **given}
    return {key: _setting(lif, now, key, value, hints.get(key)) for key, value in said.items()}


def _since_last_meeting(now: AsOf, given: Mapping[str, str], hints: Mapping[str, Any]) -> dict[str, str]:
    """Tell the day of a group's last meeting for a report that compares with it, where the call names no day."""
    if "since" in given or not given.get("body") or Since not in typing.get_args(hints.get("since")):
        return {}
    last = last_meeting(now, known_body(now.framework, given["body"]))
    day = day_of(last) if last is not None else None
    return {"since": day.isoformat()} if day is not None else {}


def _setting(lif: Partnership, now: AsOf, key: str, value: str, hint: Any) -> Any:
    wanted = typing.get_args(hint) or (hint,)
    if date in wanted:
        return _day(key, value)
    if Since in wanted:
        before = lif.as_of(_day(key, value), known_by=now.known_by, audience=now.audience)
        return since_meeting(now, before, (commit for _, commit in lif.commits()))
    if Span in wanted:
        return stretch_asked(value)
    return value


def _day(key: str, value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise wrong_words("no-day", f"--{key} takes a day.", "Write it as 2024-05-23.") from None


# --- which there are ------------------------------------------------------------------------------------------------


def _listed(view: Viewing) -> int:
    plugins = Plugins()
    rows = [(name, says, _own_words(_make(plugins, name))) for name, says in _kinds(plugins).items()]
    if view.json:
        tell({"reports": [{"name": name, "says": says, "settings": own} for name, says, own in rows]})
        return FINE
    shown = [(name, says, " ".join(f"--{one}" for one in own)) for name, says, own in rows]
    table(("Report", "What it tells", "What it can be told"), shown, whole=(0,))
    say(f"Write one with: lif report NAME --to FILE. Endings: {', '.join(_endings())}.")
    return FINE


def _kinds(plugins: Plugins) -> dict[str, str]:
    offers = plugins.offers("lif_reports")
    return {
        **{name: kind.summary for name, kind in REPORTS.items()},
        **{name: offer.summary for name, offer in offers.items()},
    }


def _make(plugins: Plugins, name: str) -> Callable[..., Document]:
    kind = REPORTS.get(name)
    return kind.make if kind is not None else plugins.offers("lif_reports")[name].make


def _own_words(make: Callable[..., Document]) -> list[str]:
    """Tell what a report can be told on a command line: words and days, no lists."""
    known = inspect.signature(make).parameters.values()
    return [
        one.name.replace("_", "-")
        for one in known
        if one.name not in _MADE_WITH and "Sequence" not in str(one.annotation)
    ]


def _endings() -> list[str]:
    return sorted({ending for offer in Plugins().offers(EXPORTERS).values() for ending in offer.suffixes})
