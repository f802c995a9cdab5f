"""For whom, and the expected levels statement by statement; or all of them in a file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.template.defaultfilters import capfirst
from django.utils.translation import gettext_lazy as _

from carnegie.core.forms import PageFormHelper
from carnegie.people.models import Organisation
from diagnostics.enums import TargetAudience
from diagnostics.forms.words import storable
from diagnostics.models import Item, TargetProfile

AUDIENCES = [
    (audience.value, capfirst(audience.label))
    for audience in (TargetAudience.PROGRAMME, TargetAudience.ROLE, TargetAudience.ORGANISATION)
]
LOW, HIGH = "low", "high"


@dataclass(frozen=True)
class End:
    """One cell of the grid: the select's name and label, which rank is chosen, and what is wrong with it."""

    name: str
    label: str
    rank: str
    error: str


@dataclass(frozen=True)
class GridRow:
    item: Item
    ends: tuple[End, End]


@dataclass(frozen=True)
class GridPart:
    """The rows of one domain; `number` counts from 1."""

    number: int
    title: str
    rows: list[GridRow]


class TargetForm(forms.Form):
    """The name of a target profile, for whom it is, and a lowest and highest expected level for each item (both or
    neither). The levels are no fields of their own: a grid of 120 statements has 240 of them."""

    title = forms.CharField(max_length=200, validators=[storable], label=_("Title"))
    audience = forms.ChoiceField(choices=AUDIENCES, initial=TargetAudience.PROGRAMME, label=_("For whom"))
    role = forms.CharField(max_length=200, required=False, validators=[storable], label=_("Role"))
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), required=False, empty_label="–", label=_("Organisation")
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        items: Sequence[Item],
        levels: Sequence[tuple[int, str]],
        employers: Any,
        ranges: dict[UUID, tuple[int, int]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items, self.levels, self.ranges = items, levels, ranges
        self.fields["organisation"].queryset = employers
        self.fields["role"].widget.attrs["list"] = "roles"
        self.wrong: dict[str, str] = {}
        self.targets: dict[UUID, tuple[int, int]] = {}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        self._require_audience(said)
        known = {str(rank): rank for rank, _label in self.levels}
        for item in self.items:
            self._take(item, known)
        if self.wrong:
            self.add_error(None, _("Nothing is stored until these levels are put right:"))
        return said

    def _require_audience(self, said: dict[str, Any]) -> None:
        audience = said.get("audience")
        if audience == TargetAudience.ROLE and not said.get("role"):
            self._complain("role", _("Name the role, as job titles have it."))
        if audience == TargetAudience.ORGANISATION and not said.get("organisation"):
            self._complain("organisation", _("Choose the organisation."))

    def _complain(self, name: str, sentence: Any) -> None:
        if name not in self.errors:
            self.add_error(name, sentence)

    def _take(self, item: Item, known: dict[str, int]) -> None:
        sent = {end: self.data.get(_name(end, item), "") for end in (LOW, HIGH)}
        ranks = {end: known.get(rank) for end, rank in sent.items()}
        strange = [end for end, rank in sent.items() if rank and ranks[end] is None]
        low, high = ranks[LOW], ranks[HIGH]
        if strange:
            self._odd(item, strange[0], _("Choose one of the levels."))
        elif (low is None) != (high is None):
            self._odd(item, HIGH if low else LOW, _("Give both levels, or neither."))
        elif low and high and low > high:
            self._odd(item, HIGH, _("The highest expected level is below the lowest."))
        elif low and high:
            self.targets[item.pk] = (low, high)

    def _odd(self, item: Item, end: str, sentence: Any) -> None:
        self.wrong[_name(end, item)] = sentence

    @property
    def options(self) -> list[tuple[str, str]]:
        """The levels of each select: the number comes first, so that typing it chooses."""
        return [(str(rank), label) for rank, label in self.levels]

    @property
    def told(self) -> list[dict[str, Any]]:
        """What is wrong, for the summary at the top: each with the field or the cell to go to."""
        named = [
            {"target": self[name].id_for_label, "label": f"{self[name].label}:", "message": message}
            for name in self.errors
            if name in self.fields
            for message in self.errors[name]
        ]
        general = [{"target": "", "label": "", "message": message} for message in self.non_field_errors()]
        cells = [
            {"target": f"id_{name}", "label": f"{item.code or item.statement}:", "message": self.wrong[name]}
            for item in self.items
            for end in (LOW, HIGH)
            if (name := _name(end, item)) in self.wrong
        ]
        return [*named, *general, *cells]

    def differences_from(
        self, profile: TargetProfile, ranges: dict[UUID, tuple[int, int]]
    ) -> list[tuple[Any, str, str]]:
        """What, how it is stored now, and how it was sent, where they are not the same."""
        stored = {"title": profile.title, "audience": profile.get_audience_display(), "role": profile.role}
        sent = self.cleaned_data | {"audience": TargetAudience(self.cleaned_data["audience"]).label}
        stored["organisation"] = profile.organisation or ""
        fields = [(self.fields[name].label, str(now), str(sent[name] or "")) for name, now in stored.items()]
        ends = [
            (str(item), self._told(ranges.get(item.pk)), self._told(self.targets.get(item.pk))) for item in self.items
        ]
        return [(label, now, mine) for label, now, mine in [*fields, *ends] if now != mine]

    def _told(self, ends: tuple[int, int] | None) -> str:
        return " – ".join(dict(self.levels)[rank] for rank in ends) if ends else ""

    @property
    def parts(self) -> Iterator[GridPart]:
        """The grid, domain by domain, as sent or as stored."""
        by_domain = groupby(self.items, lambda item: (item.domain_position, item.domain))
        for number, ((_place, title), items) in enumerate(by_domain, start=1):
            rows = [GridRow(item, (self._end(item, LOW), self._end(item, HIGH))) for item in items]
            yield GridPart(number, title, rows)

    def _end(self, item: Item, end: str) -> End:
        name = _name(end, item)
        stored = self.ranges.get(item.pk)
        rank = self.data.get(name, "") if self.is_bound else str(stored[end == HIGH]) if stored else ""
        words = _("at least") if end == LOW else _("at most")
        return End(name, f"{item.code or item.statement}, {words}", rank, self.wrong.get(name, ""))


class TargetFileForm(forms.Form):
    """Expected levels as a CSV file or a workbook."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or Excel (.xlsx)."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(submit=_("Store these levels"), cancel_url=cancel_url)

    def refuse(self, sentences: Iterable[str]) -> None:
        for sentence in sentences:
            self.add_error(None, sentence)


def _name(end: str, item: Item) -> str:
    return f"{end}-{item.pk.hex}"
