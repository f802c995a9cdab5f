"""Asking a cohort or one learner, giving more time, and narrowing the board of a round."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import formats
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from carnegie.core.forms import DayField, PageFormHelper
from diagnostics.enums import AttemptState, RoundKind
from diagnostics.forms.words import storable
from diagnostics.models import DiagnosticVersion, TargetProfile
from diagnostics.selectors.asking import NOT_BEGUN
from programmes.models import Enrolment

KINDS = _(
    "Baseline at the start, mid-point on the way, exit at the end, follow-up some months later. Looking back “then” is "
    "asked at the end about the start: people judge their start otherwise once they know more, and both are shown."
)
TARGETS = _("What is expected. Without targets profiles show no gaps, and nothing counts as below expectation.")


class RoundForm(forms.Form):
    """What to ask a cohort or one learner of it, when, and what to compare it with."""

    title = forms.CharField(max_length=200, validators=[storable], label=_("Title"), initial=_("Baseline"))
    diagnostic = forms.ModelChoiceField(DiagnosticVersion.objects.none(), label=_("Diagnostic"), empty_label=None)
    kind = forms.ChoiceField(choices=RoundKind, label=_("Kind"), help_text=KINDS)
    enrolment = forms.ModelChoiceField(
        Enrolment.objects.none(), required=False, label=_("Whom"), empty_label=_("Everybody in the cohort")
    )
    target_profile = forms.ModelChoiceField(
        TargetProfile.objects.none(), required=False, label=_("Targets"), empty_label=_("No targets"), help_text=TARGETS
    )
    opens_on = DayField(label=_("Opens on"))
    closes_on = DayField(label=_("Closes at the end of"))

    def __init__(self, *args: Any, versions: Any, profiles: Any, learners: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["diagnostic"].queryset = versions
        self.fields["target_profile"].queryset = profiles
        self.fields["target_profile"].label_from_instance = lambda one: f"{one.title} ({one.diagnostic_version})"
        self.fields["enrolment"].queryset = learners
        self.fields["enrolment"].label_from_instance = lambda one: one.learner.full_name
        self.helper = PageFormHelper(submit=_("Open the round"), cancel_url=cancel_url)


class ExtendForm(forms.Form):
    """A later last day, for everybody or for those who are ticked."""

    EVERYBODY, SOME = "everybody", "some"

    whom = forms.ChoiceField(
        choices=[(EVERYBODY, _("Everybody whom the round asks")), (SOME, _("Only those whom I tick"))],
        label=_("For whom"),
        widget=forms.RadioSelect,
    )
    enrolments = forms.ModelMultipleChoiceField(
        Enrolment.objects.none(), required=False, label=_("Learners"), widget=forms.CheckboxSelectMultiple
    )
    closes_on = DayField(label=_("Closes at the end of"))

    def __init__(self, *args: Any, learners: QuerySet[Any], closes_on: dt.date, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enrolments"].queryset = learners
        self.fields["enrolments"].label_from_instance = lambda one: _name(one, closes_on)
        self.helper = PageFormHelper(submit=_("Extend the round"), cancel_url=cancel_url)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        some, ticked = said.get("whom") == self.SOME, said.get("enrolments")
        if some and "enrolments" not in self.errors and not ticked:
            self.add_error("enrolments", _("Tick at least one learner."))
        if said.get("whom") == self.EVERYBODY and ticked:
            self.add_error("whom", _("You ticked learners: say whether the new day is for them or for everybody."))
        return said


def _name(enrolment: Any, closes_on: dt.date) -> str:
    """Her name, and her own last day where it is another than the round's."""
    if enrolment.last_day == closes_on:
        return str(enrolment.learner.full_name)
    said = {"name": enrolment.learner.full_name, "day": formats.date_format(enrolment.last_day)}
    return _now("%(name)s (until %(day)s)") % said


class BoardForm(forms.Form):
    """What a board is narrowed to and sorted by; an unknown word changes nothing."""

    name = forms.CharField(label=_("Name contains"), required=False, max_length=200, validators=[storable])
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("Any")), (NOT_BEGUN, _("not begun")), *AttemptState.choices],
    )
    sort = forms.ChoiceField(
        label=_("Sorted by"),
        required=False,
        choices=[
            ("", _("name")),
            ("submitted", _("submitted last")),
            ("begun", _("begun last")),
            ("until", _("closes first")),
        ],
    )

    def wanted(self) -> dict[str, str]:
        """What was asked for and is known."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
