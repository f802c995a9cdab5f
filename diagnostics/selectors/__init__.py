"""What pages read, each with a fixed number of queries."""

from diagnostics.selectors.asking import (
    asked,
    board_counts,
    elsewhere,
    extensions_of,
    learners_of,
    learners_to_extend,
    nudge_key,
    of_board,
    open_rounds,
    round_board,
    rounds_of,
    to_remind,
    waiting_for,
)
from diagnostics.selectors.demand import Demand, DemandRow, demand
from diagnostics.selectors.figures import Figures, read_figures, whole_batches
from diagnostics.selectors.heat_map import HeatMap, cohort_heat_map, rounds_to_count
from diagnostics.selectors.needs import ChooserRow, CohortNeeds, cohort_needs, needs_of, needs_with_elements
from diagnostics.selectors.profile import Profile, ProfileLine, profile
from diagnostics.selectors.questionnaire import Questionnaire, preview, questionnaire
from diagnostics.selectors.sharing import grants_of, possible_readers
from diagnostics.selectors.suggestions import Offer, offers, suggestions

__all__ = [
    "ChooserRow",
    "CohortNeeds",
    "Demand",
    "DemandRow",
    "Figures",
    "HeatMap",
    "Offer",
    "Profile",
    "ProfileLine",
    "Questionnaire",
    "asked",
    "board_counts",
    "cohort_heat_map",
    "cohort_needs",
    "demand",
    "elsewhere",
    "extensions_of",
    "grants_of",
    "learners_of",
    "learners_to_extend",
    "needs_of",
    "needs_with_elements",
    "nudge_key",
    "of_board",
    "offers",
    "open_rounds",
    "possible_readers",
    "preview",
    "profile",
    "questionnaire",
    "read_figures",
    "round_board",
    "rounds_of",
    "rounds_to_count",
    "suggestions",
    "to_remind",
    "waiting_for",
    "whole_batches",
]
