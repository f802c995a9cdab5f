"""Input of this app's pages; nothing is saved here."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from carnegie.core.forms import PageFormHelper
from carnegie.people.models import User
from standards import formats, selectors
from standards.enums import AdoptionStatus

SORTS = [("title", _("by title")), ("newest", _("last changed first"))]


class ImportForm(forms.Form):
    """A file to bring in, what kind it is, and for which organisation, where there is a choice."""

    file = forms.FileField(label=_("File"), max_length=255)
    format = forms.ChoiceField(
        label=_("Kind of file"),
        choices=[("auto", _("find out from what is inside")), *formats.FORMAT_NAMES.items()],
        initial="auto",
        required=False,
    )
    owner = forms.ModelChoiceField(queryset=None, label=_("For which organisation"), empty_label=None)

    def __init__(self, *args: Any, user: User, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = selectors.owners_for(user, on)
        self.fields["owner"].queryset = owners  # type: ignore[attr-defined]
        self.fields["file"].help_text = _(
            "A CASE 1.0 or 1.1 package, a Moodle competency framework, a Mahara SmartEvidence matrix, or a CSV with "
            "the column “heading” and, if you have them, “code”, “parent_code”, “kind” and “summary”. At most %(size)s."
        ) % {"size": filesizeformat(settings.IMPORT_MAX_BYTES)}
        if len(owners) == 1:
            self.fields["owner"].initial = owners[0]
            self.fields["owner"].widget = forms.HiddenInput()
        self.helper = PageFormHelper(
            "file",
            "format",
            "owner",
            submit=_("Read the file"),
            cancel_url=reverse("standards:framework-list"),
            testid="import-read",
        )
        self.helper.form_enctype = "multipart/form-data"

    def clean_format(self) -> str:
        return self.cleaned_data["format"] or "auto"

    def clean_file(self) -> UploadedFile:
        """Size is checked before anything is read; what is inside is the reader's business."""
        upload: UploadedFile = self.cleaned_data["file"]
        if (upload.size or 0) > settings.IMPORT_MAX_BYTES:
            raise forms.ValidationError(
                _("The file has %(size)s; at most %(limit)s can be read."),
                code="too_large",
                params={
                    "size": filesizeformat(upload.size),
                    "limit": filesizeformat(settings.IMPORT_MAX_BYTES),
                },
            )
        return upload


class SeedForm(forms.Form):
    """One of the frameworks that come with Carnegie, and for which organisation."""

    seed = forms.ChoiceField(choices=[(name, name) for name in selectors.SEEDS])
    owner = forms.ModelChoiceField(queryset=None)

    def __init__(self, *args: Any, user: User, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = selectors.owners_for(user, on)  # type: ignore[attr-defined]


class LibraryFilter(forms.Form):
    """What the library shows; anything unknown counts as not asked for."""

    q = forms.CharField(required=False, max_length=200, label=_("Title or issuing body"))
    status = forms.ChoiceField(
        required=False, label=_("Status"), choices=[("", _("every status")), *AdoptionStatus.choices]
    )
    sort = forms.ChoiceField(required=False, label=_("Order"), choices=SORTS)

    def value(self, name: str) -> str:
        """The cleaned value, or nothing where it did not make sense."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))


class DeprecateForm(forms.Form):
    """Why a version is taken out of use."""

    reason = forms.CharField(
        label=_("Why (shown in its history)"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
