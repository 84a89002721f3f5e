"""The generated pages say what the code says, and every hook is described with its exact arguments."""

import importlib.util
import inspect
from pathlib import Path

import pytest

HERE = Path(__file__).parent
WRITTEN = "Written by docs/reference/generate.py"
spec = importlib.util.spec_from_file_location("generate", HERE / "generate.py")
generate = importlib.util.module_from_spec(spec)
spec.loader.exec_module(generate)


@pytest.mark.parametrize("name", sorted(path.name for path in HERE.glob("*.md") if WRITTEN in path.read_text("utf-8")))
def test_a_page_is_what_the_code_says(name):
    """Where this fails, run `python docs/reference/generate.py` and read what changed."""
    assert (HERE / name).read_text(encoding="utf-8") == generate.pages()[name]


@pytest.mark.parametrize("name", generate.hook_specs())
def test_every_hook_is_described_with_its_arguments(name):
    """An author copies the line under the heading."""
    page = (HERE / "hooks.md").read_text(encoding="utf-8")
    arguments = ", ".join(inspect.signature(generate.hook_specs()[name]).parameters)
    line = next(line for line in page.splitlines() if line.startswith(f"{name}("))
    assert f"## {name}\n" in page
    assert line.startswith(f"{name}({arguments}")


def test_every_key_of_every_table_of_a_framework_is_explained():
    """Whoever writes a layer has this page and no other."""
    page = generate.pages()["frameworks.md"]
    assert [line for line in page.splitlines() if line.startswith("| `") and line.endswith("|  |")] == []


def test_every_name_of_the_front_door_and_every_error_is_told():
    """A host looks up here what it may import, what it is given and what it meets with."""
    import lif_core
    from lif_core import errors

    page = generate.pages()["python.md"]
    headings = {line.lstrip("# ") for line in page.splitlines() if line.startswith("##")}
    assert [name for name in lif_core.__all__ if name not in headings] == []
    family = [name for name, one in vars(errors).items() if inspect.isclass(one) and issubclass(one, errors.LifError)]
    assert [name for name in family if f"`{name}`" not in page.partition("## Errors")[2]] == []
    verbs = [name for name in vars(lif_core.Work) if not name.startswith("_") and name not in ("seen", "rests_on")]
    assert [name for name in verbs if f"{name}(" not in page and f"`{name}`" not in page] == []


def test_every_field_of_every_record_is_explained():
    """A field without a meaning is a hole in the table."""
    page = generate.pages()["records.md"].partition("## Parts of records")[0]
    assert [line for line in page.splitlines() if line.startswith("| `") and line.endswith("|  |")] == []
