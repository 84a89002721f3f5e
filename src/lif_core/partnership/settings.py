"""Settings: `partnership.toml`, who we are and where things are. How we work stands in the framework."""

import os
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from lif_core.errors import InvalidData, Problem
from lif_core.hooks.offers import without_secret

FILE = "partnership.toml"
"""Name of the file that makes a folder a partnership's."""


@attrs.frozen(kw_only=True)
class Settings:
    """Who we are and where things are.

    Attributes:
        id: namespace of every id, such as `liverpool`: small letters, digits and hyphens.
        name: what the partnership is called.
        layers: ids of the framework layers it builds on, from plug-ins; its own layers stand in `framework/`.
        storage: address of the store, such as `sqlite:lif.db`; relative to the folder.
        by: role that writes where nobody says who.
        baseline: day before which gaps are counted instead of listed.
        plug_ins_off: names of plug-ins that stay switched off.
        secrets: names of environment variables by the name a plug-in knows the secret by.
        aside_days: how many days what an import keeps aside is kept.
        notifier: settings of notifiers, by their name.
    """

    id: str
    name: str = ""
    layers: tuple[str, ...] = ()
    storage: str = attrs.field(default="sqlite:lif.db", repr=without_secret)
    by: str = ""
    baseline: date | None = None
    plug_ins_off: tuple[str, ...] = ()
    secrets: Mapping[str, str] = attrs.field(factory=dict)
    aside_days: int = 90
    notifier: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict)

    def secret_values(self) -> dict[str, str]:
        """Give the secrets from the environment, those that are set."""
        return {name: os.environ[variable] for name, variable in self.secrets.items() if variable in os.environ}


def read_settings(folder: Path) -> Settings:
    """Read the settings of a partnership folder.

    Raises:
        InvalidData: there is no `partnership.toml`, or it cannot be used; everything wrong with it at once.
    """
    path = folder / FILE
    try:
        plain = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise _wrong(
            "settings.missing", "This folder is no partnership's: it has no partnership.toml.", folder
        ) from None
    except (OSError, UnicodeDecodeError):
        raise _wrong("settings.unreadable", "partnership.toml cannot be read as text.", folder) from None
    except tomllib.TOMLDecodeError as error:
        raise _wrong("settings.broken", f"partnership.toml is broken: {error}.", folder) from None
    return _settings(plain)


def _wrong(code: str, says: str, folder: Path) -> InvalidData:
    mend = "`lif init DIR --framework LAYER` makes a partnership folder; `lif check` tells what is wrong with one."
    return InvalidData([Problem(code=code, says=says, mend=mend, where=str(folder / FILE))])


def _settings(plain: dict[str, Any]) -> Settings:
    """Make settings of plain data: at once where all of it fits, else by the converter that tells what does not."""
    if "id" in plain and all(key in _FITTING and _FITTING[key](value) for key, value in plain.items()):
        values: dict[str, Any] = {
            key.replace("-", "_"): tuple(value) if type(value) is list else value for key, value in plain.items()
        }
        return Settings(**values)
    return _strictly(plain)


def _is_text(value: Any) -> bool:
    return type(value) is str


def _is_texts(value: Any) -> bool:
    return type(value) is list and all(map(_is_text, value))


def _is_table(value: Any) -> bool:
    return type(value) is dict and all(map(_is_text, value.values()))


_FITTING: Mapping[str, Callable[[Any], bool]] = {
    **dict.fromkeys(("id", "name", "storage", "by"), _is_text),
    **dict.fromkeys(("layers", "plug-ins-off"), _is_texts),
    "baseline": lambda value: type(value) is date,
    "secrets": _is_table,
    "aside-days": lambda value: type(value) is int,
    "notifier": lambda value: type(value) is dict and all(map(_is_table, value.values())),
}
"""By setting, whether a value is beyond doubt; the converter, which costs more to import than all else, is spared."""


def _strictly(plain: dict[str, Any]) -> Settings:
    from cattrs import BaseValidationError
    from cattrs.gen import make_dict_structure_fn, override

    from lif_core.serial.complaints import ExpectedType, complaints, in_words
    from lif_core.serial.outside import strict_converter

    converter = strict_converter()
    rename = {field.name: override(rename=field.name.replace("_", "-")) for field in attrs.fields(Settings)}
    read = make_dict_structure_fn(Settings, converter, _cattrs_forbid_extra_keys=True, **rename)  # type: ignore[arg-type]
    try:
        return read(plain, Settings)
    except (BaseValidationError, ExpectedType) as error:
        known = ", ".join(field.name.replace("_", "-") for field in attrs.fields(Settings))
        raise InvalidData(
            Problem(
                code="settings.does-not-fit",
                says=f"{in_words(leaf)}.",
                mend=f"Settings are: {known}.",
                where=f"{FILE} {'.'.join(str(step) for step in path)}".strip(),
            )
            for path, leaf in complaints(error)
        ) from None
