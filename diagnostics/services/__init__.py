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
from diagnostics.services.asking import extend_round, open_round, remind
from diagnostics.services.choosing import change_need, choose_need, set_need_aside
from diagnostics.services.defining import (
    change_diagnostic,
    create_diagnostic,
    publish_diagnostic,
    renew_diagnostic,
    save_target_profile,
)
from diagnostics.services.sharing import log_readings, revoke_grant, share

__all__ = [
    "MissingAnswers",
    "SavedAnswer",
    "change_diagnostic",
    "change_need",
    "choose_need",
    "create_diagnostic",
    "extend_round",
    "log_readings",
    "open_round",
    "publish_diagnostic",
    "remind",
    "renew_diagnostic",
    "revoke_grant",
    "save_answer",
    "save_answers",
    "save_context",
    "save_target_profile",
    "set_need_aside",
    "share",
    "show_previous",
    "start_attempt",
    "submit_attempt",
]
