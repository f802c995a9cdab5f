"""What a person says about a framework and its drafts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carnegie.core.forms import DayField, PageFormHelper
from standards.models import Framework, FrameworkVersion, Scale

ABOUT = (
    *("title", "creator", "publisher", "description", "subject", "language"),
    *("licence_title", "licence_uri", "official_source_url"),
)
FACTS = ("label", "notes", "status_start_date", "status_end_date", "scale")
LONG = forms.Textarea(attrs={"rows": 3})


class ScaleField(forms.ModelChoiceField):
    """A scale, told apart from its namesakes by its levels."""

    def label_from_instance(self, obj: Scale) -> str:
        return f"{obj.title}: {', '.join(level.label for level in obj.levels.all())}"


class FactsForm(forms.Form):
    """The facts of a framework and of one of its versions; `settled` names those that stay as they are."""

    title = forms.CharField(label=_("Title"), max_length=300)
    creator = forms.CharField(
        label=_("Issuing body"),
        max_length=200,
        help_text=_("Who answers for the text, perhaps you."),
    )
    label = forms.CharField(label=_("Version"), max_length=50, required=False, help_text=_("Such as “2026” or “2.1”."))
    description = forms.CharField(label=_("What it is for"), max_length=5000, required=False, widget=LONG)
    notes = forms.CharField(label=_("Notes on this version"), max_length=5000, required=False, widget=LONG)
    status_start_date = DayField(
        label=_("In force from"), required=False, help_text=_("Left empty, it is the day of adoption.")
    )
    status_end_date = DayField(label=_("In force until"), required=False)
    scale = ScaleField(queryset=None, label=_("Scale"), required=False, empty_label=_("the usual five levels"))
    publisher = forms.CharField(label=_("Publisher, if another"), max_length=200, required=False)
    subject = forms.CharField(label=_("Subject"), max_length=200, required=False)
    language = forms.CharField(label=_("Language"), max_length=20, initial="en", help_text=_("As a code: en, cy, de."))
    licence_title = forms.CharField(
        label=_("Licence"), max_length=200, required=False, help_text=_("Without one, it cannot be made public.")
    )
    licence_uri = forms.CharField(label=_("Address of the licence"), max_length=500, required=False)
    official_source_url = forms.CharField(label=_("Address of the official text"), max_length=500, required=False)

    def __init__(self, *args: Any, scales: Any, submit: str, cancel_url: str, settled: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scale"].queryset = scales  # type: ignore[attr-defined]
        for name in settled:
            self.fields[name].disabled = True
            self.fields[name].help_text = _("An adopted version stands under it, so it stays.")
        self.helper = PageFormHelper(submit=submit, cancel_url=cancel_url)

    def about(self) -> dict[str, Any]:
        """What is true of all versions."""
        return {name: self.cleaned_data[name] for name in ABOUT}

    def facts(self) -> dict[str, Any]:
        """What is true of this version."""
        return {name: self.cleaned_data[name] for name in FACTS}


class NewFrameworkForm(FactsForm):
    """The same of a framework that is begun, and for which organisation."""

    owner = forms.ModelChoiceField(queryset=None, label=_("For which organisation"), empty_label=None)
    field_order = ("owner", *FactsForm.base_fields)

    def __init__(self, *args: Any, owners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners  # type: ignore[attr-defined]
        if len(owners) == 1:
            self.fields["owner"].initial = owners[0]
            self.fields["owner"].widget = forms.HiddenInput()


class ChangeFactsForm(FactsForm):
    """The same of a draft, and which state of it the writer saw."""

    base_lock_version = forms.IntegerField(widget=forms.HiddenInput)


def facts_of(version: FrameworkVersion) -> dict[str, Any]:
    """The stored facts, as the form takes them."""
    about = {name: getattr(version.framework, name) for name in ABOUT}
    return about | {name: getattr(version, name) for name in FACTS} | {"base_lock_version": version.lock_version}


def settled_facts(framework: Framework, *, is_settled: bool) -> list[str]:
    """Those that no draft may change: all that are stated, once a version is adopted."""
    return [name for name in ABOUT if is_settled and getattr(framework, name)]


class NewVersionForm(forms.Form):
    """What the next version is called, and why there is one."""

    label = forms.CharField(label=_("Version"), max_length=50, required=False, help_text=_("Such as “2026” or “2.1”."))
    notes = forms.CharField(
        label=_("What is to change, and why"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(submit=_("Begin the draft"), cancel_url=cancel_url, testid="version-new")
