"""What pages read, each with a fixed number of queries."""

from diagnostics.selectors.asking import asked, open_rounds, round_board, rounds_of
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
    "cohort_heat_map",
    "cohort_needs",
    "demand",
    "grants_of",
    "needs_of",
    "needs_with_elements",
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
    "whole_batches",
]
