"""What people type into self-assessments, checked. Nothing here is stored: services do that."""

from diagnostics.forms.answering import AnswerForm, Card, ContextForm, asked_beside
from diagnostics.forms.choosing import NeedForm
from diagnostics.forms.defining import DiagnosticForm, beginning_of, beginning_of_new
from diagnostics.forms.questions import QuestionForm
from diagnostics.forms.raters import LastDayForm, PanelForm, PeopleForm, RatingForm
from diagnostics.forms.rounds import BoardForm, ExtendForm, RoundForm
from diagnostics.forms.sharing import ShareForm
from diagnostics.forms.targets import TargetFileForm, TargetForm

__all__ = [
    "AnswerForm",
    "BoardForm",
    "Card",
    "ContextForm",
    "DiagnosticForm",
    "ExtendForm",
    "LastDayForm",
    "NeedForm",
    "PanelForm",
    "PeopleForm",
    "QuestionForm",
    "RatingForm",
    "RoundForm",
    "ShareForm",
    "TargetFileForm",
    "TargetForm",
    "asked_beside",
    "beginning_of",
    "beginning_of_new",
]
