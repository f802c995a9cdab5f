"""What a learner gives on one card of a self-assessment."""

import hashlib
import json
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from diagnostics.enums import Importance
from diagnostics.forms.words import TextField
from diagnostics.models import Answer, Item
from diagnostics.models.attempt import Given

NOT_APPLICABLE = "na"
HIGHEST_REVISION = 2**31 - 1


class AnswerForm(forms.Form):
    """One card: a level's rank or “na”, importance, example, the revision the page last heard, and the mark of what
    it showed, so that a card that nobody touched is not sent as news from a page that has grown old."""

    level = forms.RegexField(r"\A(na|[1-9]\d{0,2})\Z", required=False, label=_("Level"))
    importance = forms.TypedChoiceField(
        choices=Importance, coerce=int, empty_value=None, required=False, label=_("Importance in my role")
    )
    example = TextField(required=False, label=_("Example from my practice"))
    base_revision = forms.IntegerField(required=False, min_value=0, max_value=HIGHEST_REVISION, label=_("Revision"))
    shown = forms.CharField(required=False, max_length=64)

    @classmethod
    def of(cls, item: Item, answer: Answer | None, data: Any = None) -> "AnswerForm":
        """The card of `item`; unbound it shows `answer`."""
        return cls(data, prefix=item.pk.hex, initial=_initial(answer))

    def given(self, item_id: UUID) -> Given:
        said = self.cleaned_data
        level = said["level"]
        return Given(
            item_id=item_id,
            rank=int(level) if level and level != NOT_APPLICABLE else None,
            is_not_applicable=level == NOT_APPLICABLE,
            importance=said["importance"],
            example=said["example"],
        )

    @property
    def base(self) -> int:
        return self.cleaned_data["base_revision"] or 0

    @property
    def is_news(self) -> bool:
        """Whether it differs from what the page showed."""
        return self.mark != self.cleaned_data["shown"]

    @property
    def mark(self) -> str:
        """The mark of what was given."""
        said = self.cleaned_data
        return mark(said["level"], said["importance"], said["example"])


def mark(level: str, importance: int | None, example: str) -> str:
    """A short mark of one card's content."""
    return hashlib.sha256(json.dumps([level, importance, example.strip()]).encode()).hexdigest()[:20]


def _initial(answer: Answer | None) -> dict[str, Any]:
    if answer is None:
        return {"level": "", "importance": None, "example": "", "base_revision": 0, "shown": mark("", None, "")}
    level = NOT_APPLICABLE if answer.is_not_applicable else str(answer.level.rank) if answer.level else ""
    return {
        "level": level,
        "importance": answer.importance,
        "example": answer.example,
        "base_revision": answer.revision,
        "shown": mark(level, answer.importance, answer.example),
    }
