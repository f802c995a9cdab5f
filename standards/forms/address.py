"""Input of the page that brings a framework in from an address."""

import datetime as dt
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from carnegie.core.forms import PageFormHelper
from carnegie.people.models import User
from standards import selectors


class AddressForm(forms.Form):
    """Where another server's package stands, and for which organisation it is to come here."""

    address = forms.CharField(
        label=_("Address"),
        max_length=500,
        help_text=_("It looks like https://…/ims/case/v1p1/CFPackages/…; that of the CFDocument will do as well."),
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )
    owner = forms.ModelChoiceField(queryset=None, label=_("For which organisation"), empty_label=None)

    def __init__(self, *args: Any, user: User, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = selectors.owners_for(user, on)
        self.fields["owner"].queryset = owners  # type: ignore[attr-defined]
        if len(owners) == 1:
            self.fields["owner"].initial = owners[0]
            self.fields["owner"].widget = forms.HiddenInput()
        cancel_url = reverse("standards:import-new")
        self.helper = PageFormHelper(
            "address", "owner", submit=_("Fetch it"), cancel_url=cancel_url, testid="import-fetch"
        )
