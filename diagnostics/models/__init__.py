from diagnostics.models.attempt import Answer, Attempt, AttemptTransition
from diagnostics.models.diagnostic import Diagnostic, DiagnosticLevel, DiagnosticVersion, Item, ItemDescriptor
from diagnostics.models.need import Need, NeedElement
from diagnostics.models.round import Round
from diagnostics.models.target import Target, TargetProfile

__all__ = [
    "Answer",
    "Attempt",
    "AttemptTransition",
    "Diagnostic",
    "DiagnosticLevel",
    "DiagnosticVersion",
    "Item",
    "ItemDescriptor",
    "Need",
    "NeedElement",
    "Round",
    "Target",
    "TargetProfile",
]
