"""Gaps that a framework tells by a condition of its own: items of its table `gap`."""

from collections.abc import Iterator

from lif_core.framework.shape import GapRule
from lif_core.measures.gap import Gap, begun, gap_of
from lif_core.view.facts import holds
from lif_core.view.view import View


def configured(view: View) -> Iterator[Gap]:
    """Tell the gaps whose condition holds."""
    for code, rule in view.framework.all(GapRule).items():
        for record_type in rule.on:
            for record in view.register.of_type(record_type):
                if holds(view, record, rule.when):
                    says = f"{str(rule.says).rstrip('.')}."
                    yield gap_of(view, record, code, rule.level, says, str(rule.mend), begun(view, record))
