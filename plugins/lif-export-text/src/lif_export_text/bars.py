"""Bars: a chart as a drawing inside a web page. Its figures stand in the table below it, and its sense in words."""

from collections.abc import Iterator
from html import escape

from lif_core.reports.document import Chart

_LOOKS = ("#1f4e79", "url(#stripes)", "url(#dots)", "#5b2c83")
_PATTERNS = (
    '<defs><pattern id="stripes" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="8" height="8" fill="#fff"/><rect width="4" height="8" fill="#c00000"/></pattern>'
    '<pattern id="dots" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#fff"/>'
    '<circle cx="4" cy="4" r="2.5" fill="#375623"/></pattern></defs>'
)
_BAR, _SPACE, _NAMES, _LONGEST, _FIGURE = 18, 10, 260, 420, 60
_NAME_LETTERS = 38


def drawn(chart: Chart) -> Iterator[str]:
    """Give the lines of a drawing, with the sentence that tells the same; nothing where every figure is missing."""
    if not chart.most:
        yield f"<p>{escape(chart.alternative)}</p>"
        return
    series = len(chart.columns) - 1
    group = series * _BAR + _SPACE
    legend = 24 if series > 1 else 0
    width, height = _NAMES + _LONGEST + _FIGURE, len(chart.rows) * group + legend + _SPACE
    yield "<figure>"
    yield f'<svg role="img" aria-label="{escape(chart.alternative)}" viewBox="0 0 {width} {height}" width="{width}">'
    yield _PATTERNS
    for row, (name, *figures) in enumerate(chart.rows):
        top = row * group + _SPACE
        middle = top + series * _BAR / 2 + 5
        said = escape(_cut(str(name or "")))
        yield f'<text x="{_NAMES - 8}" y="{middle:g}" text-anchor="end" font-size="14">{said}</text>'
        for number, figure in enumerate(figures):
            yield from _bar(figure, number, top + number * _BAR, chart.most)
    if legend:
        for number, heading in enumerate(chart.columns[1:]):
            left = _NAMES + number * 140
            yield f'<rect x="{left}" y="{height - 18}" width="14" height="14" fill="{_fill(number)}" stroke="#000"/>'
            yield f'<text x="{left + 20}" y="{height - 6}" font-size="14">{escape(heading)}</text>'
    yield f"</svg><figcaption>{escape(chart.alternative)}</figcaption></figure>"


def _bar(figure: str | int | None, number: int, top: int, most: int) -> Iterator[str]:
    if not isinstance(figure, int):
        yield f'<text x="{_NAMES + 4}" y="{top + 14}" font-size="14">-</text>'
        return
    long = round(_LONGEST * max(figure, 0) / most)
    yield f'<rect x="{_NAMES}" y="{top}" width="{long}" height="{_BAR - 2}" fill="{_fill(number)}" stroke="#000"/>'
    yield f'<text x="{_NAMES + long + 6}" y="{top + 14}" font-size="14">{figure}</text>'


def _fill(number: int) -> str:
    return _LOOKS[number % len(_LOOKS)]


def _cut(name: str) -> str:
    return name if len(name) <= _NAME_LETTERS else f"{name[: _NAME_LETTERS - 3]}..."
