"""The reference of phrases that a framework may say in its own words; `generate.py` puts it beside the others."""

from collections.abc import Iterator, Mapping

from lif_core.reports.framework_phrases import FRAMEWORK_PHRASES
from lif_core.reports.phrases import PHRASES
from lif_core.values.labels import Label

INTRODUCING = """\
What reports and sheets print, by name. `[text.target-date]` with `en = "..."` (and `cy = "..."`) in a layer says it
in your words. What stands in braces is filled in: keep it. A name that is not here changes nothing, and `lif check`
tells it.

Three sorts of names are made of your framework: a status is its id (`[text.in-progress]`), an event is `event-` and
its id (`[text.event-notification-sent]`), and a field that a kind `needs` is that field (`[text.how-measured]`).
What is called a body, a kind or a theme is no phrase:
[relabel](../how-to/write-a-framework-layer.md#use-your-own-words) it."""


def phrases() -> Iterator[str]:
    """Give the lines of the page, without its mark of being written."""
    yield from (INTRODUCING, "", "## Reports and sheets", "")
    yield from _table(PHRASES)
    yield from ("", "## The framework as a document", "")
    yield from _table({f"framework-{key}": label for key, label in FRAMEWORK_PHRASES.items()})


def _table(words: Mapping[str, Label]) -> Iterator[str]:
    yield from ("| name | in English | in Welsh |", "|---|---|---|")
    for key, label in sorted(words.items()):
        yield f"| `{key}` | {_cell(label.en)} | {_cell(label.cy or '')} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
