"""Forms for cells of the mapping grid: one by one from the grid, or a whole row without JavaScript."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from carnegie.core.forms import PageFormHelper
from programmes.enums import Depth

KINDS = ("programme", "module", "activity", "event")
DEPTHS = [("", _("– not covered")), *Depth.choices]
LONGEST_REASON = 2000
MOST_REVISIONS = 2_000_000_000


class CellForm(forms.Form):
    """What the grid sends: the item as `kind:id`, the element, the depth (empty clears), the reason (left out: as it
    is), the revision it showed."""

    item = forms.CharField(max_length=60)
    element = forms.UUIDField()
    depth = forms.ChoiceField(choices=DEPTHS, required=False)
    rationale = forms.CharField(max_length=LONGEST_REASON, required=False)
    base_revision = forms.IntegerField(min_value=0, max_value=MOST_REVISIONS)

    def clean_item(self) -> tuple[str, UUID]:
        return parsed_item(self.cleaned_data["item"])


def parsed_item(text: str) -> tuple[str, UUID]:
    """`kind:id` taken apart; ValidationError for anything else."""
    kind, _colon, key = text.partition(":")
    try:
        if kind in KINDS:
            return kind, UUID(key)
    except ValueError:
        pass
    raise forms.ValidationError(_("This is no part of the programme."))


class RowCellForm(forms.Form):
    """One cell on the page of an element."""

    item = forms.CharField(max_length=60, widget=forms.HiddenInput())
    base_revision = forms.IntegerField(min_value=0, max_value=MOST_REVISIONS, widget=forms.HiddenInput())
    depth = forms.ChoiceField(label=_("Depth"), choices=DEPTHS, required=False)
    rationale = forms.CharField(label=_("Why"), max_length=LONGEST_REASON, required=False)

    def clean_item(self) -> tuple[str, UUID]:
        return parsed_item(self.cleaned_data["item"])


class _RowFormSet(forms.BaseFormSet):
    def changed(self) -> list[dict[str, Any]]:
        """The cells that were changed on the page."""
        return [form.cleaned_data for form in self.forms if {"depth", "rationale"} & set(form.changed_data)]


RowFormSet = forms.formset_factory(
    RowCellForm, formset=_RowFormSet, extra=0, max_num=1000, absolute_max=1000, validate_max=True
)


class GridFileForm(forms.Form):
    """A grid that was downloaded and changed."""

    file = forms.FileField(
        label=_("The changed file"), help_text=_("CSV or Excel workbook (.xlsx), at most 10 MB."), allow_empty_file=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper("file", submit=_("Show what would change"))
