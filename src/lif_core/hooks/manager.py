"""Manager: finds plug-ins, loads each alone, names the one that fails, and chooses among what they offer."""

import re
import threading
from collections.abc import Collection, Iterable
from typing import Any, Literal, Protocol

import attrs
import pluggy

from lif_core.errors import PluginError, UnknownName
from lif_core.hooks import specs
from lif_core.hooks.installed import installed
from lif_core.hooks.markers import API, GROUP
from lif_core.hooks.offers import Committed, Offer

COPY = "-copy"
"""What the schemes of storages end with that open the copies which another one makes: `sqlite-copy` for `sqlite`."""


class EntryPoint(Protocol):
    """What is needed of an entry point; `importlib.metadata.EntryPoint` is one."""

    name: str
    dist: Any

    def load(self) -> Any:
        """Import what the entry point names."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Plugin:
    """One plug-in as it was found.

    Attributes:
        name: name of its entry point.
        distribution: the distribution it comes from.
        version: version of that distribution.
        state: `loaded`, `off` (switched off in `partnership.toml`) or `failed`.
        why: the reason where it failed.
    """

    name: str
    distribution: str
    version: str
    state: Literal["loaded", "off", "failed"]
    why: str = ""

    def __str__(self) -> str:
        return f"{self.name} ({self.distribution} {self.version})"


class Plugins:
    """The plug-ins of one partnership. There is no global one.

    Args:
        entry_points: where to find plug-ins; left out, what is installed is asked when first needed.
        off: names of plug-ins that stay switched off.
    """

    def __init__(self, entry_points: Iterable[EntryPoint] | None = None, off: Collection[str] = ()) -> None:
        self._entry_points = entry_points
        self._off = frozenset(off)
        self._manager: pluggy.PluginManager | None = None
        self._lock = threading.RLock()
        self._found: dict[str, Plugin] = {}

    def found(self) -> tuple[Plugin, ...]:
        """Tell every plug-in that was found, also those that failed or are off."""
        self._pm()
        return tuple(self._found.values())

    def register(self, plugin: object, name: str, distribution: str = "", version: str = "") -> None:
        """Add a plug-in by hand, such as an application's own.

        Raises:
            PluginError: it does not say `lif_api = 1`, or a hook of it does not fit.
        """
        self._add(self._pm(), plugin, Plugin(name=name, distribution=distribution, version=version, state="loaded"))

    def offers(self, hook: str) -> dict[str, Offer]:
        """Tell what is offered under one hook, by name.

        Raises:
            PluginError: two plug-ins offer one name; the message names both distributions.
            UnknownName: there is no such hook that offers.
        """
        chosen: dict[str, Offer] = {}
        origin: dict[str, Plugin] = {}
        if hook not in specs.OFFERING:
            raise UnknownName(hook, "offering hook", specs.OFFERING)
        for implementation in self._implementations(hook):
            plugin = self._found[implementation.plugin_name]
            for offer in self._asked(plugin, implementation.function):
                if offer.name in chosen:
                    raise PluginError(
                        f"Both {origin[offer.name]} and {plugin} offer {offer.name!r} under {hook}. "
                        "Switch one of them off under `plug-ins-off` in partnership.toml."
                    )
                chosen[offer.name], origin[offer.name] = offer, plugin
        return chosen

    def _implementations(self, hook: str) -> list[pluggy.HookImpl]:
        """Give the implementations of a hook in the order in which the plug-ins were found."""
        order = list(self._pm_found())
        return sorted(getattr(self._pm().hook, hook).get_hookimpls(), key=lambda one: order.index(one.plugin_name))

    def _asked(self, plugin: Plugin, function: Any) -> list[Offer]:
        try:
            offers = list(function())
            if not all(isinstance(offer, Offer) for offer in offers):
                raise TypeError("a hook that offers returns a list of Offer")
        except Exception as error:
            self._fail(plugin, error)
            return []
        return offers

    def choose(self, hook: str, name: str) -> Offer:
        """Give the offer of this name.

        Raises:
            UnknownName: nobody offers it.
        """
        offers = self.offers(hook)
        if name not in offers:
            raise UnknownName(name, hook.removeprefix("lif_").removesuffix("s").replace("_", " "), offers)
        return offers[name]

    def for_scheme(self, url: str) -> Offer:
        """Give the storage that serves an address.

        Raises:
            PluginError: none does.
        """
        scheme, colon, _ = url.partition(":")
        for offer in self.offers("lif_storages").values():
            if scheme in offer.schemes:
                return offer
        if not colon or not re.fullmatch("[a-z][a-z0-9+-]{0,20}", scheme):  # it may be a secret that stands there
            raise PluginError("The address of the store names no kind of storage. Write it as sqlite:lif.db or so.")
        raise PluginError(
            f"No plug-in that is loaded stores under {scheme!r} addresses. Install one (lif-storage-sqlite serves "
            f"'sqlite'), or correct `storage` in partnership.toml.{self._absent()}"
        )

    def opens_no_copies(self, url: str) -> bool:
        """Tell whether the storage that serves an address makes copies that nobody here opens again."""
        scheme = url.partition(":")[0]
        schemes = {scheme for offer in self.offers("lif_storages").values() for scheme in offer.schemes}
        return scheme in schemes and f"{scheme}{COPY}" not in schemes

    def for_suffix(self, hook: str, suffix: str) -> Offer:
        """Give the importer or exporter for a file ending such as `.xlsx`.

        Raises:
            PluginError: none serves it.
        """
        served: list[str] = []
        for offer in self.offers(hook).values():
            if suffix.casefold() in map(str.casefold, offer.suffixes):
                return offer
            served.extend(offer.suffixes)
        verb, package = _BY_SUFFIX.get(hook, ("serves", "a plug-in that does"))
        known = f"Known endings: {', '.join(sorted(set(served)))}." if served else f"Install {package}."
        what = suffix or "a file without an ending"
        raise PluginError(f"No plug-in that is loaded {verb} {what}. {known}{self._absent()}")

    def _absent(self) -> str:
        """Tell which plug-ins are there and not loaded, each with the reason: what is missing may be theirs."""
        off = [f"{plugin} is switched off" for plugin in self.found() if plugin.state == "off"]
        failed = [f"{plugin} failed: {plugin.why}" for plugin in self.found() if plugin.state == "failed"]
        return f" Not loaded: {'; '.join([*off, *failed])}." if off or failed else ""

    def announce(self, event: Committed) -> tuple[Plugin, ...]:
        """Tell every plug-in of a commit; give those that failed to listen."""
        failed = []
        for implementation in self._implementations("lif_committed"):
            plugin = self._found[implementation.plugin_name]
            try:
                implementation.function(*(event for name in implementation.argnames if name == "event"))
            except Exception as error:
                failed.append(self._fail(plugin, error))
        return tuple(failed)

    def _fail(self, plugin: Plugin, error: BaseException) -> Plugin:
        failed = attrs.evolve(plugin, state="failed", why=f"{type(error).__name__}: {error}")
        self._found[plugin.name] = failed
        return failed

    def _pm_found(self) -> dict[str, Plugin]:
        self._pm()
        return self._found

    def _pm(self) -> pluggy.PluginManager:
        with self._lock:
            if self._manager is None:
                self._manager = pluggy.PluginManager(GROUP)
                self._manager.add_hookspecs(specs)
                for entry in self._listed():
                    self._load(self._manager, entry)
            return self._manager

    def _listed(self) -> Iterable[EntryPoint]:
        if self._entry_points is not None:
            return self._entry_points
        return installed(GROUP)

    def _load(self, manager: pluggy.PluginManager, entry: EntryPoint) -> None:
        dist = entry.dist
        plugin = Plugin(
            name=entry.name,
            distribution=dist.name if dist else "",
            version=dist.version if dist else "",
            state="off" if entry.name in self._off else "loaded",
        )
        if plugin.state == "off":
            self._found.setdefault(plugin.name, plugin)
            return
        try:
            self._add(manager, entry.load(), plugin)
        except (Exception, SystemExit) as error:  # a plug-in that ends the process on import is one that fails
            taken = plugin.name in self._found
            self._fail(attrs.evolve(plugin, name=f"{plugin.name} ({plugin.distribution})") if taken else plugin, error)

    def _add(self, manager: pluggy.PluginManager, module: object, plugin: Plugin) -> None:
        api = getattr(module, "lif_api", None)
        if api != API:
            written = (
                "does not say for which hook interface it is written" if api is None else f"is for interface {api}"
            )
            raise PluginError(
                f"{plugin} {written}; this version has {API}. "
                f"Say `lif_api = {API}` in the plug-in after checking it against the changelog."
            )
        if plugin.name in self._found:
            raise PluginError(f"Two plug-ins are called {plugin.name!r}: {self._found[plugin.name]} and {plugin}.")
        try:
            manager.register(module, name=plugin.name)
            manager.check_pending()
        except (pluggy.PluginValidationError, ValueError) as error:
            if manager.has_plugin(plugin.name):  # pluggy keeps the hooks that it had met before the one that failed
                manager.unregister(name=plugin.name)
            raise PluginError(f"{plugin} does not fit the hooks: {error}") from None
        self._found[plugin.name] = plugin


_BY_SUFFIX = {"lif_importers": ("reads", "lif-import-sheets"), "lif_exporters": ("writes", "lif-export-office")}
