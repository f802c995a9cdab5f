"""What a facilitator would have an event serve."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from programmes.enums import Depth
from programmes.forms.programme import PageForm, text_area
from programmes.models import LearningEvent


class _EventField(forms.ModelChoiceField):
    def label_from_instance(self, event: LearningEvent) -> str:
        return f"{event.title}, {date_format(localtime(event.starts_at), 'DATETIME_FORMAT')}"


class SuggestionForm(PageForm):
    event = _EventField(LearningEvent.objects.none(), label=_("Event"), empty_label=None)
    depth = forms.ChoiceField(label=_("How far"), choices=Depth, initial=Depth.DEVELOPS)
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=300,
        widget=text_area(3),
        help_text=_("Figures, not names: it becomes the reason in the mapping, which learners may read."),
    )

    def __init__(self, *args: Any, events: QuerySet[LearningEvent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event"].queryset = events
