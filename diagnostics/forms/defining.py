"""How a diagnostic presents itself, and what it asks about."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carnegie.core.forms import PageFormHelper
from diagnostics.forms.words import TextField, storable
from standards.models import Element, FrameworkVersion


class DiagnosticWordsForm(forms.Form):
    """How a diagnostic presents itself."""

    title = forms.CharField(max_length=200, validators=[storable], label=_("Title"))
    introduction = TextField(
        required=False, label=_("Introduction"), help_text=_("What learners read before they begin.")
    )
    minutes = forms.IntegerField(min_value=1, max_value=240, initial=20, label=_("Minutes it takes"))

    def __init__(self, *args: Any, submit: str, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(submit=submit, cancel_url=cancel_url)


class DiagnosticForm(DiagnosticWordsForm):
    """A new one: also which parts of the framework it asks about."""

    parts = forms.ModelMultipleChoiceField(
        Element.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label=_("Ask about"),
        error_messages={"required": _("Choose at least one part.")},
    )

    def __init__(self, *args: Any, version: FrameworkVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tops = version.elements.filter(parent__isnull=True).order_by("position")
        self.fields["parts"].queryset = tops
        self.fields["parts"].initial = [element.pk for element in tops]
        self.order_fields(["title", "parts", "introduction", "minutes"])
