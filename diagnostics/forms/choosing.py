"""What a learner chooses to work on."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carnegie.core.forms import PageFormHelper
from diagnostics.forms.words import TextField, storable
from diagnostics.models import Item
from standards.models import Element


class NeedForm(forms.Form):
    """What she wants to work on, which statements it is about, why, and where; `base` tells which text of a need the
    page was made from."""

    title = forms.CharField(max_length=200, validators=[storable], label=_("What I want to work on"))
    elements = forms.ModelMultipleChoiceField(
        Element.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label=_("Which statements it is about"),
        error_messages={"required": _("Choose at least one statement.")},
    )
    reason = TextField(label=_("Why this matters now"), help_text=_("What would be better for children, or for you?"))
    context = TextField(
        required=False, label=_("Where at work"), help_text=_("The team, room or project in which you will use it.")
    )

    base = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput())

    def __init__(self, *args: Any, items: Iterable[Item], submit: str, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = list(items)
        names = {item.element_id: f"{item.code} {item.statement}".strip() for item in items}
        field = self.fields["elements"]
        field.queryset = Element.objects.filter(pk__in=names).order_by("position")
        field.label_from_instance = lambda element: names[element.pk]
        self.helper = PageFormHelper(submit=submit, cancel_url=cancel_url)
