"""Forms for crosswalks and their links."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from carnegie.people.models import Organisation
from programmes.forms.programme import PageForm, text_area
from standards.enums import Strength, relation_choices
from standards.models import Framework

MAX_BYTES = 1_000_000


class CrosswalkForm(PageForm):
    title = forms.CharField(label=_("Title"), max_length=200)
    description = forms.CharField(
        label=_("Description"),
        required=False,
        max_length=5000,
        widget=text_area(),
        help_text=_("Whose judgement it is, and what for. Readers see this wherever the crosswalk is used."),
    )


class NewCrosswalkForm(CrosswalkForm):
    """Asks for the two frameworks, and for the organisation where there is a choice."""

    owner = forms.ModelChoiceField(Organisation.objects.none(), label=_("Kept by"), empty_label=None)
    left = forms.ModelChoiceField(Framework.objects.none(), label=_("From this framework"))
    right = forms.ModelChoiceField(Framework.objects.none(), label=_("To this framework"))
    field_order = ("owner", "left", "right", "title", "description")

    def __init__(
        self, *args: Any, owners: QuerySet[Organisation], frameworks: QuerySet[Framework], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners
        self.fields["left"].queryset = frameworks
        self.fields["right"].queryset = frameworks
        if len(owners) == 1:
            self.fields["owner"].widget = forms.HiddenInput()
            self.fields["owner"].initial = owners[0].pk

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("left") and data.get("left") == data.get("right"):
            self.add_error("right", _("Choose two different frameworks."))
        return data


class JudgementForm(forms.Form):
    """How one element stands to the other."""

    relation = forms.ChoiceField(label=_("The left one"), choices=relation_choices)
    strength = forms.ChoiceField(label=_("How much of it"), choices=Strength, initial=Strength.MEDIUM)
    note = forms.CharField(label=_("Why (note)"), required=False, max_length=2000, widget=text_area(2))


class PairForm(forms.Form):
    """Two elements, by key."""

    left = forms.UUIDField(widget=forms.HiddenInput())
    right = forms.UUIDField(widget=forms.HiddenInput())


class LinkForm(JudgementForm, PairForm):
    """A new link."""


class ChangedLinkForm(JudgementForm):
    """A link judged anew; `base_revision` is the one that was seen."""

    base_revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput())


class LinkFileForm(forms.Form):
    """A CSV of links; at most a megabyte."""

    file = forms.FileField(
        label=_("File"),
        max_length=255,
        help_text=_(
            "A CSV with the columns “left_code”, “relation” and “right_code”, and perhaps “strength” and “note”: as "
            "the download of a crosswalk gives it. At most 1 MB."
        ),
    )

    def clean_file(self) -> UploadedFile:
        upload: UploadedFile = self.cleaned_data["file"]
        if (upload.size or 0) > MAX_BYTES:
            raise forms.ValidationError(_("The file is too large: at most 1 MB can be read."), code="too_large")
        return upload


class CrosswalkSeedForm(forms.Form):
    """One of the crosswalks that come with Carnegie, and for which organisation."""

    seed = forms.SlugField(max_length=100)
    owner = forms.ModelChoiceField(Organisation.objects.none())

    def __init__(self, *args: Any, owners: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners
