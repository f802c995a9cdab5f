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
from diagnostics.selectors.questionnaire import Questionnaire, preview, questionnaire
from diagnostics.selectors.raters import (
    comments_of,
    group_counts,
    invitation_of,
    invitations_of,
    panel_rows,
    rating,
    response_of,
    submitted_attempt,
)
from diagnostics.selectors.sharing import grants_of, possible_readers
from diagnostics.selectors.suggestions import suggestions

__all__ = [
    "Profile",
    "ProfileLine",
    "Questionnaire",
    "asked",
    "board_counts",
    "comments_of",
    "elsewhere",
    "extensions_of",
    "grants_of",
    "group_counts",
    "invitation_of",
    "invitations_of",
    "learners_of",
    "learners_to_extend",
    "needs_of",
    "needs_with_elements",
    "nudge_key",
    "of_board",
    "open_rounds",
    "panel_rows",
    "possible_readers",
    "preview",
    "profile",
    "questionnaire",
    "rating",
    "response_of",
    "round_board",
    "rounds_of",
    "submitted_attempt",
    "suggestions",
    "to_remind",
    "waiting_for",
]
