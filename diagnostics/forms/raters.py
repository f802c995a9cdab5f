"""Asking others: opening a panel, naming people, and what a rater gives on one card."""

import hashlib
import json
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from carnegie.core.forms import DayField, PageFormHelper
from diagnostics.enums import RaterMode, RaterRelationship
from diagnostics.forms.answering import HIGHEST_REVISION, NOT_APPLICABLE
from diagnostics.forms.strokes import StrokeForm
from diagnostics.forms.words import TextField, storable
from diagnostics.models import Item, RaterAnswer

ROWS = 5
"""People on one form; for more it is sent again."""
# It greets a stranger in a mail that we send: a name, and nothing that leads anywhere.
A_NAME = RegexValidator(r"\A[^<>@/\\\r\n]*\Z", _("Give a name, without an address in it."))


class PanelForm(forms.Form):
    """How others are asked; announced to each before she answers, so it cannot be changed later."""

    mode = forms.ChoiceField(
        choices=RaterMode.choices,
        label=_("Those who answer are"),
        widget=forms.RadioSelect,
        initial=RaterMode.ANONYMOUS,
    )
    closes_on = DayField(label=_("Last day to answer"))

    def __init__(self, *args: Any, minimum: int, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anonymous = _(
            "Anonymous: a group shows only when %(minimum)d or more in it have answered, as one rounded figure a "
            "statement; comments stand without a name"
        ) % {"minimum": minimum}
        named = _("Named: comments stand with the name")
        mode = self.fields["mode"]
        assert isinstance(mode, forms.ChoiceField)
        mode.choices = [(RaterMode.ANONYMOUS, anonymous), (RaterMode.NAMED, named)]
        mode.help_text = _(
            "Either way the line manager's view is shown as the line manager's. This cannot be changed later."
        )
        self.helper = PageFormHelper(submit=_("Ask others"), cancel_url=cancel_url)


class PersonForm(forms.Form):
    """One person to ask."""

    name = forms.CharField(max_length=150, required=False, validators=[storable, A_NAME], label=_("Name"))
    email = forms.EmailField(max_length=254, required=False, validators=[storable], label=_("E-mail address"))
    relationship = forms.ChoiceField(
        choices=[("", _("Choose")), *RaterRelationship.choices], required=False, label=_("Who this is")
    )

    def clean(self) -> dict[str, Any]:
        """All three, or nothing at all."""
        said = super().clean()
        given = {name for name in self.fields if said.get(name)}
        missing = [name for name in self.fields if name not in given and name not in self.errors]
        for name in missing if given else ():
            self.add_error(name, _("This is needed to ask somebody."))
        return said

    @property
    def is_filled(self) -> bool:
        return bool(self.cleaned_data.get("email"))


class _People(forms.BaseFormSet):
    def add_fields(self, form: Any, index: int | None) -> None:
        """Each row knows its number, so that what is wrong is said of somebody."""
        super().add_fields(form, index)
        form.heading = _("Person %d") % ((index or 0) + 1)

    def clean(self) -> None:
        """At least one, and nobody twice."""
        if any(self.errors):
            return
        emails = [form.cleaned_data["email"].lower() for form in self.forms if form.is_filled]
        if not emails:
            raise ValidationError(_("Name at least one person."))
        if len(set(emails)) < len(emails):
            raise ValidationError(_("The same address is there twice."))


PeopleForm = forms.formset_factory(
    PersonForm, formset=_People, extra=ROWS, max_num=ROWS, absolute_max=ROWS, validate_max=True
)


class RatingForm(StrokeForm):
    """One card of a rater: a level's rank or “na” (cannot say), a comment, the revision her page last heard, and the
    mark of what it showed, so that a card that nobody touched is not sent as news from a page that has grown old."""

    level = forms.RegexField(r"\A(na|[1-9]\d{0,2})\Z", required=False, label=_("Level"))
    comment = TextField(required=False, label=_("Comment"))
    base_revision = forms.IntegerField(required=False, min_value=0, max_value=HIGHEST_REVISION, label=_("Revision"))
    shown = forms.CharField(required=False, max_length=64)

    @classmethod
    def of(cls, item: Item, answer: RaterAnswer | None, data: Any = None) -> "RatingForm":
        """The card of `item`; unbound it shows `answer`."""
        return cls(data, prefix=item.pk.hex, initial=said_of_her(answer))

    def given(self, item_id: UUID) -> dict[str, Any]:
        """The arguments of `services.Said`."""
        said = self.cleaned_data
        level = said["level"]
        return {
            "item_id": item_id,
            "rank": int(level) if level and level != NOT_APPLICABLE else None,
            "is_not_applicable": level == NOT_APPLICABLE,
            "comment": said["comment"],
            "base": said["base_revision"] or 0,
        }

    @property
    def is_news(self) -> bool:
        """Whether it differs from what the page showed; a card that says nothing of that showed nothing."""
        return self.mark != (self.cleaned_data["shown"] or _mark("", ""))

    @property
    def mark(self) -> str:
        return _mark(self.cleaned_data["level"], self.cleaned_data["comment"])


def _mark(level: str, comment: str) -> str:
    """A short mark of one card's content."""
    return hashlib.sha256(json.dumps([level, comment.strip()]).encode()).hexdigest()[:20]


def said_of_her(answer: RaterAnswer | None) -> dict[str, Any]:
    """What is kept of one statement, as its card's fields hold it."""
    if answer is None:
        return {"level": "", "comment": "", "base_revision": 0, "shown": _mark("", "")}
    level = NOT_APPLICABLE if answer.is_not_applicable else str(answer.level.rank) if answer.level else ""
    shown = _mark(level, answer.comment)
    return {"level": level, "comment": answer.comment, "base_revision": answer.revision, "shown": shown}
