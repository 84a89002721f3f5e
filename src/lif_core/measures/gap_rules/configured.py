"""Gaps that a framework tells by a condition of its own: items of its table `gap`."""

from collections.abc import Iterator

from lif_core.framework.shape import GapRule
from lif_core.measures.gap import Gap, begun, gap_of
from lif_core.view.facts import looking_up
from lif_core.view.view import View


def configured(view: View) -> Iterator[Gap]:
    """Tell the gaps whose condition holds."""
    for code, rule in view.framework.all(GapRule).items():
        for record_type in rule.on:
            check = view.framework.check(rule.when, record_type)
            for record in view.register.glances(record_type):
                if check(looking_up(view, record)):
                    says = f"{str(rule.says).rstrip('.')}."
                    yield gap_of(view, record, code, rule.level, says, str(rule.mend), begun(view, record))
