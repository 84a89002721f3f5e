"""Catalogue: every report there is, by name."""

from collections.abc import Callable, Mapping

import attrs

from lif_core.reports.action_plan import action_plan
from lif_core.reports.agency_update import agency_update
from lif_core.reports.agenda import agenda
from lif_core.reports.document import Document
from lif_core.reports.due_list import due_list
from lif_core.reports.gap_list import gap_list
from lif_core.reports.inspection_pack import inspection_pack
from lif_core.reports.scrutineer import scrutineer
from lif_core.reports.thread_page import thread_page


@attrs.frozen(weakref_slot=False, kw_only=True)
class ReportKind:
    """A report that can be asked for.

    Attributes:
        name: the name it is asked for by.
        make: builds it: `make(view, asked, ...)`, with arguments of its own by name.
        summary: one line for lists.
    """

    name: str
    make: Callable[..., Document]
    summary: str


REPORTS: Mapping[str, ReportKind] = {
    kind.name: kind
    for kind in (
        ReportKind(
            name="action-plan",
            make=action_plan,
            summary="Every action with what hangs on it, then the lists for meetings",
        ),
        ReportKind(
            name="agency-update",
            make=agency_update,
            summary="The live actions of one agency, with the columns in which it answers",
        ),
        ReportKind(
            name="sub-group-agenda",
            make=agenda,
            summary="A sub-group's agenda with its four appendices, computed as at its day",
        ),
        ReportKind(name="gap-list", make=gap_list, summary="What is missing and what would mend it"),
        ReportKind(name="due-list", make=due_list, summary="What is due, each day with how it was worked out"),
        ReportKind(
            name="scrutineer",
            make=scrutineer,
            summary="What is called done, on whose word, and how much is unknown",
        ),
        ReportKind(
            name="inspection-pack",
            make=inspection_pack,
            summary="What was learnt, done, shown and evaluated since a day, and what is missing",
        ),
        ReportKind(
            name="thread",
            make=thread_page,
            summary="How one record hangs together, from where it came to what came of it",
        ),
    )
}
"""The reports of the library by name; plug-ins offer further ones under `lif_reports`."""
