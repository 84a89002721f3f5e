"""The manager: plug-ins are loaded each alone; one that fails is named and the rest goes on."""

import inspect
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import attrs
import pytest

from lif_core.errors import PluginError, UnknownName
from lif_core.hooks import API, GROUP, Committed, Offer, Plugins, hookimpl, specs

EVENT = Committed(partnership="demo", position=1, link="0" * 64, by="x", records=("demo/action/1",))


def plug_in(**hooks: Callable[..., Any]) -> SimpleNamespace:
    """A module of a plug-in with these hooks."""
    return SimpleNamespace(lif_api=1, **{name: hookimpl(function) for name, function in hooks.items()})


def offering(*names: str, **given: Any) -> Callable[[], list[Offer]]:
    return lambda: [Offer(name=name, make=dict, **given) for name in names]


@attrs.frozen
class Entry:
    """An entry point of a distribution that is not installed."""

    name: str
    module: Any
    dist: Any

    def load(self) -> Any:
        if isinstance(self.module, BaseException):
            raise self.module
        return self.module


def entry(name: str, module: Any, distribution: str = "") -> Entry:
    return Entry(name, module, SimpleNamespace(name=distribution or f"lif-{name}", version="1.2"))


def states(plugins: Plugins) -> dict[str, str]:
    return {plugin.name: plugin.state for plugin in plugins.found()}


def why(plugins: Plugins, name: str) -> str:
    return next(plugin.why for plugin in plugins.found() if plugin.name == name)


def test_every_hook_is_listed_documented_and_has_one_request_at_most() -> None:
    hooks = {name: hook for name, hook in vars(specs).items() if hasattr(hook, f"{GROUP}_spec")}
    assert set(hooks) == {*specs.OFFERING, "lif_committed"}
    for name, hook in hooks.items():
        assert name.startswith("lif_")
        assert hook.__doc__
        assert len(inspect.signature(hook).parameters) == (name == "lif_committed")
        assert "`make" in hook.__doc__ or name == "lif_committed"


@pytest.mark.parametrize("hook", specs.OFFERING)
def test_every_hook_that_offers_is_asked_and_chosen_from_by_name(hook: str) -> None:
    plugins = Plugins(
        [entry("a", plug_in(**{hook: offering("one", "two")})), entry("b", plug_in(**{hook: offering("three")}))]
    )
    assert list(plugins.offers(hook)) == ["one", "two", "three"]
    assert plugins.choose(hook, "two").name == "two"
    with pytest.raises(UnknownName, match="three"):
        plugins.choose(hook, "thre")


@pytest.mark.parametrize("hook", specs.OFFERING)
def test_two_offers_of_one_name_are_refused_naming_both_distributions(hook: str) -> None:
    plugins = Plugins(
        [
            entry("a", plug_in(**{hook: offering("same")}), "lif-one"),
            entry("b", plug_in(**{hook: offering("same")}), "lif-two"),
        ]
    )
    with pytest.raises(PluginError) as raised:
        plugins.offers(hook)
    assert "a (lif-one 1.2)" in str(raised.value)
    assert "b (lif-two 1.2)" in str(raised.value)
    assert "plug-ins-off" in str(raised.value)


def test_a_hook_that_there_is_not() -> None:
    with pytest.raises(UnknownName, match="lif_reports"):
        Plugins(()).offers("lif_report")


@pytest.mark.parametrize(
    ("module", "reason"),
    [
        (ImportError("no module named redis"), "ImportError: no module named redis"),
        (SystemExit(3), "SystemExit"),
        (SyntaxError("bad"), "SyntaxError"),
        (SimpleNamespace(), "does not say for which hook interface it is written; this version has 1"),
        (SimpleNamespace(lif_api=2), "is for interface 2; this version has 1"),
        (plug_in(lif_storages=lambda folder: []), "does not fit the hooks"),
        (plug_in(lif_storags=offering("x")), "does not fit the hooks"),
    ],
)
def test_a_plug_in_that_fails_to_load_is_named_and_the_rest_goes_on(module: Any, reason: str) -> None:
    whole = plug_in(lif_storages=offering("redis", schemes=("redis",)))
    for order in (1, -1):
        plugins = Plugins([entry("broken", module), entry("whole", whole)][::order])
        assert states(plugins) == {"broken": "failed", "whole": "loaded"}
        assert reason in why(plugins, "broken")
        assert list(plugins.offers("lif_storages")) == ["redis"]
        assert plugins.for_scheme("redis://localhost").name == "redis"


def test_hooks_of_a_plug_in_that_does_not_fit_are_not_asked() -> None:
    mixed = plug_in(lif_layers=offering("mine"), lif_storages=lambda folder: [])
    plugins = Plugins([entry("mixed", mixed)])
    assert plugins.offers("lif_layers") == {}
    assert states(plugins) == {"mixed": "failed"}


@pytest.mark.parametrize("answer", [None, 3, ["no offer"], ZeroDivisionError("ha")])
def test_a_plug_in_that_fails_when_asked_is_named_and_the_rest_goes_on(answer: Any) -> None:
    def failing() -> Any:
        if isinstance(answer, Exception):
            raise answer
        return answer

    plugins = Plugins(
        [entry("broken", plug_in(lif_reports=failing)), entry("whole", plug_in(lif_reports=offering("agenda")))]
    )
    assert list(plugins.offers("lif_reports")) == ["agenda"]
    assert states(plugins) == {"broken": "failed", "whole": "loaded"}


def test_two_entry_points_of_one_name_are_both_told() -> None:
    plugins = Plugins(
        [
            entry("a", plug_in(lif_reports=offering("x")), "lif-one"),
            entry("a", plug_in(lif_reports=offering("y")), "lif-two"),
        ]
    )
    assert states(plugins) == {"a": "loaded", "a (lif-two)": "failed"}
    assert "a (lif-one 1.2) and a (lif-two 1.2)" in why(plugins, "a (lif-two)")
    assert list(plugins.offers("lif_reports")) == ["x"]


def test_what_is_switched_off_is_not_loaded() -> None:
    plugins = Plugins([entry("a", AssertionError("loaded"))], off=["a"])
    assert states(plugins) == {"a": "off"}
    assert plugins.offers("lif_layers") == {}


def test_announcing_reaches_all_and_tells_who_failed() -> None:
    heard: list[object] = []

    def failing(event: Committed) -> None:
        raise RuntimeError("away")

    plugins = Plugins(
        [
            entry("first", plug_in(lif_committed=lambda event: heard.append(event))),
            entry("broken", plug_in(lif_committed=failing)),
            entry("plain", plug_in(lif_committed=lambda: heard.append("plain"))),
        ]
    )
    (failed,) = plugins.announce(EVENT)
    assert (failed.name, failed.state, failed.why) == ("broken", "failed", "RuntimeError: away")
    assert heard == [EVENT, "plain"]
    assert [plugin.name for plugin in plugins.announce(EVENT)] == ["broken"]


def test_a_plug_in_is_registered_by_hand() -> None:
    plugins = Plugins(())
    plugins.register(plug_in(lif_gap_rules=offering("own")), "mine", "my-app", "3")
    assert str(plugins.found()[0]) == "mine (my-app 3)"
    assert list(plugins.offers("lif_gap_rules")) == ["own"]
    with pytest.raises(PluginError, match="lif_api = 1"):
        plugins.register(SimpleNamespace(), "other")
    with pytest.raises(PluginError, match="Two plug-ins are called 'mine'"):
        plugins.register(plug_in(), "mine")


def test_addresses_and_endings_choose() -> None:
    sheets = plug_in(lif_importers=offering("sheets", suffixes=(".xlsx", ".CSV")))
    plugins = Plugins([entry("sheets", sheets)])
    assert plugins.for_suffix("lif_importers", ".XLSX").name == "sheets"
    assert plugins.for_suffix("lif_importers", ".csv").name == "sheets"
    with pytest.raises(PluginError, match=r"reads \.pdf\. Known endings: \.CSV, \.xlsx\."):
        plugins.for_suffix("lif_importers", ".pdf")
    with pytest.raises(PluginError, match=r"writes a file without an ending\. Install lif-export-office"):
        plugins.for_suffix("lif_exporters", "")
    with pytest.raises(PluginError, match="Install one"):
        plugins.for_scheme("redis://x")


def test_nothing_is_looked_for_before_it_is_needed() -> None:
    def never() -> Any:
        raise AssertionError("looked for")
        yield

    Plugins(never())


def test_the_interface_has_a_version() -> None:
    assert API == 1
