"""Input of the editor of a draft."""

from collections.abc import Mapping, Sequence
from typing import Any

from crispy_forms.layout import Fieldset, Submit
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from carnegie.core.forms import PageFormHelper
from standards.enums import ScaleDirection
from standards.models import Element, Scale, ScaleLevel

LONGEST = 20_000  # characters of a statement or a note
LEVEL = "level_"


class WordsField(forms.CharField):
    """Several words or phrases, with a comma between them."""

    def __init__(self, *, longest: int, **kwargs: Any) -> None:
        self.longest = longest
        super().__init__(required=False, max_length=4_000, **kwargs)

    def clean(self, value: Any) -> list[str]:
        words = [word.strip() for word in super().clean(value).split(",")]
        kept = [word for word in words if word]
        if any(len(word) > self.longest for word in kept):
            raise forms.ValidationError(_("One of these is too long: put commas between them."), code="too_long")
        return kept


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ElementForm(forms.Form):
    """What an editor writes of one element; `levels` are those of the draft's scale, `can_renew` offers the tick for
    a change of meaning, `kinds` are the words that the draft uses already."""

    code = forms.CharField(label=_("Code"), max_length=200, required=False)
    kind = forms.CharField(
        label=_("Kind"), max_length=100, required=False, help_text=_("Such as domain, standard, descriptor.")
    )
    full_statement = forms.CharField(label=_("Statement"), max_length=LONGEST, widget=_area(3))
    abbreviated_statement = forms.CharField(
        label=_("Short statement"),
        max_length=500,
        required=False,
        help_text=_("Shown instead of the statement where there is little room."),
    )
    notes = forms.CharField(label=_("Notes"), max_length=LONGEST, required=False, widget=_area(2))
    keywords = WordsField(label=_("Keywords"), longest=200, help_text=_("With commas between them."))
    education_level = WordsField(label=_("Education levels"), longest=50, help_text=_("With commas between them."))
    base_revision = forms.IntegerField(widget=forms.HiddenInput(), min_value=0, max_value=2**31 - 1)
    meaning_changes = forms.BooleanField(
        label=_("The meaning changes"),
        required=False,
        help_text=_("It becomes a new element and replaces that of the earlier version; what cites that one stays."),
    )

    def __init__(
        self,
        *args: Any,
        levels: Sequence[ScaleLevel],
        kinds: Sequence[str] = (),
        can_renew: bool = False,
        is_new: bool = False,
        action: str,
        cancel_url: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.levels, self.kinds = list(levels), list(kinds)
        if not can_renew:
            del self.fields["meaning_changes"]
        if is_new:
            del self.fields["base_revision"]
            self.fields["parent"] = forms.UUIDField(required=False, widget=forms.HiddenInput())
            self.fields["after"] = forms.UUIDField(required=False, widget=forms.HiddenInput())
            self.levels = []
        self.fields["kind"].widget.attrs["list"] = "kinds"
        for level in self.levels:
            self.fields[f"{LEVEL}{level.value}"] = forms.CharField(
                label=level.label, max_length=5_000, required=False, widget=_area(1)
            )
        self.helper = self._helper(is_new, action, cancel_url)

    def _helper(self, is_new: bool, action: str, cancel_url: str) -> PageFormHelper:
        level_names = [name for name in self.fields if name.startswith(LEVEL)]
        plain = [name for name in self.fields if name not in level_names and name != "meaning_changes"]
        renew = [name for name in ("meaning_changes",) if name in self.fields]
        descriptors = [Fieldset(_("What each level looks like here"), *level_names)] if level_names else []
        helper = PageFormHelper(
            *plain, *descriptors, *renew, submit=_("Save"), action=action, cancel_url=cancel_url, testid="save"
        )
        if is_new:
            helper.add_input(
                Submit("next", _("Save, and write the next"), css_class="btn-secondary", data_testid="save-next")
            )
        return helper

    def words(self) -> dict[str, Any]:
        """What the services take as the element's wording."""
        names = ("code", "kind", "full_statement", "abbreviated_statement", "notes", "keywords", "education_level")
        return {name: self.cleaned_data[name] for name in names}

    def texts(self) -> dict[int, str]:
        """What the levels look like, by their value."""
        return {level.value: self.cleaned_data[f"{LEVEL}{level.value}"] for level in self.levels}

    def differences(self, stored: Mapping[str, Any]) -> list[tuple[str, str, str]]:
        """Label, stored text and own text of each field in which what is `stored` now differs from this form."""
        found = []
        for name, theirs in stored.items():
            mine = self.cleaned_data.get(name, "")
            if name in self.fields and _text(theirs) != _text(mine):
                found.append((str(self.fields[name].label), _text(theirs), _text(mine)))
        return found


def _text(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value or "")


def stored_words(element: Element, texts: Mapping[int, str]) -> dict[str, Any]:
    """The element as the form's fields hold it."""
    names = ("code", "kind", "full_statement", "abbreviated_statement", "notes")
    found: dict[str, Any] = {name: getattr(element, name) for name in names}
    found["keywords"] = ", ".join(element.keywords)
    found["education_level"] = ", ".join(element.education_level)
    return found | {f"{LEVEL}{value}": text for value, text in texts.items()}


class MoveForm(forms.Form):
    """One step, or a place: under `parent` (none: the top), right after `after` (none: first)."""

    direction = forms.CharField(required=False, max_length=10)
    parent = forms.UUIDField(required=False)
    after = forms.UUIDField(required=False)


class DeleteForm(forms.Form):
    """The state of the draft that was shown when it was asked."""

    base_lock_version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput())


class PasteForm(forms.Form):
    """An outline, and where it goes."""

    text = forms.CharField(
        label=_("Outline"),
        max_length=1_000_000,
        strip=False,
        widget=_area(12),
        help_text=_(
            "One line an element. A tab, or at least two spaces, makes a level. A code may stand at the start, as in "
            "“1.2 Leads people”, or before a tab."
        ),
    )
    kind = forms.CharField(
        label=_("Kind of all of them"), max_length=100, required=False, help_text=_("Such as standard.")
    )
    parent = forms.ModelChoiceField(
        Element.objects.none(), label=_("Where"), required=False, empty_label=_("at the end, at the top level")
    )

    def __init__(self, *args: Any, places: QuerySet[Element], cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = places
        self.fields["parent"].label_from_instance = _indented
        self.helper = PageFormHelper(
            "text",
            "kind",
            "parent",
            submit=_("Show what would be added"),
            cancel_url=cancel_url,
            testid="paste-preview",
        )


def _indented(element: Element) -> str:
    return "\u2003" * element.depth + _("inside %(element)s") % {"element": str(element)[:90]}


class ScaleChoiceForm(forms.Form):
    """One of the scales that the draft may have."""

    scale = forms.ModelChoiceField(Scale.objects.none(), label=_("Scale"), empty_label=None)
    base_lock_version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput())

    def __init__(self, *args: Any, scales: QuerySet[Scale], cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scale"].queryset = scales
        self.fields["scale"].label_from_instance = _with_levels
        self.helper = PageFormHelper(submit=_("Use this scale"), cancel_url=cancel_url, testid="scale-choose")


def _with_levels(scale: Scale) -> str:
    return f"{scale.title}: {' / '.join(level.label for level in scale.levels.all())}"[:200]


class ScaleForm(forms.Form):
    """A scale that is written: twelve lines, of which the empty ones count for nothing."""

    lines = range(1, 13)
    title = forms.CharField(label=_("Name of the scale"), max_length=200)
    direction = forms.ChoiceField(label=_("Direction"), choices=ScaleDirection.choices)
    base_lock_version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in self.lines:
            number = {"number": line}
            self.fields[f"label_{line}"] = forms.CharField(
                label=_("Label of level %(number)d") % number, max_length=100, required=False
            )
            self.fields[f"description_{line}"] = forms.CharField(
                label=_("What level %(number)d looks like") % number, max_length=2_000, required=False
            )
            self.fields[f"proficient_{line}"] = forms.BooleanField(
                label=_("Level %(number)d counts as proficient") % number, required=False
            )
            self.fields[f"na_{line}"] = forms.BooleanField(
                label=_("Level %(number)d means not applicable") % number, required=False
            )

    def rows(self) -> list[tuple[int, Any, Any, Any, Any]]:
        """The fields of each line, for the page."""
        names = ("label", "description", "proficient", "na")
        return [(line, *(self[f"{name}_{line}"] for name in names)) for line in self.lines]

    def levels(self) -> list[dict[str, Any]]:
        """The lines that hold something, lowest first."""
        data = self.cleaned_data
        return [
            {
                "label": data[f"label_{line}"],
                "description": data[f"description_{line}"],
                "is_proficient": data[f"proficient_{line}"],
                "is_not_applicable": data[f"na_{line}"],
            }
            for line in self.lines
            if any(data[f"{name}_{line}"] for name in ("label", "description", "proficient", "na"))
        ]
