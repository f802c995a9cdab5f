"""What of the change log is asked for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carnegie.core.forms import DayField
from standards.selectors.log import Asked


class LogFilter(forms.Form):
    """Anything that makes no sense counts as not asked for."""

    q = forms.CharField(required=False, max_length=200, label=_("Words in the texts"))
    person = forms.UUIDField(required=False, label=_("Who"))
    since = DayField(required=False, label=_("From"))
    until = DayField(required=False, label=_("Until"))
    whole = forms.BooleanField(required=False, label=_("All versions"))

    def asked(self) -> Asked:
        self.is_valid()
        given: dict[str, Any] = self.cleaned_data
        person = str(given["person"]) if given.get("person") else ""
        return Asked(given.get("q", ""), person, given.get("since"), given.get("until"))

    @property
    def is_whole(self) -> bool:
        self.is_valid()
        return bool(self.cleaned_data.get("whole"))
