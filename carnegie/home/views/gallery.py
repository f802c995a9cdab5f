"""Every component in every variant on one page, for those who build pages."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from carnegie.core import icons
from carnegie.core.forms import PageFormHelper
from carnegie.home.context_processors import NavItem

DOMAINS = [
    "Ethics and conduct",
    "Culture and ethos",
    "Curriculum and teaching",
    "Behaviour",
    "Organisation",
    "Working in partnership",
]


class SampleForm(forms.Form):
    """One field of every sort; saves nothing."""

    title = forms.CharField(label=_("Title"), help_text=_("A few words that you will know again."))
    story = forms.CharField(label=_("What happened"), widget=forms.Textarea, required=False)
    sort = forms.ChoiceField(label=_("Sort"), choices=[("a", "Seminar"), ("b", "Coaching")])
    due_date = forms.DateField(label=_("Look back on"), widget=forms.DateInput(attrs={"type": "date"}))
    level = forms.ChoiceField(
        label=_("How sure are you?"),
        widget=forms.RadioSelect,
        choices=[("1", "Not yet"), ("2", "Fairly"), ("3", "Very")],
    )
    shared = forms.BooleanField(label=_("My employer may see this"), required=False)
    paper = forms.FileField(label=_("File"), required=False, help_text=_("Up to 20 MB."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(submit=_("Save"), cancel_url="/gallery/")
        self.helper.form_method = "get"
        self.helper.form_action = "/gallery/#forms"


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """The gallery: for system administrators, and for everybody signed in while DEBUG is on."""
    if not (settings.DEBUG or request.user.is_staff):
        raise Http404
    return render(request, "home/gallery.html", samples(request))


def samples(request: HttpRequest) -> dict[str, Any]:
    """What the components show: invented, and the same on every visit."""
    moment = dt.datetime(2026, 11, 24, 14, 30, tzinfo=dt.UTC)
    return {
        "sample_form": SampleForm(),
        "wrong_form": SampleForm({"due_date": "yesterday", "sort": "z"}, auto_id="wrong_%s"),
        "icon_names": list(icons.PATHS),
        "moment": moment,
        "day": moment.date(),
        "domains": DOMAINS,
        "series": [
            {"name": "How you see it", "values": [3, 2, 2, 4, 3, 2]},
            {"name": "Target", "values": [4, 4, 3, 4, 4, 3]},
            {"name": "Your manager", "values": [3, 3, None, 3, 4, 2]},
        ],
        "pairs": [
            {"label": "Delegates with follow-up", "left": 15, "left_text": "15+", "right": 3, "right_text": "3 h"},
            {"label": "Uses evidence to decide", "left": 10, "left_text": "10+", "right": 0, "right_text": "0 h"},
        ],
        "stations": [
            {"title": "Rated", "state": "done", "note": "2 of 5"},
            {"title": "Chose", "state": "done", "note": "14 Sep"},
            {"title": "Goal", "state": "done", "note": "3 Oct", "url": "#thread"},
            {"title": "Project", "state": "now", "note": "in progress"},
            {"title": "Re-rate", "state": "waiting", "note": "March"},
            {"title": "Confirmed", "state": "waiting", "note": "not yet"},
        ],
        "tab_items": [
            NavItem("Overview", "#tabs", current=True),
            NavItem("Goals", "#tabs", count=3),
            NavItem("Evidence", "#tabs", count=0),
        ],
        "parts": [
            {"label": "Ethics and conduct", "url": "#tabs", "note": "7/7"},
            {"label": "Culture and ethos", "url": "#tabs", "note": "2/3", "current": True},
            {"label": "Curriculum and teaching", "url": "#tabs", "note": "0/3"},
        ],
        "way": [
            {"label": "Choose a file", "state": "done", "url": "#tabs"},
            {"label": "Check the report", "state": "now"},
            {"label": "Import", "state": "waiting"},
        ],
        "page": Paginator(range(180), 20).get_page(request.GET.get("page")),
    }
