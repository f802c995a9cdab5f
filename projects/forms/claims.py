"""Claiming a standard as met already, and deciding on it."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carnegie.core.forms import PageFormHelper
from diagnostics.models import Item
from programmes.models import Enrolment
from projects import selectors
from projects.enums import CLAIM_DECISIONS, CLAIM_TRANSITIONS, ClaimState
from projects.forms.work import text_area, tick_list
from projects.models import Claim, Evidence

WORDS = {
    ClaimState.ACCEPTED: _("Accept: it is met"),
    ClaimState.IN_PART: _("Accept in part: the reason says what is still missing"),
    ClaimState.DECLINED: _("Decline: the evidence does not show it"),
}


class ItemField(forms.ModelChoiceField):
    """Statements that she is asked about, under their domain."""

    def offer(self, enrolment: Enrolment, on: dt.date) -> None:
        self.queryset = selectors.items_to_claim(enrolment, on)
        self.choices = [("", _("Choose a statement")), *selectors.item_choices(enrolment, on)]


class ClaimForm(forms.Form):
    """Which statement, how she meets it, and what shows it."""

    item = ItemField(Item.objects.none(), label=_("What I meet already"))
    statement = forms.CharField(
        label=_("How I meet this already"),
        help_text=_("What did you do, where and when? Your facilitators read it."),
        max_length=5000,
        widget=text_area(5),
    )
    evidence = tick_list(Evidence.objects.none(), _("Evidence that shows it"), _("At least one piece."))

    def __init__(self, *args: Any, enrolment: Enrolment, on: dt.date, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].offer(enrolment, on)
        self.fields["evidence"].queryset = selectors.evidence_of(enrolment)
        self.fields["evidence"].required = True
        self.helper = PageFormHelper(submit=_("Send the claim"), cancel_url=cancel_url)


class DecideForm(forms.Form):
    """What follows from where the claim stood when the page was made, and why."""

    seen = forms.ChoiceField(choices=ClaimState, widget=forms.HiddenInput)
    decision = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Why"), help_text=_("The learner reads it."), max_length=5000, widget=text_area(4))

    def __init__(self, *args: Any, claim: Claim, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = claim.state
        may = CLAIM_TRANSITIONS[claim.state]
        self.fields["decision"].choices = [(one, WORDS[one]) for one in CLAIM_DECISIONS if one in may]
        self.helper = PageFormHelper(submit=_("Decide"), cancel_url=cancel_url, testid="decide")


class ClaimFilterForm(forms.Form):
    """What the list is narrowed to and sorted by; an unknown word changes nothing."""

    name = forms.CharField(label=_("Name contains"), required=False, max_length=200)
    state = forms.ChoiceField(label=_("State"), choices=[("", _("Any")), *ClaimState.choices], required=False)
    sort = forms.ChoiceField(
        label=_("Sorted by"),
        required=False,
        choices=[("", _("what waits first")), ("learner", _("name")), ("newest", _("newest first"))],
    )

    def wanted(self) -> dict[str, str]:
        """What was asked for and is known."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
