"""A folder's store is opened by the plug-in that serves its address; what is wrong with that one is said."""

import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

import pytest

from lif_core.errors import PluginError, StorageAway
from lif_core.hooks import Offer, Plugins, StorageRequest, hookimpl
from lif_core.partnership.opening import storage_of
from lif_core.partnership.settings import Settings
from lif_core.testing import MemoryStorage


def opened(folder: Path, make: Callable[[StorageRequest], Any], url: str = "shelf:lif.shelf") -> Any:
    plugins = Plugins(())
    offer = Offer(name="shelf", schemes=("shelf",), make=make)
    plugins.register(SimpleNamespace(lif_api=1, lif_storages=hookimpl(lambda: [offer])), "shelf")
    return storage_of(folder, Settings(id="demo", storage=url), plugins)


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("shelf:lif.shelf", "shelf://{folder}/lif.shelf"),
        ("shelf:below/lif.shelf", "shelf://{folder}/below/lif.shelf"),
        ("shelf:///srv/lif.shelf", "shelf:///srv/lif.shelf"),
        ("shelf://host/name", "shelf://host/name"),
        ("shelf:", "shelf:"),
    ],
)
def test_an_address_is_relative_to_the_folder_whatever_its_scheme(tmp_path: Path, said: str, asked: str) -> None:
    """Else another, empty store would be opened wherever somebody happens to stand."""
    seen = []
    opened(tmp_path, lambda request: seen.append(request.url) or MemoryStorage(), said)
    assert seen == [asked.format(folder=tmp_path.resolve())]


@pytest.mark.skipif(os.name != "posix", reason="Windows takes fewer characters.")
@pytest.mark.parametrize("name", ["q%41z", "a?b", "a#b", "me@work", "a:b", "%2e%2e", "ŵ 100%", "a\nb"])
def test_the_folder_is_spelt_so_that_it_is_read_back_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    seen: list[str] = []
    (tmp_path / name).mkdir()
    opened(tmp_path / name, lambda request: seen.append(request.url) or MemoryStorage(), "shelf:our%20own.shelf")
    (url,) = seen
    assert unquote(url.removeprefix("shelf://")) == str(tmp_path.resolve() / name / "our own.shelf")
    assert not set("?#@ \n") & set(url)
    assert url.count(":") == 1


def test_a_plug_in_that_fails_is_named_and_the_address_is_not(tmp_path: Path) -> None:
    def fails(request: StorageRequest) -> Any:
        raise RuntimeError(f"cannot open {request.url}")

    with pytest.raises(PluginError, match=r"'shelf' failed .*RuntimeError.*mistake in the plug-in") as told:
        opened(tmp_path, fails, "shelf://me:hunter2@host/name")
    assert "hunter2" not in str(told.value)


def test_what_a_storage_says_itself_is_told_as_it_is(tmp_path: Path) -> None:
    def away(request: StorageRequest) -> Any:
        raise StorageAway("The server is away. Try again.")

    with pytest.raises(StorageAway, match="The server is away"):
        opened(tmp_path, away)


def test_what_lacks_methods_is_no_storage(tmp_path: Path) -> None:
    with pytest.raises(
        PluginError, match=r"no storage: it has no append, close, commits, erase, head, history, keep, kept, load"
    ):
        opened(tmp_path, lambda request: object())


def test_a_plug_in_that_is_not_loaded_is_named_with_the_reason(tmp_path: Path) -> None:
    def broken() -> Any:
        raise ZeroDivisionError("division by zero")

    entries = [
        SimpleNamespace(name="shelf", dist=SimpleNamespace(name="lif-storage-shelf", version="1.0"), load=broken),
        SimpleNamespace(name="other", dist=SimpleNamespace(name="lif-storage-other", version="2.0"), load=broken),
    ]
    with pytest.raises(PluginError) as told:
        storage_of(tmp_path, Settings(id="demo", storage="shelf:x"), Plugins(entries, off=["other"]))
    assert "shelf (lif-storage-shelf 1.0) failed: ZeroDivisionError: division by zero" in str(told.value)
    assert "other (lif-storage-other 2.0) is switched off" in str(told.value)
