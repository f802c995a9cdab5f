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
from diagnostics.selectors.feedback import report_of
from diagnostics.selectors.needs import needs_of, needs_with_elements
from diagnostics.selectors.profile import Profile, ProfileLine, parts_of, profile
from diagnostics.selectors.profile_report import as_document, as_table
from diagnostics.selectors.profile_shown import Figure, ShownProfile, shown_profile
from diagnostics.selectors.questionnaire import Questionnaire, preview, questionnaire
from diagnostics.selectors.sharing import grants_of, possible_readers
from diagnostics.selectors.suggestions import suggestions

__all__ = [
    "Figure",
    "Profile",
    "ProfileLine",
    "Questionnaire",
    "ShownProfile",
    "as_document",
    "as_table",
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
    "parts_of",
    "possible_readers",
    "preview",
    "profile",
    "questionnaire",
    "report_of",
    "round_board",
    "rounds_of",
    "shown_profile",
    "suggestions",
    "to_remind",
    "waiting_for",
]
