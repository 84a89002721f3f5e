"""Gap rules: what looks at a view and tells what is missing, a module for each subject."""

from lif_core.measures.gap import GapRule
from lif_core.measures.gap_rules.actions import closed_actions, open_actions, several_leads
from lif_core.measures.gap_rules.configured import configured
from lif_core.measures.gap_rules.findings import findings, recommendations, themes
from lif_core.measures.gap_rules.reviews import expired_evidence, reviews

RULES: tuple[GapRule, ...] = (
    findings,
    recommendations,
    open_actions,
    several_leads,
    closed_actions,
    expired_evidence,
    reviews,
    themes,
    configured,
)
"""Every rule, in the order in which gaps of one weight are told. Further ones come from plug-ins."""
