"""What the programme offers for each gap, and for each need that a learner chose."""

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from diagnostics.enums import AttemptState, RoundKind
from diagnostics.models import Answer, DiagnosticLevel, Need, Target
from diagnostics.selectors.profile import ProfileLine
from programmes.enums import DEPTH_RANK, Depth
from programmes.models import Programme
from programmes.selectors import FULL, UNCOUNTED, Part, Provision, Seats, provision_by_element
from standards.enums import Approval, Strength
from standards.models import CrosswalkLink, Element

MOST_SUGGESTIONS = 3


@dataclass(frozen=True)
class Gap:
    """One gap with the parts of the programme that help most with it."""

    line: ProfileLine
    provision: list[Provision]


def suggestions(programme: Programme, gaps: Sequence[ProfileLine], now: dt.datetime) -> list[Gap]:
    """`gaps` in their order, each with at most three parts: four queries, none without gaps."""
    if not gaps:
        return []
    offered = provision_by_element(programme, [line.item.element for line in gaps], now=now)
    return [Gap(line, offered[line.item.element_id][:MOST_SUGGESTIONS]) for line in gaps]


@dataclass(frozen=True)
class Offer:
    """A part of the programme that helps with an element of a need, itself or `through` an element that an approved
    crosswalk links to it. `gap` is how many levels are missing there, for the learner's own eyes only; else 0."""

    part: Part
    depth: str
    element: Element
    through: Element | None
    gap: int

    @property
    def why(self) -> str:
        """“assesses S2.4 · 2 levels to go · Tue 12 Jan 2027, 10:00 · two places left”."""
        words = [self._serves()]
        if self.gap:
            words.append(ngettext("%(gap)d level to go", "%(gap)d levels to go", self.gap) % {"gap": self.gap})
        if self.part.starts_at:
            words.append(formats.date_format(timezone.localtime(self.part.starts_at), "DATETIME_FORMAT"))
        if self.part.room and self.part.room.words:
            words.append(self.part.room.words)
        return " · ".join(words)

    def _serves(self) -> str:
        named = {"depth": Depth(self.depth).label, "element": _name(self.element)}
        if self.through is None:
            return _("%(depth)s %(element)s") % named
        linked = named | {"through": _name(self.through)}
        return _("%(depth)s %(through)s, which is linked to %(element)s") % linked

    @property
    def rank(self) -> tuple[int, bool, int, bool, dt.datetime, float]:
        """Sorts the largest gap first, then what has a place for her, the deepest, what needs no crosswalk, the
        soonest, the most places left."""
        part, is_linked = self.part, self.through is not None
        never = dt.datetime.max.replace(tzinfo=dt.UTC)
        left = part.room.left if part.room else 0
        places = math.inf if left is None else left
        return -self.gap, part.must_wait, -DEPTH_RANK[self.depth], is_linked, part.starts_at or never, -places


def offers(
    programme: Programme, needs: Sequence[Need], now: dt.datetime, *, with_gaps: bool, seats: Seats | None = None
) -> dict[UUID, list[Offer]]:
    """For each need, by its id, at most three parts that help most: five queries, six with gaps, none without needs.
    With `seats`, each event says what its learner has booked there."""
    if not needs:
        return {}
    elements = {link.element.pk: link.element for need in needs for link in need.elements.all()}
    links = _links(elements.values())
    reached = {one.pk: one for _element, one, _is_full in links}
    offered = provision_by_element(programme, [*elements.values(), *reached.values()], now=now, seats=seats)
    gaps = _gaps(needs) if with_gaps else {}
    return {need.pk: _best(need, links, offered, gaps) for need in needs}


Link = tuple[UUID, Element, bool]
Gaps = dict[tuple[UUID, UUID], int]
"""Levels to what is expected, by enrolment and lineage."""


def _best(need: Need, links: list[Link], offered: dict[UUID, list[Provision]], gaps: Gaps) -> list[Offer]:
    """Each part once, for what it helps with most."""
    found: dict[tuple[str, UUID], Offer] = {}
    about = {link.element.lineage: link.element for link in need.elements.all()}
    for offer in sorted(_all(need, about, links, offered, gaps), key=lambda one: one.rank):
        found.setdefault(offer.part.key, offer)
    return list(found.values())[:MOST_SUGGESTIONS]


def _all(
    need: Need,
    about: dict[UUID, Element],
    links: list[Link],
    offered: dict[UUID, list[Provision]],
    gaps: Gaps,
) -> Iterable[Offer]:
    for element in about.values():
        gap = gaps.get((need.enrolment_id, element.lineage), 0)
        yield from (Offer(one.part, one.depth, element, None, gap) for one in offered.get(element.pk, []))
        for lineage, other, is_full in links:
            if lineage == element.lineage and other.lineage not in about:
                for one in offered.get(other.pk, []):
                    yield Offer(one.part, one.depth if is_full else Depth.INTRODUCES.value, element, other, gap)


def _links(elements: Iterable[Element]) -> list[Link]:
    """Approved links of these elements that count for coverage: the lineage, the element at the other end, and whether
    they mean the same. As in `programmes.selectors.through`."""
    lineages = {element.lineage for element in elements}
    touching = Q(left_lineage__in=lineages) | Q(right_lineage__in=lineages)
    counted = CrosswalkLink.objects.filter(touching, approval=Approval.APPROVED).exclude(strength=Strength.WEAK)
    found: list[Link] = []
    for link in counted.exclude(kind__in=UNCOUNTED).select_related("left", "right"):
        ends = ((link.left_lineage, link.right), (link.right_lineage, link.left))
        found += [(lineage, other, link.kind in FULL) for lineage, other in ends if lineage in lineages]
    return found


def _gaps(needs: Sequence[Need]) -> Gaps:
    """How many levels are missing to what is expected, as each learner last rated herself; one query. A look back is
    about an earlier time and does not count."""
    profile = Coalesce(OuterRef("attempt__target_profile"), OuterRef("attempt__round__target_profile"))
    target = Target.objects.filter(profile=profile, item=OuterRef("item")).values("minimum")
    version = OuterRef("attempt__round__diagnostic_version")
    proficient = DiagnosticLevel.objects.filter(version=version, is_proficient=True).order_by().values("version")
    rated = _last_ratings(needs).annotate(
        profile=Coalesce("attempt__target_profile", "attempt__round__target_profile"),
        target=Subquery(target[:1]),
        proficient=Subquery(proficient.annotate(least=Min("rank")).values("least")),
    )
    rows = rated.values_list("attempt__enrolment", "item__lineage", "level__rank", "profile", "target", "proficient")
    return {
        (one, lineage): max(least - rank, 0)
        for one, lineage, rank, of_profile, target, usual in rows
        if (least := target if of_profile else usual)
    }


def _last_ratings(needs: Sequence[Need]) -> QuerySet[Answer]:
    """Each learner's last submitted rating of each statement that one of her needs is about."""
    lineages = {link.element.lineage for need in needs for link in need.elements.all()}
    given = Answer.objects.filter(
        attempt__enrolment__in={need.enrolment_id for need in needs},
        attempt__state=AttemptState.SUBMITTED,
        item__lineage__in=lineages,
        level__isnull=False,
    ).exclude(attempt__round__kind=RoundKind.RETROSPECTIVE)
    by_age = given.order_by("attempt__enrolment", "item__lineage", "-attempt__submitted_at", "-attempt__number")
    return by_age.distinct("attempt__enrolment", "item__lineage")


def _name(element: Element) -> str:
    return element.code or (element.title if len(element.title) <= 60 else f"{element.title[:59]}…")
