"""Screen: the lines of the walk-through. Every figure is counted or worked out here, none is written down."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from lif_cli.checking import figures_of
from lif_cli.demo.boards import Taken, became
from lif_cli.demo.fiction import NAME, THURSDAY
from lif_cli.demo.papers import PAGES, Papers
from lif_cli.printing import plural
from lif_core import AsOf, Framework, Partnership
from lif_core.framework.shape import DeadlineRule
from lif_core.measures.due import Due
from lif_core.measures.gaps import Gap
from lif_core.records import Action, Review
from lif_core.values.saying import plain_day, say_day, short_day
from lif_core.values.spans import add
from lif_core.values.when import When
from lif_core.view.deadlines import deadlines_of
from lif_core.view.recurrence import returns
from lif_core.view.register import Register
from lif_core.view.view import View

WIDTH = 100
_SHOWN = ("closed-without-evidence", "closed-without-evaluation", "action-without-first-lead", "action-without-date")


def cut(text: str, width: int) -> str:
    """Cut text at a word so that it fits."""
    flat = " ".join(text.split())
    return flat if len(flat) <= width else f"{flat[: width - 3].rsplit(' ', 1)[0]} ..."


def headed(title: str, more: str = "") -> str:
    """Give the heading of a part, with what shows more at its right."""
    return f"{title}{more:>{max(WIDTH - len(title), len(more) + 2)}}" if more else title


# ---- 1 ----


def of_framework(framework: Framework, words: Sequence[str]) -> Iterator[str]:
    """Tell which layers rule, and how many of their figures are checked."""
    yield headed("1 THE FRAMEWORK", "lif check   lif explain deadline.rapid-review.within")
    yield f"  {' > '.join(words)}: 0 problems. {figures_of(framework)}."


# ---- 2 ----


def of_sheets(taken: Sequence[Taken]) -> Iterator[str]:
    """Tell what came of the published sheets."""
    yield headed("2 SPREADSHEETS AS PUBLISHED (each under its own board; nothing here is Liverpool's)")
    yield f"  {'file':<37}{'rows':>5}{'lines':>6}  {'became':<39}{'to ask you'}"
    for one in taken:
        read = one.first.read.total
        yield f"  {one.board.title:<37}{read.rows:>5}{read.lines:>6}  {became(one):<39}{len(one.first.questions):>10}"
    yield f"  {_sum(taken)}"
    for one in taken:
        yield from _kept_aside(one)
    yield f"  {_again(taken)}"
    first = taken[0]
    yield f"  Taken back with: lif undo {first.first.intake} -C {first.folder}   (shown, not done)"


def _sum(taken: Sequence[Taken]) -> str:
    reads = [one.first.read.total for one in taken]
    rows, lines = sum(read.rows for read in reads), sum(read.lines for read in reads)
    titles, headings = sum(read.titles for read in reads), sum(read.headings for read in reads)
    keys = sum(read.keys for read in reads)
    each = "+".join(str(read.rows) for read in reads)
    return (
        f"No lines: {titles} titles and banners, {headings} headings, {keys} rows of a key. "
        f"{each} = {rows} = {lines} + {titles} + {headings} + {keys}"
    )


def _kept_aside(one: Taken) -> Iterator[str]:
    if not one.first.read.total.aside:
        return
    rows = [row for place, _ in one.first.aside for row in re.findall(r"![A-Z]+(\d+)", place)]
    reasons = {reason for _, reason in one.first.aside}
    yield f"  Kept aside: {one.board.title}, rows {', '.join(rows)}:"
    yield f"    {'; '.join(sorted(reasons))}."
    asked = {question.mend for question in one.first.questions if set(_rows(question.where)) & set(rows)}
    for mend in sorted(asked & {question.mend for question in one.first.questions if "title" in question.mend}):
        yield f"    {mend}"


def _rows(where: Sequence[str]) -> list[str]:
    return [row for place in where for row in re.findall(r"!(?:[A-Z]+)?(\d+)", place)]


def _again(taken: Sequence[Taken]) -> str:
    reads = [one.again.read for one in taken]
    new, changed = sum(sum(read.created.values()) for read in reads), sum(len(read.changed) for read in reads)
    both = sum(read.unchanged.get(sort, 0) for read in reads for sort in ("recommendation", "action"))
    other = sum(sum(read.unchanged.values()) for read in reads) - both
    aside = sum(read.total.aside for read in reads)
    return (
        f"Read again: {new} new, {changed} changed, {both} unchanged (and {other} notes and priorities), "
        f"{aside} still aside."
    )


# ---- 3 ----


def of_due(one: Taken, now: AsOf, framework: Framework) -> Iterator[str]:
    """Tell what is due of one board, and how a statutory deadline is worked out."""
    command = f"lif due -C {one.folder} --as-of {now.day.isoformat()}"
    yield headed(f"3 WHAT IS DUE  Stockton, as at {short_day(now.day)}", command)
    found = now.due()
    overdue = [due for due in found if due.standing == "overdue"]
    for due in (*overdue, *(due for due in found if due.standing == "no-date")):
        yield _due_line(now, due)
    yield from _disagreeing(now, overdue)
    yield from rapid_review(framework)


def _due_line(now: AsOf, due: Due) -> str:
    action = now.register[due.record]
    standing = f"OVERDUE {plural(due.days or 0, 'day')}" if due.standing == "overdue" else "NO DATE"
    lead = " / ".join(_lead(now, party.named) for party in getattr(action, "leads", ()))
    what = cut(f"{action.ref}. {getattr(action, 'text', '')}", 38)
    return f"  {standing:<17}{what:<39}{lead:<13}{cut(due.said, 40)}"


def _lead(now: AsOf, named: str) -> str:
    """Tell a role by its shortest word: what a board calls it."""
    role = now.framework.items("role").get(named)
    words = [named, *(role.aliases if role else ()), *([role.words] if role else ())]
    return min((word for word in words if word != named or role is None), key=len, default=named)


def _disagreeing(now: AsOf, overdue: Sequence[Due]) -> Iterator[str]:
    """Tell where the sheet's own status says something else than the calendar."""
    said = {str(now.register[due.record].extra.get("as-published-status", "")) for due in overdue}
    if len(overdue) > 1 and len(said) == 1 and said != {""}:
        (status,) = said
        both = "both" if len(overdue) == 2 else f"all {len(overdue)}"
        yield f"    {both} stood as category {status} that day, and the sheet's key does not say what {status} means:"
        yield "    so nobody can tell whether colour and calendar agree. It is among the questions to you."


def rapid_review(framework: Framework, notified: date = date(2024, 5, 1)) -> Iterator[str]:
    """Tell by when a rapid review is due, and what it would be if the day itself counted."""
    review = Review(id="example/review/shown", kind="rapid-review", happened={"notification-sent": When.on(notified)})
    view = View(framework=framework, register=Register([review]), day=notified)
    (deadline,) = (one for one in deadlines_of(view, review) if one.rule.id == "rapid-review")
    rule: DeadlineRule = deadline.rule
    counted = add(rule.span, notified, framework.calendar(), counts_first_day=True)
    assert deadline.last is not None
    yield f"  A rapid review notified on {short_day(notified)} is due on {short_day(deadline.last)}:"
    yield f"    {deadline.reckoning}"
    yield f"    Counting the day itself, as Devon does, it is {short_day(counted)}."


# ---- 4 ----


def of_gaps(one: Taken, now: AsOf) -> Iterator[str]:
    """Tell what is missing of one board, counted by what it is, with what would mend it."""
    command = f"lif gaps -C {one.folder} --as-of {now.day.isoformat()}"
    yield headed(f"4 WHAT IS MISSING  Stockton, as at {plain_day(now.day)}", command)
    found: dict[str, list[Gap]] = {code: [] for code in _SHOWN}
    other = 0
    for gap in now.gaps():
        if gap.code in found:
            found[gap.code].append(gap)
        else:
            other += 1
    for gaps in found.values():
        if gaps:
            refs = ", ".join(now.register[gap.record].ref for gap in sorted(gaps, key=lambda gap: gap.record))
            yield f"  {len(gaps)}  {cut(gaps[0].says, 54):<55}{refs:<14}{cut(gaps[0].mend, WIDTH - 74)}"
    if other:
        yield f"  {other}  further: {_codes(now)}"


def _codes(now: AsOf) -> str:
    codes = [code for code in now.gaps().counted() if code not in _SHOWN]
    return ", ".join(code.replace("-", " ") for code in codes)


# ---- 5 ----


def of_thread(folder: Path, now: AsOf, action_id: str) -> Iterator[str]:
    """Tell how one thread of the invented partnership hangs together."""
    yield headed(f"5 ONE THREAD  {NAME}: every word of it is invented", f"lif thread 2024-017 -C {folder}")
    for thread in now.thread(action_id):
        yield from (f"  {cut_line(line)}" for line in thread.lines())
    action = now.register[action_id]
    assert isinstance(action, Action)
    yield from (f"  {line}" for line in _moved(action))
    if action.state == "not-sustained":
        yield f"  NOT SUSTAINED: reopening is proposed; it is on the agenda of {say_day(THURSDAY)}."
    for one in returns(now):
        review = ", ".join(now.register[found].ref for found in one.finding.reviews if found in now.register)
        after = plural(_months(one.on, one.found), "month")
        yield f"  Same theme came back: review {review}, {after} after this action was closed."


def cut_line(line: str) -> str:
    """Cut a line of a thread, keeping how far in it stands."""
    inside = len(line) - len(line.lstrip())
    return line[:inside] + cut(line[inside:], WIDTH - 2 - inside)


def _moved(action: Action) -> Iterator[str]:
    if action.rescheduled and action.due:
        first, last = action.rescheduled[0], action.rescheduled[-1]
        times = {1: "once", 2: "twice"}.get(len(action.rescheduled), f"{len(action.rescheduled)} times")
        dates = f"{_day(first.was)} to {_day(action.due)}"
        yield f'Target date of {action.ref}: {dates}, moved {times}: "{last.why}".'


def _day(when: When) -> str:
    return plain_day(when.exact) if when.exact else when.said


def _months(since: date, until: date) -> int:
    whole = (until.year - since.year) * 12 + until.month - since.month
    return whole - (until.day < since.day) + ((until - since).days % 30 > 20)


# ---- 6 ----


def of_files(papers: Papers, folder: Path, lif: Partnership) -> Iterator[str]:
    """Tell which files there are for the meeting, and that it is recorded that they left."""
    yield headed(f"6 FOR {short_day(THURSDAY).upper()}", f"open {papers.start}")
    for paper in papers.meeting:
        first, *others = (written.path for written in paper.files)
        names = " + ".join((str(first), *(path.suffix for path in others)))
        yield f"  {names:<{max(44, len(names) + 2)}}{paper.says}"
    yield f"  {folder / PAGES}: {plural(len(papers.pages), 'web page')} of the five partnerships"
    left = sum(1 for _ in lif.as_of().list("export"))
    yield f"  {plural(left, 'file')} of {NAME} left, and that is recorded:  lif list export -C {folder / 'example'}"
    changes = sum(len(commit.changes) for _, commit in lif.commits())
    lif.verify()
    yield f"  Journal: {plural(changes, 'change')}, chain whole, fingerprint {lif.fingerprint}."
    yield f"  Nothing above {papers.marking!r} was written to these files."
