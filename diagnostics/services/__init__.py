"""What may be done with self-assessments: one function a write, atomic, audited, with its refusals."""

from diagnostics.services.answering import (
    MissingAnswers,
    SavedAnswer,
    save_answer,
    save_answers,
    start_attempt,
    submit_attempt,
)
from diagnostics.services.asking import extend_round, open_round, remind
from diagnostics.services.choosing import change_need, choose_need, set_need_aside
from diagnostics.services.defining import (
    change_diagnostic,
    create_diagnostic,
    publish_diagnostic,
    renew_diagnostic,
    save_target_profile,
)
from diagnostics.services.raters import (
    Asked,
    ask_again,
    close_ended_panels,
    close_panel,
    invite_raters,
    open_panel,
    remind_raters,
    remove_invitation,
)
from diagnostics.services.rating import Kept, Said, decline_rating, save_ratings, submit_rating
from diagnostics.services.sharing import log_readings, revoke_grant, share

__all__ = [
    "Asked",
    "Kept",
    "MissingAnswers",
    "Said",
    "SavedAnswer",
    "ask_again",
    "change_diagnostic",
    "change_need",
    "choose_need",
    "close_ended_panels",
    "close_panel",
    "create_diagnostic",
    "decline_rating",
    "extend_round",
    "invite_raters",
    "log_readings",
    "open_panel",
    "open_round",
    "publish_diagnostic",
    "remind",
    "remind_raters",
    "remove_invitation",
    "renew_diagnostic",
    "revoke_grant",
    "save_answer",
    "save_answers",
    "save_ratings",
    "save_target_profile",
    "set_need_aside",
    "share",
    "start_attempt",
    "submit_attempt",
    "submit_rating",
]
