from diagnostics.models.attempt import Answer, Attempt, AttemptTransition
from diagnostics.models.diagnostic import Diagnostic, DiagnosticLevel, DiagnosticVersion, Item, ItemDescriptor
from diagnostics.models.need import Need, NeedElement
from diagnostics.models.question import ContextAnswer, ContextQuestion
from diagnostics.models.rater import (
    RaterAnswer,
    RaterGroupReport,
    RaterGroupResult,
    RaterInvitation,
    RaterMail,
    RaterPanel,
    RaterResponse,
)
from diagnostics.models.round import Round, RoundExtension
from diagnostics.models.target import Target, TargetProfile

__all__ = [
    "Answer",
    "Attempt",
    "AttemptTransition",
    "ContextAnswer",
    "ContextQuestion",
    "Diagnostic",
    "DiagnosticLevel",
    "DiagnosticVersion",
    "Item",
    "ItemDescriptor",
    "Need",
    "NeedElement",
    "RaterAnswer",
    "RaterGroupReport",
    "RaterGroupResult",
    "RaterInvitation",
    "RaterMail",
    "RaterPanel",
    "RaterResponse",
    "Round",
    "RoundExtension",
    "Target",
    "TargetProfile",
]
