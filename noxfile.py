"""What is checked, a session each: `nox` runs them all, `nox -s types` one. `.ci/run` runs the same.

lint      ruff: rules and format
floors    import-linter: imports go down only
types     mypy, strict
tests     every test, with coverage
docs      the documentation, its examples executed, its references compared with the code
wheels    build the core and every plug-in once
postgres  the PostgreSQL storage on real servers of two versions
fuzz      a hundred thousand mutated framework documents
plugins   each plug-in from its wheel, alone with what it declares
"""

import os
import shutil
from pathlib import Path
from typing import Any

import nox

nox.needs_version = ">=2025.1"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.sessions = ["lint", "floors", "types", "tests", "docs", "plugins"]

UV = os.environ.get("UV", "uv")  # `uv run` and `python -m uv run` say by which uv they were started
DIST = Path("dist")
PAGES = ["README.md", "CONTRIBUTING.md", "docs"]
PLUGINS = sorted(path.parent.name for path in Path("plugins").glob("*/pyproject.toml"))

TEST_TOOLS = ["pytest>=8", "hypothesis>=6.100", "holidays>=0.80", "openpyxl>=3.1", "XlsxWriter>=3.2", "odfpy>=1.4"]
"""What the tests of plug-ins use; a plug-in itself is imported before any of it, or of its group `test`, is there."""

IMPORT_ALL = """
import importlib, pkgutil, sys
package = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(module.name)
assert "site-packages" in package.__file__, package.__file__
"""


def workspace(session: nox.Session, *groups: str) -> None:
    """Put the core and every plug-in into the session, as in the folder where one works."""
    place = session.virtualenv.location
    more = [f"--group={group}" for group in groups]
    environment = {"UV_PROJECT_ENVIRONMENT": place}
    session.run_install(UV, "sync", "--quiet", f"--python={place}", *more, env=environment, external=True)


@nox.session
def lint(session: nox.Session) -> None:
    """Rules and format."""
    session.install("ruff>=0.15")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def floors(session: nox.Session) -> None:
    """Imports go down the floors, and effects stay above the hooks."""
    workspace(session, "checks")
    session.run("lint-imports", "--no-cache")


@nox.session
def types(session: nox.Session) -> None:
    """Strict types of the core and of every plug-in."""
    workspace(session, "checks")
    session.run("mypy")


@nox.session
def tests(session: nox.Session) -> None:
    """Every test, with coverage of the core."""
    workspace(session)
    session.run("pytest", "--cov", "--cov-report=term", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """The documentation: examples executed, generated pages equal to the code."""
    workspace(session)
    session.run("pytest", *(session.posargs or PAGES))


@nox.session
def wheels(session: nox.Session) -> None:
    """Build the core and every plug-in once, into an empty `dist`."""
    shutil.rmtree(DIST, ignore_errors=True)
    session.run_install(UV, "build", "--quiet", "--wheel", "--all-packages", f"--out-dir={DIST}", external=True)


@nox.session(requires=["wheels"])
@nox.parametrize("plugin", PLUGINS, ids=PLUGINS)
def plugins(session: nox.Session, plugin: str) -> None:
    """One plug-in from its wheel: first alone with what it declares, then its tests."""
    session.install("--find-links", str(DIST), *(str(wheel(name)) for name in ["lif-core", *needs(plugin)]))
    session.run("python", "-c", IMPORT_ALL, plugin.replace("-", "_"))
    tools = declared(plugin).get("dependency-groups", {}).get("test", [])
    ours = [str(wheel(name)) for name in tools if name in PLUGINS]
    session.install("--find-links", str(DIST), *TEST_TOOLS, *ours, *(name for name in tools if name not in PLUGINS))
    folder = f"plugins/{plugin}"
    if any(Path(folder, "tests").rglob("test_*.py")):
        session.run("pytest", f"--confcutdir={folder}", f"{folder}/tests", *session.posargs)


@nox.session
@nox.parametrize("version", ["18", "16"])
def postgres(session: nox.Session, version: str) -> None:
    """The PostgreSQL storage on real servers: those of the wheel, or the one that LIF_POSTGRES names."""
    workspace(session, "postgres")
    session.run("pytest", "plugins/lif-storage-postgres", *session.posargs, env={"PGSERVER_POSTGRES_VERSION": version})


@nox.session
def fuzz(session: nox.Session) -> None:
    """A hundred thousand mutated framework documents: a framework or a list of problems, never a traceback."""
    workspace(session)
    session.run("python", "tests/framework/fuzz.py", *(session.posargs or ["100000"]))


def wheel(name: str) -> Path:
    """Give the wheel of a distribution of ours: by its path, so that no index can put another in its place."""
    (found,) = DIST.glob(f"{name.replace('-', '_')}-*.whl")
    return found


def needs(plugin: str) -> list[str]:
    """Tell a plug-in with those of ours that it declares to need."""
    wanted = declared(plugin)["project"]["dependencies"]
    return [plugin, *(name for name in PLUGINS if any(one.startswith(name) for one in wanted))]


def declared(plugin: str) -> dict[str, Any]:
    """Tell what the pyproject.toml of a plug-in says; tools of its tests stand in its dependency group `test`."""
    return nox.project.load_toml(f"plugins/{plugin}/pyproject.toml")
