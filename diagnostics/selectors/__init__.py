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
from diagnostics.selectors.needs import needs_of, needs_with_elements
from diagnostics.selectors.profile import Profile, ProfileLine, profile
from diagnostics.selectors.questionnaire import Questionnaire, answers_on_page, preview, questionnaire
from diagnostics.selectors.sharing import grants_of, possible_readers
from diagnostics.selectors.suggestions import suggestions
from diagnostics.selectors.targets import target_profile_for

__all__ = [
    "Profile",
    "ProfileLine",
    "Questionnaire",
    "answers_on_page",
    "asked",
    "board_counts",
    "elsewhere",
    "extensions_of",
    "grants_of",
    "learners_of",
    "learners_to_extend",
    "needs_of",
    "needs_with_elements",
    "nudge_key",
    "of_board",
    "open_rounds",
    "possible_readers",
    "preview",
    "profile",
    "questionnaire",
    "round_board",
    "rounds_of",
    "suggestions",
    "target_profile_for",
    "to_remind",
    "waiting_for",
]
