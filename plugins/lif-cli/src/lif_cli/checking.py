"""Checking: everything that is wrong with a partnership folder, or with one of its files, at once."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import attrs

from lif_cli.refusals import of_file
from lif_core import Framework, Settings
from lif_core.errors import InvalidData, InvalidFramework, PluginError, Problem, Problems, nearest
from lif_core.framework.alone import alone
from lif_core.framework.documents import Document, read_document
from lif_core.framework.layers import FrameworkHistory, compose
from lif_core.framework.shape import Item
from lif_core.hooks import Plugins
from lif_core.partnership.opening import FRAMEWORK, extensions_of, framework_of, layers_for
from lif_core.partnership.settings import FILE, read_settings
from lif_core.values.spans import Span


@attrs.frozen(kw_only=True)
class Checked:
    """What a check found.

    Attributes:
        problems: everything wrong, settings first.
        framework: the framework in force on the day, None where there is none that holds.
        notices: what is no fault and may not be meant, a sentence each.
    """

    problems: tuple[Problem, ...] = ()
    framework: Framework | None = None
    notices: tuple[str, ...] = ()


def check_path(path: Path, day: date) -> Checked:
    """Check a folder or a single TOML file."""
    if path.is_dir():
        return check_folder(path, day)
    if not path.exists():
        return Checked(problems=(of_file(FileNotFoundError(), path),))
    if path.name == FILE:
        return Checked(problems=tuple(_of_settings(path.parent)[1]))
    return check_layer(path, day)


def check_folder(folder: Path, day: date) -> Checked:
    """Check the settings of a folder, its framework, and how they fit."""
    settings, problems = _of_settings(folder)
    if settings is None and not (folder / FRAMEWORK).is_dir():
        return Checked(problems=tuple(problems))
    known = settings or Settings(id="unknown")
    plugins = Plugins(off=known.plug_ins_off)
    history, faults = _composed(folder, known, plugins)
    problems += faults
    framework = history.on(day) if history else None
    if settings is not None:
        problems += _fitting(settings, plugins, framework)
    notices = _notices(_own(folder), plugins, framework)
    return Checked(problems=tuple(dict.fromkeys(problems)), framework=framework, notices=notices)


def _own(folder: Path) -> list[Document]:
    files = sorted((folder / FRAMEWORK).glob("*.toml"))
    return [read_document(path.read_bytes(), f"{FRAMEWORK}/{path.name}") for path in files]


def _notices(own: list[Document], plugins: Plugins, framework: Framework | None) -> tuple[str, ...]:
    from lif_core.reports.wordings import said_for_nothing  # reports cost time that a refused framework need not take

    said = said_for_nothing(framework, own) if framework is not None else ()
    return (*_standing_aside(own, plugins), *said)


def _standing_aside(own: Iterable[Document], plugins: Plugins) -> Iterable[str]:
    """Tell the installed layers that are not used because a layer of one's own has their name."""
    offers = plugins.offers("lif_layers")
    named = {document.layer.id: document for document in reversed([*own]) if document.layer is not None}
    for layer, document in sorted(named.items()):
        if layer in offers:
            yield (
                f"{document.where(('layer',))}: an installed layer is called {layer!r} too, and yours takes its place. "
                f"Where that is not meant, call yours otherwise, such as '{layer}-local'."
            )


def _of_settings(folder: Path) -> tuple[Settings | None, list[Problem]]:
    try:
        return read_settings(folder), []
    except InvalidData as error:
        return None, list(error.problems)


def _composed(folder: Path, settings: Settings, plugins: Plugins) -> tuple[FrameworkHistory | None, list[Problem]]:
    try:
        return framework_of(folder, settings, plugins), []
    except Problems as error:
        own = _own(folder)
        by_itself = [problem for document in own for problem in document.problems]
        return None, [*by_itself, *error.problems, *_beside(error, own, plugins)]
    except PluginError as error:
        return None, [Problem("plug-in", str(error), "")]


def _fitting(settings: Settings, plugins: Plugins, framework: Framework | None) -> Iterable[Problem]:
    """Tell what of the settings does not fit what is installed and how the partnership works."""
    try:
        plugins.for_scheme(settings.storage)
    except PluginError as error:
        yield Problem("settings.storage", str(error), "", FILE)
    if framework is not None and settings.by:
        roles = framework.items("role")
        if framework.find("role", settings.by) is None:
            says = f"There is no role called {settings.by!r}."
            mend = "Name a role of the framework under `by`, or add it to a layer."
            yield Problem("settings.by", says, mend, f"{FILE} by", nearest=nearest(settings.by, roles))
    for plugin in plugins.found():
        if plugin.state == "failed":
            says = f"The plug-in {plugin} cannot be used: {plugin.why}."
            yield Problem("plug-in.failed", says, f"Update it, or name {plugin.name!r} under `plug-ins-off`.", FILE)


def check_layer(path: Path, day: date) -> Checked:
    """Check one file of a layer, over the installed layers that inform it and beside the others of its folder."""
    try:
        document = read_document(path.read_bytes(), path.name)
        sisters = [read_document(one.read_bytes(), one.name) for one in _sisters(path)]
    except OSError as error:
        return Checked(problems=(of_file(error, path),))
    plugins = Plugins()
    documents = [document, *sisters]
    try:
        history = compose([*_beneath(documents, plugins), *documents], extensions_of(plugins))
    except Problems as error:
        told = dict.fromkeys((*document.problems, *error.problems, *_beside(error, documents, plugins)))
        elsewhere = tuple(sister.name for sister in sisters)
        own = tuple(problem for problem in told if not problem.where.startswith(elsewhere))
        return Checked(problems=own, notices=_notices([document], plugins, None))
    framework = history.on(day)
    return Checked(framework=framework, notices=_notices([document], plugins, framework))


def _beside(error: Problems, documents: list[Document], plugins: Plugins) -> Iterable[Problem]:
    """Tell what is wrong with documents by themselves, where a missing layer kept them from being composed."""
    return () if isinstance(error, InvalidFramework) else alone(documents, extensions_of(plugins))


def _sisters(path: Path) -> list[Path]:
    """Tell the other files of the folder where a partnership keeps its layers; none of any other folder."""
    return sorted(set(path.parent.glob("*.toml")) - {path}) if path.resolve().parent.name == FRAMEWORK else []


def _beneath(documents: list[Document], plugins: Plugins) -> list[Document]:
    own = [document.layer for document in documents if document.layer is not None]
    parents = [parent for layer in own for parent in layer.informed_by]
    return list(layers_for(parents, plugins, {one.id for one in own}, documents))


@attrs.frozen(kw_only=True)
class Figures:
    """How many figures come from law or guidance, and how many of these nobody has compared with their source."""

    total: int
    unverified: int

    def __str__(self) -> str:
        return f"{self.total} figures from law or guidance, {self.unverified} not verified"


def figures_of(framework: Framework) -> Figures:
    """Count the stretches of time whose source is law or guidance."""
    sources = [
        item.source
        for table in framework.tables
        for item in framework.items(table).values()
        if item.source is not None and item.source.authority != "local" and _has_figure(item)
    ]
    return Figures(total=len(sources), unverified=sum(not source.verified for source in sources))


def _has_figure(item: Item) -> bool:
    held = (getattr(item, field.name) for field in attrs.fields(type(item)))
    return any(isinstance(one, Span) or (isinstance(one, tuple) and one and isinstance(one[0], Span)) for one in held)
