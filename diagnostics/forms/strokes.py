"""Under which stroke a page sent one card."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from diagnostics.models.stroke import HIGHEST_STROKE, Stroke


class StrokeForm(forms.Form):
    """A card that scripts send; without scripts it has no stroke."""

    writer = forms.UUIDField(required=False, label=_("Page"))
    stroke = forms.IntegerField(required=False, min_value=1, max_value=HIGHEST_STROKE, label=_("Number of this save"))

    def clean(self) -> dict[str, Any]:
        """Both or neither."""
        said = super().clean() or {}
        for name, other in (("writer", "stroke"), ("stroke", "writer")):
            if said.get(other) and not said.get(name) and name not in self.errors:
                self.add_error(name, _("The page and the number of a save come together."))
        return said

    @property
    def sent_as(self) -> Stroke | None:
        writer, number = self.cleaned_data["writer"], self.cleaned_data["stroke"]
        return Stroke(writer, number) if writer else None
