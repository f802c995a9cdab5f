"""What the list of reminders can be narrowed to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from carnegie.notifications.enums import ReminderState


class ReminderFilterForm(forms.Form):
    """An unknown state filters nothing."""

    state = forms.ChoiceField(label=_("State"), choices=[("", _("Any")), *ReminderState.choices], required=False)
