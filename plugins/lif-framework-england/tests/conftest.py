"""The shipped layers, read and composed once."""

import tomllib

import pytest

from lif_core.framework.documents import read_document
from lif_core.framework.layers import FrameworkHistory, compose
from lif_framework_england import LAYERS, layers


@pytest.fixture(scope="session")
def documents():
    """What each shipped file says, by its name."""
    return {file.name: tomllib.loads(file.text) for file in layers()}


@pytest.fixture(scope="session")
def england(documents):
    """What the files of the national layer say, as one table of tables."""
    found = {}
    for name, data in documents.items():
        if name.startswith("england/"):
            found |= {key: value for key, value in data.items() if isinstance(value, dict)}
    return found


@pytest.fixture(scope="session")
def composed():
    """Composes the shipped layers, all or those named, with texts added."""

    def build(*names: str, added: str = "") -> FrameworkHistory:
        chosen = [read_document(file.text, file.name) for file in layers() if file.layer in (names or LAYERS)]
        return compose([*chosen, read_document(added, "added.toml")] if added else chosen)

    return build


@pytest.fixture(scope="session")
def liverpool(composed):
    """Liverpool over the North West over England."""
    return composed().newest
