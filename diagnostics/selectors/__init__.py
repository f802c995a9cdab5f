"""What pages read, each with a fixed number of queries."""

from diagnostics.selectors.asking import asked, open_rounds, round_board, rounds_of
from diagnostics.selectors.defining import (
    ASKS,
    ElementTree,
    Ticks,
    asked_elements,
    can_be_asked,
    levels_of,
    scales_to_choose,
    state_of_all,
    state_of_draft,
    state_of_question,
)
from diagnostics.selectors.needs import needs_of, needs_with_elements
from diagnostics.selectors.profile import Profile, ProfileLine, profile
from diagnostics.selectors.questionnaire import Questionnaire, preview, questionnaire
from diagnostics.selectors.sharing import grants_of, possible_readers
from diagnostics.selectors.suggestions import suggestions
from diagnostics.selectors.targets import (
    employers_of,
    is_shown,
    ranges_of,
    roles_in,
    state_of_targets,
    target_profile_for,
)

__all__ = [
    "ASKS",
    "ElementTree",
    "Profile",
    "ProfileLine",
    "Questionnaire",
    "Ticks",
    "asked",
    "asked_elements",
    "can_be_asked",
    "employers_of",
    "grants_of",
    "is_shown",
    "levels_of",
    "needs_of",
    "needs_with_elements",
    "open_rounds",
    "possible_readers",
    "preview",
    "profile",
    "questionnaire",
    "ranges_of",
    "roles_in",
    "round_board",
    "rounds_of",
    "scales_to_choose",
    "state_of_all",
    "state_of_draft",
    "state_of_question",
    "state_of_targets",
    "suggestions",
    "target_profile_for",
]
