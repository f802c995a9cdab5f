"""Expected levels, statement by statement."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from diagnostics.forms.words import storable
from diagnostics.models import Item


class TargetForm(forms.Form):
    """The name of a target profile and a lowest and highest expected level for each item (both or neither)."""

    title = forms.CharField(max_length=200, validators=[storable], label=_("For whom"))

    def __init__(self, *args: Any, items: Sequence[Item], levels: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            for end, words in (("low", _("at least")), ("high", _("at most"))):
                label = f"{item.code or item.statement}, {words}"
                self.fields[f"{end}-{item.pk.hex}"] = _level_field(label, levels)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for item in self.items:
            low, high = self._ends(item, said)
            if (low is None) != (high is None):
                self.add_error(f"{'high' if low else 'low'}-{item.pk.hex}", _("Give both levels, or neither."))
            elif low and high and low > high:
                self.add_error(f"high-{item.pk.hex}", _("The highest expected level is below the lowest."))
        return said

    @property
    def targets(self) -> dict[UUID, tuple[int, int]]:
        ends = {item.pk: self._ends(item, self.cleaned_data) for item in self.items}
        return {pk: (low, high) for pk, (low, high) in ends.items() if low and high}

    @staticmethod
    def _ends(item: Item, said: dict[str, Any]) -> tuple[int | None, int | None]:
        return said.get(f"low-{item.pk.hex}"), said.get(f"high-{item.pk.hex}")


def _level_field(label: str, levels: Sequence[tuple[int, str]]) -> forms.TypedChoiceField:
    widget = forms.Select(attrs={"class": "form-select"})
    return forms.TypedChoiceField(
        choices=[("", "–"), *levels], coerce=int, empty_value=None, required=False, label=label, widget=widget
    )
