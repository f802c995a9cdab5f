"""Forms for programmes, modules, activities, events and the frameworks they serve."""

from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from carnegie.core.forms import MomentField, PageFormHelper
from carnegie.people.models import Organisation
from programmes.enums import Mode, Strategy
from programmes.models import Module, Programme
from standards.models import FrameworkVersion

Words = str | Promise


def text_area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class PageForm(forms.Form):
    """A form that is a page: its one button is called `submit`, and `cancel_url` is the way back."""

    def __init__(self, *args: Any, submit: Words, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(submit=submit, cancel_url=cancel_url)


class ProgrammeForm(PageForm):
    title = forms.CharField(label=_("Title"), max_length=200)
    summary = forms.CharField(
        label=_("Summary"),
        required=False,
        max_length=5000,
        widget=text_area(),
        help_text=_("Whom it is for and what will be different at work afterwards."),
    )


class NewProgrammeForm(ProgrammeForm):
    """Asks for the provider too when the person stands for more than one."""

    provider = forms.ModelChoiceField(Organisation.objects.none(), label=_("Provider"), empty_label=None)
    field_order = ("provider", "title", "summary")

    def __init__(self, *args: Any, providers: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].queryset = providers
        if len(providers) == 1:
            self.fields["provider"].widget = forms.HiddenInput()
            self.fields["provider"].initial = providers[0].pk


class ModuleForm(PageForm):
    title = forms.CharField(label=_("Title"), max_length=200)
    summary = forms.CharField(label=_("Summary"), required=False, max_length=5000, widget=text_area())


class TaughtForm(PageForm):
    """What activities and events have in common."""

    title = forms.CharField(label=_("Title"), max_length=200)
    strategy = forms.ChoiceField(label=_("How people learn"), choices=Strategy.choices)
    mode = forms.ChoiceField(label=_("Where"), choices=Mode.choices)
    hours = forms.DecimalField(
        label=_("Hours"),
        min_value=0,
        max_value=999,
        max_digits=5,
        decimal_places=1,
        initial=1,
        help_text=_("How long it takes one learner, for example 1.5."),
    )


class ActivityForm(TaughtForm):
    """Something to do in a module, at no fixed time."""


class EventForm(TaughtForm):
    """A dated event; its module is one of the same programme. Times are in the time zone of who types them."""

    module = forms.ModelChoiceField(
        Module.objects.none(), label=_("Module"), required=False, empty_label=_("none: beside the modules")
    )
    starts_at = MomentField(label=_("Starts"))
    ends_at = MomentField(label=_("Ends"))
    place = forms.CharField(label=_("Place"), required=False, max_length=200)
    capacity = forms.IntegerField(
        label=_("Number of places"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("Leave empty for no limit."),
    )
    field_order = ("title", "module", "strategy", "mode", "starts_at", "ends_at", "hours", "place", "capacity")

    def __init__(self, *args: Any, programme: Programme, booked: int = 0, **kwargs: Any) -> None:
        """`booked`: how many places are given already."""
        super().__init__(*args, **kwargs)
        self.fields["module"].queryset = programme.modules.all()
        words = ngettext_lazy(
            "%(limit_value)d place is given already, so there cannot be fewer.",
            "%(limit_value)d places are given already, so there cannot be fewer.",
            "limit_value",
        )
        self.fields["capacity"].validators.append(MinValueValidator(booked, words))

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        start, end = data.get("starts_at"), data.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", _("The end has to be after the start."))
        return data


class FrameworkForm(PageForm):
    version = forms.ModelChoiceField(
        FrameworkVersion.objects.none(),
        label=_("Framework"),
        help_text=_("Adopted frameworks that this programme does not use yet."),
    )

    def __init__(self, *args: Any, versions: QuerySet[FrameworkVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].queryset = versions
