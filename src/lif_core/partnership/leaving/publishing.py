"""Publishing: a report becomes a file: built from a view, made by an exporter, written whole or not at all.

A file that a partnership lets go is recorded (`leaving`) when it is whole and before it stands in its place: a file
that nobody recorded is nowhere.
"""

import hashlib
import inspect
import os
import secrets
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from lif_core.errors import PluginError, Problem, Refused, UnknownName
from lif_core.hooks.manager import Plugins
from lif_core.hooks.offers import Offer
from lif_core.journal.change import Commit
from lif_core.measures.gaps import GapRule
from lif_core.reports.catalogue import REPORTS
from lif_core.reports.changed import Since
from lif_core.reports.document import Document
from lif_core.reports.telling import Asked
from lif_core.values.labels import Language
from lif_core.view.view import View

if TYPE_CHECKING:
    from lif_core.partnership.books.books import Books
    from lif_core.partnership.books.memory import Memory

EXPORTERS = "lif_exporters"
"""The hook under which exporters are offered."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Written:
    """A file that was written: what the record of what left needs to tell.

    Attributes:
        path: where it is.
        sha256: hash of the file.
        records: ids of the records it shows.
        audience: id of the audience it was made for, empty for the partnership's own work.
        marking: the marking it carries.
        whole: whether it counts as showing every record, as it does not say which.
        recorded: id of the record that it left; empty for a report of a view that no partnership gave.
    """

    path: Path
    sha256: str
    records: tuple[str, ...] = attrs.field(repr=False)
    audience: str
    marking: str
    whole: bool = False
    recorded: str = ""

    def __str__(self) -> str:
        return f"{self.path} ({self.marking})"


@attrs.frozen(weakref_slot=False, kw_only=True)
class Report:
    """A document, ready to be written as a file of any kind that an installed exporter makes.

    Attributes:
        document: what it says.
        plugins: where exporters are found.
        whole: whether it counts as showing every record of the view: a plug-in's that does not say which it shows.
        books: the books of the partnership whose view it reports on, None where no partnership gave the view.
        seen: what was known of the store when that view was made.
    """

    document: Document
    plugins: Plugins = attrs.field(repr=False)
    whole: bool = False
    books: "Books | None" = attrs.field(default=None, repr=False, eq=False)
    seen: "Memory | None" = attrs.field(default=None, repr=False, eq=False)

    def to(
        self,
        path: str | os.PathLike[str],
        *,
        attach: str = "",
        by: str = "",
        template: str | os.PathLike[str] | None = None,
        replace: bool = False,
    ) -> Written:
        """Write the report to a file, and record that it left; its ending chooses the exporter.

        No half file is ever left, and no whole one of which nothing is recorded. A file that is there already is
        replaced only where it is byte for byte one that was written here: else somebody may have written into it.

        Args:
            path: the file to write.
            attach: for exporters that carry a file, such as e-mail drafts: its ending, such as `.xlsx`. Such an
                exporter is called with the ending and the bytes of that file behind the document.
            by: id of the role that lets it go; left out, the one in the settings.
            template: a paper of your own that it is written into; left out, the one of its name in the folder
                `templates` of the partnership, where there is one.
            replace: replace the file that is there, whatever it is.

        Raises:
            PluginError: no installed exporter writes this ending.
            InvalidData: nobody is named who lets it go; nothing was written.
            Refused: the folder is not there, the file cannot be written, another file is there, whoever is named is no
                role or body, something is wrong with the template, or something it shows was removed for good since.
        """
        target, document = Path(path), self.document
        record = self._recorder(by)
        made = self.bytes_as(target.suffix, attach=attach, template=self._template(target.suffix, template))
        sha256 = hashlib.sha256(made).hexdigest()
        if not replace:
            see_ours(self.books, [target], made=sha256)
        recorded: list[str] = []
        write_whole(target, made, then=lambda: recorded.append(record(target.name, sha256)))
        return Written(
            path=target,
            sha256=sha256,
            records=document.records,
            audience=document.clearance,
            marking=document.marking,
            whole=self.whole,
            recorded=recorded[0],
        )

    def _recorder(self, by: str) -> Callable[[str, str], str]:
        """Give what records that a file of this name and hash left, and tells the id of that record."""
        document = self.document
        if self.books is None:
            return lambda file, sha256: ""
        from lif_core.partnership.leaving.exports import leaving

        going = leaving(self.books, by=by, report=document.name, seen=self.seen)
        return lambda file, sha256: (
            going.record(
                report=document.name,
                audience=document.clearance,
                marking=document.marking,
                shown=document.records,
                whole=self.whole,
                file=file,
                sha256=sha256,
                as_at=document.as_at,
                fingerprint=document.fingerprint,
            ).id
        )

    def _template(self, suffix: str, named: str | os.PathLike[str] | None) -> bytes | None:
        """Give the template to write into: the one named, else the partnership's own for this report."""
        from lif_core.partnership.leaving.templates import own_template, read_template

        path = named or own_template(self.books.folder if self.books is not None else None, self.document.name, suffix)
        return read_template(path, suffix) if path is not None else None

    def bytes_as(self, suffix: str, *, attach: str = "", template: bytes | None = None) -> bytes:
        """Give the bytes of the file with an ending such as `.docx`, to be looked at: nothing is recorded.

        Args:
            suffix: the ending.
            attach: the ending of a file it carries.
            template: a paper of your own that it is written into.

        Raises:
            PluginError: no installed exporter writes this ending.
            Refused: the exporter takes no templates, or something is wrong with this one.
        """
        chosen = exporter(self.plugins, suffix)
        if template is not None:
            made = _filling(chosen, suffix)(self.document, template)
        else:
            carried = ((attach, self.bytes_as(attach, template=self._template(attach, None))),) if attach else ()
            made = chosen.make(self.document, *carried)
        if not isinstance(made, bytes):
            raise PluginError(f"The exporter for {suffix!r} gave no bytes. Update the plug-in that offers it.")
        return made


def exporter(plugins: Plugins, suffix: str) -> Offer:
    """Give the exporter for a file ending.

    Raises:
        PluginError: no installed plug-in writes it; the message tells the endings there are.
    """
    offers = plugins.offers(EXPORTERS)
    if not any(suffix.casefold() in offer.suffixes for offer in offers.values()):
        known = sorted({ending for offer in offers.values() for ending in offer.suffixes})
        mend = (
            f"Known endings: {', '.join(known)}."
            if known
            else "Install lif-export-office (xlsx, docx), lif-export-text (md, csv, html, eml), or lif-export-calendar."
        )
        raise PluginError(f"No installed plug-in writes {suffix or 'a file without an ending'!r}. {mend}")
    return plugins.for_suffix(EXPORTERS, suffix)


def _filling(chosen: Offer, suffix: str) -> Callable[..., Any]:
    if chosen.fill is None:
        says = f"Files that end in {suffix} are not written into a template."
        mend = "Leave the template out, or write a .docx."
        raise Refused([Problem(code="template.not-taken", says=says, mend=mend, where="template")])
    return chosen.fill


def report(
    view: View,
    name: str,
    *,
    plugins: Plugins,
    fingerprint: str = "",
    gap_rules: Mapping[str, GapRule] | None = None,
    language: Language = "en",
    books: "Books | None" = None,
    seen: "Memory | None" = None,
    **given: Any,
) -> Report:
    """Build a report of a view.

    Args:
        view: what to report on; its audience decides what the report can show.
        name: name of the report, such as `sub-group-agenda`; plug-ins offer further ones.
        plugins: where further reports and the exporters are found.
        fingerprint: fingerprint of the journal the view was made from.
        gap_rules: further gap rules by gap code.
        language: language of the document.
        books: the books of the partnership that gave the view; files are recorded there when they leave.
        seen: what was known of the store when the view was made.
        given: what the report asks for itself, such as `body` or `record`.

    Raises:
        UnknownName: there is no such report.
        Refused: it is asked for something it does not know, or needs something that was not given.
        PluginError: what a plug-in gives is no document.
    """
    whose = books.settings.name if books is not None else ""
    asked = Asked(language=language, fingerprint=fingerprint, whose=whose, gap_rules=gap_rules or {})
    own = REPORTS.get(name)
    if own is None:
        offers = plugins.offers("lif_reports")
        if name not in offers:
            raise UnknownName(name, "report", (*REPORTS, *offers))
        make = offers[name].make
        wanted = {"asked": asked} if "asked" in inspect.signature(make).parameters else {}
        _fits(name, make, {**given, **wanted}, asked=1)
        from lif_core.partnership.leaving.vouching import says_which, vouched

        document = vouched(make(view, **given, **wanted), name, view, asked)
        return Report(document=document, plugins=plugins, whole=not says_which(document, view), books=books, seen=seen)
    _fits(name, own.make, given, asked=2)
    return Report(document=own.make(view, asked, **given), plugins=plugins, books=books, seen=seen)


def since_meeting(view: View, before: View, commits: Iterable[Commit]) -> Since:
    """Tell what an agenda compares with: what stood at the last meeting, and what took effect since.

    Args:
        view: the view of the meeting that is prepared.
        before: the view of the last meeting, for the same audience.
        commits: the commits of the journal, such as `commit for _, commit in lif.commits()`.

    Raises:
        Refused: the two views are made for different audiences, so that their difference would tell too much.
    """
    if before.audience != view.audience:
        says = "The last meeting and this one are looked at for different audiences."
        mend = "Make both views for the same audience."
        raise Refused([Problem(code="report.other-audience", says=says, mend=mend, where="before")])
    changes = [(commit, change) for commit in commits for change in commit.changes]
    return Since(view=before, changes=tuple(pair for pair in changes if before.day < pair[1].on <= view.day))


def _fits(name: str, make: Callable[..., Document], given: Mapping[str, Any], *, asked: int) -> None:
    """Refuse settings that a report does not know, and those that it needs and did not get; all at once."""
    own = list(inspect.signature(make).parameters.values())[asked:]
    if any(parameter.kind is parameter.VAR_KEYWORD for parameter in own):
        return
    known = {parameter.name: parameter for parameter in own}
    problems = [
        UnknownName(setting, f"setting of the report {name}", known).as_problem(
            setting, f"It knows: {', '.join(known)}." if known else "It has no settings of its own."
        )
        for setting in given
        if setting not in known
    ]
    problems += [
        Problem(
            code="report.setting-missing",
            says=f"The report {name} needs to be told its {setting}.",
            mend=f"Give it as {setting}=..., or on the command line as --{setting}.",
            where=setting,
        )
        for setting, parameter in known.items()
        if parameter.default is parameter.empty and setting not in given
    ]
    if problems:
        raise Refused(problems)


def see_ours(books: "Books | None", paths: Iterable[Path], *, made: str = "") -> None:
    """Refuse to write over a file that was not written here, or that somebody wrote into since.

    Args:
        books: the books in whose journal stands what was written here; None where there is none.
        paths: the files that are about to be written.
        made: hash of what is about to be written, which a file may be already.

    Raises:
        Refused: names every such file; nothing was written.
    """
    found = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths if path.is_file()}
    others = {path: sha256 for path, sha256 in found.items() if sha256 != made}
    if others and books is not None:
        from lif_core.partnership.leaving.exports import left

        known = {one.sha256 for one in left(books.memory())}
        others = {path: sha256 for path, sha256 in others.items() if sha256 not in known}
    if others:
        says = "There is a file of this name, and it is not as it was written here: somebody may have filled it in."
        mend = "Take in what it says (`lif import`, `lif minutes`), or name another file; --replace writes over it."
        raise Refused([Problem("report.file-there", says, mend, path.name) for path in others])


def write_whole(target: Path, made: bytes, then: Callable[[], object] = lambda: None) -> None:
    """Write a file beside its place first, then put it there in one step: a reader sees the old file or the new one.

    Args:
        target: its place.
        made: its bytes.
        then: called when it is whole and on the disk, before it stands in its place; where it fails no file is left.

    Raises:
        Refused: the folder is not there, or the file cannot be written; what stood there before still stands.
    """
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with beside.open("xb") as file:
            file.write(made)
            file.flush()
            os.fsync(file.fileno())
        then()
        os.replace(beside, target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise Refused([_not_written(target, error)]) from None
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _not_written(target: Path, error: OSError) -> Problem:
    mend = "See that the folder is there, that there is room, and that no other program has the file open."
    why = (error.strerror or type(error).__name__).rstrip(".").lower()
    return Problem(
        code="report.not-written",
        says=f"The file {target.name} could not be written ({why}). Nothing was left behind.",
        mend=mend,
        where=str(target.parent),
    )
