"""What may be done with self-assessments: one function a write, atomic, audited, with its refusals."""

from diagnostics.services.answering import (
    MissingAnswers,
    SavedAnswer,
    save_answer,
    save_answers,
    save_context,
    show_previous,
    start_attempt,
    submit_attempt,
)
from diagnostics.services.asking import WrongDay, extend_round, open_round, remind
from diagnostics.services.choosing import change_need, choose_need, need_fingerprint, set_need_aside
from diagnostics.services.defining import (
    Asks,
    Contents,
    change_diagnostic,
    create_diagnostic,
    publish_diagnostic,
    renew_diagnostic,
)
from diagnostics.services.questions import Asked, add_question, change_question, delete_question, move_question
from diagnostics.services.raters import (
    PersonAsked,
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
from diagnostics.services.targets import Audience, begin_version, save_target_profile

__all__ = [
    "Asked",
    "Asks",
    "Audience",
    "Contents",
    "Kept",
    "MissingAnswers",
    "PersonAsked",
    "Said",
    "SavedAnswer",
    "WrongDay",
    "add_question",
    "ask_again",
    "begin_version",
    "change_diagnostic",
    "change_need",
    "change_question",
    "choose_need",
    "close_ended_panels",
    "close_panel",
    "create_diagnostic",
    "decline_rating",
    "delete_question",
    "extend_round",
    "invite_raters",
    "log_readings",
    "move_question",
    "need_fingerprint",
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
    "save_context",
    "save_ratings",
    "save_target_profile",
    "set_need_aside",
    "share",
    "show_previous",
    "start_attempt",
    "submit_attempt",
    "submit_rating",
]
