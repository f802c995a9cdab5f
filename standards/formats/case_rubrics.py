"""The scale of a framework as CASE says it: a rubric whose criteria are the elements and whose levels are the scale's.

One criterion without an item says what the levels look like for any element; one criterion an element says it for that
one. What CASE 1.1 has no field for (which levels count as proficient, which means “not applicable”, whether values
count downwards) stands in `extensions`; CASE 1.0 cannot hold these.
"""

import uuid
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from standards.formats.clean import Cleaner
from standards.formats.draft import ElementDraft, FrameworkDraft, Issues, LevelDraft, ScaleDraft, derived_id

Json = dict[str, Any]
MAX_LEVELS = 50
PROFICIENT, NOT_APPLICABLE, DESCENDING = "carnegieProficient", "carnegieNotApplicable", "carnegieDescending"


def rubric_id(document: uuid.UUID) -> uuid.UUID:
    return derived_id(document, "CFRubric")


class RubricWriter:
    """Writes the scale of `draft`. `base` is where our CASE addresses begin, `changed` the time of the last change."""

    def __init__(self, draft: FrameworkDraft, changed: str, base: str) -> None:
        self.draft = draft
        self.changed = changed
        self.identifier = rubric_id(draft.case_identifier)
        self.uri = f"{base}/CFRubrics/{self.identifier}"

    def as_json(self, items: dict[uuid.UUID, Json]) -> list[Json]:
        """One rubric, or none where the framework has no scale. `items` gives the link to each element."""
        scale = self.draft.scale
        if scale is None or not scale.levels:
            return []
        told = [one for one in self.draft.elements if any(one.descriptors)]
        return [
            {
                **self._row(self.identifier, ""),
                "title": scale.title,
                "CFRubricCriteria": [
                    self._criterion(scale, [level.description for level in scale.levels], 0, {}),
                    *(
                        self._criterion(scale, one.descriptors, place, {"CFItemURI": items[one.identifier]})
                        for place, one in enumerate(told, start=1)
                    ),
                ],
                **_given(extensions=_extensions(scale)),
            }
        ]

    def _criterion(self, scale: ScaleDraft, texts: list[str], place: int, item: Json) -> Json:
        of = item["CFItemURI"]["identifier"] if item else ""
        identifier = derived_id(self.identifier, "CFRubricCriterion", of)
        return {
            **self._row(identifier, f"#criterion-{place}"),
            "rubricId": str(self.identifier),
            "position": place,
            **item,
            "CFRubricCriterionLevels": [
                self._level(scale, n, text, identifier, place) for n, text in enumerate(texts, start=1)
            ],
        }

    def _level(self, scale: ScaleDraft, n: int, text: str, criterion: uuid.UUID, place: int) -> Json:
        level = scale.levels[n - 1]
        score = len(scale.levels) + 1 - n if scale.is_descending else n
        return {
            **self._row(derived_id(criterion, "CFRubricCriterionLevel", n), f"#criterion-{place}-level-{n}"),
            "rubricCriterionId": str(criterion),
            "quality": level.label,
            "score": score,
            "position": n,
            **_given(description=text),
        }

    def _row(self, identifier: uuid.UUID, fragment: str) -> Json:
        return {"identifier": str(identifier), "uri": self.uri + fragment, "lastChangeDateTime": self.changed}


def _extensions(scale: ScaleDraft) -> Json:
    """What a rubric has no field for; levels are named by their position."""
    places = list(enumerate(scale.levels, start=1))
    marks = {
        PROFICIENT: [n for n, level in places if level.is_proficient],
        NOT_APPLICABLE: [n for n, level in places if level.is_not_applicable],
        DESCENDING: scale.is_descending,
    }
    return _given(**marks)


def _given(**fields: Any) -> Json:
    return {name: value for name, value in fields.items() if value}


def as_v1p0(rubric: Json) -> Json:
    """The same rubric without extensions, which CASE 1.0 does not know."""
    plain = {name: value for name, value in rubric.items() if name != "extensions"}
    for name in ("CFRubricCriteria", "CFRubricCriterionLevels"):
        if name in plain:
            plain[name] = [as_v1p0(one) for one in plain[name]]
    return plain


@dataclass
class _Criterion:
    """One criterion of a file with its levels from the lowest to the highest."""

    identifier: str
    item: str
    rubric: Json
    levels: list[LevelDraft]

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(level.label for level in self.levels)


class RubricReader:
    """Reads the rubrics of a package as the framework's one scale, as far as they are one; the rest is named."""

    def __init__(self, warnings: Issues) -> None:
        self.warnings = warnings
        self.lost: Counter[str] = Counter()

    def read(self, found: Any, elements: dict[str, ElementDraft]) -> ScaleDraft | None:
        """The scale; `elements` (by identifier in lower case) are given their descriptors."""
        criteria = [made for rubric in _objects(found) for made in self._criteria(rubric)]
        if found and not criteria:
            self._warn("rubrics_left_out", _("The rubrics have no levels with names, so they are left out."))
        if not criteria:
            return None
        labels, _times = Counter(one.labels for one in criteria).most_common(1)[0]
        fitting = [one for one in criteria if one.labels == labels]
        self._name_others(criteria, labels)
        scale = self._scale(fitting)
        self._describe(fitting, scale, elements)
        for name, times in self.lost.items():
            message = _("The field “%(name)s” of rubrics is not stored: left out %(times)d times.")
            self._warn("field_left_out", message % {"name": name, "times": times}, name)
        return scale

    def _warn(self, code: str, message: str, field: str = "CFRubrics", identifier: object = "CFRubrics") -> None:
        self.warnings.add(code, message, field=field, identifier=identifier)

    def _criteria(self, rubric: Json) -> list[_Criterion]:
        self._count_lost(rubric, "description")
        return [
            made
            for criterion in _objects(rubric.get("CFRubricCriteria"))
            if (made := self._criterion(rubric, criterion)).levels
        ]

    def _criterion(self, rubric: Json, criterion: Json) -> _Criterion:
        self._count_lost(criterion, "category", "description", "weight")
        link = criterion.get("CFItemURI")
        item = link.get("identifier") if isinstance(link, dict) else link
        given = str(criterion.get("identifier") or "")
        clean = Cleaner(self.warnings, identifier=given)
        rows = _by_place(_objects(criterion.get("CFRubricCriterionLevels")))
        if _mark(rubric, DESCENDING) is not True:
            rows = self._upwards(rows, clean)
        levels = [self._level(row, rubric, clean) for row in rows]
        if not 2 <= len(levels) <= MAX_LEVELS or not all(level.label for level in levels):
            if levels:
                clean.warn("criterion_left_out", _("Its levels are no scale: it is left out."), "CFRubricCriteria")
            levels = []
        return _Criterion(given, str(item or "").lower(), rubric, levels)

    def _upwards(self, rows: list[Json], clean: Cleaner) -> list[Json]:
        """From the lowest to the highest score; as they stand where the scores do not tell."""
        scores = [_number(row.get("score")) for row in rows]
        known = [score for score in scores if score is not None]
        if len(known) == len(rows) and len(set(known)) == len(known):
            if any(score != n for n, score in enumerate(sorted(known), start=1)):
                self.lost["score"] += len(rows)
            return [row for _score, row in sorted(zip(known, rows, strict=True), key=lambda pair: pair[0])]
        clean.warn("order_of_levels", _("The scores do not order the levels: they stay as they stand."), "score")
        return rows

    def _level(self, row: Json, rubric: Json, clean: Cleaner) -> LevelDraft:
        self._count_lost(row, "feedback")
        return LevelDraft(
            label=clean.text(row.get("quality"), "quality", 100),
            description=clean.prose(row.get("description"), "description"),
            is_proficient=row.get("position") in _places(rubric, PROFICIENT),
            is_not_applicable=row.get("position") in _places(rubric, NOT_APPLICABLE),
        )

    def _count_lost(self, row: Json, *names: str) -> None:
        self.lost.update(name for name in names if row.get(name) not in (None, "", [], {}))

    def _name_others(self, criteria: list[_Criterion], labels: tuple[str, ...]) -> None:
        for one in criteria:
            if one.labels != labels:
                message = _("A framework has one scale; these levels are not stored: %(labels)s.")
                told = message % {"labels": " / ".join(one.labels)[:300]}
                self._warn("criterion_left_out", told, "CFRubricCriteria", one.identifier)

    def _scale(self, fitting: list[_Criterion]) -> ScaleDraft:
        general = next((one for one in fitting if not one.item), None)
        first = general or fitting[0]
        levels = [
            LevelDraft(one.label, one.is_proficient, one.description if general else "", one.is_not_applicable)
            for one in first.levels
        ]
        clean = Cleaner(self.warnings, identifier=first.rubric.get("identifier") or "CFRubrics")
        name = clean.prose(first.rubric.get("title"), "title", 200)
        scale = ScaleDraft(levels, name, _mark(first.rubric, DESCENDING) is True)
        scale.name = "" if name == scale.words[:200] else name
        return scale

    def _describe(self, fitting: list[_Criterion], scale: ScaleDraft, elements: dict[str, ElementDraft]) -> None:
        has_general = False
        for one in fitting:
            element = elements.get(one.item)
            if not one.item and not has_general:
                has_general = True
            elif element is None or element.descriptors:
                message = (
                    _("It is for an element that is not in this file, or for none: it is left out.")
                    if element is None
                    else _("The element has a criterion already: this one is left out.")
                )
                self._warn("criterion_left_out", message, "CFItemURI", one.identifier)
            elif any(level.description for level in one.levels):
                element.descriptors = [level.description for level in one.levels]


def _objects(found: Any) -> list[Json]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _by_place(rows: list[Json]) -> list[Json]:
    """By position where all have one."""
    places = [_number(row.get("position")) for row in rows]
    if any(place is None for place in places):
        return rows
    return [row for _place, row in sorted(zip(places, rows, strict=True), key=lambda pair: pair[0] or 0)]


def _number(value: Any) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and abs(value) < 1e15 else None


def _mark(rubric: Json, name: str) -> Any:
    extensions = rubric.get("extensions")
    return extensions.get(name) if isinstance(extensions, dict) else None


def _places(rubric: Json, name: str) -> list[Any]:
    found = _mark(rubric, name)
    return found if isinstance(found, list) else []
