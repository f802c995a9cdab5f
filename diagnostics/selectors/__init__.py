"""What pages read, each with a fixed number of queries."""

from diagnostics.selectors.asking import asked, open_rounds, round_board, rounds_of
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
    "comments_of",
    "grants_of",
    "group_counts",
    "invitation_of",
    "invitations_of",
    "needs_of",
    "needs_with_elements",
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
]
