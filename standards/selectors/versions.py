"""Reads of frameworks, each with a fixed number of queries."""

import datetime as dt
import uuid
from collections import Counter
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import JSONObject

from carnegie.people.models import Organisation, User
from standards.models import Association, Element, FrameworkTransition, FrameworkVersion, ScaleLevel
from standards.models.framework import administered_by, changeable_by

LEVEL = ("label", "description", "is_proficient", "is_not_applicable")
ORDERS = {"title": ("framework__title", "-number"), "newest": ("-changed_at", "framework__title")}


def tree(version: FrameworkVersion) -> list[Element]:
    """All elements of a version in reading order: one query."""
    return list(version.elements.order_by("position"))


def link_counts(version: FrameworkVersion) -> Counter[uuid.UUID]:
    """How many links start or end at each element, beside its place in the tree: one query."""
    ends = Association.objects.filter(version=version).values_list("origin_id", "destination_id")
    return Counter(end for pair in ends for end in set(pair) if end)


def versions_for(user: User, on: dt.date) -> QuerySet[FrameworkVersion]:
    """The versions that this person may see, each with framework, owner and scale, and `is_ours`: may she change it."""
    is_ours = Case(When(changeable_by(user, on), then=True), default=False)
    visible = FrameworkVersion.objects.visible_to(user, on)
    return visible.select_related("framework__owner", "scale").annotate(is_ours=is_ours)  # type: ignore[no-any-return]


def library(user: User, on: dt.date, *, text: str = "", order: str = "title") -> QuerySet[FrameworkVersion]:
    """The versions for the library page, with `element_count` and `rateable_count`."""
    found = versions_for(user, on).annotate(
        element_count=Count("elements"),
        rateable_count=Count("elements", filter=Q(elements__is_rateable=True)),
    )
    for word in text.split():
        found = found.filter(
            Q(framework__title__icontains=word)
            | Q(framework__creator__icontains=word)
            | Q(framework__subject__icontains=word)
        )
    return found.order_by(*ORDERS.get(order, ORDERS["title"]))


def status_counts(versions: QuerySet[FrameworkVersion]) -> dict[str, int]:
    """How many of `versions` there are of each status: one query."""
    plain = FrameworkVersion.objects.filter(pk__in=versions.order_by().values("pk"))
    return dict(plain.order_by().values_list("status").annotate(Count("pk")))


def owners_for(user: User, on: dt.date) -> QuerySet[Organisation]:
    """The organisations for which this person may bring in a framework."""
    return Organisation.objects.filter(pk__in=administered_by(user, on)).order_by("name")


@dataclass(frozen=True)
class Step:
    """One step of a version's history: into which state, when, by whom, why."""

    to_state: str
    at: dt.datetime
    by: str
    reason: str


def with_levels_and_history(versions: QuerySet[FrameworkVersion]) -> QuerySet[FrameworkVersion]:
    """Each version with its scale's levels and its steps as JSON, in the same query: see `levels` and `history`."""
    level = ScaleLevel.objects.filter(scale=OuterRef("scale")).order_by("value")
    step = FrameworkTransition.objects.filter(version=OuterRef("pk")).order_by("at", "pk")
    return versions.annotate(
        level_rows=ArraySubquery(level.values(row=JSONObject(**{name: name for name in LEVEL}))),
        step_rows=ArraySubquery(
            step.values(row=JSONObject(to_state="to_state", at="at", by="by__full_name", reason="reason"))
        ),
    )


def levels(version: Any) -> list[dict[str, str]]:
    """Label and description of each level, in order of value, of a version `with_levels_and_history`."""
    return list(version.level_rows)


def history(version: Any) -> list[Step]:
    """Its steps from draft on, oldest first, of a version `with_levels_and_history`."""
    return [Step(**{**row, "at": dt.datetime.fromisoformat(row["at"])}) for row in version.step_rows]


def other_adopted(version: FrameworkVersion) -> QuerySet[FrameworkVersion]:
    """Adopted versions of the same framework beside this one, newest first."""
    return version.framework.versions.filter(status="adopted").exclude(pk=version.pk).order_by("-number")


def elements_elsewhere(identifiers: set[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """CASE identifiers that adopted versions of any framework know, with the row of the latest of them: one query."""
    rows = Element.objects.filter(identifier__in=identifiers, version__status="adopted")
    return dict(rows.order_by(F("version__changed_at").asc()).values_list("identifier", "pk"))


def feed(user: User | AnonymousUser) -> QuerySet[FrameworkVersion]:
    """The versions that the CASE feed may show to this person or machine, with their framework, best first: adopted
    before deprecated, then the latest."""
    readable = FrameworkVersion.objects.in_feed(user).select_related("framework", "scale")
    return readable.order_by("status", "-changed_at", "-number", "pk")  # type: ignore[no-any-return]


class Place(NamedTuple):
    """An element's place in the tree of a version: the version's key, the others by CASE identifier."""

    version: uuid.UUID
    document: uuid.UUID
    element: uuid.UUID
    parent: uuid.UUID | None


def places(versions: QuerySet[FrameworkVersion]) -> list[Place]:
    """The place of every element of these versions: one query."""
    rows = _elements_of(versions).values_list("version", "version__case_identifier", "identifier", "parent__identifier")
    return [Place(*row) for row in rows]


class Kind(NamedTuple):
    """A kind of element that a version uses: the version's key, its CASE identifier, the word."""

    version: uuid.UUID
    document: uuid.UUID
    kind: str


def kinds(versions: QuerySet[FrameworkVersion]) -> list[Kind]:
    """The kinds of elements that these versions use: one query."""
    rows = _elements_of(versions).exclude(kind="").values_list("version", "version__case_identifier", "kind")
    return [Kind(*row) for row in rows.distinct()]


def _elements_of(versions: QuerySet[FrameworkVersion]) -> QuerySet[Element]:
    return Element.objects.filter(version__in=versions.order_by().values("pk")).order_by()
