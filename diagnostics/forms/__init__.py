"""What people type into self-assessments, checked. Nothing here is stored: services do that."""

from diagnostics.forms.answering import AnswerForm, Card, ContextForm, asked_beside
from diagnostics.forms.choosing import NeedForm
from diagnostics.forms.defining import DiagnosticForm, DiagnosticWordsForm
from diagnostics.forms.rounds import BoardForm, ExtendForm, RoundForm
from diagnostics.forms.sharing import ShareForm
from diagnostics.forms.targets import TargetForm

__all__ = [
    "AnswerForm",
    "BoardForm",
    "Card",
    "ContextForm",
    "DiagnosticForm",
    "DiagnosticWordsForm",
    "ExtendForm",
    "NeedForm",
    "RoundForm",
    "ShareForm",
    "TargetForm",
    "asked_beside",
]
