"""Catalogue: every report there is, by name."""

from collections.abc import Callable, Mapping

import attrs

from lif_core.reports.action_plan import action_plan
from lif_core.reports.agency_update import agency_update
from lif_core.reports.agenda import agenda
from lif_core.reports.calendar_dates import calendar
from lif_core.reports.day_sheet_page import rapid_review_day_sheet
from lif_core.reports.document import Document
from lif_core.reports.due_list import due_list
from lif_core.reports.framework_document import framework_document
from lif_core.reports.gap_list import gap_list
from lif_core.reports.indicators_page import indicators_page
from lif_core.reports.inspection_pack import inspection_pack
from lif_core.reports.learning_paper import learning_summary, seven_minute_briefing
from lif_core.reports.minutes import minutes
from lif_core.reports.newsletter import newsletter
from lif_core.reports.responsibilities_page import responsibilities_page
from lif_core.reports.scrutineer import scrutineer
from lif_core.reports.section_11_overview import section_11_overview
from lif_core.reports.thread_page import thread_page
from lif_core.reports.training_evaluation import training_evaluation
from lif_core.reports.training_plan import training_plan
from lif_core.reports.yearly_report import yearly_report


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
        ReportKind(
            name="minutes",
            make=minutes,
            summary="The minutes shell of a meeting, with the numbers of its agenda; it comes back by number",
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
            name="seven-minute-briefing",
            make=seven_minute_briefing,
            summary="A briefing under the framework's headings: as written, or a draft from a finding or review",
        ),
        ReportKind(
            name="learning-summary",
            make=learning_summary,
            summary="A learning summary under the framework's headings: as written, or a draft",
        ),
        ReportKind(
            name="newsletter",
            make=newsletter,
            summary="Key findings with what is done about them, what to read, training to come",
        ),
        ReportKind(
            name="rapid-review-day-sheet",
            make=rapid_review_day_sheet,
            summary="The working days of a rapid review: what is due, who was asked, who has returned",
        ),
        ReportKind(
            name="training-plan",
            make=training_plan,
            summary="What has to be learnt, what is offered for it, and what nobody meets or asked for",
        ),
        ReportKind(
            name="training-evaluation",
            make=training_evaluation,
            summary="Who came, and what it changed, level by level; what nobody asked is said",
        ),
        ReportKind(
            name="section-11-overview",
            make=section_11_overview,
            summary="Section 11 audits: who returned, grades by standard and agency, what staff say beside",
        ),
        ReportKind(
            name="indicators",
            make=indicators_page,
            summary="How the framework itself works, year by year, each number with its n and N",
        ),
        ReportKind(
            name="yearly-report",
            make=yearly_report,
            summary="The yearly report by the checklist of its edition, each item answered or said not to be",
        ),
        ReportKind(
            name="responsibilities",
            make=responsibilities_page,
            summary="Who must do what by the framework, and what each owes now",
        ),
        ReportKind(
            name="framework",
            make=framework_document,
            summary="The partnership's own learning and improvement framework, as a document to publish",
        ),
        ReportKind(
            name="calendar",
            make=calendar,
            summary="Days for a calendar: what is due, meetings, sessions; by reference number only",
        ),
        ReportKind(
            name="thread",
            make=thread_page,
            summary="How one record hangs together, from where it came to what came of it",
        ),
    )
}
"""The reports of the library by name; plug-ins offer further ones under `lif_reports`."""
