"""Asking a cohort, and giving it more time."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carnegie.core.forms import DayField, PageFormHelper
from diagnostics.enums import RoundKind
from diagnostics.forms.words import storable
from diagnostics.models import DiagnosticVersion, TargetProfile


class RoundForm(forms.Form):
    """What to ask a cohort, when, and what to compare it with."""

    title = forms.CharField(max_length=200, validators=[storable], label=_("Title"), initial=_("Baseline"))
    diagnostic = forms.ModelChoiceField(DiagnosticVersion.objects.none(), label=_("Diagnostic"), empty_label=None)
    kind = forms.ChoiceField(choices=RoundKind, label=_("Kind"))
    target_profile = forms.ModelChoiceField(
        TargetProfile.objects.none(), required=False, label=_("Targets"), empty_label=_("No targets")
    )
    opens_on = DayField(label=_("Opens on"))
    closes_on = DayField(label=_("Closes at the end of"))

    def __init__(self, *args: Any, versions: Any, profiles: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["diagnostic"].queryset = versions
        self.fields["target_profile"].queryset = profiles
        self.fields["target_profile"].label_from_instance = lambda one: f"{one.title} ({one.diagnostic_version})"
        self.helper = PageFormHelper(submit=_("Open the round"), cancel_url=cancel_url)


class ExtendForm(forms.Form):
    closes_on = DayField(label=_("Closes at the end of"))

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(submit=_("Extend the round"), cancel_url=cancel_url)
