"""How a diagnostic presents itself, what it asks about, on which scale, and what it asks besides."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from crispy_forms.layout import HTML, Div, Fieldset
from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import capfirst
from django.utils.translation import gettext_lazy as _

from carnegie.core.forms import PageFormHelper
from diagnostics.enums import Ask
from diagnostics.forms.words import TextField, storable
from diagnostics.models import DiagnosticVersion
from diagnostics.selectors import ASKS, ElementTree, Ticks, can_be_asked, levels_of
from standards.models import Element, Scale

ASK_CHOICES = [(ask.value, capfirst(ask.label)) for ask in Ask]
PLAIN_KIND = _("without a kind")
_TREE = HTML('{% include "diagnostics/_tree.html" %}')
_WHO_SEES = HTML('{% include "diagnostics/_who_sees.html" %}')


class ScaleField(forms.ModelChoiceField):
    """A scale by its name, with how many levels it has, and the first and the last of them."""

    def label_from_instance(self, scale: Scale) -> str:
        levels = levels_of(scale)
        words = {"title": scale.title, "count": len(levels), "first": levels[0].label, "last": levels[-1].label}
        return _("%(title)s (%(count)d levels: %(first)s … %(last)s)") % words


class PickedField(forms.MultipleChoiceField):
    """Any number of ticks in the tree, as keys; nine hundred choices are looked up, not gone through."""

    known: frozenset[str] = frozenset()

    def valid_value(self, value: str) -> bool:
        return value in self.known

    def clean(self, value: Any) -> frozenset[UUID]:
        return frozenset(UUID(one) for one in super().clean(value))


class DiagnosticForm(forms.Form):
    """Everything that a draft says and asks, but for its questions about context. `tree` is the framework version's;
    `seen` tells whether the draft is still the one that was opened."""

    title = forms.CharField(max_length=200, validators=[storable], label=_("Title"))
    introduction = TextField(
        required=False, label=_("Introduction"), help_text=_("What learners read before they begin.")
    )
    minutes = forms.IntegerField(min_value=1, max_value=240, initial=20, label=_("Minutes it takes"))
    kinds = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        label=_("Only statements of these kinds"),
        error_messages={"required": _("Choose at least one kind.")},
    )
    everything = forms.BooleanField(required=False, label=_("Everything"))
    branches = PickedField(required=False, label=_("Headings"))
    statements = PickedField(required=False, label=_("Ask about"))
    scale = ScaleField(Scale.objects.none(), required=False, label=_("Scale"))
    asks_importance = forms.ChoiceField(choices=ASK_CHOICES, label=_("Importance in her role"))
    asks_confidence = forms.ChoiceField(choices=ASK_CHOICES, label=_("How sure she is"))
    asks_example = forms.ChoiceField(choices=ASK_CHOICES, label=_("An example from her practice"))
    allows_not_applicable = forms.BooleanField(required=False, label=_("“Not applicable” may be chosen"))
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, tree: ElementTree, scales: Iterable[Scale], submit: str, cancel_url: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.tree = tree
        self._offer_elements()
        self._offer_scales(scales)
        self.helper = PageFormHelper(*_layout(len(tree.kinds) > 1), submit=submit, cancel_url=cancel_url)

    def _offer_elements(self) -> None:
        known = frozenset(str(element.pk) for element in self.tree.elements)
        self.fields["branches"].known = self.fields["statements"].known = known
        counts = self.tree.kinds
        self.fields["kinds"].choices = [(f":{kind}", f"{kind or PLAIN_KIND} ({n})") for kind, n in counts.items()]
        self.fields["kinds"].required = len(counts) > 1

    def _offer_scales(self, scales: Iterable[Scale]) -> None:
        field, own = self.fields["scale"], self.tree.version.scale
        fitting = [scale.pk for scale in scales if can_be_asked(scale) and scale != own]
        field.queryset = Scale.objects.filter(pk__in=fitting).prefetch_related("levels").order_by("title", "pk")
        if own:
            field.empty_label = _("The framework's own: %(scale)s") % {"scale": field.label_from_instance(own)}
        else:
            field.empty_label = _("The usual one, since the framework has none of its own")
        field.help_text = _("What each level looks like for a statement comes with the framework's own scale.")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "branches" in said and "statements" in said and "kinds" in said and not self.elements:
            self.add_error("statements", ValidationError(_("Choose at least one statement."), code="required"))
        return said

    @property
    def ticks(self) -> Ticks:
        """As sent, or as the page begins."""
        if self.is_bound:
            said = getattr(self, "cleaned_data", {})
            return Ticks(
                bool(said.get("everything")),
                said.get("branches", frozenset()),
                said.get("statements", frozenset()),
            )
        ticks: Ticks = self.initial.get("ticks", Ticks(everything=True))
        return ticks

    @property
    def rows(self) -> Any:
        return self.tree.rows(self.ticks)

    @property
    def elements(self) -> list[Element]:
        """The statements that are asked about."""
        kinds = [value[1:] for value in self.cleaned_data["kinds"]] or list(self.tree.kinds)
        return self.tree.chosen(self.ticks, kinds)

    def differences_from(self, version: DiagnosticVersion, asked: set[UUID]) -> list[tuple[Any, str, str]]:
        """Field, what is stored now, and what was sent, where they are not the same; of statements only those."""
        mine = {one.pk for one in self.elements}
        only = [[str(one) for one in self.tree.statements if one.pk in few] for few in (asked - mine, mine - asked)]
        found = [(_("Title"), version.diagnostic.title, self.cleaned_data["title"])]
        found.append((_("Statements that the other one does not ask about"), *("\n".join(few) for few in only)))
        for name in ("introduction", "minutes", "scale", *ASKS):
            ends = (getattr(version, name), self.cleaned_data[name])
            found.append((self.fields[name].label, *(self._told(name, end) for end in ends)))
        return [(label, stored, sent) for label, stored, sent in found if stored != sent]

    def _told(self, name: str, value: Any) -> str:
        if isinstance(value, bool):
            return str(_("yes") if value else _("no"))
        if value is None:
            return str(self.fields["scale"].empty_label)
        return str(dict(ASK_CHOICES).get(value, value)) if name.startswith("asks_") else str(value)

    @property
    def asks(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ASKS}


def _layout(has_kinds: bool) -> list[Any]:
    beside = Div("asks_importance", "asks_confidence", "asks_example", css_class="asks-row")
    return [
        Fieldset(_("What it is"), "title", "introduction", "minutes"),
        Fieldset(_("What it asks about"), *(["kinds"] if has_kinds else []), _TREE),
        Fieldset(_("On which scale"), "scale", "allows_not_applicable"),
        Fieldset(_("Beside the level of each statement"), beside),
        _WHO_SEES,
        "seen",
    ]


def beginning_of(version: DiagnosticVersion, tree: ElementTree, asked: set[UUID], seen: str) -> dict[str, Any]:
    """What the form of a draft begins with."""
    kinds = {one.kind for one in tree.statements if one.pk in asked} or set(tree.kinds)
    fields = {name: getattr(version, name) for name in ("introduction", "minutes", "scale", *ASKS)}
    return fields | {
        "title": version.diagnostic.title,
        "kinds": [f":{kind}" for kind in kinds],
        "ticks": tree.ticks_for(asked, kinds),
        "seen": seen,
    }


def beginning_of_new(tree: ElementTree) -> dict[str, Any]:
    """What the form of a new diagnostic begins with: everything, asked as usual."""
    defaults = {name: DiagnosticVersion._meta.get_field(name).get_default() for name in ASKS}
    return defaults | {"kinds": [f":{kind}" for kind in tree.kinds], "ticks": Ticks(everything=True)}
