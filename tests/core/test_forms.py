"""Days and moments that people type: those that no calendar or time zone can step over are refused."""

import pytest
from django import forms

from carnegie.core.forms import DayField, MomentField
from diagnostics.forms import ExtendForm, RoundForm
from programmes.forms import CohortForm, EmployerForm, EventForm
from projects.forms import CheckInForm, GoalForm, MilestoneForm


class Sample(forms.Form):
    day = DayField()
    moment = MomentField()


@pytest.mark.parametrize("year", ["0001", "1989", "2101", "9999"])
def test_years_that_nobody_means_are_refused(year: str) -> None:
    form = Sample({"day": f"{year}-12-31", "moment": f"{year}-12-31T23:59"})
    assert form.errors == {"day": ["Check the year."], "moment": ["Check the year."]}


def test_years_that_people_plan_in_are_kept() -> None:
    form = Sample({"day": "1990-01-01", "moment": "2100-12-31T23:59"})
    assert form.errors == {}


@pytest.mark.parametrize(
    "form", [RoundForm, ExtendForm, CohortForm, EmployerForm, EventForm, GoalForm, CheckInForm, MilestoneForm]
)
def test_every_form_asks_for_days_in_this_way(form: type[forms.Form]) -> None:
    asked = [field for field in form.base_fields.values() if isinstance(field, forms.DateField | forms.DateTimeField)]
    assert [field for field in asked if not isinstance(field, DayField | MomentField)] == []
    assert asked != []
