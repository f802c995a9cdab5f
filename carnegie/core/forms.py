"""How crispy forms are laid out on our pages, and the fields that several apps ask for."""

import datetime as dt
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = 1990, 2100


class PageFormHelper(FormHelper):
    """A whole form on a page: error summary, fields, one button, and a way out.

    In a form's `__init__`: `self.helper = PageFormHelper("title", "due_date", submit=_("Save"), cancel_url=url)`; on
    the page: `{% crispy form %}`. Names (or crispy layout objects) give the order; without any, every field is shown
    as declared. A second button: `self.helper.add_input(Submit("draft", _("Keep"), css_class="btn-secondary"))`.
    """

    def __init__(self, *layout: Any, submit: str, cancel_url: str = "", action: str = "", testid: str = "save") -> None:
        super().__init__()
        self.form_action = action
        self.attrs = {"novalidate": True}
        self.cancel_url = cancel_url
        self.add_input(Submit("submit", submit, data_testid=testid))
        if layout:
            self.layout = Layout(*layout)


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when that is nothing at all; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def in_our_time(day: dt.date) -> None:
    """Refuses a slip of the pen such as 0202: at the ends of the calendar there is no day before or after."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(_("Check the year."))


class DayField(forms.DateField):
    """A day, typed or picked; in the browser's own calendar where it has one."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_validators = (in_our_time,)


class MomentField(forms.DateTimeField):
    """A day and a time, in the time zone of who types them."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    default_validators = (in_our_time,)
