"""What a learner gives on one card of a self-assessment, and how the card shows it again."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import IntegerChoices
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from diagnostics.enums import Confidence, Importance
from diagnostics.forms.strokes import StrokeForm
from diagnostics.forms.words import TextField
from diagnostics.models import Answer, ContextAnswer, ContextQuestion, DiagnosticVersion, Item
from diagnostics.models.attempt import Given
from diagnostics.selectors.questionnaire import ContextItem, Kept

NOT_APPLICABLE = "na"
HIGHEST_REVISION = 2**31 - 1


@dataclass(frozen=True)
class Beside:
    """Something that each statement of a version asks beside the level: its field, how it is asked, and with what
    answers; without any it is asked for in words."""

    name: str
    legend: str
    short: str
    is_required: bool
    choices: Sequence[tuple[str, str]] = ()


def asked_beside(version: DiagnosticVersion) -> list[Beside]:
    """What is asked beside the level, as the cards of one page show it."""
    words = {
        "importance": (_("How much does this matter in your role?"), _("importance"), _choices(Importance)),
        "confidence": (_("How sure are you of this level?"), _("how sure you are"), _choices(Confidence)),
        "example": (_("An example from your practice"), _("an example from your practice"), ()),
    }
    return [
        Beside(name, str(legend), str(short), name in version.required, choices)
        for name in version.asked_beside
        for legend, short, choices in [words[name]]
    ]


def _choices(options: type[IntegerChoices]) -> list[tuple[str, str]]:
    return [(str(value), str(capfirst(label))) for value, label in options.choices]


@dataclass(frozen=True)
class BesideField:
    """One of these on one card."""

    ask: Beside
    value: str
    error: str


@dataclass(frozen=True)
class Card:
    """One card as it is shown: everything a text, as it stands in the page. Without a form beneath, for a page shows
    a dozen of them and a form costs more than the rest of its card."""

    prefix: str
    given: dict[str, str]
    beside: Sequence[Beside] = ()
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, item: Item, answer: Kept | None, beside: Sequence[Beside]) -> "Card":
        """What is kept of `item`."""
        return cls(item.pk.hex, said(answer), beside)

    @property
    def required(self) -> list[BesideField]:
        return self._fields(is_required=True)

    @property
    def optional(self) -> list[BesideField]:
        return self._fields(is_required=False)

    @property
    def is_unfolded(self) -> bool:
        """Whether something that may be left out is given, or wrong."""
        return any(one.value or one.error for one in self.optional)

    def _fields(self, *, is_required: bool) -> list[BesideField]:
        return [
            BesideField(one, self.given[one.name], self.errors.get(one.name, ""))
            for one in self.beside
            if one.is_required == is_required
        ]


class SavedForm(StrokeForm):
    """A card's fields beside its answer: its stroke, the revision the page last heard, and the mark of what it showed,
    so that a card that nobody touched is not sent as news from a page that has grown old."""

    base_revision = forms.IntegerField(required=False, min_value=0, max_value=HIGHEST_REVISION, label=_("Revision"))
    shown = forms.CharField(required=False, max_length=64)

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
        raise NotImplementedError


class AnswerForm(SavedForm):
    """One statement: a level's rank or “na”, and what may stand beside it."""

    level = forms.RegexField(r"\A(na|[1-9]\d{0,2})\Z", required=False, label=_("Level"))
    importance = forms.TypedChoiceField(
        choices=Importance, coerce=int, empty_value=None, required=False, label=_("Importance in my role")
    )
    confidence = forms.TypedChoiceField(
        choices=Confidence, coerce=int, empty_value=None, required=False, label=_("How sure I am")
    )
    example = TextField(required=False, label=_("Example from my practice"))

    @classmethod
    def of(cls, item: Item, data: Any) -> "AnswerForm":
        """The card of `item` as it was posted."""
        return cls(data, prefix=item.pk.hex)

    def given(self, item_id: UUID) -> Given:
        said = self.cleaned_data
        level = said["level"]
        return Given(
            item_id=item_id,
            rank=int(level) if level and level != NOT_APPLICABLE else None,
            is_not_applicable=level == NOT_APPLICABLE,
            importance=said["importance"],
            example=said["example"],
            confidence=said["confidence"],
        )

    @property
    def mark(self) -> str:
        said = self.cleaned_data
        return mark(said["level"], said["importance"], said["confidence"], said["example"])

    def card(self, beside: Sequence[Beside]) -> Card:
        """The card again, with what was typed and what is wrong with it."""
        given = {name: str(self[name].value() or "") for name in EMPTY}
        return Card(self.prefix, given, beside, {name: messages[0] for name, messages in self.errors.items()})


class ContextForm(SavedForm):
    """One question about her work."""

    text = TextField(required=False, label=_("Answer"))

    def __init__(self, question: ContextQuestion, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.question = question
        self.fields["text"].label = question.wording

    @classmethod
    def of(cls, asked: ContextItem, data: Any = None) -> "ContextForm":
        """The card of one question; without `data` it shows what is kept."""
        initial = {"text": asked.text, "base_revision": asked.revision, "shown": mark(asked.text)}
        return cls(asked.question, data, prefix=asked.question.pk.hex, initial=initial)

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if fault := self.question.fault(text):
            raise ValidationError(fault)
        return text

    @property
    def mark(self) -> str:
        return mark(self.cleaned_data["text"])


def mark(*given: str | int | None) -> str:
    """A short mark of one card's content."""
    texts = [one.strip() if isinstance(one, str) else one for one in given]
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:20]


EMPTY = {
    "level": "",
    "importance": "",
    "confidence": "",
    "example": "",
    "base_revision": "0",
    "shown": mark("", None, None, ""),
}


def said(answer: Answer | Kept | None) -> dict[str, str]:
    """What is kept of one statement, as its card's fields hold it."""
    if answer is None:
        return EMPTY
    level = NOT_APPLICABLE if answer.is_not_applicable else str(answer.rank or "")
    return {
        "level": level,
        "importance": str(answer.importance or ""),
        "confidence": str(answer.confidence or ""),
        "example": answer.example,
        "base_revision": str(answer.revision),
        "shown": mark(level, answer.importance, answer.confidence, answer.example),
    }


def said_of_work(answer: ContextAnswer) -> dict[str, str]:
    """What is kept of one question about her work."""
    return {"text": answer.text, "base_revision": str(answer.revision), "shown": mark(answer.text)}
