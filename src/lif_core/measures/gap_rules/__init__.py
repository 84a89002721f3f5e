"""Gap rules: what looks at a view and tells what is missing, a module for each subject."""

from lif_core.measures.gap import GapRule
from lif_core.measures.gap_rules.actions import closed_actions, open_actions, several_leads
from lif_core.measures.gap_rules.asked_for import unfilled, unsigned
from lif_core.measures.gap_rules.challenges import challenges
from lif_core.measures.gap_rules.configured import configured
from lif_core.measures.gap_rules.consultations import consultations, meetings
from lif_core.measures.gap_rules.findings import findings, recommendations, themes
from lif_core.measures.gap_rules.portfolio import revised_evidence, whole_plans
from lif_core.measures.gap_rules.products import products
from lif_core.measures.gap_rules.returns import returns
from lif_core.measures.gap_rules.reviews import expired_evidence, reviews
from lif_core.measures.gap_rules.training import (
    courses_nobody_asked_for,
    training_effect,
    training_needs,
    training_sessions,
)

RULES: tuple[GapRule, ...] = (
    findings,
    recommendations,
    open_actions,
    several_leads,
    closed_actions,
    unsigned,
    unfilled,
    expired_evidence,
    revised_evidence,
    whole_plans,
    reviews,
    themes,
    training_needs,
    training_sessions,
    training_effect,
    courses_nobody_asked_for,
    returns,
    challenges,
    products,
    consultations,
    meetings,
    configured,
)
"""Every rule, in the order in which gaps of one weight are told. Further ones come from plug-ins."""
