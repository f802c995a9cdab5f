"""What people type into self-assessments, checked. Nothing here is stored: services do that."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from carnegie.core.forms import DayField, PageFormHelper
from diagnostics.enums import Importance, RoundKind
from diagnostics.models import Answer, DiagnosticVersion, Item, TargetProfile
from diagnostics.models.attempt import Given
from diagnostics.selectors.sharing import Reader
from standards.models import Element, FrameworkVersion

NOT_APPLICABLE = "na"
LONGEST_TEXT = 4000
HIGHEST_REVISION = 2**31 - 1


def storable(value: str) -> None:
    """Text that Postgres can keep: no half of a surrogate pair, which JSON can smuggle in."""
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ValidationError(_("This contains a character that cannot be stored.")) from error


class TextField(forms.CharField):
    """Several lines of a person's own words, with line ends as we keep them."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"max_length": LONGEST_TEXT, "validators": [storable]} | options))

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n")


# ---- answering ----


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


# ---- needs and sharing ----


class NeedForm(forms.Form):
    """What she wants to work on, which statements it is about, why, and where."""

    title = forms.CharField(max_length=200, validators=[storable], label=_("What I want to work on"))
    elements = forms.ModelMultipleChoiceField(
        Element.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label=_("Which statements it is about"),
        error_messages={"required": _("Choose at least one statement.")},
    )
    reason = TextField(label=_("Why this matters now"), help_text=_("What would be better for children, or for you?"))
    context = TextField(
        required=False, label=_("Where at work"), help_text=_("The team, room or project in which you will use it.")
    )

    def __init__(self, *args: Any, items: Iterable[Item], submit: str, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = list(items)
        names = {item.element_id: f"{item.code} {item.statement}".strip() for item in items}
        field = self.fields["elements"]
        field.queryset = Element.objects.filter(pk__in=names).order_by("position")
        field.label_from_instance = lambda element: names[element.pk]
        self.helper = PageFormHelper(submit=submit, cancel_url=cancel_url)


class ShareForm(forms.Form):
    """With whom to share; nobody is ticked beforehand."""

    people = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        label=_("Share with"),
        error_messages={"required": _("Choose at least one person.")},
    )

    def __init__(self, *args: Any, readers: Sequence[Reader], cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.readers = {str(reader.user.pk): reader.user for reader in readers}
        self.fields["people"].choices = [
            (str(reader.user.pk), f"{reader.user.full_name} ({reader.relation})") for reader in readers
        ]
        self.helper = PageFormHelper(submit=_("Share"), cancel_url=cancel_url, testid="share")


# ---- defining ----


class DiagnosticWordsForm(forms.Form):
    """How a diagnostic presents itself."""

    title = forms.CharField(max_length=200, validators=[storable], label=_("Title"))
    introduction = TextField(
        required=False, label=_("Introduction"), help_text=_("What learners read before they begin.")
    )
    minutes = forms.IntegerField(min_value=1, max_value=240, initial=20, label=_("Minutes it takes"))

    def __init__(self, *args: Any, submit: str, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(submit=submit, cancel_url=cancel_url)


class DiagnosticForm(DiagnosticWordsForm):
    """A new one: also which parts of the framework it asks about."""

    parts = forms.ModelMultipleChoiceField(
        Element.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label=_("Ask about"),
        error_messages={"required": _("Choose at least one part.")},
    )

    def __init__(self, *args: Any, version: FrameworkVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tops = version.elements.filter(parent__isnull=True).order_by("position")
        self.fields["parts"].queryset = tops
        self.fields["parts"].initial = [element.pk for element in tops]
        self.order_fields(["title", "parts", "introduction", "minutes"])


class TargetForm(forms.Form):
    """The name of a target profile and a lowest and highest expected level for each item (both or neither)."""

    title = forms.CharField(max_length=200, validators=[storable], label=_("For whom"))

    def __init__(self, *args: Any, items: Sequence[Item], levels: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            for end, words in (("low", _("at least")), ("high", _("at most"))):
                label = f"{item.code or item.statement}, {words}"
                self.fields[f"{end}-{item.pk.hex}"] = _level_field(label, levels)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for item in self.items:
            low, high = self._ends(item, said)
            if (low is None) != (high is None):
                self.add_error(f"{'high' if low else 'low'}-{item.pk.hex}", _("Give both levels, or neither."))
            elif low and high and low > high:
                self.add_error(f"high-{item.pk.hex}", _("The highest expected level is below the lowest."))
        return said

    @property
    def targets(self) -> dict[UUID, tuple[int, int]]:
        ends = {item.pk: self._ends(item, self.cleaned_data) for item in self.items}
        return {pk: (low, high) for pk, (low, high) in ends.items() if low and high}

    @staticmethod
    def _ends(item: Item, said: dict[str, Any]) -> tuple[int | None, int | None]:
        return said.get(f"low-{item.pk.hex}"), said.get(f"high-{item.pk.hex}")


def _level_field(label: str, levels: Sequence[tuple[int, str]]) -> forms.TypedChoiceField:
    widget = forms.Select(attrs={"class": "form-select"})
    return forms.TypedChoiceField(
        choices=[("", "–"), *levels], coerce=int, empty_value=None, required=False, label=label, widget=widget
    )


# ---- rounds ----


class RoundForm(forms.Form):
    """What to ask a cohort, when, and what to compare it with."""

    title = forms.CharField(max_length=200, validators=[storable], label=_("Title"), initial=_("Baseline"))
    diagnostic = forms.ModelChoiceField(DiagnosticVersion.objects.none(), label=_("Diagnostic"), empty_label=None)
    kind = forms.ChoiceField(choices=RoundKind, label=_("Kind"))
    target_profile = forms.ModelChoiceField(
        TargetProfile.objects.none(), required=False, label=_("Targets"), empty_label=_("No targets")
    )
    opens_on = DayField(label=_("Opens on"))
    closes_on = DayField(label=_("Closes at the end of"))

    def __init__(self, *args: Any, versions: Any, profiles: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["diagnostic"].queryset = versions
        self.fields["target_profile"].queryset = profiles
        self.fields["target_profile"].label_from_instance = lambda one: f"{one.title} ({one.diagnostic_version})"
        self.helper = PageFormHelper(submit=_("Open the round"), cancel_url=cancel_url)


class ExtendForm(forms.Form):
    closes_on = DayField(label=_("Closes at the end of"))

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(submit=_("Extend the round"), cancel_url=cancel_url)
