"""Reads of crosswalks: which there are, what stands on each side, what links them, what might."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from carnegie.people.enums import MembershipRole
from carnegie.people.models import Membership, Organisation, User
from programmes.enums import SupporterKind
from programmes.models import Enrolment, Programme
from standards.enums import AdoptionStatus, Approval
from standards.models import Crosswalk, CrosswalkLink, Element, Framework, FrameworkVersion


def crosswalks_for(user: User, on: dt.date) -> QuerySet[Crosswalk]:
    """Those of providers with whose programmes she has to do, and those that come with Carnegie; each with its
    frameworks, `may_propose`, `may_approve`, and how many links are `approved` and `proposed`."""
    if not user.is_active:
        return Crosswalk.objects.none()
    known = Programme.objects.visible_to(user, on).order_by().values("provider")
    helped = Enrolment.objects.as_supporter(user, on, SupporterKind.COLLEAGUE).order_by()
    mine = Q(owner=None) | Q(owner__in=known) | Q(owner__in=helped.values("cohort__programme__provider"))
    theirs = Programme.objects.filter(provider=OuterRef("owner"))
    teaching = theirs.as_programme_admin(user, on) | theirs.as_facilitator(user, on)
    standing = _standing(user, on).filter(organisation=OuterRef("owner"))
    return (
        Crosswalk.objects.filter(mine | Q(owner__in=_standing(user, on).values("organisation")))
        .select_related("owner", "left", "right")
        .annotate(
            may_approve=Exists(standing),
            may_propose=Exists(standing) | Exists(teaching),
            approved=Count("links", filter=Q(links__approval=Approval.APPROVED)),
            proposed=Count("links", filter=Q(links__approval=Approval.PROPOSED)),
        )
        .order_by("title", "pk")
    )


def crosswalks_reading(user: User, on: dt.date, framework_pk: UUID) -> list[tuple[Crosswalk, Framework]]:
    """Those she may know of with approved links from or to this framework, each with the other one; one query."""
    counted = CrosswalkLink.objects.filter(approval=Approval.APPROVED).values("crosswalk")
    joined = crosswalks_for(user, on).filter(Q(left=framework_pk) | Q(right=framework_pk), pk__in=counted)
    return [(one, one.right if one.left_id == framework_pk else one.left) for one in joined]


@dataclass(frozen=True)
class Counterpart:
    """An element of another framework that answers to one in hand: how the one stands to it, says which crosswalk."""

    words: str
    element: Element
    crosswalk: Crosswalk
    note: str


def counterparts(user: User, on: dt.date, element: Element) -> list[Counterpart]:
    """Over the approved links of crosswalks that she may know of, whatever version they were made in; one query."""
    known = crosswalks_for(user, on).order_by().values("pk")
    touching = Q(left_lineage=element.lineage) | Q(right_lineage=element.lineage)
    found = CrosswalkLink.objects.filter(touching, approval=Approval.APPROVED, crosswalk__in=known)
    ends = ("left__version__framework", "right__version__framework", "crosswalk")
    links = found.select_related(*ends).order_by("crosswalk__title", "left__position", "right__position", "pk")
    return [_counterpart(link, is_left=link.left_lineage == element.lineage) for link in links]


def _counterpart(link: CrosswalkLink, *, is_left: bool) -> Counterpart:
    words, other = (link.words, link.right) if is_left else (link.words_back, link.left)
    return Counterpart(words, other, link.crosswalk, link.note)


def _standing(user: User, on: dt.date) -> QuerySet[Any]:
    return Membership.objects.active(on).filter(user=user, role=MembershipRole.PROGRAMME_ADMIN)


def proposing_for(user: User, on: dt.date) -> QuerySet[Organisation]:
    """The organisations for which she may begin a crosswalk."""
    teaching = Programme.objects.as_programme_admin(user, on) | Programme.objects.as_facilitator(user, on)
    wanted = Q(pk__in=teaching.order_by().values("provider")) | Q(pk__in=_standing(user, on).values("organisation"))
    return Organisation.objects.filter(wanted).order_by("name")


def linkable_frameworks() -> QuerySet[Framework]:
    """Frameworks with a version that is adopted, or was."""
    settled = FrameworkVersion.objects.exclude(status=AdoptionStatus.DRAFT)
    return Framework.objects.filter(pk__in=settled.values("framework")).order_by("title", "pk")


def version_in_force(framework: Framework) -> FrameworkVersion | None:
    """The latest adopted version, else the latest that was; one query."""
    settled = framework.versions.exclude(status=AdoptionStatus.DRAFT).select_related("framework")
    return settled.order_by("status", "-number").first()


@dataclass(frozen=True)
class Side:
    """One framework of a crosswalk as it stands in force, with all its elements in reading order."""

    name: str
    framework: Framework
    version: FrameworkVersion | None
    elements: list[Element]

    def element(self, key: str) -> Element | None:
        """The element with that key; None for anything else."""
        return next((element for element in self.elements if str(element.pk) == key), None)


def sides(crosswalk: Crosswalk) -> tuple[Side, Side]:
    """Left and right; four queries."""
    return _side("left", crosswalk.left), _side("right", crosswalk.right)


def _side(name: str, framework: Framework) -> Side:
    version = version_in_force(framework)
    if version is None:
        return Side(name, framework, None, [])
    elements = list(version.elements.defer("keywords", "education_level"))
    for element in elements:
        element.version = version
    return Side(name, framework, version, elements)


def matching(elements: Iterable[Element], words: str) -> list[Element]:
    """Those that hold every one of `words` in code, title or text; all of them for no words."""
    wanted = words.lower().split()
    return [one for one in elements if all(word in _haystack(one) for word in wanted)]


def _haystack(element: Element) -> str:
    return f"{element.code} {element.full_statement} {element.abbreviated_statement}".lower()


def links_of(crosswalk: Crosswalk, *, lineages: Iterable[UUID] = ()) -> QuerySet[CrosswalkLink]:
    """Its links in the order of the left framework, or only those that touch one of `lineages`."""
    wanted = list(lineages)
    found = crosswalk.links.select_related("left", "right", "author", "approved_by")
    if wanted:
        found = found.filter(Q(left_lineage__in=wanted) | Q(right_lineage__in=wanted))
    return found.order_by("left__position", "right__position", "pk")


def link_numbers(crosswalk: Crosswalk) -> dict[UUID, int]:
    """How many links each lineage has here; one query."""
    found: dict[UUID, int] = {}
    for pair in crosswalk.links.values_list("left_lineage", "right_lineage"):
        for lineage in pair:
            found[lineage] = found.get(lineage, 0) + 1
    return found
