"""Forms for cohorts, enrolments and the people around them."""

import zoneinfo
from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from carnegie.core.forms import DayField
from carnegie.people.models import Organisation
from programmes.enums import SupporterKind
from programmes.forms.programme import PageForm, text_area


def zone_choices() -> list[tuple[str, str]]:
    """All places, as in “Europe/London”."""
    return [(name, name.replace("_", " ")) for name in sorted(zoneinfo.available_timezones()) if "/" in name]


class CohortForm(PageForm):
    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("For example “Autumn 2026”."))
    starts_on = DayField(label=_("Starts on"))
    ends_on = DayField(label=_("Ends on"))
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices, initial="Europe/London")

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("The cohort ends before it starts."))
        return data


class PersonForm(PageForm):
    """Who: an address, and a name in case there is no account with it yet."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    full_name = forms.CharField(
        label=_("Name"),
        max_length=150,
        required=False,
        help_text=_("Needed for a new person. Somebody who has an account keeps the name she chose."),
    )


class EmployerChoice(forms.Form):
    """An employer among those that the provider knows, or the name of another."""

    employer = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Employer"), required=False, empty_label=_("another, named below")
    )
    new_employer = forms.CharField(
        label=_("Name of another employer"),
        max_length=200,
        required=False,
        help_text=_("Only when it is not in the list above."),
    )

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        known, named = data.get("employer"), data.get("new_employer")
        if known and named:
            self.add_error("new_employer", _("Choose an employer above or name another, not both."))
        if not known and not named and not self.errors:
            self.add_error("employer", _("Choose the employer, or name another below."))
        return data


class EnrolmentForm(EmployerChoice, PersonForm):
    job_title = forms.CharField(label=_("Role at work"), max_length=150, required=False)
    field_order = ("email", "full_name", "employer", "new_employer", "job_title")

    def __init__(self, *args: Any, employers: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employer"].queryset = employers


class EmployerForm(EmployerChoice, PageForm):
    """A change of employer from a day on."""

    from_date = DayField(label=_("From"), help_text=_("The first day at the new employer."))
    field_order = ("employer", "new_employer", "from_date")

    def __init__(self, *args: Any, employers: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employer"].queryset = employers


class JobTitleForm(PageForm):
    job_title = forms.CharField(label=_("Role at work"), max_length=150, required=False)


class ReasonForm(PageForm):
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=2000,
        widget=text_area(3),
        help_text=_("Kept in the history of this place. The learner can read it."),
    )


class SupporterForm(PersonForm):
    """Somebody who supports a learner, in one of the ways that `kinds` allows."""

    kind = forms.ChoiceField(label=_("What is this person to the learner?"))
    field_order = ("kind", "email", "full_name")

    def __init__(self, *args: Any, kinds: Collection[str], is_own: bool = False, **kwargs: Any) -> None:
        """`is_own`: the learner herself fills it in."""
        super().__init__(*args, **kwargs)
        if is_own:
            self.fields["kind"].label = _("Who is this person to you?")
        self.fields["kind"].choices = [(value, label) for value, label in SupporterKind.choices if value in kinds]
